/* plot_pheat.c - all pairs of systems as a chessboard: the corrected p in each cell, its
 * colour for which of the two is better and how surely. */
#include "reports/plots/plot_pick.h"
#include "reports/plots/plot_types.h"

#include <math.h>
#include <string.h>

enum { BASELINE, CANDIDATE, FIGURE, DIFFERENCE, P };
static const char *const keys[] = {"baseline",   "candidate",  "figure",
                                   "difference", "p_adjusted", NULL};
enum { SYSTEMS_MAX = 60, CELL = 44 };

struct board {
    struct pin_plot *plot;
    struct pin_plot_table table;
    const char *figure;
    const char *names[SYSTEMS_MAX];
    uint32_t names_n;
    uint32_t left_out_n;
    uint32_t widest;
    bool lower_is_better;
};

/* The place of a name; SYSTEMS_MAX when there is no room for it. */
static uint32_t place_of(struct board *board, const char *name)
{
    uint32_t i = 0;
    while (i < board->names_n && strcmp(board->names[i], name) != 0) {
        i++;
    }
    if (i == board->names_n && i < SYSTEMS_MAX) {
        struct pin_cell cell = {.length = 0};
        pin_cell_name(&cell, name, PIN_PLOT_NAME_WIDTH);
        board->widest = cell.width > board->widest ? cell.width : board->widest;
        board->names[board->names_n++] = name;
    }
    return i;
}

/* From -3 (the row's system is surely worse) over 0 to 3 (surely better). */
static double level_of(double difference, double p)
{
    if (!isfinite(p) || !isfinite(difference)) {
        return (double)NAN;
    }
    const double level = p <= 0.001 ? 3.0 : p <= 0.01 ? 2.0 : p <= 0.05 ? 1.0 : 0.0;
    return difference < 0.0 ? -level : level;
}

static void put_cell(struct board *board, uint32_t row, uint32_t column,
                     double difference, double p)
{
    struct pin_plot *plot = board->plot;
    const double gain = board->lower_is_better ? -difference : difference;
    pin_plot_number(plot, row);
    pin_plot_number(plot, column);
    pin_plot_number(plot, difference);
    pin_plot_number(plot, p);
    pin_plot_number(plot, level_of(gain, p));
    pin_plot_name(plot, board->names[row]);
    pin_plot_name(plot, board->names[column]);
    pin_plot_end_row(plot);
}

static void put_data(struct board *board)
{
    const struct pin_plot_table *table = &board->table;
    pin_plot_columns(board->plot,
                     "row\tcolumn\tdifference\tp_adjusted\tlevel\tsystem\tother");
    for (const struct pin_sheet_row *row = table->sheet->rows; row; row = row->next) {
        if (!pin_plot_text_is(table, row, FIGURE, board->figure)) {
            continue;
        }
        const uint32_t a = place_of(board, pin_plot_text_at(table, row, BASELINE));
        const uint32_t b = place_of(board, pin_plot_text_at(table, row, CANDIDATE));
        if (a == SYSTEMS_MAX || b == SYSTEMS_MAX) {
            board->left_out_n++;
            continue;
        }
        const double difference = pin_plot_at(table, row, DIFFERENCE)->value;
        const double p = pin_plot_at(table, row, P)->value;
        put_cell(board, b, a, difference, p);
        put_cell(board, a, b, -difference, p);
    }
}

static void put_tics(struct board *board, const char *axis)
{
    struct pin_page *setup = &board->plot->setup;
    pin_page_text(setup, "set ");
    pin_page_text(setup, axis);
    pin_page_text(setup, "tics scale 0 (");
    for (uint32_t i = 0; i < board->names_n; i++) {
        struct pin_cell name = {.length = 0};
        pin_cell_name(&name, board->names[i], PIN_PLOT_NAME_WIDTH);
        pin_page_text(setup, i > 0 ? ", " : "");
        pin_plot_tic(board->plot, setup, name.text, i);
    }
    pin_page_text(setup, axis[0] == 'x' ? ") rotate by 45 right\n" : ")\n");
}

static void put_range(struct board *board, const char *from, const char *to)
{
    struct pin_page *setup = &board->plot->setup;
    pin_page_text(setup, from);
    pin_page_number(setup, board->names_n - 0.5);
    pin_page_text(setup, to);
}

static void put_setup(struct board *board)
{
    struct pin_plot *plot = board->plot;
    const uint32_t margin = 7 * board->widest;
    plot->width = 60 + margin + CELL * board->names_n;
    plot->width = plot->width > 700 ? plot->width : 700;
    plot->height = 170 + margin * 7 / 10 + CELL * 3 / 4 * board->names_n;
    put_tics(board, "y");
    put_tics(board, "x");
    put_range(board, "set yrange [", ":-0.5]\n");
    put_range(board, "set xrange [-0.5:", "]\n");
    pin_page_text(&plot->setup,
                  "set border 0\n"
                  "set style fill solid 1 border rgb '#FFFFFF'\n"
                  "set palette maxcolors 7 defined (-3 '#D55E00', -2 '#EA9B62', "
                  "-1 '#F7D3B8', 0 '#EEEEEE', 1 '#BCDCF0', 2 '#6DB3DD', 3 '#0072B2')\n"
                  "set cbrange [-3.5:3.5]\nunset colorbox\n");
}

static enum pin_status pheat_write(struct pin_plot *plot,
                                   const struct pin_plot_request *request,
                                   struct pin_error *err)
{
    const struct pin_summary *summary = request->results;
    struct board board = {.plot = plot, .figure = request->figure};
    uint32_t column = 0;
    PIN_TRY(
        pin_plot_table(&board.table, summary, "pairs", keys, "`pinbench compare`", err));
    PIN_TRY(pin_plot_choose(&board.figure, &board.table, FIGURE, err));
    if (pin_plot_figure(&column, summary, board.figure, NULL) == PIN_OK) {
        board.lower_is_better = summary->columns[column].lower_is_better;
    }
    put_data(&board);
    if (board.names_n == 0) {
        return pin_plot_nothing(board.figure, err);
    }
    struct pin_cell *line = pin_plot_caption(plot);
    pin_plot_put_figure(line, summary, board.figure);
    pin_cell_text(line, ": corrected p of each pair");
    pin_cell_text(pin_plot_caption(plot), "blue: the row's system is better than the "
                                          "column's, orange: worse (p ≤ .05, .01, .001)");
    pin_plot_sample(plot, summary, NULL);
    if (board.left_out_n > 0) {
        pin_cell_text(pin_plot_caption(plot), "the first 60 systems");
    }
    put_setup(&board);
    pin_page_text(&plot->draw,
                  "plot $data using 2:1:($2-0.5):($2+0.5):($1-0.5):($1+0.5):5 with "
                  "boxxyerror lc palette, \\\n"
                  "     $data using 2:1:(p($4)):($5*$5 > 8 ? 0xFFFFFF : 0) with labels "
                  "tc rgb variable\n");
    pin_page_text(&plot->setup, "p(x) = x != x ? '' : x < 0.001 ? '<.001' : x > 0.9995 ? "
                                "'1' : substr(sprintf('%.3f', x), 2, 5)\n");
    return PIN_OK;
}

const struct pin_plot_ops pin_plot_pheat = {
    .name = "pheat",
    .summary = "the corrected p of every pair of systems, as a chessboard",
    .needs = "the table pairs (compare); -m chooses the figure",
    .write = pheat_write,
};
