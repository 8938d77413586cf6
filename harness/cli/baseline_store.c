#include "harness/cli/baseline_store.h"

#include "harness/base/buffer.h"
#include "harness/base/sink.h"
#include "harness/base/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PIECE_BYTES = 1 << 16, NAME_MAX_BYTES = 100 };

bool pin_baseline_is_name(const char *text)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789._-";
    const size_t length = strlen(text);
    return length > 0 && length <= NAME_MAX_BYTES && text[0] != '.' && text[0] != '-' &&
           strspn(text, allowed) == length;
}

static const char *join(const char *const *parts, size_t parts_n, struct pin_arena *arena,
                        struct pin_error *err)
{
    size_t length = 1;
    for (size_t i = 0; i < parts_n; i++) {
        length += strlen(parts[i]);
    }
    char *path = pin_arena_alloc(arena, length, 1);
    if (!path) {
        (void)pin_fail(err, PIN_E_NOMEM, "no memory for a path");
        return NULL;
    }
    size_t at = 0;
    for (size_t i = 0; i < parts_n; i++) {
        const size_t n = strlen(parts[i]);
        memcpy(path + at, parts[i], n);
        at += n;
    }
    return path;
}

const char *pin_baseline_path(const char *store, const char *name, const char *file,
                              struct pin_arena *arena, struct pin_error *err)
{
    const char *const parts[] = {store, "/", name, "/", file};
    return join(parts, 5, arena, err);
}

const char *pin_beside(const char *path, const char *name, struct pin_arena *arena,
                       struct pin_error *err)
{
    const char *slash = strrchr(path, '/');
    const char *folder =
        slash ? pin_arena_copy_text(arena, path, (size_t)(slash - path) + 1) : "";
    if (!folder) {
        (void)pin_fail(err, PIN_E_NOMEM, "no memory for a path");
        return NULL;
    }
    const char *const parts[] = {folder, name};
    return join(parts, 2, arena, err);
}

bool pin_is_there(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0;
}

static enum pin_status copy_all(struct pin_sink *sink, struct pin_source *source,
                                struct pin_error *err)
{
    char piece[PIECE_BYTES];
    size_t n = 0;
    do {
        PIN_TRY(pin_source_read(source, piece, sizeof(piece), &n, err));
        PIN_TRY(pin_sink_write(sink, piece, n, err));
    } while (n > 0);
    return pin_sink_commit(sink, err);
}

enum pin_status pin_file_copy(const char *to, const char *from, struct pin_error *err)
{
    struct pin_arena arena;
    struct pin_source *source = NULL;
    struct pin_sink *sink = NULL;
    pin_arena_init(&arena, 0);
    enum pin_status status = pin_source_open(&source, from, &arena, err);
    if (status == PIN_OK) {
        status = pin_sink_open(&sink, to, &arena, err);
    }
    if (status == PIN_OK) {
        status = copy_all(sink, source, err);
    }
    pin_arena_free(&arena);
    return status;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum pin_status add_name(struct pin_buffer *names, const char *name,
                                struct pin_arena *arena, struct pin_error *err)
{
    const char *copy = pin_arena_copy_text(arena, name, strlen(name));
    return copy ? pin_buffer_put(names, &copy, sizeof(copy), err)
                : pin_fail(err, PIN_E_NOMEM, "no memory for the baselines");
}

static enum pin_status read_names(struct pin_buffer *names, const char *store,
                                  struct pin_arena *arena, struct pin_error *err)
{
    DIR *folder = opendir(store);
    if (!folder) {
        return errno == ENOENT ? PIN_OK
                               : pin_fail(err, PIN_E_IO, "%.100s: cannot list: %s", store,
                                          strerror(errno));
    }
    enum pin_status status = PIN_OK;
    for (const struct dirent *entry = readdir(folder); entry && status == PIN_OK;
         entry = readdir(folder)) {
        if (pin_baseline_is_name(entry->d_name)) {
            status = add_name(names, entry->d_name, arena, err);
        }
    }
    (void)closedir(folder);
    return status;
}

enum pin_status pin_baseline_names(const char *const **out, size_t *n_out,
                                   const char *store, struct pin_arena *arena,
                                   struct pin_error *err)
{
    struct pin_buffer names;
    pin_buffer_init(&names, 0, arena);
    enum pin_status status = read_names(&names, store, arena, err);
    if (status == PIN_OK) {
        *n_out = PIN_BUFFER_N(&names, const char *);
        const char **rows = pin_buffer_move(&names, arena, err);
        status = rows ? PIN_OK : PIN_E_NOMEM;
        if (rows) {
            qsort(rows, *n_out, sizeof(*rows), by_name);
        }
        *out = rows;
    }
    pin_buffer_free(&names);
    return status;
}
