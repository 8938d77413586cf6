/* gate_table.c - a gate for people at a terminal: the verdict first, then the rules. */
#include "harness/model/sheet_build.h"
#include "reports/gate_words.h"
#include "reports/gate_writers.h"
#include "reports/paragraph.h"
#include "reports/sheet_grid.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 120, INDENT = 10 };

static const struct pin_sheet_column rule_columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false}, /* not where all are of one */
    {"metric", "metric", PIN_SHEET_TEXT, false},
    {"rule", "rule", PIN_SHEET_TEXT, false},
    {"verdict", "verdict", PIN_SHEET_TEXT, false},
    {"baseline", "baseline", PIN_SHEET_VALUE, false},
    {"candidate", "candidate", PIN_SHEET_VALUE, false},
    {"difference", "difference", PIN_SHEET_DIFFERENCE, true},
    {"p_adjusted", "adj. p", PIN_SHEET_P, false},
    {"margin", "margin", PIN_SHEET_VALUE, false},
    {"detectable", "detectable", PIN_SHEET_VALUE, false},
};

static const struct pin_sheet_column loss_columns[] = {
    {"metric", "metric", PIN_SHEET_TEXT, false},
    {"system", "system", PIN_SHEET_TEXT, false},
    {"query", "query", PIN_SHEET_TEXT, false},
    {"baseline", "baseline", PIN_SHEET_VALUE, false},
    {"candidate", "candidate", PIN_SHEET_VALUE, false},
    {"difference", "difference", PIN_SHEET_DIFFERENCE, false},
};

#define COUNT_OF(table) ((uint32_t)(sizeof(table) / sizeof((table)[0])))

static bool is_one_system(const struct pin_gate_report *report)
{
    for (uint32_t i = 1; i < report->rows_n; i++) {
        if (strcmp(report->rows[i].system, report->rows[0].system) != 0) {
            return false;
        }
    }
    return true;
}

static void put_rule(struct pin_sheet_book *book, const struct pin_rule_verdict *row,
                     bool one)
{
    char words[PIN_GATE_WORDS_MAX];
    const bool counts = !isnan(row->count);
    pin_gate_verdict(words, row);
    if (!one) {
        pin_sheet_text(book, row->system);
    }
    pin_sheet_text(book, row->rule->metric);
    pin_sheet_text(book, pin_rule_kind_name(row->rule->kind));
    pin_sheet_text(book, words);
    pin_sheet_number(book, row->baseline);
    pin_sheet_number(book, row->candidate);
    pin_sheet_interval(book, row->difference, row->low, row->high);
    pin_sheet_number(book, row->p_adjusted);
    pin_sheet_number(book, isnan(row->margin) && !counts ? row->limit : row->margin);
    pin_sheet_number(book, row->detectable);
}

static void note_rule(struct pin_sheet_book *book, const struct pin_rule_verdict *row)
{
    pin_sheet_note(book, "%.200s: %s%s", row->rule->text, row->reason,
                   row->rule->secondary ? " (secondary: shown only)" : "");
    if (!isnan(row->count)) {
        pin_sheet_note(book, "  %.0f of %u queries; the limit is %.0f", row->count,
                       row->pairs_n, row->limit);
    }
    if ((row->outcome == PIN_OUTCOME_INCONCLUSIVE || row->underpowered) &&
        !isnan(row->clusters_needed)) {
        pin_sheet_note(book,
                       "  %u clusters; a loss of the margin is found with power .8 by "
                       "%.0f",
                       row->clusters_n, row->clusters_needed);
    }
    if (row->waiver) {
        pin_sheet_note(book, "  waived until %s: %.300s", row->waiver->until,
                       row->waiver->reason);
    }
}

static void build_rules(struct pin_sheet_book *book, const struct pin_gate_report *report)
{
    char method[PIN_GATE_WORDS_MAX];
    const bool one = is_one_system(report);
    pin_sheet_begin(book, "rules", "rules", rule_columns + one,
                    COUNT_OF(rule_columns) - one);
    for (uint32_t i = 0; i < report->rows_n; i++) {
        put_rule(book, &report->rows[i], one);
    }
    for (uint32_t i = 0; i < report->rows_n; i++) {
        note_rule(book, &report->rows[i]);
    }
    pin_gate_method(method, report);
    if (method[0]) {
        pin_sheet_note(book, "%s", method);
    }
}

