#include "reports/html_tables.h"

#include "reports/html_text.h"
#include "reports/sheet_value.h"
#include "reports/standing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SPAN_WIDTH = 96, SPAN_HEIGHT = 10, LONG_TEXT = 40 };

struct span { /* what a drawing's left and right end stand for */
    double low, high;
};

/* The caption is for those who hear the page; others see it in the heading. */
static void begin_table(struct pin_page *page, const char *caption)
{
    pin_page_text(page, "<div class=\"scroll\"><table class=\"data\"><caption>"
                        "<span class=\"hidden\">");
    pin_html_text(page, caption);
    pin_page_text(page, "</span></caption><thead><tr>");
}

static void put_head(struct pin_page *page, const struct pin_cell *title, bool number)
{
    pin_page_text(page, number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
    pin_html_cell(page, title);
    pin_page_text(page, "</th>");
}

static void put_text_head(struct pin_page *page, const char *text, bool number)
{
    struct pin_cell cell = {.length = 0};
    pin_cell_name(&cell, text, PIN_CELL_NAME_MAX);
    put_head(page, &cell, number);
}

static void put_figure_heads(struct pin_page *page, const struct pin_summary *summary)
{
    for (uint32_t c = 0; c < summary->columns_n; c++) {
        struct pin_cell cell = {.length = 0};
        pin_cell_label(&cell, summary->columns[c].label, PIN_CELL_NAME_MAX);
        pin_cell_text(&cell, summary->columns[c].lower_is_better ? " ↓" : "");
        put_head(page, &cell, true);
    }
}

static void end_heads(struct pin_page *page)
{
    pin_page_text(page, "</tr></thead>\n<tbody>\n");
}

static void end_table(struct pin_page *page)
{
    pin_page_text(page, "</tbody></table></div>\n");
}

/* tag: "td class=…". */
static void put_text_cell(struct pin_page *page, const char *text, const char *tag)
{
    pin_page_text(page, "<");
    pin_page_text(page, tag);
    pin_page_text(page, ">");
    pin_html_text(page, text);
    pin_page_text(page, "</");
    pin_page_bytes(page, tag, 2);
    pin_page_text(page, ">");
}

static void put_text_value(struct pin_page *page, const char *text, const char *mark)
{
    pin_page_text(page, strlen(text) > LONG_TEXT ? "<td class=\"long" : "<td class=\"t");
    pin_page_text(page, mark);
    pin_page_text(page, "\">");
    pin_html_text(page, text);
    pin_page_text(page, "</td>");
}

static void begin_number(struct pin_page *page, double value)
{
    pin_page_text(page, "<td class=\"n\" data-v=\"");
    pin_page_number(page, value);
    pin_page_text(page, "\">");
}

static void put_count_cell(struct pin_page *page, uint64_t count)
{
    struct pin_cell cell = {.length = 0};
    pin_cell_count(&cell, count);
    begin_number(page, (double)count);
    pin_html_cell(page, &cell);
    pin_page_text(page, "</td>");
}

static void put_interval(struct pin_page *page, const struct pin_cell *interval)
{
    if (interval->length > 0) {
        pin_page_text(page, "<span class=\"low\">");
        pin_html_cell(page, interval);
        pin_page_text(page, "</span>");
    }
}

static void widen(struct span *span, const struct pin_figure *figure)
{
    const double low = isnan(figure->low) ? figure->value : figure->low;
    const double high = isnan(figure->high) ? figure->value : figure->high;
    span->low = isnan(span->low) || low < span->low ? low : span->low;
    span->high = isnan(span->high) || high > span->high ? high : span->high;
}

static double place(const struct span *span, double value)
{
    const double width = span->high - span->low;
    return 3.0 + (SPAN_WIDTH - 6.0) * (width > 0.0 ? (value - span->low) / width : 0.5);
}

/* The interval and the value between the least and the largest of the column. */
static void draw(struct pin_page *page, const struct span *span,
                 const struct pin_figure *figure)
{
    char text[320];
    if (isnan(figure->value) || isnan(figure->low) || isnan(figure->high)) {
        return;
    }
    (void)snprintf(text, sizeof(text),
                   "<svg class=\"span\" aria-hidden=\"true\" width=\"%d\" height=\"%d\">"
                   "<line class=\"axis\" x1=\"0\" x2=\"%d\" y1=\"5\" y2=\"5\"/>"
                   "<line class=\"bar\" x1=\"%ld\" x2=\"%ld\" y1=\"5\" y2=\"5\"/>"
                   "<circle class=\"dot\" cx=\"%ld\" cy=\"5\" r=\"3\"/></svg>",
                   SPAN_WIDTH, SPAN_HEIGHT, SPAN_WIDTH, lround(place(span, figure->low)),
                   lround(place(span, figure->high)), lround(place(span, figure->value)));
    pin_page_text(page, text);
}

static void put_figure(struct pin_page *page, const struct pin_figure *figure,
                       const struct span *span, const char *kind)
{
    struct pin_cell value = {.length = 0};
    struct pin_cell interval = {.length = 0};
    pin_cell_figure(&value, figure->value);
    pin_cell_interval(&interval, figure->low, figure->high);
    begin_number(page, figure->value);
    pin_page_text(page, "<span class=\"");
    pin_page_text(page, kind);
    pin_page_text(page, "\">");
    pin_html_cell(page, &value);
    pin_page_text(page, "</span>");
    put_interval(page, &interval);
    draw(page, span, figure);
    pin_page_text(page, "</td>");
}

static const char *kind_of(enum pin_standing standing)
{
    return standing == PIN_STANDING_BEST     ? "best"
           : standing == PIN_STANDING_SECOND ? "second"
                                             : "plain";
}

static struct span span_of_systems(const struct pin_summary *summary, uint32_t column)
{
    struct span span = {(double)NAN, (double)NAN};
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        widen(&span, &summary->systems[s].figures[column]);
    }
    return span;
}

