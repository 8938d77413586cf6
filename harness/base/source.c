/* source.c - one read(2) a piece. The digest of a large file is taken on another thread
 * while the reader works, that of anything else at once. Whether a source is packed is
 * seen from its first bytes, which are then given out like any other. */
#include "harness/base/source.h"

#include "harness/base/digest.h"
#include "harness/base/digest_thread.h"
#include "harness/base/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    NO_FILE = -1,
    THREAD_BYTES = 1 << 20, /* a smaller file is not worth a thread */
};

struct pin_source {
    const char *name;
    int descriptor;
    struct pin_source_memory memory;
    uint64_t bytes_n;
    bool digested;
    struct pin_digest digest;
    struct pin_digest_thread *thread; /* digests instead, for large files; or NULL */
    char hex[PIN_DIGEST_HEX];
    bool regular; /* a file, of which a read does not wait for anybody */
    bool large;   /* worth a thread for its digest, which its first read starts */
    bool unpacks;
    bool begun;
    struct pin_arena *arena;
    struct pin_unpacker *unpacker; /* of a packed source that is unpacked; or NULL */
    char head[PIN_PACKING_HEAD];   /* what was read to see whether it is packed */
    uint32_t head_at;              /* behind what of it was given out */
    uint32_t head_n;
};

static void release(void *object)
{
    const struct pin_source *source = object; /* its unpacker's thread has ended */
    pin_digest_thread_stop(source->thread);
    if (source->descriptor > STDIN_FILENO) {
        (void)close(source->descriptor);
    }
}

static enum pin_status fail_in(struct pin_error *err, enum pin_status status,
                               const char *name, int code, const char *what)
{
    if (code != 0) {
        char reason[128] = "unknown reason";
        (void)strerror_r(code, reason, sizeof(reason));
        (void)pin_fail(err, status, "%s: %s", what, reason);
    } else {
        (void)pin_fail(err, status, "%s", what);
    }
    pin_error_at(err, name, 0, 0);
    return status;
}

/* A source that reads nothing yet; the arena owns it. */
static struct pin_source *make(const char *name, struct pin_arena *arena,
                               struct pin_error *err)
{
    struct pin_source *source = PIN_NEW(arena, struct pin_source);
    char *copy = pin_arena_copy_text(arena, name, strlen(name));
    if (!source || !copy) {
        (void)fail_in(err, PIN_E_NOMEM, name, 0, "no memory to open it");
        return NULL;
    }
    source->name = copy;
    source->descriptor = NO_FILE;
    source->digested = true;
    source->arena = arena;
    pin_digest_init(&source->digest);
    if (!pin_arena_own(arena, release, source)) {
        (void)fail_in(err, PIN_E_NOMEM, name, 0, "no memory to open it");
        return NULL;
    }
    return source;
}

