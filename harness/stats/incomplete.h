/* incomplete.h - the regularised incomplete gamma and beta functions, both sides at once.
 *
 * Most tails are one of these. The smaller side keeps its relative precision, because it
 * is worked out first and the other is 1 less it. NaN where an argument is outside its
 * domain. Time grows with the root of the largest parameter. Continued fractions: DLMF
 * 8.9.2 for gamma; for beta DiDonato and Morris, ACM TOMS 18 (1992), equation 9. */
#ifndef PIN_HARNESS_STATS_INCOMPLETE_H
#define PIN_HARNESS_STATS_INCOMPLETE_H

struct pin_sides {
    double lower; /* the probability below */
    double upper; /* and above; the two sum to 1 */
};

/* P(a, x) and Q(a, x), a > 0, x >= 0. */
struct pin_sides pin_incomplete_gamma(double a, double x);

/* I_x(a, b) and I_y(b, a), where y is 1 - x, given separately because a y near 0 cannot
 * be had from x; a, b > 0. */
struct pin_sides pin_incomplete_beta(double a, double b, double x, double y);

/* ln Gamma(z) - (ln(2 pi / z) / 2 + z ln z - z), z > 0: what Stirling's formula lacks. */
double pin_stirling_rest(double z);

#endif
