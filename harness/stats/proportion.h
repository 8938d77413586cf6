/* proportion.h - shares of independent trials: their intervals, and whether two differ.
 *
 * Votes on the same prompt, or queries of one group, are not independent: for those the
 * interval is that of a bootstrap over clusters. level is that of the two-sided interval,
 * such as .95. Nothing here fails; n = 0 knows nothing and gives [0, 1]. */
#ifndef PIN_HARNESS_STATS_PROPORTION_H
#define PIN_HARNESS_STATS_PROPORTION_H

struct pin_bounds {
    double low, high;
};

/* Wilson's score interval (1927), with z the normal quantile at (1 + level)/2 and p the
 * share: (p + z^2/2n +- z sqrt(p (1 - p)/n + z^2/4n^2)) / (1 + z^2/n). Half successes
 * (ties) are taken, but make it a heuristic. */
struct pin_bounds pin_wilson(double successes, double n, double level);

/* Clopper and Pearson's exact interval (1934): at least level, whatever the true share.
 * Quantiles (1 - level)/2 of beta(s, n - s + 1) and (1 + level)/2 of beta(s + 1, n - s).
 * Whole numbers. */
struct pin_bounds pin_clopper_pearson(double successes, double n, double level);

struct
    pin_p_values { /* of the alternatives: another value, a larger one, a smaller one */
    double two_sided, greater, less;
};

/* Whether wins are as frequent as losses: exact, from the binomial distribution with
 * share 1/2; the two-sided p is twice the smaller of the others, and at most 1. With the
 * two counts of discordant pairs it is McNemar's exact test. No trials: 1 each. */
struct pin_p_values pin_binomial_test(double wins, double losses);

#endif
