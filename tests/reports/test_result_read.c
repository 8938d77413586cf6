#include "harness/model/result_read.h"
#include "reports/table.h"
#include "tests/reports/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

static enum pin_status read_text(struct pin_summary *out, const char *text,
                                 struct pin_arena *arena, struct pin_error *err)
{
    char path[] = "/tmp/pin-result-XXXXXX";
    const int file = mkstemp(path);
    cr_assert_geq(file, 0);
    cr_assert_eq(write(file, text, strlen(text)), (ssize_t)strlen(text));
    cr_assert_eq(close(file), 0);
    const enum pin_status status = pin_result_read(out, path, arena, err);
    cr_assert_eq(unlink(path), 0);
    return status;
}

static void expect_same_again(const struct pin_summary *summary, struct pin_arena *arena)
{
    struct pin_summary read;
    struct pin_error err = {0};
    const char *text = fixture_written(&pin_writer_json, summary, 0, arena);
    cr_assert_eq(read_text(&read, text, arena, &err), PIN_OK, "%s", err.text);
    for (uint32_t i = 0; pin_writers[i]; i++) {
        struct pin_summary twice;
        const char *once = fixture_written(&pin_writer_json, &read, 0, arena);
        cr_assert_eq(read_text(&twice, once, arena, &err), PIN_OK);
        const char *a = fixture_written(pin_writers[i], &read, 100, arena);
        const char *b = fixture_written(pin_writers[i], &twice, 100, arena);
        cr_assert_eq(a == NULL, b == NULL);
        cr_assert(!a || strcmp(a, b) == 0, "%s", pin_writers[i]->head.name);
    }
    cr_assert_str_eq(fixture_written(&pin_writer_json, &read, 0, arena), text);
}

Test(result_read, what_is_read_is_written_to_the_same_bytes)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *small = fixture_sheets(&arena);
    const struct pin_dropped dropped = {"gone", "gone.json:3:1: truncated"};
    struct pin_system *systems = FIXTURE_COPY(&arena, small->systems, 2);
    systems[0].pipeline = "[{\"engine\": \"exact\", \"alpha\": 0.8, \"run\": null}, "
                          "{}]";
    small->systems = systems;
    small->dropped = &dropped;
    small->dropped_n = 1;
    small->provenance.seed = UINT64_MAX;
    static const char *const columns[] = {"ap@10", "neg \"recall\""};
    const struct pin_per_query file = {
        "scores.tsv", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "group", columns, 2};
    small->per_query = &file;
    expect_same_again(small, &arena);
    expect_same_again(small, &arena);
    small->interval.resamples_n = 0;
    expect_same_again(small, &arena);
    small->partial = true;
    small->asked_n = 7;
    expect_same_again(small, &arena);
    const struct pin_summary *judged = fixture_judged(&arena);
    small->provenance.build = judged->provenance.build;
    small->provenance.plan = judged->provenance.plan;
    small->host = judged->host;
    small->gate = judged->gate;
    small->lacking = judged->lacking;
    small->lacking_n = judged->lacking_n;
    expect_same_again(small, &arena);
    expect_same_again(fixture_large(&arena, 3, 25), &arena);
    expect_same_again(fixture_large(&arena, 0, 0), &arena);
    pin_arena_free(&arena);
}

Test(result_read, tables_of_what_is_read_are_those_of_what_was_written)
{
    struct pin_arena arena;
    struct pin_summary read;
    pin_arena_init(&arena, 0);
    const struct pin_summary *large = fixture_large(&arena, 3, 25);
    const char *text = fixture_written(&pin_writer_json, large, 0, &arena);
    cr_assert_eq(read_text(&read, text, &arena, NULL), PIN_OK);
    cr_assert_str_eq(fixture_written(&pin_writer_table, &read, 100, &arena),
                     fixture_written(&pin_writer_table, large, 100, &arena));
    cr_assert_str_eq(fixture_written(&pin_writer_tsv, &read, 0, &arena),
                     fixture_written(&pin_writer_tsv, large, 0, &arena));
    pin_arena_free(&arena);
}

/* Replaces the first `old` of the small result. */
static const char *changed(const char *old, const char *by, struct pin_arena *arena)
{
    const char *text = fixture_written(&pin_writer_json, fixture_sheets(arena), 0, arena);
    const char *at = strstr(text, old);
    cr_assert_not_null(at, "%s", old);
    const size_t room = strlen(text) + strlen(by) + 1;
    char *out = pin_arena_alloc(arena, room, 1);
    cr_assert_not_null(out);
    (void)snprintf(out, room, "%.*s%s%s", (int)(at - text), text, by, at + strlen(old));
    return out;
}

Test(result_read, a_file_that_is_no_result_is_refused_with_its_place)
{
    static const struct {
        const char *old, *by, *says;
    } rows[] = {
        {"pinbench.result/1", "pinbench.result/9", "expected pinbench.result/1"},
        {"\"schema\"", "\"scheme\"", "no result of pinbench"},
        {"\"queries\": 4", "\"queries\": -4", "dataset.queries"},
        {"\"queries\": 4", "\"queries\": \"4\"", "dataset.queries"},
        {"\"label\": \"ap@10\"", "\"label\": \"ap@11\"", "ap@11"},
        {"\"kind\": \"count\"", "\"kind\": \"colour\"", "colour"},
        {"\"value\": {\"value\"", "\"worth\": {\"value\"", "value"},
        {"\"n\": 4,", "\"n\": -1,", "count"},
        {"\"sha256\": \"a", "\"sha256\": \"", "64 digits"},
        {"\"build_ns\": 12", "\"build_ns\": 1.5", "build_ns"},
        {"\"count\": 1234", "\"count\": 0", "0 times"},
    };
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct pin_summary read;
        struct pin_error err = {0};
        const char *text = changed(rows[i].old, rows[i].by, &arena);
        cr_assert_eq(read_text(&read, text, &arena, &err), PIN_E_PARSE, "%s", rows[i].by);
        cr_assert_eq(err.status, PIN_E_PARSE);
        cr_assert_not_null(strstr(err.text, rows[i].says), "%s: %s", rows[i].by,
                           err.text);
    }
    pin_arena_free(&arena);
}
