/* source.h - bytes from outside, in pieces, digested and unpacked on the way.
 *
 * A source is a file, the standard input or a run of bytes in memory, read once from
 * beginning to end. Nothing is mapped, so the memory of a reader is its window and no
 * more. Errors carry the source's name in `where`.
 *
 * A source lies in the arena that it was opened with and is closed with it. */
#ifndef PIN_HARNESS_BASE_SOURCE_H
#define PIN_HARNESS_BASE_SOURCE_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stddef.h>
#include <stdint.h>

struct pin_source;

/* The path "-" is the standard input, which is left open at the end. PIN_E_MISSING: there
 * is no such file; PIN_E_IO: it is a directory, or may not be read. */
PIN_MUST_USE enum pin_status pin_source_open(struct pin_source **out, const char *path,
                                             struct pin_arena *arena,
                                             struct pin_error *err);

struct pin_source_memory { /* borrowed until the arena goes */
    const char *bytes;
    size_t length;
    size_t piece_bytes; /* at most that many a read; 0 for no limit */
};

PIN_MUST_USE enum pin_status pin_source_open_memory(
    struct pin_source **out, const char *name, const struct pin_source_memory *memory,
    struct pin_arena *arena, struct pin_error *err);

/* Takes the digest out of the way of a reader that has no use for it. Before any read. */
void pin_source_skip_digest(struct pin_source *source);

/* Has gzip and zstd unpacked on the way, whatever the file is called: for readers of
 * text. The digest and the number of bytes stay those of the bytes as they are stored.
 * Before any read. */
void pin_source_unpack(struct pin_source *source);

/* Up to capacity (not 0) bytes; *n_out is 0 at the end only, and again after it. */
PIN_MUST_USE enum pin_status pin_source_read(struct pin_source *source, char *into,
                                             size_t capacity, size_t *n_out,
                                             struct pin_error *err);

const char *pin_source_name(
    const struct pin_source *source); /* as it was given; or stdin */

/* As stored, read so far. Of an unpacked source it may be ahead of what was given until
 * the end is reached. */
uint64_t pin_source_bytes(struct pin_source *source);

/* SHA-256 of everything read so far, PIN_DIGEST_HEX characters, in the arena; the next
 * call overwrites them. Empty where the digest is skipped. */
const char *pin_source_digest_hex(struct pin_source *source);

#endif
