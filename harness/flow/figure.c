#include "harness/flow/figure.h"

#include "harness/base/sum.h"

#include <math.h>

struct pin_group_scratch { /* what one group gives to a figure */
    uint32_t n;
    double low, high;
    struct pin_sum sum;
    struct pin_sum squares; /* of the distances from the group's mean */
};

struct pin_figure_scratch {
    const struct pin_dataset *dataset;
    struct pin_group_scratch *groups; /* by group; all zero between figures */
    uint32_t *touched;                /* the groups in use, in order of appearance */
    uint32_t touched_n;
};

enum pin_status pin_figure_scratch_new(struct pin_figure_scratch **out,
                                       const struct pin_figure_set *set,
                                       struct pin_arena *arena, struct pin_error *err)
{
    struct pin_figure_scratch *scratch = PIN_NEW(arena, struct pin_figure_scratch);
    const size_t groups_n = (size_t)set->dataset->groups.groups_n + 1;
    if (scratch) {
        scratch->dataset = set->dataset;
        scratch->groups = PIN_NEW_N(arena, struct pin_group_scratch, groups_n);
        scratch->touched = PIN_NEW_N(arena, uint32_t, groups_n);
    }
    if (!scratch || !scratch->groups || !scratch->touched) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for figures over groups");
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

static struct pin_figure mean_value(const struct pin_term_view *view)
{
    struct pin_figure figure = {0};
    struct pin_sum sum = {0};
    for (uint32_t i = 0; i < view->list->queries_n; i++) {
        const uint32_t query = view->list->queries[i];
        if (!belongs(view, query)) {
            continue;
        }
        if (isnan(view->values[query])) {
            figure.undefined_n++;
        } else {
            pin_sum_add(&sum, view->values[query]);
            figure.queries_n++;
        }
    }
    figure.value =
        figure.queries_n > 0 ? pin_sum_value(&sum) / figure.queries_n : PIN_UNDEFINED;
    return figure;
}

static void add_to_group(struct pin_figure_scratch *scratch, uint32_t group, double value)
{
    struct pin_group_scratch *place = &scratch->groups[group];
    if (place->n++ == 0) {
        scratch->touched[scratch->touched_n++] = group;
        place->low = value;
        place->high = value;
    }
    place->low = value < place->low ? value : place->low;
    place->high = value > place->high ? value : place->high;
    pin_sum_add(&place->sum, value);
}

/* First the groups' sums and extremes, then the squared distances from their means. */
static struct pin_figure gather_groups(struct pin_figure_scratch *scratch,
                                       const struct pin_term_view *view)
{
    struct pin_figure figure = {0};
    const uint32_t *group_of = scratch->dataset->groups.group_of_query;
    for (uint32_t i = 0; i < view->list->queries_n; i++) {
        const uint32_t query = view->list->queries[i];
        if (!belongs(view, query) || group_of[query] == PIN_IX_NONE) {
            continue;
        }
        if (isnan(view->values[query])) {
            figure.undefined_n++;
        } else {
            add_to_group(scratch, group_of[query], view->values[query]);
        }
    }
    for (uint32_t i = 0; i < view->list->queries_n; i++) {
        const uint32_t query = view->list->queries[i];
        if (belongs(view, query) && group_of[query] != PIN_IX_NONE &&
            !isnan(view->values[query])) {
            struct pin_group_scratch *place = &scratch->groups[group_of[query]];
            const double distance =
                view->values[query] - pin_sum_value(&place->sum) / place->n;
            pin_sum_add(&place->squares, distance * distance);
        }
    }
    return figure;
}

static double spread_of(const struct pin_group_scratch *group,
                        enum pin_aggregate aggregate)
{
    if (aggregate == PIN_AGGREGATE_RANGE) {
        return group->high - group->low;
    }
    const uint32_t divisor = aggregate == PIN_AGGREGATE_STD0 ? group->n : group->n - 1;
    return sqrt(pin_sum_value(&group->squares) / divisor);
}

static struct pin_figure spread_value(struct pin_figure_scratch *scratch,
                                      const struct pin_term_view *view)
{
    struct pin_figure figure = gather_groups(scratch, view);
    struct pin_sum sum = {0};
    for (uint32_t i = 0; i < scratch->touched_n; i++) {
        struct pin_group_scratch *group = &scratch->groups[scratch->touched[i]];
        if (group->n > 1) {
            pin_sum_add(&sum, spread_of(group, view->term->aggregate));
            figure.groups_n++;
            figure.queries_n += group->n;
        }
        *group = (struct pin_group_scratch){0};
    }
    scratch->touched_n = 0;
    figure.value =
        figure.groups_n > 0 ? pin_sum_value(&sum) / figure.groups_n : PIN_UNDEFINED;
    return figure;
}

static struct pin_figure term_value(struct pin_figure_scratch *scratch,
                                    const struct pin_figure_term *term,
                                    const struct pin_scores *scores,
                                    const struct pin_query_list *list)
{
    const struct pin_term_view view = {term, scores, list,
                                       scores->columns[term->metric].values};
    return term->aggregate == PIN_AGGREGATE_MEAN ? mean_value(&view)
                                                 : spread_value(scratch, &view);
}

struct pin_figure pin_figure_value(struct pin_figure_scratch *scratch,
                                   const struct pin_figure_spec *spec,
                                   const struct pin_scores *scores,
                                   const struct pin_query_list *list)
{
    struct pin_figure figure = term_value(scratch, &spec->terms[0], scores, list);
    if (spec->terms_n == 2) {
        const double divisor = term_value(scratch, &spec->terms[1], scores, list).value;
        if (isnan(divisor) || isnan(figure.value)) {
            figure.value = PIN_UNDEFINED;
        } else {
            figure.value = fabs(divisor) > 0.0 ? figure.value / divisor : 0.0;
        }
    }
    return figure;
}
