#include "harness/base/rng.h"
#include "harness/stats/wording_draws.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

static struct pin_wording_draws draw(const struct pin_worded_rows *rows, uint32_t draws_n,
                                     uint32_t threads, struct pin_arena *arena)
{
    const struct pin_wording_plan plan = {7, draws_n, threads};
    struct pin_wording_draws draws;
    cr_assert_eq(pin_wording_draw(&draws, rows, &plan, arena, NULL), PIN_OK);
    return draws;
}

/* One group of three wordings: A is better for two, B for the third. */
Test(wording_draws, one_group_flips_as_often_as_its_wordings_say)
{
    struct pin_arena arena;
    const uint32_t start[] = {0, 3};
    const double values[] = {0.6, 0.2, 0.6, 0.2, 0.1, 0.3};
    const struct pin_worded_rows rows = {1, start, 2, values};
    pin_arena_init(&arena, 0);
    const struct pin_wording_draws draws = draw(&rows, 60000, 1, &arena);
    cr_assert_float_eq(draws.mean[0], 1.3 / 3, 1e-14);
    cr_assert_float_eq(pin_wording_reversal(&draws, 0, 1), 1.0 / 3, 0.008); /* 4 sd */
    cr_assert_float_eq(pin_wording_reversal(&draws, 0, 1),
                       pin_wording_reversal(&draws, 1, 0), 0.0);
    pin_arena_free(&arena);
}

/* Two groups of two and one of one: all four draws counted out. */
Test(wording_draws, groups_weigh_the_same_and_are_drawn_apart)
{
    struct pin_arena arena;
    const uint32_t start[] = {0, 2, 4, 5};
    /* A - B: group 0 has +4 and -2, group 1 has +1 and -1, group 2 has 0: the sums over
     * groups are 5, 3, -1, -3, with mean +1. */
    const double values[] = {4, 0, 0, 2, 1, 0, 0, 1, 3, 3};
    const struct pin_worded_rows rows = {3, start, 2, values};
    pin_arena_init(&arena, 0);
    const struct pin_wording_draws draws = draw(&rows, 40000, 1, &arena);
    cr_assert_float_eq(draws.mean[0] - draws.mean[1], 1.0 / 3, 1e-14);
    cr_assert_float_eq(pin_wording_reversal(&draws, 0, 1), 0.5, 0.01);
    double sum = 0;
    for (uint32_t i = 0; i < draws.draws_n; i++) {
        const double apart = draws.means[2 * i] - draws.means[2 * i + 1];
        sum += apart;
        const double all = 3 * apart;
        cr_assert(fabs(all - 5) < 1e-9 || fabs(all - 3) < 1e-9 || fabs(all + 1) < 1e-9 ||
                  fabs(all + 3) < 1e-9);
    }
    cr_assert_float_eq(sum / draws.draws_n, 1.0 / 3, 0.025);
    pin_arena_free(&arena);
}

Test(wording_draws, systems_without_a_difference_have_no_order_to_reverse)
{
    struct pin_arena arena;
    const uint32_t start[] = {0, 2};
    const double values[] = {0.1, 0.3, 0.3, 0.1};
    const struct pin_worded_rows rows = {1, start, 2, values};
    const struct pin_worded_rows none = {0, start, 2, values};
    pin_arena_init(&arena, 0);
    const struct pin_wording_draws draws = draw(&rows, 100, 1, &arena);
    cr_assert(isnan(pin_wording_reversal(&draws, 0, 1)));
    const struct pin_wording_draws empty = draw(&none, 100, 1, &arena);
    cr_assert(isnan(empty.mean[0]));
    cr_assert(isnan(pin_wording_reversal(&empty, 0, 1)));
    const struct pin_wording_draws nothing = draw(&rows, 0, 1, &arena);
    cr_assert(isnan(pin_wording_reversal(&nothing, 0, 1)));
    pin_arena_free(&arena);
}

Test(wording_draws, the_digits_do_not_depend_on_threads)
{
    struct pin_arena arena;
    enum { GROUPS = 40 };
    uint32_t start[GROUPS + 1] = {0};
    double values[GROUPS * 5 * 3];
    for (uint32_t g = 0; g < GROUPS; g++) {
        start[g + 1] = start[g] + 1 + pin_rng_below(1, 1, g, 5);
    }
    for (uint32_t i = 0; i < 3 * start[GROUPS]; i++) {
        values[i] = pin_rng_unit(2, 2, i);
    }
    const struct pin_worded_rows rows = {GROUPS, start, 3, values};
    pin_arena_init(&arena, 0);
    const struct pin_wording_draws one = draw(&rows, 1001, 1, &arena);
    const struct pin_wording_draws five = draw(&rows, 1001, 5, &arena);
    cr_assert_eq(memcmp(one.means, five.means, 3003 * sizeof(double)), 0);
    pin_arena_free(&arena);
}
