/* The error of the analysis of variance is summed from residuals, never as a difference
 * of large sums. Ranks are halves of whole numbers, so that all sums of Friedman's test
 * are exact (below 2^53 quarters). */
#include "harness/stats/anova.h"

#include "harness/base/sum.h"
#include "harness/stats/distribution.h"
#include "harness/stats/ranks.h"

#include <float.h>
#include <math.h>

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory to compare systems");
}

static const double *row_of(const struct pin_grid *grid, uint32_t topic)
{
    return grid->values + (size_t)topic * grid->systems_n;
}

/* The sum over cells of squares that are rounding alone. */
static double rounding_squares(const struct pin_grid *grid)
{
    const size_t cells_n = (size_t)grid->topics_n * grid->systems_n;
    double largest = 0;
    for (size_t i = 0; i < cells_n; i++) {
        largest = fmax(largest, fabs(grid->values[i]));
    }
    const double rounding = 8 * DBL_EPSILON * largest;
    return (double)cells_n * rounding * rounding;
}

static double squares_about(double centre, const double *values, uint32_t n)
{
    struct pin_sum sum = {0};
    for (uint32_t i = 0; i < n; i++) {
        const double d = values[i] - centre;
        pin_sum_add(&sum, d * d);
    }
    return pin_sum_value(&sum);
}

static double error_squares(const struct pin_grid *grid, const double *system_means,
                            const double *topic_means, double mean)
{
    struct pin_sum sum = {0};
    for (uint32_t t = 0; t < grid->topics_n; t++) {
        const double *row = row_of(grid, t);
        for (uint32_t s = 0; s < grid->systems_n; s++) {
            const double d = (row[s] - topic_means[t]) - (system_means[s] - mean);
            pin_sum_add(&sum, d * d);
        }
    }
    return pin_sum_value(&sum);
}

static double unless_rounding(double squares, double rounding)
{
    return squares <= rounding ? 0 : squares;
}

static void fill_tests(struct pin_anova *out)
{
    out->df_systems = out->systems_n - 1.0;
    out->df_error = out->df_systems * (out->topics_n - 1.0);
    out->mse = out->ss_error / out->df_error;
    const double ms_systems = out->ss_systems / out->df_systems;
    out->f = ms_systems / out->mse; /* infinite over 0, NaN for 0 over 0 */
    out->p = pin_f_tail(out->f, out->df_systems, out->df_error);
}

enum pin_status pin_anova_two_way(struct pin_anova *out, const struct pin_grid *grid,
                                  struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t topics_n = grid->topics_n;
    const uint32_t systems_n = grid->systems_n;
    const double nan = (double)NAN;
    double *means = PIN_NEW_N(arena, double, systems_n + 1U);
    const struct pin_arena_mark mark = pin_arena_mark(arena);
    double *topic_means = PIN_NEW_N(arena, double, topics_n + 1U);
    if (!means || !topic_means) {
        return no_memory(err);
    }
    for (uint32_t s = 0; s < systems_n; s++) {
        struct pin_sum sum = {0};
        for (uint32_t t = 0; t < topics_n; t++) {
            pin_sum_add(&sum, row_of(grid, t)[s]);
        }
        means[s] = pin_sum_value(&sum) / topics_n; /* NaN without topics */
    }
    *out = (struct pin_anova){topics_n, systems_n, means, nan, nan, nan,
                              nan,      nan,       nan,   nan, nan};
    if (topics_n > 1 && systems_n > 1) {
        for (uint32_t t = 0; t < topics_n; t++) {
            topic_means[t] = pin_mean_of(row_of(grid, t), systems_n);
        }
        const double mean = pin_mean_of(means, systems_n);
        const double rounding = rounding_squares(grid);
        out->ss_systems =
            unless_rounding(topics_n * squares_about(mean, means, systems_n), rounding);
        out->ss_topics = unless_rounding(
            systems_n * squares_about(mean, topic_means, topics_n), rounding);
        out->ss_error =
            unless_rounding(error_squares(grid, means, topic_means, mean), rounding);
        fill_tests(out);
    }
    pin_arena_rewind(arena, mark);
    return PIN_OK;
}

/* Adds the ranks of every topic to sums, and their squares about the mean rank to
 * *spread. */
