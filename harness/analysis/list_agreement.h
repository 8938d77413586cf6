/* list_agreement.h - how far the lists of two systems agree, whatever the labels say.
 *
 * Lists are read as sets in the order in which the run gives them, whatever the rule for
 * ties: nulls and all but the first place of an item are dropped, then the first k are
 * taken. An item that the dataset does not know is the same item in two runs when they
 * call it by the same name. Queries that one of the two systems leaves out of its means
 * are left out. Of the others, those for which both lists are empty have no value; where
 * one is empty they share nothing. agreement.h defines overlap, Jaccard and rank-biased
 * overlap. */
#ifndef PIN_HARNESS_ANALYSIS_LIST_AGREEMENT_H
#define PIN_HARNESS_ANALYSIS_LIST_AGREEMENT_H

#include "harness/analysis/rank_table.h"
#include "harness/model/run.h"
#include "harness/model/scores.h"

struct pin_kept_lists; /* the first k of every list of every system */

struct pin_kept_room {
    const struct pin_dataset *dataset;
    uint32_t k; /* at least 1 */
    uint32_t systems_n_max;
};

/* Everything in the arena: 8 k bytes a query and system, half of it where runs have no
 * scores. */
PIN_MUST_USE enum pin_status pin_kept_lists_new(struct pin_kept_lists **out,
                                                const struct pin_kept_room *room,
                                                struct pin_arena *arena,
                                                struct pin_error *err);

/* Copies what it keeps: the run may go. Scores are kept of lists along which they never
 * rise, where equal ones are tied. */
PIN_MUST_USE enum pin_status pin_kept_lists_add(struct pin_kept_lists *kept,
                                                const struct pin_run *run,
                                                const struct pin_scores *scores,
                                                struct pin_error *err);

struct pin_list_mean { /* over the queries of a pair */
    double value;
    struct pin_interval interval; /* bootstrap over clusters */
};

struct pin_list_pair {
    uint32_t a, b; /* systems, in the order in which they were added */
    uint32_t queries_n;
    uint32_t clusters_n;
    uint32_t empty_n; /* queries left out because both lists are empty */
    struct pin_list_mean overlap, jaccard, rbo, top; /* top: the same first item */
};

struct pin_list_comparing {
    const struct pin_clustering *clustering;
    struct pin_ranking_how how;
    double p; /* of rank-biased overlap; in (0, 1) */
};

/* *out: all pairs, in the arena; pairs are worked on by the chunk, 40 MB at a time with
 * 10,000 resamples. */
PIN_MUST_USE enum pin_status pin_list_pairs(const struct pin_list_pair **out,
                                            uint32_t *pairs_n_out,
                                            const struct pin_kept_lists *kept,
                                            const struct pin_list_comparing *comparing,
                                            struct pin_arena *arena,
                                            struct pin_error *err);

#endif
