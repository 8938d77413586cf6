/* plot_fairness.c - above, a figure on each group of queries; below, the gap between the
 * groups against the gaps that chance makes. */
#include "reports/plots/plot_pick.h"
#include "reports/plots/plot_types.h"

#include <math.h>

enum { SYSTEM, FIGURE, GROUP, QUERIES, VALUE, CEILING };
static const char *const keys[] = {"system", "figure",   "group", "queries",
                                   "value",  "?ceiling", NULL};
enum { G_SYSTEM, G_FIGURE, G_KIND, G_GAP, G_MEAN, G_UPPER, G_P };
static const char *const gap_keys[] = {"system",    "figure",     "kind",       "gap",
                                       "null_mean", "null_upper", "p_adjusted", NULL};
enum { ROW = 20, TOP = 110, BETWEEN = 70, BELOW = 60 };

struct fairness {
    struct pin_plot *plot;
    struct pin_plot_table groups, gaps;
    const char *figure;
    uint32_t groups_n, gaps_n; /* rows drawn */
    uint32_t left_out_n;
    uint32_t widest;
    double ceiling_low, ceiling_high; /* of a perfect run */
    bool value, interval, gap, gap_interval, chance;
};

static bool is_drawn(struct fairness *fairness, uint32_t *rows_n)
{
    const bool drawn = *rows_n < PIN_PLOT_ROWS_MAX;
    *rows_n += drawn;
    fairness->left_out_n += !drawn;
    return drawn;
}

static void put_group(struct fairness *fairness, const struct pin_sheet_row *row)
{
    struct pin_plot *plot = fairness->plot;
    const struct pin_plot_table *table = &fairness->groups;
    const struct pin_sheet_cell *cell = pin_plot_at(table, row, VALUE);
    const double ceiling = table->at[CEILING] == PIN_PLOT_ABSENT
                               ? (double)NAN
                               : pin_plot_at(table, row, CEILING)->value;
    if (!is_drawn(fairness, &fairness->groups_n)) {
        return;
    }
    fairness->value = fairness->value || isfinite(cell->value);
    fairness->interval = fairness->interval || isfinite(cell->low);
    fairness->ceiling_low = fmin(fairness->ceiling_low, ceiling);
    fairness->ceiling_high = fmax(fairness->ceiling_high, ceiling);
    pin_plot_number(plot, fairness->groups_n - 1);
    pin_plot_number(plot, cell->value);
    pin_plot_number(plot, cell->low);
    pin_plot_number(plot, cell->high);
    pin_plot_number(plot, ceiling);
    pin_plot_number(plot, pin_plot_at(table, row, QUERIES)->value);
    pin_plot_name(plot, pin_plot_text_at(table, row, SYSTEM));
    pin_plot_name(plot, pin_plot_text_at(table, row, GROUP));
    pin_plot_end_row(plot);
}

static void put_gap(struct fairness *fairness, const struct pin_sheet_row *row)
{
    struct pin_plot *plot = fairness->plot;
    const struct pin_plot_table *table = &fairness->gaps;
    const struct pin_sheet_cell *cell = pin_plot_at(table, row, G_GAP);
    const double upper = pin_plot_at(table, row, G_UPPER)->value;
    if (!is_drawn(fairness, &fairness->gaps_n)) {
        return;
    }
    fairness->gap = fairness->gap || isfinite(cell->value);
    fairness->gap_interval = fairness->gap_interval || isfinite(cell->low);
    fairness->chance = fairness->chance || isfinite(upper);
    pin_plot_number(plot, fairness->gaps_n - 1);
    pin_plot_number(plot, cell->value);
    pin_plot_number(plot, cell->low);
    pin_plot_number(plot, cell->high);
    pin_plot_number(plot, pin_plot_at(table, row, G_MEAN)->value);
    pin_plot_number(plot, upper);
    pin_plot_number(plot, pin_plot_at(table, row, G_P)->value);
    pin_plot_name(plot, pin_plot_text_at(table, row, G_SYSTEM));
    pin_plot_name(plot, pin_plot_text_at(table, row, G_KIND));
    pin_plot_end_row(plot);
}

