#include "harness/stats/variance_sums.h"

#include "harness/base/sum.h"

#include <math.h>

enum { GROUPS, VALUES, SIZES_SQUARED, SUM, BETWEEN, WITHIN };

void pin_variance_sums_begin(struct pin_cluster_sums *to,
                             const struct pin_variance_sums *sums)
{
    for (size_t c = 0; c < to->clusters_n; c++) {
        for (size_t i = 0; i < PIN_VARIANCE_SUMS; i++) {
            to->den[c * to->figures_n + sums->first + i] = 1.0;
        }
    }
}

void pin_variance_sums_add(struct pin_cluster_sums *to,
                           const struct pin_variance_sums *sums, uint32_t cluster,
                           const double *values, uint32_t n)
{
    double *num = to->num + (size_t)cluster * to->figures_n + sums->first;
    struct pin_sum sum = {0};
    struct pin_sum within = {0};
    if (n == 0) {
        return;
    }
    for (uint32_t i = 0; i < n; i++) { /* from the first: equal values give exactly 0 */
        pin_sum_add(&sum, values[i] - values[0]);
    }
    const double shift = pin_sum_value(&sum) / n;
    const double mean = values[0] - sums->centre + shift;
    for (uint32_t i = 0; i < n; i++) {
        const double apart = values[i] - values[0] - shift;
        pin_sum_add(&within, apart * apart);
    }
    num[GROUPS] += 1.0;
    num[VALUES] += n;
    num[SIZES_SQUARED] += (double)n * n;
    num[SUM] += n * mean;
    num[BETWEEN] += n * mean * mean;
    num[WITHIN] += pin_sum_value(&within);
}

static double icc_value(const double *figures, const void *context)
{
    const struct pin_variance_sums *sums = context;
    const double *mean = figures + sums->first; /* a cluster */
    const double scale = sums->clusters_n;
    const double groups_n = scale * mean[GROUPS];
    const double n = scale * mean[VALUES];
    const double left = n - groups_n; /* degrees of freedom within groups */
    if (!(groups_n > 1.5) || !(left > 0.5)) {
        return (double)NAN; /* fewer than two groups, or no group of two */
    }
    const double all = scale * mean[SUM];
    const double raw = scale * mean[BETWEEN];
    const double centred = raw - all * all / n;
    const double squares = centred > 1e-12 * raw ? centred : 0.0; /* else: rounding */
    const double m0 = (n - scale * mean[SIZES_SQUARED] / n) / (groups_n - 1.0);
    const double within = scale * mean[WITHIN] / left;
    const double between = (squares / (groups_n - 1.0) - within) / m0;
    return between > 0.0  ? between / (between + within)
           : within > 0.0 ? 0.0
                          : (double)NAN;
}

static double wording_share_value(const double *figures, const void *context)
{
    return 1.0 - icc_value(figures, context);
}

struct pin_functional pin_functional_icc(const struct pin_variance_sums *sums)
{
    return (struct pin_functional){icc_value, sums};
}

struct pin_functional pin_functional_wording_share(const struct pin_variance_sums *sums)
{
    return (struct pin_functional){wording_share_value, sums};
}
