/* bundle.h - a folder with a result, what belongs to it, and the sums of all its files.
 *
 * Every file is written under a temporary name, synced and renamed. SHA256SUMS comes last
 * and is made from what then lies in the folder, so that a folder without it is not
 * complete. */
#ifndef PIN_HARNESS_CLI_BUNDLE_H
#define PIN_HARNESS_CLI_BUNDLE_H

#include "harness/base/sink.h"
#include "harness/model/summary.h"

struct pin_bundle;

/* Makes the folder where it is missing; PIN_E_CONFIG when it has something in it. */
PIN_MUST_USE enum pin_status pin_bundle_open(struct pin_bundle **out, const char *folder,
                                             struct pin_arena *arena,
                                             struct pin_error *err);

/* The path for a file of this name, which is borrowed. PIN_E_CONFIG for a name with a
 * folder, one that sha256sum would have to escape, or one that is taken; SHA256SUMS
 * always is. */
PIN_MUST_USE enum pin_status pin_bundle_add(const char **path_out,
                                            struct pin_bundle *bundle, const char *name,
                                            struct pin_error *err);

/* Adds a copy of a file; PIN_E_MISSING when it is not there, and nothing is added. */
PIN_MUST_USE enum pin_status pin_bundle_copy(struct pin_bundle *bundle, const char *name,
                                             const char *from, struct pin_error *err);

/* PIN_E_PARSE unless the file that was added has this SHA-256. */
PIN_MUST_USE enum pin_status pin_bundle_expect(const struct pin_bundle *bundle,
                                               const char *name, const char *sha256,
                                               struct pin_error *err);

/* Writes SHA256SUMS. */
PIN_MUST_USE enum pin_status pin_bundle_close(struct pin_bundle *bundle,
                                              struct pin_error *err);

/* After a failure: removes what was added, and the folder where it was made. */
void pin_bundle_remove(const struct pin_bundle *bundle);

#endif
