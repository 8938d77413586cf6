/* run_agreement.h - how far runs agree: in their lists, in which queries they find hard,
 * and figures in which systems they find better.
 *
 * Sheets: "list_agreement" (a row a pair of systems; list_agreement.h), "order_agreement"
 * (a row a pair of systems and figure: the order of the units by their values) and, with
 * three systems or more and two figures or more, "figure_agreement" (a row a pair of
 * figures: the order of the systems). Orders are compared by Kendall's tau-b and by AP
 * correlation (correlation.h), better values first. */
#ifndef PIN_HARNESS_ANALYSIS_RUN_AGREEMENT_H
#define PIN_HARNESS_ANALYSIS_RUN_AGREEMENT_H

#include "harness/flow/analysis.h"

struct pin_run_agreement_options {
    uint32_t k;   /* the first so many hits of the lists; at least 1 */
    double rbo_p; /* in (0, 1) */
};

extern const struct pin_analysis_ops pin_analysis_run_agreement;

#endif
