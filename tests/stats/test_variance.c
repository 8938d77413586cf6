#include "harness/base/rng.h"
#include "harness/stats/variance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

static struct pin_variance one_way(const double *values, const uint32_t *groups,
                                   uint32_t values_n, uint32_t groups_n)
{
    struct pin_variance v;
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_grouped_values in = {values_n, groups_n, values, groups};
    cr_assert_eq(pin_variance_one_way(&v, &in, &arena, NULL), PIN_OK);
    pin_arena_free(&arena);
    return v;
}

static struct pin_variance_table two_way(const struct pin_scored_rows *in)
{
    struct pin_variance_table table;
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_variance_two_way(&table, in, &arena, NULL), PIN_OK);
    pin_arena_free(&arena);
    return table;
}

/* Box and Muller's; the counter is the caller's. */
static double normal(uint64_t stream, uint64_t counter)
{
    const double radius = sqrt(-2 * log(1 - pin_rng_unit(21, stream, 2 * counter)));
    return radius * cos(2 * acos(-1.0) * pin_rng_unit(21, stream, 2 * counter + 1));
}

Test(variance, two_queries_with_two_wordings_by_hand)
{
    /* Means 2 and 6 around 4: MSB 16, MSW 2, m0 2; between (16 - 2) / 2 = 7. */
    static const double values[] = {1, 5, 3, 7};
    static const uint32_t groups[] = {0, 1, 0, 1};
    const struct pin_variance v = one_way(values, groups, 4, 2);
    cr_assert_float_eq(v.ms_between, 16, 1e-12);
    cr_assert_float_eq(v.ms_within, 2, 1e-12);
    cr_assert_float_eq(v.m0, 2, 1e-12);
    cr_assert_float_eq(v.between, 7, 1e-12);
    cr_assert_float_eq(v.within, 2, 1e-12);
    cr_assert_float_eq(v.icc, 7.0 / 9, 1e-12);
    cr_assert_float_eq(v.wording_share, 2.0 / 9, 1e-12);
    cr_assert_float_eq(v.design_effect, 16.0 / 9, 1e-12);
    cr_assert_float_eq(v.effective_n, 2.25, 1e-12);
    cr_assert_not(v.clipped);
}

/* Rows of three systems; queries of one, two and four wordings. */
static const double scores[] = {.9, .4, .5, .7, .6, .1, .2, .5, .3, .8, .8,
                                .6, .1, .3, .2, .6, .2, .4, .5, .9, .7};
static const uint32_t bases[] = {0, 1, 1, 2, 2, 2, 2};

/* python3, statsmodels .15: anova_lm(ols('y ~ C(q)', d).fit()) with d the first column
 * gives mean squares .152142857/2 and .385/4. m0 = (7 - 21/7) / 2. */
Test(variance, groups_of_different_size_agree_with_statsmodels)
{
    double first[7];
    for (size_t i = 0; i < 7; i++) {
        first[i] = scores[3 * i];
    }
    const struct pin_variance v = one_way(first, bases, 7, 3);
    cr_assert_float_eq(v.ms_between, 0.15214285714285714 / 2, 1e-12);
    cr_assert_float_eq(v.ms_within, 0.09625, 1e-12);
    cr_assert_float_eq(v.m0, 2, 1e-12);
    cr_assert(v.clipped, "MSB is below MSW");
    cr_assert_float_eq(v.between, 0, 0);
    cr_assert_float_eq(v.icc, 0, 0);
    cr_assert_float_eq(v.wording_share, 1, 0);
    cr_assert_float_eq(v.design_effect, 1, 0);
    cr_assert_float_eq(v.effective_n, 7, 0);
}

/* python3, statsmodels .15: residual sums of squares of y ~ 1, C(q), C(q) + C(w),
 * C(q) + C(w) + C(s), C(q) + C(w) + C(q) * C(s), one after another, w being the row. */
