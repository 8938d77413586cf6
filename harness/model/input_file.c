#include "harness/model/input_file.h"

#include <string.h>

enum pin_status pin_file_new(struct pin_file **out, const char *role,
                             struct pin_source *source, struct pin_arena *arena,
                             struct pin_error *err)
{
    const char *path = pin_source_name(source);
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *sha256 = pin_source_digest_hex(source);
    struct pin_file *file = PIN_NEW(arena, struct pin_file);
    char *name_copy = pin_arena_copy_text(arena, name, strlen(name));
    char *sha256_copy = pin_arena_copy_text(arena, sha256, strlen(sha256));
    char *path_copy = pin_arena_copy_text(arena, path, strlen(path));
    if (!file || !name_copy || !sha256_copy || !path_copy) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the name of a file");
    }
    *file = (struct pin_file){.role = role,
                              .name = name_copy,
                              .bytes = pin_source_bytes(source),
                              .sha256 = sha256_copy,
                              .path = path_copy};
    *out = file;
    return PIN_OK;
}

void pin_file_append(struct pin_file **list, struct pin_file *file)
{
    while (*list) {
        list = &(*list)->next;
    }
    *list = file;
}
