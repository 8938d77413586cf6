#include "harness/base/rng.h"
#include "harness/stats/agreement.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <criterion/criterion.h>

enum { DEPTH_MAX = 64 };

struct fixture {
    struct pin_arena arena;
    struct pin_agreement_room room;
};

static void fixture_init(struct fixture *fixture, uint32_t depth_max)
{
    pin_arena_init(&fixture->arena, 0);
    cr_assert_eq(
        pin_agreement_room_init(&fixture->room, depth_max, &fixture->arena, NULL),
        PIN_OK);
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static bool holds(const struct pin_ranked_list *list, uint32_t n, uint32_t item)
{
    for (uint32_t i = 0; i < n; i++) {
        if (list->items[i] == item) {
            return true;
        }
    }
    return false;
}

/* The share of an item at depth d, from the definition. */
static double share_at(const struct pin_ranked_list *list, uint32_t item, uint32_t d)
{
    uint32_t above = 0;
    uint32_t tied = 0;
    uint32_t at = 0;
    while (at < list->n && list->items[at] != item) {
        at++;
    }
    if (at == list->n) {
        return 0;
    }
    for (uint32_t i = 0; i < list->n; i++) {
        const bool same =
            list->scores ? fabsf(list->scores[i] - list->scores[at]) <= 0 : i == at;
        tied += same;
        above += !same && i < at;
    }
    return fmin(1, fmax(0, (double)d - above) / tied);
}

static double overlap_at(const struct pin_ranked_list *a, const struct pin_ranked_list *b,
                         uint32_t d)
{
    double sum = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        sum += share_at(a, a->items[i], d) * share_at(b, a->items[i], d);
    }
    return sum;
}

static double naive_agreement(const struct pin_ranked_list *s,
                              const struct pin_ranked_list *l, uint32_t d)
{
    double shares = 0;
    double n = 0;
    if (d <= s->n) {
        return overlap_at(s, l, d) / d;
    }
    for (uint32_t i = 0; i < l->n; i++) {
        const double share = share_at(l, l->items[i], d);
        if (share > 0 && !holds(s, s->n, l->items[i])) {
            shares += share;
            n++;
        }
    }
    const double unseen = (d - s->n) * (overlap_at(s, l, s->n) / s->n) * shares / n;
    return (overlap_at(s, l, d) + unseen) / d;
}

/* The infinite sum, cut off where its weights are spent. */
static double naive_rbo(const struct pin_ranked_list *a, const struct pin_ranked_list *b,
                        double p)
{
    const struct pin_ranked_list *s = a->n < b->n ? a : b;
    const struct pin_ranked_list *l = a->n < b->n ? b : a;
    double agreement = 0;
    double sum = 0;
    double weight = 1 - p;
    for (uint32_t d = 1; weight > 1e-18; d++) {
        agreement = d <= l->n ? naive_agreement(s, l, d) : agreement;
        sum += weight * agreement;
        weight *= p;
    }
    return sum;
}

struct drawn {
    uint32_t items[DEPTH_MAX];
    float scores[DEPTH_MAX];
    struct pin_ranked_list list;
};

/* n of the first pool items in random order; with ties, about half have one. */
static void draw_list(struct drawn *out, uint64_t seed, uint32_t pool, uint32_t n,
                      bool ties)
{
    uint32_t all[2 * DEPTH_MAX];
    for (uint32_t i = 0; i < pool; i++) {
        all[i] = 1000 + 7 * i;
    }
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t j = i + pin_rng_below(seed, 1, i, pool - i);
        const uint32_t item = all[j];
        all[j] = all[i];
        all[i] = item;
        out->items[i] = item;
        out->scores[i] =
            i == 0 ? 1 : out->scores[i - 1] - (float)pin_rng_below(seed, 2, i, 2);
    }
    out->list = (struct pin_ranked_list){out->items, ties ? out->scores : NULL, n};
}

Test(agreement, overlap_and_jaccard_by_hand)
{
    static const uint32_t a_items[] = {5, 1, 9, 4, 7};
    static const uint32_t b_items[] = {1, 5, 2, 3, 9, 8};
    const struct pin_ranked_list a = {a_items, NULL, 5};
    const struct pin_ranked_list b = {b_items, NULL, 6};
    struct fixture f;
    fixture_init(&f, 6);
    static const struct {
        uint32_t k;
        double overlap, jaccard;
    } cases[] = {{1, 0, 0},
                 {2, 1, 1},
                 {3, 2.0 / 3, 2.0 / 4},
                 {5, 3.0 / 5, 3.0 / 7},
                 {6, 3.0 / 6, 3.0 / 8},
                 {99, 3.0 / 6, 3.0 / 8}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const uint32_t k = cases[i].k;
        cr_assert_float_eq(pin_list_overlap(&f.room, &a, &b, k), cases[i].overlap, 0);
        cr_assert_float_eq(pin_list_overlap(&f.room, &b, &a, k), cases[i].overlap, 0);
        cr_assert_float_eq(pin_list_jaccard(&f.room, &a, &b, k), cases[i].jaccard, 0);
        cr_assert_float_eq(pin_list_jaccard(&f.room, &b, &a, k), cases[i].jaccard, 0);
    }
    pin_arena_free(&f.arena);
}

