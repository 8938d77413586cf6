/* fuse.h - makes one list of several, as fusion.h defines it. */
#ifndef PIN_HARNESS_FLOW_FUSE_H
#define PIN_HARNESS_FLOW_FUSE_H

#include "harness/model/fusion.h"
#include "harness/model/run_build.h"

struct pin_fuse_list { /* of one query, from one system, best first */
    const struct pin_hit *hits;
    uint32_t hits_n;
};

struct pin_fuse_entry { /* an item in one of the lists */
    uint32_t item;
    uint32_t list;
    uint32_t rank; /* from 1 */
    float score;
};

/* The fused list of a query, best first, at most depth hits; how many there are is
 * returned. A plain function of its arguments: out has room for depth hits and room for
 * as many entries as the lists have hits. Its cost is a sort of all hits. */
uint32_t pin_fuse_lists(struct pin_hit *out, const struct pin_fusion *fusion,
                        const struct pin_fuse_list *lists, struct pin_fuse_entry *room,
                        uint32_t depth);

/* The fused run, in the arena: runs are those of the systems of fusion->of, in that
 * order. A query has a list where one of them has. depth 0: lists are not cut.
 * PIN_E_CONFIG: scores are to be added and a run has none. */
PIN_MUST_USE enum pin_status pin_fuse_runs(struct pin_run **out, const char *name,
                                           const struct pin_fusion *fusion,
                                           const struct pin_run *const *runs,
                                           const struct pin_dataset *dataset,
                                           uint32_t depth, struct pin_arena *arena,
                                           struct pin_error *err);

/* What a report says of the system: the method and every option, and the names of the
 * systems, as JSON. */
PIN_MUST_USE enum pin_status pin_fuse_print(const char **out,
                                            const struct pin_fusion *fusion,
                                            const char *const *names,
                                            struct pin_arena *arena,
                                            struct pin_error *err);

#endif
