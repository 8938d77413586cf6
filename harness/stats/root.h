/* root.h - where a continuous function crosses zero.
 *
 * Chandrupatla's method (Advances in Engineering Software 28, 1997): inverse quadratic
 * interpolation where that is safe, halving where it is not; it never leaves the bracket
 * and takes about ten evaluations on a smooth function. */
#ifndef PIN_HARNESS_STATS_ROOT_H
#define PIN_HARNESS_STATS_ROOT_H

typedef double pin_curve(double x, const void *context);

/* A root of f between low and high, to a few units in the last place of the root; NaN
 * when f has the same sign at both ends, or a NaN. */
double pin_root(pin_curve *f, const void *context, double low, double high);

#endif
