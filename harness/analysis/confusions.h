/* confusions.h - the hard negatives that a system retrieves most.
 *
 * For each system, the items that stand within the cutoff of most queries that list them
 * as hard negatives: an item that is taken for an answer again and again. Lists are read
 * as sets: the first place of an item counts. */
#ifndef PIN_HARNESS_ANALYSIS_CONFUSIONS_H
#define PIN_HARNESS_ANALYSIS_CONFUSIONS_H

#include "harness/flow/analysis.h"

struct pin_confusions_options {
    uint32_t cutoff;  /* of the lists; at least 1 */
    uint32_t items_n; /* shown a system; at least 1 */
};

/* One sheet, "confusions". PIN_E_CONFIG for a dataset without hard negatives. */
extern const struct pin_analysis_ops pin_analysis_confusions;

#endif
