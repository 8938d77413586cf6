#include "tests/engines/engine_case.h"

#include <math.h>

enum { ITEMS = 60, QUERIES = 9, DIM = 19, DEPTH = ITEMS };

/* The scores of `vectors` for all items in the order of `exact`. */
static void rescore(struct engine_case *c, const char *const *settings,
                    const struct engine_answer *found, float *scores, uint32_t threads)
{
    const struct pin_engine_ops *ops = &pin_engine_vectors;
    struct pin_setting rows[4];
    uint32_t rows_n = 0;
    for (; settings[2 * rows_n]; rows_n++) {
        rows[rows_n] =
            (struct pin_setting){settings[2 * rows_n], settings[2 * rows_n + 1]};
    }
    const struct pin_settings wanted = {.rows = rows, .rows_n = rows_n};
    const void *options = NULL;
    struct pin_engine *engine = NULL;
    struct pin_error err = {0};
    uint64_t start[QUERIES + 1];
    for (uint32_t q = 0; q <= QUERIES; q++) {
        start[q] = (uint64_t)q * DEPTH;
    }
    const struct pin_rescore asked = {&c->queries, 0, QUERIES, start, found->hits};
    cr_assert_eq(pin_options_fill(&options, &ops->head, &wanted, &c->arena, &err),
                 PIN_OK);
    cr_assert_eq(ops->open(&engine, options, threads, &err), PIN_OK);
    cr_assert_eq(ops->build(engine, &c->corpus, &c->graph, &err), PIN_OK, "%s", err.text);
    cr_assert_eq(ops->rescore(engine, &asked, scores, &err), PIN_OK, "%s", err.text);
    ops->close(engine);
}

static const char *const settings[][8] = {
    {"compose", "lerp", "alpha", "0.3", NULL},
    {"compose", "text", "similarity", "ip", NULL},
    {"compose", "image", "similarity", "l2", NULL},
};

Test(rescore_vectors, the_scores_are_those_of_exact_to_the_last_bit)
{
    for (uint32_t s = 0; s < 3; s++) {
        struct engine_case c;
        struct engine_answer found;
        float scores[2][QUERIES * DEPTH];
        engine_case_init(&c, ITEMS, QUERIES, DIM);
        memset(c.items, 0, DIM * sizeof(float)); /* a zero vector */
        const struct pin_search search = {.end = QUERIES, .depth = DEPTH};
        cr_assert_eq(
            engine_case_ask(&found, &c, &pin_engine_exact, settings[s], search, 1),
            PIN_OK);
        rescore(&c, settings[s], &found, scores[0], 1);
        rescore(&c, settings[s], &found, scores[1], 3);
        for (uint32_t i = 0; i < QUERIES * DEPTH; i++) {
            cr_assert_arr_eq(&scores[0][i], &found.hits[i].score, sizeof(float));
            cr_assert_arr_eq(&scores[0][i], &scores[1][i], sizeof(float));
        }
        engine_case_free(&c);
    }
}

Test(rescore_vectors, what_has_no_finite_vector_is_not_scored)
{
    struct engine_case c;
    struct engine_answer found;
    float scores[QUERIES * DEPTH];
    engine_case_init(&c, ITEMS, QUERIES, DIM);
    const struct pin_search search = {.end = QUERIES, .depth = DEPTH};
    cr_assert_eq(engine_case_ask(&found, &c, &pin_engine_exact, settings[0], search, 1),
                 PIN_OK);
    c.items[5 * DIM + 2] = NAN;
    c.corpus.vectors.rows_n = ITEMS - 1;
    rescore(&c, settings[0], &found, scores, 2);
    for (uint32_t i = 0; i < QUERIES * DEPTH; i++) {
        const uint32_t item = found.hits[i].item.ix;
        cr_assert_eq(isnan(scores[i]) != 0, item == 5 || item == ITEMS - 1);
    }
    engine_case_free(&c);
}
