/* html.c - the report as one page that needs nothing else: no file, no network, no
 * script. The script that is in it sorts and filters.
 *
 * First what a gate decided, if one did, and the verdict, then systems by figures, the
 * tables of analyses, slices, what was odd, and what it was made from. A policy in the
 * head forbids the page to fetch anything, whatever a name in it says. */
#include "reports/html_assets.h"
#include "reports/html_gate.h"
#include "reports/html_tables.h"
#include "reports/html_text.h"
#include "reports/standing.h"
#include "reports/summary_facts.h"
#include "reports/table.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { EXAMPLES_SHOWN = 3 };

static void put_count(struct pin_page *page, uint64_t count, const char *one,
                      const char *many)
{
    struct pin_cell cell = {.length = 0};
    pin_cell_count(&cell, count);
    pin_html_cell(page, &cell);
    pin_page_text(page, " ");
    pin_page_text(page, count == 1 ? one : many);
}

static void put_fact(struct pin_page *page, const char *before, const char *text)
{
    pin_page_text(page, before);
    pin_html_text(page, text);
}

static void put_head(struct pin_page *page, const struct pin_summary *summary)
{
    const struct pin_dataset_facts *dataset = &summary->dataset;
    pin_page_text(
        page, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width\">\n"
              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
              "'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
              "img-src data:\">\n<title>");
    pin_html_text(page, dataset->name);
    pin_page_text(page, " - pinbench</title>\n<style>\n");
    pin_page_text(page, pin_html_style);
    pin_page_text(page, "</style>\n</head>\n<body>\n<header>\n<h1>");
    pin_html_text(page, dataset->name);
    pin_page_text(page, "</h1>\n<p class=\"soft\">");
    put_count(page, dataset->queries_n, "query", "queries");
    if (dataset->groups_n > 0) {
        pin_page_text(page, " in ");
        put_count(page, dataset->groups_n, "group", "groups");
    }
    if (dataset->items_n > 0) {
        pin_page_text(page, ", ");
        put_count(page, dataset->items_n, "item", "items");
    }
    put_fact(page, "; profile ", summary->provenance.profile);
    put_fact(page, "; missing queries: ", summary->provenance.missing);
    put_fact(page, "; ties: ", summary->provenance.ties);
    char partial[PIN_PARTIAL_MAX];
    pin_summary_partial(partial, summary);
    if (partial[0] != '\0') {
        pin_page_text(page, "</p>\n<p><strong>");
        pin_page_text(page, partial);
        pin_page_text(page, "</strong>");
    }
    pin_page_text(page, "</p>\n</header>\n");
}

static void put_link(struct pin_page *page, const char *prefix, const char *key,
                     const char *text)
{
    pin_page_text(page, "<li><a href=\"#");
    pin_page_text(page, prefix);
    pin_html_text(page, key);
    pin_page_text(page, "\">");
    pin_html_text(page, text);
    pin_page_text(page, "</a></li>\n");
}

static void put_links(struct pin_page *page, const struct pin_summary *summary)
{
    pin_page_text(page, "<nav aria-label=\"sections\"><ul>\n");
    if (summary->gate) {
        put_link(page, "", "gate", "gate");
    }
    put_link(page, "", "verdict", "verdict");
    put_link(page, "", "figures", "figures");
    for (const struct pin_sheet *sheet = summary->sheets; sheet; sheet = sheet->next) {
        put_link(page, "sheet-", sheet->key, sheet->title);
    }
    if (summary->slices_n > 0) {
        put_link(page, "", "slices", "slices");
    }
    put_link(page, "", "notes", "notes");
    put_link(page, "", "provenance", "provenance");
    pin_page_text(page, "</ul></nav>\n<main>\n");
}

static bool same_pair(const struct pin_sheet_row *a, const struct pin_sheet_row *b,
                      const uint32_t places[2])
{
    bool same = true;
    for (uint32_t i = 0; i < 2; i++) {
        const char *x = a->cells[places[i]].text;
        const char *y = b->cells[places[i]].text;
        same = same && x && y && strcmp(x, y) == 0;
    }
    return same;
}

/* One line a pair of systems: how many figures went which way. */
static void put_pair(struct pin_page *page, const struct pin_sheet_row *first,
                     const uint32_t places[2], uint32_t verdict)
{
    uint32_t better_n = 0;
    uint32_t worse_n = 0;
    uint32_t all_n = 0;
    for (const struct pin_sheet_row *row = first; row; row = row->next) {
        const char *word = row->cells[verdict].text;
        if (same_pair(first, row, places) && word) {
            better_n += strcmp(word, "better") == 0;
            worse_n += strcmp(word, "worse") == 0;
            all_n++;
        }
    }
    const char *names[2] = {first->cells[places[0]].text, first->cells[places[1]].text};
    put_fact(page, "<li>", names[1] ? names[1] : "?");
    put_fact(page, " against ", names[0] ? names[0] : "?");
    pin_page_text(page, ": <span class=\"better\">better on ");
    put_count(page, better_n, "figure", "figures");
    pin_page_text(page, "</span>, <span class=\"worse\">worse on ");
    pin_page_count(page, worse_n);
    pin_page_text(page, "</span>, no difference shown on ");
    pin_page_count(page, all_n - better_n - worse_n);
    pin_page_text(page, "</li>\n");
}

