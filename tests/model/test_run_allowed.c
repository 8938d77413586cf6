#include "tests/model/model_case.h"

static void put_items(struct model_case *c, uint32_t items_n)
{
    for (uint32_t i = 0; i < items_n; i++) {
        const char name[] = {(char)('a' + (char)i), '\0'};
        (void)model_item(c, name);
    }
}

static void exclude(struct model_case *c, uint32_t query, const char *item)
{
    cr_assert_eq(
        pin_dataset_exclude(c->builder, (pin_query){query}, pin_text_of(item), &c->err),
        PIN_OK);
}

static void add_to_gallery(struct model_case *c, uint32_t query, const char *item)
{
    cr_assert_eq(pin_dataset_add_to_gallery(c->builder, (pin_query){query},
                                            pin_text_of(item), &c->err),
                 PIN_OK);
}

Test(run_allowed, lists_are_ascending_and_hold_each_item_of_the_corpus_once)
{
    struct model_case c;
    model_case_init(&c);
    put_items(&c, 4);
    (void)model_query(&c, "q");
    (void)model_query(&c, "r");
    model_label(&c, 0, "z", 1);
    exclude(&c, 1, "a");
    static const char *const items[] = {"d", "b", "z", "d", "nobody", "a"};
    for (uint32_t i = 0; i < 6; i++) {
        exclude(&c, 0, items[i]);
    }
    const struct pin_dataset *dataset = model_freeze(&c);
    const struct pin_item_lists *lists = &dataset->queries.excluded;
    static const uint32_t sorted[] = {0, 1, 3, 0};
    cr_assert_eq(lists->start[1], 3);
    cr_assert_eq(lists->start[2], 4);
    for (uint32_t i = 0; i < 4; i++) {
        cr_assert_eq(lists->items[i].ix, sorted[i]);
    }
    cr_assert_null(dataset->queries.galleries.start);
    cr_assert_eq(model_tally(&dataset->tallies,
                             "excluded item that is not in the corpus (passed over)"),
                 2);
    model_case_free(&c);
}

Test(run_allowed, without_a_corpus_whatever_is_named_can_be_excluded)
{
    struct model_case c;
    model_case_init(&c);
    (void)model_query(&c, "q");
    model_label(&c, 0, "x", 1);
    exclude(&c, 0, "of a run");
    const struct pin_dataset *dataset = model_freeze(&c);
    cr_assert_eq(dataset->queries.excluded.start[1], 1);
    cr_assert_eq(dataset->queries.excluded.items[0].ix, 1);
    model_case_free(&c);
}

Test(run_allowed, hits_are_kept_in_order_and_what_is_taken_out_is_counted)
{
    struct model_case c;
    model_case_init(&c);
    put_items(&c, 5);
    (void)model_query(&c, "excludes");
    (void)model_query(&c, "has a gallery");
    (void)model_query(&c, "has both");
    exclude(&c, 0, "b");
    add_to_gallery(&c, 1, "e");
    add_to_gallery(&c, 1, "c");
    exclude(&c, 2, "c");
    add_to_gallery(&c, 2, "c");
    add_to_gallery(&c, 2, "a");
    const struct pin_queries *queries = &model_freeze(&c)->queries;
    static const uint32_t left[][5] = {{4, 2, 0, 3}, {4, 2}, {0}};
    static const uint32_t left_n[] = {4, 2, 1};
    struct pin_disallowed disallowed = {0};
    for (uint32_t query = 0; query < 3; query++) {
        struct pin_hit hits[] = {{{4}, 5}, {{2}, 4}, {{1}, 3}, {{0}, 2}, {{3}, 1}};
        cr_assert_eq(pin_run_keep_allowed(hits, 5, queries, query, &disallowed),
                     left_n[query]);
        for (uint32_t i = 0; i < left_n[query]; i++) {
            cr_assert_eq(hits[i].item.ix, left[query][i]);
        }
    }
    cr_assert_eq(disallowed.excluded_n, 2);
    cr_assert_eq(disallowed.outside_n, 3 + 3);
    cr_assert(pin_run_allows(queries, 0, PIN_ITEM_NULL));
    cr_assert_not(pin_run_allows(queries, 1, PIN_ITEM_NULL));
    model_case_free(&c);
}

Test(run_allowed, engines_are_asked_for_as_much_as_can_be_taken_out)
{
    struct model_case c;
    model_case_init(&c);
    put_items(&c, 6);
    (void)model_query(&c, "0");
    (void)model_query(&c, "1");
    (void)model_query(&c, "2");
    exclude(&c, 1, "a");
    exclude(&c, 1, "b");
    add_to_gallery(&c, 2, "a");
    const struct pin_queries *queries = &model_freeze(&c)->queries;
    cr_assert_eq(pin_run_depth_to_ask(queries, 0, 1, 3, 6), 3);
    cr_assert_eq(pin_run_depth_to_ask(queries, 0, 2, 3, 6), 5);
    cr_assert_eq(pin_run_depth_to_ask(queries, 0, 3, 3, 6), 6);
    cr_assert_eq(pin_run_depth_to_ask(queries, 0, 2, 5, 6), 6);
    cr_assert_eq(pin_run_depth_to_ask(queries, 0, 3, 50, 6), 50);
    model_case_free(&c);
}

Test(run_allowed, a_stored_run_loses_what_is_not_allowed)
{
    struct model_case c;
    struct pin_disallowed disallowed = {0};
    pin_query query;
    model_case_init(&c);
    put_items(&c, 3);
    (void)model_query(&c, "q");
    exclude(&c, 0, "b");
    const struct pin_dataset *dataset = model_freeze(&c);
    cr_assert_eq(pin_run_builder_new(&c.run, "r", &dataset->corpus, &dataset->queries,
                                     &c.arena, &c.err),
                 PIN_OK);
    const struct pin_text hits[] = {PIN_TEXT("b"), PIN_TEXT("stranger"), PIN_TEXT("a"),
                                    PIN_TEXT("b")};
    cr_assert_eq(pin_run_begin(c.run, PIN_TEXT("q"), &query, &c.err), PIN_OK);
    cr_assert_eq(pin_run_add(c.run, hits, 4, &c.err), PIN_OK);
    pin_run_take_out(c.run, &disallowed);
    const struct pin_run *run = pin_run_finish(c.run, 0);
    cr_assert_eq(run->hits_n[0], 2);
    cr_assert_eq(run->hits[0].item.ix, 3);
    cr_assert_eq(run->hits[1].item.ix, 0);
    cr_assert_eq(disallowed.excluded_n, 2);
    model_case_free(&c);
}
