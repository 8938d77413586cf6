#include "harness/stats/root.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

enum { STEPS_MAX = 2200 }; /* more than halving takes from DBL_MAX to the least double */

struct pin_point {
    double x, y;
};

/* The share of the way from a to b at which to look next. The older point c lies beyond
 * b or beside a; interpolation is used where the three are monotone enough. */
static double next_share(struct pin_point a, struct pin_point b, struct pin_point c)
{
    const double xi = (a.x - b.x) / (c.x - b.x);
    const double phi = (a.y - b.y) / (c.y - b.y);
    if (!(phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi)) {
        return 0.5;
    }
    return a.y / (b.y - a.y) * c.y / (b.y - c.y) +
           (c.x - a.x) / (b.x - a.x) * a.y / (c.y - a.y) * b.y / (c.y - b.y);
}

/* Invariant: a is the newest point, and the root lies between a and b. */
double pin_root(pin_curve *f, const void *context, double low, double high)
{
    struct pin_point a = {high, f(high, context)};
    struct pin_point b = {low, f(low, context)};
    double share = 0.5;
    if (!(a.y * b.y <= 0.0)) {
        return (double)NAN;
    }
    for (int step = 0; step < STEPS_MAX; step++) {
        const struct pin_point best = fabs(a.y) < fabs(b.y) ? a : b;
        const double least = 2.0 * DBL_EPSILON * fabs(best.x) + DBL_MIN;
        const double limit = least / fabs(b.x - a.x);
        if (limit > 0.5 || !(fabs(best.y) > 0.0)) {
            return best.x;
        }
        share = fmin(fmax(share, limit), 1.0 - limit);
        struct pin_point t = {a.x + share * (b.x - a.x), 0.0};
        t.y = f(t.x, context);
        const bool same_side = signbit(t.y) == signbit(a.y);
        const struct pin_point c = same_side ? a : b;
        b = same_side ? b : a;
        a = t;
        share = next_share(a, b, c);
    }
    return (double)NAN;
}
