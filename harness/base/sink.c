/* sink.c - the temporary is made with open, not mkstemp, so that the system applies the
 * umask: asking for the umask means setting it, which other threads would see. */
#include "harness/base/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    TEMPORARIES_MAX = 10000, /* left over by killed processes of the same number */
    TEMPORARY_NAME_MAX = 64,
    NEW_FILE_MODE = 0666,
    NEW_FOLDER_MODE = 0777,
    MODE_BITS = 07777,
};

struct pin_sink {
    FILE *stream;          /* NULL once the sink has ended */
    const char *path;      /* as the caller wrote it, or "stdout", for messages */
    const char *target;    /* with links followed; where the temporary goes */
    const char *temporary; /* NULL when the target is written directly */
    int failed;            /* errno of the first write that failed */
};

static enum pin_status refuse(const char *path, const char *what, int number,
                              struct pin_error *err)
{
    (void)pin_fail(err, PIN_E_IO, "%s: %s", what, strerror(number));
    pin_error_at(err, path, 0, 0);
    return PIN_E_IO;
}

static enum pin_status out_of_memory(const char *path, struct pin_error *err)
{
    (void)pin_fail(err, PIN_E_NOMEM, "no memory to open a file for writing");
    pin_error_at(err, path, 0, 0);
    return PIN_E_NOMEM;
}

static void end(struct pin_sink *sink)
{
    if (sink->stream && sink->stream != stdout) {
        (void)fclose(sink->stream);
    }
    sink->stream = NULL;
    if (sink->temporary) {
        (void)unlink(sink->temporary);
        sink->temporary = NULL;
    }
}

static void release(void *object)
{
    end(object);
}

void pin_sink_abandon(struct pin_sink *sink)
{
    end(sink);
}

/* The length of the folder's part of a path, with its last slash. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

static enum pin_status open_stream(struct pin_sink *sink, int descriptor,
                                   struct pin_error *err)
{
    sink->stream = fdopen(descriptor, "w");
    if (!sink->stream) {
        const int number = errno;
        (void)close(descriptor);
        return refuse(sink->path, "cannot open for writing", number, err);
    }
    return PIN_OK;
}

static enum pin_status open_directly(struct pin_sink *sink, struct pin_error *err)
{
    const int descriptor = open(sink->target, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) {
        return refuse(sink->path, "cannot open for writing", errno, err);
    }
    return open_stream(sink, descriptor, err);
}

static enum pin_status open_temporary(struct pin_sink *sink, struct pin_arena *arena,
                                      struct pin_error *err)
{
    const size_t folder = folder_length(sink->target);
    const size_t capacity = folder + TEMPORARY_NAME_MAX;
    char *name = pin_arena_alloc(arena, capacity, 1);
    if (!name) {
        return out_of_memory(sink->path, err);
    }
    memcpy(name, sink->target, folder);
    int descriptor = -1;
    for (unsigned attempt = 0; descriptor < 0 && attempt < TEMPORARIES_MAX; attempt++) {
        (void)snprintf(name + folder, TEMPORARY_NAME_MAX, ".pinbench-%ld-%u.tmp",
                       (long)getpid(), attempt);
        descriptor =
            open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, NEW_FILE_MODE);
        if (descriptor < 0 && errno != EEXIST) {
            return refuse(sink->path, "cannot make a file in its folder", errno, err);
        }
    }
    if (descriptor < 0) {
        return refuse(sink->path, "cannot make a file in its folder", EEXIST, err);
    }
    sink->temporary = name;
    return open_stream(sink, descriptor, err);
}

/* The path with its links followed; itself where nothing is there. */
static enum pin_status follow(struct pin_sink *sink, struct pin_arena *arena,
                              struct pin_error *err)
{
    char *real = realpath(sink->path, NULL);
    if (!real) {
        return refuse(sink->path, "cannot open for writing", errno, err);
    }
    sink->target = pin_arena_copy_text(arena, real, strlen(real));
    free(real);
    return sink->target ? PIN_OK : out_of_memory(sink->path, err);
}

static enum pin_status open_existing(struct pin_sink *sink, const struct stat *before,
                                     struct pin_arena *arena, struct pin_error *err)
{
    if (S_ISDIR(before->st_mode)) {
        return refuse(sink->path, "cannot open for writing", EISDIR, err);
    }
    if (!S_ISREG(before->st_mode)) {
        return open_directly(sink, err);
    }
    if (faccessat(AT_FDCWD, sink->path, W_OK, AT_EACCESS) != 0) {
        return refuse(sink->path, "cannot open for writing", errno, err);
    }
    PIN_TRY(follow(sink, arena, err));
    PIN_TRY(open_temporary(sink, arena, err));
    struct stat made;
    const mode_t mode = before->st_mode & MODE_BITS;
    const int descriptor = fileno(sink->stream);
    if (fstat(descriptor, &made) != 0 ||
        ((made.st_mode & MODE_BITS) != mode && fchmod(descriptor, mode) != 0)) {
        return refuse(sink->path, "cannot keep the mode of the file", errno, err);
    }
    return PIN_OK;
}

static enum pin_status open_new(struct pin_sink *sink, struct pin_arena *arena,
                                struct pin_error *err)
{
    const size_t folder = folder_length(sink->path);
    if (sink->path[0] == '\0') {
        return pin_fail(err, PIN_E_IO,
                        "expected the path of a file to write, found an empty text");
    }
    if (sink->path[folder] == '\0') { /* "folder/" */
        return refuse(sink->path, "cannot open for writing", EISDIR, err);
    }
    return open_temporary(sink, arena, err);
}

