#include "tests/reports/fixture.h"

#include "harness/base/rng.h"
#include "harness/model/sheet_build.h"
#include "harness/plugin/option.h"
#include "reports/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const labels[] = {
    "p@1",
    "p@10",
    "neg_recall@10",
    "ap@10",
    "ap_noneg@10",
    "delta_noneg@10",
    "delta_noneg@10/ap@10",
    "range(p@10)",
    "ap@1",
    "ap@5",
    "ap@50",
    "ap_noneg@1",
    "ap_noneg@5",
    "ap_noneg@50",
    "neg_recall@1",
    "neg_recall@5",
    "neg_recall@50",
    "p@5",
    "p@50",
    "recall@1",
    "recall@5",
    "recall@10",
    "recall@50",
    "std0(p@10)",
    "range(ap@10)",
};

static const char *const interests[] = {
    "Women's Fashion",
    "Home Decor",
    "Art",
    "Beauty",
    "Entertainment",
    "Men's Fashion",
    "Food and Drinks",
    "Wedding",
    "DIY and Crafts",
    "Architecture",
    "Travel",
    "Animals",
    "Gardening",
    "Sport",
    "Vehicles",
    "Event Planning",
    "Electronics",
    "Design",
    "Education",
    "Children's Fashion",
    "Health",
    "Finance",
    "Parenting",
};

static const char *const categories[] = {"Swap",     "Context Fit", "Composition",
                                         "Negation", "Complement",  "Explore"};

static const char *const names[] = {"a_oracle", "b_noisy", "bge_vl_mllm_s1_reranked",
                                    "metaclip2_combined", "gpt5_text_premerge"};

enum {
    LABELS_N = sizeof(labels) / sizeof(labels[0]),
    INTERESTS_N = sizeof(interests) / sizeof(interests[0]),
    CATEGORIES_N = sizeof(categories) / sizeof(categories[0]),
    NAMES_N = sizeof(names) / sizeof(names[0]),
};

void *fixture_copy(struct pin_arena *arena, const void *bytes, size_t length)
{
    void *copy = pin_arena_alloc(arena, length + 1, _Alignof(max_align_t));
    if (!copy) {
        abort();
    }
    memcpy(copy, bytes, length);
    return copy;
}

static struct pin_tallies note(struct pin_arena *arena, const struct pin_tally *tally)
{
    return (struct pin_tallies){.first = FIXTURE_COPY(arena, tally, 1)};
}

static struct pin_file *file(struct pin_arena *arena, const char *role, const char *name,
                             char digit)
{
    char sha256[65] = {0};
    memset(sha256, digit, sizeof(sha256) - 1);
    const struct pin_file made = {.role = role,
                                  .name = name,
                                  .bytes = 2072753,
                                  .sha256 = FIXTURE_COPY(arena, sha256, 65)};
    return FIXTURE_COPY(arena, &made, 1);
}

static struct pin_dataset_facts small_dataset(struct pin_arena *arena)
{
    static const struct pin_tally tally = {.what = "repeated positive",
                                           .count = 1234,
                                           .examples_n = 2,
                                           .examples = {"q1", "q\t2"}};
    return (struct pin_dataset_facts){
        .name = "toy",
        .loader = "vectors",
        .items_n = 1000,
        .queries_n = 4,
        .judgments_n = 7,
        .groups_n = 2,
        .groups_source = "groups.tsv",
        .files = file(arena, "labels", "qrels.txt", 'a'),
        .tallies = note(arena, &tally),
    };
}

#define NONE ((double)NAN) /* no interval */

