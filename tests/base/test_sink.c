#include "harness/base/sink.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>

static char folder[64];

static void enter_folder(void)
{
    const char *parent = getenv("TMPDIR");
    (void)snprintf(folder, sizeof(folder), "%.40s/pin-sink.XXXXXX",
                   parent && strlen(parent) <= 40 ? parent : "/tmp");
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
}

/* Removes what the tests make, which is one level deep but for made/a/b. */
static void leave_folder(void)
{
    static const char *const folders[] = {"made/a/b", "made/a", "made", "closed", "real"};
    static const char *const files[] = {"out",       "link",   "pipe", "closed/out",
                                        "real/file", "stdout", "file"};
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        (void)unlink(files[i]);
    }
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        (void)rmdir(folders[i]);
    }
    cr_assert_eq(chdir("/"), 0);
    cr_assert_eq(rmdir(folder), 0, "something was left in %s", folder);
}

TestSuite(sink, .init = enter_folder, .fini = leave_folder);

static size_t files_n(const char *path)
{
    DIR *listing = opendir(path);
    cr_assert_not_null(listing);
    size_t n = 0;
    for (const struct dirent *entry = readdir(listing); entry; entry = readdir(listing)) {
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    (void)closedir(listing);
    return n;
}

static void check_content(const char *path, const char *want)
{
    char got[256];
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file, "%s", path);
    const size_t length = fread(got, 1, sizeof(got) - 1, file);
    got[length] = '\0';
    (void)fclose(file);
    cr_assert_str_eq(got, want);
}

Test(sink, a_file_appears_whole_at_the_commit_and_not_before)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_sink *sink = NULL;
    cr_assert_eq(pin_sink_open(&sink, "out", &arena, NULL), PIN_OK);
    cr_assert_eq(pin_sink_write(sink, "one ", 4, NULL), PIN_OK);
    cr_assert_eq(pin_sink_write(sink, "two", 3, NULL), PIN_OK);
    cr_assert_neq(access("out", F_OK), 0);
    cr_assert_eq(pin_sink_commit(sink, NULL), PIN_OK);
    check_content("out", "one two");
    cr_assert_eq(files_n("."), 1);
    struct pin_error err = {0};
    cr_assert_eq(pin_sink_write(sink, "three", 5, &err), PIN_E_INTERNAL);
    cr_assert_eq(pin_sink_commit(sink, NULL), PIN_E_INTERNAL);
    pin_sink_abandon(sink);
    pin_arena_free(&arena);
    check_content("out", "one two");
}

Test(sink, an_abandoned_write_leaves_the_old_content_and_no_temporary)
{
    cr_assert_eq(pin_sink_write_file("out", "old", 3, NULL), PIN_OK);
    struct pin_arena arena;
    struct pin_sink *sink = NULL;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_sink_open(&sink, "out", &arena, NULL), PIN_OK);
    cr_assert_eq(pin_sink_write(sink, "new", 3, NULL), PIN_OK);
    cr_assert_eq(files_n("."), 2);
    pin_sink_abandon(sink);
    pin_sink_abandon(sink);
    cr_assert_eq(files_n("."), 1);
    check_content("out", "old");
    /* Freeing the arena abandons as well. */
    cr_assert_eq(pin_sink_open(&sink, "out", &arena, NULL), PIN_OK);
    cr_assert_eq(pin_sink_write(sink, "new", 3, NULL), PIN_OK);
    pin_arena_free(&arena);
    cr_assert_eq(files_n("."), 1);
    check_content("out", "old");
}

Test(sink, two_sinks_of_one_folder_do_not_meet)
{
    struct pin_arena arena;
    struct pin_sink *a = NULL;
    struct pin_sink *b = NULL;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_sink_open(&a, "out", &arena, NULL), PIN_OK);
    cr_assert_eq(pin_sink_open(&b, "./file", &arena, NULL), PIN_OK);
    cr_assert_eq(pin_sink_write(a, "a", 1, NULL), PIN_OK);
    cr_assert_eq(pin_sink_write(b, "b", 1, NULL), PIN_OK);
    cr_assert_eq(pin_sink_commit(a, NULL), PIN_OK);
    cr_assert_eq(pin_sink_commit(b, NULL), PIN_OK);
    check_content("out", "a");
    check_content("file", "b");
    pin_arena_free(&arena);
}

