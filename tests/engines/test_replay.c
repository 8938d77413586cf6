#include "engines/table.h"
#include "harness/model/dataset_build.h"
#include "harness/model/judged.h"
#include "tests/folder.h"

struct replay_case {
    struct folder folder;
    struct pin_arena arena;
    struct pin_error err;
    const struct pin_dataset *dataset;
    const struct pin_run *run;
};

/* Queries p (relevant: a, 3, true) and q (relevant: b); no index. */
static void build_dataset(struct replay_case *c)
{
    static const char *const relevant[] = {"a", "3", "true"};
    struct pin_dataset_builder *builder = NULL;
    pin_query p;
    pin_query q;
    cr_assert_eq(pin_dataset_builder_new(&builder, "hand", "d", &c->arena, NULL), PIN_OK);
    cr_assert_eq(pin_dataset_add_query(builder, PIN_TEXT("p"), &p, NULL), PIN_OK);
    cr_assert_eq(pin_dataset_add_query(builder, PIN_TEXT("q"), &q, NULL), PIN_OK);
    for (uint32_t i = 0; i < 3; i++) {
        const struct pin_text item = pin_text_of(relevant[i]);
        cr_assert_eq(pin_dataset_add_judgment(builder, p, item, 1, NULL), PIN_OK);
    }
    cr_assert_eq(pin_dataset_add_judgment(builder, q, PIN_TEXT("b"), 1, NULL), PIN_OK);
    cr_assert_eq(pin_dataset_freeze(builder, &c->dataset, NULL), PIN_OK);
}

static enum pin_status replay_file(struct replay_case *c, const char *path,
                                   const char *reading, bool without_digest)
{
    const struct pin_head *head = &pin_engine_replay.head;
    const struct pin_setting rows[] = {{"run", path}, {"reading", reading}};
    const struct pin_settings settings = {.rows = rows, .rows_n = 2};
    const void *options = NULL;
    struct pin_run_builder *builder = NULL;
    struct pin_engine *engine = NULL;
    PIN_TRY(pin_options_fill(&options, head, &settings, &c->arena, &c->err));
    PIN_TRY(pin_run_builder_new(&builder, "run", &c->dataset->corpus,
                                &c->dataset->queries, &c->arena, &c->err));
    if (without_digest) {
        pin_run_skip_digest(builder);
    }
    PIN_TRY(pin_engine_replay.open(&engine, options, 1, &c->err));
    const enum pin_status status = pin_engine_replay.stored(engine, builder, &c->err);
    pin_engine_replay.close(engine);
    PIN_TRY(status);
    c->run = pin_run_finish(builder, 0);
    return PIN_OK;
}

static enum pin_status replay_path(struct replay_case *c, const char *path,
                                   const char *reading)
{
    return replay_file(c, path, reading, false);
}

static enum pin_status replay(struct replay_case *c, const char *text, bool reference)
{
    *c = (struct replay_case){.run = NULL};
    folder_init(&c->folder);
    pin_arena_init(&c->arena, 0);
    build_dataset(c);
    const char *path = folder_text(&c->folder, "run.json", text);
    return replay_path(c, path, reference ? "reference" : "strict");
}

static void free_case(struct replay_case *c)
{
    pin_arena_free(&c->arena);
    folder_free(&c->folder);
}

/* The ids of a list with blanks between them; "-" for a null, "?" for no list. */
static void expect_list(const struct replay_case *c, uint32_t query, const char *expected)
{
    char got[256] = "?";
    const struct pin_run *run = c->run;
    for (uint32_t i = 0; run->answered[query] && i <= run->hits_n[query]; i++) {
        if (i == 0) {
            got[0] = '\0';
        }
        if (i < run->hits_n[query]) {
            const pin_item item = run->hits[run->start[query] + i].item;
            const char *name = item.ix == PIN_ITEM_NULL.ix
                                   ? "-"
                                   : pin_run_item_name(run, &c->dataset->corpus, item);
            const size_t used = strlen(got);
            (void)snprintf(got + used, sizeof(got) - used, "%s%s", i > 0 ? " " : "",
                           name);
        }
    }
    cr_expect_str_eq(got, expected);
}

