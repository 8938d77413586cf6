/* figure.c - a figure is a mean over units: queries, or groups with one number each. */
#include "harness/flow/figure.h"

#include "harness/base/sum.h"

#include <math.h>

struct pin_figure_scratch {
    const struct pin_dataset *dataset;
    struct pin_unit *units; /* of the term that is looked at */
    uint32_t *members_n;    /* by group: how many values; all zero between terms */
    uint32_t *next;         /* by group: where its next value goes */
    uint32_t *touched;      /* the groups in use, in order of appearance */
    uint32_t *first_query;  /* by group */
    double *values;         /* a group's together */
};

enum pin_status pin_figure_scratch_new(struct pin_figure_scratch **out,
                                       const struct pin_figure_set *set,
                                       struct pin_arena *arena, struct pin_error *err)
{
    struct pin_figure_scratch *scratch = PIN_NEW(arena, struct pin_figure_scratch);
    if (!scratch) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for figures");
    }
    const size_t groups_n = (size_t)set->dataset->groups.groups_n + 1;
    const size_t queries_n = (size_t)set->dataset->queries.queries_n + 1;
    *scratch =
        (struct pin_figure_scratch){.dataset = set->dataset,
                                    .units = PIN_NEW_N(arena, struct pin_unit, queries_n),
                                    .members_n = PIN_NEW_N(arena, uint32_t, groups_n),
                                    .next = PIN_NEW_N(arena, uint32_t, groups_n),
                                    .touched = PIN_NEW_N(arena, uint32_t, groups_n),
                                    .first_query = PIN_NEW_N(arena, uint32_t, groups_n),
                                    .values = PIN_NEW_N(arena, double, queries_n)};
    if (!scratch->units || !scratch->members_n || !scratch->next || !scratch->touched ||
        !scratch->first_query || !scratch->values) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for figures");
    }
    *out = scratch;
    return PIN_OK;
}

struct pin_term_view { /* a term, and where its numbers are */
    const struct pin_figure_term *term;
    const struct pin_scores *scores;
    const struct pin_query_list *list;
    const double *values;
};

static bool belongs(const struct pin_term_view *view, uint32_t query)
{
    const struct pin_figure_term *term = view->term;
    return view->scores->counted[query] &&
           (!term->attribute || term->attribute->value_of[query] == term->value);
}

static struct pin_units list_queries(struct pin_figure_scratch *scratch,
                                     const struct pin_term_view *view)
{
    struct pin_units units = {.rows = scratch->units};
    for (uint32_t i = 0; i < view->list->queries_n; i++) {
        const uint32_t query = view->list->queries[i];
        if (!belongs(view, query)) {
            continue;
        }
        if (isnan(view->values[query])) {
            units.undefined_n++;
        } else {
            scratch->units[units.rows_n++] =
                (struct pin_unit){query, view->values[query]};
        }
    }
    units.queries_n = units.rows_n;
    return units;
}

/* Whether the query gives a value to a group; counts those that have none. */
static bool gives(const struct pin_term_view *view, const uint32_t *group_of,
                  uint32_t query)
{
    return belongs(view, query) && group_of[query] != PIN_IX_NONE &&
           !isnan(view->values[query]);
}

/* Puts the values of each group side by side, groups in order of appearance. */
static uint32_t gather(struct pin_figure_scratch *scratch,
                       const struct pin_term_view *view)
{
    const uint32_t *group_of = scratch->dataset->groups.group_of_query;
    uint32_t touched_n = 0;
    for (uint32_t i = 0; i < view->list->queries_n; i++) {
        const uint32_t query = view->list->queries[i];
        if (gives(view, group_of, query) && scratch->members_n[group_of[query]]++ == 0) {
            scratch->first_query[group_of[query]] = query;
            scratch->touched[touched_n++] = group_of[query];
        }
    }
    uint32_t start = 0;
    for (uint32_t i = 0; i < touched_n; i++) {
        scratch->next[scratch->touched[i]] = start;
        start += scratch->members_n[scratch->touched[i]];
    }
    for (uint32_t i = 0; i < view->list->queries_n; i++) {
        const uint32_t query = view->list->queries[i];
        if (gives(view, group_of, query)) {
            scratch->values[scratch->next[group_of[query]]++] = view->values[query];
        }
    }
    return touched_n;
}

static uint32_t count_undefined(const struct pin_figure_scratch *scratch,
                                const struct pin_term_view *view)
{
    uint32_t undefined_n = 0;
    for (uint32_t i = 0; i < view->list->queries_n; i++) {
        const uint32_t query = view->list->queries[i];
        undefined_n += belongs(view, query) && isnan(view->values[query]) &&
                       scratch->dataset->groups.group_of_query[query] != PIN_IX_NONE;
    }
    return undefined_n;
}

static struct pin_units list_groups(struct pin_figure_scratch *scratch,
                                    const struct pin_term_view *view)
{
    struct pin_units units = {.rows = scratch->units, .of_groups = true};
    units.undefined_n = count_undefined(scratch, view);
    const uint32_t touched_n = gather(scratch, view);
    for (uint32_t i = 0; i < touched_n; i++) {
        const uint32_t group = scratch->touched[i];
        const uint32_t n = scratch->members_n[group];
        scratch->members_n[group] = 0;
        if (n < 2) {
            continue;
        }
        const double value = pin_spread(scratch->values + scratch->next[group] - n, n,
                                        view->term->aggregate);
        if (!isnan(value)) {
            units.queries_n += n;
            scratch->units[units.rows_n++] =
                (struct pin_unit){scratch->first_query[group], value};
        }
    }
    return units;
}

struct pin_units pin_figure_units(struct pin_figure_scratch *scratch,
                                  const struct pin_figure_term *term,
                                  const struct pin_scores *scores,
                                  const struct pin_query_list *list)
{
    const struct pin_term_view view = {term, scores, list,
                                       scores->columns[term->metric].values};
    return term->aggregate == PIN_AGGREGATE_MEAN ? list_queries(scratch, &view)
                                                 : list_groups(scratch, &view);
}

static struct pin_figure term_value(struct pin_figure_scratch *scratch,
                                    const struct pin_figure_term *term,
                                    const struct pin_scores *scores,
                                    const struct pin_query_list *list)
{
    const struct pin_units units = pin_figure_units(scratch, term, scores, list);
    struct pin_sum sum = {0};
    for (uint32_t i = 0; i < units.rows_n; i++) {
        pin_sum_add(&sum, units.rows[i].value);
    }
    return (struct pin_figure){
        .value = units.rows_n > 0 ? pin_sum_value(&sum) / units.rows_n : PIN_UNDEFINED,
        .queries_n = units.queries_n,
        .undefined_n = units.undefined_n,
        .groups_n = units.of_groups ? units.rows_n : 0,
        .low = PIN_UNDEFINED,
        .high = PIN_UNDEFINED};
}

double pin_figure_quotient(double value, double divisor)
{
    if (isnan(value) || isnan(divisor)) {
        return PIN_UNDEFINED;
    }
    return fabs(divisor) > 0.0 ? value / divisor : 0.0;
}

struct pin_figure pin_figure_value(struct pin_figure_scratch *scratch,
                                   const struct pin_figure_spec *spec,
                                   const struct pin_scores *scores,
                                   const struct pin_query_list *list)
{
    struct pin_figure figure = term_value(scratch, &spec->terms[0], scores, list);
    if (spec->terms_n == 2) {
        figure.value = pin_figure_quotient(
            figure.value, term_value(scratch, &spec->terms[1], scores, list).value);
    }
    return figure;
}
