/* neg_before_pos.c - whether the user meets a wrong answer before a right one. */
#include "harness/plugin/metric.h"
#include "metrics/ranking.h"
#include "metrics/table.h"

static double neg_before_pos_value(const struct pin_judged *judged, uint32_t cutoff,
                                   const void *options)
{
    (void)options;
    if (judged->hard_negatives_n == 0) {
        return PIN_UNDEFINED;
    }
    const uint32_t first = pin_first_relevant(judged, cutoff);
    for (uint32_t place = 0; place < first; place++) {
        if (judged->hard_negative[place]) {
            return 1;
        }
    }
    return 0;
}

const struct pin_metric_ops pin_metric_neg_before_pos = {
    .head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops),
             .caps = PIN_CAP_LOWER_IS_BETTER | PIN_CAP_UNIT_RANGE | PIN_CAP_CUTOFF,
             .name = "neg_before_pos",
             .summary = "1 where a hard negative stands above the first relevant hit"},
    .value = neg_before_pos_value,
    .definition =
        "1 when, within the first k places, a hard negative stands above the first "
        "relevant hit, or a hard negative is there and no relevant hit is; else 0. "
        "Without a cutoff, within the whole list. Undefined when the query has no hard "
        "negative. A hit that is relevant and a hard negative does not stand above "
        "itself.",
    .source = "This project.",
};
