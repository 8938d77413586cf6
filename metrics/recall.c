/* recall.c - how much of what is right was found. */
#include "harness/plugin/metric.h"
#include "metrics/ranking.h"
#include "metrics/table.h"

static double recall_value(const struct pin_judged *judged, uint32_t cutoff,
                           const void *options)
{
    (void)options;
    if (judged->relevant_n == 0) {
        return PIN_UNDEFINED;
    }
    return (double)pin_relevant_within_n(judged, cutoff) / (double)judged->relevant_n;
}

const struct pin_metric_ops pin_metric_recall = {
    .head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops),
             .caps = PIN_CAP_UNIT_RANGE | PIN_CAP_CUTOFF, .name = "recall",
             .summary = "share of the relevant items that the first k places hold"},
    .value = recall_value,
    .definition =
        "(relevant hits in the first k) / R, where R is the number of relevant items; "
        "without a cutoff, of the whole list. Below 1 for any ranking when R > k. "
        "Undefined when R is 0.",
    .source = "trec_eval's recall; the same in the PinPoint benchmark's evaluator "
              "(arXiv 2603.04598).",
};
