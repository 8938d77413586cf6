#include "harness/stats/functional.h"

#include <math.h>

#include <criterion/criterion.h>

static double value_of(struct pin_functional functional, const double *figures)
{
    return functional.value(figures, functional.context);
}

static void check(double value, double expected)
{
    cr_assert_eq(isnan(value) != 0, isnan(expected) != 0, "%g for %g", value, expected);
    cr_assert(isnan(expected) || fabs(value - expected) < 1e-15, "%g for %g", value,
              expected);
}

#define NONE ((double)NAN)

Test(functional, pairs_are_subtracted_and_divided)
{
    static const struct {
        double a, b, difference, change, quotient;
    } rows[] = {
        {3, 2, 1, 0.5, 1.5},         {0, 2, -2, -1, 0},
        {3, 0, 3, NONE, 0},          {-1, -2, 1, -0.5, 0.5},
        {0, 0, 0, NONE, 0},          {NONE, 2, NONE, NONE, NONE},
        {3, NONE, NONE, NONE, NONE}, {NONE, 0, NONE, NONE, NONE},
    };
    const struct pin_figure_pair pair = {2, 0};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const double figures[] = {rows[i].b, 77, rows[i].a};
        check(value_of(pin_functional_difference(&pair), figures), rows[i].difference);
        check(value_of(pin_functional_change(&pair), figures), rows[i].change);
        check(value_of(pin_functional_quotient(&pair), figures), rows[i].quotient);
        check(value_of(pin_functional_figure(&pair.a), figures), rows[i].a);
    }
}

Test(functional, gap_and_ratio_leave_members_without_a_value_out)
{
    static const struct {
        double figures[4]; /* the last is in no list */
        double gap, ratio;
    } rows[] = {
        {{1, 4, 2, -9}, 3, 0.25},         {{2, 2, 2, -9}, 0, 1},
        {{NONE, 4, 2, 9}, 2, 0.5},        {{4, NONE, 1, 9}, 3, 0.25},
        {{NONE, 4, NONE, 9}, NONE, NONE}, {{NONE, NONE, NONE, 9}, NONE, NONE},
        {{0, 0, 0, 9}, 0, NONE},          {{0, 5, 1, 9}, 5, 0},
    };
    static const uint32_t members[] = {2, 0, 1};
    const struct pin_figure_list list = {members, 3};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        check(value_of(pin_functional_gap(&list), rows[i].figures), rows[i].gap);
        check(value_of(pin_functional_ratio(&list), rows[i].figures), rows[i].ratio);
    }
    const struct pin_figure_list empty = {members, 0};
    check(value_of(pin_functional_gap(&empty), rows[0].figures), NONE);
}

Test(functional, equal_figures_share_the_mean_of_their_ranks)
{
    static const double figures[] = {5, 7, 5, NONE, 1, 5};
    static const double ranks[] = {3, 1, 3, NONE, 5, 3};
    static const uint32_t everyone[] = {0, 1, 2, 3, 4, 5};
    for (uint32_t i = 0; i < 6; i++) {
        const struct pin_figure_rank rank = {i, {everyone, 6}};
        check(value_of(pin_functional_rank(&rank), figures), ranks[i]);
    }
    const struct pin_figure_rank outside = {0, {everyone + 1, 2}};
    check(value_of(pin_functional_rank(&outside), figures), 2.5);
    const struct pin_figure_rank alone = {0, {everyone, 0}};
    check(value_of(pin_functional_rank(&alone), figures), 1);
}

Test(functional, each_row_is_mapped_by_itself)
{
    static const double estimate[] = {3, 1};
    static const double replicates[] = {4, 1, 2, 2, NONE, 1};
    static const double jackknife[] = {9, 3, 1, 0};
    static const struct pin_figure_pair pair = {0, 1};
    struct pin_resampled resampled = {2, 3, 2, estimate, replicates, jackknife};
    const struct pin_functional functionals[] = {pin_functional_difference(&pair),
                                                 pin_functional_quotient(&pair)};
    struct pin_resampled_column columns[2];
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_functional_apply(columns, functionals, 2, &resampled, &arena, NULL),
                 PIN_OK);
    check(columns[0].estimate, 2);
    check(columns[1].estimate, 3);
    static const double differences[] = {3, 0, NONE};
    static const double quotients[] = {4, 1, NONE};
    for (uint32_t b = 0; b < 3; b++) {
        check(columns[0].replicates[b], differences[b]);
        check(columns[1].replicates[b], quotients[b]);
    }
    check(columns[0].jackknife[0], 6);
    check(columns[0].jackknife[1], 1);
    check(columns[1].jackknife[1], 0);
    cr_assert_eq(columns[1].resamples_n, 3);
    cr_assert_eq(columns[1].clusters_n, 2);
    resampled.jackknife = NULL;
    cr_assert_eq(pin_functional_apply(columns, functionals, 1, &resampled, &arena, NULL),
                 PIN_OK);
    cr_assert_null(columns[0].jackknife);
    pin_arena_free(&arena);
}

Test(functional, every_allocation_may_fail_and_nothing_leaks)
{
    static const double row[] = {3};
    static const uint32_t figure = 0;
    const struct pin_resampled resampled = {1, 1, 1, row, row, row};
    const struct pin_functional functionals[] = {pin_functional_figure(&figure),
                                                 pin_functional_figure(&figure)};
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_resampled_column columns[2];
        struct pin_error err = {0};
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_functional_apply(columns, functionals, 2, &resampled, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        cr_assert(status != PIN_OK || fail_at == 5); /* two arrays a column */
        pin_arena_free(&arena);
    }
}
