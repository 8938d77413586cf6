#include "harness/stats/ranks.h"

#include <criterion/criterion.h>

Test(ranks, order_groups_and_mean_ranks_by_hand)
{
    static const double values[] = {0.5, 0.9, -0.0, 0.5, 0.0, 0.5, -1};
    static const double expected[] = {3, 1, 5.5, 3, 5.5, 3, 7};
    static const uint32_t order[] = {1, 0, 3, 5, 2, 4, 6};
    struct pin_arena arena;
    struct pin_ranks ranks;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_ranks_of(&ranks, values, 7, &arena, NULL), PIN_OK);
    cr_assert_eq(ranks.groups_n, 4);
    for (uint32_t i = 0; i < 7; i++) {
        cr_assert_eq(ranks.order[i], order[i]);
        cr_assert_float_eq(pin_ranks_mean(&ranks, i), expected[i], 0);
    }
    cr_assert_eq(pin_ranks_tied(&ranks, 1), 3);
    cr_assert_eq(pin_ranks_of(&ranks, NULL, 0, &arena, NULL), PIN_OK);
    cr_assert_eq(ranks.groups_n, 0);
    pin_arena_free(&arena);
}
