#include "harness/stats/distribution.h"

#include "harness/stats/incomplete.h"
#include "harness/stats/root.h"

#include <float.h>
#include <math.h>

static const double SQRT_HALF = 0.70710678118654752440;
static const double SQRT_TWO_PI = 2.50662827463100050242;

double pin_normal_cdf(double z)
{
    return 0.5 * erfc(-z * SQRT_HALF);
}

double pin_normal_tail(double z)
{
    return 0.5 * erfc(z * SQRT_HALF);
}

/* The z whose tail is 0 < p <= 1/2. Rough at first (within .003: Abramowitz and Stegun,
 * formula 26.2.22), then Halley's step, which cubes a small error. */
static double normal_upper_quantile(double p)
{
    const double s = sqrt(-2.0 * log(p));
    double z = s - (2.30753 + 0.27061 * s) / (1.0 + s * (0.99229 + 0.04481 * s));
    for (int i = 0; i < 4; i++) {
        const double density = exp(-0.5 * z * z) / SQRT_TWO_PI;
        const double step = (pin_normal_tail(z) - p) / fmax(density, DBL_MIN);
        z += step / (1.0 - 0.5 * z * step);
    }
    return z;
}

double pin_normal_quantile(double p)
{
    if (!(p >= 0.0 && p <= 1.0)) {
        return (double)NAN;
    }
    if (p <= 0.0 || p >= 1.0) {
        return p <= 0.0 ? (double)-INFINITY : (double)INFINITY;
    }
    if (p < 0.5) {
        return -normal_upper_quantile(p);
    }
    return p > 0.5 ? normal_upper_quantile(1.0 - p) : 0.0;
}

/* The tail is I_x(df/2, 1/2) / 2 at x = df / (df + t^2). */
double pin_t_tail(double t, double df)
{
    if (isnan(t) || !(df > 0.0)) {
        return (double)NAN;
    }
    if (isinf(df)) {
        return pin_normal_tail(t);
    }
    const double ratio = t * t / df;
    const struct pin_sides sides = pin_incomplete_beta(0.5 * df, 0.5, 1.0 / (1.0 + ratio),
                                                       1.0 / (1.0 + 1.0 / ratio));
    return t < 0.0 ? 0.5 + 0.5 * sides.upper : 0.5 * sides.lower;
}

struct pin_target { /* of a search: the parameters, and the probability to be met */
    double p, a, b;
};

static double t_tail_above(double t, const void *context)
{
    const struct pin_target *target = (const struct pin_target *)context;
    return log(pin_t_tail(t, target->a) / target->p);
}

double pin_t_quantile(double p, double df)
{
    if (!(p >= 0.0 && p <= 1.0 && df > 0.0)) {
        return (double)NAN;
    }
    const double z = pin_normal_quantile(p);
    if (isinf(df) || isinf(z)) {
        return z;
    }
    if (p > 0.5 || p < 0.5) {
        const struct pin_target target = {fmin(p, 1.0 - p), df, 0.0};
        double high = 2.0 * fabs(z);
        while (t_tail_above(high, &target) > 0.0) {
            high *= 2.0;
        }
        return copysign(pin_root(t_tail_above, &target, 0.0, high), z);
    }
    return 0.0;
}

double pin_chi2_tail(double x, double df)
{
    return x <= 0.0 && df > 0.0 ? 1.0 : pin_incomplete_gamma(0.5 * df, 0.5 * x).upper;
}

double pin_f_tail(double f, double df1, double df2)
{
    if (isinf(df2)) {
        return pin_chi2_tail(f * df1, df1);
    }
    if (f <= 0.0 && df1 > 0.0 && df2 > 0.0) {
        return 1.0;
    }
    const double ratio = f * df1 / df2;
    return pin_incomplete_beta(0.5 * df2, 0.5 * df1, 1.0 / (1.0 + ratio),
                               1.0 / (1.0 + 1.0 / ratio))
        .lower;
}

double pin_beta_cdf(double x, double a, double b)
{
    return pin_incomplete_beta(a, b, x, 1.0 - x).lower;
}

static double beta_cdf_above(double x, const void *context)
{
    const struct pin_target *target = (const struct pin_target *)context;
    return pin_beta_cdf(x, target->a, target->b) - target->p;
}

double pin_beta_quantile(double p, double a, double b)
{
    if (!(p >= 0.0 && p <= 1.0 && a > 0.0 && b > 0.0)) {
        return (double)NAN;
    }
    const struct pin_target target = {p, a, b};
    return p <= 0.0 || p >= 1.0 ? p : pin_root(beta_cdf_above, &target, 0.0, 1.0);
}

double pin_binomial_tail(double k, double n, double p)
{
    if (isnan(k) || !(n >= 0.0 && p >= 0.0 && p <= 1.0)) {
        return (double)NAN;
    }
    if (k <= 0.0 || k > n) {
        return k <= 0.0 ? 1.0 : 0.0;
    }
    return pin_beta_cdf(p, k, n - k + 1.0);
}
