/* distribution.h - tails and quantiles of the distributions that tests and intervals use.
 *
 * A tail is the probability of a value as large or larger, and keeps its relative
 * precision (about 1e-12) however small it is: the two-sided p of a t is
 * 2 * pin_t_tail(fabs(t), df). A quantile takes the probability p below it. Degrees of
 * freedom need not be whole and may be INFINITY where that is said. An argument outside
 * its domain, or a NaN, gives NaN. Nothing is allocated, nothing is kept. */
#ifndef PIN_HARNESS_STATS_DISTRIBUTION_H
#define PIN_HARNESS_STATS_DISTRIBUTION_H

/* The standard normal distribution. The quantile of 0 is -INFINITY, of 1 INFINITY. */
double pin_normal_cdf(double z);
double pin_normal_tail(double z);
double pin_normal_quantile(double p);

/* Student's t with df > 0 degrees of freedom; df INFINITY is the normal distribution.
 * Past a t of 1e154 the tail is 0. */
double pin_t_tail(double t, double df);
double pin_t_quantile(double p, double df);

/* Chi squared with df > 0 degrees of freedom: Q(df/2, x/2); 1 where x <= 0. */
double pin_chi2_tail(double x, double df);

/* Fisher's F with df1 > 0 over df2 > 0 degrees of freedom; df2 may be INFINITY; 1 where
 * f <= 0. */
double pin_f_tail(double f, double df1, double df2);

/* The beta distribution with a, b > 0: I_x(a, b), and the x at which it is p. */
double pin_beta_cdf(double x, double a, double b);
double pin_beta_quantile(double p, double a, double b);

/* The probability of k or more successes in n trials, each of probability p: the sum of
 * the terms from k to n, which is I_p(k, n - k + 1). Whole k and n; 1 where k <= 0, 0
 * where k > n. */
double pin_binomial_tail(double k, double n, double p);

/* Tukey's studentized range of k >= 2 means over an independent estimate of their
 * standard error with df > 0 degrees of freedom, which may be INFINITY: about 1e-12 of
 * the tail for k up to 1,000 and df up to 1e7. The integral is that of Copenhaver and
 * Holland (Journal of Statistical Computation and Simulation 1988), written for the tail.
 * A call costs about a millisecond, a quantile a dozen calls. k need not be whole. */
double pin_studentized_range_tail(double q, double k, double df);
double pin_studentized_range_quantile(double p, double k, double df);

#endif
