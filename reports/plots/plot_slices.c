/* plot_slices.c - a figure on each value of an attribute, the systems side by side. The
 * first row is all queries. */
#include "reports/plots/plot_pick.h"
#include "reports/plots/plot_types.h"

#include <math.h>
#include <string.h>

struct slices {
    struct pin_plot *plot;
    const struct pin_summary *summary;
    const char *attribute;
    uint32_t column;
    uint32_t rows_n; /* with that of all queries */
    uint32_t shown_n;
};

static const struct pin_slice *slice_at(const struct slices *slices, uint32_t row)
{
    uint32_t seen = 0; /* row 0 is all queries */
    for (uint32_t i = 0; i < slices->summary->slices_n; i++) {
        const struct pin_slice *slice = &slices->summary->slices[i];
        if (strcmp(slice->attribute, slices->attribute) == 0 && ++seen == row) {
            return slice;
        }
    }
    return NULL;
}

static const struct pin_figure *figure_at(const struct slices *slices,
                                          const struct pin_slice *slice, uint32_t system)
{
    const struct pin_summary *summary = slices->summary;
    return slice ? &slice->figures[system * summary->columns_n + slices->column]
                 : &summary->systems[system].figures[slices->column];
}

/* Where a system stands in its row, from -0.35 to 0.35. */
static double place_of(const struct slices *slices, uint32_t row, uint32_t system)
{
    const uint32_t n = slices->summary->systems_n;
    return (double)row + (n < 2 ? 0.0 : 0.7 * system / (n - 1.0) - 0.35);
}

static void put_system(const struct slices *slices, uint32_t system, bool *begun)
{
    struct pin_plot *plot = slices->plot;
    bool any = false;
    bool interval = false;
    for (uint32_t row = 0; row < slices->rows_n; row++) {
        const struct pin_slice *slice = slice_at(slices, row);
        const struct pin_figure *figure = figure_at(slices, slice, system);
        pin_plot_number(plot, place_of(slices, row, system));
        pin_plot_number(plot, figure->value);
        pin_plot_number(plot, figure->low);
        pin_plot_number(plot, figure->high);
        pin_plot_number(plot, figure->queries_n);
        pin_plot_name(plot, slice ? slice->value : "all");
        pin_plot_name(plot, slices->summary->systems[system].name);
        pin_plot_end_row(plot);
        any = any || (row < slices->shown_n && isfinite(figure->value));
        interval = interval || (row < slices->shown_n && isfinite(figure->low));
    }
    if (!any) {
        return;
    }
    pin_plot_next(plot, begun);
    pin_plot_count(plot, "$data index ", system);
    pin_plot_count(plot, " every ::0::", slices->shown_n - 1);
    pin_plot_count(plot, " using 2:1 with points lt ", system + 1);
    pin_plot_title(plot, 0, slices->summary->systems[system].name);
    if (interval) {
        pin_plot_next(plot, begun);
        pin_plot_count(plot, "$data index ", system);
        pin_plot_count(plot, " every ::0::", slices->shown_n - 1);
        pin_plot_count(plot, " using 2:1:3:4 with xerrorbars ps 0 lt ", system + 1);
    }
}

static void put_tics(const struct slices *slices)
{
    struct pin_plot *plot = slices->plot;
    pin_page_text(&plot->setup, "set ytics (");
    for (uint32_t row = 0; row < slices->shown_n; row++) {
        const struct pin_slice *slice = slice_at(slices, row);
        struct pin_cell label = {.length = 0};
        pin_cell_name(&label, slice ? slice->value : "all", PIN_PLOT_NAME_WIDTH);
        pin_cell_text(&label, " (");
        pin_cell_count(&label,
                       slice ? slice->queries_n : slices->summary->systems[0].queries_n);
        pin_cell_text(&label, ")");
        pin_page_text(&plot->setup, row > 0 ? ", " : "");
        pin_plot_tic(plot, &plot->setup, label.text, row);
    }
    pin_page_text(&plot->setup, ")\n");
    for (uint32_t row = 1; row < slices->shown_n; row++) {
        pin_page_text(&plot->setup, "set arrow from graph 0, first ");
        pin_page_number(&plot->setup, row - 0.5);
        pin_page_text(&plot->setup, " to graph 1, first ");
        pin_page_number(&plot->setup, row - 0.5);
        pin_page_text(&plot->setup, " nohead back lc rgb '#EEEEEE'\n");
    }
}

static enum pin_status choose_attribute(struct slices *slices, const char *wanted,
                                        struct pin_error *err)
{
    const struct pin_summary *summary = slices->summary;
    if (summary->slices_n == 0) {
        return pin_fail(err, PIN_E_CONFIG,
                        "the result has no slices, which --slice ATTRIBUTE of eval or "
                        "compare makes");
    }
    slices->attribute = wanted ? wanted : summary->slices[0].attribute;
    slices->rows_n = 1;
    for (uint32_t i = 0; i < summary->slices_n; i++) {
        slices->rows_n += strcmp(summary->slices[i].attribute, slices->attribute) == 0;
    }
    return slices->rows_n > 1
               ? PIN_OK
               : pin_fail(err, PIN_E_CONFIG,
                          "the result has no slices by \"%.50s\"; its first are by "
                          "\"%.50s\"",
                          wanted, summary->slices[0].attribute);
}

static void put_caption(const struct slices *slices)
{
    struct pin_plot *plot = slices->plot;
    struct pin_cell *line = pin_plot_caption(plot);
    pin_plot_put_figure(line, slices->summary,
                        slices->summary->columns[slices->column].label);
    pin_cell_text(line, " by ");
    pin_cell_name(line, slices->attribute, PIN_PLOT_NAME_WIDTH);
    pin_cell_text(line, " (queries)");
    pin_plot_basis(plot, slices->summary, NULL);
}

static enum pin_status slices_write(struct pin_plot *plot,
                                    const struct pin_plot_request *request,
                                    struct pin_error *err)
{
    struct slices slices = {.plot = plot, .summary = request->results};
    PIN_TRY(pin_plot_figure(&slices.column, slices.summary, request->figure, err));
    PIN_TRY(choose_attribute(&slices, request->attribute, err));
    const uint32_t systems_n = slices.summary->systems_n;
    put_caption(&slices);
    slices.shown_n = pin_plot_shown(plot, slices.rows_n);
    plot->hues_n = systems_n;
    pin_plot_rows(plot, slices.shown_n, systems_n < 3 ? 24 : 8 + 8 * systems_n);
    plot->height += 18 * ((systems_n + 1) / 2);
    put_tics(&slices);
    pin_plot_axis(plot, "x", slices.summary->columns[slices.column].label);
    pin_page_text(&plot->setup, "set key below left Left reverse maxcols 2\n");
    pin_plot_columns(plot, "place\tvalue\tlow\thigh\tqueries\tslice\tsystem");
    bool begun = false;
    for (uint32_t s = 0; s < systems_n; s++) {
        if (s > 0) {
            pin_plot_block(plot);
        }
        put_system(&slices, s, &begun);
    }
    pin_page_text(&plot->draw, "\n");
    return begun ? PIN_OK
                 : pin_plot_nothing(slices.summary->columns[slices.column].label, err);
}

const struct pin_plot_ops pin_plot_slices = {
    .name = "slices",
    .summary = "one figure on each value of an attribute, as points with their intervals",
    .needs = "slices (eval --slice ATTRIBUTE); -m and --slice choose",
    .write = slices_write,
};
