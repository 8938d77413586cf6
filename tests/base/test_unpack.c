#include "harness/base/digest.h"
#include "harness/base/unpack.h"
#include "tests/base/packed_text.h"

#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

static void pack(struct pin_buffer *out, const char *text, size_t length)
{
    z_stream stream = {0};
    cr_assert_eq(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY),
                 Z_OK);
    const size_t most = deflateBound(&stream, length);
    const size_t before = out->length;
    char *bytes = pin_buffer_extend(out, most, NULL);
    cr_assert_not_null(bytes);
    stream.next_in = (Bytef *)(uintptr_t)text;
    stream.avail_in = (uInt)length;
    stream.next_out = (Bytef *)bytes;
    stream.avail_out = (uInt)most;
    cr_assert_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out->length = before + stream.total_out;
    (void)deflateEnd(&stream);
}

Test(unpack, members_one_behind_another_are_one_text_in_pieces_of_any_size)
{
    struct pin_buffer text;
    struct pin_buffer packed;
    packed_text_make(&text, 2000);
    pin_buffer_init(&packed, 0, NULL);
    pack(&packed, text.bytes, 7);
    pack(&packed, "", 0);
    pack(&packed, text.bytes + 7, text.length - 7);
    cr_assert_eq(pin_buffer_put(&packed, "\0\0\0", 3, NULL), PIN_OK); /* padding */
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

Test(unpack, what_is_not_packed_is_given_as_it_is)
{
    static const char bytes[] = "\x1F ab\x8B";
    for (size_t length = 0; length < sizeof(bytes); length++) {
        struct pin_arena arena;
        struct pin_buffer got;
        pin_arena_init(&arena, 0);
        pin_buffer_init(&got, 0, NULL);
        const struct pin_source_memory memory = {bytes, length, length % 3};
        cr_assert_eq(packed_text_read(&got, &memory, &arena, NULL), PIN_OK);
        cr_assert_eq(got.length, length);
        cr_assert(length == 0 || memcmp(got.bytes, bytes, length) == 0);
        pin_buffer_free(&got);
        pin_arena_free(&arena);
    }
}

Test(unpack, cut_and_changed_gzip_is_an_error_that_says_where)
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

Test(unpack, other_bytes_behind_the_last_member_are_refused)
{
    static const char *const behind[] = {"x", "\x1F\x8B", "\x28\xB5\x2F\xFD"};
    for (size_t i = 0; i < 3; i++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_buffer packed;
        struct pin_buffer got;
        pin_arena_init(&arena, 0);
        pin_buffer_init(&packed, 0, NULL);
        pin_buffer_init(&got, 0, NULL);
        pack(&packed, "abc", 3);
        cr_assert_eq(pin_buffer_text(&packed, behind[i], NULL), PIN_OK);
        const struct pin_source_memory memory = {packed.bytes, packed.length, 0};
        cr_assert_eq(packed_text_read(&got, &memory, &arena, &err), PIN_E_PARSE);
        cr_assert_not_null(strstr(err.text, i == 1 ? "ends too early" : "behind the end"),
                           "%s", err.text);
        pin_buffer_free(&got);
        pin_buffer_free(&packed);
        pin_arena_free(&arena);
    }
}

static void write_file(char *path, const struct pin_buffer *bytes)
{
    const int descriptor = mkstemp(path);
    cr_assert_geq(descriptor, 0);
    cr_assert_eq(write(descriptor, bytes->bytes, bytes->length), (ssize_t)bytes->length);
    cr_assert_eq(close(descriptor), 0);
}

static const char *sha256(const struct pin_buffer *bytes, char *hex)
{
    struct pin_digest digest;
    pin_digest_init(&digest);
    pin_digest_update(&digest, bytes->bytes, bytes->length);
    pin_digest_finish(&digest, hex);
    return hex;
}

/* Long enough for a thread. The digest is asked for at a point of the text and at its
 * end. */
static void read_file(const char *path, const struct pin_buffer *text, size_t point,
                      const char *hex)
{
    struct pin_arena arena;
    struct pin_source *source = NULL;
    char piece[100000];
    size_t at = 0;
    size_t n = 1;
    bool asked = false;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_source_open(&source, path, &arena, NULL), PIN_OK);
    pin_source_unpack(source);
    while (n > 0) {
        cr_assert_eq(pin_source_read(source, piece, sizeof(piece), &n, NULL), PIN_OK);
        cr_assert_leq(n, text->length - at);
        cr_assert_eq(memcmp(piece, text->bytes + at, n), 0);
        at += n;
        if (at > point && !asked) {
            asked = true;
            cr_assert_eq(strlen(pin_source_digest_hex(source)), PIN_DIGEST_HEX - 1);
        }
    }
    cr_assert_eq(at, text->length);
    cr_assert_str_eq(pin_source_digest_hex(source), hex);
    pin_arena_free(&arena);
}

