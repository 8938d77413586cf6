/* sink.h - output files that are never half-written.
 *
 * A regular file, or one that is not there yet, is written under a temporary name in the
 * same folder and takes its own name at the commit, after the bytes have reached the
 * disk; until then, and for ever if something fails, what was there before stays as it
 * was. A symbolic link stays and its target is replaced. A new file gets mode 0666 less
 * the umask, an existing one keeps its mode. "-" is stdout; a device or a pipe is written
 * directly.
 *
 * The sink lives in the arena: freeing the arena abandons it, so that a caller can leave
 * at any point. Errors are PIN_E_IO and name the path. */
#ifndef PIN_HARNESS_BASE_SINK_H
#define PIN_HARNESS_BASE_SINK_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stddef.h>

struct pin_sink;

PIN_MUST_USE enum pin_status pin_sink_open(struct pin_sink **out, const char *path,
                                           struct pin_arena *arena,
                                           struct pin_error *err);

/* Buffered: a full disk may show at the commit only. After a failure the commit fails. */
PIN_MUST_USE enum pin_status pin_sink_write(struct pin_sink *sink, const void *bytes,
                                            size_t length, struct pin_error *err);

/* Ends the sink either way: everything is written and in place, or it is abandoned. */
PIN_MUST_USE enum pin_status pin_sink_commit(struct pin_sink *sink,
                                             struct pin_error *err);

/* Ends the sink and removes the temporary file. Does nothing on a sink that has ended.
 * What went to stdout, to a device or to a pipe cannot be taken back. */
void pin_sink_abandon(struct pin_sink *sink);

/* Open, write and commit in one call. */
PIN_MUST_USE enum pin_status pin_sink_write_file(const char *path, const void *bytes,
                                                 size_t length, struct pin_error *err);

/* The folder and those above it that are missing; one that is there already is fine. */
PIN_MUST_USE enum pin_status pin_sink_make_folder(const char *path,
                                                  struct pin_error *err);

#endif
