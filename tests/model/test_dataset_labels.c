#include "harness/base/rng.h"
#include "tests/model/model_case.h"

#include <stdio.h>

Test(dataset_labels, a_list_is_judged_once_an_item_and_counted_as_it_stands)
{
    struct model_case c;
    model_case_init(&c);
    (void)model_query(&c, "q");
    (void)model_query(&c, "empty");
    static const struct {
        const char *item;
        int32_t grade;
    } labels[] = {{"a", 1},   {"b", 1},  {"a", 1},   {NULL, 1}, {"n", -1}, {"b", -1},
                  {NULL, -1}, {"n", -1}, {NULL, -1}, {"z", 0},  {"a", 1}};
    for (uint32_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
        model_label(&c, 0, labels[i].item, labels[i].grade);
    }
    const struct pin_dataset *dataset = model_freeze(&c);
    const struct pin_judgments *judgments = &dataset->judgments;
    const struct pin_listed *listed = &judgments->listed[0];
    cr_assert_eq(listed->positives_n, 5);
    cr_assert_eq(listed->negatives_n, 5);
    cr_assert_eq(listed->positive_nulls_n, 1);
    cr_assert_eq(listed->negative_nulls_n, 2);
    cr_assert_eq(judgments->row_start[1], 4);
    cr_assert_eq(judgments->row_start[2], 4);
    cr_assert_eq(judgments->listed[1].positives_n, 0);
    static const char *const items[] = {"a", "b", "n", "z"};
    static const int32_t grades[] = {1, 1, -1, 0};
    for (uint32_t i = 0; i < 4; i++) {
        const struct pin_judgment *row = &judgments->rows[i];
        cr_assert_str_eq(pin_ids_name(dataset->corpus.ids, row->item.ix), items[i]);
        cr_assert_eq(row->grade, grades[i]);
        cr_assert_eq(row->also_negative, i == 1);
    }
    cr_assert_geq(judgments->rows_n_max, 4);
    const struct pin_tallies *tallies = &dataset->tallies;
    cr_assert_eq(model_tally(tallies, "repeated positive"), 2);
    cr_assert_eq(model_tally(tallies, "repeated hard negative"), 1);
    cr_assert_eq(model_tally(tallies, "null label"), 1);
    cr_assert_eq(model_tally(tallies, "null among the hard negatives"), 2);
    cr_assert_eq(model_tally(tallies, "item labelled relevant and hard negative"), 1);
    const struct pin_tally *nulls =
        pin_tally_find(tallies, "null among the hard negatives");
    cr_assert_str_eq(nulls->examples[0], "q: null");
    model_case_free(&c);
}

/* In whatever order: the highest grade counts, and a label as a hard negative beside one
 * as relevant is kept in mind. */
Test(dataset_labels, the_order_of_the_labels_of_one_item_does_not_matter)
{
    static const int32_t lists[][3] = {{1, -1, 1}, {-1, 1, 1},  {1, 1, -1},  {0, -1, 1},
                                       {-1, 0, 1}, {1, 0, -1},  {0, 1, -1},  {-1, 1, 0},
                                       {1, -1, 0}, {2, 1, 0},   {-1, -1, 2}, {0, 0, 2},
                                       {0, 2, 1},  {-1, -1, -1}};
    for (uint32_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        struct model_case c;
        model_case_init(&c);
        (void)model_query(&c, "q");
        int32_t highest = -1;
        bool negative = false;
        for (uint32_t j = 0; j < 3; j++) {
            model_label(&c, 0, "a", lists[i][j]);
            highest = lists[i][j] > highest ? lists[i][j] : highest;
            negative = negative || lists[i][j] == -1;
        }
        const struct pin_dataset *dataset = model_freeze(&c);
        const struct pin_judgment *row = model_judgment(dataset, 0, "a");
        cr_assert_eq(row->grade, highest, "list %u", i);
        cr_assert_eq(row->also_negative, negative && highest > 0, "list %u", i);
        uint64_t noted_n = 0;
        for (const struct pin_tally *tally = dataset->tallies.first; tally;
             tally = tally->next) {
            noted_n += tally->count;
        }
        cr_assert_eq(noted_n, 2, "list %u: %lu notes", i, noted_n);
        model_case_free(&c);
    }
}

