/* run.h - ranked lists of one system, as it gave them, and what they cost.
 *
 * Nothing is repaired here: a list may repeat an item, hold nulls or name ids that the
 * dataset does not know. What that means is for judged.h to say. */
#ifndef PIN_HARNESS_MODEL_RUN_H
#define PIN_HARNESS_MODEL_RUN_H

#include "harness/model/dataset.h"

#include <stdint.h>

struct pin_hit {
    pin_item item;
    float score; /* higher is better, whatever the engine measures inside */
};

struct pin_run {
    const char *name;
    uint32_t queries_n;
    const bool *answered;       /* by query: there is a list, be it empty */
    const uint64_t *start;      /* by query: where its list begins in hits */
    const uint32_t *hits_n;     /* by query */
    const struct pin_hit *hits; /* best first */
    uint32_t hits_n_max;        /* of one query */
    uint32_t depth;             /* hits asked for per query; 0: as many as there were */
    bool scored;                /* false: only the order is known and scores are 0 */
    uint32_t known_items_n;     /* item indexes from here on are ids the dataset lacks */
    const struct pin_ids *strangers; /* their names: index - known_items_n */
    const struct pin_file *file;     /* of a stored run, else NULL */
    struct pin_tallies tallies;
    uint64_t build_ns;
    uint64_t search_ns; /* wall clock over all queries */
};

/* The name of any item of the run but PIN_ITEM_NULL. */
const char *pin_run_item_name(const struct pin_run *run, const struct pin_corpus *corpus,
                              pin_item item);

#endif
