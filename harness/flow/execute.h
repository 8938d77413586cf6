/* execute.h - from a stage to a run: the only caller of engines. */
#ifndef PIN_HARNESS_FLOW_EXECUTE_H
#define PIN_HARNESS_FLOW_EXECUTE_H

#include "harness/base/observer.h"
#include "harness/plugin/registry.h"

struct pin_stage { /* an engine and what a plan or a command line says of it */
    const char *engine;
    struct pin_settings settings;
};

struct pin_execution {
    const char *name; /* of the system */
    struct pin_stage stage;
    uint32_t depth; /* hits a query; engines that hold finished lists give them whole */
    uint32_t threads;
    bool without_digests; /* of a stored run: nothing will show or compare it */
    const struct pin_observer *observer; /* or NULL: asked before each batch of queries */
};

struct pin_executed {
    struct pin_run *run;
    const char *pipeline; /* the stages with every effective option, as JSON */
};

/* Whether there is such an engine and it takes these options: asked of every system
 * before the first is run, so that a slip in the last costs nothing. */
PIN_MUST_USE enum pin_status pin_execution_check(const struct pin_registry *registry,
                                                 const struct pin_execution *execution,
                                                 struct pin_error *err);

/* An engine that fails while it searches is PIN_E_ENGINE; a search that the observer ends
 * is PIN_E_STOPPED. The run lives as long as the arena. */
PIN_MUST_USE enum pin_status pin_execute(struct pin_executed *out,
                                         const struct pin_registry *registry,
                                         const struct pin_dataset *dataset,
                                         const struct pin_execution *execution,
                                         struct pin_arena *arena, struct pin_error *err);

#endif