Test(dataset_labels, two_grades_of_one_item_are_noted_as_such)
{
    struct model_case c;
    model_case_init(&c);
    (void)model_query(&c, "q");
    model_label(&c, 0, "a", 1);
    model_label(&c, 0, "a", 3);
    model_label(&c, 0, "b", 0);
    model_label(&c, 0, "b", -1);
    const struct pin_dataset *dataset = model_freeze(&c);
    cr_assert_eq(
        model_tally(&dataset->tallies, "item with two grades (the higher counts)"), 2);
    cr_assert_eq(model_judgment(dataset, 0, "b")->grade, 0);
    cr_assert_eq(model_tally(&dataset->tallies, "repeated hard negative"), 0);
    model_case_free(&c);
}

Test(dataset_labels, several_labels_at_once_are_what_they_are_one_by_one)
{
    enum { MANY = 150 }; /* more than one batch */
    static char texts[MANY][8];
    struct pin_text items[MANY];
    struct model_case c;
    model_case_init(&c);
    const pin_query query = model_query(&c, "q");
    for (uint32_t i = 0; i < MANY; i++) { /* 100 items, and 50 of them again */
        const int length = snprintf(texts[i], sizeof(texts[i]), "i%u", i % 100);
        items[i] = (struct pin_text){texts[i], (size_t)length};
    }
    cr_assert_eq(pin_dataset_add_judgments(c.builder, query, items, MANY, 2, &c.err),
                 PIN_OK);
    cr_assert_eq(pin_dataset_add_judgments(c.builder, query, items, 0, 2, &c.err),
                 PIN_OK);
    const struct pin_dataset *dataset = model_freeze(&c);
    cr_assert_eq(dataset->judgments.listed[0].positives_n, MANY);
    cr_assert_eq(dataset->judgments.row_start[1], 100);
    for (uint32_t i = 0; i < 100; i++) {
        cr_assert_eq(dataset->judgments.rows[i].item.ix, i);
        cr_assert_eq(dataset->judgments.rows[i].grade, 2);
    }
    cr_assert_eq(model_tally(&dataset->tallies, "repeated positive"), 50);
    model_case_free(&c);
}

Test(dataset_labels, a_grade_outside_the_range_is_refused)
{
    static const int32_t grades[] = {-2, INT32_MIN, PIN_GRADE_MAX + 1, INT32_MAX};
    for (uint32_t i = 0; i < 4; i++) {
        struct model_case c;
        model_case_init(&c);
        const pin_query query = model_query(&c, "q");
        cr_assert_eq(
            pin_dataset_add_judgment(c.builder, query, PIN_TEXT("a"), grades[i], &c.err),
            PIN_E_RANGE);
        cr_assert_eq(pin_dataset_add_null_judgment(c.builder, query, grades[i], NULL),
                     PIN_E_RANGE);
        cr_assert_eq(pin_dataset_add_judgment(c.builder, query, PIN_TEXT("a"),
                                              PIN_GRADE_MAX, NULL),
                     PIN_OK);
        model_case_free(&c);
    }
}

enum { QUERIES_N = 20, ITEMS_N = 30, LABELS_N = 1500 };

/* What the labels of one query and item come to, worked out without the builder. */
struct naive {
    uint32_t first; /* the label by which it appeared, from 1 */
    int32_t grade;
    bool negative;
};

