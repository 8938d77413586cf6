/* fuzz_json_stream.c - the first byte chooses the mode and the piece size, the rest is
 * JSON. Reading in pieces and reading at once must give the same tokens and the same
 * error. */
#include "harness/base/buffer.h"
#include "harness/base/json_stream.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum pin_status trace(const struct pin_source_memory *memory,
                             enum pin_json_mode mode, struct pin_buffer *out,
                             struct pin_arena *arena, struct pin_error *err)
{
    struct pin_source *source = NULL;
    struct pin_json_stream *stream = NULL;
    struct pin_json_token token = {.type = PIN_TOKEN_NULL};
    PIN_TRY(pin_source_open_memory(&source, "input", memory, arena, err));
    PIN_TRY(pin_json_stream_new(&stream, source, mode, arena, err));
    while (token.type != PIN_TOKEN_END) {
        PIN_TRY(pin_json_stream_next(stream, &token, err));
        PIN_TRY(pin_buffer_putf(out, err, "%d %u:%u %zu:", (int)token.type, token.line,
                                token.column, token.length));
        PIN_TRY(pin_buffer_put(out, token.bytes, token.length, err));
    }
    return PIN_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    const enum pin_json_mode mode = data[0] >= 128 ? PIN_JSON_LINES : PIN_JSON_DOCUMENT;
    const size_t pieces[] = {0, 1 + data[0] % 128U};
    struct pin_error errors[2] = {{0}, {0}};
    struct pin_buffer traces[2];
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (int i = 0; i < 2; i++) {
        const struct pin_source_memory memory = {(const char *)data + 1, size - 1,
                                                 pieces[i]};
        pin_buffer_init(&traces[i], 0, NULL);
        if (trace(&memory, mode, &traces[i], &arena, &errors[i]) != errors[i].status) {
            abort();
        }
    }
    if (traces[0].length != traces[1].length ||
        (traces[0].length > 0 &&
         memcmp(traces[0].bytes, traces[1].bytes, traces[0].length) != 0) ||
        memcmp(&errors[0], &errors[1], sizeof(errors[0])) != 0) {
        abort();
    }
    pin_buffer_free(&traces[0]);
    pin_buffer_free(&traces[1]);
    pin_arena_free(&arena);
    return 0;
}