Test(variance, the_two_way_table_agrees_with_statsmodels)
{
    static const double squares[PIN_COMPONENTS_N] = {
        0.08892857142857169, 0.08666666666666667, 0.195, 0.6091666666666665,
        0.3183333333333333};
    static const double df[PIN_COMPONENTS_N] = {2, 2, 4, 4, 8};
    const struct pin_scored_rows in = {7, 3, 3, scores, bases};
    const struct pin_variance_table table = two_way(&in);
    cr_assert_eq(table.rows_n, 7);
    cr_assert_eq(table.groups_n, 3);
    for (size_t i = 0; i < PIN_COMPONENTS_N; i++) {
        cr_assert_float_eq(table.rows[i].df, df[i], 0);
        cr_assert_float_eq(table.rows[i].mean_square, squares[i] / df[i], 1e-12);
    }
    /* With m0 = 2, m2 = 3, N = 7, A = 3, from the expected mean squares of the header. */
    const struct pin_variance_row *rows = table.rows;
    const double e = squares[4] / 8;
    const double qs = (squares[2] / 4 - e) / 2;
    const double w = (squares[3] / 4 - e) / 3;
    cr_assert_float_eq(rows[PIN_COMPONENT_RESIDUAL].variance, e, 1e-12);
    cr_assert_float_eq(rows[PIN_COMPONENT_QUERY_SYSTEM].variance, qs, 1e-12);
    cr_assert_float_eq(rows[PIN_COMPONENT_WORDING].variance, w, 1e-12);
    cr_assert(rows[PIN_COMPONENT_QUERY].clipped);
    cr_assert_float_eq(rows[PIN_COMPONENT_QUERY].variance, 0, 0);
    cr_assert(rows[PIN_COMPONENT_SYSTEM].clipped);
    cr_assert_float_eq(rows[PIN_COMPONENT_WORDING].share, w / (w + qs + e), 1e-12);
}

/* anova_lm(ols('y ~ C(q) + C(s)', d).fit()) with the first row of each query:
 * .106666667/2, .24/2, .133333333/4. */
Test(variance, without_paraphrases_the_table_is_that_of_query_by_system)
{
    static const double first[] = {.9, .4, .5, .7, .6, .1, .8, .8, .6};
    static const uint32_t groups[] = {0, 1, 2};
    const struct pin_scored_rows in = {3, 3, 3, first, groups};
    const struct pin_variance_table table = two_way(&in);
    const struct pin_variance_row *rows = table.rows;
    const double query = 0.16 / 3 - 0.1 / 3;
    const double system = 0.12 - 0.1 / 3;
    cr_assert_float_eq(rows[PIN_COMPONENT_QUERY].mean_square, 0.16 / 3, 1e-12);
    cr_assert_float_eq(rows[PIN_COMPONENT_QUERY].variance, query / 3, 1e-12);
    cr_assert_float_eq(rows[PIN_COMPONENT_SYSTEM].variance, system / 3, 1e-12);
    cr_assert_float_eq(rows[PIN_COMPONENT_QUERY_SYSTEM].variance, 0.1 / 3, 1e-12);
    cr_assert(isnan(rows[PIN_COMPONENT_WORDING].variance));
    cr_assert(isnan(rows[PIN_COMPONENT_RESIDUAL].variance));
    cr_assert_float_eq(rows[PIN_COMPONENT_SYSTEM].share, system / (query + system + 0.1),
                       1e-12);
    cr_assert_float_eq(rows[PIN_COMPONENT_WORDING].df, 0, 0);
}

enum { QUERIES = 4000, SYSTEMS = 4, ROWS_MAX = 6 * QUERIES };

/* Query .5, query x system .2, wording .3, residual .1, and four fixed systems whose
 * variance is (.09 + .01 + .04 + .04) / 3 = .06. Sizes run from 1 to 6. */
