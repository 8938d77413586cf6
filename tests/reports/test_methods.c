#include "harness/model/sheet_build.h"
#include "harness/plugin/option.h"
#include "reports/citations.h"
#include "reports/table.h"
#include "tests/reports/fixture.h"

#include <string.h>

#include <criterion/criterion.h>

static char *written(const struct pin_summary *summary, const char *form,
                     const char *notes, struct pin_arena *arena)
{
    const struct pin_setting rows[] = {{"form", form}, {"notes", notes}};
    const struct pin_settings settings = {rows, 2, NULL};
    const void *options = NULL;
    struct pin_buffer buffer;
    cr_assert_eq(
        pin_options_fill(&options, &pin_writer_methods.head, &settings, arena, NULL),
        PIN_OK);
    pin_buffer_init(&buffer, 0, NULL);
    cr_assert_eq(pin_writer_methods.write(&buffer, summary, options, NULL), PIN_OK);
    char *text = pin_buffer_move(&buffer, arena, NULL);
    pin_buffer_free(&buffer);
    return text;
}

/* How many entries the text has of this key: "@kind{key,". */
static uint32_t entries_of(const char *text, const char *key)
{
    uint32_t n = 0;
    const size_t length = strlen(key);
    for (const char *at = strchr(text, '@'); at; at = strchr(at + 1, '@')) {
        const char *brace = strchr(at, '{');
        n += brace && strncmp(brace + 1, key, length) == 0 && brace[1 + length] == ',';
    }
    return n;
}

Test(methods, the_paragraph_says_what_was_done_and_cites_what_it_names)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = fixture_small(&arena);
    summary->interval = (struct pin_interval_note){.method = "BCa bootstrap",
                                                   .cluster = "group",
                                                   .level = 0.9,
                                                   .resamples_n = 2000,
                                                   .clusters_n = 2};
    summary->provenance = (struct pin_provenance){.tool_version = "1.2.3",
                                                  .profile = "strict",
                                                  .missing = "skip",
                                                  .ties = "trec",
                                                  .seed = 17};
    const char *text = written(summary, "text", "false", &arena);
    static const char paragraph[] =
        "2 systems were evaluated on toy [dataset], which has 4 queries in 2 groups and\n"
        "7 judgments. The corpus has 1,000 items. A query without a list was left out.\n"
        "Hits with equal scores were ordered by the rule trec of the profile strict.\n"
        "ap: sum of precision at each hit / relevant. Its source: by hand. Intervals,\n"
        "at the level 0.9, rest on 2,000 resamples of 2 clusters (each a group), drawn\n"
        "from the seed 17 by BCa bootstrap [efron1979,efron1987]. All figures were\n"
        "computed by pinbench 1.2.3 [pinbench].\n\n";
    cr_assert_eq(strncmp(text, paragraph, strlen(paragraph)), 0, "%s", text);
    static const char *const cited[] = {"efron1979", "efron1987", "dataset", "pinbench"};
    for (uint32_t i = 0; i < 4; i++) {
        cr_assert_eq(entries_of(text, cited[i]), 1, "%s", cited[i]);
    }
    cr_assert_eq(entries_of(text, "westfall1993"), 0);
    pin_arena_free(&arena);
}

Test(methods, a_partial_result_and_a_condition_are_said)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = fixture_small(&arena);
    summary->partial = true;
    summary->asked_n = 5;
    summary->provenance.where = "images=2";
    const char *text = written(summary, "latex", "false", &arena);
    cr_assert_not_null(strstr(text, "interrupted"));
    cr_assert_not_null(strstr(text, "of 5 systems"));
    cr_assert_not_null(strstr(text, "images=2."));
    pin_arena_free(&arena);
}

