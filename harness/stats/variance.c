/* variance.c - groups are found by index, so each mean is a place that is filled in one
 * pass over the rows; sums of squares follow in a second pass, around the means. */
#include "harness/stats/variance.h"

#include "harness/base/sum.h"

#include <math.h>

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the means of groups");
}

static double clip(bool *clipped, double component)
{
    *clipped = component < 0.0;
    return *clipped ? 0.0 : component;
}

struct pin_sizes { /* of the groups that have a row */
    uint32_t rows_n;
    uint32_t groups_n;
    double m0;
    double m2; /* sum of squares over rows_n */
};

static struct pin_sizes sizes_of(const uint32_t *counts, uint32_t groups_n)
{
    struct pin_sizes sizes = {0};
    struct pin_sum squares = {0};
    for (uint32_t q = 0; q < groups_n; q++) {
        sizes.rows_n += counts[q];
        sizes.groups_n += counts[q] > 0;
        pin_sum_add(&squares, (double)counts[q] * counts[q]);
    }
    sizes.m2 = pin_sum_value(&squares) / sizes.rows_n;
    sizes.m0 = (sizes.rows_n - sizes.m2) / (sizes.groups_n - 1.0);
    return sizes;
}

static struct pin_variance undefined(struct pin_sizes sizes)
{
    const double none = (double)NAN;
    return (struct pin_variance){.values_n = sizes.rows_n,
                                 .groups_n = sizes.groups_n,
                                 .ms_between = none,
                                 .ms_within = none,
                                 .m0 = none,
                                 .between = none,
                                 .within = none,
                                 .icc = none,
                                 .wording_share = none,
                                 .design_effect = none,
                                 .effective_n = none};
}

struct pin_squares {
    double between, within;
};

static struct pin_squares squares_of(const struct pin_grouped_values *in,
                                     const uint32_t *counts, const struct pin_sum *sums,
                                     double mean)
{
    struct pin_sum between = {0};
    struct pin_sum within = {0};
    for (uint32_t q = 0; q < in->groups_n; q++) {
        if (counts[q] > 0) {
            const double apart = pin_sum_value(&sums[q]) / counts[q] - mean;
            pin_sum_add(&between, counts[q] * apart * apart);
        }
    }
    for (uint32_t i = 0; i < in->values_n; i++) {
        if (!isnan(in->values[i])) {
            const uint32_t q = in->groups[i];
            const double apart = in->values[i] - pin_sum_value(&sums[q]) / counts[q];
            pin_sum_add(&within, apart * apart);
        }
    }
    return (struct pin_squares){pin_sum_value(&between), pin_sum_value(&within)};
}

enum pin_status pin_variance_one_way(struct pin_variance *out,
                                     const struct pin_grouped_values *in,
                                     struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_arena_mark mark = pin_arena_mark(arena);
    uint32_t *counts = PIN_NEW_N(arena, uint32_t, in->groups_n + (size_t)1);
    struct pin_sum *sums = PIN_NEW_N(arena, struct pin_sum, in->groups_n + (size_t)1);
    struct pin_sum all = {0};
    if (!counts || !sums) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < in->values_n; i++) {
        if (!isnan(in->values[i])) {
            counts[in->groups[i]]++;
            pin_sum_add(&sums[in->groups[i]], in->values[i]);
            pin_sum_add(&all, in->values[i]);
        }
    }
    const struct pin_sizes sizes = sizes_of(counts, in->groups_n);
    const double n = sizes.rows_n;
    struct pin_variance v = undefined(sizes);
    if (sizes.groups_n >= 2 && sizes.rows_n > sizes.groups_n) {
        const struct pin_squares squares =
            squares_of(in, counts, sums, pin_sum_value(&all) / n);
        v.m0 = sizes.m0;
        v.ms_between = squares.between / (sizes.groups_n - 1.0);
        v.ms_within = squares.within / (n - sizes.groups_n);
        v.within = v.ms_within;
        v.between = clip(&v.clipped, (v.ms_between - v.ms_within) / v.m0);
        v.icc = v.between / (v.between + v.within); /* 0 / 0 is NaN */
        v.wording_share = 1.0 - v.icc;
        v.design_effect = 1.0 + (sizes.m2 - 1.0) * v.icc;
        v.effective_n = n / v.design_effect;
    }
    *out = v;
    pin_arena_rewind(arena, mark);
    return PIN_OK;
}

