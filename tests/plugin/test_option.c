#include "harness/plugin/abi.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include <criterion/criterion.h>

struct all {
    bool flag;
    uint32_t u32;
    uint64_t u64;
    double f64;
    const char *text;
    const char *path;
    uint32_t choice;
};

static const char *const colours[] = {"red", "green", "blue", NULL};

static const struct pin_option table[] = {
    {.name = "flag",
     .type = PIN_OPT_BOOL,
     .offset = offsetof(struct all, flag),
     .standard = "yes"},
    {.name = "u32",
     .type = PIN_OPT_U32,
     .offset = offsetof(struct all, u32),
     .standard = "7",
     .min = 1,
     .max = 100},
    {.name = "u64", .type = PIN_OPT_U64, .offset = offsetof(struct all, u64)},
    {.name = "f64",
     .type = PIN_OPT_F64,
     .offset = offsetof(struct all, f64),
     .standard = "0.5",
     .min = 0,
     .max = (double)INFINITY},
    {.name = "text", .type = PIN_OPT_TEXT, .offset = offsetof(struct all, text)},
    {.name = "path", .type = PIN_OPT_PATH, .offset = offsetof(struct all, path)},
    {.name = "choice",
     .type = PIN_OPT_CHOICE,
     .offset = offsetof(struct all, choice),
     .standard = "green",
     .choices = colours},
};

enum { TABLE_N = sizeof(table) / sizeof(table[0]) };

static const struct pin_head toy = {
    .kind = PIN_ENGINE, .name = "toy", PIN_OPTIONS(table, struct all)};

static enum pin_status fill(const struct all **out, const struct pin_setting *rows,
                            uint32_t rows_n, struct pin_arena *arena,
                            struct pin_error *err)
{
    const struct pin_settings settings = {.rows = rows, .rows_n = rows_n};
    const void *filled = NULL;
    PIN_TRY(pin_options_fill(&filled, &toy, &settings, arena, err));
    *out = filled;
    return PIN_OK;
}

Test(option, what_nobody_sets_gets_its_default_or_zero)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const void *filled = NULL;
    cr_assert_eq(pin_options_fill(&filled, &toy, NULL, &arena, NULL), PIN_OK);
    const struct all *all = filled;
    cr_assert(all->flag);
    cr_assert_eq(all->u32, 7);
    cr_assert_eq(all->u64, 0);
    cr_assert_float_eq(all->f64, 0.5, 0);
    cr_assert_null(all->text);
    cr_assert_null(all->path);
    cr_assert_eq(all->choice, 1);
    for (uint32_t i = 0; i < TABLE_N; i++) {
        cr_assert(pin_option_is_standard(&table[i], all), "%s", table[i].name);
    }
    pin_arena_free(&arena);
}

Test(option, each_type_takes_what_is_written)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    char text[] = "a b:c";
    const struct pin_setting rows[] = {
        {"choice", "blue"},
        {"text", text},
        {"f64", "2.25e1"},
        {"flag", "0"},
        {"u32", "100"},
        {"path", "-"},
        {"u64", "18446744073709551615"},
    };
    const struct all *all = NULL;
    cr_assert_eq(fill(&all, rows, TABLE_N, &arena, NULL), PIN_OK);
    memset(text, 'x', sizeof(text) - 1); /* the struct does not point into settings */
    cr_assert_not(all->flag);
    cr_assert_eq(all->u32, 100);
    cr_assert_eq(all->u64, UINT64_MAX);
    cr_assert_float_eq(all->f64, 22.5, 0);
    cr_assert_str_eq(all->text, "a b:c");
    cr_assert_str_eq(all->path, "-");
    cr_assert_eq(all->choice, 2);
    for (uint32_t i = 0; i < TABLE_N; i++) {
        cr_assert_not(pin_option_is_standard(&table[i], all), "%s", table[i].name);
    }
    pin_arena_free(&arena);
}

Test(option, what_is_put_reads_back_as_the_same)
{
    static const char *const expected[TABLE_N] = {
        "false", "100", "18446744073709551615", "0.1", "a text", "/a/path", "red",
    };
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_setting rows[TABLE_N];
    for (uint32_t i = 0; i < TABLE_N; i++) {
        rows[i] = (struct pin_setting){table[i].name, expected[i]};
    }
    const struct all *all = NULL;
    cr_assert_eq(fill(&all, rows, TABLE_N, &arena, NULL), PIN_OK);
    for (uint32_t i = 0; i < TABLE_N; i++) {
        struct pin_buffer out;
        pin_buffer_init(&out, 0, NULL);
        cr_assert_eq(pin_option_put(&out, &table[i], all, NULL), PIN_OK);
        cr_assert_str_eq(out.bytes, expected[i]);
        pin_buffer_free(&out);
    }
    pin_arena_free(&arena);
}

