/* bench_search.c - exact search at PinPoint's size, and a synthetic world of a million.
 *
 * Usage: bench_search [THREADS]. 109,600 items and 1,000 queries of 768 float32 numbers,
 * 50 hits a query; a multiplication and an addition are two operations. Then 1,000,000
 * items of 64 numbers and 100,000 queries are made up, and frozen into a dataset. */
#include "datasets/table.h"
#include "engines/table.h"
#include "harness/base/clock.h"
#include "harness/base/platform.h"
#include "harness/base/rng.h"

#include <stdio.h>
#include <stdlib.h>

enum { ITEMS = 109600, QUERIES = 1000, DIM = 768, DEPTH = 50, ROUNDS = 3 };

static void must(bool good, const struct pin_error *err)
{
    if (!good) {
        fprintf(stderr, "bench_search: %s\n", err->text);
        exit(1);
    }
}

static const void *fill(const struct pin_head *head, const struct pin_setting *rows,
                        uint32_t rows_n, struct pin_arena *arena)
{
    struct pin_error err = {0};
    const void *options = NULL;
    const struct pin_settings settings = {.rows = rows, .rows_n = rows_n};
    const enum pin_status status =
        pin_options_fill(&options, head, &settings, arena, &err);
    must(status == PIN_OK, &err);
    return options;
}

static struct pin_matrix draw(uint32_t rows_n, uint64_t stream, struct pin_arena *arena)
{
    struct pin_error err = {.text = "no memory"};
    float *numbers = PIN_NEW_N(arena, float, (size_t)rows_n *DIM);
    must(numbers != NULL, &err);
    for (size_t i = 0; i < (size_t)rows_n * DIM; i++) {
        numbers[i] = (float)(pin_rng_unit(1, stream, i) - 0.5);
    }
    return (struct pin_matrix){numbers, rows_n, DIM, DIM * sizeof(float), PIN_F32};
}

static void bench_exact(uint32_t threads)
{
    struct pin_arena arena;
    struct pin_error err = {0};
    pin_arena_init(&arena, 0);
    const struct pin_corpus corpus = {.items_n = ITEMS,
                                      .vectors = draw(ITEMS, 1, &arena)};
    const struct pin_queries queries = {.queries_n = QUERIES,
                                        .text = draw(QUERIES, 2, &arena)};
    const struct pin_search search = {&queries, 0, QUERIES, DEPTH};
    struct pin_hit *hits = PIN_NEW_N(&arena, struct pin_hit, QUERIES * DEPTH);
    uint32_t *hits_n = PIN_NEW_N(&arena, uint32_t, QUERIES);
    const struct pin_engine_ops *ops = &pin_engine_exact;
    struct pin_engine *engine = NULL;
    must(hits && hits_n, &err);
    must(!ops->open(&engine, fill(&ops->head, NULL, 0, &arena), threads, &err), &err);
    uint64_t start = pin_clock_ns();
    must(!ops->build(engine, &corpus, NULL, &err), &err);
    printf("exact build  %.3f s\n", (double)(pin_clock_ns() - start) * 1e-9);
    for (int round = 0; round < ROUNDS; round++) {
        start = pin_clock_ns();
        must(!ops->search(engine, &search, hits, hits_n, &err), &err);
        const double seconds = (double)(pin_clock_ns() - start) * 1e-9;
        printf("exact search %.3f s, %.1f GFLOP/s\n", seconds,
               2.0 * ITEMS * QUERIES * DIM / seconds * 1e-9);
    }
    ops->close(engine);
    pin_arena_free(&arena);
}

static void bench_synthetic(void)
{
    const struct pin_setting rows[] = {
        {"items", "1000000"}, {"queries", "100000"}, {"boards", "10000"}};
    const struct pin_loader_ops *loader = &pin_loader_synthetic;
    struct pin_arena arena;
    struct pin_error err = {0};
    struct pin_dataset_builder *builder = NULL;
    const struct pin_dataset *dataset = NULL;
    pin_arena_init(&arena, 0);
    const void *options = fill(&loader->head, rows, 3, &arena);
    must(!pin_dataset_builder_new(&builder, "synthetic", "bench", &arena, &err), &err);
    uint64_t start = pin_clock_ns();
    must(!loader->load(builder, options, &err), &err);
    printf("synthetic load   %.3f s\n", (double)(pin_clock_ns() - start) * 1e-9);
    start = pin_clock_ns();
    must(!pin_dataset_freeze(builder, &dataset, &err), &err);
    printf("synthetic freeze %.3f s, arena %.0f MB\n",
           (double)(pin_clock_ns() - start) * 1e-9, (double)arena.used_bytes * 1e-6);
    pin_arena_free(&arena);
}

int main(int argc, char **argv)
{
    const char *wanted = argc > 1 ? argv[1] : "2";
    uint32_t threads = 0;
    struct pin_error err = {0};
    must(!pin_text_u32(&threads, pin_text_of(wanted), &err), &err);
    bench_synthetic();
    printf("peak memory %.0f MB\n", (double)pin_platform_memory_bytes_max() * 1e-6);
    bench_exact(threads);
    return 0;
}
