/* ids.c - open addressing with linear probing.
 *
 * A slot is the name's 32-bit hash above its index + 1; 0 is free. Comparing the hash
 * first means that a probe touches a name's bytes only when it has almost surely found
 * it. Each name lies in the arena behind its length, four bytes in front of the text. */
#include "harness/base/ids.h"

#include "harness/base/buffer.h"

#include <string.h>

#if defined(__GNUC__)
#define PIN_PREFETCH(address) __builtin_prefetch(address)
#else
#define PIN_PREFETCH(address) ((void)(address))
#endif

enum { SLOTS_MIN = 64, LENGTH_BYTES = 4 };

struct pin_ids {
    struct pin_arena *arena;
    struct pin_buffer names; /* const char * by index */
    struct pin_buffer table; /* uint64_t, a power of two of them */
};

static void release(void *object)
{
    struct pin_ids *ids = object;
    pin_buffer_free(&ids->names);
    pin_buffer_free(&ids->table);
}

static uint64_t fold(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    const wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t load(const char *bytes, size_t n)
{
    uint64_t word = 0;
    memcpy(&word, bytes, n);
    return word;
}

/* Multiply-and-fold over 16 bytes at a time; the odd constants are from the golden ratio
 * and from pi. Only tables in memory depend on it: it may differ between machines. */
static uint32_t hash_of(const char *name, size_t length)
{
    uint64_t state = fold(0x9E3779B97F4A7C15U ^ length, 0x243F6A8885A308D3U);
    while (length >= 16) {
        state = fold(load(name, 8) ^ state, load(name + 8, 8) ^ 0x13198A2E03707345U);
        name += 16;
        length -= 16;
    }
    const uint64_t low = load(name, length < 8 ? length : 8);
    const uint64_t high = length > 8 ? load(name + 8, length - 8) : 0;
    state = fold(low ^ state, high ^ 0xA4093822299F31D1U);
    return (uint32_t)(state ^ (state >> 32));
}

enum pin_status pin_ids_new(struct pin_ids **out, struct pin_arena *arena,
                            struct pin_error *err)
{
    struct pin_ids *ids = PIN_NEW(arena, struct pin_ids);
    if (!ids) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for a table of ids");
    }
    ids->arena = arena;
    pin_buffer_init(&ids->names, 0, arena);
    pin_buffer_init(&ids->table, 0, arena);
    if (!pin_arena_own(arena, release, ids)) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for a table of ids");
    }
    *out = ids;
    return PIN_OK;
}

uint32_t pin_ids_count(const struct pin_ids *ids)
{
    return (uint32_t)PIN_BUFFER_N(&ids->names, const char *);
}

const char *pin_ids_name(const struct pin_ids *ids, uint32_t ix)
{
    return PIN_BUFFER_AT(&ids->names, const char *)[ix];
}

size_t pin_ids_length(const struct pin_ids *ids, uint32_t ix)
{
    uint32_t length = 0;
    memcpy(&length, pin_ids_name(ids, ix) - LENGTH_BYTES, LENGTH_BYTES);
    return length;
}

/* Ids are short: eight bytes at a time beats a call. */
static bool equal(const char *a, const char *b, size_t length)
{
    for (; length >= 8; length -= 8) {
        if (load(a, 8) != load(b, 8)) {
            return false;
        }
        a += 8;
        b += 8;
    }
    return load(a, length) == load(b, length);
}

static bool is_name(const struct pin_ids *ids, uint32_t ix, struct pin_text name)
{
    return pin_ids_length(ids, ix) == name.length &&
           equal(pin_ids_name(ids, ix), name.bytes, name.length);
}

/* The slot that holds the name, or the free one where it belongs. */
static size_t slot_of(const struct pin_ids *ids, struct pin_text name, uint32_t hash)
{
    const uint64_t *table = PIN_BUFFER_AT(&ids->table, const uint64_t);
    const size_t mask = PIN_BUFFER_N(&ids->table, uint64_t) - 1;
    for (size_t slot = hash & mask;; slot = (slot + 1) & mask) {
        if (table[slot] == 0 || (table[slot] >> 32 == hash &&
                                 is_name(ids, (uint32_t)table[slot] - 1, name))) {
            return slot;
        }
    }
}

