/* unpack.h - gzip (RFC 1952) and zstd (RFC 8878), told by their first bytes.
 *
 * Files of several gzip members or zstd frames one behind another are one text, as their
 * own tools have it; zero bytes behind the last gzip member are padding. Checksums are
 * verified where the format has them. Memory is fixed: a piece of the packed bytes, the
 * library's state, and of zstd a window of at most 2^PIN_ZSTD_WINDOW_LOG_MAX bytes, which
 * is the limit of the zstd program too. */
#ifndef PIN_HARNESS_BASE_UNPACK_H
#define PIN_HARNESS_BASE_UNPACK_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stddef.h>
#include <stdint.h>

enum {
    PIN_PACKING_HEAD = 4, /* bytes that tell the packing */
    PIN_ZSTD_WINDOW_LOG_MAX = 27,
};

enum pin_packing { PIN_PACKING_NONE, PIN_PACKING_GZIP, PIN_PACKING_ZSTD };

/* What begins like this; no text of any format read here does. */
enum pin_packing pin_packing_of(const void *head, size_t length);

/* Gives up to capacity bytes; *n_out is 0 at the end only. */
typedef enum pin_status pin_read_fn(void *object, char *into, size_t capacity,
                                    size_t *n_out, struct pin_error *err);

struct pin_unpack_input {
    pin_read_fn *read; /* of the packed bytes from the first on */
    void *object;
    const char *name;  /* for errors, with the offset among the packed bytes */
    bool reads_behind; /* read may be called on another thread, and does not wait long */
};

struct pin_unpacker;

/* In the arena. PIN_E_UNAVAILABLE: built without the library. */
PIN_MUST_USE enum pin_status pin_unpacker_new(struct pin_unpacker **out,
                                              enum pin_packing packing,
                                              const struct pin_unpack_input *input,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

/* As pin_read_fn. PIN_E_PARSE: the bytes are corrupt, or end early. Behind the first
 * megabyte of text the work is done on a thread of its own, ahead of the reader, where
 * the input allows it. */
PIN_MUST_USE enum pin_status pin_unpacker_read(struct pin_unpacker *unpacker, char *into,
                                               size_t capacity, size_t *n_out,
                                               struct pin_error *err);

/* Ends the thread, if there is one. What it has unpacked is still read, and what comes
 * behind is unpacked by the reader itself. */
void pin_unpacker_rest(struct pin_unpacker *unpacker);

/* A block of which the unpacked length is known. PIN_E_PARSE: it is corrupt, or does not
 * have exactly that length. */
struct pin_unpack_block {
    const void *packed;
    size_t packed_n;
    void *text; /* text_n bytes are written */
    size_t text_n;
};

PIN_MUST_USE enum pin_status pin_unpack_block(enum pin_packing packing,
                                              const struct pin_unpack_block *block,
                                              struct pin_error *err);

#endif
