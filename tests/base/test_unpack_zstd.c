#include "harness/base/pack.h"
#include "harness/base/unpack.h"
#include "tests/base/packed_text.h"

#include <zstd.h>

static void pack(struct pin_buffer *out, const char *text, size_t length)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();
    const size_t most = ZSTD_compressBound(length);
    const size_t before = out->length;
    char *bytes = pin_buffer_extend(out, most, NULL);
    cr_assert_not_null(bytes);
    (void)ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    const size_t n = ZSTD_compress2(context, bytes, most, text, length);
    cr_assert_eq(ZSTD_isError(n), 0);
    out->length = before + n;
    (void)ZSTD_freeCCtx(context);
}

Test(unpack_zstd, frames_one_behind_another_are_one_text_in_pieces_of_any_size)
{
    struct pin_buffer text;
    struct pin_buffer packed;
    packed_text_make(&text, 2000);
    pin_buffer_init(&packed, 0, NULL);
    cr_assert_eq(pin_buffer_put(&packed, "\x51\x2A\x4D\x18\2\0\0\0zz", 10, NULL), PIN_OK);
    pack(&packed, text.bytes, 7);
    pack(&packed, "", 0);
    cr_assert_eq(pin_buffer_put(&packed, "\x5F\x2A\x4D\x18\0\0\0\0", 8, NULL), PIN_OK);
    pack(&packed, text.bytes + 7, text.length - 7);
    for (size_t piece = 0; piece < 70; piece++) {
        struct pin_arena arena;
        struct pin_buffer got;
        pin_arena_init(&arena, 0);
        pin_buffer_init(&got, 0, NULL);
        const struct pin_source_memory memory = {packed.bytes, packed.length, piece};
        cr_assert_eq(packed_text_read(&got, &memory, &arena, NULL), PIN_OK);
        cr_assert_eq(got.length, text.length);
        cr_assert_eq(memcmp(got.bytes, text.bytes, text.length), 0);
        pin_buffer_free(&got);
        pin_arena_free(&arena);
    }
    pin_buffer_free(&text);
    pin_buffer_free(&packed);
}

Test(unpack_zstd, what_is_packed_in_pieces_of_any_size_is_read_back)
{
    struct pin_buffer text;
    packed_text_make(&text, 20000);
    for (size_t piece = 1; piece < text.length * 2; piece = piece * 7 + 1) {
        struct pin_arena arena;
        struct pin_packer *packer = NULL;
        struct pin_buffer packed;
        struct pin_buffer got;
        pin_arena_init(&arena, 0);
        pin_buffer_init(&packed, 0, NULL);
        pin_buffer_init(&got, 0, NULL);
        cr_assert_eq(pin_packer_new(&packer, &arena, NULL), PIN_OK);
        for (size_t at = 0; at < text.length; at += piece) {
            const size_t left = text.length - at;
            cr_assert_eq(pin_packer_put(packer, &packed, text.bytes + at,
                                        left < piece ? left : piece, false, NULL),
                         PIN_OK);
        }
        cr_assert_eq(pin_packer_put(packer, &packed, NULL, 0, true, NULL), PIN_OK);
        cr_assert_lt(packed.length, text.length);
        const struct pin_source_memory memory = {packed.bytes, packed.length, 0};
        cr_assert_eq(packed_text_read(&got, &memory, &arena, NULL), PIN_OK);
        cr_assert_eq(got.length, text.length);
        cr_assert_eq(memcmp(got.bytes, text.bytes, text.length), 0);
        pin_buffer_free(&packed);
        pin_buffer_free(&got);
        pin_arena_free(&arena);
    }
    pin_buffer_free(&text);
}

Test(unpack_zstd, cut_and_changed_zstd_is_an_error_that_says_where)
{
    struct pin_buffer text;
    struct pin_buffer packed;
    packed_text_make(&text, 30);
    pin_buffer_init(&packed, 0, NULL);
    pack(&packed, text.bytes, text.length);
    packed_text_spoil(&packed, &text);
    pin_buffer_free(&text);
    pin_buffer_free(&packed);
}

/* Windows of 128 and 256 MiB, and one empty block. */
Test(unpack_zstd, a_frame_that_asks_for_too_much_memory_is_refused)
{
    static const char *const frames[] = {"\x28\xB5\x2F\xFD\0\x88\1\0",
                                         "\x28\xB5\x2F\xFD\0\x90\1\0"};
    for (int i = 0; i < 2; i++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_buffer got;
        pin_arena_init(&arena, 0);
        pin_buffer_init(&got, 0, NULL);
        const struct pin_source_memory memory = {frames[i], 9, 0};
        cr_assert_eq(packed_text_read(&got, &memory, &arena, &err),
                     i == 0 ? PIN_OK : PIN_E_PARSE);
        cr_assert(i == 0 || strstr(err.text, "too much memory") != NULL, "%s", err.text);
        pin_buffer_free(&got);
        pin_arena_free(&arena);
    }
}

Test(unpack_zstd, a_block_has_the_length_that_is_told)
{
    struct pin_buffer packed;
    char text[16];
    pin_buffer_init(&packed, 0, NULL);
    pack(&packed, "abcdef", 6);
    for (size_t length = 0; length < sizeof(text); length++) {
        const struct pin_unpack_block block = {packed.bytes, packed.length, text, length};
        cr_assert_eq(pin_unpack_block(PIN_PACKING_ZSTD, &block, NULL),
                     length == 6 ? PIN_OK : PIN_E_PARSE);
    }
    pin_buffer_free(&packed);
}
