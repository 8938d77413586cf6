/* execute.h - from the stages of a system to its run.
 *
 * The first stage searches, or has finished lists. Each later one gives new scores to
 * the first top_n hits of a list, and the list is put in the order of these: a higher
 * score first, equal ones by item index. Hits that the engine could not score stand
 * behind them, and behind those the remainder, both in the order they had. A null and
 * an id that is no item of the corpus cannot be rescored. What stands behind the
 * rescored hits gets scores that fall from the last of them, so that the order can be
 * read off the scores; a list in which nothing could be rescored stays as it is. */
#ifndef PIN_HARNESS_FLOW_EXECUTE_H
#define PIN_HARNESS_FLOW_EXECUTE_H

#include "harness/base/observer.h"
#include "harness/model/fusion.h"
#include "harness/plugin/registry.h"

struct pin_stage { /* an engine and what a plan or a command line says of it */
    const char *engine;
    struct pin_settings settings;
    uint32_t top_n; /* of a later stage: hits that it rescores; 0: all */
};

struct pin_execution {
    const char *name;       /* of the system */
    struct pin_stage stage; /* the first; no engine in a system that fuses others */
    const struct pin_stage *later;
    uint32_t later_n;
    const struct pin_fusion *fuse; /* of other executions, by their places; or NULL */
    bool hidden;                   /* only a part of others */
    uint32_t depth; /* hits a query; engines that hold finished lists give them whole */
    uint32_t threads;
    bool without_digests; /* of a stored run: nothing will show or compare it */
    const struct pin_observer *observer; /* or NULL: asked before each batch of queries */
};

struct pin_executed {
    struct pin_run *run;
    const char *pipeline; /* the stages with every effective option, as JSON */
};

/* Whether there are such engines, they can stand where they stand and take these options:
 * asked of every system before the first is run, so that a slip in the last costs
 * nothing. */
PIN_MUST_USE enum pin_status pin_execution_check(const struct pin_registry *registry,
                                                 const struct pin_execution *execution,
                                                 struct pin_error *err);

/* Of a system that fuses no others. An engine that fails while it searches is
 * PIN_E_ENGINE; a search that the observer ends is PIN_E_STOPPED.
 * The run lives as long as the arena. */
PIN_MUST_USE enum pin_status pin_execute(struct pin_executed *out,
                                         const struct pin_registry *registry,
                                         const struct pin_dataset *dataset,
                                         const struct pin_execution *execution,
                                         struct pin_arena *arena, struct pin_error *err);

#endif