Test(agreement, empty_lists_have_no_agreement_and_one_empty_list_has_none_with_another)
{
    static const uint32_t items[] = {3, 2};
    const struct pin_ranked_list none = {NULL, NULL, 0};
    const struct pin_ranked_list some = {items, NULL, 2};
    struct fixture f;
    fixture_init(&f, 2);
    cr_assert(isnan(pin_list_overlap(&f.room, &none, &none, 10)));
    cr_assert(isnan(pin_list_jaccard(&f.room, &none, &none, 10)));
    cr_assert(isnan(pin_list_rbo(&f.room, &none, &none, 0.9)));
    cr_assert(isnan(pin_list_overlap(&f.room, &some, &some, 0)));
    cr_assert(isnan(pin_list_jaccard(&f.room, &some, &some, 0)));
    cr_assert_float_eq(pin_list_overlap(&f.room, &none, &some, 10), 0, 0);
    cr_assert_float_eq(pin_list_jaccard(&f.room, &some, &none, 10), 0, 0);
    cr_assert_float_eq(pin_list_rbo(&f.room, &none, &some, 0.9), 0, 0);
    cr_assert_float_eq(pin_list_rbo(&f.room, &some, &none, 0.9), 0, 0);
    static const double refused[] = {0, 1, -0.1, 1.5, (double)NAN};
    for (size_t i = 0; i < 5; i++) {
        cr_assert(isnan(pin_list_rbo(&f.room, &some, &some, refused[i])));
    }
    pin_arena_free(&f.arena);
}

Test(agreement, rbo_by_hand)
{
    static const uint32_t one_two[] = {1, 2};
    static const uint32_t two_one[] = {2, 1};
    static const uint32_t others[] = {7, 8, 9};
    static const float tied[] = {0.5F, 0.5F};
    const struct pin_ranked_list a = {one_two, NULL, 2};
    const struct pin_ranked_list b = {two_one, NULL, 2};
    const struct pin_ranked_list first = {one_two, NULL, 1};
    const struct pin_ranked_list c = {others, NULL, 3};
    const struct pin_ranked_list t = {one_two, tied, 2};
    struct fixture f;
    fixture_init(&f, 3);
    /* Agreement 0, 1, 1, …: .5 * (0 + .5 + .25 + …) */
    cr_assert_float_eq(pin_list_rbo(&f.room, &a, &b, 0.5), 0.5, 1e-15);
    cr_assert_float_eq(pin_list_rbo(&f.room, &a, &a, 0.9), 1, 1e-15);
    cr_assert_float_eq(pin_list_rbo(&f.room, &a, &c, 0.9), 0, 0);
    /* What is seen of the shorter list agrees fully, so the rest is taken to. */
    cr_assert_float_eq(pin_list_rbo(&f.room, &first, &a, 0.9), 1, 1e-15);
    cr_assert_float_eq(pin_list_rbo(&f.room, &first, &b, 0.9),
                       0.1 * (0 + 0.9 * 0.5) + 0.81 * 0.5, 1e-15);
    /* Each item has half a place at depth 1: agreement .5, then 1; with itself .5 too. */
    cr_assert_float_eq(pin_list_rbo(&f.room, &t, &a, 0.5), 0.25 + 0.5, 1e-15);
    cr_assert_float_eq(pin_list_rbo(&f.room, &t, &t, 0.5), 0.25 + 0.5, 1e-15);
    pin_arena_free(&f.arena);
}

/* The first example of the program that goes with Corsi and Urbano 2024, for p = .95:
 * 1 (2 3) 4 5 and (2 1) 6 (4 7 8) 3. */
Test(agreement, rbo_is_what_the_reference_program_gives)
{
    static const uint32_t x_items[] = {1, 2, 3, 4, 5};
    static const float x_scores[] = {5, 4, 4, 3, 2};
    static const uint32_t y_items[] = {2, 1, 6, 4, 7, 8, 3};
    static const float y_scores[] = {9, 9, 8, 7, 7, 7, 1};
    const struct pin_ranked_list x = {x_items, x_scores, 5};
    const struct pin_ranked_list y = {y_items, y_scores, 7};
    struct fixture f;
    fixture_init(&f, 7);
    cr_assert_float_eq(pin_list_rbo(&f.room, &x, &y, 0.95), 0.6922853, 5e-8);
    cr_assert_float_eq(pin_list_rbo(&f.room, &y, &x, 0.95), 0.6922853, 5e-8);
    pin_arena_free(&f.arena);
}

