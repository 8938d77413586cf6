/* plot_cd.c - the critical-difference diagram (Demšar, Statistical comparisons of
 * classifiers over multiple data sets, JMLR 7, 2006): systems at their mean ranks, and
 * bars over those that Nemenyi's test does not tell apart. */
#include "reports/plots/plot_pick.h"
#include "reports/plots/plot_types.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIGURE, SYSTEM, MEAN_RANK };
static const char *const keys[] = {"figure", "system", "mean_rank", NULL};
enum { F_FIGURE, F_NEMENYI, F_TOPICS };
static const char *const family_keys[] = {"figure", "nemenyi_difference", "topics", NULL};
enum { SYSTEMS_MAX = 100 };

struct ranked {
    const char *name;
    double rank;
};

struct diagram {
    struct pin_plot *plot;
    const char *figure;
    struct ranked systems[SYSTEMS_MAX];
    uint32_t systems_n;
    uint32_t left_out_n;
    uint32_t bars_n;
    double critical, topics;
};

static int best_first(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    return x->rank < y->rank ? -1 : x->rank > y->rank ? 1 : strcmp(x->name, y->name);
}

static void collect(struct diagram *diagram, const struct pin_plot_table *table)
{
    for (const struct pin_sheet_row *row = table->sheet->rows; row; row = row->next) {
        const double rank = pin_plot_at(table, row, MEAN_RANK)->value;
        if (!pin_plot_text_is(table, row, FIGURE, diagram->figure) || !isfinite(rank)) {
            continue;
        }
        if (diagram->systems_n == SYSTEMS_MAX) {
            diagram->left_out_n++;
            continue;
        }
        diagram->systems[diagram->systems_n++] =
            (struct ranked){pin_plot_text_at(table, row, SYSTEM), rank};
    }
    if (diagram->systems_n > 1) {
        qsort(diagram->systems, diagram->systems_n, sizeof(diagram->systems[0]),
              best_first);
    }
}

static enum pin_status find_critical(struct diagram *diagram,
                                     const struct pin_summary *summary,
                                     struct pin_error *err)
{
    struct pin_plot_table table;
    PIN_TRY(pin_plot_table(&table, summary, "families", family_keys,
                           "`pinbench compare` of three systems or more", err));
    diagram->critical = (double)NAN;
    for (const struct pin_sheet_row *row = table.sheet->rows; row; row = row->next) {
        if (pin_plot_text_is(&table, row, F_FIGURE, diagram->figure)) {
            diagram->critical = pin_plot_at(&table, row, F_NEMENYI)->value;
            diagram->topics = pin_plot_at(&table, row, F_TOPICS)->value;
        }
    }
    return isfinite(diagram->critical)
               ? PIN_OK
               : pin_fail(err, PIN_E_CONFIG, "there is no critical difference for %.60s",
                          diagram->figure);
}

/* Longest runs of systems within the critical difference, each two systems or more and
 * in no longer one. */
static void put_bars(struct diagram *diagram)
{
    struct pin_plot *plot = diagram->plot;
    uint32_t reached = 0; /* the end of the last run */
    pin_plot_block(plot);
    pin_plot_columns(plot, "best\tworst\tdepth");
    for (uint32_t i = 0; i < diagram->systems_n; i++) {
        uint32_t end = i;
        while (end + 1 < diagram->systems_n &&
               diagram->systems[end + 1].rank - diagram->systems[i].rank <=
                   diagram->critical) {
            end++;
        }
        if (end > i && end > reached) {
            pin_plot_number(plot, diagram->systems[i].rank);
            pin_plot_number(plot, diagram->systems[end].rank);
            pin_plot_number(plot, 0.5 + 0.4 * diagram->bars_n++);
            pin_plot_end_row(plot);
            reached = end;
        }
    }
}

/* The better half is named at the left, the other at the right, each from the outside
 * in, so that no two lines cross. */
static double depth_of(const struct diagram *diagram, uint32_t i)
{
    const uint32_t left_n = (diagram->systems_n + 1) / 2;
    const uint32_t place = i < left_n ? i : diagram->systems_n - 1 - i;
    return 1.0 + 0.4 * diagram->bars_n + place;
}

static void put_systems(struct diagram *diagram)
{
    struct pin_plot *plot = diagram->plot;
    const uint32_t left_n = (diagram->systems_n + 1) / 2;
    pin_plot_block(plot);
    pin_plot_columns(plot, "mean_rank\tdepth\tside\tsystem");
    for (uint32_t i = 0; i < diagram->systems_n; i++) {
        const struct ranked *system = &diagram->systems[i];
        const bool left = i < left_n;
        const double edge = left ? 1.0 : diagram->systems_n;
        struct pin_cell name = {.length = 0};
        pin_plot_number(plot, system->rank);
        pin_plot_number(plot, depth_of(diagram, i));
        pin_plot_number(plot, edge);
        pin_plot_name(plot, system->name);
        pin_plot_end_row(plot);
        pin_cell_name(&name, system->name, PIN_PLOT_NAME_WIDTH);
        pin_page_text(&plot->setup, "set label ");
        pin_plot_quote(plot, &plot->setup, name.text);
        pin_page_text(&plot->setup, " at first ");
        pin_page_number(&plot->setup, edge);
        pin_page_text(&plot->setup, ", first ");
        pin_page_number(&plot->setup, depth_of(diagram, i));
        pin_page_text(&plot->setup, left ? " right offset -0.8,0\n" : " offset 0.8,0\n");
    }
}

