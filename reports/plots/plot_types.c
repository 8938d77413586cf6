#include "reports/plots/plot_types.h"

#include <stdio.h>

enum pin_status pin_plot_nothing(const char *what, struct pin_error *err)
{
    return pin_fail(err, PIN_E_CONFIG, "nothing to draw: no system has a value of %.80s",
                    what);
}

uint32_t pin_plot_shown(struct pin_plot *plot, uint32_t rows_n)
{
    if (rows_n <= PIN_PLOT_ROWS_MAX) {
        return rows_n;
    }
    struct pin_cell *line = pin_plot_caption(plot);
    pin_cell_text(line, "the first ");
    pin_cell_count(line, PIN_PLOT_ROWS_MAX);
    pin_cell_text(line, " of ");
    pin_cell_count(line, rows_n);
    pin_cell_text(line, " rows");
    return PIN_PLOT_ROWS_MAX;
}

void pin_plot_axis(struct pin_plot *plot, const char *axis, const char *label)
{
    struct pin_cell cell = {.length = 0};
    pin_cell_label(&cell, label, PIN_PLOT_NAME_WIDTH);
    pin_page_text(&plot->setup, "set ");
    pin_page_text(&plot->setup, axis);
    pin_page_text(&plot->setup, "label ");
    pin_plot_quote(plot, &plot->setup, cell.text);
    pin_page_text(&plot->setup, "\n");
}

void pin_plot_next(struct pin_plot *plot, bool *begun)
{
    pin_page_text(&plot->draw, *begun ? ", \\\n     " : "plot ");
    *begun = true;
}

void pin_plot_title(struct pin_plot *plot, uint32_t number, const char *name)
{
    struct pin_cell cell = {.length = 0};
    if (number > 0) {
        pin_cell_count(&cell, number);
        pin_cell_text(&cell, "  ");
    }
    pin_cell_name(&cell, name, PIN_PLOT_NAME_WIDTH);
    pin_page_text(&plot->draw, " title ");
    pin_plot_quote(plot, &plot->draw, cell.text);
}

void pin_plot_count(struct pin_plot *plot, const char *before, uint32_t n)
{
    pin_page_text(&plot->draw, before);
    pin_page_count(&plot->draw, n);
}
