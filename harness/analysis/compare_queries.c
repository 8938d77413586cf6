#include "harness/analysis/compare_sheets.h"

#include <math.h>
#include <stdlib.h>

struct gain { /* of one unit */
    uint32_t unit;
    double value;
};

static const struct pin_sheet_column columns[] = {
    {"baseline", "baseline", PIN_SHEET_TEXT, false},
    {"candidate", "candidate", PIN_SHEET_TEXT, false},
    {"outcome", "candidate has", PIN_SHEET_TEXT, false},
    {"query", "query", PIN_SHEET_TEXT, false},
    {"value_baseline", "baseline", PIN_SHEET_VALUE, false},
    {"value_candidate", "candidate", PIN_SHEET_VALUE, false},
    {"difference", "difference", PIN_SHEET_DIFFERENCE, false},
    {"group", "group", PIN_SHEET_TEXT, false},
};

static int most_first(const void *a, const void *b)
{
    const struct gain *x = a;
    const struct gain *y = b;
    const int by_value = (x->value < y->value) - (x->value > y->value);
    return by_value != 0 ? by_value : (x->unit > y->unit) - (x->unit < y->unit);
}

static int least_first(const void *a, const void *b)
{
    const struct gain *x = a;
    const struct gain *y = b;
    const int by_value = (x->value > y->value) - (x->value < y->value);
    return by_value != 0 ? by_value : (x->unit > y->unit) - (x->unit < y->unit);
}

static void put_unit(const struct pin_compare_report *report,
                     const struct pin_comparison *row, uint32_t unit, const char *outcome)
{
    const struct pin_panel *panel = report->comparing->panel;
    const struct pin_dataset *dataset = panel->dataset;
    const struct pin_panel_figure *figure = &panel->figures[row->figure];
    const uint32_t query = figure->query_of[unit];
    const double a = panel->systems[row->a].values[row->figure][unit];
    const double b = panel->systems[row->b].values[row->figure][unit];
    const uint32_t group = dataset->groups.groups_n > 0
                               ? dataset->groups.group_of_query[query]
                               : PIN_IX_NONE;
    pin_sheet_text(report->book, panel->systems[row->a].name);
    pin_sheet_text(report->book, panel->systems[row->b].name);
    pin_sheet_text(report->book, outcome);
    pin_sheet_text(report->book, dataset->queries.names[query]);
    pin_sheet_number(report->book, a);
    pin_sheet_number(report->book, b);
    pin_sheet_number(report->book, b - a);
    pin_sheet_text(report->book, group == PIN_IX_NONE
                                     ? ""
                                     : pin_ids_name(dataset->groups.names, group));
}

static void put_extremes(const struct pin_compare_report *report,
                         const struct pin_comparison *row, struct gain *gains,
                         uint32_t units_n_max)
{
    const struct pin_panel *panel = report->comparing->panel;
    uint32_t n = 0;
    for (uint32_t unit = 0; unit < panel->figures[row->figure].units_n; unit++) {
        const double gain = pin_comparison_gain(panel, row, unit);
        if (!isnan(gain)) {
            gains[n++] = (struct gain){unit, gain};
        }
    }
    qsort(gains, n, sizeof(*gains), most_first);
    for (uint32_t i = 0; i < n && i < units_n_max && gains[i].value > PIN_TIE; i++) {
        put_unit(report, row, gains[i].unit, "won");
    }
    qsort(gains, n, sizeof(*gains), least_first);
    for (uint32_t i = 0; i < n && i < units_n_max && gains[i].value < -PIN_TIE; i++) {
        put_unit(report, row, gains[i].unit, "lost");
    }
}

enum pin_status pin_compare_queries(const struct pin_compare_report *report,
                                    uint32_t units_n_max, struct pin_error *err)
{
    const struct pin_panel_figure *figure = &report->comparing->panel->figures[0];
    struct gain *gains = PIN_NEW_N(report->arena, struct gain, figure->units_n + 1U);
    if (!gains) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the winners and losers");
    }
    pin_sheet_begin(report->book, "queries", "queries: who won and who lost most",
                    columns, sizeof(columns) / sizeof(columns[0]));
    for (uint32_t i = 0; i < report->made->rows_n; i++) {
        if (report->made->rows[i].figure == 0) {
            put_extremes(report, &report->made->rows[i], gains, units_n_max);
        }
    }
    pin_sheet_note(report->book, "on %.100s; at most %u of each kind a pair%s",
                   figure->label, units_n_max,
                   figure->of_groups ? "; a row is a group, named by its first query"
                                     : "");
    return PIN_OK;
}
