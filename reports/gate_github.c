/* gate_github.c - a gate as annotations: workflow commands of GitHub Actions. */
#include "reports/gate_words.h"
#include "reports/gate_writers.h"

enum { ANNOTATIONS_MAX = 10, TEXT_BYTES = 500 };

struct annotations {
    struct pin_page page;
    const struct pin_gate_report *report;
    const char *level; /* "error", "warning" */
    uint32_t n;        /* that are there to say */
    uint32_t said_n;
};

/* The last place says how many there are beyond it. */
static void begin(struct annotations *to, const char *title)
{
    pin_page_text(&to->page, "::");
    pin_page_text(&to->page, to->level);
    if (to->report->rules_file) {
        pin_page_text(&to->page, " file=");
        pin_gate_command(&to->page, to->report->rules_file, TEXT_BYTES, true);
        pin_page_text(&to->page, ",title=");
    } else {
        pin_page_text(&to->page, " title=");
    }
    pin_gate_command(&to->page, title, TEXT_BYTES, true);
    pin_page_text(&to->page, "::");
}

static bool has_room(struct annotations *to)
{
    to->said_n++;
    if (to->said_n < ANNOTATIONS_MAX || to->n <= ANNOTATIONS_MAX) {
        return to->said_n <= ANNOTATIONS_MAX;
    }
    if (to->said_n == ANNOTATIONS_MAX) {
        begin(to, "pinbench gate");
        pin_page_text(&to->page, "and ");
        pin_page_count(&to->page, to->n - ANNOTATIONS_MAX + 1);
        pin_page_text(&to->page, " more: see the report\n");
    }
    return false;
}

static void say_line(struct annotations *to, const char *text)
{
    if (has_room(to)) {
        begin(to, "pinbench gate");
        pin_gate_command(&to->page, text, TEXT_BYTES, false);
        pin_page_text(&to->page, "\n");
    }
}

static void say_row(struct annotations *to, const struct pin_rule_verdict *row)
{
    char words[PIN_GATE_WORDS_MAX];
    if (!has_room(to)) {
        return;
    }
    begin(to, row->rule->text);
    pin_gate_command(&to->page, row->system, TEXT_BYTES, false);
    pin_page_text(&to->page, ": ");
    pin_gate_verdict(words, row);
    pin_gate_command(&to->page, words, TEXT_BYTES, false);
    pin_page_text(&to->page, ": ");
    pin_gate_command(&to->page, row->reason, TEXT_BYTES, false);
    pin_gate_numbers(words, row);
    pin_page_text(&to->page, words[0] ? " (" : "");
    pin_gate_command(&to->page, words, TEXT_BYTES, false);
    pin_page_text(&to->page, words[0] ? ")\n" : "\n");
}

static bool blocks(const struct pin_rule_verdict *row)
{
    return row->decides && row->outcome > PIN_OUTCOME_WAIVED;
}

/* What failed and does not block, but for inconclusive rules, which are warnings. */
static bool warns(const struct pin_rule_verdict *row)
{
    return !blocks(row) && row->outcome != PIN_OUTCOME_PASS &&
           row->outcome != PIN_OUTCOME_INCONCLUSIVE;
}

static void say_all(struct annotations *to,
                    bool (*wanted)(const struct pin_rule_verdict *),
                    const char *const *lines, uint32_t lines_n)
{
    const struct pin_gate_report *report = to->report;
    for (uint32_t i = 0; i < report->rows_n; i++) {
        to->n += wanted(&report->rows[i]);
    }
    to->n += lines_n;
    for (uint32_t i = 0; i < lines_n; i++) {
        say_line(to, lines[i]);
    }
    for (uint32_t i = 0; i < report->rows_n; i++) {
        if (wanted(&report->rows[i])) {
            say_row(to, &report->rows[i]);
        }
    }
}

static enum pin_status write_github(struct pin_buffer *out,
                                    const struct pin_gate_report *report,
                                    struct pin_error *err)
{
    struct annotations errors = {
        .page = {.out = out, .err = err}, .report = report, .level = "error"};
    say_all(&errors, blocks, report->obstacles, report->obstacles_n);
    struct annotations warnings = {
        .page = errors.page, .report = report, .level = "warning"};
    say_all(&warnings, warns, report->warnings, report->warnings_n);
    return warnings.page.status;
}

const struct pin_gate_writer pin_gate_github = {"github", "annotations of GitHub Actions",
                                                write_github};
