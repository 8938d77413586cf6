/* hit.c - whether any right answer was given. */
#include "harness/plugin/metric.h"
#include "metrics/ranking.h"
#include "metrics/table.h"

static double hit_value(const struct pin_judged *judged, uint32_t cutoff,
                        const void *options)
{
    (void)options;
    if (judged->relevant_n == 0) {
        return PIN_UNDEFINED;
    }
    return pin_first_relevant(judged, cutoff) < pin_places_n(judged, cutoff) ? 1 : 0;
}

const struct pin_metric_ops pin_metric_hit = {
    .head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops),
             .caps = PIN_CAP_UNIT_RANGE | PIN_CAP_CUTOFF, .name = "hit",
             .summary = "1 where the first k places hold a relevant hit"},
    .value = hit_value,
    .definition =
        "1 when a relevant hit stands in the first k, else 0; without a cutoff, anywhere "
        "in the list. Undefined when the query has no relevant item.",
    .source = "trec_eval's success; called Recall@k where each query has one answer.",
};