Test(option, a_path_is_relative_to_the_folder_of_the_plan)
{
    static const struct {
        const char *folder, *path, *expected;
    } rows[] = {
        {NULL, "a/b", "a/b"},
        {"", "a/b", "a/b"},
        {"plans", "a/b", "plans/a/b"},
        {"plans/", "b", "plans/b"},
        {"/", "b", "/b"},
        {"plans", "/a/b", "/a/b"},
        {"plans", "-", "-"},
        {"plans", "../b", "plans/../b"},
    };
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct pin_setting set[] = {{"path", rows[i].path}, {"text", "t"}};
        const struct pin_settings settings = {
            .rows = set, .rows_n = 2, .folder = rows[i].folder};
        const void *filled = NULL;
        cr_assert_eq(pin_options_fill(&filled, &toy, &settings, &arena, NULL), PIN_OK);
        cr_assert_str_eq(((const struct all *)filled)->path, rows[i].expected);
        cr_assert_str_eq(((const struct all *)filled)->text, "t");
    }
    pin_arena_free(&arena);
}

Test(option, what_cannot_be_is_refused_and_the_message_says_what_was_expected)
{
    static const struct {
        struct pin_setting row;
        const char *message;
    } rows[] = {
        {{"flag", "TRUE"},
         "engine toy, option \"flag\": expected true, false, yes, no, "
         "1 or 0, found \"TRUE\""},
        {{"u32", "0"},
         "engine toy, option \"u32\": expected a number from 1 to 100, "
         "found 0"},
        {{"u32", "101"},
         "engine toy, option \"u32\": expected a number from 1 to 100, "
         "found 101"},
        {{"u32", "4294967296"},
         "engine toy, option \"u32\": expected a whole number "
         "from 0 to 4294967295, found \"4294967296\""},
        {{"u64", "-1"},
         "engine toy, option \"u64\": expected a whole number from 0 to "
         "18446744073709551615, found \"-1\""},
        {{"f64", "-0.1"}, "engine toy, option \"f64\": expected 0 or more, found -0.1"},
        {{"path", ""}, "engine toy, option \"path\": expected a path"},
        {{"choice", "gren"},
         "engine toy, option \"choice\": there is no choice "
         "\"gren\"; did you mean \"green\"?"},
        {{"choice", "ultraviolet"},
         "engine toy, option \"choice\": expected one of red, "
         "green, blue, found \"ultraviolet\""},
        {{"chioce", "red"},
         "engine toy has no option \"chioce\"; did you mean "
         "\"choice\"?"},
        {{"alpha-beta", "red"},
         "engine toy has no option \"alpha-beta\"; it has flag, "
         "u32, u64, f64, text, path, choice"},
    };
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct pin_error err = {0};
        const struct all *all = NULL;
        cr_assert_eq(fill(&all, &rows[i].row, 1, &arena, &err), PIN_E_CONFIG);
        cr_assert_null(all);
        cr_assert_str_eq(err.text, rows[i].message);
    }
    pin_arena_free(&arena);
}

Test(option, a_long_list_of_choices_is_cut_at_a_word)
{
    static const char *const words[] = {
        "an-extremely-long-word-to-choose", "another-extremely-long-word",
        "a-third-extremely-long-word-here", "the-last-one", NULL};
    static const struct pin_option one[] = {
        {.name = "word", .type = PIN_OPT_CHOICE, .choices = words}};
    const struct pin_head head = {
        .kind = PIN_METRIC, .name = "toy", PIN_OPTIONS(one, uint32_t)};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_error err = {0};
    const struct pin_setting row = {"word", "x"};
    const struct pin_settings settings = {.rows = &row, .rows_n = 1};
    const void *filled = NULL;
    cr_assert_eq(pin_options_fill(&filled, &head, &settings, &arena, &err), PIN_E_CONFIG);
    cr_assert_str_eq(err.text, "metric toy, option \"word\": expected one of "
                               "an-extremely-long-word-to-choose, "
                               "another-extremely-long-word ..., found \"x\"");
    pin_arena_free(&arena);
}

Test(option, bounds_themselves_are_allowed)
{
    static const struct pin_setting rows[] = {{"u32", "1"}, {"u32", "100"}, {"f64", "0"}};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct all *all = NULL;
        cr_assert_eq(fill(&all, &rows[i], 1, &arena, NULL), PIN_OK);
    }
    pin_arena_free(&arena);
}

Test(option, a_list_of_choices_fits_its_room_whatever_the_words_are)
{
    char word[128];
    const char *const words[] = {word, "b", "end", NULL};
    const struct pin_option one[] = {
        {.name = "word", .type = PIN_OPT_CHOICE, .choices = words}};
    const struct pin_head head = {
        .kind = PIN_WRITER, .name = "toy", PIN_OPTIONS(one, uint32_t)};
    const struct pin_setting row = {"word", "zzz"};
    const struct pin_settings settings = {.rows = &row, .rows_n = 1};
    for (size_t length = 1; length < sizeof(word); length++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        const void *filled = NULL;
        pin_arena_init(&arena, 0);
        memset(word, 'a', length);
        word[length] = '\0';
        cr_assert_eq(pin_options_fill(&filled, &head, &settings, &arena, &err),
                     PIN_E_CONFIG);
        const bool whole = strstr(err.text, "b, end, found \"zzz\"") != NULL;
        const bool cut = strstr(err.text, " ..., found \"zzz\"") != NULL;
        cr_assert_neq(whole, cut);
        cr_assert_eq(whole, length <= 83);
        pin_arena_free(&arena);
    }
}

