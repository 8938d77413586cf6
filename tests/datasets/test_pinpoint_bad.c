#include "tests/datasets/pinpoint_case.h"

struct bad {
    struct pinpoint_texts texts;
    enum pin_status status;
    const char *file; /* which of them is named */
    uint32_t line, column;
    const char *message; /* how it begins */
};

#define START "{\"query_id\":\"1\",\"query_image_signature\":\"i\",\"instruction\":\"x\","
#define TEXTS(...)                                                                       \
    {                                                                                    \
        __VA_ARGS__                                                                      \
    }

static void expect(const struct bad *bad, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct pinpoint_case c;
        const enum pin_status status = pinpoint_case_load(&c, &bad[i].texts);
        char file[64];
        (void)snprintf(file, sizeof(file), "%s/%s", c.folder.path, bad[i].file);
        cr_expect_eq(status, bad[i].status, "%u: %s, %s", i, pin_status_name(status),
                     c.err.text);
        cr_expect_eq(c.err.status, status, "%u", i);
        cr_expect_str_eq(c.err.where, file, "%u: %s", i, c.err.where);
        cr_expect(c.err.line == bad[i].line && c.err.column == bad[i].column,
                  "%u: at %u:%u, %s", i, c.err.line, c.err.column, c.err.text);
        cr_expect_eq(strncmp(c.err.text, bad[i].message, strlen(bad[i].message)), 0,
                     "%u: %s", i, c.err.text);
        pinpoint_case_free(&c);
    }
}

Test(pinpoint_bad, a_label_table_that_is_no_json_is_named_by_its_place)
{
    static const struct bad bad[] = {
        {TEXTS(.labels = ""), PIN_E_PARSE, "labels", 1, 1, "the file has no row"},
        {TEXTS(.labels = "\n \n"), PIN_E_PARSE, "labels", 3, 1, "the file has no row"},
        {TEXTS(.labels = ROW("1") START "\"positive"), PIN_E_PARSE, "labels", 2, 72, ""},
        {TEXTS(.labels = ROW("1") "{\"query_id\":\"2\""), PIN_E_PARSE, "labels", 2, 16,
         ""},
        {TEXTS(.labels = "{\"query_id\":\"\xFF\"}"), PIN_E_PARSE, "labels", 1, 14, ""},
        {TEXTS(.labels = "{\"query_id\":tru}"), PIN_E_PARSE, "labels", 1, 13, ""},
        {TEXTS(.labels = ROW("1") "[]"), PIN_E_PARSE, "labels", 2, 1,
         "expected a row (an object), found an array"},
        {TEXTS(.labels = "7"), PIN_E_PARSE, "labels", 1, 1,
         "expected a row (an object), found a number"},
        {TEXTS(.labels = NULL), PIN_E_MISSING, "labels", 0, 0, ""},
    };
    expect(bad, sizeof(bad) / sizeof(bad[0]));
}

Test(pinpoint_bad, a_column_of_the_wrong_type_is_named_by_its_place)
{
    static const struct bad bad[] = {
        {TEXTS(.labels = "{\"query_id\":null}"), PIN_E_PARSE, "labels", 1, 13,
         "expected a string in query_id, found null"},
        {TEXTS(.labels = "{\"query_id\":[1]}"), PIN_E_PARSE, "labels", 1, 13,
         "expected a string in query_id, found"},
        {TEXTS(.labels = "{\"query_image_signature\":3}"), PIN_E_PARSE, "labels", 1, 26,
         "expected a string in query_image_signature, found a number"},
        {TEXTS(.labels = "{\"query_image_signature2\":false}"), PIN_E_PARSE, "labels", 1,
         27, "expected a string in query_image_signature2, found false"},
        {TEXTS(.labels = "{\"instruction\":\n{}}"), PIN_E_PARSE, "labels", 2, 1,
         "expected a string in instruction, found"},
        {TEXTS(.labels = "{\"positive_candidates\":\"a\"}"), PIN_E_PARSE, "labels", 1, 24,
         "expected a list of ids in positive_candidates, found a string"},
        {TEXTS(.labels = "{\"negative_candidates\":[\"a\",\n 5]}"), PIN_E_PARSE, "labels",
         2, 2,
         "expected an item id (a string) or null in negative_candidates, found a number"},
        {TEXTS(.labels = "{\"negative_candidates\":[\"a\",[]]}"), PIN_E_PARSE, "labels",
         1, 29, "expected an item id (a string) or null in negative_candidates"},
        {TEXTS(.labels = "{\"query_id\":\"1\",\"query_id\":\"1\"}"), PIN_E_DUPLICATE,
         "labels", 1, 17, "the column query_id is there twice"},
    };
    expect(bad, sizeof(bad) / sizeof(bad[0]));
}

