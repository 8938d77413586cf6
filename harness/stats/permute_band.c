/* permute_band.c - what a family of sign flips says of the sizes of the differences. */
#include "harness/base/sum.h"
#include "harness/stats/permute.h"

#include <math.h>

double pin_flip_critical(const struct pin_flip_result *result, enum pin_side side,
                         double level)
{
    const double n = result->flips_n + (result->exact ? 0.0 : 1.0);
    const double place = ceil(level * n - 1e-9); /* .95 x 20 is 19, not above it */
    const double *max = side == PIN_SIDE_TWO ? result->max_two : result->max_one;
    if (!(place <= result->flips_n) || result->flips_n == 0) {
        return HUGE_VAL;
    }
    return max[place < 1.0 ? 0 : (uint32_t)place - 1];
}

/* Squared and sorted by powers of x, with e = mean + x and r_c = d_c - n_c mean, the
 * condition is
 *
 *     x^2 (N^2 - k^2 sum n^2) + 2 x k^2 sum r n - k^2 sum r^2 <= 0.
 *
 * Around the mean nothing cancels: the last term is never above 0, so that there are two
 * roots where the first is above 0, and no bound where it is not. */
struct pin_flip_band pin_flip_band(const struct pin_flip_family *family,
                                   const double *sizes, uint32_t comparison,
                                   double critical)
{
    struct pin_sum d = {0};
    struct pin_sum n = {0};
    struct pin_sum nn = {0};
    struct pin_sum rn = {0};
    struct pin_sum rr = {0};
    for (uint32_t c = 0; c < family->clusters_n; c++) {
        const size_t at = (size_t)c * family->comparisons_n + comparison;
        pin_sum_add(&d, family->sums[at]);
        pin_sum_add(&n, sizes[at]);
        pin_sum_add(&nn, sizes[at] * sizes[at]);
    }
    const double total = pin_sum_value(&n);
    const double mean = pin_sum_value(&d) / total;
    for (uint32_t c = 0; c < family->clusters_n; c++) {
        const size_t at = (size_t)c * family->comparisons_n + comparison;
        const double rest = family->sums[at] - sizes[at] * mean;
        pin_sum_add(&rn, rest * sizes[at]);
        pin_sum_add(&rr, rest * rest);
    }
    const double k2 = critical * critical;
    const double square = total * total - k2 * pin_sum_value(&nn);
    if (!(square > 0.0)) {
        return (struct pin_flip_band){-HUGE_VAL, HUGE_VAL};
    }
    const double linear = k2 * pin_sum_value(&rn);
    const double root = sqrt(linear * linear + square * k2 * pin_sum_value(&rr));
    return (struct pin_flip_band){mean - (linear + root) / square,
                                  mean + (root - linear) / square};
}
