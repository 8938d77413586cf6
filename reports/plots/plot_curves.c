/* plot_curves.c - one metric at all its cutoffs, a line for each system with its interval
 * as a band. */
#include "harness/base/text.h"
#include "reports/plots/plot_pick.h"
#include "reports/plots/plot_types.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CUTOFFS_MAX = 64 };

struct cutoff {
    uint32_t k, column;
};

struct curves {
    const struct pin_summary *summary;
    struct pin_text metric; /* what stands before the @ */
    struct cutoff cutoffs[CUTOFFS_MAX];
    uint32_t cutoffs_n;
};

/* Whether label is metric@k and nothing more; metric->bytes NULL: of any metric, which it
 * becomes. */
static bool parse_label(uint32_t *k, struct pin_text *metric, const char *label)
{
    const char *at = strchr(label, '@');
    if (!at || strchr(label, '(') || strchr(label, '[') || strchr(label, '/')) {
        return false;
    }
    const struct pin_text name = {label, (size_t)(at - label)};
    if (metric->bytes && !pin_text_equal(*metric, name)) {
        return false;
    }
    if (pin_text_u32(k, pin_text_of(at + 1), NULL) != PIN_OK) {
        return false;
    }
    *metric = name;
    return true;
}

static int smallest_first(const void *a, const void *b)
{
    const struct cutoff *x = a;
    const struct cutoff *y = b;
    return x->k < y->k ? -1 : x->k > y->k;
}

static void collect(struct curves *curves, struct pin_text metric)
{
    curves->metric = metric;
    curves->cutoffs_n = 0;
    for (uint32_t c = 0; c < curves->summary->columns_n; c++) {
        uint32_t k = 0;
        if (curves->cutoffs_n < CUTOFFS_MAX &&
            parse_label(&k, &curves->metric, curves->summary->columns[c].label)) {
            curves->cutoffs[curves->cutoffs_n++] = (struct cutoff){k, c};
        }
    }
    if (curves->cutoffs_n > 1) {
        qsort(curves->cutoffs, curves->cutoffs_n, sizeof(curves->cutoffs[0]),
              smallest_first);
    }
}

/* The metric asked for, or the first that has two cutoffs. */
static enum pin_status choose(struct curves *curves, const char *wanted,
                              struct pin_error *err)
{
    if (wanted) {
        struct pin_text metric = pin_text_of(wanted);
        const char *at = strchr(wanted, '@');
        metric.length = at ? (size_t)(at - wanted) : metric.length;
        collect(curves, metric);
    }
    for (uint32_t c = 0; !wanted && c < curves->summary->columns_n; c++) {
        struct pin_text metric = {NULL, 0};
        uint32_t k = 0;
        if (parse_label(&k, &metric, curves->summary->columns[c].label)) {
            collect(curves, metric);
        }
        if (curves->cutoffs_n > 1) {
            break;
        }
    }
    return curves->cutoffs_n > 1
               ? PIN_OK
               : pin_fail(err, PIN_E_CONFIG,
                          "the result has no metric at two cutoffs%s%.40s; -m recall@1 "
                          "-m recall@10 of eval adds them",
                          wanted ? ": " : "", wanted ? wanted : "");
}

static void put_system(struct pin_plot *plot, const struct curves *curves, uint32_t s,
                       bool *begun)
{
    const struct pin_system *system = &curves->summary->systems[s];
    bool any = false;
    bool interval = false;
    for (uint32_t i = 0; i < curves->cutoffs_n; i++) {
        const struct pin_figure *figure = &system->figures[curves->cutoffs[i].column];
        pin_plot_number(plot, curves->cutoffs[i].k);
        pin_plot_number(plot, figure->value);
        pin_plot_number(plot, figure->low);
        pin_plot_number(plot, figure->high);
        pin_plot_number(plot, figure->queries_n);
        pin_plot_name(plot, system->name);
        pin_plot_end_row(plot);
        any = any || isfinite(figure->value);
        interval = interval || isfinite(figure->low);
    }
    if (interval) {
        pin_plot_next(plot, begun);
        pin_plot_count(plot, "$data index ", s);
        pin_plot_count(plot,
                       " using 1:3:4 with filledcurves fs transparent solid 0.15 "
                       "noborder lt ",
                       s + 1);
    }
    if (any) {
        pin_plot_next(plot, begun);
        pin_plot_count(plot, "$data index ", s);
        pin_plot_count(plot, " using 1:2 with linespoints lt ", s + 1);
        pin_plot_title(plot, 0, system->name);
    }
}

static void put_setup(struct pin_plot *plot, const struct curves *curves)
{
    struct pin_page *setup = &plot->setup;
    uint32_t widest = 0;
    for (uint32_t s = 0; s < curves->summary->systems_n; s++) {
        struct pin_cell name = {.length = 0};
        pin_cell_name(&name, curves->summary->systems[s].name, PIN_PLOT_NAME_WIDTH);
        widest = name.width > widest ? name.width : widest;
    }
    pin_plot_widen(plot, widest + 16);
    const uint32_t needed = 160 + 18 * curves->summary->systems_n;
    plot->height = needed > 520 ? needed : 520;
    pin_page_text(setup, "set border 3\nset grid lt 1 lc rgb '#E5E5E5' lw 1\n"
                         "set logscale x\nset yrange [0<*:*]\n"
                         "set key outside right top Left reverse\nset xtics (");
    for (uint32_t i = 0; i < curves->cutoffs_n; i++) {
        pin_page_text(setup, i > 0 ? ", " : "");
        pin_page_count(setup, curves->cutoffs[i].k);
    }
    pin_page_text(setup, ")\n");
}

static enum pin_status curves_write(struct pin_plot *plot,
                                    const struct pin_plot_request *request,
                                    struct pin_error *err)
{
    struct curves curves = {.summary = request->results};
    struct pin_cell name = {.length = 0};
    uint32_t column = 0;
    bool begun = false;
    PIN_TRY(pin_plot_figure(&column, request->results, NULL, err));
    PIN_TRY(choose(&curves, request->figure, err));
    pin_plot_columns(plot, "cutoff\tvalue\tlow\thigh\tqueries\tsystem");
    for (uint32_t s = 0; s < curves.summary->systems_n; s++) {
        if (s > 0) {
            pin_plot_block(plot);
        }
        put_system(plot, &curves, s, &begun);
    }
    pin_page_text(&plot->draw, "\n");
    plot->hues_n = curves.summary->systems_n;
    pin_cell_name(&name, curves.summary->columns[curves.cutoffs[0].column].label,
                  PIN_PLOT_NAME_WIDTH);
    name.length = curves.metric.length < name.length ? curves.metric.length : name.length;
    name.text[name.length] = '\0';
    struct pin_cell *line = pin_plot_caption(plot);
    pin_cell_text(line, name.text);
    pin_cell_text(line, " by cutoff; the band is the interval at each cutoff by itself");
    pin_plot_basis(plot, curves.summary, NULL);
    put_setup(plot, &curves);
    pin_plot_axis(plot, "x", "cutoff");
    pin_plot_axis(plot, "y", name.text);
    return begun ? PIN_OK : pin_plot_nothing(name.text, err);
}

const struct pin_plot_ops pin_plot_curves = {
    .name = "curves",
    .summary = "one metric at all its cutoffs, lines with their intervals as bands",
    .needs = "a metric at two cutoffs or more; -m chooses the metric",
    .write = curves_write,
};
