#include "tests/flow/flow_case.h"

#include <stdlib.h>

/* The engine "turn" gives an item its index as the score, so that lists of the engine
 * "fake" turn round; item `skip` it cannot score, and a query `at` makes it fail. */
struct turn_options {
    uint32_t skip, at;
};

struct pin_engine {
    const struct turn_options *options;
};

static const struct pin_option turn_table[] = {
    {.name = "skip",
     .type = PIN_OPT_U32,
     .offset = offsetof(struct turn_options, skip),
     .standard = "1000"},
    {.name = "at",
     .type = PIN_OPT_U32,
     .offset = offsetof(struct turn_options, at),
     .standard = "100000"},
};

static enum pin_status turn_open(struct pin_engine **out, const void *options,
                                 uint32_t threads, struct pin_error *err)
{
    (void)threads;
    (void)err;
    *out = calloc(1, sizeof(**out));
    cr_assert_not_null(*out);
    (*out)->options = options;
    return PIN_OK;
}

static void turn_close(struct pin_engine *engine)
{
    free(engine);
}

static enum pin_status turn_build(struct pin_engine *engine,
                                  const struct pin_corpus *corpus,
                                  const struct pin_graph *graph, struct pin_error *err)
{
    (void)engine;
    (void)corpus;
    (void)graph;
    (void)err;
    return PIN_OK;
}

static enum pin_status turn_rescore(struct pin_engine *engine,
                                    const struct pin_rescore *rescore, float *scores,
                                    struct pin_error *err)
{
    cr_assert_eq(rescore->start[0], 0);
    for (uint32_t q = rescore->first; q < rescore->end; q++) {
        const uint32_t row = q - rescore->first;
        for (uint64_t i = rescore->start[row]; i < rescore->start[row + 1]; i++) {
            const uint32_t item = rescore->hits[i].item.ix;
            scores[i] = item == engine->options->skip ? NAN : (float)item;
        }
        if (q == engine->options->at) {
            return pin_fail(err, PIN_E_ENGINE, "does not turn %u", q);
        }
    }
    return PIN_OK;
}

static const struct pin_engine_ops turn = {
    .head = {PIN_HEAD(PIN_ENGINE, struct pin_engine_ops), .name = "turn",
             PIN_OPTIONS(turn_table, struct turn_options)},
    .open = turn_open,
    .close = turn_close,
    .build = turn_build,
    .rescore = turn_rescore};

/* Finished lists without scores, one with an id of nobody, a null and a repeated item. */
static enum pin_status kept_stored(struct pin_engine *engine,
                                   struct pin_run_builder *builder, struct pin_error *err)
{
    static const char *const items[] = {"i0", "stranger", "i2", "i2", "i1"};
    pin_query query;
    (void)engine;
    PIN_TRY(pin_run_begin(builder, pin_text_of("q0"), &query, err));
    for (uint32_t i = 0; i < 5; i++) {
        const struct pin_text item = pin_text_of(items[i]);
        PIN_TRY(pin_run_add(builder, &item, 1, err));
        PIN_TRY(i == 1 ? pin_run_add_null(builder, err) : PIN_OK);
    }
    return PIN_OK;
}

static const struct pin_engine_ops kept = {
    .head = {PIN_HEAD(PIN_ENGINE, struct pin_engine_ops), .name = "kept",
             PIN_OPTIONS(turn_table, struct turn_options)},
    .open = turn_open,
    .close = turn_close,
    .stored = kept_stored};

enum { ITEMS_N = 7, DEPTH = 5 };

static void init(struct flow_case *c, uint32_t queries_n)
{
    flow_case_init(c);
    flow_items(c, ITEMS_N);
    for (uint32_t q = 0; q < queries_n; q++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "q%u", q);
        (void)flow_query(c, name, NULL, NULL);
    }
    (void)flow_freeze(c);
    cr_assert_eq(pin_registry_add(c->registry, &turn.head, NULL), PIN_OK);
    cr_assert_eq(pin_registry_add(c->registry, &kept.head, NULL), PIN_OK);
}

static enum pin_status execute(struct flow_case *c, struct pin_executed *out,
                               const char *engine, const struct pin_stage *later,
                               uint32_t later_n)
{
    const struct pin_execution execution = {.name = "s",
                                            .stage = {.engine = engine},
                                            .later = later,
                                            .later_n = later_n,
                                            .depth = DEPTH,
                                            .threads = 1};
    PIN_TRY(pin_execution_check(c->registry, &execution, &c->err));
    return pin_execute(out, c->registry, c->dataset, &execution, &c->arena, &c->err);
}

static void assert_list(const struct pin_run *run, uint32_t query, const uint32_t *items,
                        const float *scores, uint32_t n)
{
    cr_assert_eq(run->hits_n[query], n, "%u hits", run->hits_n[query]);
    for (uint32_t i = 0; i < n; i++) {
        const struct pin_hit hit = run->hits[run->start[query] + i];
        cr_assert_eq(hit.item.ix, items[i], "hit %u is item %u", i, hit.item.ix);
        cr_assert_float_eq((double)hit.score, (double)scores[i], 0.0, "hit %u: %g", i,
                           (double)hit.score);
    }
}

