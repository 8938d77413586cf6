/* bench_replay.c - how fast a stored run and a label table are read, looked up and
 * judged.
 *
 * A made-up PinPoint of 7,635 queries is written to temporary files: labels of 9
 * positives and 33 hard negatives a query, and a run of 50 hits a query, all out of
 * 109,600 ids of 32 hexadecimal characters. Then, with every file in the page cache, the
 * median of ROUNDS of:
 *
 * labels  JSON Lines to a frozen dataset (loader pinpoint, no index)
 * replay  a run file to ranked lists with every id looked up (engine replay), SHA-256 and
 * all judge   every list of the run to a judged ranking, one thread
 *
 * as processor time and megabytes (10^6) of file a second. */
#define _POSIX_C_SOURCE 200809L

#include "datasets/table.h"
#include "engines/table.h"
#include "harness/base/rng.h"
#include "harness/base/sink.h"
#include "harness/model/judged.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { QUERIES_N = 7635, ITEMS_N = 109600, DEPTH = 50, ROUNDS = 9 };

static double cpu_seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static enum pin_status put_ids(struct pin_buffer *out, uint64_t stream, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t item = pin_rng_below(7, stream, i, ITEMS_N);
        PIN_TRY(pin_buffer_putf(out, NULL, "%s\"%016" PRIx64 "%016" PRIx64 "\"",
                                i > 0 ? "," : "", pin_rng_u64(1, item, 0),
                                pin_rng_u64(1, item, 1)));
    }
    return PIN_OK;
}

static enum pin_status write_labels(struct pin_buffer *out)
{
    for (uint32_t query = 0; query < QUERIES_N; query++) {
        PIN_TRY(pin_buffer_putf(
            out, NULL,
            "{\"query_id\":\"query_%05u\",\"query_image_signature\":", query + 1));
        PIN_TRY(put_ids(out, 4 * (uint64_t)query, 1));
        PIN_TRY(pin_buffer_text(
            out, ",\"instruction\":\"the same in green\",\"positive_candidates\":[",
            NULL));
        PIN_TRY(put_ids(out, 4 * (uint64_t)query + 1, 9));
        PIN_TRY(pin_buffer_text(out, "],\"negative_candidates\":[", NULL));
        PIN_TRY(put_ids(out, 4 * (uint64_t)query + 2, 33));
        PIN_TRY(pin_buffer_text(out, "],\"query_category\":\"Swap\"}\n", NULL));
    }
    return PIN_OK;
}

static enum pin_status write_run(struct pin_buffer *out)
{
    for (uint32_t query = 0; query < QUERIES_N; query++) {
        PIN_TRY(pin_buffer_putf(out, NULL, "%s\"%05u\": {\"retrieved_items\": [",
                                query > 0 ? ",\n" : "{\n", query + 1));
        PIN_TRY(put_ids(out, 4 * (uint64_t)query + 3, DEPTH));
        PIN_TRY(pin_buffer_text(out, "]}", NULL));
    }
    return pin_buffer_text(out, "}\n", NULL);
}

static enum pin_status load_labels(const char *path, struct pin_arena *arena,
                                   const struct pin_dataset **out, struct pin_error *err)
{
    const struct pin_setting setting = {"path", path};
    const struct pin_settings settings = {&setting, 1, NULL};
    struct pin_dataset_builder *builder = NULL;
    const void *options = NULL;
    PIN_TRY(pin_options_fill(&options, &pin_loader_pinpoint.head, &settings, arena, err));
    PIN_TRY(pin_dataset_builder_new(&builder, "pinpoint", "bench", arena, err));
    PIN_TRY(pin_loader_pinpoint.load(builder, options, err));
    return pin_dataset_freeze(builder, out, err);
}

static enum pin_status load_run(const char *path, const struct pin_dataset *dataset,
                                struct pin_arena *arena, struct pin_run **out,
                                struct pin_error *err)
{
    const struct pin_setting setting = {"run", path};
    const struct pin_settings settings = {&setting, 1, NULL};
    struct pin_run_builder *builder = NULL;
    struct pin_engine *engine = NULL;
    const void *options = NULL;
    PIN_TRY(pin_options_fill(&options, &pin_engine_replay.head, &settings, arena, err));
    PIN_TRY(pin_run_builder_new(&builder, "bench", &dataset->corpus, &dataset->queries,
                                arena, err));
    PIN_TRY(pin_engine_replay.open(&engine, options, 1, err));
    const enum pin_status status = pin_engine_replay.stored(engine, builder, err);
    pin_engine_replay.close(engine);
    *out = pin_run_finish(builder, 0);
    return status;
}

