/* gate_junit.c - a gate as test results, for what CI systems show beside a change.
 *
 * One case a rule and system: names are unique, because GitLab takes only the first of
 * two. Message and content are both filled: GitLab shows one, Jenkins the other. */
#include "reports/gate_words.h"
#include "reports/gate_writers.h"

#include <string.h>

enum { NAME_BYTES = 400, TEXT_BYTES = 2000 };

enum case_kind { CASE_PASS, CASE_FAILURE, CASE_ERROR, CASE_SKIPPED };

static enum case_kind kind_of(const struct pin_rule_verdict *row)
{
    if (row->outcome == PIN_OUTCOME_PASS) {
        return CASE_PASS;
    }
    if (!row->decides || row->outcome == PIN_OUTCOME_WAIVED) {
        return CASE_SKIPPED;
    }
    return row->outcome == PIN_OUTCOME_NOT_EVALUABLE ? CASE_ERROR : CASE_FAILURE;
}

static void put_attribute(struct pin_page *page, const char *key, const char *value,
                          size_t bytes_max)
{
    pin_page_text(page, " ");
    pin_page_text(page, key);
    pin_page_text(page, "=\"");
    pin_gate_xml(page, value, bytes_max);
    pin_page_text(page, "\"");
}

static void put_counts(struct pin_page *page, const struct pin_gate_report *report)
{
    static const char *const keys[] = {NULL, " failures=\"", " errors=\"", " skipped=\""};
    pin_page_text(page, " tests=\"");
    pin_page_count(page, report->rows_n);
    pin_page_text(page, "\"");
    for (uint32_t k = CASE_FAILURE; k <= CASE_SKIPPED; k++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < report->rows_n; i++) {
            n += (uint32_t)kind_of(&report->rows[i]) == k;
        }
        pin_page_text(page, keys[k]);
        pin_page_count(page, n);
        pin_page_text(page, "\"");
    }
    pin_page_text(page, " time=\"0\"");
}

static void put_obstacles(struct pin_page *page, const struct pin_gate_report *report)
{
    for (uint32_t i = 0; i < report->obstacles_n; i++) {
        pin_page_text(page, "\n");
        pin_gate_xml(page, report->obstacles[i], TEXT_BYTES);
    }
}

static void put_finding(struct pin_page *page, const struct pin_gate_report *report,
                        const struct pin_rule_verdict *row)
{
    static const char *const tags[] = {NULL, "failure", "error", "skipped"};
    const enum case_kind kind = kind_of(row);
    char words[PIN_GATE_WORDS_MAX];
    pin_gate_verdict(words, row);
    pin_page_text(page, "      <");
    pin_page_text(page, tags[kind]);
    put_attribute(page, "message", row->waiver ? row->waiver->reason : row->reason,
                  TEXT_BYTES);
    if (kind != CASE_SKIPPED) {
        put_attribute(page, "type", pin_change_name(row->change), NAME_BYTES);
    }
    pin_page_text(page, ">");
    pin_gate_xml(page, words, TEXT_BYTES);
    pin_page_text(page, "\n");
    pin_gate_xml(page, row->reason, TEXT_BYTES);
    pin_gate_numbers(words, row);
    pin_page_text(page, words[0] ? "\n" : "");
    pin_gate_xml(page, words, TEXT_BYTES);
    if (row->waiver) {
        pin_page_text(page, "\nwaived until ");
        pin_gate_xml(page, row->waiver->until, TEXT_BYTES);
        pin_page_text(page, ": ");
        pin_gate_xml(page, row->waiver->reason, TEXT_BYTES);
    }
    put_obstacles(page, report);
    pin_page_text(page, "</");
    pin_page_text(page, tags[kind]);
    pin_page_text(page, ">\n");
}

static void put_case(struct pin_page *page, const struct pin_gate_report *report,
                     const struct pin_rule_verdict *row)
{
    pin_page_text(page, "    <testcase classname=\"pinbench.gate.");
    pin_gate_xml(page, row->system, NAME_BYTES);
    pin_page_text(page, "\"");
    put_attribute(page, "name", row->rule->text, NAME_BYTES);
    if (report->rules_file) {
        put_attribute(page, "file", report->rules_file, NAME_BYTES);
    }
    pin_page_text(page, " time=\"0\">\n");
    if (kind_of(row) != CASE_PASS) {
        put_finding(page, report, row);
    } else {
        char words[PIN_GATE_WORDS_MAX];
        pin_gate_numbers(words, row);
        pin_page_text(page, "      <system-out>");
        pin_gate_xml(page, words, TEXT_BYTES);
        pin_page_text(page, "</system-out>\n");
    }
    pin_page_text(page, "    </testcase>\n");
}

static enum pin_status write_junit(struct pin_buffer *out,
                                   const struct pin_gate_report *report,
                                   struct pin_error *err)
{
    struct pin_page page = {.out = out, .err = err};
    pin_page_text(&page, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "
                         "name=\"pinbench gate\"");
    put_counts(&page, report);
    pin_page_text(&page, ">\n  <testsuite name=\"pinbench gate\"");
    put_counts(&page, report);
    pin_page_text(&page, ">\n");
    for (uint32_t i = 0; i < report->rows_n; i++) {
        put_case(&page, report, &report->rows[i]);
    }
    pin_page_text(&page, "  </testsuite>\n</testsuites>\n");
    return page.status;
}

const struct pin_gate_writer pin_gate_junit = {
    "junit", "test results: a case for each rule", write_junit};