Test(rescore, the_first_top_n_are_put_in_the_order_of_new_scores)
{
    struct flow_case c;
    struct pin_executed executed;
    const struct pin_stage later = {.engine = "turn", .top_n = 3};
    init(&c, 2000);
    cr_assert_eq(execute(&c, &executed, "fake", &later, 1), PIN_OK, "%s", c.err.text);
    /* fake finds q, q + 1, ... q + 4, round the 7 items */
    assert_list(executed.run, 0, (uint32_t[]){2, 1, 0, 3, 4}, (float[]){2, 1, 0, -1, -2},
                5);
    assert_list(executed.run, 5, (uint32_t[]){6, 5, 0, 1, 2}, (float[]){6, 5, 0, -1, -2},
                5);
    assert_list(executed.run, 1999, (uint32_t[]){6, 5, 4, 0, 1}, (float[]){6, 5, 4, 3, 2},
                5);
    cr_assert_null(executed.run->tallies.first);
    cr_assert_str_eq(executed.pipeline,
                     "[{\"engine\": \"fake\", \"fail\": \"nothing\", \"at\": 0}, "
                     "{\"engine\": \"turn\", \"top_n\": 3, \"skip\": 1000, "
                     "\"at\": 100000}]");
    flow_case_free(&c);
}

Test(rescore, a_hit_that_cannot_be_scored_stands_behind_those_that_can_and_is_counted)
{
    struct flow_case c;
    struct pin_executed executed;
    const struct pin_setting skip = {"skip", "2"};
    const struct pin_stage later = {
        .engine = "turn", .settings = {&skip, 1, NULL}, .top_n = 4};
    init(&c, 1);
    cr_assert_eq(execute(&c, &executed, "fake", &later, 1), PIN_OK, "%s", c.err.text);
    assert_list(executed.run, 0, (uint32_t[]){3, 1, 0, 2, 4}, (float[]){3, 1, 0, -1, -2},
                5);
    cr_assert_eq(executed.run->tallies.first->count, 1);
    cr_assert_null(executed.run->tallies.first->next);
    flow_case_free(&c);
}

Test(rescore, finished_lists_keep_what_is_no_item_behind_what_was_scored)
{
    struct flow_case c;
    struct pin_executed executed;
    const struct pin_stage later = {.engine = "turn"};
    init(&c, 2);
    cr_assert_eq(execute(&c, &executed, "kept", &later, 1), PIN_OK, "%s", c.err.text);
    const struct pin_run *run = executed.run;
    const uint32_t stranger = run->known_items_n;
    assert_list(run, 0, (uint32_t[]){2, 2, 1, 0, stranger, PIN_ITEM_NULL.ix},
                (float[]){2, 2, 1, 0, -1, -2}, 6);
    cr_assert_str_eq(pin_run_item_name(run, &c.dataset->corpus, (pin_item){stranger}),
                     "stranger");
    cr_assert(run->scored && run->answered[0] && !run->answered[1]);
    flow_case_free(&c);
}

Test(rescore, several_stages_follow_each_other_and_the_last_word_counts)
{
    struct flow_case c;
    struct pin_executed executed;
    const struct pin_stage later[] = {{.engine = "turn", .top_n = 5},
                                      {.engine = "turn", .top_n = 2}};
    init(&c, 1);
    cr_assert_eq(execute(&c, &executed, "fake", later, 2), PIN_OK, "%s", c.err.text);
    assert_list(executed.run, 0, (uint32_t[]){4, 3, 2, 1, 0}, (float[]){4, 3, 2, 1, 0},
                5);
    flow_case_free(&c);
}

Test(rescore, an_engine_in_the_wrong_place_or_one_that_fails_ends_it)
{
    struct flow_case c;
    struct pin_executed executed;
    const struct pin_setting at = {"at", "1500"};
    const struct pin_stage searching = {.engine = "fake"};
    const struct pin_stage failing = {.engine = "turn", .settings = {&at, 1, NULL}};
    init(&c, 2000);
    cr_assert_eq(execute(&c, &executed, "turn", NULL, 0), PIN_E_CONFIG);
    cr_assert_str_eq(c.err.text, "engine turn rescores what another has found: it cannot "
                                 "be the first stage");
    pin_error_clear(&c.err);
    cr_assert_eq(execute(&c, &executed, "fake", &searching, 1), PIN_E_CONFIG);
    cr_assert_str_eq(c.err.text,
                     "engine fake does not rescore: it can only be the first stage");
    pin_error_clear(&c.err);
    cr_assert_eq(execute(&c, &executed, "fake", &failing, 1), PIN_E_ENGINE);
    cr_assert_str_eq(c.err.where, "engine turn");
    cr_assert_str_eq(c.err.text, "does not turn 1500");
    flow_case_free(&c);
}

Test(rescore, every_allocation_may_fail_and_nothing_leaks)
{
    struct flow_case c;
    init(&c, 3);
    const struct pin_stage later = {.engine = "turn", .top_n = 2};
    const struct pin_execution execution = {.name = "s",
                                            .stage = {.engine = "kept"},
                                            .later = &later,
                                            .later_n = 1,
                                            .depth = 2,
                                            .threads = 1};
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_executed executed;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_execute(&executed, c.registry, c.dataset, &execution, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM, "%s", err.text);
        pin_arena_free(&arena);
    }
    flow_case_free(&c);
}