Test(replay, lists_are_given_in_order_and_other_members_are_passed_over)
{
    for (uint32_t reference = 0; reference < 2; reference++) {
        struct replay_case c;
        static const char text[] =
            "{\"q\": {\"scores\": [1, {\"deep\": [null]}], \"retrieved_items\": [\"x\", "
            "\"b\", null, \"\\u0062\", \"\"], \"time\": 0.5},\n"
            " \"nobody\": {\"retrieved_items\": [\"a\"]},\n"
            " \"p\": {\"retrieved_items\": []}}\n";
        cr_assert_eq(replay(&c, text, reference == 1), PIN_OK, "%s", c.err.text);
        expect_list(&c, 0, "");
        expect_list(&c, 1, "x b - b ");
        const struct pin_tally *unknown =
            pin_tally_find(&c.run->tallies, PIN_TALLY_UNKNOWN_QUERY);
        cr_assert_not_null(unknown);
        cr_assert_eq(unknown->count, 1);
        cr_assert_not(c.run->scored);
        cr_assert_eq(c.run->depth, 0);
        cr_assert_str_eq(c.run->file->role, "run");
        cr_assert_str_eq(c.run->file->name, "run.json");
        cr_assert_eq(c.run->file->bytes, sizeof(text) - 1);
        free_case(&c);
    }
}

struct bad {
    const char *text;
    enum pin_status status;
    uint32_t line, column;
    const char *message;
};

static void expect_bad(const struct bad *bad, uint32_t n, bool reference)
{
    for (uint32_t i = 0; i < n; i++) {
        struct replay_case c;
        const enum pin_status status = replay(&c, bad[i].text, reference);
        cr_expect_eq(status, bad[i].status, "%u: %s", i, pin_status_name(status));
        cr_expect_eq(c.err.status, status, "%u", i);
        cr_expect_str_eq(c.err.where, c.folder.files[0], "%u: %s", i, c.err.where);
        cr_expect(c.err.line == bad[i].line && c.err.column == bad[i].column,
                  "%u: at %u:%u, %s", i, c.err.line, c.err.column, c.err.text);
        cr_expect_eq(strncmp(c.err.text, bad[i].message, strlen(bad[i].message)), 0,
                     "%u: %s", i, c.err.text);
        free_case(&c);
    }
}

Test(replay, what_is_malformed_is_named_by_its_place)
{
    static const struct bad bad[] = {
        {"", PIN_E_PARSE, 1, 1, ""},
        {"[]", PIN_E_PARSE, 1, 1, "expected an object, found an array"},
        {"{\"p\": {\"retrieved_items\": [\"a\"", PIN_E_PARSE, 1, 31, ""},
        {"{}\n{}", PIN_E_PARSE, 2, 1, ""},
        {"{\"p\": {\"retrieved_items\": [\"\xFF\"]}}", PIN_E_PARSE, 1, 29, ""},
        {"{\"p\": [\"a\"]}", PIN_E_PARSE, 1, 7,
         "expected an object with \"retrieved_items\", found an array"},
        {"{\"p\": {\"retrieved_items\": \"a\"}}", PIN_E_PARSE, 1, 27,
         "expected the list of retrieved items, found a string"},
        {"{\"p\": {\"retrieved_items\": null}}", PIN_E_PARSE, 1, 27,
         "expected the list of retrieved items, found null"},
        {"{\"p\": {\"retrieved_items\": [{}]}}", PIN_E_PARSE, 1, 28,
         "expected an item id (a string), found an object"},
        {"{\"p\": {\"retrieved_items\": [[]]}}", PIN_E_PARSE, 1, 28,
         "expected an item id (a string), found an array"},
        {"{\"p\": {\"retrieved_items\": [\"\\u0000\"]}}", PIN_E_PARSE, 1, 28, ""},
    };
    expect_bad(bad, sizeof(bad) / sizeof(bad[0]), false);
    expect_bad(bad, sizeof(bad) / sizeof(bad[0]), true);
}

Test(replay, the_strict_reading_also_refuses_what_may_be_a_mistake)
{
    static const struct bad bad[] = {
        {"{\"p\": {\"retrieved_items\": [3]}}", PIN_E_PARSE, 1, 28,
         "expected an item id (a string), found a number"},
        {"{\"p\": {\"retrieved_items\": [\"a\",\n true]}}", PIN_E_PARSE, 2, 2,
         "expected an item id (a string), found true"},
        {"{\"p\":\n {\"items\": []}}", PIN_E_PARSE, 2, 2,
         "the entry has no \"retrieved_items\""},
        {"{\"p\": {\"retrieved_items\": []},\n\"p\": {\"retrieved_items\": []}}",
         PIN_E_DUPLICATE, 2, 1, "a second list for query \"p\""},
        {"{\"p\": {\"retrieved_items\": [], \"retrieved_items\": []}}", PIN_E_DUPLICATE,
         1, 31, "a second \"retrieved_items\" in one entry"},
        {"{\"last_processed_idx\": 40, \"results\": {}}", PIN_E_PARSE, 1, 24,
         "expected an object with \"retrieved_items\", found a number (a checkpoint "
         "holds "
         "its lists under \"results\")"},
        {"{\"nobody\": 3}", PIN_E_PARSE, 1, 12,
         "expected an object with \"retrieved_items\", found a number"},
        {"{\"nobody\": {\"retrieved_items\": 3}}", PIN_E_PARSE, 1, 32,
         "expected the list of retrieved items, found a number"},
    };
    expect_bad(bad, sizeof(bad) / sizeof(bad[0]), false);
}

