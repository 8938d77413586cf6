/* fuzz_unpack.c - the first byte chooses the size of pieces, the rest is read as packed
 * bytes. In pieces and at once it must be the same text, or be refused both times, with
 * the name of the file. */
#include "harness/base/source.h"
#include "tests/fuzz/check_dataset.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXT_MAX = 1 << 16 }; /* a few bytes can stand for gigabytes */

static enum pin_status unpack(const struct pin_source_memory *memory, char *text,
                              size_t *length_out, struct pin_error *err)
{
    struct pin_arena arena;
    struct pin_source *source = NULL;
    size_t n = 1;
    pin_arena_init(&arena, 0);
    enum pin_status status =
        pin_source_open_memory(&source, "input", memory, &arena, err);
    if (status == PIN_OK) {
        pin_source_unpack(source);
    }
    while (status == PIN_OK && n > 0 && *length_out < TEXT_MAX) {
        status =
            pin_source_read(source, text + *length_out, TEXT_MAX - *length_out, &n, err);
        *length_out += n;
    }
    pin_arena_free(&arena);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char texts[2][TEXT_MAX];
    if (size == 0) {
        return 0;
    }
    const size_t pieces[] = {0, 1 + (size_t)data[0]};
    struct pin_error errors[2] = {{0}, {0}};
    size_t lengths[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        const struct pin_source_memory memory = {(const char *)data + 1, size - 1,
                                                 pieces[i]};
        const enum pin_status status = unpack(&memory, texts[i], &lengths[i], &errors[i]);
        check_that(status == errors[i].status);
        check_that(status == PIN_OK || strcmp(errors[i].where, "input") == 0);
    }
    check_that(errors[0].status == errors[1].status);
    if (errors[0].status == PIN_OK) {
        check_that(lengths[0] == lengths[1]);
        check_that(memcmp(texts[0], texts[1], lengths[0]) == 0);
    }
    return 0;
}