static enum pin_status judge_all(const struct pin_dataset *dataset,
                                 const struct pin_run *run, struct pin_arena *arena,
                                 struct pin_error *err)
{
    struct pin_judge *judge = NULL;
    uint64_t depth = 0;
    PIN_TRY(pin_judge_new(&judge, dataset, run,
                          (struct pin_reading){false, PIN_TIES_FILE}, arena, err));
    for (uint32_t query = 0; query < QUERIES_N; query++) {
        depth += pin_judge(judge, (pin_query){query}).depth;
    }
    return depth > 0 ? PIN_OK : pin_fail(err, PIN_E_INTERNAL, "nothing was judged");
}

struct timings {
    double labels[ROUNDS], replay[ROUNDS], judge[ROUNDS];
};

static enum pin_status time_round(const char *labels, const char *run, uint32_t round,
                                  struct timings *out, struct pin_error *err)
{
    struct pin_arena arena;
    const struct pin_dataset *dataset = NULL;
    struct pin_run *read = NULL;
    pin_arena_init(&arena, 0);
    const double begin = cpu_seconds();
    enum pin_status status = load_labels(labels, &arena, &dataset, err);
    const double loaded = cpu_seconds();
    status = status == PIN_OK ? load_run(run, dataset, &arena, &read, err) : status;
    const double replayed = cpu_seconds();
    status = status == PIN_OK ? judge_all(dataset, read, &arena, err) : status;
    out->labels[round] = loaded - begin;
    out->replay[round] = replayed - loaded;
    out->judge[round] = cpu_seconds() - replayed;
    pin_arena_free(&arena);
    return status;
}

static int rising(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_row(const char *name, double *seconds, size_t bytes)
{
    qsort(seconds, ROUNDS, sizeof(*seconds), rising);
    const double median = seconds[ROUNDS / 2];
    (void)printf("%-8s %8.1f ms %9.0f MB/s\n", name, 1e3 * median,
                 1e-6 * (double)bytes / median);
}

static enum pin_status bench(const char *labels, const char *run, struct pin_error *err)
{
    struct pin_buffer text;
    struct timings timings;
    size_t bytes[2];
    pin_buffer_init(&text, 0, NULL);
    enum pin_status status = write_labels(&text);
    bytes[0] = text.length;
    status = status == PIN_OK ? pin_sink_write_file(labels, text.bytes, text.length, err)
                              : status;
    text.length = 0;
    status = status == PIN_OK ? write_run(&text) : status;
    bytes[1] = text.length;
    status = status == PIN_OK ? pin_sink_write_file(run, text.bytes, text.length, err)
                              : status;
    pin_buffer_free(&text);
    for (uint32_t round = 0; round < ROUNDS && status == PIN_OK; round++) {
        status = time_round(labels, run, round, &timings, err);
    }
    if (status == PIN_OK) {
        print_row("labels", timings.labels, bytes[0]);
        print_row("replay", timings.replay, bytes[1]);
        print_row("judge", timings.judge, bytes[1]);
    }
    return status;
}

int main(void)
{
    char folder[] = "/tmp/pinbench-bench.XXXXXX";
    char labels[64];
    char run[64];
    struct pin_error err = {0};
    if (!mkdtemp(folder)) {
        return 1;
    }
    (void)snprintf(labels, sizeof(labels), "%s/labels.jsonl", folder);
    (void)snprintf(run, sizeof(run), "%s/run.json", folder);
    const enum pin_status status = bench(labels, run, &err);
    (void)unlink(labels);
    (void)unlink(run);
    (void)rmdir(folder);
    if (status != PIN_OK) {
        (void)fprintf(stderr, "bench_replay: %s\n", err.text);
    }
    return status == PIN_OK ? 0 : 1;
}
