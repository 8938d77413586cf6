/* cluster.h - which queries are not independent of each other.
 *
 *   group   the paraphrases of one base query; a query in no group is alone
 *   image   queries that share a reference image, directly or through others (connected
 *           components); a query without one is alone
 *   query   every query is alone; "none" says the same
 *   ATTR    queries with the same value of an attribute (see attribute.h)
 *
 * Intervals and tests resample clusters, never single queries of one. */
#ifndef PIN_HARNESS_FLOW_CLUSTER_H
#define PIN_HARNESS_FLOW_CLUSTER_H

#include "harness/model/dataset.h"

struct pin_clustering {
    const char *name; /* as it was asked for, or was chosen */
    uint32_t clusters_n;
    const uint32_t *cluster_of; /* by query; numbered in order of first appearance */
};

/* name NULL: group where the dataset has groups, else query. PIN_E_CONFIG: group without
 * groups, or an attribute that there is not. */
PIN_MUST_USE enum pin_status pin_cluster(struct pin_clustering *out,
                                         const struct pin_dataset *dataset,
                                         const char *name, struct pin_arena *arena,
                                         struct pin_error *err);

#endif
