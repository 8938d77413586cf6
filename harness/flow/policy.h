/* policy.h - the choices that decide what a score means, named together as a profile. */
#ifndef PIN_HARNESS_FLOW_POLICY_H
#define PIN_HARNESS_FLOW_POLICY_H

#include "harness/model/judged.h"

enum pin_missing {                    /* a query without a list */
                   PIN_MISSING_ZERO,  /* scores as an empty list */
                   PIN_MISSING_SKIP,  /* leaves the means */
                   PIN_MISSING_ERROR, /* is refused */
};

struct pin_policy {
    const char *profile;
    struct pin_reading reading;
    enum pin_missing missing;
    bool undefined_is_zero; /* a metric without a value counts as 0 instead of leaving the
                               mean */
    bool drops_bad_runs;    /* a run that cannot be scored is left out with a warning */
    const bool *keep;       /* by query: whether the report is about it; NULL: all */
    struct pin_item_slice items; /* that are judged, see judged.h; a query that then has
                                    no relevant item has no value */
};

/* Sets, no inflation, every query counts. */
struct pin_policy pin_policy_strict(void);

/* What the released PinPoint evaluator does. */
struct pin_policy pin_policy_pinpoint(void);

const char *pin_missing_name(enum pin_missing missing);
const char *pin_ties_name(enum pin_ties ties);

/* By name; false when there is none such. */
bool pin_missing_of(const char *name, enum pin_missing *out);
bool pin_ties_of(const char *name, enum pin_ties *out);

#endif
