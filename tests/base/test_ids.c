#include "harness/base/ids.h"

#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

Test(ids, a_name_keeps_the_index_of_its_first_appearance)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_ids *ids = NULL;
    cr_assert_eq(pin_ids_new(&ids, &arena, NULL), PIN_OK);
    for (uint32_t round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < 100000; i++) {
            char name[48];
            const int length = snprintf(name, sizeof(name), "%0*u", 1 + (int)(i % 40), i);
            uint32_t ix = 0;
            bool added = false;
            cr_assert_eq(pin_ids_add(ids, name, (size_t)length, &ix, &added, NULL),
                         PIN_OK);
            cr_assert_eq(added, pin_ids_count(ids) == ix + 1 && round == 0);
            cr_assert_str_eq(pin_ids_name(ids, ix), name);
            cr_assert_eq(pin_ids_find(ids, name, (size_t)length), ix);
        }
    }
    cr_assert_eq(pin_ids_find(ids, "absent", 6), PIN_IX_NONE);
    pin_arena_free(&arena);
}

Test(ids, names_that_are_prefixes_of_one_another_and_the_empty_name_differ)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_ids *ids = NULL;
    cr_assert_eq(pin_ids_new(&ids, &arena, NULL), PIN_OK);
    const char *text = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    for (uint32_t length = 0; length <= 40; length++) {
        uint32_t ix = 0;
        cr_assert_eq(pin_ids_add(ids, text, length, &ix, NULL, NULL), PIN_OK);
        cr_assert_eq(ix, length);
        cr_assert_eq(pin_ids_length(ids, ix), length);
    }
    pin_arena_free(&arena);
}

Test(ids, a_nul_byte_in_a_name_is_refused)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_ids *ids = NULL;
    struct pin_error err = {0};
    uint32_t ix = 0;
    cr_assert_eq(pin_ids_new(&ids, &arena, &err), PIN_OK);
    cr_assert_eq(pin_ids_add(ids, "a\0b", 3, &ix, NULL, &err), PIN_E_PARSE);
    cr_assert_eq(pin_ids_count(ids), 0);
    pin_arena_free(&arena);
}

static enum pin_status fill(struct pin_arena *arena, struct pin_error *err)
{
    struct pin_ids *ids = NULL;
    PIN_TRY(pin_ids_new(&ids, arena, err));
    for (uint32_t i = 0; i < 300; i++) {
        char name[16];
        const int length = snprintf(name, sizeof(name), "n%u", i);
        uint32_t ix = 0;
        PIN_TRY(pin_ids_add(ids, name, (size_t)length, &ix, NULL, err));
    }
    return PIN_OK;
}

Test(ids, every_allocation_may_fail_and_nothing_leaks)
{
    enum pin_status status = PIN_E_NOMEM;
    uint64_t fail_at = 0;
    while (status != PIN_OK) {
        struct pin_arena arena;
        struct pin_error err = {0};
        pin_arena_init(&arena, 0);
        arena.fail_at_call = ++fail_at;
        status = fill(&arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
    cr_assert_gt(fail_at, 300);
}

Test(ids, many_names_get_the_indexes_that_one_after_another_gets)
{
    enum { NAMES_N = 1000 };
    static char texts[NAMES_N][8];
    static struct pin_text names[NAMES_N];
    uint32_t many[NAMES_N];
    uint32_t found[NAMES_N];
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_ids *batch = NULL;
    struct pin_ids *single = NULL;
    cr_assert_eq(pin_ids_new(&batch, &arena, NULL), PIN_OK);
    cr_assert_eq(pin_ids_new(&single, &arena, NULL), PIN_OK);
    for (uint32_t i = 0; i < NAMES_N; i++) { /* some come twice, also within a batch */
        const int length = snprintf(texts[i], sizeof(texts[i]), "%u", i * i % 701);
        names[i] = (struct pin_text){texts[i], (size_t)length};
    }
    cr_assert_eq(pin_ids_add_many(batch, names, NAMES_N, many, NULL), PIN_OK);
    pin_ids_find_many(batch, names, NAMES_N, found);
    for (uint32_t i = 0; i < NAMES_N; i++) {
        uint32_t ix = 0;
        cr_assert_eq(
            pin_ids_add(single, names[i].bytes, names[i].length, &ix, NULL, NULL),
            PIN_OK);
        cr_assert_eq(many[i], ix);
        cr_assert_eq(found[i], ix);
    }
    cr_assert_eq(pin_ids_count(batch), pin_ids_count(single));
    pin_arena_free(&arena);
}

Test(ids, names_of_one_hash_are_told_apart)
{
    enum { NAMES_N = 400000 }; /* about 18 pairs of them share their 32 bits */
    static char texts[NAMES_N][8];
    static struct pin_text names[NAMES_N];
    static uint32_t found[NAMES_N];
    struct pin_arena arena;
    struct pin_ids *ids = NULL;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_ids_new(&ids, &arena, NULL), PIN_OK);
    for (uint32_t i = 0; i < NAMES_N; i++) {
        const int length = snprintf(texts[i], sizeof(texts[i]), "%u", i);
        names[i] = (struct pin_text){texts[i], (size_t)length};
    }
    cr_assert_eq(pin_ids_add_many(ids, names, NAMES_N, found, NULL), PIN_OK);
    for (uint32_t i = 0; i < NAMES_N; i++) {
        cr_assert_eq(found[i], i);
    }
    pin_ids_find_many(ids, names, NAMES_N, found);
    for (uint32_t i = 0; i < NAMES_N; i++) {
        cr_assert_eq(found[i], i);
        cr_assert_eq(pin_ids_find(ids, names[i].bytes, names[i].length), i);
    }
    pin_arena_free(&arena);
}
