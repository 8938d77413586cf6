/* metric.h - what a metric is: a pure function of one judged ranking.
 *
 * It cannot fail, allocate or print, and keeps no state, so any thread may call it for
 * any query in any order. Where it has no value (no relevant item, say) it gives
 * PIN_UNDEFINED, and the summary counts those queries instead of hiding them in the mean.
 */
#ifndef PIN_HARNESS_PLUGIN_METRIC_H
#define PIN_HARNESS_PLUGIN_METRIC_H

#include "harness/model/judged.h"
#include "harness/plugin/abi.h"

enum {
    PIN_CAP_LOWER_IS_BETTER = 1U << 0,
    PIN_CAP_UNIT_RANGE = 1U << 1, /* in [0, 1] under the strict reading */
    PIN_CAP_CUTOFF = 1U << 2,     /* reads cutoff; without the cap `name@k` is refused */
    PIN_CAP_NEEDS_CUTOFF =
        1U << 3, /* has no value without one: `name` alone is refused */
};

#define PIN_CUTOFF_NONE UINT32_MAX /* the whole ranking */

struct pin_metric_ops {
    struct pin_head head;

    /* Required. cutoff is 1 or more, or PIN_CUTOFF_NONE. */
    double (*value)(const struct pin_judged *judged, uint32_t cutoff,
                    const void *options);

    const char *definition; /* the formula and the edge cases, for the manual */
    const char *source;     /* paper or reference program that defines it so */
};

#endif
