/* average_precision_noneg.c - what average precision would be if no hard negative stood
 * in the list. */
#include "harness/plugin/metric.h"
#include "metrics/average_precision.h"
#include "metrics/table.h"

static double ap_noneg_value(const struct pin_judged *judged, uint32_t cutoff,
                             const void *options)
{
    (void)options;
    return pin_average_precision(judged, cutoff, true);
}

const struct pin_metric_ops pin_metric_ap_noneg = {
    .head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops),
             .caps = PIN_CAP_UNIT_RANGE | PIN_CAP_CUTOFF, .name = "ap_noneg",
             .summary = "average precision once the hard negatives are taken out"},
    .value = ap_noneg_value,
    .definition =
        "ap@k of the ranking that is left when every hard-negative hit is taken out of "
        "the whole list and the others keep their order; divided by min(R, k) as ap@k "
        "is. Undefined when R is 0. Where labels are read as listed, a hit that is "
        "relevant and a hard negative is taken out too.",
    .source = "mAP without negatives of the PinPoint benchmark's evaluator "
              "(arXiv 2603.04598).",
};
