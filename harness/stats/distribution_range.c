/* Both integrals are sums at equal steps over the whole line: for functions that are
 * analytic and die away at both ends, the trapezoidal rule converges exponentially
 * (Trefethen and Weideman, SIAM Review 2014), and every term here is positive, so that a
 * tail of 1e-20 has as many good digits as one of .5.
 *
 * Inner, with w the range and z the largest of k normals:
 *   P(range > w) = k Int phi(z) (Phi(z)^(k-1) - (Phi(z) - Phi(z - w))^(k-1)) dz.
 * Outer, with e^t the estimated over the true standard error, so that df e^2t is chi
 * squared with df degrees of freedom:
 *   P(Q > q) = Int C exp(df (t - (e^2t - 1) / 2)) P(range > q e^t) dt. */
#include "harness/stats/distribution.h"
#include "harness/stats/incomplete.h"
#include "harness/stats/root.h"

#include <math.h>

static const double TWO_PI = 6.283185307179586476925286766559;
static const double INNER_STEP = 0.0625; /* of a k of 1,000 no more than 1e-16 is lost */
static const double OUTER_STEP_MAX = 0.125;
static const double NEGLIGIBLE = 1e-17;

typedef double term(double x, const void *context);

/* step times the sum of f at start, start +- step, ... until terms no longer count. f has
 * one peak, which may lie on either side of start. */
static double sum_outward(term *f, const void *context, double start, double step)
{
    double sum = f(start, context);
    for (int side = -1; side <= 1; side += 2) {
        double value = sum;
        for (int i = 1; value > NEGLIGIBLE * sum; i++) {
            value = f(start + side * (i * step), context);
            sum += value;
        }
    }
    return step * sum;
}

struct pin_normal_range {
    double w, k;
};

static double at_largest(double z, const void *context)
{
    const struct pin_normal_range *range = (const struct pin_normal_range *)context;
    const double powers = range->k - 1.0;
    const double below = pin_normal_cdf(z);
    const double far_below = pin_normal_cdf(z - range->w);
    const double density = exp(-0.5 * z * z) / sqrt(TWO_PI);
    if (!(far_below > 0.0)) {
        return 0.0;
    }
    return range->k * density * pow(below, powers) *
           -expm1(powers * log1p(-far_below / below));
}

/* Starts at the peak of the terms for a wide range, and at the median of the largest
 * otherwise: elsewhere the first terms may be too small to be seen. */
static double normal_range_tail(double w, double k)
{
    static const double LN_2 = 0.69314718055994530942;
    const struct pin_normal_range range = {w, k};
    const double start = fmax(0.5 * w, pin_normal_quantile(exp(-LN_2 / k)));
    return w > 0.0 ? fmin(sum_outward(at_largest, &range, start, INNER_STEP), 1.0) : 1.0;
}

struct pin_studentized {
    double q, k, df;
};

static double at_log_error(double t, const void *context)
{
    const struct pin_studentized *range = (const struct pin_studentized *)context;
    const double density = exp(range->df * (t - 0.5 * expm1(2.0 * t)));
    return density * normal_range_tail(range->q * exp(t), range->k);
}

double pin_studentized_range_tail(double q, double k, double df)
{
    if (isnan(q) || !(k >= 2.0 && isfinite(k) && df > 0.0)) {
        return (double)NAN;
    }
    if (q <= 0.0 || isinf(df)) {
        return q <= 0.0 ? 1.0 : normal_range_tail(q, k);
    }
    if (isinf(q)) {
        return 0.0;
    }
    const struct pin_studentized range = {q, k, df};
    const double scale = 2.0 * sqrt(0.5 * df / TWO_PI);
    const double step = fmin(OUTER_STEP_MAX, 0.5 / sqrt(2.0 * df));
    const double peak = -0.5 * log1p(0.5 * q * q / df); /* where tails are normal */
    const double sum = sum_outward(at_log_error, &range, peak, step);
    return fmin(scale * exp(-pin_stirling_rest(0.5 * df)) * sum, 1.0);
}

static double range_tail_above(double q, const void *context)
{
    const struct pin_studentized *range = (const struct pin_studentized *)context;
    return log(pin_studentized_range_tail(q, range->k, range->df) / range->q);
}

double pin_studentized_range_quantile(double p, double k, double df)
{
    if (!(p >= 0.0 && p <= 1.0 && k >= 2.0 && isfinite(k) && df > 0.0)) {
        return (double)NAN;
    }
    if (p <= 0.0 || p >= 1.0) {
        return p <= 0.0 ? 0.0 : (double)INFINITY;
    }
    const struct pin_studentized range = {1.0 - p, k, df};
    double high = 4.0;
    while (range_tail_above(high, &range) > 0.0) {
        high *= 2.0;
    }
    return pin_root(range_tail_above, &range, 0.0, high);
}
