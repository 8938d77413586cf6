#include "harness/stats/exposure.h"

#include <math.h>

static double log_times(double count)
{
    return count > 0.0 ? count * log(count) : 0.0;
}

/* With c_g places of group g among the first n, n KL = sum c_g ln c_g - sum c_g ln t_g -
 * n ln n, of which a place changes one term of each sum. */
static double ndkl_of(const struct pin_shown_list *list, uint32_t *counts)
{
    double sum = 0.0;
    double divisor = 0.0;
    double own = 0.0;    /* sum c_g ln c_g */
    double wanted = 0.0; /* sum c_g ln t_g */
    uint32_t n = 0;
    for (uint32_t i = 0; i < list->places_n; i++) {
        const uint32_t group = list->groups[i];
        if (group == PIN_EXPOSURE_NONE) {
            continue;
        }
        n++;
        own += log_times(counts[group] + 1.0) - log_times(counts[group]);
        wanted += log(list->targets[group]); /* of 0: minus infinity, which stays */
        counts[group]++;
        const double weight = 1.0 / log2(n + 1.0);
        sum += weight * fmax(0.0, (own - wanted) / n - log(n));
        divisor += weight;
    }
    return isfinite(wanted) ? sum / divisor : (double)NAN;
}

/* One group's part of the divergence; of a group that is not shown t ln 2 / 2. */
static double divergence(double shown, double target)
{
    const double middle = (shown + target) / 2.0;
    const double a = shown > 0.0 ? shown * log(shown / middle) : 0.0;
    const double b = target > 0.0 ? target * log(target / middle) : 0.0;
    return (a + b) / 2.0;
}

/* A group with c places is met c times; each time it adds a c-th of its part. */
static double awrf_of(const struct pin_shown_list *list, const double *weights,
                      const uint32_t *counts, double weight)
{
    double parts = 0.0;
    double met = 0.0; /* targets of the groups that are shown */
    for (uint32_t i = 0; i < list->places_n; i++) {
        const uint32_t group = list->groups[i];
        if (group != PIN_EXPOSURE_NONE) {
            const double target = list->targets[group];
            parts += divergence(weights[group] / weight, target) / counts[group];
            met += target / counts[group];
        }
    }
    return 1.0 - parts - fmax(0.0, 1.0 - met) * log(2.0) / 2.0;
}

struct pin_exposure pin_exposure_of(const struct pin_shown_list *list, double *weights,
                                    uint32_t *counts)
{
    struct pin_exposure out = {0, 0.0, (double)NAN, (double)NAN};
    for (uint32_t i = 0; i < list->places_n; i++) {
        const uint32_t group = list->groups[i];
        if (group != PIN_EXPOSURE_NONE) {
            const double weight = 1.0 / log2(i + 1 > 2 ? i + 1.0 : 2.0);
            weights[group] += weight;
            out.weight += weight;
            counts[group]++;
            out.known_n++;
        }
    }
    if (out.known_n == 0) {
        return out;
    }
    out.awrf = awrf_of(list, weights, counts, out.weight);
    for (uint32_t i = 0; i < list->places_n; i++) {
        if (list->groups[i] != PIN_EXPOSURE_NONE) {
            counts[list->groups[i]] = 0; /* counted again, place by place */
        }
    }
    out.ndkl = ndkl_of(list, counts);
    return out;
}
