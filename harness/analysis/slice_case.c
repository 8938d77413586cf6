/* slice_case.c - one slice against the rest of its attribute: sums by cluster for both
 * sides of every figure, resampled together, and its members shuffled. */
#include "harness/analysis/slice_rest_parts.h"
#include "harness/base/sum.h"
#include "harness/stats/functional.h"
#include "harness/stats/permute_members.h"

#include <math.h>
#include <string.h>

struct side { /* of a figure */
    double value;
    uint32_t queries_n;
    uint32_t clusters_n;
};

enum { SLICE, REST, SIDES_N };

/* One value of one attribute for one system, while it is worked out. */
struct slice_case {
    struct slice_rest *self;
    const struct pin_scores *scores;
    const struct pin_slicing *slicing;
    uint32_t value;
    struct pin_query_list lists[SIDES_N];
    uint32_t *figures;             /* that are compared */
    struct side (*sides)[SIDES_N]; /* by place in figures */
    uint32_t figures_n;
    struct pin_cluster_sums sums; /* figure i has the columns 2 i and 2 i + 1 */
    struct pin_arena *arena;      /* goes with the case */
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the tests of slices");
}

/* Both sides share the room: the slice from its start, the rest behind it. */
static void split_queries(struct slice_case *of)
{
    const struct pin_query_list *slice = &of->slicing->lists[of->value];
    const uint32_t *value_of = of->slicing->attribute->value_of;
    uint32_t *room = of->self->room;
    uint32_t n = 0;
    for (uint32_t i = 0; i < slice->queries_n; i++) {
        room[n++] = slice->queries[i];
    }
    of->lists[SLICE] = (struct pin_query_list){room, n};
    for (uint32_t query = 0; query < of->scores->queries_n; query++) {
        if (value_of[query] != PIN_IX_NONE && value_of[query] != of->value) {
            room[n++] = query;
        }
    }
    of->lists[REST] =
        (struct pin_query_list){room + slice->queries_n, n - slice->queries_n};
}

static struct pin_units units_of(const struct slice_case *of, uint32_t figure,
                                 uint32_t side)
{
    const struct slice_rest *self = of->self;
    return pin_figure_units(self->scratch,
                            &self->context->panel->set->specs[figure].terms[0],
                            of->scores, &of->lists[side]);
}

/* The figures of the report of which enough queries stand behind both sides. */
static void choose_figures(struct slice_case *of)
{
    const struct slice_rest *self = of->self;
    for (uint32_t figure = 0; figure < self->context->figures_n; figure++) {
        uint32_t fewest = UINT32_MAX;
        if (!self->context->panel->figures[figure].has_units) {
            continue;
        }
        for (uint32_t side = 0; side < SIDES_N; side++) {
            const uint32_t n = units_of(of, figure, side).queries_n;
            fewest = n < fewest ? n : fewest;
        }
        if (fewest >= self->min_n) {
            of->figures[of->figures_n++] = figure;
        }
    }
}

static void add_side(struct slice_case *of, uint32_t place, uint32_t side)
{
    const uint32_t *cluster_of = of->self->context->panel->clustering.cluster_of;
    const struct pin_units units = units_of(of, of->figures[place], side);
    struct pin_sum sum = {0};
    struct side *out = &of->sides[place][side];
    for (uint32_t i = 0; i < units.rows_n; i++) {
        const size_t row = (size_t)cluster_of[units.rows[i].query] * of->sums.figures_n;
        const size_t cell = row + SIDES_N * (size_t)place + side;
        out->clusters_n += !(of->sums.den[cell] > 0.0);
        of->sums.num[cell] += units.rows[i].value;
        of->sums.den[cell] += 1.0;
        pin_sum_add(&sum, units.rows[i].value);
    }
    out->queries_n = units.queries_n;
    out->value = pin_sum_value(&sum) / units.rows_n;
}

static struct measured measure(const struct slice_case *of, double value,
                               const struct pin_resampled_column *column, double *room)
{
    const struct pin_analysis_context *context = of->self->context;
    const struct pin_interval interval =
        pin_bootstrap_interval(column, context->method, context->level, room);
    return (struct measured){value, interval.low, interval.high};
}

/* rows: by place in the case's figures. */
static enum pin_status find_intervals(const struct slice_case *of,
                                      struct slice_row **rows, struct pin_error *err)
{
    const struct pin_analysis_context *context = of->self->context;
    struct pin_resampling resampling = context->resampling;
    struct pin_resampled resampled;
    resampling.jackknife = context->method == PIN_INTERVAL_BCA;
    if (resampling.resamples_n == 0) {
        return PIN_OK;
    }
    PIN_TRY(pin_bootstrap(&resampled, &of->sums, &resampling, of->arena, err));
    double *room = PIN_NEW_N(of->arena, double, resampling.resamples_n);
    if (!room) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < of->figures_n; i++) {
        const struct pin_figure_pair pair = {SIDES_N * i + SLICE, SIDES_N * i + REST};
        const struct pin_functional functionals[] = {pin_functional_figure(&pair.a),
                                                     pin_functional_difference(&pair)};
        struct pin_resampled_column columns[2];
        PIN_TRY(
            pin_functional_apply(columns, functionals, 2, &resampled, of->arena, err));
        if (of->sides[i][SLICE].clusters_n > 1) { /* one cluster says nothing */
            rows[i]->value = measure(of, rows[i]->value.value, &columns[0], room);
            if (of->sides[i][REST].clusters_n > 1) {
                rows[i]->difference =
                    measure(of, rows[i]->difference.value, &columns[1], room);
            }
        }
    }
    return PIN_OK;
}

