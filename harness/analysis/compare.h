/* compare.h - which of two systems is better, pair by pair and figure by figure.
 *
 * Sheets: "pairs" (difference, p, verdict), "effects" (how large it is and how large it
 * would have to be to be seen) and "queries" (who won and who lost most), which is left
 * out where losers_n is 0. comparison.h defines what is in them. */
#ifndef PIN_HARNESS_ANALYSIS_COMPARE_H
#define PIN_HARNESS_ANALYSIS_COMPARE_H

#include "harness/analysis/comparison.h"
#include "harness/flow/analysis.h"

struct pin_compare_options {
    const char *baseline; /* the name of a system; NULL: all pairs */
    enum pin_correction correction;
    uint32_t permutations_n; /* at least 1 */
    double margin;           /* in the unit of the figures, above 0; NaN: none */
    uint32_t losers_n;       /* winners and losers shown a pair, on the first figure */
    bool t, wilcoxon, sign;  /* p-values of these tests too */
};

/* PIN_E_CONFIG for a figure without units (a quotient). */
extern const struct pin_analysis_ops pin_analysis_compare;

#endif