Test(unpack, a_long_file_is_unpacked_ahead_and_its_digest_is_that_of_the_file)
{
    char path[] = "/tmp/pin-unpack.XXXXXX";
    char hex[PIN_DIGEST_HEX];
    struct pin_buffer text;
    struct pin_buffer packed;
    packed_text_make(&text, 300000);
    pin_buffer_init(&packed, 0, NULL);
    pack(&packed, text.bytes, text.length);
    write_file(path, &packed);
    (void)sha256(&packed, hex);
    static const size_t points[] = {0, 1 << 20, 3 << 20, SIZE_MAX};
    for (size_t i = 0; i < 4; i++) {
        read_file(path, &text, points[i], hex);
    }
    cr_assert_eq(unlink(path), 0);
    pin_buffer_free(&text);
    pin_buffer_free(&packed);
}

/* The fault lies behind what is read before the thread begins; a reader may also leave
 * while the thread works. */
Test(unpack, a_fault_that_the_thread_meets_comes_behind_the_text_before_it)
{
    for (int leaves = 0; leaves < 2; leaves++) {
        char path[] = "/tmp/pin-unpack.XXXXXX";
        struct pin_buffer text;
        struct pin_buffer packed;
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_source *source = NULL;
        static char piece[100000];
        size_t at = 0;
        size_t n = 1;
        enum pin_status status = PIN_OK;
        packed_text_make(&text, 300000);
        pin_buffer_init(&packed, 0, NULL);
        pack(&packed, text.bytes, text.length);
        packed.length -= 5;
        write_file(path, &packed);
        pin_arena_init(&arena, 0);
        cr_assert_eq(pin_source_open(&source, path, &arena, NULL), PIN_OK);
        pin_source_unpack(source);
        while (status == PIN_OK && n > 0 && !(leaves && at > 2 << 20)) {
            status = pin_source_read(source, piece, sizeof(piece), &n, &err);
            at += n;
        }
        if (!leaves) {
            cr_assert_eq(status, PIN_E_PARSE);
            cr_assert_eq(at, text.length);
            cr_assert_not_null(strstr(err.text, "the gzip data ends too early"));
            cr_assert_not_null(strstr(err.where, "pin-unpack"));
        }
        pin_arena_free(&arena);
        cr_assert_eq(unlink(path), 0);
        pin_buffer_free(&text);
        pin_buffer_free(&packed);
    }
}

Test(unpack, a_block_has_the_length_that_is_told)
{
    struct pin_buffer packed;
    char text[16];
    pin_buffer_init(&packed, 0, NULL);
    pack(&packed, "abcdef", 6);
    for (size_t length = 0; length < sizeof(text); length++) {
        const struct pin_unpack_block block = {packed.bytes, packed.length, text, length};
        cr_assert_eq(pin_unpack_block(PIN_PACKING_GZIP, &block, NULL),
                     length == 6 ? PIN_OK : PIN_E_PARSE);
    }
    const struct pin_unpack_block block = {packed.bytes, packed.length - 1, text, 6};
    cr_assert_eq(pin_unpack_block(PIN_PACKING_GZIP, &block, NULL), PIN_E_PARSE);
    pin_buffer_free(&packed);
}

Test(unpack, every_allocation_may_fail_and_nothing_leaks)
{
    enum pin_status status = PIN_E_NOMEM;
    struct pin_buffer packed;
    pin_buffer_init(&packed, 0, NULL);
    pack(&packed, "abcdef", 6);
    const struct pin_source_memory memory = {packed.bytes, packed.length, 0};
    uint64_t fail_at = 0;
    while (status != PIN_OK) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_buffer got;
        pin_arena_init(&arena, 0);
        pin_buffer_init(&got, 0, NULL);
        arena.fail_at_call = ++fail_at;
        status = packed_text_read(&got, &memory, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_buffer_free(&got);
        pin_arena_free(&arena);
    }
    cr_assert_gt(fail_at, 6);
    pin_buffer_free(&packed);
}
