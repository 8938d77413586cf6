/* read_ahead.h - a reader's work done on a thread of its own, ahead of whoever reads.
 *
 * Pieces wait in a ring of fixed size (1 MiB); the thread waits while the ring is full.
 * An error comes when the pieces before it have been read. */
#ifndef PIN_HARNESS_BASE_READ_AHEAD_H
#define PIN_HARNESS_BASE_READ_AHEAD_H

#include "harness/base/unpack.h"

struct pin_read_ahead;

/* read(object, …) is called on the thread alone until it rests. NULL when there is no
 * memory or no thread: then the caller reads by itself. */
struct pin_read_ahead *pin_read_ahead_start(pin_read_fn *read, void *object);

/* As pin_read_fn. After an end or a failure the same comes again. */
PIN_MUST_USE enum pin_status pin_read_ahead_read(struct pin_read_ahead *ahead, char *into,
                                                 size_t capacity, size_t *n_out,
                                                 struct pin_error *err);

/* Ends the thread behind the piece in hand. Reading goes on with what it has read, and
 * then with calls of `read` on the caller's own thread. */
void pin_read_ahead_rest(struct pin_read_ahead *ahead);

/* Rests, and frees it. NULL is fine. */
void pin_read_ahead_stop(struct pin_read_ahead *ahead);

#endif
