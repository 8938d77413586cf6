#include "reports/table.h"
#include "tests/reports/fixture.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

/* What the hostile name of the fixture looks like in a table. */
#define SHOWN "&%$#_{}~^\\|<>\"'??,?é"

#define RULE_1  "─"
#define RULE_4  RULE_1 RULE_1 RULE_1 RULE_1
#define RULE_20 RULE_4 RULE_4 RULE_4 RULE_4 RULE_4
#define RULE_60 RULE_20 RULE_20 RULE_20

static uint32_t widest_line(const char *text)
{
    uint32_t widest = 0;
    uint32_t width = 0;
    for (; *text != '\0'; text++) {
        const unsigned char byte = (unsigned char)*text;
        width = byte == '\n' ? 0 : width + ((byte & 0xC0U) != 0x80U);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static uint32_t count(const char *text, const char *part)
{
    uint32_t n = 0;
    for (text = strstr(text, part); text; text = strstr(text + 1, part)) {
        n++;
    }
    return n;
}

static const char *table(const struct pin_summary *summary, uint32_t width,
                         struct pin_arena *arena)
{
    const char *text = fixture_written(&pin_writer_table, summary, width, arena);
    cr_assert_not_null(text);
    return text;
}

Test(text_table, a_small_table_to_the_byte)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = fixture_small(&arena);
    cr_assert_str_eq(
        table(summary, 100, &arena),
        "dataset  toy (loader vectors)\n"
        "queries  4 in 2 groups (groups.tsv)\n"
        "items    1,000\n"
        "profile  strict; missing queries: zero; ties: file; seed: 7\n"
        "tool     pinbench 0.1.0\n"
        "\n"
        "system                     mAP@10  neg_recall@10 ↓  "
        "range(ap@10) ↓\n" RULE_60 RULE_4 RULE_1 RULE_1 "\n"
        "plain                      0.3333           0.0000          0.5000\n"
        "                      .2500 .5000\n" SHOWN
        "       0.1000           0.0000               -\n"
        "\n"
        "↓ lower is better; in the other columns higher is\n"
        "under a value: its 95 % interval, percentile bootstrap, 1,000 resamples of 2 "
        "clusters (group)\n"
        "- no value: nothing to compute it from\n"
        "plain: 1 of 4 queries has no list; it counts as 0\n"
        "all systems: no value on 1 query for neg_recall@10\n"
        "\n"
        "kind     queries  system                mAP@10  neg_recall@10 ↓  "
        "range(ap@10) ↓\n" RULE_60 RULE_4 RULE_4 RULE_4 RULE_4 RULE_1 RULE_1 RULE_1 "\n"
        "red            1  plain                 1.0000           0.0000          "
        "0.2500\n"
        "                  " SHOWN "  0.6667                -          0.1250\n"
        "a,b=\"c\"        3  plain                 1.0000           0.0000          "
        "0.2500\n"
        "                  " SHOWN "  0.6667                -          0.1250\n"
        "\n"
        "notes\n"
        "! repeated positive: 1,234 (q1, q?2, …)\n"
        "! " SHOWN ": unknown item: 1 (" SHOWN ")\n"
        "\n"
        "labels   qrels.txt, sha256 aaaaaaaaaaaa\n"
        "run      plain.json, sha256 bbbbbbbbbbbb\n");
    pin_arena_free(&arena);
}

Test(text_table, without_doubts_nothing_stands_below_the_figures)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = fixture_large(&arena, 1, 2);
    struct pin_dataset_facts *dataset = &summary->dataset;
    dataset->tallies.first = NULL;
    dataset->files = NULL;
    summary->slices_n = 0;
    summary->interval.resamples_n = 0;
    const char *text = strstr(table(summary, 100, &arena), "\n\n");
    cr_assert_str_eq(text, "\n\nsystem       p@1    p@10\n" RULE_20 RULE_4 "\n"
                           "a_oracle  0.6526  0.9174\n");
    pin_arena_free(&arena);
}