static void build_losses(struct pin_sheet_book *book,
                         const struct pin_gate_report *report)
{
    if (report->losses_n == 0) {
        return;
    }
    pin_sheet_begin(book, "losses", "queries that lost most", loss_columns,
                    COUNT_OF(loss_columns));
    for (uint32_t i = 0; i < report->losses_n; i++) {
        const struct pin_query_loss *loss = &report->losses[i];
        pin_sheet_text(book, loss->metric);
        pin_sheet_text(book, loss->system);
        pin_sheet_text(book, loss->query);
        pin_sheet_number(book, loss->baseline);
        pin_sheet_number(book, loss->candidate);
        pin_sheet_number(book, loss->difference);
    }
}

/* Words that hold names from outside, filled into lines behind a heading. */
static void put_line(struct pin_page *page, const char *before, const char *text)
{
    struct pin_paragraph line = {
        .page = page, .width = WIDTH, .indent = INDENT, .column = INDENT};
    pin_page_text(page, before);
    for (const char *at = text; *at != '\0';) {
        const size_t length = strcspn(at, " ");
        char bytes[PIN_CELL_NAME_MAX + 1] = {0};
        memcpy(bytes, at, length < PIN_CELL_NAME_MAX ? length : PIN_CELL_NAME_MAX);
        struct pin_cell word = {.length = 0};
        pin_cell_name(&word, bytes, PIN_CELL_NAME_MAX);
        pin_paragraph_word(&line, &word);
        at += length;
        at += *at == ' ';
    }
    pin_paragraph_end(&line);
}

static void put_list(struct pin_page *page, const char *before, const char *const *lines,
                     uint32_t lines_n)
{
    for (uint32_t i = 0; i < lines_n; i++) {
        put_line(page, before, lines[i]);
    }
}

static void put_waivers(struct pin_page *page, const struct pin_gate_report *report)
{
    for (uint32_t i = 0; i < report->waivers_n; i++) {
        const struct pin_waiver_state *state = &report->waivers[i];
        const char *word = state->used ? "used" : "not used";
        put_line(page, "waiver    ", state->waiver->metric);
        pin_page_text(page, "          until ");
        pin_page_text(page, state->waiver->until);
        pin_page_text(page, state->expired ? ", expired" : ", ");
        pin_page_text(page, state->expired ? "\n" : word);
        pin_page_text(page, state->expired ? "" : "\n");
        put_line(page, "          ", state->waiver->reason);
    }
}

static void put_head(struct pin_page *page, const struct pin_gate_report *report)
{
    char tally[PIN_GATE_WORDS_MAX];
    pin_gate_tally(tally, report);
    pin_page_text(page, "gate      ");
    pin_page_text(page, pin_gate_headline(report));
    pin_page_text(page, ": ");
    pin_page_text(page, tally);
    pin_page_text(page, " (exit status ");
    pin_page_count(page, (uint64_t)report->exit_status);
    pin_page_text(page, ")\n");
    put_line(page, "baseline  ", report->baseline.name);
    put_line(page, "candidate ", report->candidate.name);
    put_list(page, "obstacle  ", report->obstacles, report->obstacles_n);
    put_list(page, "warning   ", report->warnings, report->warnings_n);
    put_waivers(page, report);
}

static enum pin_status write_table(struct pin_buffer *out,
                                   const struct pin_gate_report *report,
                                   struct pin_error *err)
{
    struct pin_page page = {.out = out, .err = err};
    struct pin_arena arena;
    struct pin_sheet_book book;
    pin_arena_init(&arena, 0);
    pin_sheet_book_init(&book, &arena);
    build_rules(&book, report);
    build_losses(&book, report);
    enum pin_status status = pin_sheet_end(&book, err);
    put_head(&page, report);
    for (const struct pin_sheet *sheet = status == PIN_OK ? book.first : NULL; sheet;
         sheet = sheet->next) {
        pin_page_text(&page, "\n");
        pin_sheet_grid(&page, sheet, WIDTH);
    }
    pin_arena_free(&arena);
    return status == PIN_OK ? page.status : status;
}

const struct pin_gate_writer pin_gate_table = {"table", "for a terminal", write_table};
