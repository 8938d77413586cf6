/* r_precision.c - precision at the depth where it could just be perfect. */
#include "harness/plugin/metric.h"
#include "metrics/ranking.h"
#include "metrics/table.h"

static double rprec_value(const struct pin_judged *judged, uint32_t cutoff,
                          const void *options)
{
    (void)cutoff;
    (void)options;
    if (judged->relevant_n == 0) {
        return PIN_UNDEFINED;
    }
    return (double)pin_relevant_within_n(judged, judged->relevant_n) /
           (double)judged->relevant_n;
}

const struct pin_metric_ops pin_metric_rprec = {
    .head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops), .caps = PIN_CAP_UNIT_RANGE,
             .name = "rprec", .summary = "precision at R, the number of relevant items"},
    .value = rprec_value,
    .definition =
        "(relevant hits in the first R) / R, where R is the number of relevant items of "
        "the query; takes no cutoff. A list shorter than R counts as if filled with "
        "irrelevant hits. Undefined when R is 0.",
    .source = "trec_eval's Rprec.",
};
