#include "harness/model/input_file.h"
#include "harness/model/tally.h"

#include <string.h>

#include <criterion/criterion.h>

Test(tally, kinds_stand_in_order_and_the_first_five_examples_are_kept)
{
    struct pin_arena arena;
    struct pin_tallies tallies;
    pin_arena_init(&arena, 0);
    pin_tallies_init(&tallies, &arena);
    cr_assert_eq(pin_tally_add(&tallies, "never", 0, NULL, "no"), PIN_OK);
    for (int i = 0; i < 8; i++) {
        cr_assert_eq(pin_tally_add(&tallies, "often", 2, NULL, "line %d", i), PIN_OK);
        cr_assert_eq(pin_tally_add(&tallies, "bare", 1, NULL, NULL), PIN_OK);
    }
    cr_assert_eq(pin_tally_example(&tallies, "often", "one too many", NULL), PIN_OK);
    cr_assert_eq(pin_tally_example(&tallies, "bare", "late", NULL), PIN_OK);
    cr_assert_eq(pin_tally_example(&tallies, "never", "nothing to add it to", NULL),
                 PIN_OK);
    cr_assert_null(pin_tally_find(&tallies, "never"));
    const struct pin_tally *often = tallies.first;
    cr_assert_str_eq(often->what, "often");
    cr_assert_eq(often->count, 16);
    cr_assert_eq(often->examples_n, PIN_TALLY_EXAMPLES);
    cr_assert_str_eq(often->examples[4], "line 4");
    cr_assert_str_eq(often->next->what, "bare");
    cr_assert_eq(often->next->count, 8);
    cr_assert_eq(often->next->examples_n, 1);
    cr_assert_str_eq(often->next->examples[0], "late");
    cr_assert_null(often->next->next);
    pin_arena_free(&arena);
}

Test(tally, a_long_example_is_cut)
{
    struct pin_arena arena;
    struct pin_tallies tallies;
    char text[300];
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    pin_arena_init(&arena, 0);
    pin_tallies_init(&tallies, &arena);
    cr_assert_eq(pin_tally_add(&tallies, "long", 1, NULL, "%s", text), PIN_OK);
    cr_assert_eq(strlen(tallies.first->examples[0]), PIN_TALLY_EXAMPLE_BYTES - 1);
    pin_arena_free(&arena);
}

Test(tally, a_failed_allocation_is_said)
{
    for (uint64_t fail_at = 1; fail_at <= 2; fail_at++) {
        struct pin_arena arena;
        struct pin_tallies tallies;
        struct pin_error err = {0};
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        pin_tallies_init(&tallies, &arena);
        cr_assert_eq(pin_tally_add(&tallies, "kind", 1, &err, "example"), PIN_E_NOMEM);
        cr_assert_eq(err.status, PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
}

/* The digest of "abc" is the first example of FIPS 180-4. */
Test(input_file, a_file_is_noted_without_its_folder_by_size_and_digest)
{
    struct pin_arena arena;
    struct pin_source *source = NULL;
    struct pin_file *first = NULL;
    struct pin_file *second = NULL;
    struct pin_file *list = NULL;
    const struct pin_source_memory memory = {"abc", 3, 1};
    char byte[4];
    size_t n = 1;
    pin_arena_init(&arena, 0);
    cr_assert_eq(
        pin_source_open_memory(&source, "some/folder/labels", &memory, &arena, NULL),
        PIN_OK);
    while (n > 0) {
        cr_assert_eq(pin_source_read(source, byte, sizeof(byte), &n, NULL), PIN_OK);
    }
    cr_assert_eq(pin_file_new(&first, "labels", source, &arena, NULL), PIN_OK);
    cr_assert_eq(pin_file_new(&second, "index", source, &arena, NULL), PIN_OK);
    pin_file_append(&list, first);
    pin_file_append(&list, second);
    cr_assert_str_eq(list->role, "labels");
    cr_assert_str_eq(list->name, "labels");
    cr_assert_eq(list->bytes, 3);
    cr_assert_str_eq(list->sha256,
                     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    cr_assert_str_eq(list->next->role, "index");
    cr_assert_null(list->next->next);
    pin_arena_free(&arena);
}
