/* run_names.h - what systems are called whose runs are files. */
#ifndef PIN_HARNESS_CLI_RUN_NAMES_H
#define PIN_HARNESS_CLI_RUN_NAMES_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stdint.h>

/* A name for each path: the file's name without its last suffix; where two would be
 * called the same, both with as many folders in front as tell them apart, and where none
 * are left the path as it is. "-" is "stdin". PIN_E_CONFIG for a path that is there
 * twice. */
PIN_MUST_USE enum pin_status pin_run_names(const char *const **out,
                                           const char *const *paths, uint32_t paths_n,
                                           struct pin_arena *arena,
                                           struct pin_error *err);

#endif
