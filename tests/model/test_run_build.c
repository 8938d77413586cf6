#include "tests/model/model_case.h"

#include <math.h>
#include <stdio.h>

static void init(struct model_case *c)
{
    model_case_init(c);
    (void)model_item(c, "a");
    (void)model_item(c, "b");
    (void)model_query(c, "p");
    (void)model_query(c, "q");
    model_label(c, 0, "far", 1); /* known by name, outside the corpus */
    (void)model_freeze(c);
    model_run(c);
}

Test(run_build, lists_are_kept_as_they_come_and_strangers_stand_behind_known_items)
{
    struct model_case c;
    init(&c);
    model_list(&c, "q", "b who - far b what who");
    const struct pin_run *run = pin_run_finish(c.run, 0);
    static const char *const names[] = {"b", "who", NULL, "far", "b", "what", "who"};
    static const uint32_t indexes[] = {1, 3, 0, 2, 1, 4, 3};
    cr_assert_eq(run->queries_n, 2);
    cr_assert_not(run->answered[0]);
    cr_assert(run->answered[1]);
    cr_assert_eq(run->hits_n[1], 7);
    cr_assert_eq(run->hits_n_max, 7);
    cr_assert_eq(run->known_items_n, 3);
    cr_assert_not(run->scored);
    for (uint32_t i = 0; i < 7; i++) {
        const pin_item item = run->hits[run->start[1] + i].item;
        if (!names[i]) {
            cr_assert_eq(item.ix, PIN_ITEM_NULL.ix);
            continue;
        }
        cr_assert_eq(item.ix, indexes[i]);
        cr_assert_str_eq(pin_run_item_name(run, &c.dataset->corpus, item), names[i]);
    }
    model_case_free(&c);
}

Test(run_build, lists_of_unknown_queries_are_dropped_and_counted)
{
    struct model_case c;
    init(&c);
    model_list(&c, "nobody", "a b - stranger");
    model_list(&c, "nobody", "a");
    model_list(&c, "p", "a");
    const struct pin_run *run = pin_run_finish(c.run, 0);
    const struct pin_tally *tally =
        pin_tally_find(&run->tallies, PIN_TALLY_UNKNOWN_QUERY);
    cr_assert_not_null(tally);
    cr_assert_eq(tally->count, 2);
    cr_assert_str_eq(tally->examples[0], "nobody");
    cr_assert_eq(pin_ids_count(run->strangers), 0);
    cr_assert_eq(run->hits_n[0], 1);
    model_case_free(&c);
}

Test(run_build, a_second_list_is_refused_unless_the_last_one_wins)
{
    struct model_case c;
    pin_query query;
    init(&c);
    model_list(&c, "p", "a b");
    cr_assert_eq(pin_run_begin(c.run, PIN_TEXT("p"), &query, &c.err), PIN_E_DUPLICATE);
    cr_assert_str_eq(c.err.text, "a second list for query \"p\"");
    model_case_free(&c);
    init(&c);
    pin_run_let_last_win(c.run);
    model_list(&c, "p", "a b a");
    model_list(&c, "q", "a");
    model_list(&c, "p", "b");
    const struct pin_run *run = pin_run_finish(c.run, 0);
    cr_assert_eq(run->hits_n[0], 1);
    cr_assert_eq(run->hits[run->start[0]].item.ix, 1);
    cr_assert_eq(run->hits_n[1], 1);
    model_case_free(&c);
}

Test(run_build, a_list_without_hits_answers_its_query)
{
    struct model_case c;
    init(&c);
    model_list(&c, "p", "");
    const struct pin_run *run = pin_run_finish(c.run, 0);
    cr_assert(run->answered[0]);
    cr_assert_eq(run->hits_n[0], 0);
    cr_assert_eq(run->hits_n_max, 0);
    model_case_free(&c);
}

Test(run_build, a_whole_list_from_an_engine_is_scored_and_looked_through)
{
    struct model_case c;
    const struct pin_hit good[] = {{{1}, 0.5F}, {{0}, -1.0F}, {PIN_ITEM_NULL, -2.0F}};
    const struct pin_hit bad[][1] = {
        {{{3}, 0.5F}}, {{{PIN_IX_NONE}, 0.5F}}, {{{0}, NAN}}};
    static const char *const messages[] = {
        "hit 1 for query \"q\" has the index of no item",
        "hit 1 for query \"q\" has the index of no item",
        "hit 1 for query \"q\" has no number as its score"};
    for (uint32_t i = 0; i < 3; i++) {
        init(&c);
        cr_assert_eq(pin_run_put_list(c.run, (pin_query){0}, good, 3, NULL), PIN_OK);
        cr_assert_eq(pin_run_put_list(c.run, (pin_query){0}, good, 3, NULL),
                     PIN_E_DUPLICATE);
        cr_assert_eq(pin_run_put_list(c.run, (pin_query){1}, bad[i], 1, &c.err),
                     PIN_E_PLUGIN);
        cr_assert_str_eq(c.err.text, messages[i]);
        const struct pin_run *run = pin_run_finish(c.run, 50);
        cr_assert(run->scored);
        cr_assert_eq(run->depth, 50);
        cr_assert_eq(run->hits_n[0], 3);
        cr_assert_eq(run->hits[run->start[0]].item.ix, 1);
        cr_assert_not(run->answered[1]);
        model_case_free(&c);
    }
}

static enum pin_status build(const struct pin_dataset *dataset, struct pin_arena *arena,
                             struct pin_error *err)
{
    struct pin_run_builder *builder = NULL;
    PIN_TRY(pin_run_builder_new(&builder, "run", &dataset->corpus, &dataset->queries,
                                arena, err));
    pin_run_let_last_win(builder);
    for (uint32_t i = 0; i < 40; i++) {
        pin_query query;
        const struct pin_text name = i % 2 ? PIN_TEXT("p") : PIN_TEXT("nobody");
        PIN_TRY(pin_run_begin(builder, name, &query, err));
        for (uint32_t j = 0; j < 10; j++) {
            char item[16];
            (void)snprintf(item, sizeof(item), "i%u", i * j);
            const struct pin_text text = pin_text_of(item);
            PIN_TRY(pin_run_add(builder, &text, 1, err));
        }
        PIN_TRY(pin_run_add_null(builder, err));
    }
    (void)pin_run_finish(builder, 0);
    return PIN_OK;
}

Test(run_build, every_allocation_may_fail_and_nothing_leaks)
{
    struct model_case c;
    init(&c);
    enum pin_status status = PIN_E_NOMEM;
    uint64_t fail_at = 0;
    while (status != PIN_OK) {
        struct pin_arena arena;
        struct pin_error err = {0};
        pin_arena_init(&arena, 0);
        arena.fail_at_call = ++fail_at;
        status = build(c.dataset, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
    cr_assert_gt(fail_at, 10);
    model_case_free(&c);
}
