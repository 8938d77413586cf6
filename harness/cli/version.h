/* version.h - which version this is. */
#ifndef PIN_HARNESS_CLI_VERSION_H
#define PIN_HARNESS_CLI_VERSION_H

#include "harness/base/arena.h"
#include "harness/base/error.h"
#include "harness/model/facts.h"

const char *pin_version(void);

/* Compiler, flags and libraries. */
PIN_MUST_USE enum pin_status pin_version_build(const struct pin_build **out,
                                               struct pin_arena *arena,
                                               struct pin_error *err);

#endif
