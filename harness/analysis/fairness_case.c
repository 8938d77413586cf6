/* fairness_case.c - columns of the bootstrap, with L groups kept: the values of the L and
 * of the unknown; with a ceiling as many sums over the perfect run's; with a control L
 * for each stratum that has them all. Gaps are functionals of a row of those. */
#include "harness/analysis/fairness_parts.h"

#include <math.h>

struct standard {   /* means of labels over strata, and what is then made of them */
    uint32_t first; /* column of the first stratum's first label */
    uint32_t strata_n;
    uint32_t labels_n;
    const double *weights; /* by stratum */
    double *means;         /* room, by label */
    struct pin_functional then;
};

struct measure {
    struct pin_fair_case *of;
    uint32_t *place_of_stratum; /* among those that have all labels; or PIN_IX_NONE */
    double *weights;            /* by place: the stratum's queries */
    uint32_t strata_n;          /* that have all labels */
    double left_out;
    struct pin_fair_columns columns;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the gaps between groups");
}

static bool has_control(const struct pin_fair_case *of)
{
    return of->groups->control != NULL;
}

static uint32_t stratum_of(const struct pin_fair_case *of, uint32_t unit)
{
    return of->groups->control->value_of[of->shape->query_of[unit]];
}

static enum pin_status find_strata(struct measure *m, struct pin_error *err)
{
    const struct pin_fair_case *of = m->of;
    const uint32_t all_n =
        has_control(of) ? pin_ids_count(of->groups->control->values) : 0;
    const uint32_t labels_n = of->labels_n;
    uint32_t *counts =
        PIN_NEW_N(m->columns.scratch, uint32_t, (size_t)all_n * labels_n + 1);
    m->place_of_stratum = PIN_NEW_N(m->columns.scratch, uint32_t, all_n + 1U);
    m->weights = PIN_NEW_N(m->columns.scratch, double, all_n + 1U);
    if (!counts || !m->place_of_stratum || !m->weights) {
        return no_memory(err);
    }
    double units_n = 0.0;
    for (uint32_t unit = 0; all_n > 0 && unit < of->shape->units_n; unit++) {
        const uint32_t label = pin_fair_label_of(of, unit);
        if (label < labels_n) {
            const uint32_t stratum = stratum_of(of, unit);
            units_n += 1.0;
            if (stratum != PIN_IX_NONE) {
                counts[(size_t)stratum * labels_n + label]++;
            }
        }
    }
    double kept_n = 0.0;
    for (uint32_t stratum = 0; stratum < all_n; stratum++) {
        bool whole = labels_n > 0;
        double n = 0.0;
        for (uint32_t label = 0; label < labels_n; label++) {
            const uint32_t count = counts[(size_t)stratum * labels_n + label];
            whole = whole && count > 0;
            n += count;
        }
        m->place_of_stratum[stratum] = whole ? m->strata_n : PIN_IX_NONE;
        if (whole) {
            m->weights[m->strata_n++] = n;
            kept_n += n;
        }
    }
    m->left_out = units_n > 0.0 ? 1.0 - kept_n / units_n : (double)NAN;
    return PIN_OK;
}

static uint32_t normalised_at(const struct pin_fair_case *of)
{
    return of->labels_n + 1;
}

static uint32_t strata_at(const struct pin_fair_case *of)
{
    return (of->labels_n + 1) * (of->ceiling ? 2 : 1);
}

static void add_unit(struct measure *m, uint32_t unit, uint32_t label)
{
    const struct pin_fair_case *of = m->of;
    pin_fair_add(&m->columns.sums, of, unit, label, 1.0);
    if (of->ceiling && !isnan(of->ceiling[unit])) {
        pin_fair_add(&m->columns.sums, of, unit, normalised_at(of) + label,
                     of->ceiling[unit]);
    }
    if (has_control(of) && label < of->labels_n) {
        const uint32_t stratum = stratum_of(of, unit);
        const uint32_t place =
            stratum == PIN_IX_NONE ? PIN_IX_NONE : m->place_of_stratum[stratum];
        if (place != PIN_IX_NONE) {
            pin_fair_add(&m->columns.sums, of, unit,
                         strata_at(of) + place * of->labels_n + label, 1.0);
        }
    }
}

/* Over the units of the group that have a ceiling. */
static double mean_ceiling(const struct pin_fair_case *of, uint32_t group)
{
    double sum = 0.0;
    double n = 0.0;
    for (uint32_t unit = 0; unit < of->shape->units_n; unit++) {
        if (!isnan(of->values[unit]) && !isnan(of->ceiling[unit]) &&
            pin_fair_group_of(of, unit) == group) {
            sum += of->ceiling[unit];
            n += 1.0;
        }
    }
    return n > 0.0 ? sum / n : (double)NAN;
}

