#include "harness/analysis/fairness_parts.h"
#include "harness/flow/attribute.h"

#include <math.h>
#include <string.h>

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the groups of queries");
}

bool pin_fair_is_unknown(const char *value, const struct pin_fairness_options *options)
{
    if (options->unknown) {
        return strcmp(value, options->unknown) == 0;
    }
    return value[0] == '\0' || strcmp(value, "UNKNOWN") == 0 ||
           strcmp(value, "unknown") == 0;
}

static enum pin_status number_groups(struct pin_fair_groups *out,
                                     const struct pin_attribute *attribute,
                                     uint32_t queries_n,
                                     const struct pin_fairness_options *options,
                                     struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t values_n = pin_ids_count(attribute->values);
    const char **names = PIN_NEW_N(arena, const char *, values_n + 1U);
    uint32_t *group_of_value = PIN_NEW_N(arena, uint32_t, values_n + 1U);
    uint32_t *group_of = PIN_NEW_N(arena, uint32_t, queries_n + 1U);
    if (!names || !group_of_value || !group_of) {
        return no_memory(err);
    }
    for (uint32_t value = 0; value < values_n; value++) {
        const char *name = pin_ids_name(attribute->values, value);
        group_of_value[value] = PIN_IX_NONE;
        if (!pin_fair_is_unknown(name, options)) {
            group_of_value[value] = out->groups_n;
            names[out->groups_n++] = name;
        }
    }
    if (options->unknown && out->groups_n == values_n) {
        return pin_fail(err, PIN_E_CONFIG, "%s has no value \"%.40s\" to be unknown",
                        attribute->name, options->unknown);
    }
    for (uint32_t query = 0; query < queries_n; query++) {
        const uint32_t value = attribute->value_of[query];
        const uint32_t group = value == PIN_IX_NONE ? PIN_IX_NONE : group_of_value[value];
        group_of[query] = group == PIN_IX_NONE ? out->groups_n : group;
    }
    out->attribute = attribute->name;
    out->names = names;
    out->group_of = group_of;
    return PIN_OK;
}

static enum pin_status find_control(struct pin_fair_groups *out,
                                    const struct pin_dataset *dataset,
                                    const struct pin_fairness_options *options,
                                    struct pin_arena *arena, struct pin_error *err)
{
    PIN_TRY(pin_attribute_parse(&out->control, dataset, pin_text_of(options->control),
                                arena, err));
    const uint32_t strata_n = pin_ids_count(out->control->values);
    if (strata_n > PIN_FAIRNESS_STRATA_MAX) {
        return pin_fail(err, PIN_E_CONFIG,
                        "the control %.60s cuts the queries into %u strata, more than "
                        "%d: cut its numbers, as in token_count:q4",
                        options->control, strata_n, PIN_FAIRNESS_STRATA_MAX);
    }
    return PIN_OK;
}

enum pin_status pin_fair_groups_find(struct pin_fair_groups *out,
                                     const struct pin_dataset *dataset,
                                     const struct pin_fairness_options *options,
                                     struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_attribute *attribute = NULL;
    *out = (struct pin_fair_groups){0};
    PIN_TRY(pin_attribute_parse(&attribute, dataset, pin_text_of(options->attribute),
                                arena, err));
    PIN_TRY(
        number_groups(out, attribute, dataset->queries.queries_n, options, arena, err));
    return options->control ? find_control(out, dataset, options, arena, err) : PIN_OK;
}

/* Units are walked group by group, through lists (next_of), so that a cluster needs only
 * the mark of the last group that was seen in it, however many groups there are. */
static enum pin_status count_units(struct pin_fair_case *of, struct pin_arena *arena,
                                   struct pin_error *err)
{
    const uint32_t all_n = of->groups->groups_n + 1;
    const uint32_t clusters_n = of->context->panel->clustering.clusters_n;
    uint32_t *first_of = PIN_NEW_N(arena, uint32_t, all_n);
    uint32_t *next_of = PIN_NEW_N(arena, uint32_t, of->shape->units_n + 1U);
    uint32_t *seen_by = PIN_NEW_N(arena, uint32_t, clusters_n + 1U); /* group + 1 */
    if (!first_of || !next_of || !seen_by) {
        return no_memory(err);
    }
    for (uint32_t group = 0; group < all_n; group++) {
        first_of[group] = PIN_IX_NONE;
    }
    for (uint32_t unit = 0; unit < of->shape->units_n; unit++) {
        if (!isnan(of->values[unit])) {
            const uint32_t group = pin_fair_group_of(of, unit);
            next_of[unit] = first_of[group];
            first_of[group] = unit;
        }
    }
    for (uint32_t group = 0; group < all_n; group++) {
        for (uint32_t unit = first_of[group]; unit != PIN_IX_NONE; unit = next_of[unit]) {
            uint32_t *seen = &seen_by[of->shape->cluster_of[unit]];
            of->by_group[group].queries_n++;
            of->by_group[group].clusters_n += *seen != group + 1;
            *seen = group + 1;
        }
    }
    return PIN_OK;
}

/* The ceiling says nothing where less is better, where nothing has one, and where it is
 * below 0, which no sum of shares can be divided by. */
static void find_ceiling(struct pin_fair_case *of)
{
    const struct pin_panel_system *oracle = of->context->panel->oracle;
    const double tolerance = 1e-12; /* of sums that are 1 */
    if (!oracle || of->shape->lower_is_better) {
        return;
    }
    of->ceiling = oracle->values[of->figure];
    of->ceiling_is_one = true;
    for (uint32_t unit = 0; of->ceiling && unit < of->shape->units_n; unit++) {
        if (fabs(of->ceiling[unit] - 1.0) > tolerance) { /* false for NaN */
            of->ceiling_is_one = false;
        }
        if (of->ceiling[unit] < 0.0) {
            of->ceiling = NULL;
        }
    }
}

enum pin_status pin_fair_case_begin(struct pin_fair_case *of, struct pin_arena *arena,
                                    struct pin_error *err)
{
    const uint32_t groups_n = of->groups->groups_n;
    const struct pin_fair_number none = {(double)NAN, (double)NAN, (double)NAN};
    const struct pin_panel *panel = of->context->panel;
    struct pin_arena scratch;
    of->shape = &panel->figures[of->figure];
    of->values = panel->systems[of->system].values[of->figure];
    find_ceiling(of);
    of->by_group = PIN_NEW_N(arena, struct pin_fair_group, groups_n + 1U);
    of->label_of = PIN_NEW_N(arena, uint32_t, groups_n + 1U);
    of->group_of_label = PIN_NEW_N(arena, uint32_t, groups_n + 1U);
    if (!of->by_group || !of->label_of || !of->group_of_label) {
        return no_memory(err);
    }
    pin_arena_init(&scratch, 0);
    const enum pin_status status = count_units(of, &scratch, err);
    pin_arena_free(&scratch);
    for (uint32_t group = 0; group <= groups_n; group++) {
        struct pin_fair_group *row = &of->by_group[group];
        row->kept = group < groups_n && row->queries_n >= of->min_n;
        row->ceiling = (double)NAN;
        row->value = none;
        row->normalised = none;
        of->label_of[group] = row->kept ? of->labels_n : PIN_IX_NONE;
        if (row->kept) {
            of->group_of_label[of->labels_n++] = group;
        }
    }
    of->label_of[groups_n] =
        of->by_group[groups_n].queries_n > 0 ? of->labels_n : PIN_IX_NONE;
    return status;
}
