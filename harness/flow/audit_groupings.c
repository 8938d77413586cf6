/* audit_groupings.c - whether the groups that a loader inferred are those that a list
 * names. Two groups agree when each holds exactly the other's queries. */
#include "harness/flow/audit_parts.h"

struct pin_grouping {
    const uint32_t *part_of; /* by query; PIN_IX_NONE: in none */
    uint32_t parts_n;
    uint32_t *other; /* by part: the other grouping's part of its first query, + 1 */
    bool *several;   /* by part: its queries are in several of those, or in none */
};

static bool grouping_init(struct pin_grouping *grouping, struct pin_auditor *auditor)
{
    grouping->other = PIN_NEW_N(auditor->arena, uint32_t, grouping->parts_n + 1U);
    grouping->several = PIN_NEW_N(auditor->arena, bool, grouping->parts_n + 1U);
    if (!grouping->other || !grouping->several) {
        auditor->status = pin_fail(auditor->err, PIN_E_NOMEM, "no memory for the audit");
        return false;
    }
    return true;
}

static void meet(struct pin_grouping *grouping, uint32_t part, uint32_t other)
{
    if (part == PIN_IX_NONE) {
        return;
    }
    if (grouping->other[part] == 0 && other != PIN_IX_NONE) {
        grouping->other[part] = other + 1;
    }
    grouping->several[part] = grouping->several[part] || other == PIN_IX_NONE ||
                              grouping->other[part] != other + 1;
}

/* The parts are alike, part for part: both hold the queries of the other and no more. */
static uint32_t count_alike(const struct pin_grouping *a, const struct pin_grouping *b)
{
    uint32_t alike_n = 0;
    for (uint32_t part = 0; part < a->parts_n; part++) {
        alike_n +=
            a->other[part] > 0 && !a->several[part] && !b->several[a->other[part] - 1];
    }
    return alike_n;
}

/* Queries of several parts of `of` in one part: they would be taken for one group. */
static uint32_t count_mixing(const struct pin_grouping *grouping, uint32_t queries_n,
                             const uint32_t *of)
{
    uint32_t mixing_n = 0;
    for (uint32_t part = 0; part < grouping->parts_n; part++) {
        grouping->several[part] = false;
    }
    for (uint32_t query = 0; query < queries_n; query++) {
        const uint32_t part = grouping->part_of[query];
        if (part != PIN_IX_NONE && of[query] != PIN_IX_NONE && !grouping->several[part] &&
            grouping->other[part] != of[query] + 1) {
            grouping->several[part] = true;
            mixing_n++;
        }
    }
    return mixing_n;
}

void pin_audit_groupings(struct pin_auditor *auditor)
{
    const struct pin_dataset *dataset = auditor->dataset;
    const struct pin_attribute *listed =
        pin_dataset_query_attribute(dataset, PIN_LISTED_GROUP);
    if (dataset->groups.groups_n == 0 || !listed) {
        return;
    }
    const uint32_t queries_n = dataset->queries.queries_n;
    struct pin_grouping found = {.part_of = dataset->groups.group_of_query,
                                 .parts_n = dataset->groups.groups_n};
    struct pin_grouping given = {.part_of = listed->value_of,
                                 .parts_n = pin_ids_count(listed->values)};
    if (!grouping_init(&found, auditor) || !grouping_init(&given, auditor)) {
        return;
    }
    uint32_t ungrouped_n = 0;
    for (uint32_t query = 0; query < queries_n; query++) {
        const uint32_t a = found.part_of[query];
        const uint32_t b = given.part_of[query];
        meet(&found, a, b);
        meet(&given, b, a);
        ungrouped_n += a == PIN_IX_NONE && b != PIN_IX_NONE;
    }
    pin_audit_fact(auditor, "groups in the list that was given", given.parts_n);
    pin_audit_fact(auditor, "groups that are the same in both",
                   count_alike(&given, &found));
    pin_audit_fact(auditor, "groups that hold queries of several listed ones",
                   count_mixing(&found, queries_n, given.part_of));
    pin_audit_fact(auditor, "listed groups that are split into several",
                   count_mixing(&given, queries_n, found.part_of));
    pin_audit_fact(auditor, "queries in a listed group and in none here", ungrouped_n);
}
