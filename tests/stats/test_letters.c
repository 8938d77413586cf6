#include "harness/base/rng.h"
#include "harness/stats/letters.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

enum { N_MAX = 120, SETS_MAX = 4096 };

struct graph {
    bool differ[N_MAX * N_MAX];
    uint32_t order[N_MAX];
    uint32_t n;
};

static void set_differ(struct graph *graph, uint32_t i, uint32_t j, bool differ)
{
    graph->differ[i * graph->n + j] = differ;
    graph->differ[j * graph->n + i] = differ;
}

static void shuffle_order(struct graph *graph, uint64_t seed)
{
    for (uint32_t i = 0; i < graph->n; i++) {
        const uint32_t j = pin_rng_below(seed, 9, i, i + 1);
        graph->order[i] = graph->order[j];
        graph->order[j] = i;
    }
}

/* Each pair differs with this chance; the diagonal holds what must not be read. */
static void draw_graph(struct graph *graph, uint32_t n, double chance, uint64_t seed)
{
    graph->n = n;
    for (uint32_t i = 0; i < n; i++) {
        graph->differ[i * n + i] = pin_rng_below(seed, 8, i, 2) == 1;
        for (uint32_t j = 0; j < i; j++) {
            set_differ(graph, i, j, pin_rng_unit(seed, i, j) < chance);
        }
    }
    shuffle_order(graph, seed);
}

/* Systems with values that differ when they are more than width apart. */
static void draw_line(struct graph *graph, uint32_t n, double width, uint64_t seed)
{
    double values[N_MAX];
    graph->n = n;
    for (uint32_t i = 0; i < n; i++) {
        values[i] = pin_rng_unit(seed, 7, i);
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t better = 0;
        for (uint32_t j = 0; j < n; j++) {
            better += values[j] > values[i];
            graph->differ[i * n + j] = fabs(values[i] - values[j]) > width;
        }
        graph->order[better] = i;
    }
}

static struct pin_letters assign(const struct graph *graph, struct pin_arena *arena)
{
    struct pin_letters letters;
    const struct pin_differences differences = {graph->n, graph->differ, graph->order};
    cr_assert_eq(pin_letters_assign(&letters, &differences, arena, NULL), PIN_OK);
    cr_assert_eq(letters.systems_n, graph->n);
    return letters;
}

static bool share(const struct pin_letters *letters, uint32_t i, uint32_t j,
                  uint32_t without)
{
    for (uint32_t l = 0; l < letters->letters_n; l++) {
        const bool *has = letters->has + (size_t)l * letters->systems_n;
        if (l != without && has[i] && has[j]) {
            return true;
        }
    }
    return false;
}

static void check_pairs(const struct graph *graph, const struct pin_letters *letters)
{
    for (uint32_t i = 0; i < graph->n; i++) {
        cr_assert(share(letters, i, i, UINT32_MAX));
        for (uint32_t j = 0; j < i; j++) {
            cr_assert_eq(share(letters, i, j, UINT32_MAX),
                         !graph->differ[i * graph->n + j]);
        }
    }
}

/* Without any of the letters, some pair would seem to differ that does not. */
static void check_no_letter_is_superfluous(const struct pin_letters *letters)
{
    for (uint32_t l = 0; l < letters->letters_n; l++) {
        const bool *has = letters->has + (size_t)l * letters->systems_n;
        bool needed = false;
        for (uint32_t i = 0; i < letters->systems_n && !needed; i++) {
            for (uint32_t j = 0; j <= i && !needed; j++) {
                needed = has[i] && has[j] && !share(letters, i, j, l);
            }
        }
        cr_assert(needed);
    }
}

