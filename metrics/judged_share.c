/* judged_share.c - how much of what was given anybody has looked at: where it is low, the
 * other metrics say little. */
#include "harness/plugin/metric.h"
#include "metrics/ranking.h"
#include "metrics/table.h"

static double judged_value(const struct pin_judged *judged, uint32_t cutoff,
                           const void *options)
{
    (void)options;
    const uint32_t end = pin_places_n(judged, cutoff);
    if (end == 0) {
        return PIN_UNDEFINED;
    }
    uint32_t judged_n = 0;
    for (uint32_t place = 0; place < end; place++) {
        judged_n += judged->grades[place] != PIN_GRADE_UNJUDGED ? 1 : 0;
    }
    return (double)judged_n / (double)end;
}

const struct pin_metric_ops pin_metric_judged = {
    .head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops),
             .caps = PIN_CAP_UNIT_RANGE | PIN_CAP_CUTOFF, .name = "judged",
             .summary = "share of the first k hits that have a judgment"},
    .value = judged_value,
    .definition =
        "(hits with any grade, hard negatives too, in the first k) / min(k, length of "
        "the list); without a cutoff, of the whole list. Undefined for an empty list.",
    .source = "Judged@k of ir_measures.",
};
