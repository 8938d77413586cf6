/* window.h - the part of a source that a reader has in memory. gzip and zstd are unpacked
 * on the way.
 *
 * Behind the last byte stand PIN_SWAR_BYTES NUL bytes, so a scanning loop needs no other
 * bound: NUL is no part of any text format read here, and a loop that stops at it asks
 * whether it stands at `end`. */
#ifndef PIN_HARNESS_BASE_WINDOW_H
#define PIN_HARNESS_BASE_WINDOW_H

#include "harness/base/buffer.h"
#include "harness/base/source.h"

#include <stdbool.h>

struct pin_window {
    char *at;  /* the next byte; what lies before it is forgotten by the next refill */
    char *end; /* NUL, as are the bytes after it */
    uint64_t offset; /* in the source, of the first byte of `memory` */
    bool ended;      /* nothing comes after `end` */
    struct pin_source *source;
    struct pin_buffer memory;
};

/* The reader keeps at most ceiling bytes between at and end when it asks for more. The
 * window's memory is charged to the arena and freed with it; the window lies there too.
 */
PIN_MUST_USE enum pin_status pin_window_open(struct pin_window *window,
                                             struct pin_source *source, size_t ceiling,
                                             struct pin_arena *arena,
                                             struct pin_error *err);

/* Reads at least one byte more, or sets `ended`. The bytes from at to end are kept but
 * move: pointers into the window are void. */
PIN_MUST_USE enum pin_status pin_window_refill(struct pin_window *window,
                                               struct pin_error *err);

/* Reads until n bytes (few) lie between at and end, or the source ends. */
PIN_MUST_USE enum pin_status pin_window_ensure(struct pin_window *window, size_t n,
                                               struct pin_error *err);

/* Steps over a byte order mark; called before anything else is read. */
PIN_MUST_USE enum pin_status pin_window_skip_mark(struct pin_window *window,
                                                  struct pin_error *err);

static inline uint64_t pin_window_offset(const struct pin_window *window, const char *at)
{
    return window->offset + (uint64_t)(at - window->memory.bytes);
}

#endif
