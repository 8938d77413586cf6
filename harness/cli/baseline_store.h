/* baseline_store.h - a folder of results that later ones are held against.
 *
 * STORE/NAME/result.json and the file of per-query values beside it. A name is letters,
 * digits, ".", "_" and "-", and does not begin with a point. An anchor has a file
 * `anchor` too, with the name that it was promoted from: it moves by promotion only, so
 * that many small losses, each within the margin, add up against it. */
#ifndef PIN_HARNESS_CLI_BASELINE_STORE_H
#define PIN_HARNESS_CLI_BASELINE_STORE_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stdbool.h>

#define PIN_BASELINE_STORE ".pinbench/baselines"

bool pin_baseline_is_name(const char *text);

/* STORE/NAME/FILE in the arena; NULL: no memory. */
const char *pin_baseline_path(const char *store, const char *name, const char *file,
                              struct pin_arena *arena, struct pin_error *err);

/* The file `name` beside the file at path; NULL: no memory. */
const char *pin_beside(const char *path, const char *name, struct pin_arena *arena,
                       struct pin_error *err);

/* Whether there is a file at the path. */
bool pin_is_there(const char *path);

/* Copies a file whole or not at all. */
PIN_MUST_USE enum pin_status pin_file_copy(const char *to, const char *from,
                                           struct pin_error *err);

/* The names in a store, sorted; none where the store is not there. */
PIN_MUST_USE enum pin_status pin_baseline_names(const char *const **out, size_t *n_out,
                                                const char *store,
                                                struct pin_arena *arena,
                                                struct pin_error *err);

#endif
