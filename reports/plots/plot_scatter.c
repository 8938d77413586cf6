#include "reports/plots/plot_scatter.h"

#include "reports/plots/plot_types.h"

#include <math.h>

static void put_figure(struct pin_plot *plot, const struct pin_figure *figure)
{
    pin_plot_number(plot, figure->value);
    pin_plot_number(plot, figure->low);
    pin_plot_number(plot, figure->high);
}

static void put_point(struct pin_plot *plot, bool *begun, uint32_t i,
                      const struct pin_plot_point *point)
{
    struct pin_page *draw = &plot->draw;
    if (isfinite(point->x.low)) {
        pin_plot_next(plot, begun);
        pin_plot_count(plot, "$data index 0 every ::", i);
        pin_plot_count(plot, "::", i);
        pin_plot_count(plot, " using 2:5:3:4 with xerrorbars ps 0 lt ", i + 1);
    }
    if (isfinite(point->y.low)) {
        pin_plot_next(plot, begun);
        pin_plot_count(plot, "$data index 0 every ::", i);
        pin_plot_count(plot, "::", i);
        pin_plot_count(plot, " using 2:5:6:7 with yerrorbars ps 0 lt ", i + 1);
    }
    pin_plot_next(plot, begun);
    pin_plot_count(plot, "$data index 0 every ::", i);
    pin_plot_count(plot, "::", i);
    pin_plot_count(plot, " using 2:5 with points ps 1.1 lt ", i + 1);
    pin_plot_title(plot, i + 1, point->system);
    pin_plot_next(plot, begun);
    pin_plot_count(plot, "$data index 0 every ::", i);
    pin_plot_count(plot, "::", i);
    pin_page_text(draw, " using 2:5:(sprintf('%d', $1 + 1)) with labels left offset 0.8,"
                        "0.6");
}

void pin_plot_scatter(struct pin_plot *plot, uint32_t *drawn_out,
                      const struct pin_plot_point *(*at)(const void *from, uint32_t i,
                                                         struct pin_plot_point *room),
                      const void *from, uint32_t points_n)
{
    enum { LINE = 18, SQUARE = 520, TOP = 170 };
    bool begun = false;
    uint32_t widest = 0;
    *drawn_out = 0;
    pin_plot_columns(plot, "row\tx\tx_low\tx_high\ty\ty_low\ty_high\tsystem");
    for (uint32_t i = 0; i < points_n; i++) {
        struct pin_plot_point room;
        const struct pin_plot_point *point = at(from, i, &room);
        struct pin_cell name = {.length = 0};
        pin_plot_number(plot, i);
        put_figure(plot, &point->x);
        put_figure(plot, &point->y);
        pin_plot_name(plot, point->system);
        pin_plot_end_row(plot);
        if (isfinite(point->x.value) && isfinite(point->y.value) &&
            *drawn_out < PIN_PLOT_ROWS_MAX) {
            put_point(plot, &begun, i, point);
            (*drawn_out)++;
        }
        pin_cell_name(&name, point->system, PIN_PLOT_NAME_WIDTH);
        widest = name.width > widest ? name.width : widest;
    }
    plot->hues_n = points_n < PIN_PLOT_ROWS_MAX ? points_n : PIN_PLOT_ROWS_MAX;
    plot->height = SQUARE;
    if (TOP + LINE * *drawn_out > SQUARE) {
        plot->height = TOP + LINE * *drawn_out;
    }
    pin_plot_widen(plot, widest + 45);
    pin_page_text(&plot->setup, "set border 3 lc rgb '#555555'\n"
                                "set autoscale noextend\n"
                                "set grid lt 1 lc rgb '#E5E5E5' lw 1\n"
                                "set offsets graph 0.05, graph 0.08, graph 0.05, graph "
                                "0.05\n"
                                "set key outside right top Left reverse width 2\n");
}
