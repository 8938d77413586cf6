/* reciprocal_rank.c - how far down the first right answer is. */
#include "harness/plugin/metric.h"
#include "metrics/ranking.h"
#include "metrics/table.h"

static double rr_value(const struct pin_judged *judged, uint32_t cutoff,
                       const void *options)
{
    (void)options;
    if (judged->relevant_n == 0) {
        return PIN_UNDEFINED;
    }
    const uint32_t first = pin_first_relevant(judged, cutoff);
    return first < pin_places_n(judged, cutoff) ? 1 / ((double)first + 1) : 0;
}

const struct pin_metric_ops pin_metric_rr = {
    .head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops),
             .caps = PIN_CAP_UNIT_RANGE | PIN_CAP_CUTOFF, .name = "rr",
             .summary = "reciprocal rank: 1 over the rank of the first relevant hit"},
    .value = rr_value,
    .definition =
        "1 / (rank of the first relevant hit) when that rank is k or less, else 0; "
        "without a cutoff, at any rank. Undefined when the query has no relevant item.",
    .source = "Voorhees, The TREC-8 Question Answering Track Report, 1999; trec_eval's "
              "recip_rank.",
};