Test(dataset_labels, labels_in_any_order_come_together_by_query)
{
    struct model_case c;
    model_case_init(&c);
    static struct naive naive[QUERIES_N][ITEMS_N];
    uint32_t positives_n[QUERIES_N] = {0};
    for (uint32_t i = 0; i < QUERIES_N; i++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "q%u", i);
        (void)model_query(&c, name);
    }
    for (uint32_t i = 0; i < LABELS_N; i++) {
        const uint32_t query = pin_rng_below(3, 0, i, QUERIES_N);
        const uint32_t item = pin_rng_below(3, 1, i, ITEMS_N);
        const int32_t grade = (int32_t)pin_rng_below(3, 2, i, 4) - 1;
        char name[16];
        (void)snprintf(name, sizeof(name), "i%u", item);
        model_label(&c, query, name, grade);
        struct naive *place = &naive[query][item];
        place->grade = place->first && place->grade > grade ? place->grade : grade;
        place->first = place->first ? place->first : i + 1;
        place->negative = place->negative || grade == -1;
        positives_n[query] += grade > 0;
    }
    const struct pin_dataset *dataset = model_freeze(&c);
    const struct pin_judgments *judgments = &dataset->judgments;
    for (uint32_t query = 0; query < QUERIES_N; query++) {
        uint32_t last = 0;
        uint32_t judged_n = 0;
        for (uint64_t i = judgments->row_start[query];
             i < judgments->row_start[query + 1]; i++) {
            const struct pin_judgment *row = &judgments->rows[i];
            uint32_t item = 0;
            const char *name = pin_ids_name(dataset->corpus.ids, row->item.ix);
            cr_assert_eq(pin_text_u32(&item, pin_text_of(name + 1), NULL), PIN_OK);
            const struct naive *place = &naive[query][item];
            cr_assert_gt(place->first, last);
            cr_assert_eq(row->grade, place->grade);
            cr_assert_eq(row->also_negative, place->negative && place->grade > 0);
            last = place->first;
        }
        for (uint32_t item = 0; item < ITEMS_N; item++) {
            judged_n += naive[query][item].first > 0;
        }
        cr_assert_eq(judgments->row_start[query + 1] - judgments->row_start[query],
                     judged_n);
        cr_assert_eq(judgments->listed[query].positives_n, positives_n[query]);
    }
    model_case_free(&c);
}

static enum pin_status fill_queries(struct pin_dataset_builder *builder,
                                    struct pin_error *err)
{
    pin_dataset_allow_twins(builder);
    for (uint32_t i = 0; i < 40; i++) {
        char name[16];
        pin_query query;
        (void)snprintf(name, sizeof(name), "q%u", i % 37);
        const struct pin_text text = pin_text_of(name);
        PIN_TRY(pin_dataset_add_query(builder, text, &query, err));
        PIN_TRY(pin_dataset_set_instruction(builder, query, text, err));
        PIN_TRY(pin_dataset_set_group(builder, query, PIN_TEXT("g"), err));
        PIN_TRY(pin_dataset_add_reference(builder, query, text, err));
        PIN_TRY(pin_dataset_set_query_attribute(builder, query, "a", text, err));
    }
    for (uint32_t i = 0; i < 120; i++) { /* not in the order of the queries */
        char name[16];
        (void)snprintf(name, sizeof(name), "i%u", i % 7);
        const pin_query query = {i * 17 % 40};
        PIN_TRY(pin_dataset_add_judgment(builder, query, pin_text_of(name),
                                         (int32_t)(i % 3) - 1, err));
        PIN_TRY(pin_dataset_add_null_judgment(builder, query, 1, err));
    }
    return PIN_OK;
}

static enum pin_status build(struct pin_arena *arena, struct pin_error *err)
{
    static const char *const boards[] = {"x", "y", "x"};
    struct pin_dataset_builder *builder = NULL;
    const struct pin_dataset *dataset = NULL;
    PIN_TRY(pin_dataset_builder_new(&builder, "hand", "by hand", arena, err));
    for (uint32_t i = 0; i < 3; i++) {
        pin_item item;
        bool added = false;
        PIN_TRY(
            pin_dataset_add_item(builder, pin_text_of(boards[i]), &item, &added, err));
        PIN_TRY(pin_dataset_add_edge(builder, pin_text_of(boards[i]), item, err));
        PIN_TRY(pin_dataset_set_item_attribute(builder, item, "b", PIN_TEXT("v"), err));
    }
    PIN_TRY(fill_queries(builder, err));
    return pin_dataset_freeze(builder, &dataset, err);
}

Test(dataset_labels, every_allocation_of_the_builder_may_fail_and_nothing_leaks)
{
    enum pin_status status = PIN_E_NOMEM;
    uint64_t fail_at = 0;
    while (status != PIN_OK) {
        struct pin_arena arena;
        struct pin_error err = {0};
        pin_arena_init(&arena, 0);
        arena.fail_at_call = ++fail_at;
        status = build(&arena, &err);
        cr_assert(status == PIN_OK ||
                      (status == PIN_E_NOMEM && err.status == PIN_E_NOMEM),
                  "call %lu: %s", fail_at, err.text);
        pin_arena_free(&arena);
    }
    cr_assert_gt(fail_at, 100);
}
