/* window.c - what is kept moves to the front, so a piece read is as large as can be. The
 * window starts at a size that the second-level cache holds, because a piece is looked at
 * twice (digest, reader), and doubles for a token that is longer. */
#include "harness/base/window.h"

#include "harness/base/swar.h"

#include <string.h>

enum {
    WINDOW_BYTES = 256 * 1024,
    ROOM_MIN = 4096, /* below it a read is not worth its call */
};

static void release(void *object)
{
    struct pin_window *window = object;
    pin_buffer_free(&window->memory);
}

static void set_end(struct pin_window *window, char *end)
{
    memset(end, 0, PIN_SWAR_BYTES);
    window->end = end;
}

enum pin_status pin_window_open(struct pin_window *window, struct pin_source *source,
                                size_t ceiling, struct pin_arena *arena,
                                struct pin_error *err)
{
    *window = (struct pin_window){.source = source};
    pin_source_unpack(source);
    pin_buffer_init(&window->memory, ceiling + ROOM_MIN + PIN_SWAR_BYTES, arena);
    if (!pin_arena_own(arena, release, window)) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to read %s",
                        pin_source_name(source));
    }
    /* One byte less: the buffer puts a NUL of its own behind them. */
    const size_t most = window->memory.ceiling;
    const size_t length = most < WINDOW_BYTES - 1 ? most : WINDOW_BYTES - 1;
    char *bytes = pin_buffer_extend(&window->memory, length, err);
    if (!bytes) {
        return PIN_E_NOMEM;
    }
    window->at = bytes;
    set_end(window, bytes);
    return PIN_OK;
}

static size_t room(const struct pin_window *window)
{
    const char *limit = window->memory.bytes + window->memory.length - PIN_SWAR_BYTES;
    return (size_t)(limit - window->end);
}

static enum pin_status grow(struct pin_window *window, struct pin_error *err)
{
    struct pin_buffer *memory = &window->memory;
    const size_t kept = (size_t)(window->end - memory->bytes);
    size_t more = memory->length + 1; /* doubles what the buffer takes */
    const size_t left = memory->ceiling - memory->length;
    more = more > left ? left : more;
    if (more == 0) {
        return room(window) > 0 ? PIN_OK
                                : pin_fail(err, PIN_E_INTERNAL, "a window without room");
    }
    if (!pin_buffer_extend(memory, more, err)) {
        return PIN_E_NOMEM;
    }
    window->at = memory->bytes;
    set_end(window, memory->bytes + kept);
    return PIN_OK;
}

enum pin_status pin_window_refill(struct pin_window *window, struct pin_error *err)
{
    char *front = window->memory.bytes;
    const size_t kept = (size_t)(window->end - window->at);
    window->offset += (uint64_t)(window->at - front);
    if (window->at != front) {
        memmove(front, window->at, kept);
    }
    window->at = front;
    set_end(window, front + kept);
    if (room(window) < ROOM_MIN) {
        PIN_TRY(grow(window, err));
    }
    size_t n = 0;
    PIN_TRY(pin_source_read(window->source, window->end, room(window), &n, err));
    set_end(window, window->end + n);
    window->ended = n == 0;
    return PIN_OK;
}

enum pin_status pin_window_ensure(struct pin_window *window, size_t n,
                                  struct pin_error *err)
{
    while (!window->ended && (size_t)(window->end - window->at) < n) {
        PIN_TRY(pin_window_refill(window, err));
    }
    return PIN_OK;
}

enum pin_status pin_window_skip_mark(struct pin_window *window, struct pin_error *err)
{
    PIN_TRY(pin_window_ensure(window, 3, err));
    if (window->end - window->at >= 3 && memcmp(window->at, "\xEF\xBB\xBF", 3) == 0) {
        window->at += 3;
    }
    return PIN_OK;
}