static enum pin_status open_path(struct pin_sink *sink, struct pin_arena *arena,
                                 struct pin_error *err)
{
    if (strcmp(sink->path, "-") == 0 || strcmp(sink->path, "/dev/stdout") == 0) {
        sink->stream = stdout;
        sink->path = "stdout";
        return PIN_OK;
    }
    struct stat before;
    if (stat(sink->path, &before) == 0) {
        return open_existing(sink, &before, arena, err);
    }
    if (errno != ENOENT) {
        return refuse(sink->path, "cannot open for writing", errno, err);
    }
    return open_new(sink, arena, err);
}

enum pin_status pin_sink_open(struct pin_sink **out, const char *path,
                              struct pin_arena *arena, struct pin_error *err)
{
    struct pin_sink *sink = PIN_NEW(arena, struct pin_sink);
    const char *copy = pin_arena_copy_text(arena, path, strlen(path));
    if (!sink || !copy || !pin_arena_own(arena, release, sink)) {
        return out_of_memory(path, err);
    }
    sink->path = copy;
    sink->target = copy;
    const enum pin_status status = open_path(sink, arena, err);
    if (status != PIN_OK) {
        end(sink);
        return status;
    }
    *out = sink;
    return PIN_OK;
}

enum pin_status pin_sink_write(struct pin_sink *sink, const void *bytes, size_t length,
                               struct pin_error *err)
{
    if (!sink->stream) {
        (void)pin_fail(err, PIN_E_INTERNAL, "written to after its end");
        pin_error_at(err, sink->path, 0, 0);
        return PIN_E_INTERNAL;
    }
    errno = 0;
    if (sink->failed == 0 && length > 0 &&
        fwrite(bytes, 1, length, sink->stream) != length) {
        sink->failed = errno != 0 ? errno : EIO;
    }
    if (sink->failed != 0) {
        return refuse(sink->path, "cannot write", sink->failed, err);
    }
    return PIN_OK;
}

/* Pipes and terminals have no disk to reach, and some file systems no call for it. */
static int reach_disk(int descriptor)
{
    if (fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS) {
        return 0;
    }
    return errno;
}

/* The first errno on the way from the stream to the disk, 0 when all went well. */
static int finish(struct pin_sink *sink)
{
    int number = sink->failed;
    errno = 0;
    if (fflush(sink->stream) != 0 && number == 0) {
        number = errno != 0 ? errno : EIO;
    }
    if (number == 0 && ferror(sink->stream)) {
        number = EIO;
    }
    if (number == 0) {
        number = reach_disk(fileno(sink->stream));
    }
    if (sink->stream != stdout && fclose(sink->stream) != 0 && number == 0) {
        number = errno;
    }
    sink->stream = NULL;
    return number;
}

enum pin_status pin_sink_commit(struct pin_sink *sink, struct pin_error *err)
{
    if (!sink->stream) {
        (void)pin_fail(err, PIN_E_INTERNAL, "committed after its end");
        pin_error_at(err, sink->path, 0, 0);
        return PIN_E_INTERNAL;
    }
    int number = finish(sink);
    if (number == 0 && sink->temporary) {
        if (rename(sink->temporary, sink->target) == 0) {
            sink->temporary = NULL;
        } else {
            number = errno;
        }
    }
    end(sink);
    return number == 0 ? PIN_OK : refuse(sink->path, "cannot write", number, err);
}

enum pin_status pin_sink_write_file(const char *path, const void *bytes, size_t length,
                                    struct pin_error *err)
{
    struct pin_arena scratch;
    struct pin_sink *sink = NULL;
    pin_arena_init(&scratch, 0);
    enum pin_status status = pin_sink_open(&sink, path, &scratch, err);
    if (status == PIN_OK) {
        status = pin_sink_write(sink, bytes, length, err);
    }
    if (status == PIN_OK) {
        status = pin_sink_commit(sink, err);
    }
    pin_arena_free(&scratch);
    return status;
}

static int make_one(const char *path)
{
    if (mkdir(path, NEW_FOLDER_MODE) == 0) {
        return 0;
    }
    const int number = errno;
    struct stat there;
    if (stat(path, &there) ==
        0) { /* EEXIST, or EROFS and EACCES on a folder that is there */
        return S_ISDIR(there.st_mode) ? 0 : ENOTDIR;
    }
    return number;
}

enum pin_status pin_sink_make_folder(const char *path, struct pin_error *err)
{
    char part[PATH_MAX];
    const size_t length = strlen(path);
    if (length == 0 || length >= sizeof(part)) {
        return refuse(path, "cannot make the folder", length == 0 ? ENOENT : ENAMETOOLONG,
                      err);
    }
    memcpy(part, path, length + 1);
    int number = 0;
    for (size_t i = 1; i <= length && number == 0; i++) {
        const bool at_end = part[i] == '/' || part[i] == '\0';
        if (at_end && part[i - 1] != '/') {
            part[i] = '\0';
            number = make_one(part);
            part[i] = path[i];
        }
    }
    return number == 0 ? PIN_OK : refuse(path, "cannot make the folder", number, err);
}
