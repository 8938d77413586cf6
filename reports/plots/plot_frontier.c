/* plot_frontier.c - quality against the time that a query took; the line joins the
 * systems that no other beats in both. */
#include "reports/plots/plot_pick.h"
#include "reports/plots/plot_scatter.h"
#include "reports/plots/plot_types.h"

#include <math.h>

#define NS_PER_MS 1e6

struct frontier {
    const struct pin_summary *summary;
    uint32_t column;
};

/* A stored run took no time here: it has no cost that is known. */
static double cost_of(const struct pin_system *system)
{
    return system->search_ns > 0 && system->queries_n > 0
               ? (double)system->search_ns / NS_PER_MS / system->queries_n
               : (double)NAN;
}

static const struct pin_plot_point *point_at(const void *from, uint32_t i,
                                             struct pin_plot_point *room)
{
    const struct frontier *frontier = from;
    const struct pin_system *system = &frontier->summary->systems[i];
    *room = (struct pin_plot_point){
        .x = {.value = cost_of(system), .low = (double)NAN, .high = (double)NAN},
        .y = system->figures[frontier->column],
        .system = system->name};
    return room;
}

/* Whether a costs no more than b and is as good, and is better in one. */
static bool beats(const struct frontier *from, uint32_t a, uint32_t b)
{
    const struct pin_summary *summary = from->summary;
    const double sign = summary->columns[from->column].lower_is_better ? -1.0 : 1.0;
    const double cost = cost_of(&summary->systems[a]) - cost_of(&summary->systems[b]);
    const double gain = sign * (summary->systems[a].figures[from->column].value -
                                summary->systems[b].figures[from->column].value);
    return cost <= 0.0 && gain >= 0.0 && (cost < 0.0 || gain > 0.0);
}

static bool is_drawn(const struct frontier *from, uint32_t i)
{
    return isfinite(cost_of(&from->summary->systems[i])) &&
           isfinite(from->summary->systems[i].figures[from->column].value);
}

static bool is_best(const struct frontier *from, uint32_t i)
{
    bool best = is_drawn(from, i);
    for (uint32_t other = 0; other < from->summary->systems_n && best; other++) {
        best = !is_drawn(from, other) || !beats(from, other, i);
    }
    return best;
}

/* The best ones in a block of their own; gnuplot puts them in order. */
static void put_frontier(struct pin_plot *plot, const struct frontier *from)
{
    pin_plot_block(plot);
    pin_plot_columns(plot, "milliseconds\tvalue\tsystem");
    for (uint32_t i = 0; i < from->summary->systems_n; i++) {
        const struct pin_system *system = &from->summary->systems[i];
        if (is_best(from, i)) {
            pin_plot_number(plot, cost_of(system));
            pin_plot_number(plot, system->figures[from->column].value);
            pin_plot_name(plot, system->name);
            pin_plot_end_row(plot);
        }
    }
    pin_page_text(&plot->draw,
                  ", \\\n     $data index 1 using 1:2 smooth unique with steps "
                  "lc rgb '#999999' dt 2 lw 1 title 'no other is better and faster'\n");
}

/* A logarithmic axis over less has hardly a number on it. */
static bool spans_decade(const struct frontier *from)
{
    double least = (double)INFINITY;
    double most = 0.0;
    for (uint32_t i = 0; i < from->summary->systems_n; i++) {
        const double cost = cost_of(&from->summary->systems[i]);
        if (is_drawn(from, i)) {
            least = fmin(least, cost);
            most = fmax(most, cost);
        }
    }
    return most >= 10.0 * least;
}

static enum pin_status frontier_write(struct pin_plot *plot,
                                      const struct pin_plot_request *request,
                                      struct pin_error *err)
{
    struct frontier from = {.summary = request->results};
    const struct pin_summary *summary = request->results;
    uint32_t drawn_n = 0;
    PIN_TRY(pin_plot_figure(&from.column, summary, request->figure, err));
    const char *label = summary->columns[from.column].label;
    for (uint32_t i = 0; i < summary->systems_n; i++) {
        drawn_n += is_drawn(&from, i);
    }
    if (drawn_n == 0) {
        return pin_fail(err, PIN_E_CONFIG,
                        "no system of the result has a cost: only `pinbench run` "
                        "measures, and only engines that search");
    }
    pin_plot_put_figure(pin_plot_caption(plot), summary, label);
    pin_cell_text(&plot->caption[0], " against the time that a query took");
    pin_plot_basis(plot, summary, NULL);
    pin_plot_scatter(plot, &drawn_n, point_at, &from, summary->systems_n);
    put_frontier(plot, &from);
    pin_page_text(&plot->setup, spans_decade(&from) ? "set logscale x\n" : "");
    pin_page_text(&plot->setup, "set format x '%g'\n");
    pin_plot_axis(plot, "x", "milliseconds a query");
    pin_plot_axis(plot, "y", label);
    return PIN_OK;
}

const struct pin_plot_ops pin_plot_frontier = {
    .name = "frontier",
    .summary = "quality against milliseconds a query, and the systems that none beats",
    .needs = "systems that were searched here (run); -m chooses the figure",
    .write = frontier_write,
};
