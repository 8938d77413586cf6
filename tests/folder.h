/* folder.h - a temporary folder with a few small files, for readers that take paths. */
#ifndef PIN_TESTS_FOLDER_H
#define PIN_TESTS_FOLDER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>

enum { FOLDER_FILES_MAX = 8 };

struct folder {
    char path[32];
    char files[FOLDER_FILES_MAX][64];
    uint32_t files_n;
};

static inline void folder_init(struct folder *folder)
{
    *folder = (struct folder){.path = "/tmp/pin-test-XXXXXX"};
    cr_assert_not_null(mkdtemp(folder->path));
}

/* The path of a new file, good until the folder goes. */
static inline const char *folder_write(struct folder *folder, const char *name,
                                       const void *bytes, size_t length)
{
    cr_assert_lt(folder->files_n, FOLDER_FILES_MAX);
    char *path = folder->files[folder->files_n++];
    (void)snprintf(path, sizeof(folder->files[0]), "%s/%s", folder->path, name);
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes, 1, length, file), length);
    cr_assert_eq(fclose(file), 0);
    return path;
}

static inline const char *folder_text(struct folder *folder, const char *name,
                                      const char *text)
{
    return folder_write(folder, name, text, strlen(text));
}

static inline void folder_free(struct folder *folder)
{
    for (uint32_t i = 0; i < folder->files_n; i++) {
        (void)unlink(folder->files[i]);
    }
    (void)rmdir(folder->path);
}

#endif