static void put_pairs(struct pin_page *page, const struct pin_sheet *sheet)
{
    const uint32_t places[2] = {pin_sheet_text_column(sheet, "baseline"),
                                pin_sheet_text_column(sheet, "candidate")};
    const uint32_t verdict = pin_sheet_text_column(sheet, "verdict");
    if (places[0] == sheet->columns_n || places[1] == sheet->columns_n ||
        verdict == sheet->columns_n) {
        return;
    }
    pin_page_text(page, "<ul>\n");
    for (const struct pin_sheet_row *row = sheet->rows; row; row = row->next) {
        const struct pin_sheet_row *before = sheet->rows;
        while (before != row && !same_pair(before, row, places)) {
            before = before->next;
        }
        if (before == row) {
            put_pair(page, row, places, verdict);
        }
    }
    pin_page_text(page, "</ul>\n");
}

/* Without a comparison: which system leads in the first figure. */
static void put_leader(struct pin_page *page, const struct pin_summary *summary)
{
    for (uint32_t s = 0; s < summary->systems_n && summary->columns_n > 0; s++) {
        const bool alone = summary->systems_n == 1;
        if (alone || pin_standing_of(summary, 0, s) == PIN_STANDING_BEST) {
            struct pin_cell label = {.length = 0};
            struct pin_cell value = {.length = 0};
            pin_cell_label(&label, summary->columns[0].label, PIN_CELL_NAME_MAX);
            pin_cell_figure(&value, summary->systems[s].figures[0].value);
            put_fact(page, "<p>", summary->systems[s].name);
            pin_page_text(page, alone ? " has " : " has the best ");
            pin_html_cell(page, &label);
            pin_page_text(page, ": ");
            pin_html_cell(page, &value);
            pin_page_text(page, "</p>\n");
        }
    }
    if (summary->systems_n > 1) {
        pin_page_text(page, "<p class=\"soft\">No test stands behind this order; "
                            "<code>pinbench compare</code> makes one.</p>\n");
    }
}

static void put_verdict(struct pin_page *page, const struct pin_summary *summary)
{
    const struct pin_sheet *pairs = pin_summary_sheet(summary, "pairs");
    pin_page_text(page, "<section id=\"verdict\"><h2>Verdict</h2>\n"
                        "<div class=\"verdict\">\n");
    if (pairs) {
        put_pairs(page, pairs);
    } else {
        put_leader(page, summary);
    }
    pin_page_text(page, "</div></section>\n");
}

static void put_legend(struct pin_page *page, const struct pin_summary *summary)
{
    const struct pin_interval_note *note = &summary->interval;
    pin_page_text(page, "<p class=\"soft\">");
    if (pin_summary_has_lower(summary)) {
        pin_page_text(page, "↓ lower is better. ");
    }
    if (summary->systems_n > 1) {
        pin_page_text(page,
                      pin_summary_sheet(summary, "ranks")
                          ? "Bold: the best and what was not shown to differ from "
                            "it; underlined: the next. "
                          : "Bold: the best value; underlined: the next; no test is "
                            "behind either. ");
    }
    if (note->resamples_n > 0) {
        char text[80];
        (void)snprintf(text, sizeof(text), "Below a value: its %.0f %% interval, ",
                       100.0 * note->level);
        pin_page_text(page, text);
        pin_html_text(page, note->method);
        pin_page_text(page, " with ");
        put_count(page, note->resamples_n, "resample", "resamples");
        pin_page_text(page, " of ");
        put_count(page, note->clusters_n, "cluster", "clusters");
        put_fact(page, " (", note->cluster);
        pin_page_text(page,
                      "). The drawings span each column's least and largest bound.");
    }
    pin_page_text(page, "</p>\n");
}

static void put_sheets(struct pin_page *page, const struct pin_summary *summary)
{
    for (const struct pin_sheet *sheet = summary->sheets; sheet; sheet = sheet->next) {
        put_fact(page, "<section id=\"sheet-", sheet->key);
        put_fact(page, "\"><h2>", sheet->title);
        pin_page_text(page, "</h2>\n");
        pin_html_sheet(page, sheet);
        pin_page_text(page, "</section>\n");
    }
}

