#include "engine_case.h"

static struct pin_search whole(const struct engine_case *c, uint32_t depth)
{
    return (struct pin_search){.end = c->queries.queries_n, .depth = depth};
}

Test(random_engine, a_list_names_known_items_once_each_with_falling_scores)
{
    const uint32_t sizes[][2] = {{1, 1}, {7, 7}, {1000, 50}, {50, 1000}, {300, 299}};
    for (size_t s = 0; s < sizeof(sizes) / sizeof(sizes[0]); s++) {
        struct engine_case c;
        struct engine_answer a;
        const uint32_t items_n = sizes[s][0];
        const uint32_t depth = sizes[s][1];
        engine_case_init(&c, items_n, 20, 1);
        cr_assert_eq(
            engine_case_ask(&a, &c, &pin_engine_random, NULL, whole(&c, depth), 2),
            PIN_OK);
        for (uint32_t q = 0; q < 20; q++) {
            bool seen[1000] = {false};
            cr_assert_eq(a.hits_n[q], depth < items_n ? depth : items_n);
            for (uint32_t i = 0; i < a.hits_n[q]; i++) {
                const struct pin_hit hit = a.hits[q * depth + i];
                cr_assert_lt(hit.item.ix, items_n);
                cr_assert_not(seen[hit.item.ix]);
                seen[hit.item.ix] = true;
                cr_assert(i == 0 || hit.score < a.hits[q * depth + i - 1].score);
            }
        }
        engine_case_free(&c);
    }
}

Test(random_engine, a_list_depends_on_seed_and_query_and_on_nothing_else)
{
    struct engine_case c;
    struct engine_answer base;
    struct engine_answer other;
    engine_case_init(&c, 500, 40, 1);
    const struct pin_search search = whole(&c, 30);
    cr_assert_eq(engine_case_ask(&base, &c, &pin_engine_random, NULL, search, 1), PIN_OK);
    for (uint32_t threads = 2; threads <= 8; threads *= 2) {
        cr_assert_eq(
            engine_case_ask(&other, &c, &pin_engine_random, NULL, search, threads),
            PIN_OK);
        cr_assert_arr_eq(other.hits, base.hits, 40 * 30 * sizeof(struct pin_hit));
    }
    const struct pin_search part = {.first = 11, .end = 12, .depth = 10};
    cr_assert_eq(engine_case_ask(&other, &c, &pin_engine_random, NULL, part, 3), PIN_OK);
    cr_assert_arr_eq(other.hits, base.hits + 11 * 30, 10 * sizeof(struct pin_hit));
    const char *seed[] = {"seed", "2", NULL, NULL};
    cr_assert_eq(engine_case_ask(&other, &c, &pin_engine_random, seed, search, 1),
                 PIN_OK);
    cr_assert_arr_neq(other.hits, base.hits, 40 * 30 * sizeof(struct pin_hit));
    cr_assert_arr_neq(base.hits, base.hits + 30, 30 * sizeof(struct pin_hit));
    engine_case_free(&c);
}

/* Chi-square with 99 degrees of freedom is above 170 once in 10^5 times. */
static void check_even(const uint32_t *counts, uint32_t n, double expected)
{
    double chi2 = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        chi2 +=
            ((double)counts[i] - expected) * ((double)counts[i] - expected) / expected;
    }
    cr_assert_lt(chi2, 170.0, "chi-square %f", chi2);
    cr_assert_gt(chi2, 30.0, "too even: chi-square %f", chi2);
}

Test(random_engine, every_item_is_as_likely_as_any_other_at_any_rank)
{
    enum { ITEMS = 100, QUERIES = 20000, DEPTH = 10 };
    struct engine_case c;
    struct engine_answer a;
    engine_case_init(&c, ITEMS, QUERIES, 1);
    cr_assert_eq(engine_case_ask(&a, &c, &pin_engine_random, NULL, whole(&c, DEPTH), 2),
                 PIN_OK);
    for (uint32_t rank = 0; rank < DEPTH; rank++) {
        uint32_t counts[ITEMS] = {0};
        for (uint32_t q = 0; q < QUERIES; q++) {
            counts[a.hits[q * DEPTH + rank].item.ix]++;
        }
        check_even(counts, ITEMS, (double)QUERIES / ITEMS);
    }
    engine_case_free(&c);
}

Test(random_engine, an_empty_corpus_is_refused)
{
    struct engine_case c;
    struct engine_answer a;
    engine_case_init(&c, 0, 1, 1);
    cr_assert_eq(engine_case_ask(&a, &c, &pin_engine_random, NULL, whole(&c, 5), 1),
                 PIN_E_CONFIG);
    cr_assert_not_null(strstr(a.err.text, "empty"));
    engine_case_free(&c);
}