struct pin_summary *fixture_small(struct pin_arena *arena)
{
    static const struct pin_figure_column columns[] = {
        {"ap@10", false}, {"neg_recall@10", true}, {"range(ap@10)", true}};
    static const struct pin_tally tally = {
        .what = "unknown item", .count = 1, .examples_n = 1, .examples = {HOSTILE_NAME}};
    static const struct pin_figure plain[] = {{1.0 / 3, 4, 0, 0, 2, 0.25, 0.5},
                                              {-0.0, 3, 1, 0, 0, NONE, NONE},
                                              {0.5, 4, 0, 2, 0, NONE, NONE}};
    static const struct pin_figure hostile[] = {{0.1, 4, 0, 0, 0, NONE, NONE},
                                                {1e-7, 3, 1, 0, 0, NONE, NONE},
                                                {(double)NAN, 0, 0, 0, 0, NONE, NONE}};
    static const struct pin_figure red[] = {
        {1, 1, 0, 0, 0, NONE, NONE},           {0, 1, 0, 0, 0, NONE, NONE},
        {0.25, 1, 0, 1, 0, NONE, NONE},        {2.0 / 3, 1, 0, 0, 0, NONE, NONE},
        {(double)NAN, 0, 1, 0, 0, NONE, NONE}, {0.125, 1, 0, 1, 0, NONE, NONE}};
    static const struct pin_slice slices[] = {{"kind", "red", 1, red},
                                              {"kind", "a,b=\"c\"", 3, red}};
    static const struct pin_definition definitions[] = {
        {"ap", "sum of precision at each hit / relevant", "by hand"}};
    const struct pin_system systems[] = {
        {.name = "plain",
         .pipeline = "[{\"engine\":\"exact\",\"alpha\":0.8}]",
         .figures = plain,
         .queries_n = 4,
         .missing_n = 1,
         .depth = 50,
         .file = file(arena, "run", "plain.json", 'b'),
         .build_ns = 12,
         .search_ns = 34},
        {.name = HOSTILE_NAME,
         .figures = hostile,
         .queries_n = 4,
         .depth = 10,
         .tallies = note(arena, &tally)},
    };
    const struct pin_summary summary = {
        .provenance = {"0.1.0", "strict", "zero", "file", 7},
        .interval = {"percentile bootstrap", "group", 0.95, 1000, 2},
        .dataset = small_dataset(arena),
        .columns = columns,
        .columns_n = 3,
        .systems = FIXTURE_COPY(arena, systems, 2),
        .systems_n = 2,
        .slices = slices,
        .slices_n = 2,
        .definitions = definitions,
        .definitions_n = 1,
    };
    return FIXTURE_COPY(arena, &summary, 1);
}

struct pin_summary *fixture_judged(struct pin_arena *arena)
{
    static const struct pin_library libraries[] = {{"libc", "glibc 2.36"},
                                                   {HOSTILE_NAME, "1"}};
    static const struct pin_build build = {"gcc 12", "-O2", libraries, 2};
    static const struct pin_host host = {
        .name = HOSTILE_NAME,
        .system = "Linux",
        .cpu = "none",
        .cpus_n = 2,
        .memory_bytes = UINT64_C(1) << 40,
        .threads = 3,
        .started = "2026-12-31T23:59:59Z",
        .wall_ns = 5,
        .peak_bytes = 6,
    };
    static const char *const obstacles[] = {"labels: others", HOSTILE_NAME};
    static const char *const lacking[] = {"compare", "ranking"};
    static const struct pin_gate_row rows[] = {
        {"ap@10 no-regression margin=0.01", "ap@10", HOSTILE_NAME, "fail", "REGRESSED",
         "a loss of the margin is shown", true, 0.5, 0.25, -0.25, -0.375, -0.125, 0.03125,
         0.01},
        {"ap@10 floor value=0.1", "ap@10", "plain", "pass", "-", "it is above", false,
         (double)NAN, 0.25, (double)NAN, (double)NAN, (double)NAN, (double)NAN,
         (double)NAN},
    };
    static const struct pin_gate_decision gate = {
        .verdict = "REGRESSED",
        .exit_status = 10,
        .baseline = "main",
        .today = "2026-12-31",
        .adjust = "max-t",
        .obstacles = obstacles,
        .obstacles_n = 2,
        .rows = rows,
        .rows_n = 2,
    };
    struct pin_summary *summary = fixture_small(arena);
    summary->provenance.build = &build;
    summary->provenance.plan = "{\"depth\":50,\"metrics\":[\"ap@10\"]}";
    summary->host = &host;
    summary->gate = &gate;
    summary->partial = true;
    summary->asked_n = 4;
    summary->lacking = lacking;
    summary->lacking_n = 2;
    return summary;
}

static const struct pin_figure *made_up(struct pin_arena *arena, uint32_t n,
                                        uint64_t stream)
{
    struct pin_figure *figures = PIN_NEW_N(arena, struct pin_figure, n);
    if (!figures) {
        abort();
    }
    for (uint32_t i = 0; i < n; i++) {
        figures[i] = (struct pin_figure){pin_rng_unit(5, stream, i), 7635, 0, 0};
    }
    return figures;
}

static const struct pin_slice *large_slices(struct pin_arena *arena, uint32_t figures_n)
{
    struct pin_slice slices[INTERESTS_N + CATEGORIES_N];
    for (uint32_t i = 0; i < INTERESTS_N + CATEGORIES_N; i++) {
        const bool first = i < INTERESTS_N;
        slices[i] = (struct pin_slice){
            .attribute = first ? "l1_interest" : "query_category",
            .value = first ? interests[i] : categories[i - INTERESTS_N],
            .queries_n = 2503 / (i + 1),
            .figures = made_up(arena, figures_n, 100 + i),
        };
    }
    return FIXTURE_COPY(arena, slices, INTERESTS_N + CATEGORIES_N);
}

