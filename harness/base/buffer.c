#include "harness/base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CAPACITY_MIN = 64 };

void pin_buffer_init(struct pin_buffer *buffer, size_t ceiling, struct pin_arena *account)
{
    *buffer = (struct pin_buffer){.ceiling = ceiling == 0 ? PTRDIFF_MAX : ceiling,
                                  .account = account};
}

void pin_buffer_free(struct pin_buffer *buffer)
{
    if (buffer->account) {
        (void)pin_arena_charge(buffer->account, -(ptrdiff_t)buffer->capacity);
    }
    free(buffer->bytes);
    buffer->bytes = NULL;
    buffer->length = 0;
    buffer->capacity = 0;
}

enum pin_status pin_buffer_reserve(struct pin_buffer *buffer, size_t more,
                                   struct pin_error *err)
{
    if (more > buffer->ceiling || buffer->length > buffer->ceiling - more) {
        return pin_fail(err, PIN_E_RANGE, "more than the %zu bytes that are allowed here",
                        buffer->ceiling);
    }
    const size_t need = buffer->length + more + 1;
    if (need <= buffer->capacity) {
        return PIN_OK;
    }
    size_t capacity = buffer->capacity < CAPACITY_MIN ? CAPACITY_MIN : buffer->capacity;
    while (capacity < need) {
        capacity *= 2;
    }
    /* Not past the ceiling: the inline append looks at the capacity only. */
    capacity = capacity > buffer->ceiling + 1 ? buffer->ceiling + 1 : capacity;
    const ptrdiff_t grown = (ptrdiff_t)(capacity - buffer->capacity);
    if (buffer->account && !pin_arena_charge(buffer->account, grown)) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for %zu bytes", capacity);
    }
    char *bytes = realloc(buffer->bytes, capacity);
    if (!bytes) {
        if (buffer->account) {
            (void)pin_arena_charge(buffer->account, -grown);
        }
        return pin_fail(err, PIN_E_NOMEM, "no memory for %zu bytes", capacity);
    }
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return PIN_OK;
}

void *pin_buffer_extend(struct pin_buffer *buffer, size_t length, struct pin_error *err)
{
    if (pin_buffer_reserve(buffer, length, err) != PIN_OK) {
        return NULL;
    }
    char *place = buffer->bytes + buffer->length;
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
    return place;
}

enum pin_status pin_buffer_text(struct pin_buffer *buffer, const char *text,
                                struct pin_error *err)
{
    return pin_buffer_put(buffer, text, strlen(text), err);
}

enum pin_status pin_buffer_putf(struct pin_buffer *buffer, struct pin_error *err,
                                const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    va_list again;
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    enum pin_status status = PIN_OK;
    if (length < 0) {
        status = pin_fail(err, PIN_E_INTERNAL, "a format that cannot be printed");
    } else {
        status = pin_buffer_reserve(buffer, (size_t)length, err);
    }
    if (status == PIN_OK) {
        (void)vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, fmt, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
    return status;
}

void *pin_buffer_move(struct pin_buffer *buffer, struct pin_arena *arena,
                      struct pin_error *err)
{
    char *copy = pin_arena_alloc(arena, buffer->length + 1, _Alignof(max_align_t));
    if (!copy) {
        (void)pin_fail(err, PIN_E_NOMEM, "no memory for %zu bytes", buffer->length);
        return NULL;
    }
    if (buffer->length > 0) {
        memcpy(copy, buffer->bytes, buffer->length);
    }
    pin_buffer_free(buffer);
    return copy;
}