static mode_t mode_of(const char *path)
{
    struct stat there;
    cr_assert_eq(stat(path, &there), 0);
    return there.st_mode & 07777;
}

Test(sink, a_new_file_obeys_the_umask_and_an_old_one_keeps_its_mode)
{
    (void)umask(027);
    cr_assert_eq(pin_sink_write_file("out", "1", 1, NULL), PIN_OK);
    cr_assert_eq(mode_of("out"), 0640);
    cr_assert_eq(chmod("out", 0764), 0);
    cr_assert_eq(pin_sink_write_file("out", "2", 1, NULL), PIN_OK);
    cr_assert_eq(mode_of("out"), 0764);
    check_content("out", "2");
}

Test(sink, a_link_stays_and_its_target_is_replaced)
{
    cr_assert_eq(pin_sink_make_folder("real", NULL), PIN_OK);
    cr_assert_eq(pin_sink_write_file("real/file", "old", 3, NULL), PIN_OK);
    cr_assert_eq(symlink("real/file", "link"), 0);
    cr_assert_eq(pin_sink_write_file("link", "new", 3, NULL), PIN_OK);
    struct stat there;
    cr_assert_eq(lstat("link", &there), 0);
    cr_assert(S_ISLNK(there.st_mode));
    check_content("real/file", "new");
    cr_assert_eq(files_n("real"), 1);
}

Test(sink, a_full_device_is_reported_at_the_write_or_the_commit)
{
    struct pin_error err = {0};
    cr_assert_eq(pin_sink_write_file("/dev/full", "x", 1, &err), PIN_E_IO);
    cr_assert_str_eq(err.where, "/dev/full");
    cr_assert_str_eq(err.text, "cannot write: No space left on device");
    static char much[1 << 20];
    cr_assert_eq(pin_sink_write_file("/dev/full", much, sizeof(much), NULL), PIN_E_IO);
    struct pin_arena arena;
    struct pin_sink *sink = NULL;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_sink_open(&sink, "/dev/full", &arena, NULL), PIN_OK);
    cr_assert_eq(pin_sink_write(sink, much, sizeof(much), NULL), PIN_E_IO);
    pin_error_clear(&err);
    cr_assert_eq(pin_sink_write(sink, "x", 1, &err), PIN_E_IO);
    cr_assert_eq(pin_sink_commit(sink, &err), PIN_E_IO);
    pin_arena_free(&arena);
    cr_assert_eq(pin_sink_write_file("/dev/null", "x", 1, NULL), PIN_OK);
}

/* RLIMIT_FSIZE would need a signal; a full stdout is enough to see the other path fail.
 */
Test(sink, stdout_is_flushed_at_the_commit_and_its_failure_reported)
{
    const int saved = dup(STDOUT_FILENO);
    (void)fflush(stdout);
    const int file = open("stdout", O_WRONLY | O_CREAT, 0600);
    cr_assert_eq(dup2(file, STDOUT_FILENO), STDOUT_FILENO);
    cr_assert_eq(pin_sink_write_file("-", "data", 4, NULL), PIN_OK);
    check_content("stdout", "data");
    const int full = open("/dev/full", O_WRONLY);
    cr_assert_eq(dup2(full, STDOUT_FILENO), STDOUT_FILENO);
    struct pin_error err = {0};
    cr_assert_eq(pin_sink_write_file("-", "data", 4, &err), PIN_E_IO);
    clearerr(stdout);
    cr_assert_eq(dup2(saved, STDOUT_FILENO), STDOUT_FILENO);
    (void)close(saved);
    (void)close(file);
    (void)close(full);
    cr_assert_str_eq(err.where, "stdout");
    cr_assert_str_eq(err.text, "cannot write: No space left on device");
}

Test(sink, a_pipe_is_written_directly)
{
    cr_assert_eq(mkfifo("pipe", 0600), 0);
    const int reader = open("pipe", O_RDONLY | O_NONBLOCK);
    cr_assert_geq(reader, 0);
    cr_assert_eq(pin_sink_write_file("pipe", "through", 7, NULL), PIN_OK);
    char got[16] = "";
    cr_assert_eq(read(reader, got, sizeof(got) - 1), 7);
    cr_assert_str_eq(got, "through");
    (void)close(reader);
    struct stat there;
    cr_assert_eq(stat("pipe", &there), 0);
    cr_assert(S_ISFIFO(there.st_mode));
    cr_assert_eq(files_n("."), 1);
}