static enum pin_status open_file(struct pin_source *source, const char *path,
                                 struct pin_error *err)
{
    do {
        source->descriptor = open(path, O_RDONLY | O_CLOEXEC);
    } while (source->descriptor < 0 && errno == EINTR);
    if (source->descriptor < 0) {
        const int code = errno;
        const bool missing = code == ENOENT || code == ENOTDIR;
        return fail_in(err, missing ? PIN_E_MISSING : PIN_E_IO, path, code,
                       "expected a file that can be read");
    }
    struct stat status;
    if (fstat(source->descriptor, &status) != 0) {
        return fail_in(err, PIN_E_IO, path, errno, "expected a file that can be read");
    }
    if (S_ISDIR(status.st_mode)) {
        return fail_in(err, PIN_E_IO, path, 0, "expected a file, found a directory");
    }
    /* Advice only: a pipe does not take it, and nothing is lost. */
    (void)posix_fadvise(source->descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    source->regular = S_ISREG(status.st_mode);
    source->large = source->regular && status.st_size >= THREAD_BYTES;
    return PIN_OK;
}

enum pin_status pin_source_open(struct pin_source **out, const char *path,
                                struct pin_arena *arena, struct pin_error *err)
{
    const bool is_stdin = strcmp(path, "-") == 0;
    struct pin_source *source = make(is_stdin ? "stdin" : path, arena, err);
    if (!source) {
        return PIN_E_NOMEM;
    }
    if (is_stdin) {
        struct stat status;
        source->descriptor = STDIN_FILENO;
        source->regular = fstat(STDIN_FILENO, &status) == 0 && S_ISREG(status.st_mode);
    } else {
        PIN_TRY(open_file(source, path, err));
    }
    *out = source;
    return PIN_OK;
}

enum pin_status pin_source_open_memory(struct pin_source **out, const char *name,
                                       const struct pin_source_memory *memory,
                                       struct pin_arena *arena, struct pin_error *err)
{
    struct pin_source *source = make(name, arena, err);
    if (!source) {
        return PIN_E_NOMEM;
    }
    source->memory = *memory;
    *out = source;
    return PIN_OK;
}

void pin_source_skip_digest(struct pin_source *source)
{
    source->digested = false;
}

void pin_source_unpack(struct pin_source *source)
{
    source->unpacks = true;
}

static size_t take(struct pin_source *source, char *into, size_t capacity)
{
    const struct pin_source_memory *memory = &source->memory;
    size_t n = memory->length - (size_t)source->bytes_n;
    n = n > capacity ? capacity : n;
    n = memory->piece_bytes != 0 && n > memory->piece_bytes ? memory->piece_bytes : n;
    if (n > 0) {
        memcpy(into, memory->bytes + source->bytes_n, n);
    }
    return n;
}

static enum pin_status read_stored(struct pin_source *source, char *into, size_t capacity,
                                   size_t *n_out, struct pin_error *err)
{
    size_t n = 0;
    *n_out = 0;
    if (source->descriptor == NO_FILE) {
        n = take(source, into, capacity);
    } else {
        ssize_t got = 0;
        do {
            got = read(source->descriptor, into, capacity);
        } while (got < 0 && errno == EINTR);
        if (got < 0) {
            return fail_in(err, PIN_E_IO, source->name, errno, "reading fails");
        }
        n = (size_t)got;
    }
    if (source->digested && source->thread) {
        pin_digest_thread_feed(source->thread, into, n);
    } else if (source->digested) {
        pin_digest_update(&source->digest, into, n);
    }
    source->bytes_n += n;
    *n_out = n;
    return PIN_OK;
}

/* What is left of the head, then the rest. */
static enum pin_status read_on(void *object, char *into, size_t capacity, size_t *n_out,
                               struct pin_error *err)
{
    struct pin_source *source = object;
    const size_t left = source->head_n - source->head_at;
    if (left == 0) {
        return read_stored(source, into, capacity, n_out, err);
    }
    const size_t n = left < capacity ? left : capacity;
    memcpy(into, source->head + source->head_at, n);
    source->head_at += (uint32_t)n;
    *n_out = n;
    return PIN_OK;
}

static enum pin_status begin(struct pin_source *source, struct pin_error *err)
{
    if (source->large && source->digested) {
        source->thread = pin_digest_thread_start();
    }
    size_t n = source->unpacks ? 1 : 0;
    while (n > 0 && source->head_n < PIN_PACKING_HEAD) {
        PIN_TRY(read_stored(source, source->head + source->head_n,
                            PIN_PACKING_HEAD - source->head_n, &n, err));
        source->head_n += (uint32_t)n;
    }
    const enum pin_packing packing = pin_packing_of(source->head, source->head_n);
    if (packing == PIN_PACKING_NONE) {
        return PIN_OK;
    }
    const struct pin_unpack_input input = {read_on, source, source->name,
                                           source->regular};
    return pin_unpacker_new(&source->unpacker, packing, &input, source->arena, err);
}

enum pin_status pin_source_read(struct pin_source *source, char *into, size_t capacity,
                                size_t *n_out, struct pin_error *err)
{
    *n_out = 0;
    if (!source->begun) {
        source->begun = true;
        PIN_TRY(begin(source, err));
    }
    return source->unpacker
               ? pin_unpacker_read(source->unpacker, into, capacity, n_out, err)
               : read_on(source, into, capacity, n_out, err);
}

const char *pin_source_name(const struct pin_source *source)
{
    return source->name;
}

static void rest(struct pin_source *source)
{
    if (source->unpacker) {
        pin_unpacker_rest(source->unpacker);
    }
}

uint64_t pin_source_bytes(struct pin_source *source)
{
    rest(source);
    return source->bytes_n;
}

const char *pin_source_digest_hex(struct pin_source *source)
{
    rest(source);
    if (source->digested) {
        struct pin_digest copy =
            source->thread ? pin_digest_thread_result(source->thread) : source->digest;
        pin_digest_finish(&copy, source->hex);
    }
    return source->hex;
}
