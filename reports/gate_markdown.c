/* gate_markdown.c - a gate in GitHub's Markdown, for a job's summary or a comment.
 *
 * A summary that is too long is dropped as a whole, and a comment refused: rows and
 * names are limited, so that the whole stays far below both. */
#include "reports/gate_words.h"
#include "reports/gate_writers.h"
#include "reports/markdown_text.h"

#include <math.h>
#include <stdio.h>

enum { ROWS_MAX = 60, LOSSES_MAX = 30, LINES_MAX = 20 };

static void put_sentence(struct pin_page *page, const char *text)
{
    char some[PIN_GATE_WORDS_MAX];
    (void)snprintf(some, sizeof(some), "%s", text);
    pin_markdown_sentence(page, some);
}

static void put_number(struct pin_page *page, double value, const char *after)
{
    if (isnan(value)) {
        pin_page_text(page, "-");
    } else {
        pin_page_fixed(page, value);
    }
    pin_page_text(page, after);
}

static void put_difference(struct pin_page *page, const struct pin_rule_verdict *row)
{
    put_number(page, row->difference, "");
    if (!isnan(row->low)) {
        pin_page_text(page, " \\[");
        put_number(page, row->low, ", ");
        put_number(page, row->high, "\\]");
    }
    pin_page_text(page, " | ");
}

static void put_row(struct pin_page *page, const struct pin_rule_verdict *row)
{
    char words[PIN_GATE_WORDS_MAX];
    const bool shout = row->decides && row->outcome > PIN_OUTCOME_WAIVED;
    pin_gate_verdict(words, row);
    pin_page_text(page, "| ");
    pin_markdown_text(page, row->rule->text);
    pin_page_text(page, " | ");
    pin_markdown_text(page, row->system);
    pin_page_text(page, shout ? " | **" : " | ");
    pin_markdown_text(page, words);
    pin_page_text(page, shout ? "** | " : " | ");
    put_number(page, row->baseline, " | ");
    put_number(page, row->candidate, " | ");
    put_difference(page, row);
    put_number(page, row->p_adjusted, " | ");
    put_number(page, row->detectable, " |\n");
}

static void put_more(struct pin_page *page, uint32_t n, uint32_t shown)
{
    if (n > shown) {
        pin_page_text(page, "\n… and ");
        pin_page_count(page, n - shown);
        pin_page_text(page, " more\n");
    }
}

static void put_rules(struct pin_page *page, const struct pin_gate_report *report)
{
    pin_page_text(page,
                  "\n| rule | system | verdict | baseline | candidate | difference | "
                  "adj. p | detectable |\n|---|---|---|--:|--:|--:|--:|--:|\n");
    for (uint32_t i = 0; i < report->rows_n && i < ROWS_MAX; i++) {
        put_row(page, &report->rows[i]);
    }
    put_more(page, report->rows_n, ROWS_MAX);
}

static void put_lines(struct pin_page *page, const char *before, const char *const *lines,
                      uint32_t lines_n)
{
    pin_page_text(page, lines_n > 0 ? "\n" : "");
    for (uint32_t i = 0; i < lines_n && i < LINES_MAX; i++) {
        pin_page_text(page, before);
        put_sentence(page, lines[i]);
        pin_page_text(page, "\n");
    }
    put_more(page, lines_n, LINES_MAX);
}

static void put_waivers(struct pin_page *page, const struct pin_gate_report *report)
{
    pin_page_text(page, report->waivers_n > 0 ? "\n" : "");
    for (uint32_t i = 0; i < report->waivers_n && i < LINES_MAX; i++) {
        const struct pin_waiver_state *state = &report->waivers[i];
        pin_page_text(page, "- Waiver of ");
        pin_markdown_text(page, state->waiver->metric);
        pin_page_text(page, " until ");
        pin_markdown_text(page, state->waiver->until);
        pin_page_text(page, state->expired ? " (expired): "
                            : state->used  ? " (used): "
                                           : " (not used): ");
        put_sentence(page, state->waiver->reason);
        pin_page_text(page, "\n");
    }
    put_more(page, report->waivers_n, LINES_MAX);
}

static void put_losses(struct pin_page *page, const struct pin_gate_report *report)
{
    if (report->losses_n == 0) {
        return;
    }
    pin_page_text(page, "\n<details><summary>Queries that lost most</summary>\n\n"
                        "| metric | system | query | baseline | candidate | difference "
                        "|\n|---|---|---|--:|--:|--:|\n");
    for (uint32_t i = 0; i < report->losses_n && i < LOSSES_MAX; i++) {
        const struct pin_query_loss *loss = &report->losses[i];
        pin_page_text(page, "| ");
        pin_markdown_text(page, loss->metric);
        pin_page_text(page, " | ");
        pin_markdown_text(page, loss->system);
        pin_page_text(page, " | ");
        pin_markdown_text(page, loss->query);
        pin_page_text(page, " | ");
        put_number(page, loss->baseline, " | ");
        put_number(page, loss->candidate, " | ");
        put_number(page, loss->difference, " |\n");
    }
    put_more(page, report->losses_n, LOSSES_MAX);
    pin_page_text(page, "\n</details>\n");
}

static enum pin_status write_markdown(struct pin_buffer *out,
                                      const struct pin_gate_report *report,
                                      struct pin_error *err)
{
    struct pin_page page = {.out = out, .err = err};
    char words[PIN_GATE_WORDS_MAX];
    pin_gate_tally(words, report);
    pin_page_text(&page, "### pinbench gate: ");
    pin_page_text(&page, pin_gate_headline(report));
    pin_page_text(&page, "\n\n");
    put_sentence(&page, words);
    pin_page_text(&page, ". Baseline ");
    put_sentence(&page, report->baseline.name);
    pin_page_text(&page, ", candidate ");
    put_sentence(&page, report->candidate.name);
    pin_page_text(&page, ".\n");
    put_lines(&page, "- Not comparable: ", report->obstacles, report->obstacles_n);
    put_rules(&page, report);
    put_lines(&page, "- Warning: ", report->warnings, report->warnings_n);
    put_waivers(&page, report);
    put_losses(&page, report);
    pin_gate_method(words, report);
    if (words[0]) {
        pin_page_text(&page, "\n<sub>");
        put_sentence(&page, words);
        pin_page_text(&page, "</sub>\n");
    }
    return page.status;
}

const struct pin_gate_writer pin_gate_markdown = {
    "markdown", "for a job's summary or a comment", write_markdown};
