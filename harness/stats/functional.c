#include "harness/stats/functional.h"

#include <math.h>

static double figure_value(const double *figures, const void *context)
{
    return figures[*(const uint32_t *)context];
}

static double difference_value(const double *figures, const void *context)
{
    const struct pin_figure_pair *pair = context;
    return figures[pair->a] - figures[pair->b];
}

static double change_value(const double *figures, const void *context)
{
    const struct pin_figure_pair *pair = context;
    const double b = figures[pair->b];
    return fabs(b) > 0.0 ? (figures[pair->a] - b) / b : (double)NAN;
}

static double quotient_value(const double *figures, const void *context)
{
    const struct pin_figure_pair *pair = context;
    const double a = figures[pair->a];
    const double b = figures[pair->b];
    if (isnan(a) || isnan(b)) {
        return (double)NAN;
    }
    return fabs(b) > 0.0 ? a / b : 0.0;
}

struct pin_members { /* those of a list that have a value */
    double low, high;
    uint32_t n;
};

static struct pin_members members_of(const double *figures, const void *context)
{
    const struct pin_figure_list *list = context;
    struct pin_members members = {(double)NAN, (double)NAN, 0};
    for (uint32_t i = 0; i < list->figures_n; i++) {
        const double value = figures[list->figures[i]];
        members.low = fmin(members.low, value); /* of a number and a NaN: the number */
        members.high = fmax(members.high, value);
        members.n += isnan(value) ? 0 : 1;
    }
    return members;
}

static double gap_value(const double *figures, const void *context)
{
    const struct pin_members members = members_of(figures, context);
    return members.n < 2 ? (double)NAN : members.high - members.low;
}

static double ratio_value(const double *figures, const void *context)
{
    const struct pin_members members = members_of(figures, context);
    if (members.n < 2 || !(fabs(members.high) > 0.0)) {
        return (double)NAN;
    }
    return members.low / members.high;
}

static double rank_value(const double *figures, const void *context)
{
    const struct pin_figure_rank *rank = context;
    const double own = figures[rank->figure];
    double above = 0.0;
    for (uint32_t i = 0; i < rank->among.figures_n; i++) {
        const uint32_t other = rank->among.figures[i];
        const double value = figures[other];
        if (other == rank->figure || isnan(value)) {
            continue;
        }
        if (value > own) {
            above += 1.0;
        } else if (!(value < own)) {
            above += 0.5;
        }
    }
    return isnan(own) ? own : 1.0 + above;
}

struct pin_functional pin_functional_figure(const uint32_t *figure)
{
    return (struct pin_functional){figure_value, figure};
}

struct pin_functional pin_functional_difference(const struct pin_figure_pair *pair)
{
    return (struct pin_functional){difference_value, pair};
}

struct pin_functional pin_functional_change(const struct pin_figure_pair *pair)
{
    return (struct pin_functional){change_value, pair};
}

struct pin_functional pin_functional_quotient(const struct pin_figure_pair *pair)
{
    return (struct pin_functional){quotient_value, pair};
}

struct pin_functional pin_functional_gap(const struct pin_figure_list *list)
{
    return (struct pin_functional){gap_value, list};
}

struct pin_functional pin_functional_ratio(const struct pin_figure_list *list)
{
    return (struct pin_functional){ratio_value, list};
}

struct pin_functional pin_functional_rank(const struct pin_figure_rank *rank)
{
    return (struct pin_functional){rank_value, rank};
}

static void apply_to_rows(double *out, const struct pin_functional *functional,
                          const double *rows, uint32_t rows_n, uint32_t figures_n)
{
    for (size_t i = 0; i < rows_n; i++) {
        out[i] = functional->value(rows + i * figures_n, functional->context);
    }
}

static enum pin_status apply(struct pin_resampled_column *out,
                             const struct pin_functional *functional,
                             const struct pin_resampled *resampled,
                             struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t figures_n = resampled->figures_n;
    double *replicates = PIN_NEW_N(arena, double, (size_t)resampled->resamples_n + 1);
    double *jackknife = NULL;
    if (resampled->jackknife) {
        jackknife = PIN_NEW_N(arena, double, (size_t)resampled->clusters_n + 1);
    }
    if (!replicates || (resampled->jackknife && !jackknife)) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the resamples");
    }
    apply_to_rows(replicates, functional, resampled->replicates, resampled->resamples_n,
                  figures_n);
    if (jackknife) {
        apply_to_rows(jackknife, functional, resampled->jackknife, resampled->clusters_n,
                      figures_n);
    }
    *out = (struct pin_resampled_column){
        .estimate = functional->value(resampled->estimate, functional->context),
        .replicates = replicates,
        .jackknife = jackknife,
        .resamples_n = resampled->resamples_n,
        .clusters_n = resampled->clusters_n};
    return PIN_OK;
}

enum pin_status pin_functional_apply(struct pin_resampled_column *out,
                                     const struct pin_functional *functionals,
                                     uint32_t functionals_n,
                                     const struct pin_resampled *resampled,
                                     struct pin_arena *arena, struct pin_error *err)
{
    for (uint32_t i = 0; i < functionals_n; i++) {
        PIN_TRY(apply(&out[i], &functionals[i], resampled, arena, err));
    }
    return PIN_OK;
}