/* Piepho's insert-and-absorb as it was published, sets as bits of one number. */
static uint32_t insert_and_absorb(const struct graph *graph, uint64_t *sets)
{
    uint32_t sets_n = 1;
    sets[0] = (UINT64_C(1) << graph->n) - 1;
    for (uint32_t i = 0; i < graph->n; i++) {
        for (uint32_t j = 0; j < i; j++) {
            const uint32_t before = sets_n;
            const uint64_t both = UINT64_C(1) << i | UINT64_C(1) << j;
            for (uint32_t s = 0; graph->differ[i * graph->n + j] && s < before; s++) {
                if ((sets[s] & both) == both) {
                    cr_assert_lt(sets_n, SETS_MAX);
                    sets[sets_n++] = sets[s] & ~(UINT64_C(1) << i);
                    sets[s] &= ~(UINT64_C(1) << j);
                }
            }
            for (uint32_t s = 0; s < sets_n; s++) {
                bool within = false;
                for (uint32_t t = 0; t < sets_n && !within; t++) {
                    within = t != s && (sets[s] & ~sets[t]) == 0;
                }
                if (within) {
                    sets[s--] = sets[--sets_n];
                }
            }
        }
    }
    return sets_n;
}

static void check_sets(const struct graph *graph, const struct pin_letters *letters,
                       bool all)
{
    uint64_t sets[SETS_MAX];
    const uint32_t sets_n = insert_and_absorb(graph, sets);
    cr_assert(all ? letters->letters_n == sets_n : letters->letters_n <= sets_n);
    for (uint32_t l = 0; l < letters->letters_n; l++) {
        uint64_t own = 0;
        bool found = false;
        for (uint32_t i = 0; i < graph->n; i++) {
            own |= (uint64_t)letters->has[l * graph->n + i] << i;
        }
        for (uint32_t s = 0; s < sets_n; s++) {
            found = found || sets[s] == own;
        }
        cr_assert(found);
    }
}

Test(letters, a_chain_of_systems_by_hand)
{
    struct pin_arena arena;
    struct graph graph = {.order = {2, 0, 1, 3}};
    pin_arena_init(&arena, 0);
    draw_graph(&graph, 4, 2, 1); /* all differ, but for the best and its neighbours */
    memcpy(graph.order, (const uint32_t[]){2, 0, 1, 3}, 4 * sizeof(uint32_t));
    set_differ(&graph, 2, 0, false);
    set_differ(&graph, 0, 1, false);
    const struct pin_letters letters = assign(&graph, &arena);
    cr_assert_eq(letters.letters_n, 3);
    cr_assert_str_eq(letters.labels[2], "a");
    cr_assert_str_eq(letters.labels[0], "ab");
    cr_assert_str_eq(letters.labels[1], "b");
    cr_assert_str_eq(letters.labels[3], "c");
    pin_arena_free(&arena);
}

Test(letters, two_systems_share_a_letter_exactly_when_they_do_not_differ)
{
    static const double chances[] = {0, 0.1, 0.3, 0.5, 0.8, 0.95, 2};
    for (uint64_t seed = 0; seed < 140; seed++) {
        struct pin_arena arena;
        struct graph graph;
        pin_arena_init(&arena, 0);
        draw_graph(&graph, 1 + pin_rng_below(seed, 1, 1, 70), chances[seed % 7], seed);
        const struct pin_letters letters = assign(&graph, &arena);
        check_pairs(&graph, &letters);
        check_no_letter_is_superfluous(&letters);
        pin_arena_free(&arena);
    }
}

Test(letters, every_set_is_one_of_insert_and_absorb)
{
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct pin_arena arena;
        struct graph graph;
        pin_arena_init(&arena, 0);
        draw_graph(&graph, 1 + pin_rng_below(seed, 1, 1, 12), pin_rng_unit(seed, 1, 2),
                   seed);
        const struct pin_letters letters = assign(&graph, &arena);
        check_sets(&graph, &letters, false);
        pin_arena_free(&arena);
    }
}

