#include "harness/cli/bundle.h"

#include "harness/base/source.h"
#include "reports/page.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FILES_MAX = 64, PIECE_BYTES = 1 << 16 };

static const char sums[] = "SHA256SUMS";

struct pin_bundle {
    const char *folder;
    struct pin_arena *arena;
    bool made; /* the folder was not there before */
    uint32_t files_n;
    const char *names[FILES_MAX];
    const char *paths[FILES_MAX];
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the bundle");
}

static enum pin_status look_into(struct pin_bundle *bundle, struct pin_error *err)
{
    DIR *folder = opendir(bundle->folder);
    bool empty = true;
    if (!folder) {
        bundle->made = errno == ENOENT;
        return PIN_OK; /* what else is wrong shows when it is made, or written to */
    }
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        const char *name = entry->d_name;
        empty = empty && (strcmp(name, ".") == 0 || strcmp(name, "..") == 0);
    }
    (void)closedir(folder);
    return empty ? PIN_OK
                 : pin_fail(err, PIN_E_CONFIG, "the folder %.80s is not empty",
                            bundle->folder);
}

enum pin_status pin_bundle_open(struct pin_bundle **out, const char *folder,
                                struct pin_arena *arena, struct pin_error *err)
{
    struct pin_bundle *bundle = PIN_NEW(arena, struct pin_bundle);
    if (!bundle) {
        return no_memory(err);
    }
    *bundle = (struct pin_bundle){.folder = folder, .arena = arena};
    PIN_TRY(look_into(bundle, err));
    *out = bundle;
    return pin_sink_make_folder(folder, err);
}

/* sha256sum writes a name with a backslash or a line's end in another form. */
static bool is_plain(const char *name)
{
    bool plain = name[0] != '\0' && name[0] != '.' && strlen(name) < 200;
    for (const char *c = name; *c; c++) {
        plain = plain && *c != '/' && *c != '\\' && (unsigned char)*c >= 0x20;
    }
    return plain;
}

enum pin_status pin_bundle_add(const char **path_out, struct pin_bundle *bundle,
                               const char *name, struct pin_error *err)
{
    if (!is_plain(name)) {
        return pin_fail(err, PIN_E_CONFIG,
                        "expected the name of a file in the bundle, found \"%.60s\"",
                        name);
    }
    bool taken = strcmp(name, sums) == 0;
    for (uint32_t i = 0; i < bundle->files_n; i++) {
        taken = taken || strcmp(name, bundle->names[i]) == 0;
    }
    if (taken) {
        return pin_fail(err, PIN_E_CONFIG, "two files of the bundle would be %.60s",
                        name);
    }
    if (bundle->files_n == FILES_MAX) {
        return pin_fail(err, PIN_E_CONFIG, "a bundle has at most %d files", FILES_MAX);
    }
    const size_t length = strlen(bundle->folder) + strlen(name) + 2;
    char *path = pin_arena_alloc(bundle->arena, length, 1);
    if (!path) {
        return no_memory(err);
    }
    (void)snprintf(path, length, "%s/%s", bundle->folder, name);
    bundle->names[bundle->files_n] = name;
    bundle->paths[bundle->files_n++] = path;
    *path_out = path;
    return PIN_OK;
}

enum pin_status pin_bundle_copy(struct pin_bundle *bundle, const char *name,
                                const char *from, struct pin_error *err)
{
    struct pin_source *source = NULL;
    struct pin_sink *sink = NULL;
    const char *path = NULL;
    char piece[PIECE_BYTES];
    size_t n = 1;
    PIN_TRY(pin_source_open(&source, from, bundle->arena, err));
    PIN_TRY(pin_bundle_add(&path, bundle, name, err));
    pin_source_skip_digest(source);
    PIN_TRY(pin_sink_open(&sink, path, bundle->arena, err));
    while (n > 0) {
        PIN_TRY(pin_source_read(source, piece, sizeof(piece), &n, err));
        PIN_TRY(pin_sink_write(sink, piece, n, err));
    }
    return pin_sink_commit(sink, err);
}

/* Of the bytes that lie in the folder, in the arena. */
static enum pin_status digest_of(const char **hex_out, const char *path,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_source *source = NULL;
    char piece[PIECE_BYTES];
    size_t n = 1;
    PIN_TRY(pin_source_open(&source, path, arena, err));
    while (n > 0) {
        PIN_TRY(pin_source_read(source, piece, sizeof(piece), &n, err));
    }
    *hex_out = pin_source_digest_hex(source);
    return PIN_OK;
}

enum pin_status pin_bundle_expect(const struct pin_bundle *bundle, const char *name,
                                  const char *sha256, struct pin_error *err)
{
    for (uint32_t i = 0; i < bundle->files_n; i++) {
        const char *hex = NULL;
        if (strcmp(bundle->names[i], name) != 0) {
            continue;
        }
        PIN_TRY(digest_of(&hex, bundle->paths[i], bundle->arena, err));
        if (strcmp(hex, sha256) != 0) {
            return pin_fail(err, PIN_E_PARSE,
                            "%.60s is not the file that the result was written with: its "
                            "SHA-256 differs",
                            name);
        }
    }
    return PIN_OK;
}

enum pin_status pin_bundle_close(struct pin_bundle *bundle, struct pin_error *err)
{
    struct pin_buffer buffer;
    pin_buffer_init(&buffer, 0, bundle->arena);
    struct pin_page page = {.out = &buffer, .err = err};
    enum pin_status status = PIN_OK;
    for (uint32_t i = 0; i < bundle->files_n && status == PIN_OK; i++) {
        const char *hex = "";
        status = digest_of(&hex, bundle->paths[i], bundle->arena, err);
        pin_page_text(&page, hex);
        pin_page_text(&page, "  ");
        pin_page_text(&page, bundle->names[i]);
        pin_page_text(&page, "\n");
    }
    status = status == PIN_OK ? page.status : status;
    const size_t length = strlen(bundle->folder) + sizeof(sums) + 1;
    char *path = pin_arena_alloc(bundle->arena, length, 1);
    if (status == PIN_OK && !path) {
        status = no_memory(err);
    }
    if (status == PIN_OK) {
        (void)snprintf(path, length, "%s/%s", bundle->folder, sums);
        status = pin_sink_write_file(path, buffer.bytes, buffer.length, err);
    }
    pin_buffer_free(&buffer);
    return status;
}

void pin_bundle_remove(const struct pin_bundle *bundle)
{
    for (uint32_t i = 0; i < bundle->files_n; i++) {
        (void)unlink(bundle->paths[i]);
    }
    if (bundle->made) {
        (void)rmdir(bundle->folder);
    }
}
