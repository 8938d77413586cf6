/* markdown.c - the report for a review, a step summary or a README: GitHub-flavoured.
 *
 * First the figures, then what explains them, then slices and the tables of analyses,
 * each as a section. Places that show it limit its size, so there is a budget of bytes:
 * sections are left out whole, the last ones first, and a line at the end says so. */
#include "reports/markdown_text.h"
#include "reports/sheet_value.h"
#include "reports/standing.h"
#include "reports/summary_facts.h"
#include "reports/table.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum {
    CLOSING_BYTES = 200, /* kept for the line at the end */
    FOLDED_ROWS = 12,    /* longer tables are folded up */
};

struct markdown_options {
    uint32_t bytes;
};

struct markdown {
    struct pin_page page;
    const struct pin_summary *summary;
    uint32_t left_out_n; /* sections */
    size_t bytes_max;
};

/* A section that does not fit is taken back. */
static void end_section(struct markdown *markdown, size_t start)
{
    struct pin_page *page = &markdown->page;
    if (page->status == PIN_OK && page->out->length > markdown->bytes_max) {
        page->out->length = start;
        markdown->left_out_n++;
    }
}

static void put_rule(struct pin_page *page, uint32_t words_n, uint32_t numbers_n)
{
    for (uint32_t i = 0; i < words_n; i++) {
        pin_page_text(page, "|---");
    }
    for (uint32_t i = 0; i < numbers_n; i++) {
        pin_page_text(page, "|---:");
    }
    pin_page_text(page, "|\n");
}

static void put_titles(struct markdown *markdown, const char *first, const char *second)
{
    struct pin_page *page = &markdown->page;
    pin_page_text(page, "| ");
    pin_markdown_text(page, first);
    if (second) {
        pin_page_text(page, " | ");
        pin_markdown_text(page, second);
    }
    for (uint32_t c = 0; c < markdown->summary->columns_n; c++) {
        struct pin_cell label = {.length = 0};
        pin_cell_label(&label, markdown->summary->columns[c].label, PIN_CELL_NAME_MAX);
        pin_page_text(page, " | ");
        pin_markdown_cell(page, &label);
        pin_page_text(page, markdown->summary->columns[c].lower_is_better ? " ↓" : "");
    }
    pin_page_text(page, " |\n");
}

static void put_figure(struct markdown *markdown, const struct pin_figure *figure,
                       bool bold)
{
    struct pin_page *page = &markdown->page;
    struct pin_cell value = {.length = 0};
    struct pin_cell interval = {.length = 0};
    pin_cell_figure(&value, figure->value);
    pin_cell_interval(&interval, figure->low, figure->high);
    pin_page_text(page, bold ? " | **" : " | ");
    pin_page_bytes(page, value.text, value.length);
    pin_page_text(page, bold ? "**" : "");
    if (interval.length > 0) {
        pin_page_text(page, "<br><sub>");
        pin_page_bytes(page, interval.text, interval.length);
        pin_page_text(page, "</sub>");
    }
}

static void put_systems(struct markdown *markdown)
{
    const struct pin_summary *summary = markdown->summary;
    struct pin_page *page = &markdown->page;
    put_titles(markdown, "system", NULL);
    put_rule(page, 1, summary->columns_n);
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        pin_page_text(page, "| ");
        pin_markdown_text(page, summary->systems[s].name);
        for (uint32_t c = 0; c < summary->columns_n; c++) {
            put_figure(markdown, &summary->systems[s].figures[c],
                       pin_standing_of(summary, c, s) == PIN_STANDING_BEST);
        }
        pin_page_text(page, " |\n");
    }
}

static void put_head(struct markdown *markdown)
{
    const struct pin_summary *summary = markdown->summary;
    struct pin_page *page = &markdown->page;
    pin_page_text(page, "### ");
    pin_markdown_text(page, summary->dataset.name);
    pin_page_text(page, "\n\n");
    pin_page_count(page, summary->dataset.queries_n);
    pin_page_text(page, summary->dataset.queries_n == 1 ? " query" : " queries");
    if (summary->dataset.groups_n > 0) {
        pin_page_text(page, " in ");
        pin_page_count(page, summary->dataset.groups_n);
        pin_page_text(page, summary->dataset.groups_n == 1 ? " group" : " groups");
    }
    pin_page_text(page, "; profile ");
    pin_markdown_text(page, summary->provenance.profile);
    pin_page_text(page, "; missing queries: ");
    pin_markdown_text(page, summary->provenance.missing);
    pin_page_text(page, "; ties: ");
    pin_markdown_text(page, summary->provenance.ties);
    pin_page_text(page, "; pinbench ");
    pin_markdown_text(page, summary->provenance.tool_version);
    pin_page_text(page, "\n\n");
    char partial[PIN_PARTIAL_MAX];
    pin_summary_partial(partial, summary);
    if (partial[0] != '\0') {
        pin_page_text(page, "**");
        pin_page_text(page, partial);
        pin_page_text(page, "**\n\n");
    }
}

