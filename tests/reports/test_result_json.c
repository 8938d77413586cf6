#include "reports/table.h"
#include "tests/reports/fixture.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>
#include <jansson.h>

static json_t *parsed(const struct pin_summary *summary, struct pin_arena *arena)
{
    const char *text = fixture_written(&pin_writer_json, summary, 0, arena);
    json_error_t fault;
    cr_assert_not_null(text);
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &fault);
    cr_assert_not_null(root, "%d: %s", fault.line, fault.text);
    return root;
}

static void expect_keys(const json_t *object, const char *const *keys)
{
    void *at = json_object_iter((json_t *)(uintptr_t)object);
    for (; *keys; keys++) {
        cr_assert_not_null(at, "%s is missing", *keys);
        cr_assert_str_eq(json_object_iter_key(at), *keys);
        at = json_object_iter_next((json_t *)(uintptr_t)object, at);
    }
    cr_assert_null(at, "one member too many");
}

static void expect_count(const json_t *object, const char *key, uint64_t count)
{
    const json_t *value = json_object_get(object, key);
    cr_assert(json_is_integer(value), "%s", key);
    cr_assert_eq((uint64_t)json_integer_value(value), count, "%s", key);
}

static void expect_text(const json_t *object, const char *key, const char *text)
{
    const json_t *value = json_object_get(object, key);
    cr_assert(text ? json_is_string(value) : json_is_null(value), "%s", key);
    if (text) {
        cr_assert_str_eq(json_string_value(value), text);
    }
}

/* The same bits, or null for what is not finite. */
static void expect_number(const json_t *value, double number)
{
    if (!isfinite(number)) {
        cr_assert(json_is_null(value));
        return;
    }
    cr_assert(json_is_number(value));
    double read = json_number_value(value);
    /* "-0" is an integer to this parser, which has only one zero. */
    const double plain = fpclassify(number) == FP_ZERO ? 0.0 : number;
    read = fpclassify(read) == FP_ZERO ? 0.0 : read;
    cr_assert_eq(memcmp(&read, &plain, sizeof(read)), 0, "%.17g became %.17g", number,
                 read);
}

static void expect_figures(const json_t *figures, const struct pin_summary *summary,
                           const struct pin_figure *expected)
{
    static const char *const keys[] = {"value", "queries", "undefined", "groups",
                                       "low",   "high",    "clusters",  NULL};
    void *at = json_object_iter((json_t *)(uintptr_t)figures);
    cr_assert_eq(json_object_size(figures), summary->columns_n);
    for (uint32_t c = 0; c < summary->columns_n; c++) {
        const json_t *figure = json_object_iter_value(at);
        cr_assert_str_eq(json_object_iter_key(at), summary->columns[c].label);
        expect_keys(figure, keys);
        expect_number(json_object_get(figure, "value"), expected[c].value);
        expect_count(figure, "queries", expected[c].queries_n);
        expect_count(figure, "undefined", expected[c].undefined_n);
        expect_count(figure, "groups", expected[c].groups_n);
        expect_number(json_object_get(figure, "low"), expected[c].low);
        expect_number(json_object_get(figure, "high"), expected[c].high);
        expect_count(figure, "clusters", expected[c].clusters_n);
        at = json_object_iter_next((json_t *)(uintptr_t)figures, at);
    }
}

