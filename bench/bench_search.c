/* bench_search.c - exact search at PinPoint's size, and a synthetic world of a million.
 *
 * Usage: bench_search                            the synthetic world, then a search
 *        bench_search FOLDER THREADS DEPTH MODE  a search over vectors from FOLDER
 * FOLDER holds items.f32 and queries.f32, rows of float32, and their sizes in shape.txt:
 * items, queries, dimension. MODE is batch (all queries a call), single (one query a
 * call, 64 of them) or half (batch; only every other item can be found). Prints the build
 * time and the median time a query; of a batch after one round that is not counted. */
#include "datasets/table.h"
#include "engines/table.h"
#include "harness/base/clock.h"
#include "harness/base/platform.h"
#include "harness/base/rng.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS = 109600, QUERIES = 1000, DIM = 768, DEPTH = 50, ROUNDS = 3, SINGLES = 64 };

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

struct wanted {
    uint32_t threads;
    uint32_t depth;
    bool single;
    bool half;
};

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Half of the items have the value 1 of an attribute. */
static struct pin_attribute make_halves(uint32_t items_n, struct pin_arena *arena)
{
    struct pin_error err = {.text = "no memory"};
    struct pin_ids *values = NULL;
    uint32_t ix = 0;
    uint32_t *value_of = PIN_NEW_N(arena, uint32_t, items_n);
    must(value_of && !pin_ids_new(&values, arena, &err), &err);
    must(!pin_ids_add(values, "0", 1, &ix, NULL, &err), &err);
    must(!pin_ids_add(values, "1", 1, &ix, NULL, &err), &err);
    for (uint32_t i = 0; i < items_n; i++) {
        value_of[i] = i % 2;
    }
    return (struct pin_attribute){"half", values, value_of};
}

static void time_search(struct pin_engine *engine, struct pin_search search, bool single,
                        struct pin_arena *arena)
{
    struct pin_error err = {.text = "no memory"};
    const uint32_t queries_n = search.queries->queries_n;
    const size_t rounds = single ? SINGLES : ROUNDS;
    double times[SINGLES > ROUNDS ? SINGLES : ROUNDS];
    struct pin_hit *hits =
        PIN_NEW_N(arena, struct pin_hit, (size_t)queries_n * search.depth);
    uint32_t *hits_n = PIN_NEW_N(arena, uint32_t, queries_n);
    must(hits && hits_n, &err);
    for (size_t round = 0; round <= rounds; round++) {
        search.first = single ? (uint32_t)round % queries_n : 0;
        search.end = single ? search.first + 1 : queries_n;
        const uint64_t start = pin_clock_ns();
        must(!pin_engine_exact.search(engine, &search, hits, hits_n, &err), &err);
        times[round > 0 ? round - 1 : 0] = (double)(pin_clock_ns() - start) * 1e-9;
    }
    qsort(times, rounds, sizeof(times[0]), by_size);
    const double each = times[rounds / 2] / (single ? 1.0 : queries_n);
    printf("exact search %.4f ms a query, %.0f a second\n", each * 1e3, 1.0 / each);
}

static void bench_exact(struct pin_matrix items, struct pin_matrix text,
                        const struct wanted *wanted, struct pin_arena *arena)
{
    struct pin_error err = {0};
    const struct pin_attribute halves = make_halves(items.rows_n, arena);
    const struct pin_corpus corpus = {.items_n = items.rows_n,
                                      .vectors = items,
                                      .attributes = &halves,
                                      .attributes_n = 1};
    const struct pin_queries queries = {.queries_n = text.rows_n, .text = text};
    const struct pin_setting settings[] = {{"similarity", "ip"}, {"filter", "half=1"}};
    const struct pin_engine_ops *ops = &pin_engine_exact;
    const void *options = fill(&ops->head, settings, wanted->half ? 2 : 1, arena);
    struct pin_engine *engine = NULL;
    must(!ops->open(&engine, options, wanted->threads, &err), &err);
    const uint64_t start = pin_clock_ns();
    must(!ops->build(engine, &corpus, NULL, &err), &err);
    printf("exact build  %.3f s\n", (double)(pin_clock_ns() - start) * 1e-9);
    time_search(engine, (struct pin_search){&queries, 0, 0, wanted->depth},
                wanted->single, arena);
    printf("peak memory beyond the vectors %.0f MB\n",
           (double)pin_platform_memory_bytes_max() * 1e-6 -
               (double)(items.rows_n + text.rows_n) * items.dim * 4e-6 -
               (double)text.rows_n * wanted->depth * 8e-6);
    ops->close(engine);
}

static struct pin_matrix read_rows(const char *folder, const char *name, uint32_t rows_n,
                                   uint32_t dim, struct pin_arena *arena)
{
    struct pin_error err = {0};
    char path[4096];
    float *numbers = PIN_NEW_N(arena, float, (size_t)rows_n *dim);
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    snprintf(err.text, sizeof(err.text), "cannot read %u rows of %u from %.90s", rows_n,
             dim, path);
    must(numbers && file && fread(numbers, dim * sizeof(float), rows_n, file) == rows_n,
         &err);
    fclose(file);
    return (struct pin_matrix){numbers, rows_n, dim, dim * sizeof(float), PIN_F32};
}

static void bench_folder(char **argv)
{
    struct pin_arena arena;
    struct pin_error err = {.text = "usage: bench_search FOLDER THREADS DEPTH MODE"};
    struct wanted wanted = {.single = strcmp(argv[4], "single") == 0,
                            .half = strcmp(argv[4], "half") == 0};
    uint32_t shape[3] = {0};
    char path[4096];
    snprintf(path, sizeof(path), "%s/shape.txt", argv[1]);
    FILE *file = fopen(path, "r");
    must(file && fscanf(file, "%u %u %u", &shape[0], &shape[1], &shape[2]) == 3, &err);
    fclose(file);
    must(!pin_text_u32(&wanted.threads, pin_text_of(argv[2]), &err), &err);
    must(!pin_text_u32(&wanted.depth, pin_text_of(argv[3]), &err), &err);
    pin_arena_init(&arena, 0);
    bench_exact(read_rows(argv[1], "items.f32", shape[0], shape[2], &arena),
                read_rows(argv[1], "queries.f32", shape[1], shape[2], &arena), &wanted,
                &arena);
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
    struct pin_arena arena;
    if (argc == 5) {
        bench_folder(argv);
        return 0;
    }
    bench_synthetic();
    printf("peak memory %.0f MB\n", (double)pin_platform_memory_bytes_max() * 1e-6);
    pin_arena_init(&arena, 0);
    const struct wanted wanted = {.threads = 2, .depth = DEPTH};
    bench_exact(draw(ITEMS, 1, &arena), draw(QUERIES, 2, &arena), &wanted, &arena);
    pin_arena_free(&arena);
    return 0;
}
