#include "harness/base/arena.h"

#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_MIN = 1 << 16,
    CHUNK_MAX = 1 << 24,
};

struct pin_arena_chunk {
    struct pin_arena_chunk *older;
    size_t capacity;
    size_t used;
    _Alignas(max_align_t) unsigned char bytes[];
};

struct pin_arena_owned {
    struct pin_arena_owned *older;
    void (*release)(void *object);
    void *object;
};

void pin_arena_init(struct pin_arena *arena, size_t limit_bytes)
{
    memset(arena, 0, sizeof(*arena));
    arena->limit_bytes = limit_bytes;
}

static void drop_chunks_until(struct pin_arena *arena, const struct pin_arena_chunk *last)
{
    while (arena->chunks != last) {
        struct pin_arena_chunk *older = arena->chunks->older;
        free(arena->chunks);
        arena->chunks = older;
    }
}

/* The records lie in the chunks, so this comes before a chunk goes. */
static void release_until(struct pin_arena *arena, const struct pin_arena_owned *last)
{
    while (arena->owned != last) {
        struct pin_arena_owned *owned = arena->owned;
        arena->owned = owned->older;
        owned->release(owned->object);
    }
}

void pin_arena_free(struct pin_arena *arena)
{
    release_until(arena, NULL);
    drop_chunks_until(arena, NULL);
    arena->used_bytes = 0;
}

static bool permitted(struct pin_arena *arena, size_t size)
{
    arena->calls++;
    if (arena->fail_at_call != 0 && arena->calls == arena->fail_at_call) {
        return false;
    }
    return arena->limit_bytes == 0 || (arena->used_bytes <= arena->limit_bytes &&
                                       size <= arena->limit_bytes - arena->used_bytes);
}

bool pin_arena_charge(struct pin_arena *arena, ptrdiff_t grown_bytes)
{
    if (grown_bytes > 0 && !permitted(arena, (size_t)grown_bytes)) {
        return false;
    }
    arena->used_bytes = (size_t)((ptrdiff_t)arena->used_bytes + grown_bytes);
    return true;
}

static struct pin_arena_chunk *add_chunk(struct pin_arena *arena, size_t need)
{
#ifdef PIN_ARENA_PASSTHROUGH
    size_t capacity = need;
#else
    size_t capacity = arena->chunks ? arena->chunks->capacity * 2 : CHUNK_MIN;
    capacity = capacity > CHUNK_MAX ? CHUNK_MAX : capacity;
    capacity = capacity < need ? need : capacity;
#endif
    if (capacity > SIZE_MAX - sizeof(struct pin_arena_chunk)) {
        return NULL;
    }
    struct pin_arena_chunk *chunk = calloc(1, sizeof(*chunk) + capacity);
    if (!chunk) {
        return NULL;
    }
    chunk->capacity = capacity;
    chunk->older = arena->chunks;
    arena->chunks = chunk;
    return chunk;
}

static size_t padding_for(const struct pin_arena_chunk *chunk, size_t align)
{
    const uintptr_t at = (uintptr_t)(chunk->bytes + chunk->used);
    return (size_t)(-at & (align - 1));
}

void *pin_arena_alloc(struct pin_arena *arena, size_t size, size_t align)
{
    if (!permitted(arena, size) || size > SIZE_MAX - align) {
        return NULL;
    }
    struct pin_arena_chunk *chunk = arena->chunks;
#ifdef PIN_ARENA_PASSTHROUGH
    chunk = NULL;
#endif
    if (!chunk || padding_for(chunk, align) + size > chunk->capacity - chunk->used) {
        chunk = add_chunk(arena, size + align);
        if (!chunk) {
            return NULL;
        }
    }
    chunk->used += padding_for(chunk, align);
    void *memory = chunk->bytes + chunk->used;
    chunk->used += size;
    arena->used_bytes += size;
    return memory;
}

void *pin_arena_alloc_n(struct pin_arena *arena, size_t n, size_t size, size_t align)
{
    if (size != 0 && n > SIZE_MAX / size) {
        return NULL;
    }
    return pin_arena_alloc(arena, n * size, align);
}

char *pin_arena_copy_text(struct pin_arena *arena, const char *text, size_t length)
{
    char *copy = length == SIZE_MAX ? NULL : pin_arena_alloc(arena, length + 1, 1);
    if (copy && length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}

bool pin_arena_own(struct pin_arena *arena, void (*release)(void *object), void *object)
{
    struct pin_arena_owned *owned = PIN_NEW(arena, struct pin_arena_owned);
    if (!owned) {
        release(object);
        return false;
    }
    *owned = (struct pin_arena_owned){arena->owned, release, object};
    arena->owned = owned;
    return true;
}

struct pin_arena_mark pin_arena_mark(const struct pin_arena *arena)
{
    return (struct pin_arena_mark){arena->chunks, arena->owned, arena->chunks ? arena->chunks->used : 0,
                                   arena->used_bytes};
}

void pin_arena_rewind(struct pin_arena *arena, struct pin_arena_mark mark)
{
    release_until(arena, mark.owned);
    drop_chunks_until(arena, mark.chunk);
    if (mark.chunk && mark.chunk->used > mark.chunk_used) {
        memset(mark.chunk->bytes + mark.chunk_used, 0,
               mark.chunk->used - mark.chunk_used);
        mark.chunk->used = mark.chunk_used;
    }
    arena->used_bytes = mark.used_bytes;
}