struct pin_means {         /* of the complete rows */
    uint32_t *counts;      /* of rows, one a group */
    struct pin_sum *cells; /* groups_n rows of systems_n: sums over a query's rows */
    double *queries;
    double *systems;
    double all;
};

/* The mean over systems; NaN when one is. */
static double row_mean(const struct pin_scored_rows *in, uint32_t row)
{
    return pin_mean_of(in->values + (size_t)row * in->systems_n, in->systems_n);
}

static double cell_mean(const struct pin_means *means, const struct pin_scored_rows *in,
                        uint32_t q, uint32_t s)
{
    return pin_sum_value(&means->cells[(size_t)q * in->systems_n + s]) / means->counts[q];
}

static enum pin_status new_means(struct pin_means *means,
                                 const struct pin_scored_rows *in,
                                 struct pin_arena *arena, struct pin_error *err)
{
    const size_t cells_n = (size_t)in->groups_n * in->systems_n + 1;
    *means = (struct pin_means){
        .counts = PIN_NEW_N(arena, uint32_t, in->groups_n + (size_t)1),
        .cells = PIN_NEW_N(arena, struct pin_sum, cells_n),
        .queries = PIN_NEW_N(arena, double, in->groups_n + (size_t)1),
        .systems = PIN_NEW_N(arena, double, in->systems_n + (size_t)1)};
    return means->counts && means->cells && means->queries && means->systems
               ? PIN_OK
               : no_memory(err);
}

static void add_cells(struct pin_means *means, const struct pin_scored_rows *in)
{
    for (uint32_t row = 0; row < in->rows_n; row++) {
        const uint32_t q = in->groups[row];
        if (isnan(row_mean(in, row))) {
            continue;
        }
        means->counts[q]++;
        for (uint32_t s = 0; s < in->systems_n; s++) {
            pin_sum_add(&means->cells[(size_t)q * in->systems_n + s],
                        in->values[(size_t)row * in->systems_n + s]);
        }
    }
}

/* Means of queries weigh systems alike, those of systems weigh rows alike. */
static void take_means(struct pin_means *means, const struct pin_scored_rows *in,
                       uint32_t rows_n)
{
    for (uint32_t q = 0; q < in->groups_n; q++) {
        struct pin_sum sum = {0};
        for (uint32_t s = 0; s < in->systems_n && means->counts[q] > 0; s++) {
            pin_sum_add(&sum, cell_mean(means, in, q, s));
        }
        means->queries[q] = pin_sum_value(&sum) / in->systems_n;
    }
    for (uint32_t s = 0; s < in->systems_n; s++) {
        struct pin_sum sum = {0};
        for (uint32_t q = 0; q < in->groups_n; q++) {
            pin_sum_add(&sum,
                        pin_sum_value(&means->cells[(size_t)q * in->systems_n + s]));
        }
        means->systems[s] = pin_sum_value(&sum) / rows_n;
    }
    means->all = pin_mean_of(means->systems, in->systems_n);
}

static void add_square(struct pin_sum *sum, double weight, double apart)
{
    pin_sum_add(sum, weight * apart * apart);
}

static void add_group_squares(struct pin_sum *squares, const struct pin_means *means,
                              const struct pin_scored_rows *in)
{
    for (uint32_t q = 0; q < in->groups_n; q++) {
        const double m = means->counts[q];
        const double apart = means->queries[q] - means->all;
        add_square(&squares[PIN_COMPONENT_QUERY], m * in->systems_n, apart);
        for (uint32_t s = 0; s < in->systems_n && means->counts[q] > 0; s++) {
            add_square(&squares[PIN_COMPONENT_QUERY_SYSTEM], m,
                       cell_mean(means, in, q, s) - means->systems[s] - apart);
        }
    }
}

static void add_row_squares(struct pin_sum *squares, const struct pin_means *means,
                            const struct pin_scored_rows *in)
{
    for (uint32_t row = 0; row < in->rows_n; row++) {
        const uint32_t q = in->groups[row];
        const double mean = row_mean(in, row);
        if (isnan(mean)) {
            continue;
        }
        const double apart = mean - means->queries[q];
        add_square(&squares[PIN_COMPONENT_WORDING], in->systems_n, apart);
        for (uint32_t s = 0; s < in->systems_n; s++) {
            const double value = in->values[(size_t)row * in->systems_n + s];
            add_square(&squares[PIN_COMPONENT_RESIDUAL], 1.0,
                       value - cell_mean(means, in, q, s) - apart);
        }
    }
}

