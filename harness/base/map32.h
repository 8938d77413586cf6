/* map32.h - a scratch map from one uint32_t to another, for one small set after another.
 *
 * Made once for the largest set, then reset for each: a reset clears only what a set of
 * that size needs, so that a small set costs its own size, not the largest. */
#ifndef PIN_HARNESS_BASE_MAP32_H
#define PIN_HARNESS_BASE_MAP32_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stdint.h>

#define PIN_MAP32_NONE UINT32_MAX /* no key and no value may be this */

struct pin_map32 { /* made on the caller's stack; the members are private */
    uint64_t *slots;
    uint32_t mask;
};

/* Room for keys_n_max keys, from the arena. */
PIN_MUST_USE enum pin_status pin_map32_init(struct pin_map32 *map, uint32_t keys_n_max,
                                            struct pin_arena *arena,
                                            struct pin_error *err);

/* Empties the map for up to keys_n keys, keys_n <= keys_n_max. */
void pin_map32_reset(struct pin_map32 *map, uint32_t keys_n);

/* The slot that holds the key, or the free one where it belongs: all bits are set. */
static inline uint64_t *pin_map32_slot(const struct pin_map32 *map, uint32_t key)
{
    uint32_t slot = (key * 0x9E3779B1U) >> 7 & map->mask;
    while (map->slots[slot] != UINT64_MAX && map->slots[slot] >> 32 != key) {
        slot = (slot + 1) & map->mask;
    }
    return &map->slots[slot];
}

/* The value that the key has already, or PIN_MAP32_NONE after giving it this one. */
static inline uint32_t pin_map32_put(struct pin_map32 *map, uint32_t key, uint32_t value)
{
    uint64_t *slot = pin_map32_slot(map, key);
    if (*slot != UINT64_MAX) {
        return (uint32_t)*slot;
    }
    *slot = (uint64_t)key << 32 | value;
    return PIN_MAP32_NONE;
}

/* The key's value, or PIN_MAP32_NONE. A free slot's lower half is that. */
static inline uint32_t pin_map32_get(const struct pin_map32 *map, uint32_t key)
{
    return (uint32_t)*pin_map32_slot(map, key);
}

#endif