static uint32_t draw_scores(double *values, uint32_t *groups)
{
    static const double systems[SYSTEMS] = {-0.3, -0.1, 0.2, 0.2};
    uint32_t row = 0;
    for (uint32_t q = 0; q < QUERIES; q++) {
        for (uint32_t k = 0; k <= q % 6; k++, row++) {
            groups[row] = (q * 7) % QUERIES; /* 7 and 4000 have no divisor in common */
            for (uint32_t s = 0; s < SYSTEMS; s++) {
                values[row * SYSTEMS + s] = systems[s] + sqrt(0.5) * normal(0, q) +
                                            sqrt(0.2) * normal(1, q * SYSTEMS + s) +
                                            sqrt(0.3) * normal(2, row) +
                                            sqrt(0.1) * normal(3, row * SYSTEMS + s);
            }
        }
    }
    return row;
}

Test(variance, components_that_were_put_in_come_out)
{
    double *values = calloc((size_t)ROWS_MAX * SYSTEMS, sizeof(*values));
    uint32_t *groups = calloc(ROWS_MAX, sizeof(*groups));
    const uint32_t rows_n = draw_scores(values, groups);
    const struct pin_scored_rows in = {rows_n, SYSTEMS, QUERIES, values, groups};
    const struct pin_variance_table table = two_way(&in);
    static const double put_in[PIN_COMPONENTS_N] = {0.5, 0.06, 0.2, 0.3, 0.1};
    static const double within[PIN_COMPONENTS_N] = {0.05, 0.005, 0.01, 0.015, 0.003};
    for (size_t i = 0; i < PIN_COMPONENTS_N; i++) {
        cr_assert_float_eq(table.rows[i].variance, put_in[i], within[i], "%zu: %g", i,
                           table.rows[i].variance);
    }
    for (uint32_t row = 0; row < rows_n; row++) { /* one system: .7 and .4, icc .636 */
        values[row] = values[row * SYSTEMS];
    }
    const struct pin_variance v = one_way(values, groups, rows_n, QUERIES);
    cr_assert_float_eq(v.between, 0.7, 0.06);
    cr_assert_float_eq(v.within, 0.4, 0.02);
    cr_assert_float_eq(v.icc, 7.0 / 11, 0.03);
    free(values);
    free(groups);
}

/* Under the model the variance of the mean over 55 values in groups of 1 to 10, with
 * icc .4 and total variance 1, is (1 + (m - 1) .4) / 55, m = 385 / 55. */
Test(variance, the_design_effect_is_what_clusters_cost_the_mean)
{
    enum { REPEATS = 20000, N = 55 };
    double squares = 0;
    for (uint32_t r = 0; r < REPEATS; r++) {
        double mean = 0;
        for (uint32_t q = 0, i = 0; q < 10; q++) {
            const double common = sqrt(0.4) * normal(4, r * 10 + q);
            for (uint32_t k = 0; k <= q; k++, i++) {
                mean += (common + sqrt(0.6) * normal(5, r * N + i)) / N;
            }
        }
        squares += mean * mean / REPEATS;
    }
    const double design_effect = 1 + (385.0 / N - 1) * 0.4;
    cr_assert_float_eq(squares * N / design_effect, 1, 0.04); /* four standard errors */
    /* And that is the formula in use: 0 0 | 2 2 2 has icc 1 and m = 13/5. */
    static const double values[] = {0, 0, 2, 2, 2};
    static const uint32_t groups[] = {0, 0, 1, 1, 1};
    const struct pin_variance v = one_way(values, groups, 5, 2);
    cr_assert_float_eq(v.icc, 1, 1e-12);
    cr_assert_float_eq(v.design_effect, 2.6, 1e-12);
    cr_assert_float_eq(v.effective_n, 5 / 2.6, 1e-12);
}

