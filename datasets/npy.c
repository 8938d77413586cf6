#include "datasets/npy.h"

#include <string.h>

static enum pin_status read_bytes(struct pin_source *source, char *into, size_t bytes,
                                  struct pin_error *err)
{
    size_t done = 0;
    while (done < bytes) {
        size_t n = 0;
        PIN_TRY(pin_source_read(source, into + done, bytes - done, &n, err));
        if (n == 0) {
            return pin_fail(err, PIN_E_PARSE, "the file ends inside its header");
        }
        done += n;
    }
    return PIN_OK;
}

static enum pin_status read_layout(struct vector_layout *out, struct pin_source *source,
                                   struct pin_arena *arena, struct pin_error *err)
{
    char start[8];
    unsigned char length[4] = {0};
    PIN_TRY(read_bytes(source, start, 6, err));
    if (memcmp(start, "\x93NUMPY", 6) != 0) {
        return pin_fail(err, PIN_E_PARSE,
                        "no .npy file: it does not begin with \\x93NUMPY");
    }
    PIN_TRY(read_bytes(source, start + 6, 2, err));
    if (start[6] < 1 || start[6] > 3) {
        return pin_fail(err, PIN_E_PARSE,
                        "a .npy file of version %d; versions 1 to 3 are read",
                        (unsigned char)start[6]);
    }
    const size_t length_bytes = start[6] == 1 ? 2 : 4;
    PIN_TRY(read_bytes(source, (char *)length, length_bytes, err));
    const uint64_t header_n = length[0] | (uint64_t)length[1] << 8 |
                              (uint64_t)length[2] << 16 | (uint64_t)length[3] << 24;
    if (header_n > NPY_HEADER_MAX) {
        return pin_fail(err, PIN_E_PARSE, "a header of %llu bytes; expected at most %d",
                        (unsigned long long)header_n, NPY_HEADER_MAX);
    }
    char *header = pin_arena_alloc(arena, (size_t)header_n + 1, 1);
    if (!header) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for a header");
    }
    PIN_TRY(read_bytes(source, header, (size_t)header_n, err));
    PIN_TRY(npy_header_read(out, (struct pin_text){header, (size_t)header_n}, err));
    out->head_bytes = 8 + length_bytes + header_n;
    return PIN_OK;
}

enum pin_status npy_read(struct pin_matrix *out, struct pin_source *source,
                         struct pin_arena *arena, struct pin_error *err)
{
    struct vector_layout layout = {0};
    const enum pin_status status = read_layout(&layout, source, arena, err);
    if (status != PIN_OK) {
        pin_error_at(err, pin_source_name(source), 0, 0);
        return status;
    }
    return vector_rows_read(out, &layout, source, arena, err);
}