struct pin_summary *fixture_large(struct pin_arena *arena, uint32_t systems_n,
                                  uint32_t columns_n)
{
    static const struct pin_tally nulls = {
        .what = "null in hard negatives",
        .count = 6729,
        .examples_n = 3,
        .examples = {"query_00001", "query_00002", "query_00003"}};
    struct pin_summary *summary = fixture_small(arena);
    struct pin_dataset_facts *dataset = &summary->dataset;
    struct pin_figure_column columns[LABELS_N];
    struct pin_system *systems = PIN_NEW_N(arena, struct pin_system, systems_n);
    if (!systems || columns_n > LABELS_N) {
        abort();
    }
    for (uint32_t c = 0; c < columns_n; c++) {
        const bool lower = strncmp(labels[c], "neg_", 4) == 0 || strchr(labels[c], '(');
        columns[c] = (struct pin_figure_column){labels[c], lower};
    }
    for (uint32_t s = 0; s < systems_n; s++) {
        systems[s] = (struct pin_system){.name = names[s % NAMES_N],
                                         .figures = made_up(arena, columns_n, s),
                                         .queries_n = 7635,
                                         .missing_n = s == 1 ? 12 : 0};
    }
    dataset->name = "pinpoint_licensed";
    dataset->loader = "pinpoint";
    dataset->queries_n = 7635;
    dataset->judgments_n = 0;
    dataset->items_n = 109600;
    dataset->groups_n = 1292;
    dataset->groups_source = "paraphrase_groups.tsv";
    dataset->files = file(arena, "labels", "pinpoint_licensed.parquet", 'c');
    dataset->tallies = note(arena, &nulls);
    summary->columns = FIXTURE_COPY(arena, columns, columns_n);
    summary->columns_n = columns_n;
    summary->systems = systems;
    summary->systems_n = systems_n;
    summary->slices = large_slices(arena, systems_n * columns_n);
    summary->slices_n = INTERESTS_N + CATEGORIES_N;
    return summary;
}

struct pin_summary *fixture_sheets(struct pin_arena *arena)
{
    static const struct pin_sheet_column columns[] = {
        {"system", "system", PIN_SHEET_TEXT, false},
        {"n", "queries", PIN_SHEET_COUNT, false},
        {"value", "mAP@10", PIN_SHEET_VALUE, true},
        {"p", "p", PIN_SHEET_P, false},
        {"share", "share", PIN_SHEET_SHARE, false},
    };
    struct pin_summary *summary = fixture_small(arena);
    struct pin_sheet_book book;
    pin_sheet_book_init(&book, arena);
    pin_sheet_begin(&book, "pairs", "pairs of systems", columns, 4);
    pin_sheet_text(&book, HOSTILE_NAME);
    pin_sheet_number(&book, 4);
    pin_sheet_interval(&book, 1.0 / 3, -0.25, 0.5);
    pin_sheet_number(&book, 0.05);
    for (int i = 0; i < 4; i++) {
        pin_sheet_empty(&book);
    }
    pin_sheet_note(&book, "a note");
    pin_sheet_begin(&book, "empty", "without rows", columns, 5);
    if (pin_sheet_end(&book, NULL) != PIN_OK) {
        abort();
    }
    summary->sheets = book.first;
    return summary;
}

const void *fixture_options(const struct pin_writer_ops *writer, uint32_t width,
                            struct pin_arena *arena)
{
    const void *filled = NULL;
    char digits[16];
    (void)snprintf(digits, sizeof(digits), "%u", width);
    const struct pin_setting setting = {"width", digits};
    const struct pin_settings settings = {&setting, writer == &pin_writer_table, NULL};
    if (pin_options_fill(&filled, &writer->head, &settings, arena, NULL) != PIN_OK) {
        abort();
    }
    return filled;
}

char *fixture_written(const struct pin_writer_ops *writer,
                      const struct pin_summary *summary, uint32_t width,
                      struct pin_arena *arena)
{
    struct pin_buffer buffer;
    struct pin_error err = {0};
    char *text = NULL;
    pin_buffer_init(&buffer, 0, NULL);
    if (writer->write(&buffer, summary, fixture_options(writer, width, arena), &err) ==
        PIN_OK) {
        text = pin_buffer_move(&buffer, arena, &err);
    }
    pin_buffer_free(&buffer);
    return text;
}