Test(option, a_name_given_twice_is_refused_even_with_the_same_value)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_error err = {0};
    const struct pin_setting rows[] = {{"u32", "2"}, {"flag", "no"}, {"u32", "2"}};
    const struct all *all = NULL;
    cr_assert_eq(fill(&all, rows, 3, &arena, &err), PIN_E_CONFIG);
    cr_assert_str_eq(err.text, "engine toy is given the option \"u32\" twice");
    pin_arena_free(&arena);
}

Test(option, a_required_option_must_be_given)
{
    static const struct pin_option needy[] = {{.name = "labels",
                                               .type = PIN_OPT_PATH,
                                               .required = true,
                                               .help = "the file of labels"}};
    static const struct pin_head head = {
        .kind = PIN_LOADER, .name = "toy", PIN_OPTIONS(needy, char *)};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_error err = {0};
    const struct pin_setting row = {"labels", "x"};
    struct pin_settings settings = {.rows = &row};
    const void *filled = NULL;
    cr_assert_eq(pin_options_fill(&filled, &head, &settings, &arena, &err), PIN_E_CONFIG);
    cr_assert_str_eq(err.text,
                     "loader toy needs the option \"labels\": the file of labels");
    settings.rows_n = 1;
    cr_assert_eq(pin_options_fill(&filled, &head, &settings, &arena, NULL), PIN_OK);
    pin_arena_free(&arena);
}

Test(option, a_table_without_options_takes_none_and_gives_a_struct_all_the_same)
{
    static const struct pin_head bare = {.kind = PIN_WRITER, .name = "toy"};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_error err = {0};
    const struct pin_setting row = {"k", "1"};
    struct pin_settings settings = {.rows = &row};
    const void *filled = NULL;
    cr_assert_eq(pin_options_fill(&filled, &bare, &settings, &arena, NULL), PIN_OK);
    cr_assert_not_null(filled);
    settings.rows_n = 1;
    cr_assert_eq(pin_options_fill(&filled, &bare, &settings, &arena, &err), PIN_E_CONFIG);
    cr_assert_str_eq(err.text, "writer toy has no option \"k\"; it has none");
    pin_arena_free(&arena);
}

Test(option, a_table_that_cannot_be_used_is_found_out)
{
    static const char *const nothing[] = {NULL};
    static const struct {
        struct pin_option option;
        const char *message;
    } rows[] = {
        {{.name = "Upper", .type = PIN_OPT_BOOL},
         "option 2: expected a name of a-z, 0-9, _ and -"},
        {{.name = NULL, .type = PIN_OPT_BOOL},
         "option 2: expected a name of a-z, 0-9, _ and -"},
        {{.name = "first", .type = PIN_OPT_BOOL}, "two options are called \"first\""},
        {{.name = "o"}, "option \"o\": 0 is no type"},
        {{.name = "o", .type = PIN_OPT_CHOICE},
         "option \"o\" has nothing to choose from"},
        {{.name = "o", .type = PIN_OPT_CHOICE, .choices = nothing},
         "option \"o\" has nothing to choose from"},
        {{.name = "o", .type = PIN_OPT_U64, .offset = 9},
         "option \"o\" lies outside its struct"},
        {{.name = "o", .type = PIN_OPT_BOOL, .offset = 16},
         "option \"o\" lies outside its struct"},
        {{.name = "o", .type = PIN_OPT_U32, .standard = "5", .min = 6, .max = 7},
         "the default of option \"o\": expected a number from 6 to 7, found 5"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct pin_option two[] = {{.name = "first", .type = PIN_OPT_BOOL},
                                         rows[i].option};
        struct pin_error err = {0};
        cr_assert_eq(pin_options_check(two, 2, 16, &err), PIN_E_PLUGIN);
        cr_assert_str_eq(err.text, rows[i].message);
    }
    cr_assert_eq(pin_options_check(NULL, 1, 16, NULL), PIN_E_PLUGIN);
    cr_assert_eq(pin_options_check(NULL, 0, 0, NULL), PIN_OK);
    cr_assert_eq(pin_options_check(table, TABLE_N, sizeof(struct all), NULL), PIN_OK);
}

Test(option, every_allocation_may_fail_and_nothing_leaks)
{
    const struct pin_setting good[] = {{"text", "abc"}, {"path", "p"}};
    const struct pin_setting bad[] = {{"txt", "abc"}};
    enum pin_status status = PIN_E_NOMEM;
    uint64_t fail_at = 0;
    while (status != PIN_OK) {
        struct pin_arena arena;
        struct pin_error err = {0};
        const struct all *all = NULL;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = ++fail_at;
        status = fill(&all, good, 2, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
    cr_assert_eq(fail_at, 4);
    struct pin_arena arena;
    const struct all *all = NULL;
    pin_arena_init(&arena, 0);
    arena.fail_at_call = 1;
    cr_assert_eq(fill(&all, bad, 1, &arena, NULL), PIN_E_NOMEM);
    pin_arena_free(&arena);
}