static void put_slices(struct pin_page *page, const struct pin_summary *summary)
{
    uint32_t end = 0;
    if (summary->slices_n == 0) {
        return;
    }
    pin_page_text(page, "<section id=\"slices\"><h2>Slices</h2>\n");
    for (uint32_t first = 0; first < summary->slices_n; first = end) {
        for (end = first;
             end < summary->slices_n && strcmp(summary->slices[end].attribute,
                                               summary->slices[first].attribute) == 0;
             end++) {
        }
        pin_html_slices(page, summary, first, end);
    }
    pin_page_text(page, "</section>\n");
}

static void put_tallies(struct pin_page *page, const char *owner,
                        const struct pin_tallies *tallies)
{
    for (const struct pin_tally *tally = tallies->first; tally; tally = tally->next) {
        pin_page_text(page, "<li>");
        if (owner) {
            pin_html_text(page, owner);
            pin_page_text(page, ": ");
        }
        pin_html_text(page, tally->what);
        pin_page_text(page, ": ");
        put_count(page, tally->count, "", "");
        for (uint32_t i = 0; i < tally->examples_n && i < EXAMPLES_SHOWN; i++) {
            put_fact(page, i == 0 ? "<span class=\"soft\"> <code>" : ", <code>",
                     tally->examples[i]);
            pin_page_text(page, "</code>");
        }
        pin_page_text(page, tally->examples_n > 0 ? "</span></li>\n" : "</li>\n");
    }
}

static void put_notes(struct pin_page *page, const struct pin_summary *summary)
{
    pin_page_text(page, "<section id=\"notes\"><h2>Notes on the data and the runs</h2>\n"
                        "<ul>\n");
    put_tallies(page, NULL, &summary->dataset.tallies);
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        put_tallies(page, summary->systems[s].name, &summary->systems[s].tallies);
    }
    for (uint32_t i = 0; i < summary->dropped_n; i++) {
        put_fact(page, "<li>", summary->dropped[i].name);
        put_fact(page, " is left out: ", summary->dropped[i].reason);
        pin_page_text(page, "</li>\n");
    }
    pin_page_text(page, "</ul></section>\n");
}

static void put_file(struct pin_page *page, const struct pin_file *file)
{
    put_fact(page, "<li>", file->role);
    put_fact(page, ": ", file->name);
    put_fact(page, ", sha256 <code>", file->sha256);
    pin_page_text(page, "</code></li>\n");
}

static void put_provenance(struct pin_page *page, const struct pin_summary *summary)
{
    put_fact(page, "</main>\n<footer id=\"provenance\"><h2>Provenance</h2>\n<p>pinbench ",
             summary->provenance.tool_version);
    put_fact(page, "; loader ", summary->dataset.loader);
    pin_page_text(page, "; seed ");
    pin_page_count(page, summary->provenance.seed);
    pin_page_text(page, "</p>\n<ul class=\"notes\">\n");
    for (const struct pin_file *file = summary->dataset.files; file; file = file->next) {
        put_file(page, file);
    }
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        if (summary->systems[s].file) {
            put_file(page, summary->systems[s].file);
        }
    }
    for (uint32_t i = 0; i < summary->definitions_n; i++) {
        const struct pin_definition *definition = &summary->definitions[i];
        put_fact(page, "<li><b>", definition->metric);
        put_fact(page, "</b>: ", definition->definition ? definition->definition : "");
        put_fact(page, definition->source ? " (" : "",
                 definition->source ? definition->source : "");
        pin_page_text(page, definition->source ? ")</li>\n" : "</li>\n");
    }
    pin_page_text(page, "</ul></footer>\n<script>\n");
    pin_page_text(page, pin_html_script);
    pin_page_text(page, "</script>\n</body>\n</html>\n");
}

static enum pin_status html_write(struct pin_buffer *out,
                                  const struct pin_summary *summary, const void *options,
                                  struct pin_error *err)
{
    (void)options;
    struct pin_page page = {.out = out, .err = err};
    put_head(&page, summary);
    put_links(&page, summary);
    if (summary->gate) {
        pin_html_gate(&page, summary->gate);
    }
    put_verdict(&page, summary);
    pin_page_text(&page, "<section id=\"figures\"><h2>Figures</h2>\n");
    pin_html_systems(&page, summary);
    put_legend(&page, summary);
    pin_page_text(&page, "</section>\n");
    put_sheets(&page, summary);
    put_slices(&page, summary);
    put_notes(&page, summary);
    put_provenance(&page, summary);
    return page.status;
}

const struct pin_writer_ops pin_writer_html = {
    .head =
        {
            PIN_HEAD(PIN_WRITER, struct pin_writer_ops),
            .caps = PIN_CAP_SHOWS_NOTES,
            .name = "html",
            .summary = "one page with everything, to sort and filter; needs no network",
        },
    .write = html_write,
};
