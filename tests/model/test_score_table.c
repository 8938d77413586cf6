#include "harness/model/score_table.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

static enum pin_status read_text(struct pin_score_table *out, const char *text,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_source *source = NULL;
    const struct pin_source_memory memory = {text, strlen(text), 7};
    cr_assert_eq(pin_source_open_memory(&source, "scores.tsv", &memory, arena, err),
                 PIN_OK);
    return pin_score_table_read(out, source, arena, err);
}

Test(score_table, systems_queries_clusters_and_values_are_those_of_the_file)
{
    struct pin_arena arena;
    struct pin_score_table table;
    struct pin_error err = {0};
    pin_arena_init(&arena, 0);
    cr_assert_eq(read_text(&table,
                           "system\tquery\tcluster\tap@10\trr\n"
                           "a\tq1\t1\t0.5\t1e-3\n"
                           "a\tq\\t2\\\\n\t2\t\t1\n"
                           "b\\nc\tq1\t1\t0\t-1\n",
                           &arena, &err),
                 PIN_OK, "%s", err.text);
    cr_assert_eq(table.columns_n, 2);
    cr_assert_str_eq(table.columns[1], "rr");
    cr_assert_eq(table.systems_n, 2);
    cr_assert_str_eq(table.systems[1].system, "b\nc");
    const struct pin_score_rows *rows = &table.systems[0];
    cr_assert_eq(rows->queries_n, 2);
    cr_assert_str_eq(rows->queries[1], "q\t2\\n");
    cr_assert_eq(rows->clusters[1], 2);
    cr_assert_float_eq(rows->values[1], 0.001, 1e-18);
    cr_assert(isnan(rows->values[2]));
    cr_assert_float_eq(table.systems[1].values[1], -1.0, 1e-15);
    cr_assert_eq(strlen(table.sha256), 64);
    pin_arena_free(&arena);
}

Test(score_table, a_file_without_rows_or_metrics_is_read_and_one_without_a_header_not)
{
    struct pin_arena arena;
    struct pin_score_table table;
    struct pin_error err = {0};
    pin_arena_init(&arena, 0);
    cr_assert_eq(read_text(&table, "system\tquery\tcluster\n", &arena, &err), PIN_OK);
    cr_assert_eq(table.systems_n + table.columns_n, 0);
    cr_assert_eq(read_text(&table, "system\tquery\tcluster\na\tq\t1\n", &arena, &err),
                 PIN_OK);
    cr_assert_eq(table.systems[0].queries_n, 1);
    cr_assert_eq(read_text(&table, "", &arena, &err), PIN_E_PARSE);
    pin_arena_free(&arena);
}

Test(score_table, what_is_wrong_is_refused_with_its_place)
{
    static const struct {
        const char *rows;
        const char *words;
        uint32_t line;
    } cases[] = {
        {"system\tquery\tap@10\n", "expected the columns", 1},
        {"system\tquery\n", "expected the columns", 1},
        {"system\tquery\tcluster\tm\na\tq\n", "expected 4 columns", 2},
        {"system\tquery\tcluster\tm\na\tq\t1\n", "expected 1 values, found 0", 2},
        {"system\tquery\tcluster\tm\na\tq\t1\t1\t2\n", "found 2", 2},
        {"system\tquery\tcluster\tm\na\tq\tx\t1\n", "number of a cluster", 2},
        {"system\tquery\tcluster\tm\na\tq\t4294967295\t1\n", "number of a cluster", 2},
        {"system\tquery\tcluster\tm\na\tq\t1\tinf\n", "expected a number", 2},
        {"system\tquery\tcluster\tm\na\tq\t1\t1\na\tq\t1\t1\n", "each query once", 3},
        {"system\tquery\tcluster\tm\na\tq\t1\t1\nb\tq\t1\t1\na\tr\t1\t1\n", "apart", 4},
        {"system\tquery\tcluster\tm\n\n", "expected 4 columns", 2},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pin_arena arena;
        struct pin_score_table table;
        struct pin_error err = {0};
        pin_arena_init(&arena, 0);
        cr_assert_eq(read_text(&table, cases[i].rows, &arena, &err), PIN_E_PARSE, "%s",
                     cases[i].rows);
        cr_assert(strstr(err.text, cases[i].words), "%s: %s", cases[i].rows, err.text);
        cr_assert_eq(err.line, cases[i].line, "%s", cases[i].rows);
        cr_assert_str_eq(err.where, "scores.tsv");
        pin_arena_free(&arena);
    }
}

Test(score_table, no_memory_is_said_wherever_it_runs_out)
{
    for (uint64_t call = 1;; call++) {
        struct pin_arena arena;
        struct pin_score_table table;
        struct pin_error err = {0};
        struct pin_source *source = NULL;
        static const char text[] =
            "system\tquery\tcluster\tm\na\\n\tq\t1\t1\nb\tq\t1\t1\n";
        const struct pin_source_memory memory = {text, sizeof(text) - 1, 0};
        pin_arena_init(&arena, 0);
        cr_assert_eq(pin_source_open_memory(&source, "x", &memory, &arena, &err), PIN_OK);
        arena.fail_at_call = arena.calls + call;
        const enum pin_status status = pin_score_table_read(&table, source, &arena, &err);
        const bool reached = arena.calls >= arena.fail_at_call;
        pin_arena_free(&arena);
        cr_assert_eq(status, reached ? PIN_E_NOMEM : PIN_OK);
        if (!reached) {
            break;
        }
        cr_assert_lt(call, 1000);
    }
}
