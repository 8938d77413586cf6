/* delta_noneg.c - how much of the average precision the hard negatives cost. */
#include "harness/plugin/metric.h"
#include "metrics/average_precision.h"
#include "metrics/table.h"

static double delta_noneg_value(const struct pin_judged *judged, uint32_t cutoff,
                                const void *options)
{
    (void)options;
    return pin_average_precision(judged, cutoff, true) -
           pin_average_precision(judged, cutoff, false);
}

const struct pin_metric_ops pin_metric_delta_noneg = {
    .head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops),
             .caps = PIN_CAP_LOWER_IS_BETTER | PIN_CAP_CUTOFF, .name = "delta_noneg",
             .summary = "average precision that the hard negatives cost"},
    .value = delta_noneg_value,
    .definition =
        "ap_noneg@k - ap@k. Undefined when R is 0. Never below 0 under the strict "
        "reading; where labels are read as listed it can be, because an item may be "
        "relevant and a hard negative at once.",
    .source = "delta mAP without negatives of the PinPoint benchmark's evaluator "
              "(arXiv 2603.04598).",
};