Test(letters, at_a_fixed_distance_the_sets_are_those_of_insert_and_absorb)
{
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct pin_arena arena;
        struct graph graph;
        pin_arena_init(&arena, 0);
        draw_line(&graph, 1 + pin_rng_below(seed, 1, 1, 40), pin_rng_unit(seed, 1, 2) / 2,
                  seed);
        const struct pin_letters letters = assign(&graph, &arena);
        check_pairs(&graph, &letters);
        check_sets(&graph, &letters, true);
        cr_assert_eq(letters.labels[graph.order[0]][0], 'a');
        for (uint32_t l = 0; l + 1 < letters.letters_n; l++) { /* they go down in order */
            const bool *has = letters.has + (size_t)l * graph.n;
            uint32_t best = 0;
            uint32_t next = 0;
            while (!has[graph.order[best]]) {
                best++;
            }
            while (!has[graph.n + graph.order[next]]) {
                next++;
            }
            cr_assert_lt(best, next);
        }
        pin_arena_free(&arena);
    }
}

/* 28 systems in a chain have 27 letters. */
Test(letters, past_z_come_aa_and_commas)
{
    struct pin_arena arena;
    struct graph graph;
    pin_arena_init(&arena, 0);
    draw_graph(&graph, 28, 2, 3);
    for (uint32_t i = 0; i < 28; i++) {
        graph.order[i] = i;
        if (i > 0) {
            set_differ(&graph, i, i - 1, false);
        }
    }
    const struct pin_letters letters = assign(&graph, &arena);
    cr_assert_eq(letters.letters_n, 27);
    cr_assert_str_eq(letters.labels[0], "a");
    cr_assert_str_eq(letters.labels[1], "a,b");
    cr_assert_str_eq(letters.labels[26], "z,aa");
    cr_assert_str_eq(letters.labels[27], "aa");
    draw_graph(&graph, 110, 2, 3); /* all differ: 26 + 3 x 26 letters end at cz */
    const struct pin_letters many = assign(&graph, &arena);
    cr_assert_str_eq(many.labels[graph.order[51]], "az");
    cr_assert_str_eq(many.labels[graph.order[52]], "ba");
    cr_assert_str_eq(many.labels[graph.order[103]], "cz");
    pin_arena_free(&arena);
}

/* Systems that differ only within 40 threes have 3^40 largest sets. */
Test(letters, sets_without_number_are_not_listed)
{
    struct pin_arena arena;
    struct graph graph;
    pin_arena_init(&arena, 0);
    draw_graph(&graph, 120, 0, 5);
    for (uint32_t i = 0; i < 120; i++) {
        for (uint32_t j = i - i % 3; j < i; j++) {
            set_differ(&graph, i, j, true);
        }
    }
    const struct pin_letters letters = assign(&graph, &arena);
    check_pairs(&graph, &letters);
    cr_assert_lt(letters.letters_n, 120);
    pin_arena_free(&arena);
}

Test(letters, none_one_and_too_many_systems)
{
    static const bool yes[] = {true};
    static const uint32_t order[] = {0};
    struct pin_arena arena;
    struct pin_letters letters;
    struct pin_error err = {0};
    pin_arena_init(&arena, 0);
    const struct pin_differences none = {0, NULL, NULL};
    cr_assert_eq(pin_letters_assign(&letters, &none, &arena, NULL), PIN_OK);
    cr_assert_eq(letters.letters_n, 0);
    const struct pin_differences one = {1, yes, order};
    cr_assert_eq(pin_letters_assign(&letters, &one, &arena, NULL), PIN_OK);
    cr_assert_str_eq(letters.labels[0], "a");
    const struct pin_differences many = {PIN_LETTERS_SYSTEMS_MAX + 1, yes, order};
    cr_assert_eq(pin_letters_assign(&letters, &many, &arena, &err), PIN_E_RANGE);
    cr_assert_str_eq(err.text, "letters for 1025 systems; at most 1024 are written");
    pin_arena_free(&arena);
}

Test(letters, every_allocation_may_fail_and_nothing_leaks)
{
    enum pin_status status = PIN_E_NOMEM;
    struct graph graph;
    draw_graph(&graph, 9, 0.5, 1);
    const struct pin_differences differences = {9, graph.differ, graph.order};
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_letters letters;
        struct pin_error err = {0};
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_letters_assign(&letters, &differences, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
}