static void put_setup(struct diagram *diagram)
{
    struct pin_plot *plot = diagram->plot;
    struct pin_page *setup = &plot->setup;
    const uint32_t left_n = (diagram->systems_n + 1) / 2;
    const double deepest = 1.5 + 0.4 * diagram->bars_n + left_n;
    plot->width = 1000;
    plot->height = 150 + (uint32_t)(22.0 * deepest);
    pin_page_text(setup, "set lmargin at screen 0.29\nset rmargin at screen 0.71\n"
                         "set bmargin at screen 0.02\nunset ytics\nset border 4\n"
                         "unset xtics\nset x2tics 1 nomirror out\nset x2range [1:");
    pin_page_count(setup, diagram->systems_n);
    pin_page_text(setup, "]\nset xrange [1:");
    pin_page_count(setup, diagram->systems_n);
    pin_page_text(setup, "]\nset yrange [");
    pin_page_number(setup, deepest);
    pin_page_text(setup, ":0]\n");
    if (diagram->systems_n > 15) {
        pin_page_text(setup, "set x2tics 5\nset mx2tics 5\n");
    }
}

static void put_caption(struct diagram *diagram, const struct pin_summary *summary)
{
    struct pin_plot *plot = diagram->plot;
    struct pin_cell *line = pin_plot_caption(plot);
    char text[96];
    pin_cell_text(line, "mean ranks on ");
    pin_plot_put_figure(line, summary, diagram->figure);
    pin_cell_text(line, "; 1 is best");
    line = pin_plot_caption(plot);
    (void)snprintf(text, sizeof(text), ": n = %.0f topics", diagram->topics);
    pin_cell_name(line, summary->dataset.name, PIN_PLOT_NAME_WIDTH);
    pin_cell_text(line, text);
    line = pin_plot_caption(plot);
    (void)snprintf(text, sizeof(text), "critical difference (CD): %.4f, ",
                   diagram->critical);
    pin_cell_text(line, text);
    pin_cell_text(line, "Nemenyi; a bar joins systems that are not told apart");
    if (diagram->left_out_n > 0) {
        pin_cell_text(pin_plot_caption(plot), "the first 100 systems");
    }
    (void)pin_plot_caption(plot); /* room for the tics */
}

static enum pin_status cd_write(struct pin_plot *plot,
                                const struct pin_plot_request *request,
                                struct pin_error *err)
{
    struct pin_plot_table table;
    struct diagram diagram = {.plot = plot, .figure = request->figure};
    PIN_TRY(pin_plot_table(&table, request->results, "ranks", keys, "`pinbench compare`",
                           err));
    PIN_TRY(pin_plot_choose(&diagram.figure, &table, FIGURE, err));
    PIN_TRY(find_critical(&diagram, request->results, err));
    collect(&diagram, &table);
    if (diagram.systems_n < 2) {
        return pin_plot_nothing("mean rank", err);
    }
    put_caption(&diagram, request->results);
    pin_plot_columns(plot, "critical_difference");
    pin_plot_number(plot, diagram.critical);
    pin_plot_end_row(plot);
    put_bars(&diagram);
    put_systems(&diagram);
    put_setup(&diagram);
    pin_page_text(&plot->draw,
                  "set label 'CD' at first 1, first 0.8 left\n"
                  "plot $data index 0 using (1):(0.4):1:(0) with vectors nohead lc rgb "
                  "'#000000' lw 3, \\\n"
                  "     $data index 2 using 1:(0):(0):2 with vectors nohead lc rgb "
                  "'#777777' lw 1, \\\n"
                  "     $data index 2 using 1:2:($3-$1):(0) with vectors nohead lc rgb "
                  "'#777777' lw 1");
    pin_page_text(&plot->draw, diagram.bars_n == 0
                                   ? "\n"
                                   : ", \\\n     $data index 1 using 1:3:($2-$1):(0) "
                                     "with vectors nohead lc rgb '#0072B2' lw 5\n");
    return PIN_OK;
}

const struct pin_plot_ops pin_plot_cd = {
    .name = "cd",
    .summary = "mean ranks, and which systems the critical difference joins",
    .needs = "the tables ranks and families (compare of three systems or more); -m "
             "chooses the figure",
    .write = cd_write,
};