Test(text_table, no_line_is_wider_than_asked_and_every_figure_is_there)
{
    static const uint32_t widths[] = {60, 61, 72, 80, 100, 132, 400, 1000};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (size_t w = 0; w < sizeof(widths) / sizeof(widths[0]); w++) {
        for (uint32_t systems_n = 1; systems_n <= 5; systems_n += 2) {
            const struct pin_summary *summary = fixture_large(&arena, systems_n, 25);
            const char *text = table(summary, widths[w], &arena);
            cr_assert_leq(widest_line(text), widths[w]);
            if (widths[w] >= 80) {
                cr_assert_geq(count(text, "delta_noneg@10/ap@10"), 3);
                cr_assert_geq(count(text, "Children's Fashion"), 1);
            }
            /* Each figure of each system and slice, wherever it went. */
            cr_assert_geq(count(text, "0."), systems_n * 25 * 30);
        }
    }
    pin_arena_free(&arena);
}

Test(text_table, the_worst_names_and_values_keep_the_width)
{
    char name[300];
    memset(name, 'x', sizeof(name) - 1);
    name[sizeof(name) - 1] = '\0';
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (uint32_t width = 60; width <= 130; width += 7) {
        struct pin_summary *summary = fixture_small(&arena);
        struct pin_dataset_facts *dataset = &summary->dataset;
        struct pin_tally *tally = FIXTURE_COPY(&arena, dataset->tallies.first, 1);
        struct pin_file *file = FIXTURE_COPY(&arena, dataset->files, 1);
        const struct pin_system system = {.name = name,
                                          .missing_n = 4000000000U,
                                          .tallies = {.first = tally},
                                          .file = file};
        struct pin_system systems[] = {system, system};
        struct pin_figure figures[6];
        const struct pin_figure_column columns[] = {
            {name, true}, {"ap@10", false}, {name, false}};
        for (int i = 0; i < 6; i++) {
            figures[i] = (struct pin_figure){-1.5e300, 1, (uint32_t)i, 1};
        }
        systems[0].figures = figures;
        systems[1].figures = figures + 3;
        const struct pin_slice slice = {name, name, UINT32_MAX, figures};
        dataset->name = dataset->loader = dataset->groups_source = name;
        tally->what = name;
        tally->examples[0] = name;
        file->name = file->role = name;
        dataset->tallies.first = tally;
        dataset->files = file;
        summary->provenance.missing = name;
        summary->provenance.profile = summary->provenance.ties = name;
        summary->systems = systems;
        summary->columns = columns;
        summary->slices = &slice;
        summary->slices_n = 1;
        cr_assert_leq(widest_line(table(summary, width, &arena)), width);
        summary->systems_n = 1;
        cr_assert_leq(widest_line(table(summary, width, &arena)), width);
    }
    pin_arena_free(&arena);
}

Test(text_table, what_happens_to_missing_queries_is_said_in_words)
{
    static const char *const policies[][2] = {
        {"zero", "b_noisy: 12 of 7,635 queries have no list; they count as 0\n"},
        {"skip", "b_noisy: 12 of 7,635 queries have no list; they are left out\n"},
        {"half", "b_noisy: 12 of 7,635 queries have no list; missing queries: half\n"},
    };
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof(policies) / sizeof(policies[0]); i++) {
        struct pin_summary *summary = fixture_large(&arena, 2, 3);
        summary->provenance.missing = policies[i][0];
        const char *text = table(summary, 100, &arena);
        cr_assert_not_null(strstr(text, policies[i][1]));
        cr_assert_null(strstr(text, "a_oracle:"));
    }
    pin_arena_free(&arena);
}

Test(text_table, undefined_figures_are_gathered_by_their_count)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = fixture_large(&arena, 2, 8);
    struct pin_system *systems = FIXTURE_COPY(&arena, summary->systems, 2);
    struct pin_figure *figures = FIXTURE_COPY(&arena, systems[0].figures, 8);
    for (int c = 0; c < 6; c++) {
        figures[c].undefined_n = c == 3 ? 1 : 1200;
    }
    systems[0].figures = figures;
    summary->systems = systems;
    const char *text = table(summary, 200, &arena);
    cr_assert_not_null(strstr(text, "a_oracle: no value on 1,200 queries for p@1 p@10 "
                                    "neg_recall@10 mAP_noneg@10 and 1 more figure\n"
                                    "a_oracle: no value on 1 query for mAP@10\n"));
    cr_assert_null(strstr(text, "b_noisy: no value"));
    pin_arena_free(&arena);
}

Test(text_table, no_system_is_said)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const char *text = table(fixture_large(&arena, 0, 3), 100, &arena);
    cr_assert_not_null(strstr(text, "\n\nno system was scored\n"));
    pin_arena_free(&arena);
}
