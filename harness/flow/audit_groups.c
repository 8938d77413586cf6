/* audit_groups.c - whether queries that are said to be the same are labelled the same.
 *
 * Two partitions are looked at: the paraphrase groups, and the queries that share their
 * reference images, which reference evaluators take for groups. */
#include "harness/base/buffer.h"
#include "harness/base/map32.h"
#include "harness/flow/audit_parts.h"

struct pin_partition {
    const struct pin_ids *names;
    const uint32_t *part_of; /* by query; PIN_IX_NONE: in none */
    uint64_t *start;         /* by part, one more than there are: into members */
    uint32_t *members;       /* queries, a part's together */
    uint32_t parts_n;
};

static void fail(struct pin_auditor *auditor)
{
    auditor->status = pin_fail(auditor->err, PIN_E_NOMEM, "no memory for the audit");
}

static bool list_members(struct pin_auditor *auditor, struct pin_partition *partition)
{
    const uint32_t queries_n = auditor->dataset->queries.queries_n;
    partition->parts_n = pin_ids_count(partition->names);
    partition->start =
        PIN_NEW_N(auditor->arena, uint64_t, (size_t)partition->parts_n + 2);
    partition->members = PIN_NEW_N(auditor->arena, uint32_t, queries_n);
    if (!partition->start || !partition->members) {
        fail(auditor);
        return false;
    }
    uint64_t *next = partition->start + 1;
    for (uint32_t query = 0; query < queries_n; query++) {
        if (partition->part_of[query] != PIN_IX_NONE) {
            next[partition->part_of[query] + 1]++;
        }
    }
    for (uint32_t part = 0; part < partition->parts_n; part++) {
        next[part + 1] += next[part];
    }
    for (uint32_t query = 0; query < queries_n; query++) {
        if (partition->part_of[query] != PIN_IX_NONE) {
            partition->members[next[partition->part_of[query]]++] = query;
        }
    }
    return true;
}

static bool counts_as(const struct pin_judgment *row, bool positive)
{
    return positive ? row->grade > 0
                    : row->grade == PIN_GRADE_HARD_NEGATIVE || row->also_negative;
}

/* Whether two queries have the same positives (or hard negatives), whatever the order.
 * The map holds the first query's. */
static uint32_t fill(struct pin_map32 *map, const struct pin_judgments *judgments,
                     uint32_t query, bool positive)
{
    uint32_t n = 0;
    pin_map32_reset(map, judgments->rows_n_max);
    for (uint64_t i = judgments->row_start[query]; i < judgments->row_start[query + 1];
         i++) {
        if (counts_as(&judgments->rows[i], positive)) {
            (void)pin_map32_put(map, judgments->rows[i].item.ix, 0);
            n++;
        }
    }
    return n;
}

static bool same(const struct pin_map32 *map, uint32_t map_n,
                 const struct pin_judgments *judgments, uint32_t query, bool positive)
{
    uint32_t n = 0;
    for (uint64_t i = judgments->row_start[query]; i < judgments->row_start[query + 1];
         i++) {
        if (counts_as(&judgments->rows[i], positive)) {
            if (pin_map32_get(map, judgments->rows[i].item.ix) == PIN_MAP32_NONE) {
                return false;
            }
            n++;
        }
    }
    return n == map_n;
}

static bool same_images(const struct pin_queries *queries, uint32_t a, uint32_t b)
{
    const uint32_t n = pin_queries_references_n(queries, a);
    bool equal = n == pin_queries_references_n(queries, b);
    for (uint32_t i = 0; equal && i < n; i++) {
        equal = queries->references[queries->reference_start[a] + i].ix ==
                queries->references[queries->reference_start[b] + i].ix;
    }
    return equal;
}

struct pin_agreement { /* of the members of one part with its first */
    bool positives, negatives, images;
};

static struct pin_agreement compare_members(const struct pin_dataset *dataset,
                                            const struct pin_partition *partition,
                                            uint32_t part, struct pin_map32 *map)
{
    struct pin_agreement agree = {true, true, true};
    const uint32_t first = partition->members[partition->start[part]];
    for (uint32_t positive = 0; positive < 2; positive++) {
        const uint32_t n = fill(map, &dataset->judgments, first, positive != 0);
        bool *agreed = positive ? &agree.positives : &agree.negatives;
        for (uint64_t i = partition->start[part] + 1; i < partition->start[part + 1];
             i++) {
            const uint32_t query = partition->members[i];
            *agreed = *agreed && same(map, n, &dataset->judgments, query, positive != 0);
            agree.images = agree.images && same_images(&dataset->queries, first, query);
        }
    }
    return agree;
}

struct pin_partition_words {
    const char *count, *several, *whole;
    const char *positives, *negatives,
        *images; /* images may be NULL: equal by definition */
};

