/* fuzz_item_attributes.c - the input is a file of item attributes, read beside labels
 * that stay the same. What loads must be a whole dataset, and each attribute can be
 * sliced by; what does not must name a file. */
#define _GNU_SOURCE
#include "datasets/table.h"
#include "harness/flow/item_slice.h"
#include "tests/fuzz/check_dataset.h"
#include "tests/fuzz/memory_file.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char labels[] =
    "{\"query_id\":\"1\",\"query_image_signature\":\"a\",\"instruction\":\"x\","
    "\"positive_candidates\":[\"b\",null],\"negative_candidates\":[\"c\"]}\n"
    "{\"query_id\":\"2\",\"query_image_signature\":\"a\",\"instruction\":\"y\","
    "\"positive_candidates\":[\"b\",\"d\"],\"negative_candidates\":[]}\n";

static enum pin_status load(const struct pin_dataset **out,
                            const struct memory_file *files, struct pin_arena *arena,
                            struct pin_error *err)
{
    const struct pin_head *head = &pin_loader_pinpoint.head;
    const struct pin_setting rows[] = {{"path", files[0].path},
                                       {"item_attributes", files[1].path}};
    const struct pin_settings settings = {.rows = rows, .rows_n = 2};
    const void *options = NULL;
    struct pin_dataset_builder *builder = NULL;
    PIN_TRY(pin_options_fill(&options, head, &settings, arena, err));
    PIN_TRY(pin_dataset_builder_new(&builder, "pinpoint", "input", arena, err));
    PIN_TRY(pin_loader_pinpoint.load(builder, options, err));
    return pin_dataset_freeze(builder, out, err);
}

/* A name may look like a cut or like two attributes, which need not be there. */
static void slice(const struct pin_dataset *dataset, const char *name,
                  struct pin_arena *arena)
{
    struct pin_item_slicing slicing;
    struct pin_error err = {0};
    const size_t bytes = strlen(name) + 6;
    char *text = pin_arena_alloc(arena, bytes, 1);
    check_that(text != NULL);
    (void)snprintf(text, bytes, "item:%s", name);
    const enum pin_status status =
        pin_item_slices(&slicing, dataset, text, NULL, arena, &err);
    check_that(status == PIN_OK || (status == PIN_E_CONFIG && strpbrk(name, ":*")));
    for (uint32_t value = 0; status == PIN_OK && value < slicing.values_n; value++) {
        check_that(slicing.queries_n[value] <= dataset->queries.queries_n);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct memory_file files[] = {memory_file_open(labels, sizeof(labels) - 1),
                                  memory_file_open(data, size)};
    struct pin_arena arena;
    struct pin_error err = {0};
    const struct pin_dataset *dataset = NULL;
    pin_arena_init(&arena, 0);
    const enum pin_status status = load(&dataset, files, &arena, &err);
    check_that(status == err.status);
    check_that(status == PIN_OK || (err.text[0] != '\0' && err.where[0] != '\0'));
    if (status == PIN_OK) {
        check_dataset(dataset);
        for (uint32_t i = 0; i < dataset->corpus.attributes_n; i++) {
            slice(dataset, dataset->corpus.attributes[i].name, &arena);
        }
    }
    pin_arena_free(&arena);
    memory_file_close(&files[0]);
    memory_file_close(&files[1]);
    return 0;
}
