/* plot_forest.c - the difference of each pair of systems with its interval, against 0 and
 * against a margin; the corrected p at the right. */
#include "reports/plots/plot_pick.h"
#include "reports/plots/plot_types.h"

#include <math.h>
#include <stdio.h>

enum { NAME_WIDTH = 26 };
enum { BASELINE, CANDIDATE, FIGURE, DIFFERENCE, P, VERDICT, JOINT_LOW, JOINT_HIGH };
static const char *const keys[] = {"baseline",   "candidate",   "figure",
                                   "difference", "p_adjusted",  "verdict",
                                   "?joint_low", "?joint_high", NULL};

struct forest {
    struct pin_plot *plot;
    struct pin_plot_table table;
    const char *figure;
    uint32_t rows_n, shown_n;
    bool joint, interval, any;
};

static double joint_at(const struct forest *forest, const struct pin_sheet_row *row,
                       uint32_t i)
{
    return forest->joint ? pin_plot_at(&forest->table, row, i)->value : (double)NAN;
}

static void put_data(struct forest *forest)
{
    struct pin_plot *plot = forest->plot;
    uint32_t n = 0;
    pin_plot_columns(plot, "row\tdifference\tlow\thigh\tjoint_low\tjoint_high\tp_adjusted"
                           "\tverdict\tbaseline\tcandidate");
    for (const struct pin_sheet_row *row = forest->table.sheet->rows; row;
         row = row->next) {
        if (!pin_plot_text_is(&forest->table, row, FIGURE, forest->figure)) {
            continue;
        }
        const struct pin_sheet_cell *cell = pin_plot_at(&forest->table, row, DIFFERENCE);
        forest->interval = forest->interval || isfinite(cell->low);
        forest->any = forest->any || isfinite(cell->value);
        pin_plot_number(plot, n++);
        pin_plot_number(plot, cell->value);
        pin_plot_number(plot, cell->low);
        pin_plot_number(plot, cell->high);
        pin_plot_number(plot, joint_at(forest, row, JOINT_LOW));
        pin_plot_number(plot, joint_at(forest, row, JOINT_HIGH));
        pin_plot_number(plot, pin_plot_at(&forest->table, row, P)->value);
        pin_plot_name(plot, pin_plot_text_at(&forest->table, row, VERDICT));
        pin_plot_name(plot, pin_plot_text_at(&forest->table, row, BASELINE));
        pin_plot_name(plot, pin_plot_text_at(&forest->table, row, CANDIDATE));
        pin_plot_end_row(plot);
    }
    forest->rows_n = n;
}

/* How many characters the widest label has. */
static uint32_t put_tics(const struct forest *forest, bool right)
{
    struct pin_plot *plot = forest->plot;
    uint32_t n = 0;
    uint32_t widest = 0;
    for (const struct pin_sheet_row *row = forest->table.sheet->rows; row;
         row = row->next) {
        if (!pin_plot_text_is(&forest->table, row, FIGURE, forest->figure) ||
            n == forest->shown_n) {
            continue;
        }
        struct pin_cell label = {.length = 0};
        if (right) {
            pin_plot_put_p(&label, pin_plot_at(&forest->table, row, P)->value);
        } else {
            pin_cell_name(&label, pin_plot_text_at(&forest->table, row, CANDIDATE),
                          NAME_WIDTH);
            pin_cell_text(&label, " − ");
            pin_cell_name(&label, pin_plot_text_at(&forest->table, row, BASELINE),
                          NAME_WIDTH);
        }
        pin_page_text(&plot->setup, n > 0 ? ", " : "");
        pin_plot_tic(plot, &plot->setup, label.text, n++);
        widest = label.width > widest ? label.width : widest;
    }
    return widest;
}

