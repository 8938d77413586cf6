#include "tests/datasets/pinpoint_case.h"

static const char labels[] =
    "{\"query_id\":\"query_1\",\"query_image_signature\":\"i1\","
    "\"query_image_signature2\":\"None\",\"instruction\":\"make it \\u00e9\","
    "\"positive_candidates\":[\"a\",\"b\",\"a\"],\"negative_candidates\":[\"n\",null],"
    "\"token_count\":3,\"is_question\":false,\"colour\":null,\"tags\":[1,{\"x\":2}]}\n"
    "{\"negative_candidates\":null,\"positive_candidates\":[null,\"b\"],"
    "\"instruction\":null,\"query_image_signature2\":\"i2\","
    "\"query_image_signature\":\"i1\",\"query_id\":77,\"colour\":\"red\"}\n"
    "\n"
    "{\"query_id\":\"-3\",\"query_image_signature\":\"i1\","
    "\"query_image_signature2\":null,\"instruction\":\"\","
    "\"positive_candidates\":[],\"negative_candidates\":[],\"is_question\":true}";

static const char *value(const struct pin_dataset *dataset, const char *attribute,
                         uint32_t query)
{
    const struct pin_attribute *found = pin_dataset_query_attribute(dataset, attribute);
    cr_assert_not_null(found, "%s", attribute);
    return found->value_of[query] == PIN_IX_NONE
               ? "(none)"
               : pin_ids_name(found->values, found->value_of[query]);
}

static uint32_t find(const struct pin_dataset *dataset, const char *name)
{
    return pin_queries_find(&dataset->queries, name, strlen(name)).ix;
}

Test(pinpoint, the_strict_reading_takes_ids_as_listed_or_normalised)
{
    struct pinpoint_case c;
    cr_assert_eq(pinpoint_case_load(&c, &(struct pinpoint_texts){.labels = labels}),
                 PIN_OK, "%s", c.err.text);
    const struct pin_queries *queries = &c.dataset->queries;
    cr_assert_eq(queries->queries_n, 3);
    cr_assert_str_eq(queries->names[0], "query_1");
    cr_assert_eq(find(c.dataset, "query_1"), 0);
    cr_assert_eq(find(c.dataset, "00001"), 0);
    cr_assert_eq(find(c.dataset, "1"), PIN_IX_NONE);
    cr_assert_eq(find(c.dataset, "77"), 1);
    cr_assert_eq(find(c.dataset, "00077"), 1);
    cr_assert_eq(find(c.dataset, "-0003"), 2);
    cr_assert_str_eq(queries->instructions[0], "make it \xC3\xA9");
    cr_assert_str_eq(queries->instructions[1], "");
    cr_assert_eq(c.dataset->groups.groups_n, 0);
    pinpoint_case_free(&c);
}

Test(pinpoint, the_text_none_is_no_second_image_but_for_the_reference_reading)
{
    static const char *const images[][3] = {{"1", "2", "1"}, {"2", "2", "1"}};
    for (uint32_t reference = 0; reference < 2; reference++) {
        struct pinpoint_case c;
        const struct pinpoint_texts texts = {.labels = labels, .reference = reference};
        cr_assert_eq(pinpoint_case_load(&c, &texts), PIN_OK, "%s", c.err.text);
        for (uint32_t query = 0; query < 3; query++) {
            cr_assert_str_eq(value(c.dataset, "images", query), images[reference][query]);
        }
        cr_assert_eq(pinpoint_tally(&c, "reference image that is the text \"None\" "
                                        "(taken as absent)"),
                     1 - reference);
        pinpoint_case_free(&c);
    }
}

Test(pinpoint, lists_are_kept_as_listed_and_other_columns_become_attributes)
{
    struct pinpoint_case c;
    cr_assert_eq(pinpoint_case_load(&c, &(struct pinpoint_texts){.labels = labels}),
                 PIN_OK, "%s", c.err.text);
    const struct pin_listed *listed = c.dataset->judgments.listed;
    static const struct pin_listed expected[] = {
        {3, 2, 0, 1}, {2, 0, 1, 0}, {0, 0, 0, 0}};
    for (uint32_t query = 0; query < 3; query++) {
        cr_assert_eq(listed[query].positives_n, expected[query].positives_n);
        cr_assert_eq(listed[query].negatives_n, expected[query].negatives_n);
        cr_assert_eq(listed[query].positive_nulls_n, expected[query].positive_nulls_n);
        cr_assert_eq(listed[query].negative_nulls_n, expected[query].negative_nulls_n);
    }
    static const char *const attributes[][4] = {
        {"token_count", "3", "(none)", "(none)"},
        {"is_question", "false", "(none)", "true"},
        {"colour", "(none)", "red", "(none)"},
    };
    for (uint32_t i = 0; i < 3; i++) {
        for (uint32_t query = 0; query < 3; query++) {
            cr_assert_str_eq(value(c.dataset, attributes[i][0], query),
                             attributes[i][query + 1]);
        }
    }
    cr_assert_null(pin_dataset_query_attribute(c.dataset, "tags"));
    cr_assert_eq(pinpoint_tally(&c, "column with a list or an object (passed over)"), 1);
    cr_assert_str_eq(c.dataset->files->role, "labels");
    cr_assert_eq(c.dataset->files->bytes, sizeof(labels) - 1);
    pinpoint_case_free(&c);
}

