#include "harness/base/rng.h"
#include "harness/base/top.h"

#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

enum { ITEMS_MAX = 300, ROUNDS = 3000 };

static int reference_order(const void *a, const void *b)
{
    const struct pin_top_hit *x = a;
    const struct pin_top_hit *y = b;
    if (x->score > y->score || x->score < y->score) {
        return x->score > y->score ? -1 : 1;
    }
    return x->ix < y->ix ? -1 : x->ix > y->ix;
}

/* Few different scores, so that most are ties; indexes in a random order. */
static uint32_t draw_items(struct pin_top_hit *items, uint64_t round)
{
    const uint32_t n = pin_rng_below(3, 1, round, ITEMS_MAX + 1);
    const uint32_t scores_n = 1 + pin_rng_below(3, 2, round, 40);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t score = pin_rng_below(round, 3, i, scores_n);
        items[i] = (struct pin_top_hit){i, (float)score - 5.0F};
    }
    for (uint32_t i = n; i > 1; i--) {
        const uint32_t j = pin_rng_below(round, 4, i, i);
        const struct pin_top_hit swapped = items[i - 1];
        items[i - 1] = items[j];
        items[j] = swapped;
    }
    return n;
}

static void check_same(const struct pin_top_hit *got, const struct pin_top_hit *want,
                       uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        cr_assert_eq(got[i].ix, want[i].ix);
        cr_assert_float_eq(got[i].score, want[i].score, 0.0F);
    }
}

Test(top, the_best_k_are_those_of_a_full_sort)
{
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct pin_top_hit items[ITEMS_MAX];
        struct pin_top_hit best[ITEMS_MAX + 20];
        const uint32_t n = draw_items(items, round);
        const uint32_t k = pin_rng_below(3, 5, round, ITEMS_MAX + 20);
        struct pin_top top;
        pin_top_init(&top, best, k);
        for (uint32_t i = 0; i < n; i++) {
            pin_top_add(&top, items[i]);
        }
        const uint32_t want_n = k < n ? k : n;
        cr_assert_eq(pin_top_finish(&top), want_n);
        qsort(items, n, sizeof(items[0]), reference_order);
        check_same(best, items, want_n);
    }
}

Test(top, tops_of_parts_merge_into_the_top_of_the_whole)
{
    for (uint64_t round = 0; round < ROUNDS / 10; round++) {
        struct pin_top_hit items[ITEMS_MAX];
        struct pin_top_hit parts[2][10];
        struct pin_top_hit best[10];
        const uint32_t n = draw_items(items, round);
        struct pin_top merged;
        pin_top_init(&merged, best, 10);
        for (uint32_t part = 0; part < 2; part++) {
            struct pin_top top;
            pin_top_init(&top, parts[part], 10);
            for (uint32_t i = part; i < n; i += 2) {
                pin_top_add(&top, items[i]);
            }
            const uint32_t found_n = pin_top_finish(&top);
            for (uint32_t i = 0; i < found_n; i++) {
                pin_top_add(&merged, parts[part][i]);
            }
        }
        const uint32_t want_n = n < 10 ? n : 10;
        cr_assert_eq(pin_top_finish(&merged), want_n);
        qsort(items, n, sizeof(items[0]), reference_order);
        check_same(best, items, want_n);
    }
}

Test(top, a_top_of_none_takes_nothing)
{
    struct pin_top top;
    pin_top_init(&top, NULL, 0);
    pin_top_add(&top, (struct pin_top_hit){1, 2.0F});
    cr_assert_eq(pin_top_finish(&top), 0);
}

Test(top, infinite_scores_and_the_two_zeros_have_their_places)
{
    struct pin_top_hit best[4];
    struct pin_top top;
    pin_top_init(&top, best, 4);
    pin_top_add(&top, (struct pin_top_hit){9, -INFINITY});
    pin_top_add(&top, (struct pin_top_hit){2, 0.0F});
    pin_top_add(&top, (struct pin_top_hit){1, -0.0F});
    pin_top_add(&top, (struct pin_top_hit){8, INFINITY});
    cr_assert_eq(pin_top_finish(&top), 4);
    const uint32_t want[] = {8, 1, 2, 9};
    for (size_t i = 0; i < 4; i++) {
        cr_assert_eq(best[i].ix, want[i]);
    }
}

static sigjmp_buf stopped;

static void leave(int number)
{
    siglongjmp(stopped, number);
}

/* Caught, because a program that dies here would show the runner's memory as leaked. */
Test(top, a_score_that_is_no_number_stops_the_program)
{
    const struct sigaction action = {.sa_handler = leave};
    struct pin_top_hit best[1];
    struct pin_top top;
    pin_top_init(&top, best, 1);
    cr_assert_eq(sigaction(SIGABRT, &action, NULL), 0);
    if (sigsetjmp(stopped, 1) == 0) {
        pin_top_add(&top, (struct pin_top_hit){0, NAN});
        cr_assert_fail("it was taken");
    }
    cr_assert_eq(pin_top_finish(&top), 0);
}