/* In the order of the queries, whichever side they are on: of an attribute with two
 * values both then get the same p. */
static enum pin_status list_units(const struct slice_case *of, uint32_t figure,
                                  struct pin_membership *out, struct pin_error *err)
{
    const uint32_t *cluster_of = of->self->context->panel->clustering.cluster_of;
    const struct pin_units in = units_of(of, figure, SLICE);
    const uint32_t units_n_max = of->self->context->dataset->queries.queries_n + 1;
    struct pin_unit *slice = PIN_NEW_N(of->arena, struct pin_unit, in.rows_n + 1U);
    double *values = PIN_NEW_N(of->arena, double, units_n_max);
    uint32_t *clusters = PIN_NEW_N(of->arena, uint32_t, units_n_max);
    bool *members = PIN_NEW_N(of->arena, bool, units_n_max);
    if (!slice || !values || !clusters || !members) {
        return no_memory(err);
    }
    memcpy(slice, in.rows, in.rows_n * sizeof(*slice));
    const struct pin_units rest = units_of(of, figure, REST); /* in the place of `in` */
    uint32_t i = 0;
    uint32_t j = 0;
    for (uint32_t n = 0; n < in.rows_n + rest.rows_n; n++) {
        members[n] =
            j == rest.rows_n || (i < in.rows_n && slice[i].query < rest.rows[j].query);
        const struct pin_unit *unit = members[n] ? &slice[i++] : &rest.rows[j++];
        values[n] = unit->value;
        clusters[n] = cluster_of[unit->query];
    }
    *out = (struct pin_membership){.units_n = in.rows_n + rest.rows_n,
                                   .values = values,
                                   .members = members,
                                   .clusters = clusters,
                                   .clusters_n = of->sums.clusters_n};
    return PIN_OK;
}

static enum pin_status find_p(const struct slice_case *of, uint32_t place,
                              struct slice_row *row, struct pin_error *err)
{
    const struct pin_arena_mark mark = pin_arena_mark(of->arena);
    struct pin_membership membership;
    struct pin_member_test test;
    PIN_TRY(list_units(of, of->figures[place], &membership, err));
    PIN_TRY(pin_permute_members(&test, &membership, &of->self->context->resampling,
                                of->arena, err));
    row->p = test.p;
    row->split_n = test.split_n;
    pin_arena_rewind(of->arena, mark);
    return PIN_OK;
}

static struct slice_row *new_row(const struct slice_case *of, uint32_t place)
{
    struct slice_rest *self = of->self;
    const struct pin_panel *panel = self->context->panel;
    const struct side *slice = &of->sides[place][SLICE];
    const struct side *rest = &of->sides[place][REST];
    struct slice_row *row = PIN_NEW(self->context->arena, struct slice_row);
    if (!row) {
        return NULL;
    }
    *row = (struct slice_row){
        .system = panel->systems[panel->systems_n - 1].name,
        .figure = panel->figures[of->figures[place]].label,
        .attribute = of->slicing->attribute->name,
        .slice = pin_ids_name(of->slicing->attribute->values, of->value),
        .queries_n = slice->queries_n,
        .rest_n = rest->queries_n,
        .clusters_n = slice->clusters_n,
        .value = {slice->value, (double)NAN, (double)NAN},
        .difference = {slice->value - rest->value, (double)NAN, (double)NAN},
        .rest = rest->value,
        .p = (double)NAN};
    if (self->last) {
        self->last->next = row;
    } else {
        self->first = row;
    }
    self->last = row;
    self->rows_n++;
    return row;
}

static enum pin_status compare_sides(struct slice_case *of, struct pin_error *err)
{
    const uint32_t clusters_n = of->self->context->panel->clustering.clusters_n;
    struct slice_row **rows = PIN_NEW_N(of->arena, struct slice_row *, of->figures_n);
    of->sides = pin_arena_alloc(of->arena, of->figures_n * sizeof(*of->sides),
                                _Alignof(struct side));
    if (!rows || !of->sides) {
        return no_memory(err);
    }
    PIN_TRY(pin_cluster_sums_new(&of->sums, clusters_n, SIDES_N * of->figures_n,
                                 of->arena, err));
    for (uint32_t i = 0; i < of->figures_n; i++) {
        add_side(of, i, SLICE);
        add_side(of, i, REST);
        rows[i] = new_row(of, i);
        if (!rows[i]) {
            return no_memory(err);
        }
    }
    for (uint32_t i = 0; i < of->figures_n; i++) {
        PIN_TRY(find_p(of, i, rows[i], err));
    }
    return find_intervals(of, rows, err);
}

enum pin_status pin_slice_rest_add(struct slice_rest *self,
                                   const struct pin_scores *scores,
                                   const struct pin_slicing *slicing, uint32_t value,
                                   struct pin_error *err)
{
    struct pin_arena arena;
    struct slice_case of = {.self = self,
                            .scores = scores,
                            .slicing = slicing,
                            .value = value,
                            .arena = &arena};
    pin_arena_init(&arena, 0);
    of.figures = PIN_NEW_N(&arena, uint32_t, self->context->figures_n + 1U);
    enum pin_status status = of.figures ? PIN_OK : no_memory(err);
    if (status == PIN_OK) {
        split_queries(&of);
        choose_figures(&of);
    }
    if (status == PIN_OK && of.figures_n > 0) {
        status = compare_sides(&of, err);
    }
    pin_arena_free(&arena);
    return status;
}
