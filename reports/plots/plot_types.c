#include "reports/plots/plot_types.h"

#include <math.h>
#include <string.h>

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

void pin_plot_note(struct pin_plot *plot, const struct pin_sheet *sheet)
{
    struct pin_cell note = {.length = 0};
    if (sheet->notes) {
        pin_cell_text(&note, sheet->notes->text);
        note.text[strcspn(note.text, ";")] = '\0';
        pin_cell_name(pin_plot_caption(plot), note.text, PIN_CELL_NAME_MAX);
    }
}

void pin_plot_right(struct pin_plot *plot, uint32_t rows_n)
{
    pin_page_text(&plot->setup, "set y2range [");
    pin_page_number(&plot->setup, (double)rows_n - 0.4);
    pin_page_text(&plot->setup, ":-0.6]\nset y2tics scale 0 (");
}

void pin_plot_widen(struct pin_plot *plot, uint32_t characters)
{
    enum { PICTURE = 440, CHARACTER = 7 };
    const uint32_t width = PICTURE + CHARACTER * characters;
    plot->width = width > plot->width ? width : plot->width;
}

void pin_plot_first(struct pin_plot *plot, uint32_t rows_n)
{
    pin_plot_count(plot, " every ::0::", rows_n - 1);
}

void pin_plot_line_at(struct pin_plot *plot, double at, const char *style)
{
    pin_page_text(&plot->setup, "set arrow from first ");
    pin_page_number(&plot->setup, at);
    pin_page_text(&plot->setup, ", graph 0 to first ");
    pin_page_number(&plot->setup, at);
    pin_page_text(&plot->setup, ", graph 1 nohead back ");
    pin_page_text(&plot->setup, style);
    pin_page_text(&plot->setup, "\n");
}

void pin_plot_put_p(struct pin_cell *cell, double p)
{
    char text[PIN_FIXED_MAX];
    if (!isfinite(p)) {
        return;
    }
    if (p < 0.001) {
        pin_cell_text(cell, "p < .001");
        return;
    }
    (void)pin_fixed_print(text, p);
    pin_cell_text(cell, p < 1.0 ? "p = " : "p = 1");
    if (p < 1.0) {
        pin_cell_text(cell, text + (text[0] == '0'));
    }
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
