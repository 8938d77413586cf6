#include "harness/stats/power.h"

#include "harness/stats/distribution.h"

#include <math.h>

static double both_quantiles(double alpha, double power)
{
    return pin_normal_quantile(power) - pin_normal_quantile(alpha);
}

double pin_detectable_difference(double sd, double n, double alpha, double power)
{
    return both_quantiles(alpha, power) * sd / sqrt(n);
}

double pin_pairs_needed(double sd, double margin, double alpha, double power)
{
    const double root = both_quantiles(alpha, power) * sd / margin;
    return ceil(root * root);
}