static enum pin_status add_ranks(double *sums, double *spread,
                                 const struct pin_grid *grid, struct pin_arena *arena,
                                 struct pin_error *err)
{
    const double mean = 0.5 * (grid->systems_n + 1.0);
    for (uint32_t t = 0; t < grid->topics_n; t++) {
        const struct pin_arena_mark mark = pin_arena_mark(arena);
        struct pin_ranks ranks;
        PIN_TRY(pin_ranks_of(&ranks, row_of(grid, t), grid->systems_n, arena, err));
        for (uint32_t s = 0; s < grid->systems_n; s++) {
            const double rank = pin_ranks_mean(&ranks, s);
            sums[s] += rank;
            *spread += (rank - mean) * (rank - mean);
        }
        pin_arena_rewind(arena, mark);
    }
    return PIN_OK;
}

enum pin_status pin_friedman(struct pin_friedman *out, const struct pin_grid *grid,
                             struct pin_arena *arena, struct pin_error *err)
{
    const double n = grid->topics_n;
    const double k = grid->systems_n;
    const double nan = (double)NAN;
    double spread = 0;
    double *sums = PIN_NEW_N(arena, double, grid->systems_n + 1U);
    if (!sums) {
        return no_memory(err);
    }
    PIN_TRY(add_ranks(sums, &spread, grid, arena, err));
    const double between = squares_about(0.5 * n * (k + 1), sums, grid->systems_n);
    for (uint32_t s = 0; s < grid->systems_n; s++) {
        sums[s] /= n;
    }
    *out =
        (struct pin_friedman){grid->topics_n, grid->systems_n, sums, nan, nan, nan, nan};
    if (grid->topics_n > 1 && grid->systems_n > 1) {
        out->chi2 = (k - 1) * between / spread; /* NaN when all systems are always tied */
        out->chi2_p = pin_chi2_tail(out->chi2, k - 1);
        out->f = (n - 1) * between / (n * spread - between);
        out->f_p = pin_f_tail(out->f, k - 1, (k - 1) * (n - 1));
    }
    return PIN_OK;
}

struct pin_spacing {
    const double *values; /* by system */
    double error;         /* the standard error of one of them */
    double df;
};

static enum pin_status compare_all(struct pin_all_pairs *out, uint32_t n,
                                   const struct pin_spacing *spacing,
                                   const struct pin_family *family,
                                   struct pin_arena *arena, struct pin_error *err)
{
    double *p = PIN_NEW_N(arena, double, (size_t)n *n + 1);
    if (!p) {
        return no_memory(err);
    }
#pragma omp parallel for schedule(dynamic) num_threads((int)family->threads)
    for (uint32_t i = 0; i < n; i++) {
        p[(size_t)i * n + i] = 1;
        for (uint32_t j = 0; j < i; j++) {
            const double apart = fabs(spacing->values[i] - spacing->values[j]);
            /* With no error at all, any distance is infinitely many of it. */
            const double q = apart > 0 ? apart / spacing->error : 0 * spacing->error;
            p[(size_t)i * n + j] = pin_studentized_range_tail(q, n, spacing->df);
            p[(size_t)j * n + i] = p[(size_t)i * n + j];
        }
    }
    const double q = pin_studentized_range_quantile(family->level, n, spacing->df);
    *out = (struct pin_all_pairs){n, p, q * spacing->error};
    return PIN_OK;
}

enum pin_status pin_tukey(struct pin_all_pairs *out, const struct pin_anova *anova,
                          const struct pin_family *family, struct pin_arena *arena,
                          struct pin_error *err)
{
    const struct pin_spacing spacing = {anova->means, sqrt(anova->mse / anova->topics_n),
                                        anova->df_error};
    return compare_all(out, anova->systems_n, &spacing, family, arena, err);
}

enum pin_status pin_nemenyi(struct pin_all_pairs *out,
                            const struct pin_friedman *friedman,
                            const struct pin_family *family, struct pin_arena *arena,
                            struct pin_error *err)
{
    const double k = friedman->systems_n;
    const double n = friedman->topics_n;
    /* The range of k ranks over their error is sqrt(2) times Demsar's statistic. */
    const double error = n > 1 ? sqrt(k * (k + 1) / (12 * n)) : (double)NAN;
    const struct pin_spacing spacing = {friedman->mean_ranks, error, (double)INFINITY};
    return compare_all(out, friedman->systems_n, &spacing, family, arena, err);
}
