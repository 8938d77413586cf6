/* table.h - the metrics of the harness itself, in the order in which `list` prints them.
 */
#ifndef PIN_METRICS_TABLE_H
#define PIN_METRICS_TABLE_H

#include "harness/plugin/metric.h"

extern const struct pin_metric_ops pin_metric_p;
extern const struct pin_metric_ops pin_metric_recall;
extern const struct pin_metric_ops pin_metric_ap;
extern const struct pin_metric_ops pin_metric_ap_noneg;
extern const struct pin_metric_ops pin_metric_delta_noneg;
extern const struct pin_metric_ops pin_metric_neg_recall;
extern const struct pin_metric_ops pin_metric_neg_before_pos;
extern const struct pin_metric_ops pin_metric_ndcg;
extern const struct pin_metric_ops pin_metric_rr;
extern const struct pin_metric_ops pin_metric_hit;
extern const struct pin_metric_ops pin_metric_rprec;
extern const struct pin_metric_ops pin_metric_judged;

extern const struct pin_metric_ops *const pin_metrics[]; /* NULL-ended */

#endif
