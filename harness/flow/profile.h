/* profile.h - which figures a report shows when nobody names any. */
#ifndef PIN_HARNESS_FLOW_PROFILE_H
#define PIN_HARNESS_FLOW_PROFILE_H

#include "harness/flow/policy.h"

enum { PIN_PROFILE_FIGURES_MAX = 32 };

struct pin_profile {
    struct pin_policy policy;
    const char *figures[PIN_PROFILE_FIGURES_MAX];
    uint32_t figures_n;
    int32_t order_by; /* the figure that orders the systems; -1: as they were named */
};

/* mAP@10 and what PinPoint reports beside it, as far as the dataset has what they need:
 * hard negatives, paraphrase groups, queries with two reference images. */
struct pin_profile pin_profile_strict(const struct pin_dataset *dataset);

/* The figures of the reference evaluator's CSV, ordered as it orders its rows. */
struct pin_profile pin_profile_pinpoint(void);

#endif
