/* table.c - an explicit list, because a static library drops objects that nobody names.
 */
#include "metrics/table.h"

const struct pin_metric_ops *const pin_metrics[] = {
    &pin_metric_p,
    &pin_metric_recall,
    &pin_metric_ap,
    &pin_metric_ap_noneg,
    &pin_metric_delta_noneg,
    &pin_metric_neg_recall,
    &pin_metric_neg_before_pos,
    &pin_metric_ndcg,
    &pin_metric_rr,
    &pin_metric_hit,
    &pin_metric_rprec,
    &pin_metric_judged,
    NULL,
};