static enum pin_status grow(struct pin_ids *ids, struct pin_error *err)
{
    const size_t old_n = PIN_BUFFER_N(&ids->table, uint64_t);
    const size_t new_n = old_n == 0 ? SLOTS_MIN : old_n * 2;
    struct pin_buffer grown;
    pin_buffer_init(&grown, 0, ids->arena);
    uint64_t *table = pin_buffer_extend(&grown, new_n * sizeof(*table), err);
    if (!table) {
        return PIN_E_NOMEM;
    }
    memset(table, 0, new_n * sizeof(*table));
    const uint64_t *old = PIN_BUFFER_AT(&ids->table, const uint64_t);
    for (size_t i = 0; i < old_n; i++) {
        if (old[i] != 0) {
            size_t slot = (old[i] >> 32) & (new_n - 1);
            while (table[slot] != 0) {
                slot = (slot + 1) & (new_n - 1);
            }
            table[slot] = old[i];
        }
    }
    pin_buffer_free(&ids->table);
    ids->table = grown;
    return PIN_OK;
}

static enum pin_status append(struct pin_ids *ids, const char *name, size_t length,
                              struct pin_error *err)
{
    if (length > UINT32_MAX - LENGTH_BYTES - 1) {
        return pin_fail(err, PIN_E_RANGE, "an id of %zu bytes", length);
    }
    if (memchr(name, '\0', length)) {
        return pin_fail(err, PIN_E_PARSE, "an id holds a NUL byte");
    }
    const uint32_t stored_length = (uint32_t)length;
    char *stored = pin_arena_alloc(ids->arena, LENGTH_BYTES + length + 1, 1);
    if (!stored) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for an id");
    }
    memcpy(stored, &stored_length, LENGTH_BYTES);
    memcpy(stored + LENGTH_BYTES, name, length);
    const char *text = stored + LENGTH_BYTES;
    return pin_buffer_put(&ids->names, &text, sizeof(text), err);
}

static enum pin_status add_hashed(struct pin_ids *ids, struct pin_text name,
                                  uint32_t hash, uint32_t *ix_out, struct pin_error *err)
{
    const size_t slot = slot_of(ids, name, hash);
    uint64_t *table = PIN_BUFFER_AT(&ids->table, uint64_t);
    if (table[slot] == 0) {
        const uint32_t count = pin_ids_count(ids);
        if (count >= PIN_IDS_MAX) {
            return pin_fail(err, PIN_E_RANGE, "more than %u ids", PIN_IDS_MAX);
        }
        PIN_TRY(append(ids, name.bytes, name.length, err));
        table[slot] = (uint64_t)hash << 32 | (count + 1);
    }
    *ix_out = (uint32_t)table[slot] - 1;
    return PIN_OK;
}

/* Room for some more names with at least half of the slots free. */
static enum pin_status make_room(struct pin_ids *ids, uint32_t more,
                                 struct pin_error *err)
{
    while (4 * ((size_t)pin_ids_count(ids) + more) >
           3 * PIN_BUFFER_N(&ids->table, uint64_t)) {
        PIN_TRY(grow(ids, err));
    }
    return PIN_OK;
}

enum pin_status pin_ids_add(struct pin_ids *ids, const char *name, size_t length,
                            uint32_t *ix_out, bool *added_out, struct pin_error *err)
{
    const uint32_t count = pin_ids_count(ids);
    PIN_TRY(make_room(ids, 1, err));
    PIN_TRY(add_hashed(ids, (struct pin_text){name, length}, hash_of(name, length),
                       ix_out, err));
    if (added_out) {
        *added_out = pin_ids_count(ids) > count;
    }
    return PIN_OK;
}

uint32_t pin_ids_find(const struct pin_ids *ids, const char *name, size_t length)
{
    if (PIN_BUFFER_N(&ids->table, uint64_t) == 0) {
        return PIN_IX_NONE;
    }
    const size_t slot =
        slot_of(ids, (struct pin_text){name, length}, hash_of(name, length));
    const uint64_t held = PIN_BUFFER_AT(&ids->table, const uint64_t)[slot];
    return held == 0 ? PIN_IX_NONE : (uint32_t)held - 1;
}

enum { BATCH = 64 };