static enum pin_status measure_groups(struct measure *m, struct pin_error *err)
{
    const struct pin_fair_case *of = m->of;
    for (uint32_t group = 0; group <= of->groups->groups_n; group++) {
        struct pin_fair_group *row = &of->by_group[group];
        const uint32_t label = of->label_of[group];
        const bool some = row->clusters_n > 1; /* one cluster says nothing */
        if (label == PIN_IX_NONE) {
            continue;
        }
        PIN_TRY(pin_fair_number_of(&row->value, &m->columns,
                                   pin_functional_figure(&m->columns.places[label]), some,
                                   err));
        if (of->ceiling) {
            const uint32_t *place = &m->columns.places[normalised_at(of) + label];
            PIN_TRY(pin_fair_number_of(&row->normalised, &m->columns,
                                       pin_functional_figure(place), some, err));
            row->ceiling = mean_ceiling(of, group);
        }
    }
    return PIN_OK;
}

static enum pin_status measure_gap(struct measure *m, struct pin_fair_gap *gap,
                                   uint32_t first, struct pin_error *err)
{
    const struct pin_figure_list list = {m->columns.places + first, m->of->labels_n};
    const bool some = pin_fair_all_have_clusters(m->of);
    PIN_TRY(
        pin_fair_number_of(&gap->gap, &m->columns, pin_functional_gap(&list), some, err));
    PIN_TRY(pin_fair_number_of(&gap->ratio, &m->columns, pin_functional_ratio(&list),
                               some, err));
    if (gap->gap.value > 0.0) {
        gap->worst = pin_fair_worst_of(m->of, m->columns.resampled.estimate + first);
    }
    return PIN_OK;
}

/* A stratum that a resample leaves without one of the groups has no part in it. */
static void standardise(const double *figures, const struct standard *of)
{
    double weights = 0.0;
    for (uint32_t label = 0; label < of->labels_n; label++) {
        of->means[label] = 0.0;
    }
    for (uint32_t s = 0; s < of->strata_n; s++) {
        const double *cells = figures + of->first + (size_t)s * of->labels_n;
        bool whole = true;
        for (uint32_t label = 0; label < of->labels_n; label++) {
            whole = whole && !isnan(cells[label]);
        }
        for (uint32_t label = 0; whole && label < of->labels_n; label++) {
            of->means[label] += of->weights[s] * cells[label];
        }
        weights += whole ? of->weights[s] : 0.0;
    }
    for (uint32_t label = 0; label < of->labels_n; label++) {
        of->means[label] = weights > 0.0 ? of->means[label] / weights : (double)NAN;
    }
}

static double standard_value(const double *figures, const void *context)
{
    const struct standard *of = context;
    standardise(figures, of);
    return of->then.value(of->means, of->then.context);
}

static enum pin_status measure_standardised(struct measure *m, struct pin_fair_gap *gap,
                                            struct pin_error *err)
{
    const struct pin_fair_case *of = m->of;
    const struct pin_figure_list labels = {m->columns.places, of->labels_n};
    struct standard standard = {strata_at(of),
                                m->strata_n,
                                of->labels_n,
                                m->weights,
                                PIN_NEW_N(m->columns.scratch, double, of->labels_n + 1U),
                                pin_functional_gap(&labels)};
    const struct pin_functional functional = {standard_value, &standard};
    const bool some = pin_fair_all_have_clusters(of);
    if (!standard.means) {
        return no_memory(err);
    }
    PIN_TRY(pin_fair_number_of(&gap->gap, &m->columns, functional, some, err));
    standard.then = pin_functional_ratio(&labels);
    PIN_TRY(pin_fair_number_of(&gap->ratio, &m->columns, functional, some, err));
    standardise(m->columns.resampled.estimate, &standard);
    if (gap->gap.value > 0.0) {
        gap->worst = pin_fair_worst_of(of, standard.means);
    }
    gap->left_out = m->left_out;
    return PIN_OK;
}

enum pin_status pin_fair_case_measure(struct pin_fair_case *of, struct pin_fair_gap *gaps,
                                      uint32_t *gaps_n, struct pin_arena *scratch,
                                      struct pin_error *err)
{
    struct measure m = {.of = of,
                        .columns = {.context = of->context, .scratch = scratch}};
    PIN_TRY(find_strata(&m, err));
    const uint32_t columns_n = strata_at(of) + m.strata_n * of->labels_n;
    PIN_TRY(pin_cluster_sums_new(&m.columns.sums,
                                 of->context->panel->clustering.clusters_n, columns_n,
                                 scratch, err));
    for (uint32_t unit = 0; unit < of->shape->units_n; unit++) {
        const uint32_t label = pin_fair_label_of(of, unit);
        if (label != PIN_IX_NONE) {
            add_unit(&m, unit, label);
        }
    }
    PIN_TRY(pin_fair_columns_resample(&m.columns, err));
    PIN_TRY(measure_groups(&m, err));
    *gaps_n = 0;
    gaps[*gaps_n] = pin_fair_gap_new(of, PIN_FAIR_RAW);
    PIN_TRY(measure_gap(&m, &gaps[(*gaps_n)++], 0, err));
    if (of->ceiling && !of->ceiling_is_one) {
        gaps[*gaps_n] = pin_fair_gap_new(of, PIN_FAIR_NORMALISED);
        PIN_TRY(measure_gap(&m, &gaps[(*gaps_n)++], normalised_at(of), err));
    }
    if (!has_control(of)) {
        return PIN_OK;
    }
    gaps[*gaps_n] = pin_fair_gap_new(of, PIN_FAIR_STANDARDISED);
    return measure_standardised(&m, &gaps[(*gaps_n)++], err);
}
