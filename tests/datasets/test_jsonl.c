#include "datasets/table.h"
#include "tests/folder.h"

#include <string.h>

#include <criterion/criterion.h>

struct jsonl_case {
    struct folder folder;
    struct pin_arena arena;
    struct pin_error err;
    const struct pin_dataset *dataset;
};

static enum pin_status fill(struct jsonl_case *c, const char *path)
{
    const struct pin_setting row = {"path", path};
    const struct pin_settings settings = {.rows = &row, .rows_n = 1};
    const struct pin_head *head = &pin_loader_jsonl.head;
    struct pin_dataset_builder *builder = NULL;
    const void *options = NULL;
    PIN_TRY(pin_options_fill(&options, head, &settings, &c->arena, &c->err));
    PIN_TRY(pin_dataset_builder_new(&builder, "jsonl", "j", &c->arena, &c->err));
    PIN_TRY(pin_loader_jsonl.load(builder, options, &c->err));
    return pin_dataset_freeze(builder, &c->dataset, &c->err);
}

static enum pin_status load(struct jsonl_case *c, const char *text, uint64_t fail_at)
{
    *c = (struct jsonl_case){.dataset = NULL};
    folder_init(&c->folder);
    pin_arena_init(&c->arena, 0);
    c->arena.fail_at_call = fail_at;
    return fill(c, folder_text(&c->folder, "data", text));
}

static void unload(struct jsonl_case *c)
{
    pin_arena_free(&c->arena);
    folder_free(&c->folder);
}

static const char whole[] =
    "\xEF\xBB\xBF{\"item\":\"a\",\"attributes\":{\"x\":1.50,\"y\":null}}\r\n"
    "{\"item\":2}\n\n"
    "{\"group\":\"g\",\"negatives\":[\"a\",null],\"images\":[\"a\",\"z\"],\"query\":"
    "\"q\","
    "\"positives\":[2],\"instruction\":\"w\\u00e4rm\",\"attributes\":{\"k\":true}}\n"
    "{\"query\":7,\"judgments\":{\"a\":3,\"2\":0,\"z\":-1}}";

Test(jsonl, items_and_queries_make_a_dataset)
{
    struct jsonl_case c;
    cr_assert_eq(load(&c, whole, 0), PIN_OK, "%s", c.err.text);
    const struct pin_dataset *d = c.dataset;
    cr_assert_eq(d->corpus.items_n, 2);
    cr_assert_eq(d->corpus.attributes_n, 1);
    cr_assert_str_eq(d->corpus.attributes[0].name, "x");
    cr_assert_eq(d->queries.queries_n, 2);
    cr_assert_str_eq(d->queries.names[0], "q");
    cr_assert_str_eq(d->queries.names[1], "7");
    cr_assert_str_eq(d->queries.instructions[0], "w\xC3\xA4rm");
    cr_assert_eq(pin_queries_references_n(&d->queries, 0), 2);
    cr_assert_eq(d->groups.groups_n, 1);
    cr_assert_eq(d->groups.group_of_query[1], PIN_IX_NONE);
    cr_assert_not_null(pin_dataset_query_attribute(d, "k"));
    const struct pin_judgments *j = &d->judgments;
    cr_assert_eq(j->row_start[1], 2);
    cr_assert_eq(j->row_start[2], 5);
    cr_assert_eq(j->listed[0].negatives_n, 2);
    cr_assert_eq(j->listed[0].negative_nulls_n, 1);
    int32_t sum = 0;
    for (uint64_t i = 2; i < 5; i++) {
        sum = 10 * sum + j->rows[i].grade + 1;
    }
    cr_assert_eq(sum, 410);
    unload(&c);
}

Test(jsonl, what_is_wrong_is_named_with_its_place)
{
    static const struct {
        const char *text;
        uint32_t line;
        uint32_t column;
        const char *why;
    } cases[] = {
        {"", 1, 1, "no query"},
        {"{\"item\":\"a\"}\n", 2, 1, "no query"},
        {"[]", 1, 1, "an object"},
        {"{\"query\":\"q\"}\n{}", 2, 1, "neither"},
        {"{\"query\":\"q\",\"item\":\"i\"}", 1, 1, "both"},
        {"{\"query\":\"q\"}\n{\"item\":\"i\"}", 2, 1, "items come first"},
        {"{\"item\":\"i\"}\n{\"item\":\"i\"}", 2, 1, "there twice"},
        {"{\"query\":\"q\"}\n{\"query\":\"q\"}", 2, 1, ""},
        {"{\"item\":\"i\",\"group\":\"g\"}", 1, 1, "nothing else"},
        {"{\"query\":\"\"}", 1, 10, "empty"},
        {"{\"query\":null}", 1, 10, "an id"},
        {"{\"query\":\"q\",\"query\":\"q\"}", 1, 14, "there twice"},
        {"{\"query\":\"q\",\"positive\":[]}", 1, 14, "positive"},
        {"{\"query\":\"q\",\"positives\":\"a\"}", 1, 26, "a list of ids"},
        {"{\"query\":\"q\",\"images\":[null]}", 1, 24, "an id"},
        {"{\"query\":\"q\",\"judgments\":{\"a\":1.5}}", 1, 31, "a grade"},
        {"{\"query\":\"q\",\"judgments\":{\"a\":-2}}", 1, 31, "a grade"},
        {"{\"query\":\"q\",\"judgments\":[]}", 1, 26, "grades by item"},
        {"{\"query\":\"q\",\"attributes\":{\"a\":[]}}", 1, 32, "a string"},
        {"{\"query\":\"q\",\"attributes\":{\"\":1}}", 1, 28, "empty"},
        {"{\"query\":\"q\\u0000\"}", 1, 10, "NUL"},
        {"{\"query\":\"q\",", 1, 14, ""},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct jsonl_case c;
        const enum pin_status status = load(&c, cases[i].text, 0);
        cr_assert(status == PIN_E_PARSE || status == PIN_E_DUPLICATE, "%s",
                  cases[i].text);
        cr_assert_eq(c.err.line, cases[i].line, "%s: %u:%u", cases[i].text, c.err.line,
                     c.err.column);
        cr_assert_eq(c.err.column, cases[i].column, "%s: %u", cases[i].text,
                     c.err.column);
        cr_assert_not_null(strstr(c.err.text, cases[i].why), "%s: %s", cases[i].text,
                           c.err.text);
        unload(&c);
    }
}

Test(jsonl, every_allocation_may_fail_and_nothing_leaks)
{
    enum pin_status status = PIN_E_NOMEM;
    uint64_t fail_at = 0;
    while (status != PIN_OK) {
        struct jsonl_case c;
        status = load(&c, whole, ++fail_at);
        cr_assert(status == PIN_OK || status == PIN_E_NOMEM);
        unload(&c);
    }
    cr_assert_gt(fail_at, 20);
}