static void put_legend(struct markdown *markdown)
{
    const struct pin_summary *summary = markdown->summary;
    const struct pin_interval_note *note = &summary->interval;
    struct pin_page *page = &markdown->page;
    pin_page_text(page, "\n");
    if (pin_summary_has_lower(summary)) {
        pin_page_text(page, "↓ lower is better. ");
    }
    if (summary->systems_n > 1) {
        pin_page_text(page, pin_summary_sheet(summary, "ranks")
                                ? "Bold: the best, and what was not shown to differ from "
                                  "it. "
                                : "Bold: the best value; no test is behind it. ");
    }
    if (note->resamples_n > 0) {
        char text[120];
        (void)snprintf(text, sizeof(text), "%.0f %% intervals: ", 100.0 * note->level);
        pin_page_text(page, text);
        pin_markdown_text(page, note->method);
        (void)snprintf(text, sizeof(text), ", %u resamples of %u clusters (",
                       note->resamples_n, note->clusters_n);
        pin_page_text(page, text);
        pin_markdown_text(page, note->cluster);
        pin_page_text(page, ").");
    }
    pin_page_text(page, "\n");
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        if (summary->systems[s].missing_n > 0) {
            pin_page_text(page, "\n- ");
            pin_markdown_text(page, summary->systems[s].name);
            pin_page_text(page, ": ");
            pin_page_count(page, summary->systems[s].missing_n);
            pin_page_text(page, " queries without a list\n");
        }
    }
}

static void begin_folded(struct pin_page *page, const char *title, bool folded)
{
    pin_page_text(page, folded ? "\n<details><summary>" : "\n#### ");
    pin_markdown_text(page, title);
    pin_page_text(page, folded ? "</summary>\n\n" : "\n\n");
}

static void put_slices(struct markdown *markdown, uint32_t first, uint32_t end)
{
    const struct pin_summary *summary = markdown->summary;
    struct pin_page *page = &markdown->page;
    const char *attribute = summary->slices[first].attribute;
    const bool folded = (end - first) * summary->systems_n > FOLDED_ROWS;
    begin_folded(page, attribute, folded);
    put_titles(markdown, attribute, "system");
    put_rule(page, 2, summary->columns_n);
    for (uint32_t i = first; i < end; i++) {
        for (uint32_t s = 0; s < summary->systems_n; s++) {
            const struct pin_figure *figures =
                summary->slices[i].figures + (size_t)s * summary->columns_n;
            pin_page_text(page, "| ");
            pin_markdown_text(page, summary->slices[i].value);
            pin_page_text(page, " (n = ");
            pin_page_count(page, summary->slices[i].queries_n);
            pin_page_text(page, ") | ");
            pin_markdown_text(page, summary->systems[s].name);
            for (uint32_t c = 0; c < summary->columns_n; c++) {
                put_figure(markdown, &figures[c], false);
            }
            pin_page_text(page, " |\n");
        }
    }
    pin_page_text(page, folded ? "\n</details>\n" : "");
}

static void put_all_slices(struct markdown *markdown)
{
    const struct pin_summary *summary = markdown->summary;
    uint32_t end = 0;
    for (uint32_t first = 0; first < summary->slices_n && summary->systems_n > 0;
         first = end) {
        const size_t start = markdown->page.out->length;
        for (end = first;
             end < summary->slices_n && strcmp(summary->slices[end].attribute,
                                               summary->slices[first].attribute) == 0;
             end++) {
        }
        put_slices(markdown, first, end);
        end_section(markdown, start);
    }
}

static void put_sheet_row(struct pin_page *page, const struct pin_sheet *sheet,
                          const struct pin_sheet_row *row)
{
    for (uint32_t c = 0; c < sheet->columns_n; c++) {
        const struct pin_sheet_column *column = &sheet->columns[c];
        pin_page_text(page, c == 0 ? "| " : " | ");
        if (column->kind == PIN_SHEET_TEXT) {
            pin_markdown_text(page, row->cells[c].text ? row->cells[c].text : "");
            continue;
        }
        const struct pin_cell value = pin_sheet_value(column->kind, &row->cells[c]);
        const struct pin_cell interval = pin_sheet_value_interval(column, &row->cells[c]);
        pin_markdown_cell(page, &value);
        if (interval.length > 0) {
            pin_page_text(page, "<br><sub>");
            pin_page_bytes(page, interval.text, interval.length);
            pin_page_text(page, "</sub>");
        }
    }
    pin_page_text(page, " |\n");
}