static void put_data(struct fairness *fairness)
{
    pin_plot_columns(fairness->plot,
                     "row\tvalue\tlow\thigh\tceiling\tqueries\tsystem\tgroup");
    for (const struct pin_sheet_row *row = fairness->groups.sheet->rows; row;
         row = row->next) {
        if (pin_plot_text_is(&fairness->groups, row, FIGURE, fairness->figure)) {
            put_group(fairness, row);
        }
    }
    pin_plot_block(fairness->plot);
    pin_plot_columns(fairness->plot,
                     "row\tgap\tlow\thigh\tnull_mean\tnull_upper\tp_adjusted\tsystem\t"
                     "kind");
    for (const struct pin_sheet_row *row = fairness->gaps.sheet->rows; row;
         row = row->next) {
        if (pin_plot_text_is(&fairness->gaps, row, G_FIGURE, fairness->figure)) {
            put_gap(fairness, row);
        }
    }
}

/* "system: group" on a table's rows. */
static void put_tics(struct fairness *fairness, const struct pin_plot_table *table,
                     uint32_t shown_n)
{
    enum { NAME_WIDTH = 24 };
    struct pin_plot *plot = fairness->plot;
    uint32_t n = 0;
    pin_page_text(&plot->draw, "set ytics scale 0 (");
    for (const struct pin_sheet_row *row = table->sheet->rows; row && n < shown_n;
         row = row->next) {
        if (!pin_plot_text_is(table, row, FIGURE, fairness->figure)) {
            continue;
        }
        struct pin_cell label = {.length = 0};
        pin_cell_name(&label, pin_plot_text_at(table, row, SYSTEM), NAME_WIDTH);
        pin_cell_text(&label, ": ");
        pin_cell_name(&label, pin_plot_text_at(table, row, GROUP), NAME_WIDTH);
        pin_page_text(&plot->draw, n > 0 ? ", " : "");
        pin_plot_tic(plot, &plot->draw, label.text, n++);
    }
    pin_page_text(&plot->draw, ")\nset yrange [");
    pin_page_number(&plot->draw, (double)shown_n - 0.4);
    pin_page_text(&plot->draw, ":-0.6]\n");
}

static void measure_labels(struct fairness *fairness)
{
    const struct pin_plot_table *tables[] = {&fairness->groups, &fairness->gaps};
    for (uint32_t t = 0; t < 2; t++) {
        for (const struct pin_sheet_row *row = tables[t]->sheet->rows; row;
             row = row->next) {
            struct pin_cell label = {.length = 0};
            pin_cell_name(&label, pin_plot_text_at(tables[t], row, SYSTEM), 24);
            pin_cell_text(&label, ": ");
            pin_cell_name(&label, pin_plot_text_at(tables[t], row, GROUP), 24);
            fairness->widest =
                label.width > fairness->widest ? label.width : fairness->widest;
        }
    }
}

static void put_edge(struct fairness *fairness, const char *edge, uint32_t down)
{
    struct pin_plot *plot = fairness->plot;
    pin_page_text(&plot->draw, edge);
    pin_page_fixed(&plot->draw, 1.0 - (double)down / plot->height);
    pin_page_text(&plot->draw, "\n");
}

static void put_above(struct fairness *fairness)
{
    struct pin_plot *plot = fairness->plot;
    bool begun = false;
    put_edge(fairness, "set tmargin at screen ", TOP);
    put_edge(fairness, "set bmargin at screen ", TOP + ROW * fairness->groups_n);
    put_tics(fairness, &fairness->groups, fairness->groups_n);
    pin_page_text(&plot->draw, "set xrange [*<0:*]\nset xlabel ");
    struct pin_cell label = {.length = 0};
    pin_cell_label(&label, fairness->figure, PIN_PLOT_NAME_WIDTH);
    pin_plot_quote(plot, &plot->draw, label.text);
    pin_page_text(&plot->draw, "\n");
    if (fairness->ceiling_low < fairness->ceiling_high) { /* else it says nothing */
        pin_plot_next(plot, &begun);
        pin_page_text(&plot->draw, "$data index 0 using 5:1 with points lc rgb '#777777' "
                                   "pt 12 ps 1 title 'a perfect run'");
    }
    if (fairness->interval) {
        pin_plot_next(plot, &begun);
        pin_page_text(&plot->draw,
                      "$data index 0 using 2:1:3:4 with xerrorbars ps 0 lt 1");
    }
    pin_plot_next(plot, &begun);
    pin_page_text(&plot->draw, "$data index 0 using 2:1 with points lt 1\n");
}

