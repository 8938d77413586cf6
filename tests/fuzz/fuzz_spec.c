/* fuzz_spec.c - the input is a dataset as the command line has it, with an option of each
 * type. What an option is printed as must be read as the same value. */
#include "harness/cli/dataset_spec.h"
#include "tests/fuzz/check_dataset.h"

#include <math.h>
#include <stddef.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct filled {
    const char *path;
    const char *text;
    bool flag;
    uint32_t small;
    uint64_t large;
    double number;
    uint32_t choice;
};

static const char *const choices[] = {"one", "two", NULL};

static const struct pin_option options[] = {
    {.name = "path", .type = PIN_OPT_PATH, .offset = offsetof(struct filled, path)},
    {.name = "text", .type = PIN_OPT_TEXT, .offset = offsetof(struct filled, text)},
    {.name = "flag", .type = PIN_OPT_BOOL, .offset = offsetof(struct filled, flag)},
    {.name = "small",
     .type = PIN_OPT_U32,
     .offset = offsetof(struct filled, small),
     .min = 1,
     .max = 1000000,
     .standard = "7"},
    {.name = "large", .type = PIN_OPT_U64, .offset = offsetof(struct filled, large)},
    {.name = "number",
     .type = PIN_OPT_F64,
     .offset = offsetof(struct filled, number),
     .min = -1,
     .max = (double)INFINITY},
    {.name = "choice",
     .type = PIN_OPT_CHOICE,
     .offset = offsetof(struct filled, choice),
     .choices = choices},
};
enum { OPTIONS_N = sizeof(options) / sizeof(options[0]) };

static enum pin_status fill(const void **out, const struct pin_settings *settings,
                            struct pin_arena *arena, struct pin_error *err)
{
    static const struct pin_head head = {.name = "input",
                                         .options = options,
                                         .options_n = OPTIONS_N,
                                         .options_size = sizeof(struct filled)};
    return pin_options_fill(out, &head, settings, arena, err);
}

static void put(struct pin_buffer *out, uint32_t place, const void *filled)
{
    out->length = 0;
    check_that(pin_option_put(out, &options[place], filled, NULL) == PIN_OK);
    check_that(pin_buffer_put(out, "", 1, NULL) == PIN_OK);
}

static void check_round(const void *filled, uint32_t place, struct pin_arena *arena)
{
    struct pin_buffer texts[2];
    pin_buffer_init(&texts[0], 0, NULL);
    pin_buffer_init(&texts[1], 0, NULL);
    put(&texts[0], place, filled);
    if (texts[0].length > 1) { /* an absent text prints nothing */
        const struct pin_setting row = {options[place].name, texts[0].bytes};
        const struct pin_settings settings = {.rows = &row, .rows_n = 1};
        const void *again = NULL;
        check_that(fill(&again, &settings, arena, NULL) == PIN_OK);
        put(&texts[1], place, again);
        check_that(strcmp(texts[0].bytes, texts[1].bytes) == 0);
        check_that(pin_option_is_standard(&options[place], filled) ==
                   pin_option_is_standard(&options[place], again));
    }
    pin_buffer_free(&texts[0]);
    pin_buffer_free(&texts[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pin_arena arena;
    struct pin_error err = {0};
    struct pin_dataset_request request = {0};
    const void *filled = NULL;
    pin_arena_init(&arena, 0);
    const char *spec = pin_arena_copy_text(&arena, (const char *)data, size);
    check_that(spec != NULL);
    enum pin_status status = pin_dataset_spec_parse(&request, spec, &arena, &err);
    if (status == PIN_OK) {
        check_that(request.loader[0] != '\0' && request.name != NULL);
        status = fill(&filled, &request.settings, &arena, &err);
    }
    check_that(status == err.status);
    check_that(status == PIN_OK || (status == PIN_E_CONFIG && err.text[0] != '\0'));
    for (uint32_t i = 0; status == PIN_OK && i < OPTIONS_N; i++) {
        check_round(filled, i, &arena);
    }
    pin_arena_free(&arena);
    return 0;
}
