#include "harness/analysis/fairness_parts.h"

#include <math.h>

struct odds { /* the gaps of two figures */
    struct pin_figure_list lists[2];
};

static double odds_value(const double *figures, const void *context)
{
    const struct odds *odds = context;
    const struct pin_functional first = pin_functional_gap(&odds->lists[0]);
    const struct pin_functional second = pin_functional_gap(&odds->lists[1]);
    const double a = first.value(figures, first.context);
    const double b = second.value(figures, second.context);
    return isnan(a) || isnan(b) ? (double)NAN : fmax(a, b);
}

/* The groups that both figures keep. */
static void keep_common(struct pin_fair_case of[2])
{
    const uint32_t groups_n = of[0].groups->groups_n;
    uint32_t labels_n = 0;
    for (uint32_t group = 0; group < groups_n; group++) {
        const bool both = of[0].by_group[group].kept && of[1].by_group[group].kept;
        for (uint32_t i = 0; i < 2; i++) {
            of[i].label_of[group] = both ? labels_n : PIN_IX_NONE;
            of[i].group_of_label[labels_n] = both ? group : PIN_IX_NONE;
        }
        labels_n += both;
    }
    for (uint32_t i = 0; i < 2; i++) {
        of[i].labels_n = labels_n;
        of[i].label_of[groups_n] = PIN_IX_NONE;
    }
}

enum pin_status pin_fair_odds_measure(struct pin_fair_case of[2],
                                      struct pin_fair_gap *gap, struct pin_arena *scratch,
                                      struct pin_error *err)
{
    keep_common(of);
    *gap = pin_fair_gap_new(&of[0], PIN_FAIR_ODDS);
    const uint32_t n = of[0].labels_n;
    if (n < 2) {
        return PIN_OK;
    }
    struct pin_fair_columns columns = {.context = of->context, .scratch = scratch};
    PIN_TRY(pin_cluster_sums_new(&columns.sums, of->context->panel->clustering.clusters_n,
                                 2 * n, scratch, err));
    for (uint32_t i = 0; i < 2; i++) {
        for (uint32_t unit = 0; unit < of[i].shape->units_n; unit++) {
            const uint32_t label = pin_fair_label_of(&of[i], unit);
            if (label != PIN_IX_NONE) {
                pin_fair_add(&columns.sums, &of[i], unit, i * n + label, 1.0);
            }
        }
    }
    PIN_TRY(pin_fair_columns_resample(&columns, err));
    const struct odds odds = {{{columns.places, n}, {columns.places + n, n}}};
    const struct pin_functional functional = {odds_value, &odds};
    const bool some =
        pin_fair_all_have_clusters(&of[0]) && pin_fair_all_have_clusters(&of[1]);
    PIN_TRY(pin_fair_number_of(&gap->gap, &columns, functional, some, err));
    const double *estimate = columns.resampled.estimate;
    const struct pin_functional first = pin_functional_gap(&odds.lists[0]);
    const bool in_first = !(first.value(estimate, first.context) < gap->gap.value);
    if (gap->gap.value > 0.0) {
        gap->worst = in_first ? pin_fair_worst_of(&of[0], estimate)
                              : pin_fair_worst_of(&of[1], estimate + n);
    }
    return PIN_OK;
}