Test(pinpoint_bad, a_row_without_a_column_or_with_an_id_again_is_named_by_its_start)
{
    static const struct bad bad[] = {
        {TEXTS(.labels = ROW("1") "  {}"), PIN_E_PARSE, "labels", 2, 3,
         "the row has no column query_id"},
        {TEXTS(.labels = "{}", .reference = true), PIN_E_PARSE, "labels", 1, 1,
         "the row has no column query_id"},
        {TEXTS(.labels = "{\"query_id\":1}"), PIN_E_PARSE, "labels", 1, 1,
         "the row has no column query_image_signature"},
        {TEXTS(.labels = START "\"negative_candidates\":[]}"), PIN_E_PARSE, "labels", 1,
         1, "the row has no column positive_candidates"},
        {TEXTS(.labels = ROW("1") ROW("2") ROW("1")), PIN_E_DUPLICATE, "labels", 3, 1,
         "query \"00001\" is there twice"},
        {TEXTS(.labels = ROW("query_1") ROW("1")), PIN_E_DUPLICATE, "labels", 2, 1,
         "query \"00001\" is there twice"},
        {TEXTS(.labels = "{\"query_id\":\"a\\u0000b\"}", .reference = true), PIN_E_PARSE,
         "labels", 1, 1, ""},
    };
    expect(bad, sizeof(bad) / sizeof(bad[0]));
}

Test(pinpoint_bad, an_index_or_groups_file_is_named_by_its_line)
{
    static const char rows[] = ROW("1") ROW("2");
    static const struct bad bad[] = {
        {TEXTS(.labels = rows, .index = ""), PIN_E_PARSE, "index", 0, 0,
         "the index has no id"},
        {TEXTS(.labels = rows, .index = "\n\n"), PIN_E_PARSE, "index", 0, 0,
         "the index has no id"},
        {TEXTS(.labels = rows, .index = "a\nb\xC3\n"), PIN_E_PARSE, "index", 2, 2, ""},
        {TEXTS(.labels = rows, .groups = "1\tg\n2 g\n"), PIN_E_PARSE, "groups", 2, 4,
         "expected a tab and a group behind the query"},
        {TEXTS(.labels = rows, .groups = "1\tg\n2\tg\n1\th\n"), PIN_E_DUPLICATE, "groups",
         3, 1, "query \"1\" is in two groups"},
        {TEXTS(.labels = rows, .groups = "1\tg\xFF\n"), PIN_E_PARSE, "groups", 1, 4, ""},
    };
    expect(bad, sizeof(bad) / sizeof(bad[0]));
}

Test(pinpoint_bad, attributes_of_items_are_named_by_their_line)
{
    static const struct bad bad[] = {
        {TEXTS(.labels = ROW("1"), .items = ""), PIN_E_PARSE, "items", 0, 0,
         "the file has no header"},
        {TEXTS(.labels = ROW("1"), .items = "item\n"), PIN_E_PARSE, "items", 1, 1,
         "expected a header with an attribute's name"},
        {TEXTS(.labels = ROW("1"), .items = "item\tage\t\n"), PIN_E_PARSE, "items", 1, 1,
         "expected 1 to 64 names"},
        {TEXTS(.labels = ROW("1"), .items = "item\tage\tage\n"), PIN_E_DUPLICATE, "items",
         1, 1, "two columns are called \"age\""},
        {TEXTS(.labels = ROW("1"), .items = "item\tage\n\na\n"), PIN_E_PARSE, "items", 3,
         1, "expected an item and 1 values"},
        {TEXTS(.labels = ROW("1"), .items = "item\tage\nb\t1\t2\n"), PIN_E_PARSE, "items",
         2, 1, "expected an item and 1 values"},
    };
    expect(bad, sizeof(bad) / sizeof(bad[0]));
}

Test(pinpoint_bad, a_folder_or_a_missing_file_is_said_of_each_option)
{
    static const char *const names[] = {"path", "index", "groups"};
    for (uint32_t i = 0; i < 6; i++) {
        struct pinpoint_case c = {.dataset = NULL};
        folder_init(&c.folder);
        pin_arena_init(&c.arena, 0);
        const char *labels = folder_text(&c.folder, "labels", ROW("1"));
        const char *wrong = i < 3 ? c.folder.path : "/no/such/file";
        const struct pin_setting rows[] = {{"path", i % 3 == 0 ? wrong : labels},
                                           {names[i % 3], wrong}};
        cr_expect_eq(pinpoint_case_fill(&c, rows, i % 3 == 0 ? 1 : 2),
                     i < 3 ? PIN_E_IO : PIN_E_MISSING, "%u: %s", i, c.err.text);
        cr_expect_str_eq(c.err.where, wrong, "%u: %s", i, c.err.where);
        pinpoint_case_free(&c);
    }
}

Test(pinpoint_bad, every_allocation_may_fail_and_nothing_leaks)
{
    struct folder folder;
    folder_init(&folder);
    const char *path = folder_text(&folder, "labels", ROW("1") ROW("2"));
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pinpoint_case c = {.dataset = NULL};
        const struct pin_setting row = {"path", path};
        pin_arena_init(&c.arena, 0);
        c.arena.fail_at_call = fail_at;
        status = pinpoint_case_fill(&c, &row, 1);
        cr_assert(status == PIN_OK || c.err.status == PIN_E_NOMEM, "%s", c.err.text);
        pin_arena_free(&c.arena);
    }
    folder_free(&folder);
}
