/* engine_case.h - a corpus and queries made by hand, and an engine asked about them. */
#ifndef PIN_TESTS_ENGINES_ENGINE_CASE_H
#define PIN_TESTS_ENGINES_ENGINE_CASE_H

#include "engines/table.h"
#include "harness/base/rng.h"

#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

struct engine_case {
    struct pin_arena arena;
    struct pin_corpus corpus;
    struct pin_queries queries;
    struct pin_graph graph;
    float *items;
    float *text;
    float *images[2];
};

static inline float engine_case_number(uint64_t stream, uint64_t counter)
{
    return (float)(pin_rng_unit(7, stream, counter) * 2.0 - 1.0);
}

static inline float *engine_case_matrix(struct engine_case *c, struct pin_matrix *out,
                                        uint32_t rows_n, uint32_t dim, uint64_t stream)
{
    float *numbers = PIN_NEW_N(&c->arena, float, (size_t)rows_n *dim);
    cr_assert_not_null(numbers);
    for (size_t i = 0; i < (size_t)rows_n * dim; i++) {
        numbers[i] = engine_case_number(stream, i);
    }
    *out = (struct pin_matrix){.data = numbers,
                               .rows_n = rows_n,
                               .dim = dim,
                               .stride_bytes = dim * sizeof(float),
                               .dtype = PIN_F32};
    return numbers;
}

static inline void engine_case_init(struct engine_case *c, uint32_t items_n,
                                    uint32_t queries_n, uint32_t dim)
{
    *c = (struct engine_case){0};
    pin_arena_init(&c->arena, 0);
    struct pin_ids *ids = NULL;
    cr_assert_eq(pin_ids_new(&ids, &c->arena, NULL), PIN_OK);
    for (uint32_t i = 0; i < items_n; i++) {
        char name[32];
        const int length = snprintf(name, sizeof(name), "item_%u", i);
        uint32_t ix = 0;
        cr_assert_eq(pin_ids_add(ids, name, (size_t)length, &ix, NULL, NULL), PIN_OK);
    }
    c->corpus.items_n = items_n;
    c->corpus.ids = ids;
    const char **names = PIN_NEW_N(&c->arena, const char *, (size_t)queries_n + 1);
    for (uint32_t q = 0; q < queries_n; q++) {
        names[q] = "some query";
    }
    c->queries.queries_n = queries_n;
    c->queries.names = names;
    c->queries.instructions = names;
    c->queries.images_n = 2;
    c->items = engine_case_matrix(c, &c->corpus.vectors, items_n, dim, 1);
    c->text = engine_case_matrix(c, &c->queries.text, queries_n, dim, 2);
    c->images[0] = engine_case_matrix(c, &c->queries.images[0], queries_n, dim, 3);
    c->images[1] = engine_case_matrix(c, &c->queries.images[1], queries_n, dim, 4);
}

static inline void engine_case_free(struct engine_case *c)
{
    pin_arena_free(&c->arena);
}

struct engine_answer {
    struct pin_hit *hits; /* depth for each query, in the case's arena */
    uint32_t *hits_n;
    struct pin_error err;
};

/* Opens, builds, searches queries first to end - 1 in one call, closes. settings: pairs
 * of name and value, NULL-ended. */
static inline enum pin_status engine_case_ask(struct engine_answer *out,
                                              struct engine_case *c,
                                              const struct pin_engine_ops *ops,
                                              const char *const *settings,
                                              struct pin_search search, uint32_t threads)
{
    struct pin_setting rows[8];
    uint32_t rows_n = 0;
    for (; settings && settings[2 * rows_n]; rows_n++) {
        rows[rows_n] =
            (struct pin_setting){settings[2 * rows_n], settings[2 * rows_n + 1]};
    }
    const struct pin_settings wanted = {.rows = rows, .rows_n = rows_n};
    const void *options = NULL;
    *out = (struct engine_answer){0};
    PIN_TRY(pin_options_fill(&options, &ops->head, &wanted, &c->arena, &out->err));
    const size_t room = (size_t)(search.end - search.first) * search.depth;
    out->hits = PIN_NEW_N(&c->arena, struct pin_hit, room + 1);
    out->hits_n = PIN_NEW_N(&c->arena, uint32_t, search.end - search.first + 1);
    struct pin_engine *engine = NULL;
    search.queries = &c->queries;
    PIN_TRY(ops->open(&engine, options, threads, &out->err));
    enum pin_status status = ops->build(engine, &c->corpus, &c->graph, &out->err);
    if (status == PIN_OK) {
        status = ops->search(engine, &search, out->hits, out->hits_n, &out->err);
    }
    ops->close(engine);
    return status;
}

#endif
