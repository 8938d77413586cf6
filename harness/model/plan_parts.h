/* plan_parts.h - what the files that read a plan share; nobody else includes it. */
#ifndef PIN_HARNESS_MODEL_PLAN_PARTS_H
#define PIN_HARNESS_MODEL_PLAN_PARTS_H

#include "harness/base/json.h"
#include "harness/model/plan.h"

enum { PIN_PLAN_LIST_MAX = 10000 };

enum pin_status pin_plan_no_memory(struct pin_error *err);

struct pin_plan_keys {   /* of an object that names a plug-in */
    const char *plugin;  /* whose value is the plug-in's name */
    const char *skipped; /* one that is no setting of it; or NULL */
};

/* An object that names a plug-in and whose other members are its settings. */
PIN_MUST_USE enum pin_status pin_plan_read_part(struct pin_plan_part *out,
                                                struct pin_json_at at,
                                                struct pin_plan_keys keys,
                                                struct pin_arena *arena,
                                                struct pin_error *err);

/* The place of a member's word in a NULL-ended list; *out stays where there is no such
 * member. */
PIN_MUST_USE enum pin_status pin_plan_read_word(uint32_t *out, struct pin_json_at object,
                                                const char *key, const char *const *words,
                                                struct pin_error *err);

/* Likewise a whole number and a number, both bounds included. */
PIN_MUST_USE enum pin_status pin_plan_read_count(uint32_t *out, struct pin_json_at object,
                                                 const char *key, uint32_t low,
                                                 uint32_t high, struct pin_error *err);
PIN_MUST_USE enum pin_status pin_plan_read_number(double *out, struct pin_json_at object,
                                                  const char *key, double low,
                                                  double high, struct pin_error *err);

/* plan_systems.c: the member "systems". */
PIN_MUST_USE enum pin_status pin_plan_read_systems(struct pin_plan *plan,
                                                   struct pin_json_at root,
                                                   struct pin_arena *arena,
                                                   struct pin_error *err);

/* plan_fuse.c: the member "fuse" of a system, whose parts are looked up among all. */
PIN_MUST_USE enum pin_status pin_plan_read_fuse(struct pin_plan_system *out,
                                                const struct pin_plan *plan,
                                                struct pin_json_at fuse,
                                                struct pin_arena *arena,
                                                struct pin_error *err);

#endif
