#include "harness/base/digest.h"
#include "harness/base/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>

static void write_file(char *path, const char *bytes, size_t length)
{
    const int descriptor = mkstemp(path);
    cr_assert_geq(descriptor, 0);
    cr_assert_eq(write(descriptor, bytes, length), (ssize_t)length);
    cr_assert_eq(close(descriptor), 0);
}

static size_t read_all(struct pin_source *source, char *into, size_t capacity,
                       size_t piece)
{
    size_t length = 0;
    size_t n = 1;
    while (n > 0) {
        cr_assert_geq(capacity - length, piece);
        cr_assert_eq(pin_source_read(source, into + length, piece, &n, NULL), PIN_OK);
        length += n;
    }
    return length;
}

Test(source, a_file_and_memory_give_the_same_bytes_and_the_same_digest)
{
    char path[] = "/tmp/pin-source.XXXXXX";
    write_file(path, "abc", 3);
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_source *sources[2] = {NULL, NULL};
    const struct pin_source_memory memory = {"abc", 3, 2};
    cr_assert_eq(pin_source_open(&sources[0], path, &arena, NULL), PIN_OK);
    cr_assert_eq(pin_source_open_memory(&sources[1], path, &memory, &arena, NULL),
                 PIN_OK);
    for (int i = 0; i < 2; i++) {
        char into[16];
        cr_assert_eq(read_all(sources[i], into, sizeof(into), 8), 3);
        cr_assert_eq(memcmp(into, "abc", 3), 0);
        cr_assert_eq(pin_source_bytes(sources[i]), 3);
        cr_assert_str_eq(pin_source_name(sources[i]), path);
        cr_assert_str_eq(
            pin_source_digest_hex(sources[i]),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
    pin_arena_free(&arena);
    cr_assert_eq(unlink(path), 0);
}

Test(source, the_digest_can_be_asked_for_on_the_way_and_can_be_left_out)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_source *source = NULL;
    const struct pin_source_memory memory = {"abc", 3, 0};
    cr_assert_eq(pin_source_open_memory(&source, "m", &memory, &arena, NULL), PIN_OK);
    const char *none = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    cr_assert_str_eq(pin_source_digest_hex(source), none);
    char into[8];
    cr_assert_eq(read_all(source, into, sizeof(into), 1), 3);
    cr_assert_eq(strncmp(pin_source_digest_hex(source), "ba7816bf", 8), 0);
    cr_assert_eq(pin_source_open_memory(&source, "m", &memory, &arena, NULL), PIN_OK);
    pin_source_skip_digest(source);
    cr_assert_eq(read_all(source, into, sizeof(into), 4), 3);
    cr_assert_str_eq(pin_source_digest_hex(source), "");
    pin_arena_free(&arena);
}

Test(source, what_cannot_be_read_is_named_with_its_reason)
{
    const struct {
        const char *path;
        enum pin_status status;
        const char *reason;
    } cases[] = {
        {"/nonexistent/file.json", PIN_E_MISSING, "No such file"},
        {"/dev/null/file.json", PIN_E_MISSING, "Not a directory"},
        {"/tmp", PIN_E_IO, "found a directory"},
        {"", PIN_E_MISSING, "No such file"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_source *source = NULL;
        pin_arena_init(&arena, 0);
        cr_assert_eq(pin_source_open(&source, cases[i].path, &arena, &err),
                     cases[i].status);
        cr_assert_eq(err.status, cases[i].status);
        cr_assert_str_eq(err.where, cases[i].path);
        cr_assert_not_null(strstr(err.text, cases[i].reason));
        pin_arena_free(&arena);
    }
}

Test(source, a_file_without_permission_is_an_io_error)
{
    char path[] = "/tmp/pin-source.XXXXXX";
    write_file(path, "abc", 3);
    cr_assert_eq(chmod(path, 0), 0);
    struct pin_arena arena;
    struct pin_error err = {0};
    struct pin_source *source = NULL;
    pin_arena_init(&arena, 0);
    const enum pin_status status = pin_source_open(&source, path, &arena, &err);
    cr_assert(geteuid() == 0 ? status == PIN_OK : status == PIN_E_IO); /* root may all */
    pin_arena_free(&arena);
    cr_assert_eq(unlink(path), 0);
}

Test(source, a_dash_is_the_standard_input_and_it_is_left_open)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(write(ends[1], "hello", 5), 5);
    cr_assert_eq(close(ends[1]), 0);
    cr_assert_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_source *source = NULL;
    char into[16];
    cr_assert_eq(pin_source_open(&source, "-", &arena, NULL), PIN_OK);
    cr_assert_str_eq(pin_source_name(source), "stdin");
    cr_assert_eq(read_all(source, into, sizeof(into), 8), 5);
    pin_arena_free(&arena);
    struct stat status;
    cr_assert_eq(fstat(STDIN_FILENO, &status), 0);
    cr_assert_eq(close(ends[0]), 0);
}

Test(source, every_allocation_may_fail_and_nothing_leaks)
{
    enum pin_status status = PIN_E_NOMEM;
    uint64_t fail_at = 0;
    while (status != PIN_OK) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_source *source = NULL;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = ++fail_at;
        status = pin_source_open(&source, "/dev/null", &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
    cr_assert_gt(fail_at, 3);
}
