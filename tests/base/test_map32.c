#include "harness/base/map32.h"
#include "harness/base/rng.h"

#include <criterion/criterion.h>

enum { KEYS_N_MAX = 500, KEYS = 4096 };

/* Against an array that holds the value of each key, set after set of another size, so
 * that whatever a reset leaves behind would show. */
Test(map32, it_agrees_with_an_array_over_sets_of_different_sizes)
{
    struct pin_arena arena;
    struct pin_map32 map;
    static uint32_t naive[KEYS];
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_map32_init(&map, KEYS_N_MAX, &arena, NULL), PIN_OK);
    for (uint32_t set = 0; set < 300; set++) {
        const uint32_t keys_n = pin_rng_below(1, set, 0, KEYS_N_MAX + 1);
        const uint32_t spread = 1U << pin_rng_below(1, set, 1, 21);
        pin_map32_reset(&map, keys_n);
        for (uint32_t key = 0; key < KEYS; key++) {
            naive[key] = PIN_MAP32_NONE;
        }
        for (uint32_t i = 0; i < keys_n; i++) {
            const uint32_t key = pin_rng_below(2, set, i, KEYS);
            const uint32_t value = pin_rng_below(3, set, i, 1000);
            cr_assert_eq(pin_map32_put(&map, key * spread, value), naive[key]);
            naive[key] = naive[key] == PIN_MAP32_NONE ? value : naive[key];
        }
        for (uint32_t key = 0; key < KEYS; key++) {
            cr_assert_eq(pin_map32_get(&map, key * spread), naive[key], "set %u", set);
        }
    }
    pin_arena_free(&arena);
}

Test(map32, the_largest_keys_and_zero_are_keys_like_any_other)
{
    static const uint32_t keys[] = {0, UINT32_MAX - 1, UINT32_MAX - 2, 1U << 31};
    struct pin_arena arena;
    struct pin_map32 map;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_map32_init(&map, 4, &arena, NULL), PIN_OK);
    for (uint32_t i = 0; i < 4; i++) {
        cr_assert_eq(pin_map32_get(&map, keys[i]), PIN_MAP32_NONE);
        cr_assert_eq(pin_map32_put(&map, keys[i], i), PIN_MAP32_NONE);
        cr_assert_eq(pin_map32_put(&map, keys[i], 99), i);
    }
    pin_map32_reset(&map, 4);
    cr_assert_eq(pin_map32_get(&map, 0), PIN_MAP32_NONE);
    pin_arena_free(&arena);
}

Test(map32, no_memory_is_said)
{
    struct pin_arena arena;
    struct pin_map32 map;
    struct pin_error err = {0};
    pin_arena_init(&arena, 0);
    arena.fail_at_call = 1;
    cr_assert_eq(pin_map32_init(&map, 10, &arena, &err), PIN_E_NOMEM);
    cr_assert_eq(pin_map32_init(&map, UINT32_MAX, &arena, NULL), PIN_E_NOMEM);
    pin_arena_free(&arena);
}
