#include "harness/base/rng.h"
#include "harness/stats/variance.h"
#include "harness/stats/variance_sums.h"

#include <math.h>

#include <criterion/criterion.h>

enum { VALUES_MAX = 400 };

struct sums_case {
    struct pin_arena arena;
    struct pin_cluster_sums sums;
    struct pin_variance_sums place;
    uint32_t values_n;
    double values[VALUES_MAX];
    uint32_t groups[VALUES_MAX];
    uint32_t groups_n;
};

/* Each group is a cluster; a first column of something else shows that places hold. */
static void init(struct sums_case *c, uint32_t clusters_n, double centre)
{
    c->values_n = 0;
    c->groups_n = 0;
    pin_arena_init(&c->arena, 0);
    c->place = (struct pin_variance_sums){1, clusters_n, centre};
    cr_assert_eq(pin_cluster_sums_new(&c->sums, clusters_n, 1 + PIN_VARIANCE_SUMS,
                                      &c->arena, NULL),
                 PIN_OK);
    pin_variance_sums_begin(&c->sums, &c->place);
}

static void add(struct sums_case *c, const double *values, uint32_t n)
{
    pin_variance_sums_add(&c->sums, &c->place, c->groups_n, values, n);
    for (uint32_t i = 0; i < n; i++) {
        c->values[c->values_n] = values[i];
        c->groups[c->values_n++] = c->groups_n;
    }
    c->groups_n++;
}

static double icc(struct sums_case *c)
{
    const struct pin_resampling none = {.threads = 1};
    const struct pin_functional functionals[] = {pin_functional_icc(&c->place),
                                                 pin_functional_wording_share(&c->place)};
    struct pin_resampled resampled;
    struct pin_resampled_column columns[2];
    cr_assert_eq(pin_bootstrap(&resampled, &c->sums, &none, &c->arena, NULL), PIN_OK);
    cr_assert_eq(
        pin_functional_apply(columns, functionals, 2, &resampled, &c->arena, NULL),
        PIN_OK);
    cr_assert(isnan(columns[0].estimate)
                  ? isnan(columns[1].estimate)
                  : fabs(columns[0].estimate + columns[1].estimate - 1.0) < 1e-12);
    return columns[0].estimate;
}

Test(variance_sums, two_groups_by_hand)
{
    struct sums_case c;
    init(&c, 2, 0.0);
    add(&c, (double[]){1, 3}, 2); /* mean 2, squares within 2 */
    add(&c, (double[]){5, 7}, 2); /* mean 6, likewise; MSB 16, MSW 2, m0 2 */
    cr_assert_float_eq(icc(&c), 7.0 / 9.0, 1e-14);
    pin_arena_free(&c.arena);
}

Test(variance_sums, sums_agree_with_the_analysis_over_rows_for_groups_of_any_sizes)
{
    for (uint32_t round = 0; round < 200; round++) {
        struct sums_case c;
        struct pin_variance rows;
        init(&c, 30, 0.37);
        for (uint32_t g = 0; g < 30; g++) {
            double values[12];
            const uint32_t n = pin_rng_below(7, round, g, 13); /* 0: a cluster of none */
            for (uint32_t i = 0; i < n; i++) {
                values[i] = (round % 2) * pin_rng_unit(8, round, g) +
                            pin_rng_unit(9 + g, round, i);
            }
            add(&c, values, n);
        }
        const struct pin_grouped_values in = {c.values_n, 30, c.values, c.groups};
        cr_assert_eq(pin_variance_one_way(&rows, &in, &c.arena, NULL), PIN_OK);
        cr_assert_float_eq(icc(&c), rows.icc, 1e-11, "round %u", round);
        pin_arena_free(&c.arena);
    }
}

Test(variance_sums, there_is_no_share_where_nothing_varies_or_nothing_is_repeated)
{
    struct sums_case c;
    init(&c, 3, 0.3);
    cr_assert(isnan(icc(&c))); /* no group */
    add(&c, (double[]){0.1, 0.1, 0.1}, 3);
    cr_assert(isnan(icc(&c))); /* one group */
    add(&c, (double[]){0.1, 0.1}, 2);
    add(&c, (double[]){0.1}, 1);
    cr_assert(isnan(icc(&c))); /* all equal */
    pin_arena_free(&c.arena);

    init(&c, 3, 0.0);
    add(&c, (double[]){0.1}, 1);
    add(&c, (double[]){0.2}, 1);
    add(&c, (double[]){0.3}, 1);
    cr_assert(isnan(icc(&c))); /* no group of two */
    pin_arena_free(&c.arena);
}

Test(variance_sums, shares_of_none_and_of_all_are_exact)
{
    struct sums_case c;
    init(&c, 3, 0.5);
    add(&c, (double[]){0.1, 0.1, 0.1}, 3);
    add(&c, (double[]){0.7, 0.7}, 2);
    add(&c, (double[]){0.4, 0.4, 0.4, 0.4}, 4);
    cr_assert_float_eq(icc(&c), 1.0, 0.0);
    pin_arena_free(&c.arena);

    init(&c, 2, 0.0);
    add(&c, (double[]){0, 1}, 2);
    add(&c, (double[]){1, 0}, 2);
    cr_assert_float_eq(icc(&c), 0.0, 0.0); /* clipped: the means are too alike */
    pin_arena_free(&c.arena);
}
