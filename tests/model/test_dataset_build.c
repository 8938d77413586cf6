#include "tests/model/model_case.h"

#include <stdio.h>

Test(dataset_build, items_stand_in_order_of_appearance_and_the_corpus_is_a_prefix)
{
    struct model_case c;
    model_case_init(&c);
    static const char *const names[] = {"b", "a", "c", "a", "b"};
    static const uint32_t places[] = {0, 1, 2, 1, 0};
    for (uint32_t i = 0; i < 5; i++) {
        pin_item item;
        bool added = false;
        cr_assert_eq(
            pin_dataset_add_item(c.builder, pin_text_of(names[i]), &item, &added, NULL),
            PIN_OK);
        cr_assert_eq(item.ix, places[i]);
        cr_assert_eq(added, i < 3);
    }
    (void)model_query(&c, "q");
    model_label(&c, 0, "far", 1);
    model_label(&c, 0, "a", 1);
    const struct pin_dataset *dataset = model_freeze(&c);
    cr_assert_eq(dataset->corpus.items_n, 3);
    cr_assert_eq(pin_ids_count(dataset->corpus.ids), 4);
    cr_assert_str_eq(pin_ids_name(dataset->corpus.ids, 3), "far");
    cr_assert_eq(model_tally(&dataset->tallies, "label not in the corpus"), 1);
    cr_assert_str_eq(dataset->name, "by hand");
    cr_assert_str_eq(dataset->loader, "hand");
    model_case_free(&c);
}

Test(dataset_build, an_item_of_the_corpus_behind_a_label_is_the_loaders_fault)
{
    struct model_case c;
    model_case_init(&c);
    pin_item item;
    bool added = false;
    (void)model_item(&c, "a");
    (void)model_query(&c, "q");
    model_label(&c, 0, "a", 1);
    cr_assert_eq(pin_dataset_add_item(c.builder, PIN_TEXT("b"), &item, &added, &c.err),
                 PIN_E_PLUGIN);
    model_case_free(&c);
}

Test(dataset_build, a_query_answers_to_its_key_and_to_each_other_name_it_is_given)
{
    struct model_case c;
    model_case_init(&c);
    pin_query query;
    cr_assert_eq(pin_dataset_add_keyed_query(c.builder, PIN_TEXT("query_1"),
                                             PIN_TEXT("00001"), &query, NULL),
                 PIN_OK);
    cr_assert_eq(pin_dataset_add_key(c.builder, query, PIN_TEXT("query_1"), NULL),
                 PIN_OK);
    cr_assert_eq(pin_dataset_add_key(c.builder, query, PIN_TEXT("00001"), NULL), PIN_OK);
    const pin_query other = model_query(&c, "2");
    cr_assert_eq(pin_dataset_add_key(c.builder, other, PIN_TEXT("00001"), &c.err),
                 PIN_E_DUPLICATE);
    cr_assert_str_eq(c.err.text, "two queries go by the name \"00001\"");
    cr_assert_eq(pin_dataset_builder_find(c.builder, PIN_TEXT("query_1")).ix, 0);
    cr_assert_eq(pin_dataset_builder_find(c.builder, PIN_TEXT("1")).ix, PIN_IX_NONE);
    const struct pin_queries *queries = &model_freeze(&c)->queries;
    cr_assert_eq(pin_queries_find(queries, "query_1", 7).ix, 0);
    cr_assert_eq(pin_queries_find(queries, "00001", 5).ix, 0);
    cr_assert_eq(pin_queries_find(queries, "2", 1).ix, 1);
    cr_assert_eq(pin_queries_find(queries, "1", 1).ix, PIN_IX_NONE);
    cr_assert_str_eq(queries->names[0], "query_1");
    cr_assert_null(queries->answered_as);
    model_case_free(&c);
}

Test(dataset_build, a_query_that_is_there_twice_is_refused_unless_twins_are_allowed)
{
    struct model_case c;
    pin_query query;
    model_case_init(&c);
    (void)model_query(&c, "a");
    cr_assert_eq(pin_dataset_add_query(c.builder, PIN_TEXT("a"), &query, &c.err),
                 PIN_E_DUPLICATE);
    cr_assert_str_eq(c.err.text, "query \"a\" is there twice");
    model_case_free(&c);
    model_case_init(&c);
    pin_dataset_allow_twins(c.builder);
    cr_assert_eq(model_query(&c, "a").ix, 0);
    cr_assert_eq(model_query(&c, "b").ix, 1);
    cr_assert_eq(model_query(&c, "a").ix, 2);
    const struct pin_queries *queries = &model_freeze(&c)->queries;
    cr_assert_eq(queries->queries_n, 3);
    cr_assert_not_null(queries->answered_as);
    cr_assert_eq(queries->answered_as[0], 0);
    cr_assert_eq(queries->answered_as[1], 1);
    cr_assert_eq(queries->answered_as[2], 0);
    cr_assert_eq(pin_queries_find(queries, "a", 1).ix, 0);
    model_case_free(&c);
}

