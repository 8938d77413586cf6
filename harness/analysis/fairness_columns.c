#include "harness/analysis/fairness_parts.h"

#include <math.h>

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the gaps between groups");
}

void pin_fair_add(struct pin_cluster_sums *sums, const struct pin_fair_case *of,
                  uint32_t unit, uint32_t column, double den)
{
    const size_t place = (size_t)of->shape->cluster_of[unit] * sums->figures_n + column;
    sums->num[place] += of->values[unit];
    sums->den[place] += den;
}

uint32_t pin_fair_label_of(const struct pin_fair_case *of, uint32_t unit)
{
    return isnan(of->values[unit]) ? PIN_IX_NONE
                                   : of->label_of[pin_fair_group_of(of, unit)];
}

enum pin_status pin_fair_columns_resample(struct pin_fair_columns *columns,
                                          struct pin_error *err)
{
    const struct pin_analysis_context *context = columns->context;
    const uint32_t columns_n = columns->sums.figures_n;
    struct pin_resampling resampling = context->resampling;
    resampling.jackknife = context->method == PIN_INTERVAL_BCA;
    columns->places = PIN_NEW_N(columns->scratch, uint32_t, columns_n + 1U);
    columns->room =
        PIN_NEW_N(columns->scratch, double, resampling.resamples_n + (size_t)1);
    if (!columns->places || !columns->room) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < columns_n; i++) {
        columns->places[i] = i;
    }
    return pin_bootstrap(&columns->resampled, &columns->sums, &resampling,
                         columns->scratch, err);
}

enum pin_status pin_fair_number_of(struct pin_fair_number *out,
                                   struct pin_fair_columns *columns,
                                   struct pin_functional functional, bool some,
                                   struct pin_error *err)
{
    const struct pin_analysis_context *context = columns->context;
    const struct pin_arena_mark mark = pin_arena_mark(columns->scratch);
    struct pin_resampled_column column;
    PIN_TRY(pin_functional_apply(&column, &functional, 1, &columns->resampled,
                                 columns->scratch, err));
    const struct pin_interval interval =
        pin_bootstrap_interval(&column, context->method, context->level, columns->room);
    *out = (struct pin_fair_number){column.estimate, some ? interval.low : (double)NAN,
                                    some ? interval.high : (double)NAN};
    pin_arena_rewind(columns->scratch, mark);
    return PIN_OK;
}

uint32_t pin_fair_worst_of(const struct pin_fair_case *of, const double *values)
{
    uint32_t worst = PIN_IX_NONE;
    for (uint32_t label = 0; label < of->labels_n; label++) {
        const double sign = of->shape->lower_is_better ? -1.0 : 1.0;
        if (!isnan(values[label]) &&
            (worst == PIN_IX_NONE || sign * values[label] < sign * values[worst])) {
            worst = label;
        }
    }
    return worst == PIN_IX_NONE ? PIN_IX_NONE : of->group_of_label[worst];
}

bool pin_fair_all_have_clusters(const struct pin_fair_case *of)
{
    bool all = true;
    for (uint32_t label = 0; label < of->labels_n; label++) {
        all = all && of->by_group[of->group_of_label[label]].clusters_n > 1;
    }
    return all;
}

struct pin_fair_gap pin_fair_gap_new(const struct pin_fair_case *of,
                                     enum pin_fair_kind kind)
{
    const struct pin_fair_number none = {(double)NAN, (double)NAN, (double)NAN};
    return (struct pin_fair_gap){.kind = kind,
                                 .system = of->system,
                                 .figure = of->figure,
                                 .groups_n = of->labels_n,
                                 .gap = none,
                                 .ratio = none,
                                 .worst = PIN_IX_NONE,
                                 .left_out = (double)NAN,
                                 .tested = (double)NAN,
                                 .mean = (double)NAN,
                                 .upper = (double)NAN,
                                 .p = (double)NAN,
                                 .p_adjusted = (double)NAN};
}
