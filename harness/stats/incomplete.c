/* Both functions are a prefix, which is a density, times a series or a continued
 * fraction. A prefix made of log-gammas loses as many digits as those are large, so it is
 * written in deviances and Stirling's rest instead (Loader 2000, "Fast and accurate
 * computation of binomial probabilities"): nothing large is subtracted. */
#include "harness/stats/incomplete.h"

#include <float.h>
#include <math.h>

enum { STEPS_MAX = 100 * 1000 * 1000 };

static const double TWO_PI = 6.283185307179586476925286766559;
static const double TINY = 1e-300;

double pin_stirling_rest(double z)
{
    double below = 0.0; /* rest(z) - rest(z + 1), added up to where the series is exact */
    while (z < 16.0) {
        below += (z + 0.5) * log1p(1.0 / z) - 1.0;
        z += 1.0;
    }
    const double w = 1.0 / (z * z);
    const double series =
        1.0 / 12 -
        w * (1.0 / 360 -
             w * (1.0 / 1260 - w * (1.0 / 1680 - w * (1.0 / 1188 - w * 691.0 / 360360))));
    return below + series / z;
}

/* x ln(x / m) + m - x without cancellation where x is near m: with v = (x - m) / (x + m),
 * ln(x / m) is 2 (v + v^3/3 + v^5/5 + ...). */
static double deviance(double x, double m)
{
    const double v = (x - m) / (x + m);
    if (!(fabs(v) < 0.1)) {
        return x * log(x / m) + m - x;
    }
    double sum = (x - m) * v;
    double power = 2.0 * x * v;
    for (int j = 3; j < 60; j += 2) {
        power *= v * v;
        const double next = sum + power / j;
        if (!(fabs(next - sum) > 0.0)) {
            break;
        }
        sum = next;
    }
    return sum;
}

/* The value of b(0) + a(1)/(b(1) + a(2)/(b(2) + ...)), one term at a time, by Lentz's
 * method as modified by Thompson and Barnett (Journal of Computational Physics 1986). */
struct pin_fraction {
    double value, c, d;
};

static double not_zero(double x)
{
    return fabs(x) < TINY ? TINY : x;
}

static struct pin_fraction start_fraction(double b0)
{
    return (struct pin_fraction){not_zero(b0), not_zero(b0), 0.0};
}

/* How far the value moved, as a share of it. */
static double add_term(struct pin_fraction *fraction, double a, double b)
{
    fraction->d = 1.0 / not_zero(b + a * fraction->d);
    fraction->c = not_zero(b + a / fraction->c);
    const double change = fraction->c * fraction->d;
    fraction->value *= change;
    return fabs(change - 1.0);
}

/* x^a e^-x / Gamma(a) */
static double gamma_prefix(double a, double x)
{
    return sqrt(a / TWO_PI) * exp(-deviance(a, x) - pin_stirling_rest(a));
}

static double gamma_series(double a, double x)
{
    double term = 1.0 / a;
    double sum = term;
    for (int n = 1; n < STEPS_MAX && term > sum * (DBL_EPSILON / 4.0); n++) {
        term *= x / (a + n);
        sum += term;
    }
    return sum;
}

static double gamma_fraction(double a, double x)
{
    struct pin_fraction fraction = start_fraction(x + 1.0 - a);
    for (int n = 1; n < STEPS_MAX; n++) {
        if (add_term(&fraction, n * (a - n), x + 2.0 * n + 1.0 - a) <= DBL_EPSILON) {
            break;
        }
    }
    return 1.0 / fraction.value;
}

struct pin_sides pin_incomplete_gamma(double a, double x)
{
    if (!(a > 0.0 && isfinite(a) && x >= 0.0)) {
        return (struct pin_sides){(double)NAN, (double)NAN};
    }
    if (x <= 0.0 || isinf(x)) {
        return x <= 0.0 ? (struct pin_sides){0.0, 1.0} : (struct pin_sides){1.0, 0.0};
    }
    if (x < a + 1.0) {
        const double lower = fmin(gamma_prefix(a, x) * gamma_series(a, x), 1.0);
        return (struct pin_sides){lower, 1.0 - lower};
    }
    const double upper = fmin(gamma_prefix(a, x) * gamma_fraction(a, x), 1.0);
    return (struct pin_sides){1.0 - upper, upper};
}

/* x^a y^b / B(a, b) */
static double beta_prefix(double a, double b, double x, double y)
{
    const double n = a + b;
    const double rest =
        pin_stirling_rest(n) - pin_stirling_rest(a) - pin_stirling_rest(b);
    return sqrt(a / TWO_PI * (b / n)) *
           exp(rest - deviance(a, n * x) - deviance(b, n * y));
}

/* For x below the mean a / (a + b). */
static double beta_lower(double a, double b, double x, double y)
{
    const double lambda = a * y - b * x + 1.0;
    struct pin_fraction fraction = start_fraction(a * lambda / (a + 1.0));
    for (int m = 1; m < STEPS_MAX; m++) {
        const double past = a + 2.0 * m - 1.0;
        const double share = m * (b - m) * x / past;
        const double above = (a + m - 1.0) * (a + b + m - 1.0) / past * share * x;
        const double beside =
            m + share + (a + m) * (lambda + m * (1.0 + y)) / (past + 2.0);
        if (add_term(&fraction, above, beside) <= DBL_EPSILON) {
            break;
        }
    }
    return fmin(beta_prefix(a, b, x, y) / fraction.value, 1.0);
}

struct pin_sides pin_incomplete_beta(double a, double b, double x, double y)
{
    if (!(a > 0.0 && b > 0.0 && isfinite(a) && isfinite(b) && x >= 0.0 && y >= 0.0)) {
        return (struct pin_sides){(double)NAN, (double)NAN};
    }
    if (x <= 0.0 || y <= 0.0) {
        return x <= 0.0 ? (struct pin_sides){0.0, 1.0} : (struct pin_sides){1.0, 0.0};
    }
    if (x * b <= y * a) {
        const double lower = beta_lower(a, b, x, y);
        return (struct pin_sides){lower, 1.0 - lower};
    }
    const double upper = beta_lower(b, a, y, x);
    return (struct pin_sides){1.0 - upper, upper};
}