Test(dataset_build, references_keep_their_order_and_are_counted_as_an_attribute)
{
    struct model_case c;
    model_case_init(&c);
    static const struct {
        uint32_t query;
        const char *image;
    } references[] = {{2, "x"}, {0, "a"}, {2, "a"}, {0, "y"}, {2, "x"}};
    (void)model_item(&c, "a");
    for (uint32_t i = 0; i < 3; i++) {
        static const char *const names[] = {"p", "q", "r"};
        (void)model_query(&c, names[i]);
    }
    for (uint32_t i = 0; i < 5; i++) {
        cr_assert_eq(pin_dataset_add_reference(c.builder,
                                               (pin_query){references[i].query},
                                               pin_text_of(references[i].image), NULL),
                     PIN_OK);
    }
    const struct pin_dataset *dataset = model_freeze(&c);
    static const uint32_t starts[] = {0, 2, 2, 5};
    static const char *const expected[] = {"a", "y", "x", "a", "x"};
    for (uint32_t i = 0; i < 4; i++) {
        cr_assert_eq(dataset->queries.reference_start[i], starts[i]);
    }
    for (uint32_t i = 0; i < 5; i++) {
        const pin_item item = dataset->queries.references[i];
        cr_assert_str_eq(pin_ids_name(dataset->corpus.ids, item.ix), expected[i]);
    }
    const struct pin_attribute *images = pin_dataset_query_attribute(dataset, "images");
    cr_assert_not_null(images);
    static const char *const counts[] = {"2", "0", "3"};
    for (uint32_t i = 0; i < 3; i++) {
        cr_assert_str_eq(pin_ids_name(images->values, images->value_of[i]), counts[i]);
    }
    cr_assert_eq(model_tally(&dataset->tallies, "reference image not in the corpus"), 3);
    model_case_free(&c);
}

Test(dataset_build, attributes_may_be_missing_and_a_later_value_replaces_an_earlier_one)
{
    struct model_case c;
    model_case_init(&c);
    const pin_item item = model_item(&c, "i");
    (void)model_item(&c, "j");
    for (uint32_t i = 0; i < 3; i++) {
        static const char *const names[] = {"p", "q", "r"};
        (void)model_query(&c, names[i]);
    }
    struct pin_dataset_builder *builder = c.builder;
    cr_assert_eq(pin_dataset_set_query_attribute(builder, (pin_query){1}, "colour",
                                                 PIN_TEXT("red"), NULL),
                 PIN_OK);
    cr_assert_eq(pin_dataset_set_query_attribute(builder, (pin_query){0}, "colour",
                                                 PIN_TEXT("blue"), NULL),
                 PIN_OK);
    cr_assert_eq(pin_dataset_set_query_attribute(builder, (pin_query){1}, "colour",
                                                 PIN_TEXT("blue"), NULL),
                 PIN_OK);
    cr_assert_eq(pin_dataset_set_item_attribute(builder, item, "age", PIN_TEXT(""), NULL),
                 PIN_OK);
    const struct pin_dataset *dataset = model_freeze(&c);
    cr_assert_eq(dataset->query_attributes_n, 1);
    const struct pin_attribute *colour = pin_dataset_query_attribute(dataset, "colour");
    cr_assert_eq(colour->value_of[0], 1);
    cr_assert_eq(colour->value_of[1], 1);
    cr_assert_eq(colour->value_of[2], PIN_IX_NONE);
    cr_assert_null(pin_dataset_query_attribute(dataset, "age"));
    cr_assert_eq(dataset->corpus.attributes_n, 1);
    cr_assert_eq(dataset->corpus.attributes[0].value_of[0], 0);
    cr_assert_eq(dataset->corpus.attributes[0].value_of[1], PIN_IX_NONE);
    model_case_free(&c);
}

