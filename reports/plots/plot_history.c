/* plot_history.c - one figure over several results, in the order given. A system is known
 * by its name; where a result lacks it the line is broken. */
#include "reports/plots/plot_pick.h"
#include "reports/plots/plot_types.h"

#include <math.h>
#include <string.h>

static const struct pin_figure *figure_of(const struct pin_summary *summary,
                                          const char *system, const char *label)
{
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        if (strcmp(summary->systems[s].name, system) != 0) {
            continue;
        }
        for (uint32_t c = 0; c < summary->columns_n; c++) {
            if (strcmp(summary->columns[c].label, label) == 0) {
                return &summary->systems[s].figures[c];
            }
        }
    }
    return NULL;
}

/* Whether a result before this one has a system of that name. */
static bool seen_before(const struct pin_plot_request *request, uint32_t result,
                        const char *system, const char *label)
{
    for (uint32_t r = 0; r < result; r++) {
        if (figure_of(&request->results[r], system, label)) {
            return true;
        }
    }
    return false;
}

/* A little beside one another, so that intervals do not lie on one line. */
static void put_place(struct pin_plot *plot, uint32_t series)
{
    pin_page_text(&plot->draw, " using ($1+");
    pin_page_number(&plot->draw, 0.03 * (series % 9));
    pin_page_text(&plot->draw, "-0.12):2");
}

static void put_series(struct pin_plot *plot, const char *name, bool interval,
                       bool *begun)
{
    const uint32_t series = plot->hues_n - 1;
    if (interval) {
        pin_plot_next(plot, begun);
        pin_plot_count(plot, "$data index ", series);
        put_place(plot, series);
        pin_plot_count(plot, ":3:4 with yerrorbars ps 0 lt ", series + 1);
    }
    pin_plot_next(plot, begun);
    pin_plot_count(plot, "$data index ", series);
    put_place(plot, series);
    pin_plot_count(plot, " with linespoints lt ", series + 1);
    pin_plot_title(plot, 0, name);
}

static void put_system(struct pin_plot *plot, const struct pin_plot_request *request,
                       const char *system, const char *label, bool *begun)
{
    bool any = false;
    bool interval = false;
    if (plot->hues_n > 0) {
        pin_plot_block(plot);
    }
    plot->hues_n++;
    for (uint32_t r = 0; r < request->results_n; r++) {
        const struct pin_figure *figure = figure_of(&request->results[r], system, label);
        pin_plot_number(plot, r);
        pin_plot_number(plot, figure ? figure->value : (double)NAN);
        pin_plot_number(plot, figure ? figure->low : (double)NAN);
        pin_plot_number(plot, figure ? figure->high : (double)NAN);
        pin_plot_number(plot, figure ? figure->queries_n : (double)NAN);
        pin_plot_name(plot, system);
        pin_plot_name(plot, request->names[r]);
        pin_plot_end_row(plot);
        any = any || (figure && isfinite(figure->value));
        interval = interval || (figure && isfinite(figure->low));
    }
    if (any) {
        put_series(plot, system, interval, begun);
    }
}

static void put_setup(struct pin_plot *plot, const struct pin_plot_request *request)
{
    enum { TICS_MAX = 40 };
    struct pin_page *setup = &plot->setup;
    const uint32_t step = (request->results_n + TICS_MAX - 1) / TICS_MAX;
    pin_page_text(setup, "set grid ytics lt 1 lc rgb '#E5E5E5' lw 1\n"
                         "set border 3\nset key outside right top Left reverse\n"
                         "set xrange [-0.5:");
    pin_page_number(setup, request->results_n - 0.5);
    pin_page_text(setup, "]\nset offsets 0, 0, graph 0.05, graph 0.05\n"
                         "set xtics rotate by 45 right (");
    for (uint32_t r = 0; r < request->results_n; r += step) {
        struct pin_cell name = {.length = 0};
        pin_cell_name(&name, request->names[r], 24);
        pin_page_text(setup, r > 0 ? ", " : "");
        pin_plot_tic(plot, setup, name.text, r);
    }
    pin_page_text(setup, ")\n");
}

static enum pin_status history_write(struct pin_plot *plot,
                                     const struct pin_plot_request *request,
                                     struct pin_error *err)
{
    const struct pin_summary *last = &request->results[request->results_n - 1];
    uint32_t column = 0;
    uint32_t widest = 0;
    bool begun = false;
    PIN_TRY(pin_plot_figure(&column, last, request->figure, err));
    const char *label = last->columns[column].label;
    pin_plot_columns(plot, "place\tvalue\tlow\thigh\tqueries\tsystem\tresult");
    for (uint32_t r = 0; r < request->results_n; r++) {
        const struct pin_summary *summary = &request->results[r];
        for (uint32_t s = 0; s < summary->systems_n; s++) {
            const char *system = summary->systems[s].name;
            struct pin_cell name = {.length = 0};
            if (figure_of(summary, system, label) &&
                !seen_before(request, r, system, label)) {
                put_system(plot, request, system, label, &begun);
                pin_cell_name(&name, system, PIN_PLOT_NAME_WIDTH);
                widest = name.width > widest ? name.width : widest;
            }
        }
    }
    pin_page_text(&plot->draw, "\n");
    pin_plot_put_figure(pin_plot_caption(plot), last, label);
    pin_cell_text(&plot->caption[0], ", result by result");
    pin_plot_basis(plot, last, NULL);
    pin_cell_text(&plot->caption[1], " (of the last result)");
    plot->height = 520 > 200 + 18 * plot->hues_n ? 520 : 200 + 18 * plot->hues_n;
    pin_plot_widen(plot, widest + 16);
    put_setup(plot, request);
    pin_plot_axis(plot, "y", label);
    return begun ? PIN_OK : pin_plot_nothing(label, err);
}

const struct pin_plot_ops pin_plot_history = {
    .name = "history",
    .summary = "one figure over several results, in the order given",
    .needs = "results of the same dataset, oldest first; -m chooses the figure",
    .several = true,
    .write = history_write,
};
