/* power.h - how small a difference a comparison can see, and how large it must be made.
 *
 * Both are the normal approximation for a mean of n differences (pairs or clusters) with
 * standard deviation sd, tested at level alpha on one side; for a two-sided test give
 * half of its alpha. 0 < alpha < 1, 0 < power < 1. */
#ifndef PIN_HARNESS_STATS_POWER_H
#define PIN_HARNESS_STATS_POWER_H

/* The true difference that is found with that power:
 * (z(1 - alpha) + z(power)) sd / sqrt(n). */
double pin_detectable_difference(double sd, double n, double alpha, double power);

/* The least whole n at which margin > 0 is found with that power. */
double pin_pairs_needed(double sd, double margin, double alpha, double power);

#endif