static void put_setup(const struct forest *forest, double margin)
{
    struct pin_plot *plot = forest->plot;
    struct pin_page *setup = &plot->setup;
    pin_plot_rows(plot, forest->shown_n, 22);
    pin_page_text(setup, "set ytics (");
    const uint32_t left = put_tics(forest, false);
    pin_page_text(setup, ")\n");
    pin_plot_right(plot, forest->shown_n);
    const uint32_t right = put_tics(forest, true);
    pin_page_text(setup, ")\n");
    pin_plot_widen(plot, left + right);
    pin_plot_line_at(plot, 0.0, "lc rgb '#000000' lw 1");
    if (isfinite(margin)) {
        pin_plot_line_at(plot, margin, "lc rgb '#D55E00' lw 1.5 dt 2");
        pin_plot_line_at(plot, -margin, "lc rgb '#D55E00' lw 1.5 dt 2");
        pin_page_text(setup, "set xrange [*<");
        pin_page_number(setup, -1.1 * margin);
        pin_page_text(setup, ":");
        pin_page_number(setup, 1.1 * margin);
        pin_page_text(setup, "<*]\n");
    } else {
        pin_page_text(setup, "set xrange [*<0:0<*]\n");
    }
}

static void put_caption(const struct forest *forest, const struct pin_summary *summary,
                        double margin)
{
    struct pin_plot *plot = forest->plot;
    struct pin_cell *line = pin_plot_caption(plot);
    pin_cell_text(line, "differences in ");
    pin_plot_put_figure(line, summary, forest->figure);
    if (isfinite(margin)) {
        char text[64];
        (void)snprintf(text, sizeof(text), "; dashed: margin %g", margin);
        pin_cell_text(line, text);
    }
    pin_plot_basis(plot, summary, NULL);
    line = pin_plot_caption(plot);
    pin_cell_text(line, "p: corrected for all comparisons of the table");
    pin_cell_text(line, forest->joint ? "; grey: interval for all of them at once (max-T)"
                                      : "");
}

static void put_draw(const struct forest *forest)
{
    struct pin_plot *plot = forest->plot;
    bool begun = false;
    if (forest->joint) {
        pin_plot_next(plot, &begun);
        pin_plot_count(plot, "$data every ::0::", forest->shown_n - 1);
        pin_page_text(&plot->draw, " using 2:1:5:6 with xerrorbars ps 0 lc rgb '#BBBBBB' "
                                   "lw 4");
    }
    if (forest->interval) {
        pin_plot_next(plot, &begun);
        pin_plot_count(plot, "$data every ::0::", forest->shown_n - 1);
        pin_page_text(&plot->draw, " using 2:1:3:4 with xerrorbars ps 0 lt 1");
    }
    pin_plot_next(plot, &begun);
    pin_plot_count(plot, "$data every ::0::", forest->shown_n - 1);
    pin_page_text(&plot->draw, " using 2:1 with points lt 1 ps 1\n");
}

static bool any_joint(const struct pin_plot_table *table)
{
    if (table->at[JOINT_LOW] == PIN_PLOT_ABSENT ||
        table->at[JOINT_HIGH] == PIN_PLOT_ABSENT) {
        return false;
    }
    for (const struct pin_sheet_row *row = table->sheet->rows; row; row = row->next) {
        if (isfinite(pin_plot_at(table, row, JOINT_LOW)->value)) {
            return true;
        }
    }
    return false;
}

static enum pin_status forest_write(struct pin_plot *plot,
                                    const struct pin_plot_request *request,
                                    struct pin_error *err)
{
    const struct pin_summary *summary = request->results;
    struct forest forest = {.plot = plot, .figure = request->figure};
    PIN_TRY(
        pin_plot_table(&forest.table, summary, "pairs", keys, "`pinbench compare`", err));
    PIN_TRY(pin_plot_choose(&forest.figure, &forest.table, FIGURE, err));
    forest.joint = any_joint(&forest.table);
    put_data(&forest);
    if (!forest.any) {
        return pin_plot_nothing(forest.figure, err);
    }
    put_caption(&forest, summary, request->margin);
    forest.shown_n = pin_plot_shown(plot, forest.rows_n);
    plot->hues_n = 1;
    put_setup(&forest, request->margin);
    pin_plot_axis(plot, "x", "candidate − baseline");
    put_draw(&forest);
    return PIN_OK;
}

const struct pin_plot_ops pin_plot_forest = {
    .name = "forest",
    .summary = "the difference of each pair of systems with its interval, and a margin",
    .needs = "the table pairs (compare); -m and --margin choose",
    .write = forest_write,
};
