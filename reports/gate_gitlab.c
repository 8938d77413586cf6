/* gate_gitlab.c - a gate as a code quality report of GitLab: what did not pass, each with
 * a fingerprint by which a merge request tells a new finding from an old one. */
#include "harness/base/digest.h"
#include "reports/gate_words.h"
#include "reports/gate_writers.h"
#include "reports/json_page.h"

#include <stdio.h>
#include <string.h>

enum { DESCRIPTION_MAX = 2 * PIN_GATE_WORDS_MAX + 400 };

/* A finding belongs to a file; rules of the command line stand in that of the job. */
static const char job_file[] = ".gitlab-ci.yml";

static const char *severity_of(const struct pin_rule_verdict *row)
{
    if (row->outcome == PIN_OUTCOME_WAIVED) {
        return "info";
    }
    if (!row->decides) {
        return "minor";
    }
    if (row->outcome == PIN_OUTCOME_INCONCLUSIVE) {
        return "major";
    }
    return row->outcome == PIN_OUTCOME_FAIL ? "critical" : "blocker";
}

/* Of the rule and the system, not of what was measured: it is the same in every run. */
static void fingerprint(char hex[PIN_DIGEST_HEX], const struct pin_rule_verdict *row)
{
    struct pin_digest digest;
    pin_digest_init(&digest);
    pin_digest_update(&digest, row->rule->text, strlen(row->rule->text) + 1);
    pin_digest_update(&digest, row->system, strlen(row->system));
    pin_digest_finish(&digest, hex);
}

static void put_location(struct pin_json_page *json, const struct pin_gate_report *report)
{
    pin_json_put_open(json, "location", '{');
    pin_json_put_text(json, "path", report->rules_file ? report->rules_file : job_file);
    pin_json_put_open(json, "lines", '{');
    pin_json_put_count(json, "begin", 1);
    pin_json_put_close(json, '}');
    pin_json_put_close(json, '}');
}

static void put_finding(struct pin_json_page *json, const struct pin_gate_report *report,
                        const struct pin_rule_verdict *row)
{
    char verdict[PIN_GATE_WORDS_MAX];
    char numbers[PIN_GATE_WORDS_MAX];
    char description[DESCRIPTION_MAX];
    char hex[PIN_DIGEST_HEX];
    pin_gate_verdict(verdict, row);
    pin_gate_numbers(numbers, row);
    (void)snprintf(description, sizeof(description), "%.150s: %s: %.150s%s%s%s",
                   row->system, verdict, row->reason, numbers[0] ? " (" : "", numbers,
                   numbers[0] ? ")" : "");
    fingerprint(hex, row);
    pin_json_put_open(json, NULL, '{');
    pin_json_put_text(json, "description", description);
    pin_json_put_text(json, "check_name", row->rule->text);
    pin_json_put_text(json, "fingerprint", hex);
    pin_json_put_text(json, "severity", severity_of(row));
    put_location(json, report);
    pin_json_put_close(json, '}');
}

static enum pin_status write_gitlab(struct pin_buffer *out,
                                    const struct pin_gate_report *report,
                                    struct pin_error *err)
{
    struct pin_json_page json = {.page = {.out = out, .err = err}};
    pin_json_put_open(&json, NULL, '[');
    for (uint32_t i = 0; i < report->rows_n; i++) {
        if (report->rows[i].outcome != PIN_OUTCOME_PASS) {
            put_finding(&json, report, &report->rows[i]);
        }
    }
    pin_json_put_close(&json, ']');
    pin_page_text(&json.page, "\n");
    return json.page.status;
}

const struct pin_gate_writer pin_gate_gitlab = {"gitlab", "code quality of GitLab",
                                                write_gitlab};