Test(dataset_build, a_query_is_in_one_group_at_most)
{
    struct model_case c;
    model_case_init(&c);
    for (uint32_t i = 0; i < 3; i++) {
        static const char *const names[] = {"p", "q", "r"};
        (void)model_query(&c, names[i]);
    }
    struct pin_dataset_builder *builder = c.builder;
    cr_assert_eq(pin_dataset_set_group(builder, (pin_query){2}, PIN_TEXT("x"), NULL),
                 PIN_OK);
    cr_assert_eq(pin_dataset_set_group(builder, (pin_query){0}, PIN_TEXT("x"), NULL),
                 PIN_OK);
    cr_assert_eq(pin_dataset_set_group(builder, (pin_query){0}, PIN_TEXT("x"), NULL),
                 PIN_OK);
    pin_dataset_set_group_source(builder, "hand");
    const struct pin_groups *groups = &model_freeze(&c)->groups;
    cr_assert_eq(groups->groups_n, 1);
    cr_assert_eq(groups->group_of_query[0], 0);
    cr_assert_eq(groups->group_of_query[1], PIN_IX_NONE);
    cr_assert_eq(groups->group_of_query[2], 0);
    cr_assert_str_eq(groups->source, "hand");
    model_case_free(&c);
    model_case_init(&c);
    (void)model_query(&c, "p");
    cr_assert_eq(pin_dataset_set_group(c.builder, (pin_query){0}, PIN_TEXT("x"), NULL),
                 PIN_OK);
    cr_assert_eq(pin_dataset_set_group(c.builder, (pin_query){0}, PIN_TEXT("y"), &c.err),
                 PIN_E_DUPLICATE);
    cr_assert_str_eq(c.err.text, "query \"p\" is in two groups");
    model_case_free(&c);
}

Test(dataset_build, edges_of_a_board_keep_their_order_and_end_in_the_corpus)
{
    struct model_case c;
    model_case_init(&c);
    static const char *const boards[] = {"x", "y", "x", "z", "y"};
    static const uint32_t items[] = {1, 0, 0, 1, 1};
    (void)model_item(&c, "a");
    (void)model_item(&c, "b");
    (void)model_query(&c, "q");
    for (uint32_t i = 0; i < 5; i++) {
        cr_assert_eq(pin_dataset_add_edge(c.builder, pin_text_of(boards[i]),
                                          (pin_item){items[i]}, NULL),
                     PIN_OK);
    }
    cr_assert_eq(pin_dataset_add_edge(c.builder, PIN_TEXT("x"), (pin_item){2}, &c.err),
                 PIN_E_PLUGIN);
    const struct pin_graph *graph = &model_freeze(&c)->graph;
    static const uint32_t starts[] = {0, 2, 4, 5};
    static const uint32_t expected[] = {1, 0, 0, 1, 1};
    cr_assert_eq(graph->boards_n, 3);
    cr_assert_str_eq(pin_ids_name(graph->boards, 1), "y");
    for (uint32_t i = 0; i < 4; i++) {
        cr_assert_eq(graph->board_start[i], starts[i]);
    }
    for (uint32_t i = 0; i < 5; i++) {
        cr_assert_eq(graph->items[i].ix, expected[i]);
    }
    model_case_free(&c);
}

Test(dataset_build, a_matrix_with_another_number_of_rows_is_refused)
{
    static const float numbers[6] = {0};
    static const char *const messages[] = {"3 rows of item vectors for 2 of them",
                                           "3 rows of text vectors for 1 of them",
                                           "3 rows of image vectors for 1 of them"};
    const struct pin_matrix three = {numbers, 3, 2, 2 * sizeof(float), PIN_F32};
    for (uint32_t i = 0; i < 3; i++) {
        struct model_case c;
        model_case_init(&c);
        (void)model_item(&c, "a");
        (void)model_item(&c, "b");
        (void)model_query(&c, "q");
        if (i == 0) {
            pin_dataset_set_item_vectors(c.builder, &three);
        } else if (i == 1) {
            pin_dataset_set_text_vectors(c.builder, &three);
        } else {
            cr_assert_eq(pin_dataset_add_image_vectors(c.builder, &three, NULL), PIN_OK);
        }
        cr_assert_eq(pin_dataset_freeze(c.builder, &c.dataset, &c.err), PIN_E_PARSE);
        cr_assert_str_eq(c.err.text, messages[i]);
        model_case_free(&c);
    }
}

Test(dataset_build, a_ninth_reference_image_and_a_257th_attribute_are_refused)
{
    struct model_case c;
    model_case_init(&c);
    const struct pin_matrix none = {0};
    const pin_query query = model_query(&c, "q");
    for (uint32_t i = 0; i < PIN_IMAGES_MAX; i++) {
        cr_assert_eq(pin_dataset_add_image_vectors(c.builder, &none, NULL), PIN_OK);
    }
    cr_assert_eq(pin_dataset_add_image_vectors(c.builder, &none, NULL), PIN_E_RANGE);
    for (uint32_t i = 0; i <= 256; i++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "a%u", i);
        cr_assert_eq(
            pin_dataset_set_query_attribute(c.builder, query, name, PIN_TEXT("v"), NULL),
            i < 256 ? PIN_OK : PIN_E_RANGE);
    }
    model_case_free(&c);
}

Test(dataset_build, a_dataset_without_a_query_is_refused)
{
    struct model_case c;
    model_case_init(&c);
    (void)model_item(&c, "a");
    cr_assert_eq(pin_dataset_freeze(c.builder, &c.dataset, &c.err), PIN_E_PARSE);
    cr_assert_str_eq(c.err.text, "the dataset has no query");
    model_case_free(&c);
}