Test(sink, folders_and_places_that_are_not_there_are_refused_with_the_path)
{
    static const struct {
        const char *path;
        const char *text;
    } cases[] = {
        {".", "cannot open for writing: Is a directory"},
        {"absent/out", "cannot make a file in its folder: No such file or directory"},
        {"absent/", "cannot open for writing: Is a directory"},
        {"", "expected the path of a file to write, found an empty text"},
        {"file/out", "cannot open for writing: Not a directory"},
    };
    cr_assert_eq(pin_sink_write_file("file", "x", 1, NULL), PIN_OK);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pin_error err = {0};
        cr_assert_eq(pin_sink_write_file(cases[i].path, "x", 1, &err), PIN_E_IO);
        cr_assert_str_eq(err.where, cases[i].path);
        cr_assert_str_eq(err.text, cases[i].text);
    }
    cr_assert_eq(files_n("."), 1);
}

Test(sink, a_read_only_folder_and_file_are_refused)
{
    cr_assert_eq(mkdir("closed", 0700), 0);
    cr_assert_eq(pin_sink_write_file("file", "old", 3, NULL), PIN_OK);
    cr_assert_eq(chmod("closed", 0555), 0);
    cr_assert_eq(chmod("file", 0400), 0);
    cr_assert_eq(chmod(".", 0755), 0);
    const bool superuser = geteuid() == 0; /* who may write anywhere, so not as that */
    cr_assert(!superuser || seteuid(65534) == 0);
    struct pin_error err = {0};
    const enum pin_status in_folder = pin_sink_write_file("closed/out", "x", 1, &err);
    const enum pin_status on_file = pin_sink_write_file("file", "x", 1, NULL);
    cr_assert(!superuser || seteuid(0) == 0);
    cr_assert_eq(in_folder, PIN_E_IO);
    cr_assert_eq(on_file, PIN_E_IO);
    cr_assert_str_eq(err.where, "closed/out");
    cr_assert_str_eq(err.text, "cannot make a file in its folder: Permission denied");
    check_content("file", "old");
    cr_assert_eq(chmod("closed", 0700), 0);
}

Test(sink, folders_are_made_with_those_above_them)
{
    cr_assert_eq(pin_sink_make_folder("made/a//b/", NULL), PIN_OK);
    cr_assert_eq(access("made/a/b", F_OK), 0);
    cr_assert_eq(pin_sink_make_folder("made/a/b", NULL), PIN_OK);
    cr_assert_eq(pin_sink_make_folder("/", NULL), PIN_OK);
    cr_assert_eq(pin_sink_make_folder(".", NULL), PIN_OK);
    struct pin_error err = {0};
    cr_assert_eq(pin_sink_write_file("file", "x", 1, NULL), PIN_OK);
    cr_assert_eq(pin_sink_make_folder("file/a", &err), PIN_E_IO);
    cr_assert_str_eq(err.where, "file/a");
    cr_assert_str_eq(err.text, "cannot make the folder: Not a directory");
    cr_assert_eq(pin_sink_make_folder("", NULL), PIN_E_IO);
    char longest[5000];
    memset(longest, 'a', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    cr_assert_eq(pin_sink_make_folder(longest, NULL), PIN_E_IO);
    cr_assert_eq(pin_sink_write_file(longest, "x", 1, NULL), PIN_E_IO);
}

Test(sink, every_allocation_may_fail_and_nothing_is_left_behind)
{
    cr_assert_eq(pin_sink_write_file("out", "old", 3, NULL), PIN_OK);
    enum pin_status status = PIN_E_NOMEM;
    uint64_t fail_at = 0;
    while (status != PIN_OK) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_sink *sink = NULL;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = ++fail_at;
        status = pin_sink_open(&sink, "out", &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
        cr_assert_eq(files_n("."), 1);
    }
    cr_assert_gt(fail_at, 4);
    check_content("out", "old");
}