static void expect_all(const json_t *root, const struct pin_summary *summary)
{
    static const char *const top[] = {
        "schema",  "tool",   "dataset", "policies", "intervals", "metrics", "columns",
        "systems", "slices", "dropped", "sheets",   "volatile",  NULL};
    expect_keys(root, top);
    const json_t *systems = json_object_get(root, "systems");
    const json_t *slices = json_object_get(root, "slices");
    const json_t *times = json_object_get(json_object_get(root, "volatile"), "systems");
    cr_assert_eq(json_array_size(systems), summary->systems_n);
    cr_assert_eq(json_array_size(times), summary->systems_n);
    cr_assert_eq(json_array_size(slices), summary->slices_n);
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        const struct pin_system *system = &summary->systems[s];
        const json_t *row = json_array_get(systems, s);
        expect_count(row, "depth", system->depth);
        expect_count(row, "queries", system->queries_n);
        expect_count(row, "missing", system->missing_n);
        expect_figures(json_object_get(row, "figures"), summary, system->figures);
        expect_count(json_array_get(times, s), "build_ns", system->build_ns);
        expect_count(json_array_get(times, s), "search_ns", system->search_ns);
    }
    for (uint32_t i = 0; i < summary->slices_n; i++) {
        const struct pin_slice *slice = &summary->slices[i];
        const json_t *row = json_array_get(slices, i);
        const json_t *by_system = json_object_get(row, "systems");
        expect_text(row, "attribute", slice->attribute);
        expect_text(row, "value", slice->value);
        expect_count(row, "queries", slice->queries_n);
        cr_assert_eq(json_array_size(by_system), summary->systems_n);
        for (uint32_t s = 0; s < summary->systems_n; s++) {
            expect_figures(json_object_get(json_array_get(by_system, s), "figures"),
                           summary, slice->figures + (size_t)s * summary->columns_n);
        }
    }
}

Test(result_json, every_number_reads_back_as_it_was)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_summary *summaries[] = {
        fixture_small(&arena), fixture_large(&arena, 5, 25), fixture_large(&arena, 0, 25),
        fixture_large(&arena, 2, 0)};
    for (size_t i = 0; i < sizeof(summaries) / sizeof(summaries[0]); i++) {
        json_t *root = parsed(summaries[i], &arena);
        expect_all(root, summaries[i]);
        json_decref(root);
    }
    pin_arena_free(&arena);
}

Test(result_json, the_words_are_there_too)
{
    static const char *const files[] = {"role", "name", "bytes", "sha256", NULL};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    json_t *root = parsed(fixture_small(&arena), &arena);
    const json_t *dataset = json_object_get(root, "dataset");
    const json_t *policies = json_object_get(root, "policies");
    const json_t *groups = json_object_get(dataset, "groups");
    const json_t *note = json_array_get(json_object_get(dataset, "notes"), 0);
    const json_t *file = json_array_get(json_object_get(dataset, "files"), 0);
    const json_t *first = json_array_get(json_object_get(root, "systems"), 0);
    const json_t *second = json_array_get(json_object_get(root, "systems"), 1);
    const json_t *metric = json_array_get(json_object_get(root, "metrics"), 0);
    const json_t *column = json_array_get(json_object_get(root, "columns"), 1);
    expect_text(root, "schema", "pinbench.result/1");
    expect_text(json_object_get(root, "tool"), "version", "0.1.0");
    expect_text(dataset, "loader", "vectors");
    expect_count(dataset, "queries", 4);
    expect_count(dataset, "items", 1000);
    expect_count(dataset, "judgments", 7);
    expect_count(groups, "n", 2);
    expect_text(groups, "source", "groups.tsv");
    expect_text(note, "what", "repeated positive");
    expect_count(note, "count", 1234);
    cr_assert_eq(json_array_size(json_object_get(note, "examples")), 2);
    expect_keys(file, files);
    expect_count(file, "bytes", 2072753);
    expect_text(policies, "profile", "strict");
    expect_text(policies, "missing", "zero");
    expect_text(policies, "ties", "file");
    expect_count(policies, "seed", 7);
    expect_text(metric, "source", "by hand");
    expect_text(column, "label", "neg_recall@10");
    cr_assert(json_is_true(json_object_get(column, "lower_is_better")));
    const json_t *stage = json_array_get(json_object_get(first, "pipeline"), 0);
    expect_text(stage, "engine", "exact");
    expect_text(json_object_get(first, "file"), "name", "plain.json");
    cr_assert(json_is_null(json_object_get(second, "pipeline")));
    cr_assert(json_is_null(json_object_get(second, "file")));
    /* The byte that is not UTF-8 is U+FFFD; all others are as they were. */
    expect_text(second, "name", "&%$#_{}~^\\|<>\"'\n\t,\xEF\xBF\xBD\xC3\xA9");
    json_decref(root);
    pin_arena_free(&arena);
}