Test(replay, the_reference_reading_takes_the_last_entry_and_a_missing_list_as_empty)
{
    struct replay_case c;
    cr_assert_eq(replay(&c,
                        "{\"p\": {\"retrieved_items\": [\"a\", \"b\"]},"
                        " \"q\": {\"retrieved_items\": [\"x\"]},"
                        " \"last_processed_idx\": 3, \"results\": [{}],"
                        " \"nobody\": {\"retrieved_items\": 7},"
                        " \"p\": {\"retrieved_items\": [\"b\"]}, \"q\": {\"n\": 1}}",
                        true),
                 PIN_OK, "%s", c.err.text);
    expect_list(&c, 0, "b");
    expect_list(&c, 1, "");
    cr_assert_eq(pin_tally_find(&c.run->tallies, PIN_TALLY_UNKNOWN_QUERY)->count, 3);
    free_case(&c);
}

/* Labels are texts, and the reference evaluator compares types too. */
Test(replay, a_hit_that_is_no_text_matches_no_label_that_looks_like_it)
{
    struct replay_case c;
    cr_assert_eq(replay(&c,
                        "{\"p\": {\"retrieved_items\": [3, true, \"3\", false, 3, "
                        "\"true\", -1.5e3, \"a\"]}}",
                        true),
                 PIN_OK, "%s", c.err.text);
    static const int32_t relevant[] = {0, 0, 1, 0, 0, 1, 0, 1};
    struct pin_judge *judge = NULL;
    cr_assert_eq(pin_judge_new(&judge, c.dataset, c.run,
                               (struct pin_reading){true, PIN_TIES_FILE}, &c.arena, NULL),
                 PIN_OK);
    const struct pin_judged judged = pin_judge(judge, (pin_query){0});
    cr_assert_eq(judged.depth, 8);
    for (uint32_t i = 0; i < 8; i++) {
        cr_expect_eq(judged.grades[i] > 0, relevant[i] > 0, "rank %u", i + 1);
    }
    free_case(&c);
}

Test(replay, a_folder_and_a_missing_file_are_said)
{
    struct replay_case c;
    cr_assert_eq(replay(&c, "{}", false), PIN_OK);
    cr_expect_eq(replay_path(&c, c.folder.path, "strict"), PIN_E_IO);
    cr_expect_str_eq(c.err.where, c.folder.path);
    pin_error_clear(&c.err);
    cr_expect_eq(replay_path(&c, "/no/such/run", "strict"), PIN_E_MISSING);
    cr_expect_str_eq(c.err.where, "/no/such/run");
    free_case(&c);
}

Test(replay, the_digest_of_the_file_is_left_out_where_nobody_asks)
{
    struct replay_case c;
    const char *text = "{\"p\": {\"retrieved_items\": [\"x\"]}}";
    cr_assert_eq(replay(&c, text, false), PIN_OK);
    cr_assert_eq(strlen(c.run->file->sha256), 64);
    cr_assert_eq(replay_file(&c, c.folder.files[0], "strict", true), PIN_OK);
    cr_assert_str_eq(c.run->file->sha256, "");
    cr_assert_eq(c.run->file->bytes, strlen(text));
    free_case(&c);
}

Test(replay, every_allocation_may_fail_and_nothing_leaks)
{
    struct replay_case c;
    cr_assert_eq(replay(&c, "{\"p\": {\"retrieved_items\": [\"x\", \"y\"]}}", false),
                 PIN_OK);
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct replay_case failing = {.dataset = c.dataset};
        pin_arena_init(&failing.arena, 0);
        failing.arena.fail_at_call = fail_at;
        status = replay_path(&failing, c.folder.files[0], "reference");
        cr_assert(status == PIN_OK || failing.err.status == PIN_E_NOMEM);
        pin_arena_free(&failing.arena);
    }
    free_case(&c);
}
