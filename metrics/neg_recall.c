/* neg_recall.c - how many of the answers known to be wrong were given all the same. */
#include "harness/plugin/metric.h"
#include "metrics/ranking.h"
#include "metrics/table.h"

static double neg_recall_value(const struct pin_judged *judged, uint32_t cutoff,
                               const void *options)
{
    (void)options;
    if (judged->hard_negatives_n == 0) {
        return PIN_UNDEFINED;
    }
    const uint32_t end = pin_places_n(judged, cutoff);
    uint32_t found_n = 0;
    for (uint32_t place = 0; place < end; place++) {
        found_n += judged->hard_negative[place] ? 1 : 0;
    }
    return (double)found_n / (double)pin_lesser(judged->hard_negatives_n, cutoff);
}

const struct pin_metric_ops pin_metric_neg_recall = {
    .head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops),
             .caps = PIN_CAP_LOWER_IS_BETTER | PIN_CAP_UNIT_RANGE | PIN_CAP_CUTOFF,
             .name = "neg_recall",
             .summary = "share of the hard negatives that stand in the first k places"},
    .value = neg_recall_value,
    .definition =
        "(hard-negative hits in the first k) / min(N, k), where N is the number of hard "
        "negatives; without a cutoff, of the whole list and divided by N. Where N > k it "
        "is the share of the first k places that hold a hard negative. Undefined when N "
        "is 0.",
    .source = "NegRecall of the PinPoint benchmark's evaluator (arXiv 2603.04598).",
};
