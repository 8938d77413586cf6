#include "harness/stats/proportion.h"

#include "harness/stats/distribution.h"

#include <math.h>

struct pin_bounds pin_wilson(double successes, double n, double level)
{
    if (n <= 0.0) {
        return (struct pin_bounds){0.0, 1.0};
    }
    const double z = pin_normal_quantile(0.5 * (1.0 + level));
    const double p = successes / n;
    const double middle = p + z * z / (2.0 * n);
    const double half = z * sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n));
    const double scale = 1.0 + z * z / n;
    /* At the ends the formula gives 0 and 1 but for rounding. */
    return (struct pin_bounds){successes <= 0.0 ? 0.0 : (middle - half) / scale,
                               successes >= n ? 1.0 : (middle + half) / scale};
}

struct pin_bounds pin_clopper_pearson(double successes, double n, double level)
{
    const double s = successes;
    const double below = 0.5 * (1.0 - level);
    return (struct pin_bounds){
        s <= 0.0 ? 0.0 : pin_beta_quantile(below, s, n - s + 1.0),
        s >= n ? 1.0 : pin_beta_quantile(1.0 - below, s + 1.0, n - s),
    };
}

struct pin_p_values pin_binomial_test(double wins, double losses)
{
    const double n = wins + losses;
    const double greater = pin_binomial_tail(wins, n, 0.5);
    const double less = pin_binomial_tail(losses, n, 0.5);
    return (struct pin_p_values){fmin(1.0, 2.0 * fmin(greater, less)), greater, less};
}