void pin_html_systems(struct pin_page *page, const struct pin_summary *summary)
{
    begin_table(page, "systems and figures");
    put_text_head(page, "system", false);
    put_figure_heads(page, summary);
    put_text_head(page, "queries", true);
    put_text_head(page, "without a list", true);
    end_heads(page);
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        pin_page_text(page, "<tr>");
        put_text_cell(page, summary->systems[s].name, "th scope=\"row\"");
        for (uint32_t c = 0; c < summary->columns_n; c++) {
            const struct span span = span_of_systems(summary, c);
            put_figure(page, &summary->systems[s].figures[c], &span,
                       kind_of(pin_standing_of(summary, c, s)));
        }
        put_count_cell(page, summary->systems[s].queries_n);
        put_count_cell(page, summary->systems[s].missing_n);
        pin_page_text(page, "</tr>\n");
    }
    end_table(page);
}

static struct span span_of_slices(const struct pin_summary *summary, uint32_t first,
                                  uint32_t end, uint32_t column)
{
    struct span span = {(double)NAN, (double)NAN};
    for (uint32_t i = first; i < end; i++) {
        for (uint32_t s = 0; s < summary->systems_n; s++) {
            widen(&span,
                  &summary->slices[i].figures[(size_t)s * summary->columns_n + column]);
        }
    }
    return span;
}

void pin_html_slices(struct pin_page *page, const struct pin_summary *summary,
                     uint32_t first, uint32_t end)
{
    const struct pin_slice *slices = summary->slices;
    begin_table(page, slices[first].attribute);
    put_text_head(page, slices[first].attribute, false);
    put_text_head(page, "system", false);
    put_text_head(page, "queries", true);
    put_figure_heads(page, summary);
    end_heads(page);
    for (uint32_t i = first; i < end; i++) {
        for (uint32_t s = 0; s < summary->systems_n; s++) {
            pin_page_text(page, "<tr>");
            put_text_value(page, slices[i].value, "");
            put_text_value(page, summary->systems[s].name, "");
            put_count_cell(page, slices[i].queries_n);
            for (uint32_t c = 0; c < summary->columns_n; c++) {
                const struct span span = span_of_slices(summary, first, end, c);
                put_figure(page, &slices[i].figures[(size_t)s * summary->columns_n + c],
                           &span, "plain");
            }
            pin_page_text(page, "</tr>\n");
        }
    }
    end_table(page);
}

static void put_sheet_cell(struct pin_page *page, const struct pin_sheet_column *column,
                           const struct pin_sheet_cell *cell)
{
    if (column->kind == PIN_SHEET_TEXT) {
        const char *text = cell->text ? cell->text : "";
        put_text_value(page, text,
                       strcmp(text, "better") == 0  ? " better"
                       : strcmp(text, "worse") == 0 ? " worse"
                                                    : "");
        return;
    }
    const struct pin_cell value = pin_sheet_value(column->kind, cell);
    const struct pin_cell interval = pin_sheet_value_interval(column, cell);
    begin_number(page, cell->value);
    pin_html_cell(page, &value);
    put_interval(page, &interval);
    pin_page_text(page, "</td>");
}

void pin_html_sheet(struct pin_page *page, const struct pin_sheet *sheet)
{
    begin_table(page, sheet->title);
    for (uint32_t c = 0; c < sheet->columns_n; c++) {
        put_text_head(page, sheet->columns[c].title,
                      sheet->columns[c].kind != PIN_SHEET_TEXT);
    }
    end_heads(page);
    for (const struct pin_sheet_row *row = sheet->rows; row; row = row->next) {
        pin_page_text(page, "<tr>");
        for (uint32_t c = 0; c < sheet->columns_n; c++) {
            put_sheet_cell(page, &sheet->columns[c], &row->cells[c]);
        }
        pin_page_text(page, "</tr>\n");
    }
    end_table(page);
    pin_page_text(page, sheet->notes ? "<ul class=\"notes\">\n" : "");
    for (const struct pin_sheet_note *note = sheet->notes; note; note = note->next) {
        put_text_cell(page, note->text, "li");
    }
    pin_page_text(page, sheet->notes ? "</ul>\n" : "");
}
