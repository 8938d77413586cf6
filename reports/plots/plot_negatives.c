/* plot_negatives.c - how much a system retrieves of what is wrong, against how well it
 * finds what is right: below and to the right is better. */
#include "reports/plots/plot_pick.h"
#include "reports/plots/plot_scatter.h"
#include "reports/plots/plot_types.h"

#include <stdio.h>
#include <string.h>

struct negatives {
    const struct pin_summary *summary;
    uint32_t quality, recall;
};

static const struct pin_plot_point *point_at(const void *from, uint32_t i,
                                             struct pin_plot_point *room)
{
    const struct negatives *negatives = from;
    const struct pin_system *system = &negatives->summary->systems[i];
    *room = (struct pin_plot_point){.x = system->figures[negatives->quality],
                                    .y = system->figures[negatives->recall],
                                    .system = system->name};
    return room;
}

/* ap@10, or the first ap@k. */
static const char *standard_quality(const struct pin_summary *summary)
{
    const char *first = "ap@10";
    bool found = false;
    for (uint32_t c = 0; c < summary->columns_n && !found; c++) {
        if (strncmp(summary->columns[c].label, "ap@", 3) == 0) {
            first = summary->columns[c].label;
            found = true;
        }
    }
    return first;
}

static enum pin_status negatives_write(struct pin_plot *plot,
                                       const struct pin_plot_request *request,
                                       struct pin_error *err)
{
    struct negatives from = {.summary = request->results};
    const struct pin_summary *summary = request->results;
    const char *quality = request->figure ? request->figure : standard_quality(summary);
    const char *cutoff = strchr(quality, '@');
    char recall[80];
    (void)snprintf(recall, sizeof(recall), "neg_recall%.60s", cutoff ? cutoff : "");
    PIN_TRY(pin_plot_figure(&from.quality, summary, quality, err));
    PIN_TRY(pin_plot_figure(&from.recall, summary, recall, err));
    struct pin_cell *line = pin_plot_caption(plot);
    pin_cell_text(line, "hard negatives retrieved against ");
    pin_cell_label(line, quality, PIN_PLOT_NAME_WIDTH);
    pin_cell_text(line, ": right and below is better");
    pin_plot_basis(plot, summary, NULL);
    uint32_t drawn_n = 0;
    pin_plot_scatter(plot, &drawn_n, point_at, &from, summary->systems_n);
    pin_page_text(&plot->draw, "\n");
    pin_plot_axis(plot, "x", quality);
    pin_plot_axis(plot, "y", recall);
    return drawn_n > 0 ? PIN_OK : pin_plot_nothing("both figures", err);
}

const struct pin_plot_ops pin_plot_negatives = {
    .name = "negatives",
    .summary = "recall of hard negatives against mAP, a point for each system",
    .needs = "ap@k and neg_recall@k of the same k; -m chooses the first",
    .write = negatives_write,
};