Test(result_json, a_seed_that_numbers_would_round_is_a_string)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = fixture_small(&arena);
    summary->provenance.seed = UINT64_C(9007199254740992);
    json_t *root = parsed(summary, &arena);
    expect_count(json_object_get(root, "policies"), "seed", summary->provenance.seed);
    json_decref(root);
    summary->provenance.seed = UINT64_MAX;
    root = parsed(summary, &arena);
    expect_text(json_object_get(root, "policies"), "seed", "18446744073709551615");
    json_decref(root);
    pin_arena_free(&arena);
}

Test(result_json, it_is_indented_by_two_and_ends_with_a_newline)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const char *text =
        fixture_written(&pin_writer_json, fixture_small(&arena), 0, &arena);
    const char *head = "{\n"
                       "  \"schema\": \"pinbench.result/1\",\n"
                       "  \"tool\": {\n"
                       "    \"name\": \"pinbench\",\n"
                       "    \"version\": \"0.1.0\"\n"
                       "  },\n"
                       "  \"dataset\": {\n"
                       "    \"name\": \"toy\",\n"
                       "    \"loader\": \"vectors\",\n"
                       "    \"queries\": 4,\n"
                       "    \"items\": 1000,\n"
                       "    \"groups\": {\"n\": 2, \"source\": \"groups.tsv\"},\n"
                       "    \"judgments\": 7,\n";
    const char *tail = "  \"volatile\": {\n"
                       "    \"systems\": [\n"
                       "      {\"build_ns\": 12, \"search_ns\": 34},\n"
                       "      {\"build_ns\": 0, \"search_ns\": 0}\n"
                       "    ]\n"
                       "  }\n"
                       "}\n";
    cr_assert_eq(strncmp(text, head, strlen(head)), 0);
    cr_assert_str_eq(text + strlen(text) - strlen(tail), tail);
    cr_assert_not_null(strstr(text, "        \"range(ap@10)\": {\"value\": null, "
                                    "\"queries\": 0, \"undefined\": 0, \"groups\": 0, "
                                    "\"low\": null, \"high\": null, \"clusters\": 0}\n"));
    pin_arena_free(&arena);
}

Test(result_json, times_change_nothing_but_the_last_member)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = fixture_small(&arena);
    const char *before = fixture_written(&pin_writer_json, summary, 0, &arena);
    struct pin_system *systems = FIXTURE_COPY(&arena, summary->systems, 2);
    systems[0].build_ns = 99;
    systems[1].search_ns = 98;
    summary->systems = systems;
    const char *after = fixture_written(&pin_writer_json, summary, 0, &arena);
    const size_t stable = (size_t)(strstr(before, "  \"volatile\"") - before);
    cr_assert_eq(memcmp(before, after, stable), 0);
    cr_assert_str_neq(before, after);
    pin_arena_free(&arena);
}

Test(result_json, a_label_that_is_there_twice_is_refused)
{
    static const struct pin_figure_column columns[] = {
        {"ap@10", false}, {"p@10", false}, {"ap@10", false}};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = fixture_small(&arena);
    struct pin_buffer buffer;
    struct pin_error err = {0};
    summary->columns = columns;
    pin_buffer_init(&buffer, 0, NULL);
    cr_assert_eq(pin_writer_json.write(&buffer, summary, NULL, &err), PIN_E_DUPLICATE);
    cr_assert_str_eq(err.text, "the figure ap@10 is asked for twice");
    pin_buffer_free(&buffer);
    pin_arena_free(&arena);
}