/* Expected from the description of the evaluator: one "query_" is cut off, then zeros up
 * to five places go in behind a sign. */
Test(pinpoint, the_reference_reading_knows_normalised_ids_only)
{
    static const struct {
        const char *id, *key;
    } ids[] = {{"query_1", "00001"},
               {"7", "00007"},
               {"-14", "-0014"},
               {"+2", "+0002"},
               {"query_123456", "123456"},
               {"", "00000"},
               {"query_query_8", "query_8"},
               {"Query_9", "Query_9"},
               {"query_-5", "-0005"},
               {"abc", "00abc"}};
    for (uint32_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        struct pinpoint_case c;
        char text[80];
        (void)snprintf(text, sizeof(text), "{\"query_id\":\"%s\"}", ids[i].id);
        const struct pinpoint_texts texts = {.labels = text, .reference = true};
        cr_assert_eq(pinpoint_case_load(&c, &texts), PIN_OK, "%s", c.err.text);
        cr_assert_eq(find(c.dataset, ids[i].key), 0, "%s", ids[i].id);
        cr_assert_eq(find(c.dataset, ids[i].id),
                     strcmp(ids[i].id, ids[i].key) == 0 ? 0 : PIN_IX_NONE);
        pinpoint_case_free(&c);
    }
}

Test(pinpoint, the_reference_reading_takes_odd_lists_as_empty_and_ids_twice)
{
    static const char odd[] =
        "{\"query_id\":\"1\",\"positive_candidates\":7,\"negative_candidates\":\"n\"}\n"
        "{\"query_id\":\"query_1\",\"positive_candidates\":{\"a\":[1]}}\n"
        "{\"query_id\":2,\"query_image_signature\":\"i\"}\n"
        "{\"query_id\":3,\"query_image_signature\":\"i\","
        "\"query_image_signature2\":\"\"}\n"
        "{\"query_id\":4,\"query_image_signature\":\"i\","
        "\"query_image_signature2\":\"None\"}\n";
    struct pinpoint_case c;
    const struct pinpoint_texts texts = {.labels = odd, .reference = true};
    cr_assert_eq(pinpoint_case_load(&c, &texts), PIN_OK, "%s", c.err.text);
    cr_assert_eq(c.dataset->queries.queries_n, 5);
    cr_assert_not_null(c.dataset->queries.answered_as);
    cr_assert_eq(c.dataset->queries.answered_as[1], 0);
    cr_assert_eq(c.dataset->judgments.listed[0].positives_n, 0);
    cr_assert_eq(c.dataset->judgments.listed[0].negatives_n, 0);
    const uint32_t *group_of = c.dataset->groups.group_of_query;
    cr_assert_eq(c.dataset->groups.groups_n, 2);
    cr_assert_eq(group_of[0], PIN_IX_NONE);
    cr_assert_eq(group_of[2], group_of[3]);
    cr_assert_neq(group_of[2], group_of[4]);
    cr_assert_str_eq(pin_ids_name(c.dataset->groups.names, group_of[4]), "i + None");
    pinpoint_case_free(&c);
}

Test(pinpoint, an_index_names_the_corpus_and_what_is_odd_in_it_is_counted)
{
    struct pinpoint_case c;
    const struct pinpoint_texts texts = {.labels = ROW("1"), .index = "b\r\n\na\nb\n\nc"};
    cr_assert_eq(pinpoint_case_load(&c, &texts), PIN_OK, "%s", c.err.text);
    cr_assert_eq(c.dataset->corpus.items_n, 3);
    cr_assert_str_eq(pin_ids_name(c.dataset->corpus.ids, 2), "c");
    cr_assert_eq(pinpoint_tally(&c, "blank line in the index (passed over)"), 2);
    cr_assert_eq(pinpoint_tally(&c, "repeated id in the index"), 1);
    cr_assert_eq(pinpoint_tally(&c, "label not in the corpus"), 1);
    cr_assert_eq(pinpoint_tally(&c, "reference image not in the corpus"), 1);
    const struct pin_tally *repeated =
        pin_tally_find(&c.dataset->tallies, "repeated id in the index");
    cr_assert_str_eq(repeated->examples[0], "line 4: b");
    pinpoint_case_free(&c);
}

