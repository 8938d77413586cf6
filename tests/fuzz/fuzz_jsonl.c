/* fuzz_jsonl.c - the input is a generic dataset. What loads must be a whole dataset, what
 * does not must say where. */
#define _GNU_SOURCE
#include "datasets/table.h"
#include "tests/fuzz/check_dataset.h"
#include "tests/fuzz/memory_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum pin_status load(const struct pin_dataset **out, const char *path,
                            struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_setting row = {"path", path};
    const struct pin_settings settings = {.rows = &row, .rows_n = 1};
    const void *options = NULL;
    struct pin_dataset_builder *builder = NULL;
    PIN_TRY(pin_options_fill(&options, &pin_loader_jsonl.head, &settings, arena, err));
    PIN_TRY(pin_dataset_builder_new(&builder, "jsonl", "input", arena, err));
    PIN_TRY(pin_loader_jsonl.load(builder, options, err));
    return pin_dataset_freeze(builder, out, err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct memory_file file = memory_file_open(data, size);
    struct pin_arena arena;
    struct pin_error err = {0};
    const struct pin_dataset *dataset = NULL;
    pin_arena_init(&arena, 0);
    const enum pin_status status = load(&dataset, file.path, &arena, &err);
    check_that(status == err.status);
    check_that(status == PIN_OK || (err.text[0] != '\0' && err.where[0] != '\0'));
    if (status == PIN_OK) {
        check_dataset(dataset);
    }
    pin_arena_free(&arena);
    memory_file_close(&file);
    return 0;
}
