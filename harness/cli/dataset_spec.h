/* dataset_spec.h - a dataset as people write it: LOADER:PATH[,option=value…]. */
#ifndef PIN_HARNESS_CLI_DATASET_SPEC_H
#define PIN_HARNESS_CLI_DATASET_SPEC_H

#include "harness/flow/load.h"

/* The path becomes the loader's option "path" and may be left out (`synthetic`, or
 * `synthetic:,items=500`); a comma in it is fine as long as no `name=` follows. */
PIN_MUST_USE enum pin_status pin_dataset_spec_parse(struct pin_dataset_request *out,
                                                    const char *spec,
                                                    struct pin_arena *arena,
                                                    struct pin_error *err);

/* The name in reports of a dataset that is read from this path. */
const char *pin_dataset_name(const char *path);

/* Sets an option that the spec did not; PIN_E_CONFIG when it did, with another value. */
PIN_MUST_USE enum pin_status pin_dataset_spec_fix(struct pin_dataset_request *request,
                                                  const char *name, const char *value,
                                                  struct pin_arena *arena,
                                                  struct pin_error *err);

#endif
