/* metrics_reference.h - every metric once more, as its formula reads, without a thought
 * for speed: what the real ones are compared with. */
#ifndef PIN_TESTS_REFERENCE_METRICS_REFERENCE_H
#define PIN_TESTS_REFERENCE_METRICS_REFERENCE_H

#include "harness/model/judged.h"

#include <stdint.h>

/* label: the metric's name, and ":gain=exponential" behind ndcg. At most 64 hits. cutoff
 * as metrics get it. */
double reference_value(const char *label, const struct pin_judged *judged,
                       uint32_t cutoff);

#endif
