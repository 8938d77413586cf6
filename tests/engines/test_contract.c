/* test_contract.c - what engine.h asks of every engine, asked of each one in the table.
 */
#include "engine_case.h"

static void search_twice(struct engine_case *c, const struct pin_engine_ops *ops,
                         const void *options)
{
    enum { DEPTH = 9, QUERIES = 6 };
    struct pin_error err = {0};
    struct pin_engine *engine = NULL;
    struct pin_hit hits[2][QUERIES * DEPTH];
    uint32_t hits_n[2][QUERIES];
    memset(hits, 0, sizeof(hits));
    cr_assert_eq(ops->open(&engine, options, 2, &err), PIN_OK, "%s: %s", ops->head.name,
                 err.text);
    cr_assert_eq(ops->build(engine, &c->corpus, &c->graph, &err), PIN_OK, "%s: %s",
                 ops->head.name, err.text);
    for (uint32_t round = 0; round < 2; round++) {
        /* A shallow call first: what it reserved must not be too small for the next. */
        const struct pin_search one = {&c->queries, 1, 2, 1};
        const struct pin_search none = {&c->queries, 3, 3, DEPTH};
        const struct pin_search all = {&c->queries, 0, QUERIES, DEPTH};
        cr_assert_eq(ops->search(engine, &none, hits[round], hits_n[round], &err),
                     PIN_OK);
        cr_assert_eq(ops->search(engine, &one, hits[round], hits_n[round], &err), PIN_OK);
        cr_assert_eq(ops->search(engine, &all, hits[round], hits_n[round], &err), PIN_OK);
    }
    ops->close(engine);
    cr_assert_arr_eq(hits_n[0], hits_n[1], sizeof(hits_n[0]));
    cr_assert_arr_eq(hits[0], hits[1], sizeof(hits[0]));
    for (uint32_t q = 0; q < QUERIES; q++) {
        cr_assert_leq(hits_n[0][q], c->corpus.items_n);
        for (uint32_t i = 0; i < hits_n[0][q]; i++) {
            const struct pin_hit hit = hits[0][q * DEPTH + i];
            cr_assert_lt(hit.item.ix, c->corpus.items_n);
            const struct pin_hit before = hits[0][q * DEPTH + i - (i > 0)];
            cr_assert(i == 0 || before.score > hit.score || before.item.ix < hit.item.ix);
            cr_assert(i == 0 || before.score >= hit.score);
        }
    }
}

Test(engine_contract, every_engine_that_searches_opens_builds_searches_and_closes_twice)
{
    struct engine_case c;
    engine_case_init(&c, 5, 6, 3); /* fewer items than the depth */
    const struct pin_setting late = {"fail_at", "100"};
    uint32_t searched_n = 0;
    for (uint32_t i = 0; pin_engines[i]; i++) {
        const struct pin_engine_ops *ops = pin_engines[i];
        if (!ops->search) {
            cr_assert(ops->stored || ops->rescore, "%s", ops->head.name);
            continue;
        }
        const bool faulty = strcmp(ops->head.name, "faulty") == 0;
        const struct pin_settings settings = {.rows = &late, .rows_n = faulty};
        const void *options = NULL;
        struct pin_error err = {0};
        cr_assert_eq(pin_options_fill(&options, &ops->head, &settings, &c.arena, &err),
                     PIN_OK, "%s", err.text);
        search_twice(&c, ops, options);
        search_twice(&c, ops, options);
        searched_n++;
    }
    cr_assert_geq(searched_n, 4);
    engine_case_free(&c);
}

Test(engine_contract, null_answers_every_query_with_nothing)
{
    struct engine_case c;
    struct engine_answer a;
    engine_case_init(&c, 4, 3, 2);
    const struct pin_search search = {.end = 3, .depth = 4};
    cr_assert_eq(engine_case_ask(&a, &c, &pin_engine_null, NULL, search, 1), PIN_OK);
    for (uint32_t q = 0; q < 3; q++) {
        cr_assert_eq(a.hits_n[q], 0);
    }
    engine_case_free(&c);
}

Test(engine_contract, faulty_fails_at_its_query_and_at_no_other)
{
    struct engine_case c;
    engine_case_init(&c, 4, 10, 2);
    const char *settings[] = {"fail_at", "4", NULL, NULL};
    for (uint32_t q = 0; q < 10; q++) {
        struct engine_answer a;
        const struct pin_search search = {.first = q, .end = q + 1, .depth = 2};
        const enum pin_status status =
            engine_case_ask(&a, &c, &pin_engine_faulty, settings, search, 1);
        cr_assert_eq(status, q == 4 ? PIN_E_ENGINE : PIN_OK);
        cr_assert_eq(strcmp(a.err.text, "failed at query 4, as asked") == 0, q == 4);
    }
    engine_case_free(&c);
}
