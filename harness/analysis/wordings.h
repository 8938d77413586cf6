/* wordings.h - the wordings of each base query: the queries of a group, together.
 *
 * A query in no group is a base query with one wording, as it is a cluster of its own
 * (cluster.h). Groups come in order of their first query. */
#ifndef PIN_HARNESS_ANALYSIS_WORDINGS_H
#define PIN_HARNESS_ANALYSIS_WORDINGS_H

#include "harness/flow/cluster.h"

struct pin_wordings {
    uint32_t groups_n;           /* base queries */
    uint32_t queries_n;          /* of the dataset: all stand in a group here */
    uint32_t alone_n;            /* groups of one wording */
    uint32_t ungrouped_n;        /* of these, queries that the dataset has in no group */
    uint32_t size_min, size_max; /* among groups of two wordings and more; 0: none */
    const uint32_t *start;       /* groups_n + 1, into members */
    const uint32_t *members;     /* queries, rising within a group */
    const uint32_t *group_of;    /* by query */
    const uint32_t *cluster_of;  /* by group: its first query's */
    const bool *same_labels;     /* by group: every member has the same judgments */
    uint32_t mixed_n;            /* groups whose members do not */
};

/* In the arena. The dataset may have no groups: then each query is alone. */
PIN_MUST_USE enum pin_status pin_wordings_new(struct pin_wordings *out,
                                              const struct pin_dataset *dataset,
                                              const struct pin_clustering *clustering,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

/* The values (by query) of one group's members that are no NaN, in their order; out has
 * room for queries_n. */
uint32_t pin_wordings_values(double *out, const struct pin_wordings *wordings,
                             uint32_t group, const double *values);

#endif
