/* multiplicity.h - p-values of a family of tests, adjusted for their number.
 *
 * An adjusted p is at most alpha exactly where the procedure rejects at level alpha. With
 * p(1) <= ... <= p(m):
 *   bonferroni  min(1, m p)
 *   holm        max over j <= i of min(1, (m - j + 1) p(j))      (Holm 1979)
 *   sidak       1 - (1 - p)^m, for independent tests             (Sidak 1967)
 *   bh          min over j >= i of min(1, m p(j) / j)          (Benjamini, Hochberg 1995)
 * The first three bound the chance of any false rejection, bh the expected share of false
 * ones among the rejections. */
#ifndef PIN_HARNESS_STATS_MULTIPLICITY_H
#define PIN_HARNESS_STATS_MULTIPLICITY_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum pin_adjustment {
    PIN_ADJUST_NONE,
    PIN_ADJUST_BONFERRONI,
    PIN_ADJUST_HOLM,
    PIN_ADJUST_SIDAK,
    PIN_ADJUST_BH,
};
enum { PIN_ADJUSTMENTS_N = PIN_ADJUST_BH + 1 };

/* "none", "bonferroni", "holm", "sidak", "bh". */
const char *pin_adjustment_name(enum pin_adjustment adjustment);

/* By name; false when there is none such. */
bool pin_adjustment_of(const char *name, enum pin_adjustment *out);

/* *out: n adjusted values in the order of p, in the arena. A p that is NaN was not
 * tested: it stays NaN and does not count towards m. Fails with PIN_E_NOMEM only. */
PIN_MUST_USE enum pin_status pin_adjust(const double **out,
                                        enum pin_adjustment adjustment, const double *p,
                                        uint32_t n, struct pin_arena *arena,
                                        struct pin_error *err);

#endif