Test(agreement, all_three_are_their_definitions_on_random_lists)
{
    struct fixture f;
    fixture_init(&f, DEPTH_MAX);
    for (uint64_t seed = 0; seed < 600; seed++) {
        const uint32_t pool = 1 + pin_rng_below(seed, 3, 0, 40);
        const uint32_t k = 1 + pin_rng_below(seed, 3, 1, 40);
        const double p = 0.05 + 0.93 * pin_rng_unit(seed, 3, 2);
        struct drawn a;
        struct drawn b;
        draw_list(&a, 2 * seed, pool, 1 + pin_rng_below(seed, 3, 3, pool), seed % 2);
        draw_list(&b, 2 * seed + 1, pool, 1 + pin_rng_below(seed, 3, 4, pool),
                  seed % 4 > 1);
        uint32_t shared = 0;
        const uint32_t a_n = least(k, a.list.n);
        const uint32_t b_n = least(k, b.list.n);
        for (uint32_t i = 0; i < a_n; i++) {
            shared += holds(&b.list, b_n, a.items[i]);
        }
        cr_assert_float_eq(pin_list_overlap(&f.room, &a.list, &b.list, k),
                           (double)shared / (a_n > b_n ? a_n : b_n), 0);
        cr_assert_float_eq(pin_list_jaccard(&f.room, &a.list, &b.list, k),
                           (double)shared / (a_n + b_n - shared), 0);
        const double rbo = pin_list_rbo(&f.room, &a.list, &b.list, p);
        cr_assert_float_eq(rbo, naive_rbo(&a.list, &b.list, p), 1e-12);
        cr_assert_float_eq(rbo, pin_list_rbo(&f.room, &b.list, &a.list, p), 0);
        cr_assert(rbo >= 0 && rbo <= 1 + 1e-15);
    }
    pin_arena_free(&f.arena);
}

/* The sum of RBO over all orders of tied items of `open`, from place `at` on. */
static double sum_over_orders(struct fixture *f, struct drawn *open, uint32_t at,
                              const struct pin_ranked_list *other, uint32_t *orders_n)
{
    double sum = 0;
    if (at == open->list.n) {
        const struct pin_ranked_list untied = {open->items, NULL, open->list.n};
        *orders_n += 1;
        return pin_list_rbo(&f->room, &untied, other, 0.8);
    }
    for (uint32_t i = at; i < open->list.n && open->scores[i] >= open->scores[at]; i++) {
        const uint32_t item = open->items[i];
        open->items[i] = open->items[at];
        open->items[at] = item;
        sum += sum_over_orders(f, open, at + 1, other, orders_n);
        open->items[at] = open->items[i];
        open->items[i] = item;
    }
    return sum;
}

Test(agreement, rbo_with_ties_is_the_mean_over_all_orders_of_the_tied)
{
    struct fixture f;
    fixture_init(&f, DEPTH_MAX);
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct drawn a;
        struct drawn b;
        draw_list(&a, 50 + seed, 9, 6, true);
        draw_list(&b, 500 + seed, 9, seed % 2 ? 6 : 9, true);
        for (uint32_t i = 6; i < b.list.n; i++) { /* no ties past the shorter list */
            b.scores[i] = b.scores[i - 1] - 1;
        }
        /* Both lists are put into order: the one in the sum, the other inside of it. */
        const struct pin_ranked_list b_untied = {b.items, NULL, b.list.n};
        uint32_t orders_n = 0;
        const double sum = sum_over_orders(&f, &a, 0, &b_untied, &orders_n);
        cr_assert_float_eq(pin_list_rbo(&f.room, &a.list, &b_untied, 0.8), sum / orders_n,
                           1e-12);
        uint32_t b_orders_n = 0;
        const double both = sum_over_orders(&f, &b, 0, &a.list, &b_orders_n);
        cr_assert_float_eq(pin_list_rbo(&f.room, &a.list, &b.list, 0.8),
                           both / b_orders_n, 1e-12);
    }
    pin_arena_free(&f.arena);
}

Test(agreement, a_room_serves_short_lists_after_long_ones_and_long_lists_quickly)
{
    enum { LONG = 200000 };
    struct fixture f;
    fixture_init(&f, LONG);
    uint32_t *a_items = PIN_NEW_N(&f.arena, uint32_t, LONG);
    uint32_t *b_items = PIN_NEW_N(&f.arena, uint32_t, LONG);
    for (uint32_t i = 0; i < LONG;
         i++) { /* b swaps neighbours: agreement at even depths */
        a_items[i] = i;
        b_items[i] = i ^ 1U;
    }
    const struct pin_ranked_list a = {a_items, NULL, LONG};
    const struct pin_ranked_list b = {b_items, NULL, LONG};
    double expected = 0;
    for (uint32_t d = 1; d < 2000; d++) {
        expected += 0.1 * pow(0.9, d - 1) * (d % 2 ? (d - 1.0) / d : 1);
    }
    cr_assert_float_eq(pin_list_rbo(&f.room, &a, &b, 0.9), expected, 1e-13);
    cr_assert_float_eq(pin_list_overlap(&f.room, &a, &b, LONG), 1, 0);
    const struct pin_ranked_list short_a = {a_items, NULL, 2};
    const struct pin_ranked_list short_b = {b_items + 2, NULL, 2};
    cr_assert_float_eq(pin_list_jaccard(&f.room, &short_a, &short_b, 5), 0, 0);
    pin_arena_free(&f.arena);
}

Test(agreement, every_allocation_may_fail_and_nothing_leaks)
{
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_agreement_room room;
        struct pin_error err = {0};
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_agreement_room_init(&room, 10, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
}
