/* packed_text.h - what tests of unpacking share: text, a packed form of it, and reading
 * the one from the other. */
#ifndef PIN_TESTS_BASE_PACKED_TEXT_H
#define PIN_TESTS_BASE_PACKED_TEXT_H

#include "harness/base/buffer.h"
#include "harness/base/rng.h"
#include "harness/base/source.h"

#include <inttypes.h>
#include <string.h>

#include <criterion/criterion.h>

/* n lines of made-up ids. */
static inline void packed_text_make(struct pin_buffer *out, uint32_t n)
{
    pin_buffer_init(out, 0, NULL);
    for (uint32_t i = 0; i < n; i++) {
        cr_assert_eq(pin_buffer_putf(out, NULL, "%u %016" PRIx64 "\n", i,
                                     pin_rng_u64(3, 0, i / 2)),
                     PIN_OK);
    }
}

/* Reads all text from packed bytes that lie in memory and come in pieces. */
static inline enum pin_status packed_text_read(struct pin_buffer *out,
                                               const struct pin_source_memory *memory,
                                               struct pin_arena *arena,
                                               struct pin_error *err)
{
    char piece[1000];
    size_t n = 1;
    struct pin_source *source = NULL;
    PIN_TRY(pin_source_open_memory(&source, "packed", memory, arena, err));
    pin_source_unpack(source);
    while (n > 0) {
        PIN_TRY(pin_source_read(source, piece, sizeof(piece), &n, err));
        PIN_TRY(pin_buffer_put(out, piece, n, err));
    }
    return pin_source_bytes(source) == memory->length ? PIN_OK : PIN_E_INTERNAL;
}

/* Every beginning of the packed bytes and every byte changed in any of eight ways must be
 * an error that says where, or give the same text: a name in a header does not matter. A
 * changed first byte can make it no packed text at all. */
static inline void packed_text_spoil(const struct pin_buffer *packed,
                                     const struct pin_buffer *text)
{
    struct pin_buffer copy;
    pin_buffer_init(&copy, 0, NULL);
    cr_assert_eq(pin_buffer_put(&copy, packed->bytes, packed->length, NULL), PIN_OK);
    for (size_t i = 0; i < 9 * packed->length; i++) {
        const size_t at = i / 9;
        const bool cut = i % 9 == 8;
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_buffer got;
        pin_arena_init(&arena, 0);
        pin_buffer_init(&got, 0, NULL);
        copy.bytes[at] ^= (char)(cut ? 0 : 1U << i % 9);
        const struct pin_source_memory memory = {copy.bytes, cut ? at : copy.length, 0};
        const enum pin_status status = packed_text_read(&got, &memory, &arena, &err);
        copy.bytes[at] = packed->bytes[at];
        if (status == PIN_OK && !(cut && at < 4) && !(at < 4 && !cut)) {
            cr_assert_eq(got.length, text->length, "byte %zu, change %zu", at, i % 9);
            cr_assert_eq(memcmp(got.bytes, text->bytes, text->length), 0);
        } else if (status != PIN_OK) {
            cr_assert_eq(status, PIN_E_PARSE);
            cr_assert_str_eq(err.where, "packed");
            cr_assert_not_null(strstr(err.text, " byte"), "%s", err.text);
        }
        pin_buffer_free(&got);
        pin_arena_free(&arena);
    }
    pin_buffer_free(&copy);
}

#endif