static void compare_parts(struct pin_auditor *auditor,
                          const struct pin_partition *partition,
                          const struct pin_partition_words *words, struct pin_map32 *map)
{
    uint32_t several_n = 0;
    uint32_t whole_n = 0;
    struct pin_audit_problem *positives =
        pin_audit_problem(auditor, words->positives, "groups");
    struct pin_audit_problem *negatives =
        pin_audit_problem(auditor, words->negatives, "groups");
    struct pin_audit_problem *images =
        words->images ? pin_audit_problem(auditor, words->images, "groups") : NULL;
    for (uint32_t part = 0; part < partition->parts_n; part++) {
        const uint64_t n = partition->start[part + 1] - partition->start[part];
        const char *name = pin_ids_name(partition->names, part);
        const struct pin_agreement agree =
            n > 0 ? compare_members(auditor->dataset, partition, part, map)
                  : (struct pin_agreement){true, true, true};
        several_n += n > 1;
        whole_n += agree.positives && agree.images;
        pin_audit_count(auditor, positives, !agree.positives, "%s", name);
        pin_audit_count(auditor, negatives, !agree.negatives, "%s", name);
        positives->queries_n += agree.positives ? 0 : n - 1; /* the call counted one */
        negatives->queries_n += agree.negatives ? 0 : n - 1;
        if (images) {
            pin_audit_count(auditor, images, !agree.images, "%s", name);
            images->queries_n += agree.images ? 0 : n - 1;
        }
    }
    pin_audit_fact(auditor, words->count, partition->parts_n);
    pin_audit_fact(auditor, words->several, several_n);
    pin_audit_fact(auditor, words->whole, whole_n);
}

/* Names each list of reference images by its ids; queries without one are in no part. */
static enum pin_status part_by_images(struct pin_auditor *auditor,
                                      struct pin_partition *partition,
                                      struct pin_buffer *name)
{
    const struct pin_dataset *dataset = auditor->dataset;
    const struct pin_queries *queries = &dataset->queries;
    struct pin_ids *names = NULL;
    uint32_t *part_of = PIN_NEW_N(auditor->arena, uint32_t, queries->queries_n);
    if (!part_of) {
        return pin_fail(auditor->err, PIN_E_NOMEM, "no memory for the audit");
    }
    PIN_TRY(pin_ids_new(&names, auditor->arena, auditor->err));
    for (uint32_t query = 0; query < queries->queries_n; query++) {
        part_of[query] = PIN_IX_NONE;
        name->length = 0;
        const uint64_t first = queries->reference_start[query];
        for (uint64_t i = first; i < queries->reference_start[query + 1]; i++) {
            PIN_TRY(pin_buffer_putf(
                name, auditor->err, "%s%s", i > first ? " + " : "",
                pin_ids_name(dataset->corpus.ids, queries->references[i].ix)));
        }
        if (name->length > 0) {
            PIN_TRY(pin_ids_add(names, name->bytes, name->length, &part_of[query], NULL,
                                auditor->err));
        }
    }
    partition->names = names;
    partition->part_of = part_of;
    return PIN_OK;
}

static void audit_images(struct pin_auditor *auditor, struct pin_map32 *map)
{
    static const struct pin_partition_words words = {
        "sets of reference images",
        "sets of reference images that several queries share",
        "sets of reference images with one set of positives",
        "queries with the same images and other positives",
        "queries with the same images and other hard negatives",
        NULL,
    };
    struct pin_partition partition = {0};
    struct pin_buffer name;
    pin_buffer_init(&name, 0, auditor->arena);
    const enum pin_status status = part_by_images(auditor, &partition, &name);
    pin_buffer_free(&name);
    if (status != PIN_OK) {
        auditor->status = status;
    } else if (list_members(auditor, &partition)) {
        compare_parts(auditor, &partition, &words, map);
    }
}

void pin_audit_groups(struct pin_auditor *auditor)
{
    static const struct pin_partition_words words = {
        "groups",
        "groups of several queries",
        "groups with one set of images and one of positives",
        "groups whose members differ in positives",
        "groups whose members differ in hard negatives",
        "groups whose members differ in reference images",
    };
    const struct pin_dataset *dataset = auditor->dataset;
    struct pin_map32 map;
    const enum pin_status status =
        pin_map32_init(&map, dataset->judgments.rows_n_max, auditor->arena, auditor->err);
    if (status != PIN_OK) {
        auditor->status = status;
        return;
    }
    if (dataset->groups.groups_n > 0) {
        struct pin_partition partition = {.names = dataset->groups.names,
                                          .part_of = dataset->groups.group_of_query};
        if (list_members(auditor, &partition)) {
            compare_parts(auditor, &partition, &words, &map);
        }
    }
    audit_images(auditor, &map);
}
