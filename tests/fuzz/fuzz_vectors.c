/* fuzz_vectors.c - the text files beside vectors that stay the same: item ids, query ids,
 * qrels, attributes, exclusions and galleries, with a NUL byte between them. What loads
 * must be a whole dataset, what does not must name a file. */
#define _GNU_SOURCE
#include "datasets/table.h"
#include "tests/fuzz/check_dataset.h"
#include "tests/fuzz/memory_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXTS_N = 6 };

static const char *const names[TEXTS_N] = {"corpus_ids", "query_ids", "qrels",
                                           "attributes", "exclude",   "galleries"};

/* Three vectors of one int8. */
static const char npy[] = "\x93NUMPY\1\0\x3a\0"
                          "{'descr':'|i1','fortran_order':False,'shape':(3,1)}      \n"
                          "\1\2\3";

static enum pin_status load(const struct pin_dataset **out,
                            const struct memory_file *matrix,
                            const struct memory_file *texts, struct pin_arena *arena,
                            struct pin_error *err)
{
    const struct pin_head *head = &pin_loader_vectors.head;
    struct pin_setting rows[TEXTS_N + 2] = {{"corpus", matrix->path},
                                            {"text", matrix->path}};
    for (size_t i = 0; i < TEXTS_N; i++) {
        rows[i + 2] = (struct pin_setting){names[i], texts[i].path};
    }
    const struct pin_settings settings = {.rows = rows, .rows_n = TEXTS_N + 2};
    const void *options = NULL;
    struct pin_dataset_builder *builder = NULL;
    PIN_TRY(pin_options_fill(&options, head, &settings, arena, err));
    PIN_TRY(pin_dataset_builder_new(&builder, "vectors", "input", arena, err));
    PIN_TRY(pin_loader_vectors.load(builder, options, err));
    return pin_dataset_freeze(builder, out, err);
}

static void check_lists(const struct pin_dataset *dataset,
                        const struct pin_item_lists *lists)
{
    const uint32_t queries_n = dataset->queries.queries_n;
    for (uint32_t query = 0; lists->start && query < queries_n; query++) {
        check_that(lists->start[query] <= lists->start[query + 1]);
        for (uint64_t i = lists->start[query]; i < lists->start[query + 1]; i++) {
            check_that(lists->items[i].ix < dataset->corpus.items_n);
            check_that(i == lists->start[query] ||
                       lists->items[i - 1].ix < lists->items[i].ix);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct memory_file matrix = memory_file_open(npy, sizeof(npy) - 1);
    struct memory_file texts[TEXTS_N];
    struct pin_arena arena;
    struct pin_error err = {0};
    const struct pin_dataset *dataset = NULL;
    for (size_t i = 0; i < TEXTS_N; i++) {
        const uint8_t *cut = size > 0 && i + 1 < TEXTS_N ? memchr(data, 0, size) : NULL;
        const size_t n = cut ? (size_t)(cut - data) : size;
        texts[i] = memory_file_open(data, n);
        data += cut ? n + 1 : n;
        size -= cut ? n + 1 : n;
    }
    pin_arena_init(&arena, 0);
    const enum pin_status status = load(&dataset, &matrix, texts, &arena, &err);
    check_that(status == PIN_OK || (err.text[0] != '\0' && err.where[0] != '\0'));
    if (status == PIN_OK) {
        check_dataset(dataset);
        check_lists(dataset, &dataset->queries.excluded);
        check_lists(dataset, &dataset->queries.galleries);
    }
    pin_arena_free(&arena);
    for (size_t i = 0; i < TEXTS_N; i++) {
        memory_file_close(&texts[i]);
    }
    memory_file_close(&matrix);
    return 0;
}
