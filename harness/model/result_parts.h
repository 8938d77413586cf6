/* result_parts.h - the smaller parts of a result file; for result_read.c. */
#ifndef PIN_HARNESS_MODEL_RESULT_PARTS_H
#define PIN_HARNESS_MODEL_RESULT_PARTS_H

#include "harness/base/json.h"
#include "harness/model/summary.h"

/* The member `key` of an object. A number that is null is NaN. */
PIN_MUST_USE enum pin_status pin_result_text(const char **out, struct pin_json_at at,
                                             const char *key, struct pin_error *err);
PIN_MUST_USE enum pin_status pin_result_text_or_null(const char **out,
                                                     struct pin_json_at at,
                                                     const char *key,
                                                     struct pin_error *err);
PIN_MUST_USE enum pin_status pin_result_number(double *out, struct pin_json_at at,
                                               const char *key, struct pin_error *err);
PIN_MUST_USE enum pin_status pin_result_count(uint32_t *out, struct pin_json_at at,
                                              const char *key, struct pin_error *err);
PIN_MUST_USE enum pin_status pin_result_count64(uint64_t *out, struct pin_json_at at,
                                                const char *key, struct pin_error *err);

PIN_MUST_USE enum pin_status pin_result_file(const struct pin_file **out,
                                             struct pin_json_at at,
                                             struct pin_arena *arena,
                                             struct pin_error *err);
PIN_MUST_USE enum pin_status pin_result_files(const struct pin_file **out,
                                              struct pin_json_at list,
                                              struct pin_arena *arena,
                                              struct pin_error *err);
PIN_MUST_USE enum pin_status pin_result_notes(struct pin_tallies *out,
                                              struct pin_json_at list,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

/* The member `pipeline` as JSON; NULL where it is null. */
PIN_MUST_USE enum pin_status pin_result_pipeline(const char **out, struct pin_json_at at,
                                                 struct pin_arena *arena,
                                                 struct pin_error *err);

/* The member `per_query`, which may be absent: then *out is NULL. */
PIN_MUST_USE enum pin_status pin_result_per_query(const struct pin_per_query **out,
                                                  struct pin_json_at root,
                                                  struct pin_arena *arena,
                                                  struct pin_error *err);

/* The member `sheets`, which may be absent. */
PIN_MUST_USE enum pin_status pin_result_sheets(const struct pin_sheet **out,
                                               struct pin_json_at root,
                                               struct pin_arena *arena,
                                               struct pin_error *err);

/* A value as JSON in its canonical form, in the arena. */
PIN_MUST_USE enum pin_status pin_result_dump(const char **out, struct pin_json_at at,
                                             struct pin_arena *arena,
                                             struct pin_error *err);

/* The member `plan`, likewise, which may be absent. */
PIN_MUST_USE enum pin_status pin_result_plan(const char **out, struct pin_json_at root,
                                             struct pin_arena *arena,
                                             struct pin_error *err);

/* A list of texts. */
PIN_MUST_USE enum pin_status pin_result_texts(const char *const **out, uint32_t *n_out,
                                              struct pin_json_at holder, const char *key,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

/* The member `build` of `tool`, and the host in `volatile`: NULL where they are absent.
 */
PIN_MUST_USE enum pin_status pin_result_build(const struct pin_build **out,
                                              struct pin_json_at tool,
                                              struct pin_arena *arena,
                                              struct pin_error *err);
PIN_MUST_USE enum pin_status pin_result_host(const struct pin_host **out,
                                             struct pin_json_at root,
                                             struct pin_arena *arena,
                                             struct pin_error *err);

/* The member `gate`, which may be absent. */
PIN_MUST_USE enum pin_status pin_result_gate(const struct pin_gate_decision **out,
                                             struct pin_json_at root,
                                             struct pin_arena *arena,
                                             struct pin_error *err);

enum pin_status pin_result_no_memory(struct pin_error *err);

#endif
