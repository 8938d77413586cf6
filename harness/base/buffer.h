/* buffer.h - bytes that grow, up to a ceiling named when they are made.
 *
 * A buffer of plain records serves as a growing array: PIN_BUFFER_AT and PIN_BUFFER_N
 * read it, pin_buffer_put appends. Growth doubles, so appending is linear in what is put
 * in. */
#ifndef PIN_HARNESS_BASE_BUFFER_H
#define PIN_HARNESS_BASE_BUFFER_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stddef.h>
#include <string.h>

struct pin_buffer { /* made on the caller's stack; the members are private */
    char *bytes;    /* aligned for any record; a NUL stands behind the last byte */
    size_t length;
    size_t capacity;
    size_t ceiling;
    struct pin_arena *account;
};

/* account, where it is not NULL, is charged for the memory (its limit and its planted
 * failures hold), but the buffer still has to be freed. A ceiling of 0 means none. */
void pin_buffer_init(struct pin_buffer *buffer, size_t ceiling,
                     struct pin_arena *account);
void pin_buffer_free(struct pin_buffer *buffer);

/* Makes room for length more bytes. */
PIN_MUST_USE enum pin_status pin_buffer_reserve(struct pin_buffer *buffer, size_t length,
                                                struct pin_error *err);

/* Inline, because readers append millions of short records. */
PIN_MUST_USE static inline enum pin_status pin_buffer_put(struct pin_buffer *buffer,
                                                          const void *bytes,
                                                          size_t length,
                                                          struct pin_error *err)
{
    if (length >= buffer->capacity - buffer->length) {
        PIN_TRY(pin_buffer_reserve(buffer, length, err));
    }
    if (length > 0) {
        memcpy(buffer->bytes + buffer->length, bytes, length);
    }
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
    return PIN_OK;
}

/* Appends length bytes of unset memory and gives their place; NULL when there is none. */
void *pin_buffer_extend(struct pin_buffer *buffer, size_t length, struct pin_error *err);

PIN_MUST_USE enum pin_status pin_buffer_text(struct pin_buffer *buffer, const char *text,
                                             struct pin_error *err);
PIN_MUST_USE enum pin_status pin_buffer_putf(struct pin_buffer *buffer,
                                             struct pin_error *err, const char *fmt, ...)
    PIN_PRINTF(3, 4);

/* The content copied to an arena (NUL-terminated there too); the buffer is emptied and
 * its memory given back. NULL: no memory. An empty buffer gives a valid pointer to no
 * bytes. */
void *pin_buffer_move(struct pin_buffer *buffer, struct pin_arena *arena,
                      struct pin_error *err);

#define PIN_BUFFER_AT(buffer, type) ((type *)(void *)(buffer)->bytes)
#define PIN_BUFFER_N(buffer, type)  ((buffer)->length / sizeof(type))

#endif