Test(variance, what_has_no_value_is_as_if_it_were_not_there)
{
    static const double with[] = {1, (double)NAN, 5, 3, (double)NAN, 7};
    static const uint32_t with_groups[] = {0, 0, 2, 0, 1, 2};
    const struct pin_variance v = one_way(with, with_groups, 6, 4);
    cr_assert_eq(v.values_n, 4);
    cr_assert_eq(v.groups_n, 2);
    cr_assert_float_eq(v.icc, 7.0 / 9, 1e-12);
    double rows[8 * 3];
    uint32_t groups[8];
    memcpy(rows, scores, sizeof(scores));
    memcpy(groups, bases, sizeof(bases));
    rows[21] = 100;
    rows[22] = (double)NAN;
    rows[23] = 100;
    groups[7] = 3;
    const struct pin_scored_rows more = {8, 3, 5, rows, groups};
    const struct pin_scored_rows in = {7, 3, 3, scores, bases};
    const struct pin_variance_table table = two_way(&more);
    const struct pin_variance_table expected = two_way(&in);
    cr_assert_eq(table.rows_n, 7);
    cr_assert_eq(table.groups_n, 3);
    for (size_t i = 0; i < PIN_COMPONENTS_N; i++) {
        cr_assert_float_eq(table.rows[i].variance, expected.rows[i].variance, 0);
    }
}

Test(variance, too_little_gives_nan)
{
    static const double values[] = {1, 2, 4};
    static const uint32_t one_group[] = {0, 0, 0};
    static const uint32_t apart[] = {0, 1, 2};
    const struct pin_variance one = one_way(values, one_group, 3, 1);
    const struct pin_variance none_within = one_way(values, apart, 3, 3);
    const struct pin_variance empty = one_way(NULL, NULL, 0, 0);
    const struct pin_variance *all[] = {&one, &none_within, &empty};
    for (size_t i = 0; i < 3; i++) {
        cr_assert(isnan(all[i]->ms_between) && isnan(all[i]->ms_within));
        cr_assert(isnan(all[i]->between) && isnan(all[i]->icc));
        cr_assert(isnan(all[i]->design_effect) && isnan(all[i]->effective_n));
        cr_assert_not(all[i]->clipped);
    }
    const struct pin_scored_rows one_query = {3, 1, 1, values, one_group};
    const struct pin_scored_rows one_system = {3, 1, 3, values, apart};
    cr_assert(isnan(two_way(&one_query).rows[PIN_COMPONENT_QUERY].variance));
    cr_assert(isnan(two_way(&one_system).rows[PIN_COMPONENT_SYSTEM].share));
}

Test(variance, values_that_are_all_equal_have_components_0_and_no_shares)
{
    static const double values[] = {3, 3, 3, 3, 3, 3};
    static const uint32_t groups[] = {0, 0, 1, 1, 2, 2};
    const struct pin_variance v = one_way(values, groups, 6, 3);
    cr_assert_float_eq(v.between, 0, 0);
    cr_assert_float_eq(v.within, 0, 0);
    cr_assert_not(v.clipped);
    cr_assert(isnan(v.icc) && isnan(v.design_effect));
    const struct pin_scored_rows in = {3, 2, 2, values, groups};
    const struct pin_variance_table table = two_way(&in);
    for (size_t i = 0; i < PIN_COMPONENTS_N; i++) {
        cr_assert_float_eq(table.rows[i].variance, 0, 0);
        cr_assert(isnan(table.rows[i].share));
    }
}

Test(variance, every_allocation_may_fail_and_scratch_is_given_back)
{
    const struct pin_scored_rows rows = {7, 3, 3, scores, bases};
    const struct pin_grouped_values values = {7, 3, scores, bases};
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_variance v;
        struct pin_variance_table table;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_variance_one_way(&v, &values, &arena, &err);
        if (status == PIN_OK) {
            status = pin_variance_two_way(&table, &rows, &arena, &err);
        }
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        cr_assert(status != PIN_OK || arena.used_bytes == 0);
        pin_arena_free(&arena);
    }
}