struct ahead { /* of one name of a batch */
    uint32_t hash;
    uint32_t ix; /* the only name that it can be, but for a freak; or PIN_IX_NONE */
};

/* Looks for the names of a batch in steps, each for all of them, so that a batch waits
 * for memory once a step and not three times a name: their slots, the first name with
 * that hash, its bytes. The table is not empty. */
static void look_ahead(const struct pin_ids *ids, const struct pin_text *names,
                       uint32_t names_n, struct ahead ahead[BATCH])
{
    const uint64_t *table = PIN_BUFFER_AT(&ids->table, const uint64_t);
    const size_t mask = PIN_BUFFER_N(&ids->table, uint64_t) - 1;
    const char *const *stored = PIN_BUFFER_AT(&ids->names, const char *const);
    for (uint32_t i = 0; i < names_n; i++) {
        ahead[i].hash = hash_of(names[i].bytes, names[i].length);
        PIN_PREFETCH(&table[ahead[i].hash & mask]);
    }
    for (uint32_t i = 0; i < names_n; i++) {
        size_t slot = ahead[i].hash & mask;
        while (table[slot] != 0 && table[slot] >> 32 != ahead[i].hash) {
            slot = (slot + 1) & mask;
        }
        ahead[i].ix = table[slot] == 0 ? PIN_IX_NONE : (uint32_t)table[slot] - 1;
        if (ahead[i].ix != PIN_IX_NONE) {
            PIN_PREFETCH(&stored[ahead[i].ix]);
        }
    }
    for (uint32_t i = 0; i < names_n; i++) {
        if (ahead[i].ix != PIN_IX_NONE) {
            const char *name = stored[ahead[i].ix];
            PIN_PREFETCH(name - LENGTH_BYTES);
            PIN_PREFETCH(name + names[i].length); /* it may lie in two cache lines */
        }
    }
}

static void find_batch(const struct pin_ids *ids, const struct pin_text *names,
                       uint32_t names_n, uint32_t *ix_out)
{
    struct ahead ahead[BATCH];
    const uint64_t *table = PIN_BUFFER_AT(&ids->table, const uint64_t);
    look_ahead(ids, names, names_n, ahead);
    for (uint32_t i = 0; i < names_n; i++) {
        ix_out[i] = ahead[i].ix;
        if (ix_out[i] != PIN_IX_NONE && !is_name(ids, ix_out[i], names[i])) {
            ix_out[i] = (uint32_t)table[slot_of(ids, names[i], ahead[i].hash)] - 1;
        }
    }
}

void pin_ids_find_many(const struct pin_ids *ids, const struct pin_text *names,
                       uint32_t names_n, uint32_t *ix_out)
{
    const bool empty = PIN_BUFFER_N(&ids->table, uint64_t) == 0;
    for (uint32_t i = 0; empty && i < names_n; i++) {
        ix_out[i] = PIN_IX_NONE;
    }
    for (uint32_t first = 0; !empty && first < names_n; first += BATCH) {
        const uint32_t n = names_n - first < BATCH ? names_n - first : BATCH;
        find_batch(ids, names + first, n, ix_out + first);
    }
}

static enum pin_status add_batch(struct pin_ids *ids, const struct pin_text *names,
                                 uint32_t names_n, uint32_t *ix_out,
                                 struct pin_error *err)
{
    struct ahead ahead[BATCH];
    PIN_TRY(make_room(ids, names_n, err));
    look_ahead(ids, names, names_n, ahead);
    for (uint32_t i = 0; i < names_n; i++) {
        ix_out[i] = ahead[i].ix;
        if (ix_out[i] == PIN_IX_NONE || !is_name(ids, ix_out[i], names[i])) {
            PIN_TRY(add_hashed(ids, names[i], ahead[i].hash, &ix_out[i], err));
        }
    }
    return PIN_OK;
}

enum pin_status pin_ids_add_many(struct pin_ids *ids, const struct pin_text *names,
                                 uint32_t names_n, uint32_t *ix_out,
                                 struct pin_error *err)
{
    for (uint32_t first = 0; first < names_n; first += BATCH) {
        const uint32_t n = names_n - first < BATCH ? names_n - first : BATCH;
        PIN_TRY(add_batch(ids, names + first, n, ix_out + first, err));
    }
    return PIN_OK;
}
