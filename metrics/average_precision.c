/* average_precision.c - the quality of the whole ranking in one number. */
#include "metrics/average_precision.h"

#include "harness/plugin/metric.h"
#include "metrics/ranking.h"
#include "metrics/table.h"

/* One pass: rank_n counts the places that are kept, so taking hits out needs no copy of
 * the list. A place past the cutoff ends the pass, whatever was left out before it. */
double pin_average_precision(const struct pin_judged *judged, uint32_t cutoff,
                             bool skip_negatives)
{
    if (judged->relevant_n == 0) {
        return PIN_UNDEFINED;
    }
    uint32_t rank_n = 0;
    uint32_t hits_n = 0;
    double sum = 0;
    for (uint32_t place = 0; place < judged->depth && rank_n < cutoff; place++) {
        if (skip_negatives && judged->hard_negative[place]) {
            continue;
        }
        rank_n++;
        if (pin_relevant_at(judged, place)) {
            hits_n++;
            sum += (double)hits_n / (double)rank_n;
        }
    }
    return sum / (double)pin_lesser(judged->relevant_n, cutoff);
}

static double ap_value(const struct pin_judged *judged, uint32_t cutoff,
                       const void *options)
{
    (void)options;
    return pin_average_precision(judged, cutoff, false);
}

const struct pin_metric_ops pin_metric_ap = {
    .head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops),
             .caps = PIN_CAP_UNIT_RANGE | PIN_CAP_CUTOFF, .name = "ap",
             .summary = "average precision: precision at each relevant hit, averaged"},
    .value = ap_value,
    .definition =
        "The sum, over the ranks i <= k that hold a relevant hit, of (relevant hits in "
        "the first i) / i, divided by min(R, k), where R is the number of relevant "
        "items; "
        "without a cutoff, over all ranks and divided by R. Undefined when R is 0. "
        "trec_eval's map_cut divides by R at any cutoff, so the two differ where R > k.",
    .source = "The PinPoint benchmark's evaluator (arXiv 2603.04598).",
};
