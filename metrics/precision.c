/* precision.c - how much of the first screen is right. */
#include "harness/plugin/metric.h"
#include "metrics/ranking.h"
#include "metrics/table.h"

static double p_value(const struct pin_judged *judged, uint32_t cutoff,
                      const void *options)
{
    (void)options;
    return (double)pin_relevant_within_n(judged, cutoff) / (double)cutoff;
}

const struct pin_metric_ops pin_metric_p = {
    .head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops),
             .caps = PIN_CAP_UNIT_RANGE | PIN_CAP_CUTOFF | PIN_CAP_NEEDS_CUTOFF,
             .name = "p",
             .summary = "precision: share of the first k places that are relevant hits"},
    .value = p_value,
    .definition =
        "(relevant hits in the first k) / k; the divisor is k even when the list is "
        "shorter. Always defined: 0 for a query without relevant items or for an empty "
        "list.",
    .source = "trec_eval's P; the same in the PinPoint benchmark's evaluator "
              "(arXiv 2603.04598).",
};
