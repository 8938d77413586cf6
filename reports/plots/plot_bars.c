/* plot_bars.c - a bar from 0 for each system, its interval over it and its value at the
 * right. */
#include "reports/plots/plot_pick.h"
#include "reports/plots/plot_types.h"

#include <math.h>

static void put_bar_data(struct pin_plot *plot, const struct pin_summary *summary,
                         uint32_t column)
{
    pin_plot_columns(plot, "row\tvalue\tlow\thigh\tn\tsystem");
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        const struct pin_figure *figure = &summary->systems[s].figures[column];
        pin_plot_number(plot, s);
        pin_plot_number(plot, figure->value);
        pin_plot_number(plot, figure->low);
        pin_plot_number(plot, figure->high);
        pin_plot_number(plot,
                        figure->groups_n > 0 ? figure->groups_n : figure->queries_n);
        pin_plot_name(plot, summary->systems[s].name);
        pin_plot_end_row(plot);
    }
}

static void put_tics(struct pin_plot *plot, const struct pin_summary *summary,
                     uint32_t column, uint32_t rows_n)
{
    struct pin_page *setup = &plot->setup;
    pin_page_text(setup, "set ytics (");
    for (uint32_t s = 0; s < rows_n; s++) {
        struct pin_cell name = {.length = 0};
        pin_cell_name(&name, summary->systems[s].name, PIN_PLOT_NAME_WIDTH);
        pin_page_text(setup, s > 0 ? ", " : "");
        pin_plot_tic(plot, setup, name.text, s);
    }
    pin_page_text(setup, ")\n");
    pin_plot_right(plot, rows_n);
    for (uint32_t s = 0; s < rows_n; s++) {
        struct pin_cell value = {.length = 0};
        pin_cell_figure(&value, summary->systems[s].figures[column].value);
        pin_page_text(setup, s > 0 ? ", " : "");
        pin_plot_tic(plot, setup, value.text, s);
    }
    pin_page_text(setup, ")\n");
}

static void put_bars(struct pin_plot *plot, const struct pin_summary *summary,
                     uint32_t column, uint32_t rows_n)
{
    struct pin_page *draw = &plot->draw;
    bool any = false;
    for (uint32_t s = 0; s < rows_n; s++) {
        any = any || isfinite(summary->systems[s].figures[column].low);
    }
    bool begun = false;
    pin_page_text(draw, "set style fill solid 0.55 noborder\n");
    pin_plot_next(plot, &begun);
    pin_page_text(draw, "$data");
    pin_plot_first(plot, rows_n);
    pin_page_text(draw, " using 2:1:(0):2:($1-0.33):($1+0.33) with boxxyerror lt 1");
    if (any) {
        pin_plot_next(plot, &begun);
        pin_page_text(draw, "$data");
        pin_plot_first(plot, rows_n);
        pin_page_text(draw, " using 2:1:3:4 with xerrorbars lc rgb '#000000' lw 1.2 pt 7 "
                            "ps 0.3");
    }
    pin_page_text(draw, "\n");
}

static enum pin_status bars_write(struct pin_plot *plot,
                                  const struct pin_plot_request *request,
                                  struct pin_error *err)
{
    const struct pin_summary *summary = request->results;
    uint32_t column = 0;
    PIN_TRY(pin_plot_figure(&column, summary, request->figure, err));
    const struct pin_figure *figure = NULL;
    for (uint32_t s = 0; s < summary->systems_n && !figure; s++) {
        const struct pin_figure *own = &summary->systems[s].figures[column];
        figure = isfinite(own->value) ? own : NULL;
    }
    if (!figure) {
        return pin_plot_nothing(summary->columns[column].label, err);
    }
    const uint32_t rows_n = pin_plot_shown(plot, summary->systems_n);
    pin_plot_put_figure(pin_plot_caption(plot), summary, summary->columns[column].label);
    pin_plot_basis(plot, summary, figure);
    pin_plot_rows(plot, rows_n, 24);
    put_tics(plot, summary, column, rows_n);
    plot->hues_n = 1;
    pin_page_text(&plot->setup, "set xrange [*<0:0<*]\n");
    pin_plot_axis(plot, "x", summary->columns[column].label);
    put_bar_data(plot, summary, column);
    put_bars(plot, summary, column, rows_n);
    return PIN_OK;
}

const struct pin_plot_ops pin_plot_bars = {
    .name = "bars",
    .summary = "one figure of every system, as bars from 0 with their intervals",
    .needs = "any result; -m chooses the figure",
    .write = bars_write,
};
