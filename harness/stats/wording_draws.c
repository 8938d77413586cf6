#include "harness/stats/wording_draws.h"

#include "harness/base/rng.h"
#include "harness/base/sum.h"

#include <math.h>

/* Sums of the same numbers in another order differ by less. */
static const double tolerance = 1e-12;

static void mean_of_groups(double *out, const struct pin_worded_rows *rows)
{
    for (uint32_t s = 0; s < rows->systems_n; s++) {
        struct pin_sum all = {0};
        for (uint32_t g = 0; g < rows->groups_n; g++) {
            struct pin_sum sum = {0};
            for (size_t row = rows->start[g]; row < rows->start[g + 1]; row++) {
                pin_sum_add(&sum, rows->values[row * rows->systems_n + s]);
            }
            pin_sum_add(&all,
                        pin_sum_value(&sum) / (rows->start[g + 1] - rows->start[g]));
        }
        out[s] = pin_sum_value(&all) / rows->groups_n; /* 0 / 0 is NaN */
    }
}

static void draw_once(double *out, const struct pin_worded_rows *rows,
                      const struct pin_wording_plan *plan, uint32_t draw)
{
    for (uint32_t s = 0; s < rows->systems_n; s++) {
        out[s] = 0.0;
    }
    for (uint32_t g = 0; g < rows->groups_n; g++) {
        const uint32_t n = rows->start[g + 1] - rows->start[g];
        const uint32_t at = n > 1 ? pin_rng_below(plan->seed, draw, g, n) : 0;
        const double *row =
            rows->values + (size_t)(rows->start[g] + at) * rows->systems_n;
        for (uint32_t s = 0; s < rows->systems_n; s++) {
            out[s] += row[s];
        }
    }
    for (uint32_t s = 0; s < rows->systems_n; s++) {
        out[s] /= rows->groups_n;
    }
}

enum pin_status pin_wording_draw(struct pin_wording_draws *out,
                                 const struct pin_worded_rows *rows,
                                 const struct pin_wording_plan *plan,
                                 struct pin_arena *arena, struct pin_error *err)
{
    const size_t systems_n = rows->systems_n;
    double *means = PIN_NEW_N(arena, double, plan->draws_n *systems_n + 1);
    double *mean = PIN_NEW_N(arena, double, systems_n + 1);
    if (!means || !mean) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the draws of wordings");
    }
    mean_of_groups(mean, rows);
#pragma omp parallel for schedule(static) num_threads((int)plan->threads)
    for (uint32_t draw = 0; draw < plan->draws_n; draw++) {
        draw_once(means + draw * systems_n, rows, plan, draw);
    }
    *out = (struct pin_wording_draws){plan->draws_n, rows->systems_n, means, mean};
    return PIN_OK;
}

static int sign_of(double difference)
{
    return (difference > tolerance) - (difference < -tolerance);
}

double pin_wording_reversal(const struct pin_wording_draws *draws, uint32_t a, uint32_t b)
{
    const int order = sign_of(draws->mean[a] - draws->mean[b]);
    uint32_t reversed_n = 0;
    if (order == 0 || draws->draws_n == 0) {
        return (double)NAN;
    }
    for (size_t draw = 0; draw < draws->draws_n; draw++) {
        const double *means = draws->means + draw * draws->systems_n;
        reversed_n += sign_of(means[a] - means[b]) == -order;
    }
    return (double)reversed_n / draws->draws_n;
}
