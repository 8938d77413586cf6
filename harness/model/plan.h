/* plan.h - what is to be run: a JSON file as docs/FORMATS.md describes it. */
#ifndef PIN_HARNESS_MODEL_PLAN_H
#define PIN_HARNESS_MODEL_PLAN_H

#include "harness/base/arena.h"
#include "harness/base/error.h"
#include "harness/model/fusion.h"

#include <stdbool.h>
#include <stdint.h>

struct pin_plan_setting {
    const char *name;
    const char *value; /* numbers and truth values as text; of a list one element */
};

struct pin_plan_part { /* a plug-in and what the plan says of it */
    const char *name;
    const struct pin_plan_setting *settings;
    uint32_t settings_n;
};

struct pin_plan_later { /* a stage that rescores what the ones before have found */
    struct pin_plan_part engine;
    uint32_t top_n; /* hits that it rescores; 0: all */
};

struct pin_plan_system {
    const char *name;           /* unique in the plan */
    struct pin_plan_part stage; /* the first; no name in a system that fuses others */
    const struct pin_plan_later *later;
    uint32_t later_n;
    const struct pin_fusion *fuse; /* or NULL */
    bool hidden;                   /* only a part of others: in no report */
};

struct pin_plan_fairness {
    const char *attribute; /* NULL: not asked for */
    const char *control;   /* or NULL, as the next ones */
    const char *unknown;
    const char *correction;
    const char *target;
    uint32_t cutoff;
};

struct pin_plan {
    const char *folder; /* of the plan, which its paths are relative to; NULL: this one */
    struct pin_plan_part dataset;
    const struct pin_plan_system *systems;
    uint32_t systems_n;
    const uint32_t *order; /* of the systems, so that parts come before what fuses them */
    uint32_t depth;
    const char *const *metrics; /* NULL: the standard ones */
    uint32_t metrics_n;
    const char *const *slices;
    uint32_t slices_n;
    const char *where; /* which queries count, or NULL */
    uint64_t seed;
    uint32_t min_n;       /* queries that a figure of a slice or group must rest on */
    uint32_t resamples;   /* of the bootstrap; 0: no intervals */
    const char *cluster;  /* what is resampled, or NULL */
    const char *interval; /* how intervals are made, or NULL */
    struct pin_plan_fairness fairness;
    const char *missing; /* a policy's word, or NULL */
    const char *ties;
    const char *output; /* a folder, from where paths are relative to */
    const char *text;   /* the whole plan as JSON in its canonical form */
};

enum {
    PIN_PLAN_DEPTH = 50,
    PIN_PLAN_DEPTH_MAX = 1000000,
    PIN_PLAN_MIN_N = 10,
    PIN_PLAN_RESAMPLES = 10000,
    PIN_PLAN_RESAMPLES_MAX = 10000000,
    PIN_PLAN_FAIRNESS_CUTOFF = 10,
    PIN_PLAN_STAGES_MAX = 16,
};

#define PIN_PLAN_NUMBER_MAX 1e9 /* of weights and of the k of a fusion */

/* Text that is no JSON is PIN_E_PARSE with line and column; a value that is wrong or
 * missing, and a key that is not known, is PIN_E_CONFIG with its path in the plan. Names
 * of plug-ins and their options are not looked at here. */
PIN_MUST_USE enum pin_status pin_plan_read(const struct pin_plan **out, const char *path,
                                           struct pin_arena *arena,
                                           struct pin_error *err);

#endif