Test(pinpoint, groups_come_from_a_file_with_or_without_a_header)
{
    struct pinpoint_case c;
    const struct pinpoint_texts texts = {
        .labels = ROW("query_1") ROW("query_2") ROW("3") ROW("4"),
        .groups = "query_id\tgroup\timage\n00001\tg\tx\n\nquery_2\tg\nnobody\th\n3\t\n"};
    cr_assert_eq(pinpoint_case_load(&c, &texts), PIN_OK, "%s", c.err.text);
    const uint32_t *group_of = c.dataset->groups.group_of_query;
    cr_assert_eq(c.dataset->groups.groups_n, 1);
    cr_assert_eq(group_of[0], 0);
    cr_assert_eq(group_of[1], 0);
    cr_assert_eq(group_of[2], PIN_IX_NONE);
    cr_assert_eq(group_of[3], PIN_IX_NONE);
    cr_assert_eq(pinpoint_tally(&c, "group of an unknown query (passed over)"), 1);
    cr_assert_str_eq(c.dataset->files->next->role, "groups");
    pinpoint_case_free(&c);
}

Test(pinpoint, groups_may_be_made_from_the_images)
{
    struct pinpoint_case c;
    const struct pinpoint_texts texts = {.labels = labels, .group_by = "images"};
    cr_assert_eq(pinpoint_case_load(&c, &texts), PIN_OK, "%s", c.err.text);
    const uint32_t *group_of = c.dataset->groups.group_of_query;
    cr_assert_eq(c.dataset->groups.groups_n, 2);
    cr_assert_eq(group_of[0], group_of[2]); /* "None" is as good as null here */
    cr_assert_neq(group_of[0], group_of[1]);
    cr_assert_str_eq(pin_ids_name(c.dataset->groups.names, group_of[1]), "i1 + i2");
    pinpoint_case_free(&c);
}

Test(pinpoint, items_have_the_attributes_of_their_file_and_empty_cells_say_nothing)
{
    struct pinpoint_case c;
    const struct pinpoint_texts texts = {
        .labels = ROW("1"),
        .index = "a\nn\ni\n",
        .items = "item\tage\tmaker\nn\t3\t\na\t\tx\nzz\t1\t1\na\t9\ty\n"};
    cr_assert_eq(pinpoint_case_load(&c, &texts), PIN_OK, "%s", c.err.text);
    cr_assert_eq(c.dataset->corpus.attributes_n, 2);
    static const char *const expected[2][3] = {{"9", "3", NULL}, {"y", NULL, NULL}};
    for (uint32_t i = 0; i < 2; i++) {
        const struct pin_attribute *attribute = &c.dataset->corpus.attributes[i];
        for (uint32_t item = 0; item < 3; item++) {
            const uint32_t at = attribute->value_of[item];
            if (expected[i][item]) {
                cr_assert_str_eq(pin_ids_name(attribute->values, at), expected[i][item]);
            } else {
                cr_assert_eq(at, PIN_IX_NONE);
            }
        }
    }
    cr_assert_eq(pinpoint_tally(&c, "attributes of an unknown item (passed over)"), 1);
    pinpoint_case_free(&c);
}

Test(pinpoint, the_digests_of_the_files_are_left_out_where_nobody_asks)
{
    for (uint32_t without = 0; without < 2; without++) {
        struct pinpoint_case c;
        const struct pinpoint_texts texts = {.labels = ROW("1"),
                                             .index = "a\nn\ni\n",
                                             .groups = "1\tg\n",
                                             .items = "item\tage\na\t3\n",
                                             .without_digests = without == 1};
        cr_assert_eq(pinpoint_case_load(&c, &texts), PIN_OK, "%s", c.err.text);
        uint32_t files_n = 0;
        for (const struct pin_file *file = c.dataset->files; file; file = file->next) {
            cr_assert_eq(strlen(file->sha256), without == 1 ? 0 : 64);
            files_n++;
        }
        cr_assert_eq(files_n, 4);
        pinpoint_case_free(&c);
    }
}