static void fill_squares(struct pin_variance_row *rows, const struct pin_means *means,
                         const struct pin_scored_rows *in, struct pin_sizes sizes)
{
    struct pin_sum squares[PIN_COMPONENTS_N] = {{0}};
    const double queries_df = sizes.groups_n - 1.0;
    const double systems_df = in->systems_n - 1.0;
    const double wordings_df = (double)sizes.rows_n - sizes.groups_n;
    rows[PIN_COMPONENT_QUERY].df = queries_df;
    rows[PIN_COMPONENT_SYSTEM].df = systems_df;
    rows[PIN_COMPONENT_QUERY_SYSTEM].df = queries_df * systems_df;
    rows[PIN_COMPONENT_WORDING].df = wordings_df;
    rows[PIN_COMPONENT_RESIDUAL].df = wordings_df * systems_df;
    add_group_squares(squares, means, in);
    add_row_squares(squares, means, in);
    for (uint32_t s = 0; s < in->systems_n; s++) {
        add_square(&squares[PIN_COMPONENT_SYSTEM], sizes.rows_n,
                   means->systems[s] - means->all);
    }
    for (int i = 0; i < PIN_COMPONENTS_N; i++) {
        rows[i].mean_square =
            rows[i].df > 0.0 ? pin_sum_value(&squares[i]) / rows[i].df : (double)NAN;
    }
}

/* Solves the expected mean squares, from the residual up. Without paraphrases m0 = m2 = 1
 * and E + A W + QS is one quantity with QS. */
static void solve(struct pin_variance_row *rows, struct pin_sizes sizes, double systems_n)
{
    double raw[PIN_COMPONENTS_N];
    const bool replicated = sizes.rows_n > sizes.groups_n;
    const double query = rows[PIN_COMPONENT_QUERY].mean_square;
    const double both = rows[PIN_COMPONENT_QUERY_SYSTEM].mean_square;
    const double wording = rows[PIN_COMPONENT_WORDING].mean_square;
    const double residual = rows[PIN_COMPONENT_RESIDUAL].mean_square;
    const double noise = replicated ? residual : 0.0;
    const double interaction = (both - noise) / sizes.m0;
    raw[PIN_COMPONENT_RESIDUAL] = residual;
    raw[PIN_COMPONENT_WORDING] = (wording - residual) / systems_n;
    raw[PIN_COMPONENT_QUERY_SYSTEM] = interaction;
    raw[PIN_COMPONENT_QUERY] =
        (query - both - (replicated ? wording - residual : 0.0)) / (systems_n * sizes.m0);
    raw[PIN_COMPONENT_SYSTEM] =
        (rows[PIN_COMPONENT_SYSTEM].mean_square - noise - sizes.m2 * interaction) /
        sizes.rows_n;
    double total = 0.0;
    for (int i = 0; i < PIN_COMPONENTS_N; i++) {
        rows[i].variance = clip(&rows[i].clipped, raw[i]);
        total += isnan(rows[i].variance) ? 0.0 : rows[i].variance;
    }
    for (int i = 0; i < PIN_COMPONENTS_N; i++) {
        rows[i].share = rows[i].variance / total;
    }
}

enum pin_status pin_variance_two_way(struct pin_variance_table *out,
                                     const struct pin_scored_rows *in,
                                     struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_arena_mark mark = pin_arena_mark(arena);
    struct pin_means means;
    PIN_TRY(new_means(&means, in, arena, err));
    add_cells(&means, in);
    const struct pin_sizes sizes = sizes_of(means.counts, in->groups_n);
    *out =
        (struct pin_variance_table){.rows_n = sizes.rows_n, .groups_n = sizes.groups_n};
    for (int i = 0; i < PIN_COMPONENTS_N; i++) {
        const double none = (double)NAN;
        out->rows[i] = (struct pin_variance_row){none, none, none, none, false};
    }
    if (sizes.groups_n >= 2 && in->systems_n >= 2) {
        take_means(&means, in, sizes.rows_n);
        fill_squares(out->rows, &means, in, sizes);
        solve(out->rows, sizes, in->systems_n);
    }
    pin_arena_rewind(arena, mark);
    return PIN_OK;
}
