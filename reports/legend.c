#include "reports/legend.h"

#include "reports/paragraph.h"
#include "reports/summary_facts.h"

#include <stdio.h>

struct legend {
    struct pin_page *page;
    uint32_t width;
    bool begun;
};

static struct pin_paragraph start_line(struct legend *legend)
{
    pin_page_text(legend->page, legend->begun ? "" : "\n");
    legend->begun = true;
    return (struct pin_paragraph){
        .page = legend->page, .width = legend->width, .indent = 2};
}

static void put_line(struct legend *legend, const char *text)
{
    struct pin_paragraph paragraph = start_line(legend);
    pin_paragraph_text(&paragraph, text);
    pin_paragraph_end(&paragraph);
}

static void put_method(struct legend *legend, const struct pin_interval_note *note)
{
    char text[160];
    struct pin_cell resamples = {.length = 0};
    struct pin_cell clusters = {.length = 0};
    pin_cell_count(&resamples, note->resamples_n);
    pin_cell_count(&clusters, note->clusters_n);
    (void)snprintf(text, sizeof(text),
                   "under a value: its %.0f %% interval, %s, %.*s resamples of %.*s "
                   "clusters (%.40s)",
                   100.0 * note->level, note->method, (int)resamples.length,
                   resamples.text, (int)clusters.length, clusters.text, note->cluster);
    put_line(legend, text);
}

static uint32_t count_fallbacks(const struct pin_figure *figures, size_t figures_n)
{
    uint32_t n = 0;
    for (size_t i = 0; i < figures_n; i++) {
        n += figures[i].fell_back;
    }
    return n;
}

static void put_intervals(struct legend *legend, const struct pin_summary *summary)
{
    const size_t columns_n = summary->columns_n;
    uint32_t fallbacks_n = 0;
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        fallbacks_n += count_fallbacks(summary->systems[s].figures, columns_n);
    }
    for (uint32_t i = 0; i < summary->slices_n; i++) {
        fallbacks_n +=
            count_fallbacks(summary->slices[i].figures, columns_n * summary->systems_n);
    }
    put_method(legend, &summary->interval);
    if (fallbacks_n > 0) {
        struct pin_paragraph paragraph = start_line(legend);
        pin_paragraph_count(&paragraph, fallbacks_n, "interval is", "intervals are");
        pin_paragraph_text(&paragraph,
                           "percentile instead: all resamples agree, or all lie on one "
                           "side of the value, where BCa is not defined");
        pin_paragraph_end(&paragraph);
    }
}

static bool lacks_value(const struct pin_summary *summary)
{
    bool dash = false;
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        dash = dash ||
               pin_figures_lack_value(summary->systems[s].figures, summary->columns_n);
    }
    for (uint32_t i = 0; i < summary->slices_n; i++) {
        dash = dash ||
               pin_figures_lack_value(summary->slices[i].figures,
                                      (size_t)summary->systems_n * summary->columns_n);
    }
    return dash;
}

/* The values of slices of which a figure is withheld. */
static uint32_t count_withheld(const struct pin_summary *summary)
{
    const size_t figures_n = (size_t)summary->systems_n * summary->columns_n;
    uint32_t n = 0;
    for (uint32_t i = 0; i < summary->slices_n; i++) {
        bool any = false;
        for (size_t f = 0; f < figures_n; f++) {
            any = any || summary->slices[i].figures[f].withheld;
        }
        n += any;
    }
    return n;
}

static void put_withheld(struct legend *legend, const struct pin_summary *summary)
{
    const uint32_t withheld_n = count_withheld(summary);
    if (withheld_n > 0) {
        struct pin_paragraph paragraph = start_line(legend);
        pin_paragraph_text(&paragraph, "- below, in");
        pin_paragraph_count(&paragraph, withheld_n,
                            "value of a slice:", "values of slices:");
        pin_paragraph_text(&paragraph,
                           "withheld, because the figure rests on fewer than");
        pin_paragraph_count(&paragraph, summary->provenance.min_n, "query", "queries");
        pin_paragraph_end(&paragraph);
    }
}

bool pin_legend(struct pin_page *page, const struct pin_summary *summary, uint32_t width)
{
    struct legend legend = {.page = page, .width = width};
    if (pin_summary_has_lower(summary)) {
        put_line(&legend, "↓ lower is better; in the other columns higher is");
    }
    if (summary->interval.resamples_n > 0 && summary->columns_n > 0) {
        put_intervals(&legend, summary);
    }
    if (lacks_value(summary)) {
        put_line(&legend, "- no value: nothing to compute it from");
    }
    put_withheld(&legend, summary);
    return legend.begun;
}
