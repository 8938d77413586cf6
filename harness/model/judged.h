/* judged.h - one ranking with its grades written in: all that a metric may see.
 *
 * Made once per query and shared by every metric, so that a metric is arithmetic and
 * nothing else. Two readings of labels and lists exist:
 *
 * - strict: sets. A repeated or null hit is dropped after its first place, a repeated
 *   label counts once, an item labelled both ways is relevant and no hard negative. No
 *   metric can pass 1.
 * - as listed: what reference evaluators do. Every place of the list counts, relevant_n
 *   and hard_negatives_n are the lengths of the label lists with duplicates and nulls, an
 *   item labelled both ways is relevant and a hard negative, and a null matches a null.
 */
#ifndef PIN_HARNESS_MODEL_JUDGED_H
#define PIN_HARNESS_MODEL_JUDGED_H

#include "harness/model/dataset.h"
#include "harness/model/run.h"

#include <math.h>
#include <stdint.h>

/* A metric's answer for a query on which it has no value. */
#define PIN_UNDEFINED ((double)NAN)

struct pin_judged {
    uint32_t depth;        /* length of the ranking */
    const int32_t *grades; /* by rank, best first; PIN_GRADE_UNJUDGED where not judged */
    const bool *hard_negative; /* by rank */
    uint32_t relevant_n;       /* labelled relevant, retrieved or not */
    uint32_t hard_negatives_n; /* labelled hard negative, retrieved or not */
    const int32_t *ideal;      /* the grades of the relevant items, highest first */
    uint32_t ideal_n;          /* each item once */
};

/* How hits of equal score are ordered; a run without scores keeps its order. */
enum pin_ties {
    PIN_TIES_FILE, /* as the run gives them */
    PIN_TIES_ID,   /* by score, then ascending id (bytes) */
    PIN_TIES_TREC, /* by score, then descending id, as trec_eval does */
};

struct pin_reading {
    bool as_listed;
    enum pin_ties ties;
};

/* Scratch for one thread; made once for a run and used for all its queries. */
struct pin_judge;

PIN_MUST_USE enum pin_status pin_judge_new(
    struct pin_judge **out, const struct pin_dataset *dataset, const struct pin_run *run,
    struct pin_reading reading, struct pin_arena *arena, struct pin_error *err);

struct pin_item_slice {       /* items with one value of an attribute */
    const uint32_t *value_of; /* by index in corpus.ids; NULL: all items */
    uint32_t value;
};

/* From now on the query's judged items that are not in the slice are taken out of both
 * its list and its labels, as if it had been judged without them; items that are not
 * judged stay. For the strict reading alone: the lengths of lists as they stood do not
 * know the slice. */
void pin_judge_only(struct pin_judge *judge, struct pin_item_slice items);

/* Judges the run's list for the query (an empty one when it has none). The result points
 * into the judge and holds until its next call. Cannot fail and allocates nothing. */
struct pin_judged pin_judge(struct pin_judge *judge, pin_query query);

#endif
