/* arena.h - memory freed all at once.
 *
 * Every value of the harness (a dataset, a run, a summary) lives in one arena and dies
 * with it. A function that allocates takes the arena it allocates from; a function that
 * takes no arena allocates nothing. Whoever made an arena frees it.
 *
 * An arena is used by one thread at a time. */
#ifndef PIN_HARNESS_BASE_ARENA_H
#define PIN_HARNESS_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pin_arena_chunk;
struct pin_arena_owned;

struct pin_arena { /* made on the caller's stack; the members are private */
    struct pin_arena_chunk *chunks;
    struct pin_arena_owned *owned;
    size_t used_bytes;
    size_t limit_bytes;
    uint64_t calls;
    uint64_t fail_at_call; /* tests: this call fails; 0 for never */
};

struct pin_arena_mark {
    struct pin_arena_chunk *chunk;
    struct pin_arena_owned *owned;
    size_t chunk_used;
    size_t used_bytes;
};

/* A limit of 0 means none. Cannot fail: nothing is allocated until the first call. */
void pin_arena_init(struct pin_arena *arena, size_t limit_bytes);
void pin_arena_free(struct pin_arena *arena);

/* Zeroed memory, or NULL past the limit. align is a power of two. */
void *pin_arena_alloc(struct pin_arena *arena, size_t size, size_t align);
void *pin_arena_alloc_n(struct pin_arena *arena, size_t n, size_t size, size_t align);
char *pin_arena_copy_text(struct pin_arena *arena, const char *text, size_t length);

/* Counts an allocation that somebody else makes on the arena's behalf (a growing buffer,
 * a mapped file), so that limits and planted failures hold for it too. False: do not make
 * it. grown_bytes may be negative when memory is given back. */
bool pin_arena_charge(struct pin_arena *arena, ptrdiff_t grown_bytes);

/* release(object) is called when the arena is freed, last owned first. False: no memory;
 * then release was called at once. */
bool pin_arena_own(struct pin_arena *arena, void (*release)(void *object), void *object);

/* For scratch: everything allocated after the mark goes. What was owned after it is released. */
struct pin_arena_mark pin_arena_mark(const struct pin_arena *arena);
void pin_arena_rewind(struct pin_arena *arena, struct pin_arena_mark mark);

#define PIN_NEW(arena, type)                                                             \
    ((type *)pin_arena_alloc((arena), sizeof(type), _Alignof(type)))
#define PIN_NEW_N(arena, type, n)                                                        \
    ((type *)pin_arena_alloc_n((arena), (n), sizeof(type), _Alignof(type)))

#endif