Test(methods, notes_on_tests_are_quoted_and_the_others_only_where_asked_for)
{
    static const struct pin_sheet_column columns[] = {{"n", "n", PIN_SHEET_COUNT, false}};
    struct pin_arena arena;
    struct pin_sheet_book book;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = fixture_small(&arena);
    pin_sheet_book_init(&book, &arena);
    pin_sheet_begin(&book, "pairs", "pairs", columns, 1);
    pin_sheet_note(&book, "p: by sign flips");
    pin_sheet_note(&book, "corrected: by step-down max-T");
    pin_sheet_note(&book, "chatter: Friedman");
    cr_assert_eq(pin_sheet_end(&book, NULL), PIN_OK);
    summary->sheets = book.first;
    const char *text = written(summary, "latex", "false", &arena);
    cr_assert_not_null(strstr(text, "Of the table pairs, p: by sign flips "
                                    "\\cite{fisher1935,smucker2007}.\n"));
    cr_assert_not_null(
        strstr(text, "corrected: by step{-}down max{-}T \\cite{westfall1993}.\n"));
    cr_assert_null(strstr(text, "chatter"));
    cr_assert_eq(entries_of(text, "westfall1993"), 0); /* they are a form of their own */
    text = written(summary, "latex", "true", &arena);
    cr_assert_not_null(strstr(text, "chatter: Friedman \\cite{friedman1937}.\n"));
    text = written(summary, "bibtex", "false", &arena);
    cr_assert_eq(text[0], '@');
    cr_assert_eq(entries_of(text, "westfall1993"), 1);
    cr_assert_eq(entries_of(text, "friedman1937"), 1); /* whatever notes are shown */
    pin_arena_free(&arena);
}

/* A name that could end a field, or run a command. */
Test(methods, names_run_no_command_and_leave_braces_matched)
{
    static const char *const hostile[] = {
        HOSTILE_NAME, "}}} @article{x, a={\\input{y}}", "{{{", "\\", "%", "}\n@comment{"};
    static const char *const forms[] = {"text", "latex", "bibtex"};
    for (uint32_t i = 0; i < 6; i++) {
        struct pin_arena arena;
        pin_arena_init(&arena, 0);
        struct pin_summary *summary = fixture_small(&arena);
        summary->dataset.name = hostile[i];
        summary->provenance.tool_version = hostile[i];
        for (uint32_t f = 0; f < 3; f++) {
            const char *text = written(summary, forms[f], "true", &arena);
            /* Below the first line, which is a comment, a command would run. */
            cr_assert(f == 0 || !strstr(strchr(text, '\n'), "\\input"));
            cr_assert_null(strchr(text, '\xFF'));
            int depth = 0;
            for (const char *c = text; f == 2 && *c; c++) {
                depth += (*c == '{') - (*c == '}');
                cr_assert_geq(depth, 0);
            }
            cr_assert_eq(depth, 0);
        }
        cr_assert_eq(entries_of(written(summary, "bibtex", "true", &arena), "x"), 0);
        pin_arena_free(&arena);
    }
}

Test(methods, every_work_has_a_key_of_its_own_and_an_entry_with_matched_braces)
{
    uint32_t n = 0;
    for (; pin_citation_key(n); n++) {
        struct pin_buffer buffer;
        pin_buffer_init(&buffer, 0, NULL);
        struct pin_page page = {.out = &buffer};
        pin_citation_entry(&page, n);
        pin_page_bytes(&page, "", 1);
        int depth = 0;
        for (const char *c = buffer.bytes; *c; c++) {
            depth += (*c == '{') - (*c == '}');
        }
        cr_assert_eq(depth, 0);
        cr_assert_not_null(strstr(buffer.bytes, pin_citation_key(n)));
        cr_assert_not_null(strstr(buffer.bytes, "title = {"));
        for (uint32_t before = 0; before < n; before++) {
            cr_assert_str_neq(pin_citation_key(before), pin_citation_key(n));
        }
        pin_buffer_free(&buffer);
    }
    cr_assert_geq(n, 20);
    cr_assert_eq(pin_citations_named("nothing that is known"), 0);
}
