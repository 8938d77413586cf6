#include "reports/html_gate.h"

#include "reports/html_text.h"

#include <stddef.h>
#include <string.h>

static void put_words(struct pin_page *page, const char *before, const char *text)
{
    pin_page_text(page, before);
    pin_html_text(page, text);
}

static void put_number(struct pin_page *page, double value)
{
    struct pin_cell cell = {.length = 0};
    pin_cell_figure(&cell, value);
    pin_page_text(page, "<td class=\"n\" data-v=\"");
    pin_page_number(page, value);
    pin_page_text(page, "\">");
    pin_html_cell(page, &cell);
}

static void put_row(struct pin_page *page, const struct pin_gate_row *row)
{
    struct pin_cell interval = {.length = 0};
    const char *mark = strcmp(row->outcome, "fail") == 0   ? " worse"
                       : strcmp(row->outcome, "pass") == 0 ? " better"
                                                           : "";
    put_words(page, "<tr><th scope=\"row\">", row->rule);
    put_words(page, "</th><td class=\"t\">", row->system);
    pin_page_text(page, "</td><td class=\"t");
    pin_page_text(page, mark);
    put_words(page, "\">", row->outcome);
    pin_page_text(page, row->decides ? "" : " (shown only)");
    put_words(page, "</td><td class=\"t\">", row->change);
    pin_page_text(page, "</td>");
    put_number(page, row->baseline);
    pin_page_text(page, "</td>");
    put_number(page, row->candidate);
    pin_page_text(page, "</td>");
    put_number(page, row->difference);
    pin_cell_interval(&interval, row->low, row->high);
    pin_page_text(page, interval.length > 0 ? "<span class=\"low\">" : "");
    pin_html_cell(page, &interval);
    pin_page_text(page, interval.length > 0 ? "</span></td>" : "</td>");
    put_number(page, row->margin);
    pin_page_text(page, "</td>");
    put_number(page, row->p_adjusted);
    put_words(page, "</td><td class=\"long\">", row->reason);
    pin_page_text(page, "</td></tr>\n");
}

static void put_rows(struct pin_page *page, const struct pin_gate_decision *gate)
{
    static const struct {
        const char *title;
        bool number;
    } heads[] = {{"rule", false},      {"system", false},  {"outcome", false},
                 {"change", false},    {"baseline", true}, {"candidate", true},
                 {"difference", true}, {"margin", true},   {"p, adjusted", true},
                 {"reason", false}};
    pin_page_text(page, "<div class=\"scroll\"><table class=\"data\"><caption>"
                        "<span class=\"hidden\">rules of the gate</span></caption>"
                        "<thead><tr>");
    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
        pin_page_text(page, heads[i].number ? "<th scope=\"col\" class=\"n\">"
                                            : "<th scope=\"col\">");
        pin_page_text(page, heads[i].title);
        pin_page_text(page, "</th>");
    }
    pin_page_text(page, "</tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < gate->rows_n; i++) {
        put_row(page, &gate->rows[i]);
    }
    pin_page_text(page, "</tbody></table></div>\n");
}

void pin_html_gate(struct pin_page *page, const struct pin_gate_decision *gate)
{
    put_words(page, "<section id=\"gate\"><h2>Gate: ", gate->verdict);
    put_words(page, "</h2>\n<p>Against ", gate->baseline ? gate->baseline : "?");
    pin_page_text(page, "; exit status ");
    pin_page_count(page, (uint64_t)gate->exit_status);
    put_words(page, "; p adjusted by ", gate->adjust ? gate->adjust : "?");
    put_words(page, "; waivers as of ", gate->today ? gate->today : "?");
    pin_page_text(page, gate->obstacles_n > 0 ? "</p>\n<ul>\n" : "</p>\n");
    for (uint32_t i = 0; i < gate->obstacles_n; i++) {
        put_words(page, "<li class=\"worse\">", gate->obstacles[i]);
        pin_page_text(page, "</li>\n");
    }
    pin_page_text(page, gate->obstacles_n > 0 ? "</ul>\n" : "");
    if (gate->rows_n > 0) {
        put_rows(page, gate);
    }
    pin_page_text(page, "</section>\n");
}
