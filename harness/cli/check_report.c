#include "harness/cli/check_report.h"

#include "reports/json_page.h"
#include "reports/page.h"

#include <math.h>
#include <stdio.h>

enum { NAME_COLUMN = 52, COUNT_BYTES = 32 };

/* 1,234,567 for counts, 9.07 for means. */
static void print_value(char into[COUNT_BYTES], double value)
{
    if (value > floor(value)) {
        (void)snprintf(into, COUNT_BYTES, "%.2f", value);
        return;
    }
    char digits[COUNT_BYTES];
    const int n = snprintf(digits, sizeof(digits), "%.0f", value);
    int used = 0;
    for (int i = 0; i < n && used < COUNT_BYTES - 2; i++) {
        if (i > 0 && (n - i) % 3 == 0) {
            into[used++] = ',';
        }
        into[used++] = digits[i];
    }
    into[used] = '\0';
}

static void put_padded(struct pin_page *page, const char *name, const char *value)
{
    char line[160];
    (void)snprintf(line, sizeof(line), "  %-*s %12s\n", NAME_COLUMN, name, value);
    pin_page_text(page, line);
}

static void put_problem(struct pin_page *page, const struct pin_audit_problem *problem)
{
    char count[COUNT_BYTES];
    char queries[COUNT_BYTES];
    char line[256];
    print_value(count, (double)problem->count);
    print_value(queries, (double)problem->queries_n);
    (void)snprintf(line, sizeof(line), "! %-*s %12s %s", NAME_COLUMN, problem->what,
                   count, problem->unit);
    pin_page_text(page, line);
    if (problem->queries_n > 0 && problem->queries_n != problem->count) {
        (void)snprintf(line, sizeof(line), ", %s queries", queries);
        pin_page_text(page, line);
    }
    pin_page_text(page, "\n");
    for (uint32_t i = 0; i < problem->examples_n; i++) {
        pin_page_text(page, i == 0 ? "    " : "; ");
        pin_page_text(page, problem->examples[i]);
    }
    pin_page_text(page, problem->count > problem->examples_n ? "; …\n" : "\n");
}

static void put_run(struct pin_page *page, const struct pin_run *run)
{
    pin_page_text(page, "\nrun ");
    pin_page_text(page, run->name);
    pin_page_text(page, run->tallies.first ? "\n" : "\n  nothing odd\n");
    for (const struct pin_tally *tally = run->tallies.first; tally; tally = tally->next) {
        struct pin_audit_problem problem = {.what = tally->what,
                                            .count = tally->count,
                                            .unit = "times",
                                            .examples_n = tally->examples_n};
        for (uint32_t i = 0; i < tally->examples_n; i++) {
            problem.examples[i] = tally->examples[i];
        }
        put_problem(page, &problem);
    }
}

enum pin_status pin_check_put_text(struct pin_buffer *out,
                                   const struct pin_check_report *report,
                                   struct pin_error *err)
{
    struct pin_page page = {.out = out, .err = err};
    const struct pin_audit *audit = report->audit;
    pin_page_text(&page, "dataset ");
    pin_page_text(&page, report->dataset->name);
    pin_page_text(&page, "\n");
    for (const struct pin_file *file = report->dataset->files; file; file = file->next) {
        pin_page_text(&page, "  ");
        pin_page_text(&page, file->role);
        pin_page_text(&page, " ");
        pin_page_text(&page, file->name);
        pin_page_text(&page, ", sha256 ");
        pin_page_text(&page, file->sha256);
        pin_page_text(&page, "\n");
    }
    for (uint32_t i = 0; i < audit->facts_n; i++) {
        char value[COUNT_BYTES];
        print_value(value, audit->facts[i].value);
        put_padded(&page, audit->facts[i].name, value);
    }
    pin_page_text(&page, audit->problems_n > 0 ? "\nproblems\n" : "\nno problems\n");
    for (uint32_t i = 0; i < audit->problems_n; i++) {
        put_problem(&page, &audit->problems[i]);
    }
    for (uint32_t i = 0; i < report->runs_n; i++) {
        put_run(&page, report->runs[i]);
    }
    return page.status;
}

static void put_examples(struct pin_json_page *json, const char *const *examples,
                         uint32_t examples_n)
{
    pin_json_put_open(json, "examples", '[');
    for (uint32_t i = 0; i < examples_n; i++) {
        pin_json_put_text(json, NULL, examples[i]);
    }
    pin_json_put_close(json, ']');
}

static void put_json_problems(struct pin_json_page *json, const struct pin_audit *audit)
{
    pin_json_put_open(json, "problems", '[');
    for (uint32_t i = 0; i < audit->problems_n; i++) {
        const struct pin_audit_problem *problem = &audit->problems[i];
        pin_json_put_open_line(json, NULL, '{');
        pin_json_put_text(json, "what", problem->what);
        pin_json_put_count(json, "count", problem->count);
        pin_json_put_text(json, "unit", problem->unit);
        pin_json_put_count(json, "queries", problem->queries_n);
        put_examples(json, problem->examples, problem->examples_n);
        pin_json_put_close(json, '}');
    }
    pin_json_put_close(json, ']');
}

static void put_json_run(struct pin_json_page *json, const struct pin_run *run)
{
    pin_json_put_open(json, NULL, '{');
    pin_json_put_text(json, "name", run->name);
    pin_json_put_open(json, "problems", '[');
    for (const struct pin_tally *tally = run->tallies.first; tally; tally = tally->next) {
        pin_json_put_open_line(json, NULL, '{');
        pin_json_put_text(json, "what", tally->what);
        pin_json_put_count(json, "count", tally->count);
        put_examples(json, tally->examples, tally->examples_n);
        pin_json_put_close(json, '}');
    }
    pin_json_put_close(json, ']');
    pin_json_put_close(json, '}');
}

enum pin_status pin_check_put_json(struct pin_buffer *out,
                                   const struct pin_check_report *report,
                                   struct pin_error *err)
{
    struct pin_json_page json = {.page = {.out = out, .err = err}};
    pin_json_put_open(&json, NULL, '{');
    pin_json_put_text(&json, "schema", "pinbench.check/1");
    pin_json_put_text(&json, "dataset", report->dataset->name);
    pin_json_put_open(&json, "files", '[');
    for (const struct pin_file *file = report->dataset->files; file; file = file->next) {
        pin_json_put_open_line(&json, NULL, '{');
        pin_json_put_text(&json, "role", file->role);
        pin_json_put_text(&json, "name", file->name);
        pin_json_put_count(&json, "bytes", file->bytes);
        pin_json_put_text(&json, "sha256", file->sha256);
        pin_json_put_close(&json, '}');
    }
    pin_json_put_close(&json, ']');
    pin_json_put_open(&json, "facts", '{');
    for (uint32_t i = 0; i < report->audit->facts_n; i++) {
        pin_json_put_number(&json, report->audit->facts[i].name,
                            report->audit->facts[i].value);
    }
    pin_json_put_close(&json, '}');
    put_json_problems(&json, report->audit);
    pin_json_put_open(&json, "runs", '[');
    for (uint32_t i = 0; i < report->runs_n; i++) {
        put_json_run(&json, report->runs[i]);
    }
    pin_json_put_close(&json, ']');
    pin_json_put_close(&json, '}');
    pin_page_text(&json.page, "\n");
    return json.page.status;
}
