/* bench_readers.c - how fast the readers of harness/base are, beside jansson.
 *
 * The input is made in memory: a PinPoint results file of 7,635 queries with 50 ids of 32
 * hexadecimal characters each, indented as the reference writes it. Rounds go through all
 * readers in turn, so that a slow spell of the machine meets all of them; the figure is
 * the median processor time of ROUNDS. MB is 10^6 bytes. */

#include "harness/base/buffer.h"
#include "harness/base/digest.h"
#include "harness/base/json_stream.h"
#include "harness/base/lines.h"
#include "harness/base/rng.h"
#include "harness/base/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <jansson.h>

enum { QUERIES_N = 7635, DEPTH = 50, ROUNDS = 9, READERS_N = 7 };

struct text {
    const char *bytes;
    size_t length;
};

static enum pin_status write_run(struct pin_buffer *out)
{
    PIN_TRY(pin_buffer_text(out, "{\n", NULL));
    for (uint32_t query = 0; query < QUERIES_N; query++) {
        PIN_TRY(pin_buffer_putf(out, NULL, " \"%05u\": {\n  \"retrieved_items\": [\n",
                                query));
        for (uint32_t rank = 0; rank < DEPTH; rank++) {
            PIN_TRY(pin_buffer_putf(out, NULL, "   \"%016" PRIx64 "%016" PRIx64 "\"%s\n",
                                    pin_rng_u64(1, query, 2 * rank),
                                    pin_rng_u64(1, query, 2 * rank + 1),
                                    rank + 1 < DEPTH ? "," : ""));
        }
        PIN_TRY(
            pin_buffer_putf(out, NULL, "  ]\n }%s\n", query + 1 < QUERIES_N ? "," : ""));
    }
    return pin_buffer_text(out, "}\n", NULL);
}

static enum pin_status open_text(struct pin_source **out, const struct text *text,
                                 bool digested, struct pin_arena *arena)
{
    const struct pin_source_memory memory = {text->bytes, text->length, 0};
    PIN_TRY(pin_source_open_memory(out, "run", &memory, arena, NULL));
    if (!digested) {
        pin_source_skip_digest(*out);
    }
    return PIN_OK;
}

static enum pin_status read_json(const struct text *text, bool digested,
                                 struct pin_arena *arena)
{
    struct pin_source *source = NULL;
    struct pin_json_stream *stream = NULL;
    struct pin_json_token token = {.type = PIN_TOKEN_NULL};
    PIN_TRY(open_text(&source, text, digested, arena));
    PIN_TRY(pin_json_stream_new(&stream, source, PIN_JSON_DOCUMENT, arena, NULL));
    while (token.type != PIN_TOKEN_END) {
        PIN_TRY(pin_json_stream_next(stream, &token, NULL));
    }
    return PIN_OK;
}

static enum pin_status read_lines(const struct text *text, bool digested,
                                  struct pin_arena *arena)
{
    struct pin_source *source = NULL;
    struct pin_lines *lines = NULL;
    struct pin_line line;
    bool more = true;
    PIN_TRY(open_text(&source, text, digested, arena));
    PIN_TRY(pin_lines_new(&lines, source, 0, arena, NULL));
    while (more) {
        PIN_TRY(pin_lines_next(lines, &line, &more, NULL));
    }
    return PIN_OK;
}

static enum pin_status json_with_digest(const struct text *text, struct pin_arena *arena)
{
    return read_json(text, true, arena);
}

static enum pin_status json_alone(const struct text *text, struct pin_arena *arena)
{
    return read_json(text, false, arena);
}

static enum pin_status lines_with_digest(const struct text *text, struct pin_arena *arena)
{
    return read_lines(text, true, arena);
}

static enum pin_status lines_alone(const struct text *text, struct pin_arena *arena)
{
    return read_lines(text, false, arena);
}

static enum pin_status utf8(const struct text *text, struct pin_arena *arena)
{
    (void)arena;
    return pin_utf8_check(text->bytes, text->length) == text->length ? PIN_OK
                                                                     : PIN_E_PARSE;
}

static enum pin_status sha256(const struct text *text, struct pin_arena *arena)
{
    (void)arena;
    char hex[PIN_DIGEST_HEX];
    struct pin_digest digest;
    pin_digest_init(&digest);
    pin_digest_update(&digest, text->bytes, text->length);
    pin_digest_finish(&digest, hex);
    return hex[0] != '\0' ? PIN_OK : PIN_E_INTERNAL;
}

static enum pin_status jansson(const struct text *text, struct pin_arena *arena)
{
    (void)arena;
    json_t *value = json_loadb(text->bytes, text->length, 0, NULL);
    const enum pin_status status = value ? PIN_OK : PIN_E_PARSE;
    json_decref(value);
    return status;
}

struct reader {
    const char *name;
    enum pin_status (*read)(const struct text *text, struct pin_arena *arena);
    double seconds[ROUNDS];
};

static double cpu_seconds(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

static enum pin_status time_once(struct reader *reader, const struct text *text,
                                 int round)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const double start = cpu_seconds();
    const enum pin_status status = reader->read(text, &arena);
    pin_arena_free(&arena);
    reader->seconds[round] = cpu_seconds() - start;
    return status;
}

static enum pin_status measure(struct reader *readers, const struct text *text)
{
    for (int round = -1; round < ROUNDS; round++) { /* the first warms up */
        for (int i = 0; i < READERS_N; i++) {
            PIN_TRY(time_once(&readers[i], text, round < 0 ? 0 : round));
        }
    }
    for (int i = 0; i < READERS_N; i++) {
        qsort(readers[i].seconds, ROUNDS, sizeof(double), by_size);
    }
    return PIN_OK;
}

int main(void)
{
    struct reader readers[READERS_N] = {
        {.name = "json_stream", .read = json_alone},
        {.name = "json_stream + sha256", .read = json_with_digest},
        {.name = "lines", .read = lines_alone},
        {.name = "lines + sha256", .read = lines_with_digest},
        {.name = "utf8", .read = utf8},
        {.name = "sha256", .read = sha256},
        {.name = "jansson json_loadb", .read = jansson},
    };
    struct pin_buffer buffer;
    pin_buffer_init(&buffer, 0, NULL);
    if (write_run(&buffer) != PIN_OK) {
        return 1;
    }
    const struct text text = {buffer.bytes, buffer.length};
    if (measure(readers, &text) != PIN_OK) {
        return 1;
    }
    const double peer = readers[READERS_N - 1].seconds[ROUNDS / 2];
    (void)printf("%zu bytes, median processor time of %d runs\n", text.length, ROUNDS);
    (void)printf("%-22s %10s %10s %12s\n", "reader", "ms", "MB/s", "x jansson");
    for (int i = 0; i < READERS_N; i++) {
        const double seconds = readers[i].seconds[ROUNDS / 2];
        (void)printf("%-22s %10.2f %10.0f %12.1f\n", readers[i].name, 1e3 * seconds,
                     1e-6 * (double)text.length / seconds, peer / seconds);
    }
    pin_buffer_free(&buffer);
    return 0;
}
