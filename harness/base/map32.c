#include "harness/base/map32.h"

#include <string.h>

/* A power of two with at least half of the slots free. */
static uint64_t slots_for(uint32_t keys_n)
{
    uint64_t slots_n = 8;
    while (slots_n < 2 * (uint64_t)keys_n) {
        slots_n *= 2;
    }
    return slots_n;
}

enum pin_status pin_map32_init(struct pin_map32 *map, uint32_t keys_n_max,
                               struct pin_arena *arena, struct pin_error *err)
{
    const uint64_t slots_n = slots_for(keys_n_max);
    map->slots = slots_n > UINT32_MAX ? NULL : PIN_NEW_N(arena, uint64_t, slots_n);
    if (!map->slots) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for a set of %u", keys_n_max);
    }
    pin_map32_reset(map, 0);
    return PIN_OK;
}

void pin_map32_reset(struct pin_map32 *map, uint32_t keys_n)
{
    const uint64_t slots_n = slots_for(keys_n);
    map->mask = (uint32_t)(slots_n - 1);
    memset(map->slots, 0xFF, slots_n * sizeof(*map->slots));
}