static void put_sheet(struct pin_page *page, const struct pin_sheet *sheet)
{
    const bool folded = sheet->rows_n > FOLDED_ROWS;
    begin_folded(page, sheet->title, folded);
    for (uint32_t c = 0; c < sheet->columns_n; c++) {
        pin_page_text(page, c == 0 ? "| " : " | ");
        pin_markdown_text(page, sheet->columns[c].title);
    }
    pin_page_text(page, " |\n");
    for (uint32_t c = 0; c < sheet->columns_n; c++) {
        pin_page_text(page, sheet->columns[c].kind == PIN_SHEET_TEXT ? "|---" : "|---:");
    }
    pin_page_text(page, "|\n");
    for (const struct pin_sheet_row *row = sheet->rows; row; row = row->next) {
        put_sheet_row(page, sheet, row);
    }
    for (const struct pin_sheet_note *note = sheet->notes; note; note = note->next) {
        pin_page_text(page, "\n- ");
        pin_markdown_sentence(page, note->text);
    }
    pin_page_text(page, sheet->notes ? "\n" : "");
    pin_page_text(page, folded ? "\n</details>\n" : "");
}

static void put_notes_of(struct pin_page *page, const char *owner,
                         const struct pin_tallies *tallies)
{
    for (const struct pin_tally *tally = tallies->first; tally; tally = tally->next) {
        pin_page_text(page, "- ");
        if (owner) {
            pin_markdown_text(page, owner);
            pin_page_text(page, ": ");
        }
        pin_markdown_sentence(page, tally->what);
        pin_page_text(page, ": ");
        pin_page_count(page, tally->count);
        pin_page_text(page, "\n");
    }
}

static void put_notes(struct markdown *markdown)
{
    const struct pin_summary *summary = markdown->summary;
    const size_t start = markdown->page.out->length;
    bool any = summary->dataset.tallies.first != NULL;
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        any = any || summary->systems[s].tallies.first;
    }
    if (!any) {
        return;
    }
    begin_folded(&markdown->page, "notes on the data and the runs", true);
    put_notes_of(&markdown->page, NULL, &summary->dataset.tallies);
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        put_notes_of(&markdown->page, summary->systems[s].name,
                     &summary->systems[s].tallies);
    }
    pin_page_text(&markdown->page, "\n</details>\n");
    end_section(markdown, start);
}

static void put_closing(struct markdown *markdown)
{
    if (markdown->left_out_n > 0) {
        char text[CLOSING_BYTES];
        (void)snprintf(text, sizeof(text),
                       "\n*%u %s left out: the report is limited to %zu bytes.*\n",
                       markdown->left_out_n,
                       markdown->left_out_n == 1 ? "section is" : "sections are",
                       markdown->bytes_max + CLOSING_BYTES);
        pin_page_text(&markdown->page, text);
    }
}

static enum pin_status markdown_write(struct pin_buffer *out,
                                      const struct pin_summary *summary,
                                      const void *options, struct pin_error *err)
{
    const struct markdown_options *chosen = options;
    struct markdown markdown = {.page = {.out = out, .err = err},
                                .summary = summary,
                                .bytes_max = chosen->bytes - CLOSING_BYTES};
    put_head(&markdown);
    size_t start = out->length;
    put_systems(&markdown);
    put_legend(&markdown);
    end_section(&markdown, start);
    for (const struct pin_sheet *sheet = summary->sheets; sheet; sheet = sheet->next) {
        start = out->length;
        put_sheet(&markdown.page, sheet);
        end_section(&markdown, start);
    }
    put_all_slices(&markdown);
    put_notes(&markdown);
    put_closing(&markdown);
    return markdown.page.status;
}

static const struct pin_option markdown_options[] = {
    {.name = "bytes",
     .type = PIN_OPT_U32,
     .offset = offsetof(struct markdown_options, bytes),
     .standard = "60000",
     .min = 2000,
     .max = 100000000,
     .help = "no larger than this: sections are left out (a step summary takes 1000000)"},
};

const struct pin_writer_ops pin_writer_markdown = {
    .head =
        {
            PIN_HEAD(PIN_WRITER, struct pin_writer_ops),
            .name = "markdown",
            .caps = PIN_CAP_SHOWS_NOTES,
            .summary = "GitHub-flavoured tables, within a budget of bytes",
            PIN_OPTIONS(markdown_options, struct markdown_options),
        },
    .write = markdown_write,
};
