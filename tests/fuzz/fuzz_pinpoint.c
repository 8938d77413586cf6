/* fuzz_pinpoint.c - the first byte chooses the reading and the groups, the rest is a
 * label table. What loads must be a whole dataset, what does not must say where. */
#define _GNU_SOURCE
#include "datasets/table.h"
#include "tests/fuzz/check_dataset.h"
#include "tests/fuzz/memory_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum pin_status load(const struct pin_dataset **out, const char *path,
                            uint8_t choices, struct pin_arena *arena,
                            struct pin_error *err)
{
    const struct pin_head *head = &pin_loader_pinpoint.head;
    const struct pin_setting rows[] = {
        {"path", path},
        {"reading", choices & 1 ? "reference" : "strict"},
        {"group_by", choices & 2   ? "images"
                     : choices & 4 ? "negatives"
                                   : "file"},
    };
    const struct pin_settings settings = {.rows = rows, .rows_n = 3};
    const void *options = NULL;
    struct pin_dataset_builder *builder = NULL;
    PIN_TRY(pin_options_fill(&options, head, &settings, arena, err));
    PIN_TRY(pin_dataset_builder_new(&builder, "pinpoint", "input", arena, err));
    PIN_TRY(pin_loader_pinpoint.load(builder, options, err));
    return pin_dataset_freeze(builder, out, err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    struct memory_file file = memory_file_open(data + 1, size - 1);
    struct pin_arena arena;
    struct pin_error err = {0};
    const struct pin_dataset *dataset = NULL;
    pin_arena_init(&arena, 0);
    const enum pin_status status = load(&dataset, file.path, data[0], &arena, &err);
    check_that(status == err.status);
    check_that(status == PIN_OK || err.text[0] != '\0');
    check_that(status == PIN_OK || status == PIN_E_CONFIG || err.line > 0);
    if (status == PIN_OK) {
        check_dataset(dataset);
    }
    pin_arena_free(&arena);
    memory_file_close(&file);
    return 0;
}
