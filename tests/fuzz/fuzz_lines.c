/* fuzz_lines.c - the first byte chooses the piece size, the rest is text. Reading in
 * pieces and reading at once must give the same lines and the same error. */
#include "harness/base/buffer.h"
#include "harness/base/lines.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINE_MAX_BYTES = 100 };

static enum pin_status trace(const struct pin_source_memory *memory,
                             struct pin_buffer *out, struct pin_arena *arena,
                             struct pin_error *err)
{
    struct pin_source *source = NULL;
    struct pin_lines *lines = NULL;
    bool more = true;
    PIN_TRY(pin_source_open_memory(&source, "input", memory, arena, err));
    PIN_TRY(pin_lines_new(&lines, source, LINE_MAX_BYTES, arena, err));
    while (more) {
        struct pin_line line = {0};
        PIN_TRY(pin_lines_next(lines, &line, &more, err));
        if (line.length > LINE_MAX_BYTES ||
            (more && memchr(line.bytes, '\n', line.length))) {
            abort();
        }
        PIN_TRY(pin_buffer_putf(out, err, "%u %zu:", line.number, line.length));
        PIN_TRY(pin_buffer_put(out, line.bytes, line.length, err));
    }
    return PIN_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    const size_t pieces[] = {0, 1 + (size_t)data[0]};
    struct pin_error errors[2] = {{0}, {0}};
    struct pin_buffer traces[2];
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (int i = 0; i < 2; i++) {
        const struct pin_source_memory memory = {(const char *)data + 1, size - 1,
                                                 pieces[i]};
        pin_buffer_init(&traces[i], 0, NULL);
        if (trace(&memory, &traces[i], &arena, &errors[i]) != errors[i].status) {
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
