/* fuzz_groups.c - an index, a NUL byte, and a groups file, read beside labels that stay
 * the same. What loads must be a whole dataset, what does not must name a file. */
#define _GNU_SOURCE
#include "datasets/table.h"
#include "tests/fuzz/check_dataset.h"
#include "tests/fuzz/memory_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char labels[] =
    "{\"query_id\":\"query_1\",\"query_image_signature\":\"a\",\"instruction\":\"x\","
    "\"positive_candidates\":[\"b\",null],\"negative_candidates\":[\"c\"]}\n"
    "{\"query_id\":\"2\",\"query_image_signature\":\"a\",\"instruction\":\"y\","
    "\"positive_candidates\":[\"b\"],\"negative_candidates\":[]}\n";

static enum pin_status load(const struct pin_dataset **out,
                            const struct memory_file *files, struct pin_arena *arena,
                            struct pin_error *err)
{
    const struct pin_head *head = &pin_loader_pinpoint.head;
    const struct pin_setting rows[] = {
        {"path", files[0].path}, {"index", files[1].path}, {"groups", files[2].path}};
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
    const uint8_t *cut = size > 0 ? memchr(data, 0, size) : NULL;
    const size_t index_n = cut ? (size_t)(cut - data) : size;
    const size_t behind_n = cut ? size - index_n - 1 : 0;
    struct memory_file files[] = {
        memory_file_open(labels, sizeof(labels) - 1), memory_file_open(data, index_n),
        memory_file_open(cut ? (const char *)cut + 1 : "", behind_n)};
    struct pin_arena arena;
    struct pin_error err = {0};
    const struct pin_dataset *dataset = NULL;
    pin_arena_init(&arena, 0);
    const enum pin_status status = load(&dataset, files, &arena, &err);
    check_that(status == err.status);
    check_that(status == PIN_OK || (err.text[0] != '\0' && err.where[0] != '\0'));
    if (status == PIN_OK) {
        check_dataset(dataset);
    }
    pin_arena_free(&arena);
    for (size_t i = 0; i < 3; i++) {
        memory_file_close(&files[i]);
    }
    return 0;
}
