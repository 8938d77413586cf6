#include "harness/plugin/abi.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include <criterion/criterion.h>

struct listed {
    struct pin_paths paths;
    const char *one;
};

static const struct pin_option listed_table[] = {
    {.name = "paths",
     .type = PIN_OPT_PATHS,
     .offset = offsetof(struct listed, paths),
     .required = true},
    {.name = "one", .type = PIN_OPT_PATH, .offset = offsetof(struct listed, one)},
};

static const struct pin_head lists = {
    .kind = PIN_LOADER, .name = "lists", PIN_OPTIONS(listed_table, struct listed)};

Test(option_paths, they_are_gathered_in_order_and_need_be_there_when_required)
{
    static const struct pin_setting rows[] = {
        {"paths", "a"}, {"one", "b"}, {"paths", "/c"}};
    const struct pin_settings settings = {rows, 3, "folder"};
    const struct pin_settings none = {rows + 1, 1, NULL};
    const void *filled = NULL;
    struct pin_error err = {0};
    struct pin_arena arena;
    struct pin_buffer out;
    pin_arena_init(&arena, 0);
    pin_buffer_init(&out, 0, NULL);
    cr_assert_eq(pin_options_fill(&filled, &lists, &settings, &arena, NULL), PIN_OK);
    const struct listed *listed = filled;
    cr_assert_eq(listed->paths.rows_n, 2);
    cr_assert_str_eq(listed->paths.rows[0], "folder/a");
    cr_assert_str_eq(listed->paths.rows[1], "/c");
    cr_assert_eq(pin_option_put(&out, &listed_table[0], filled, NULL), PIN_OK);
    cr_assert_str_eq(out.bytes, "folder/a,/c");
    cr_assert_not(pin_option_is_standard(&listed_table[0], filled));
    cr_assert_eq(pin_options_fill(&filled, &lists, &none, &arena, &err), PIN_E_CONFIG);
    cr_assert_str_eq(err.text, "loader lists needs the option \"paths\": ");
    pin_buffer_free(&out);
    pin_arena_free(&arena);
}

Test(option_paths, a_path_of_a_list_may_not_be_empty_and_a_list_has_no_default)
{
    static const struct pin_setting rows[] = {{"paths", "a"}, {"paths", ""}};
    const struct pin_settings settings = {rows, 2, NULL};
    const struct pin_option bad = {.name = "x", .type = PIN_OPT_PATHS, .standard = "a"};
    const void *filled = NULL;
    struct pin_error err = {0};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_options_fill(&filled, &lists, &settings, &arena, &err),
                 PIN_E_CONFIG);
    cr_assert_str_eq(err.text, "loader lists, option \"paths\": expected a path");
    pin_error_clear(&err);
    cr_assert_eq(pin_options_check(&bad, 1, sizeof(struct pin_paths), &err),
                 PIN_E_PLUGIN);
    cr_assert_str_eq(err.text, "option \"x\" is a list with a default");
    pin_arena_free(&arena);
}
