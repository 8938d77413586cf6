/* bootstrap_interval.h - intervals from the replicates of a bootstrap.
 *
 * With t the estimate, t* its replicates, Q their quantiles (quantile.h) and
 * alpha = (1 - level) / 2:
 *
 *   percentile  Q(alpha) to Q(1 - alpha)                                 (Efron 1979)
 *   basic       2 t - Q(1 - alpha) to 2 t - Q(alpha)   (Davison and Hinkley 1997, 5.2)
 *   bca         Q(a(alpha)) to Q(a(1 - alpha)),                   (Efron 1987, JASA 82)
 *               a(p) = Phi(z0 + (z0 + z_p) / (1 - k (z0 + z_p))),
 *               z0 = Phi^-1 of the share of t* below t, ties counted half,
 *               k = sum d^3 / (6 (sum d^2)^(3/2)), d = the jackknife's mean - its values
 *
 * bca corrects for bias and for skewness; it is second-order accurate, the others first.
 * Values that differ by at most 1e-12 of the largest replicate count as equal, because
 * sums of the same numbers in another order differ in their last digits. NaN are left
 * out. */
#ifndef PIN_HARNESS_STATS_BOOTSTRAP_INTERVAL_H
#define PIN_HARNESS_STATS_BOOTSTRAP_INTERVAL_H

#include <stdbool.h>
#include <stdint.h>

struct pin_resampled_column { /* one number and how it moves */
    double estimate;
    const double *replicates; /* resamples_n */
    const double *jackknife;  /* clusters_n, or NULL: not made */
    uint32_t resamples_n;
    uint32_t clusters_n;
};

enum pin_interval_method {
    PIN_INTERVAL_PERCENTILE,
    PIN_INTERVAL_BASIC,
    PIN_INTERVAL_BCA,
    PIN_INTERVAL_METHODS_N,
};

/* "percentile", "basic", "bca". */
const char *pin_interval_method_name(enum pin_interval_method method);

/* False, and *out as it was: no method has this name. */
bool pin_interval_method_named(enum pin_interval_method *out, const char *name);

struct pin_interval {
    double low, high;
    double error;         /* the standard error, as pin_bootstrap_error */
    uint32_t resamples_n; /* that have a value */
    bool fell_back;       /* bca was asked for and this is percentile */
};

/* room: resamples_n doubles to sort in. low, high and error are NaN when fewer than two
 * replicates have a value; those of basic also when the estimate is NaN.
 *
 * bca falls back to percentile where it is not defined: all replicates are equal, or all
 * lie on one side of the estimate (z0 is infinite); the estimate is NaN; there is no
 * jackknife, or fewer than two clusters have a value in it; or 1 - k (z0 + z) is not
 * above 0. When the jackknife's values are all equal, k is 0. */
struct pin_interval pin_bootstrap_interval(const struct pin_resampled_column *column,
                                           enum pin_interval_method method, double level,
                                           double *room);

/* The standard deviation (n - 1) of the replicates that have a value; 0 when they are all
 * equal, NaN when there are fewer than two. */
double pin_bootstrap_error(const struct pin_resampled_column *column);

/* Intervals that hold all at once with the level's probability: estimate +- c times the
 * column's standard error, c being the level's quantile over the resamples of
 * max |t* - t| / standard error over the columns (max-T; Westfall and Young 1993, section
 * 2.6; as confidence sets Beran 1988, JASA 83). It takes the correlation of the columns
 * into account, which must all come from the same resamples: resamples_n is the same.
 *
 * out: one for each column. A column with standard error 0 gets its estimate as both
 * ends and has no part in the maximum; one whose estimate or error is NaN gets NaN. A
 * replicate that is NaN has no part in its resample's maximum, and a resample without
 * any is left out. room: resamples_n doubles. Returns c; NaN when no column has a
 * part. */
double pin_simultaneous_intervals(struct pin_interval *out,
                                  const struct pin_resampled_column *columns,
                                  uint32_t columns_n, double level, double *room);

#endif