static void put_below(struct fairness *fairness)
{
    struct pin_plot *plot = fairness->plot;
    const uint32_t down = TOP + ROW * fairness->groups_n + BETWEEN;
    bool begun = false;
    if (!fairness->gap) {
        return;
    }
    pin_page_text(&plot->draw, "unset label\n");
    put_edge(fairness, "set tmargin at screen ", down);
    put_edge(fairness, "set bmargin at screen ", down + ROW * fairness->gaps_n);
    put_tics(fairness, &fairness->gaps, fairness->gaps_n);
    pin_page_text(&plot->draw, "set xrange [0:*]\nset xlabel 'gap between the groups'\n"
                               "set style fill solid 1 noborder\n");
    if (fairness->chance) {
        pin_plot_next(plot, &begun);
        pin_page_text(&plot->draw,
                      "$data index 1 using ($6/2):1:(0):6:($1-0.4):($1+0.4) with "
                      "boxxyerror lc rgb '#DDDDDD' title '95 % of gaps by chance'");
    }
    if (fairness->gap_interval) {
        pin_plot_next(plot, &begun);
        pin_page_text(&plot->draw,
                      "$data index 1 using 2:1:3:4 with xerrorbars ps 0 lt 2");
    }
    pin_plot_next(plot, &begun);
    pin_page_text(&plot->draw, "$data index 1 using 2:1 with points lt 2\n");
}

static void put_caption(struct fairness *fairness, const struct pin_summary *summary)
{
    struct pin_plot *plot = fairness->plot;
    struct pin_cell *line = pin_plot_caption(plot);
    pin_plot_put_figure(line, summary, fairness->figure);
    pin_cell_text(line, " by group of queries, and the gaps between groups");
    pin_plot_basis(plot, summary, NULL);
    if (fairness->left_out_n > 0) {
        line = pin_plot_caption(plot);
        pin_cell_count(line, fairness->left_out_n);
        pin_cell_text(line, " rows are left out");
    }
}

static enum pin_status fairness_write(struct pin_plot *plot,
                                      const struct pin_plot_request *request,
                                      struct pin_error *err)
{
    struct fairness fairness = {.plot = plot,
                                .figure = request->figure,
                                .ceiling_low = (double)INFINITY,
                                .ceiling_high = -(double)INFINITY};
    const struct pin_summary *summary = request->results;
    PIN_TRY(pin_plot_table(&fairness.groups, summary, "fairness", keys,
                           "`pinbench eval --fairness ATTRIBUTE`", err));
    PIN_TRY(pin_plot_table(&fairness.gaps, summary, "gaps", gap_keys,
                           "`pinbench eval --fairness ATTRIBUTE`", err));
    PIN_TRY(pin_plot_choose(&fairness.figure, &fairness.groups, FIGURE, err));
    put_data(&fairness);
    if (!fairness.value) {
        return pin_plot_nothing(fairness.figure, err);
    }
    put_caption(&fairness, summary);
    measure_labels(&fairness);
    pin_plot_widen(plot, fairness.widest);
    plot->hues_n = 2;
    plot->height = TOP + ROW * fairness.groups_n + BELOW +
                   (fairness.gap ? BETWEEN + ROW * fairness.gaps_n : 0);
    pin_page_text(&plot->setup, "set grid xtics lt 1 lc rgb '#DDDDDD' lw 1\n"
                                "set key at graph 1, graph 1 right bottom "
                                "horizontal\nset lmargin ");
    pin_page_count(&plot->setup, fairness.widest + 2U);
    pin_page_text(&plot->setup, "\nset multiplot\n");
    put_above(&fairness);
    put_below(&fairness);
    pin_page_text(&plot->draw, "unset multiplot\n");
    return PIN_OK;
}

const struct pin_plot_ops pin_plot_fairness = {
    .name = "fairness",
    .summary = "a figure on each group of queries, and the gaps against chance",
    .needs = "the tables fairness and gaps (eval --fairness ATTRIBUTE); -m chooses",
    .write = fairness_write,
};
