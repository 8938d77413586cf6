/* chain.h - the opened engines of one system, asked as one: the only caller of engines.
 *
 * A chain is opened, built once and then asked for the lists of some queries at a time,
 * as often as one likes; execute.h says what its stages do. Times are the caller's to
 * take. An error that an engine does not place itself is placed at "engine NAME". */
#ifndef PIN_HARNESS_FLOW_CHAIN_H
#define PIN_HARNESS_FLOW_CHAIN_H

#include "harness/flow/execute.h"
#include "harness/model/run_allowed.h"

struct pin_link { /* one engine */
    const struct pin_engine_ops *ops;
    struct pin_engine *engine;
    uint32_t top_n; /* of a later stage; 0: all */
};

struct pin_chain { /* made by pin_chain_open; the members are for reading */
    const struct pin_dataset *dataset;
    struct pin_link *links;
    uint32_t links_n;
    const char *name; /* of the system */
    uint32_t depth;
    uint32_t width;            /* places in a list that is asked for */
    const struct pin_run *run; /* of a first stage with finished lists, else NULL */
    bool without_digests;      /* of what the first stage reads */
    uint64_t unscored_n;       /* hits that a stage could not score, so far */
    struct pin_disallowed disallowed; /* hits of the first stage that were taken out */
    struct pin_arena arena;           /* of the scratch */
};

struct pin_lists { /* of queries first to end - 1 */
    uint32_t first, end;
    struct pin_hit *hits; /* width for each, best first */
    uint32_t *hits_n;
};

/* Closed by the caller after success alone. The options live in the arena. */
PIN_MUST_USE enum pin_status pin_chain_open(struct pin_chain *out,
                                            const struct pin_registry *registry,
                                            const struct pin_dataset *dataset,
                                            const struct pin_execution *execution,
                                            struct pin_arena *arena,
                                            struct pin_error *err);
void pin_chain_close(struct pin_chain *chain);

/* Whether the first stage searches and has no finished lists. */
bool pin_chain_searches(const struct pin_chain *chain);

/* The finished lists of the first stage, where it has them and later stages are to
 * rescore them, without what their queries may not find; before the build. */
PIN_MUST_USE enum pin_status pin_chain_read(struct pin_run **out, struct pin_chain *chain,
                                            struct pin_arena *arena,
                                            struct pin_error *err);

/* Builds every engine that searches or rescores and settles the width. */
PIN_MUST_USE enum pin_status pin_chain_build(struct pin_chain *chain,
                                             struct pin_error *err);

/* Fills the lists with what queries may find. PIN_E_PLUGIN: more hits than were asked
 * for. An engine that does not know exclusions and galleries is asked for more. */
PIN_MUST_USE enum pin_status pin_chain_ask(struct pin_chain *chain,
                                           struct pin_lists *lists,
                                           struct pin_error *err);

/* Tallies what was taken out of the first stage's lists, but for what an engine gave only
 * because it was asked for more. pin_chain_read has done so for its run. */
PIN_MUST_USE enum pin_status pin_chain_note_disallowed(const struct pin_chain *chain,
                                                       struct pin_run *run,
                                                       struct pin_error *err);

/* Places an error at the engine of the first stage, who gave the hits; gives status. */
enum pin_status pin_chain_blame(const struct pin_chain *chain, enum pin_status status,
                                struct pin_error *err);

/* The engines and their effective options as JSON, as reports have them. */
PIN_MUST_USE enum pin_status pin_chain_print(const char **out,
                                             const struct pin_registry *registry,
                                             const struct pin_execution *execution,
                                             struct pin_arena *arena,
                                             struct pin_error *err);

/* The options of one stage, filled, and its engine. */
PIN_MUST_USE enum pin_status pin_stage_prepare(const struct pin_engine_ops **ops_out,
                                               const void **options_out,
                                               const struct pin_registry *registry,
                                               const struct pin_stage *stage,
                                               struct pin_arena *arena,
                                               struct pin_error *err);

#endif
