#include "harness/parquet/parquet.h"

#include "harness/parquet/parquet_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MAGIC_BYTES = 4,
    END_BYTES = 8, /* the footer's length and the magic again */
};

enum pin_status pin_parquet_fail(const struct pin_parquet *file, uint64_t row,
                                 enum pin_status status, struct pin_error *err,
                                 const char *fmt, ...)
{
    char text[sizeof(err->text)];
    int n = 0;
    va_list args;
    if (row > 0) {
        n = snprintf(text, sizeof(text), "row %llu: ", (unsigned long long)row);
    }
    va_start(args, fmt);
    (void)vsnprintf(text + n, sizeof(text) - (size_t)n, fmt, args);
    va_end(args);
    (void)pin_fail(err, status, "%s", text);
    pin_error_at(err, file->path, 0, 0);
    return status;
}

static int open_regular(const char *path, struct stat *status)
{
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor >= 0 &&
        (fstat(descriptor, status) != 0 || !S_ISREG(status->st_mode))) {
        (void)close(descriptor);
        errno = EINVAL;
        return -1;
    }
    return descriptor;
}

bool pin_parquet_is_file(const char *path)
{
    char magic[MAGIC_BYTES];
    struct stat status;
    const int descriptor = open_regular(path, &status);
    if (descriptor < 0) {
        return false;
    }
    const ssize_t n = read(descriptor, magic, sizeof(magic));
    (void)close(descriptor);
    return n == MAGIC_BYTES && (memcmp(magic, "PAR1", MAGIC_BYTES) == 0 ||
                                memcmp(magic, "PARE", MAGIC_BYTES) == 0);
}

static void release(void *object)
{
    struct pin_parquet *file = object;
    if (file->bytes) {
        /* NOLINTNEXTLINE(performance-no-int-to-ptr): what was mapped is not const */
        (void)munmap((void *)(uintptr_t)file->bytes, file->bytes_n);
    }
}

static enum pin_status map(struct pin_parquet *file, struct pin_error *err)
{
    char reason[128] = "unknown reason";
    struct stat status;
    const int descriptor = open_regular(file->path, &status);
    if (descriptor < 0) {
        const int code = errno;
        (void)strerror_r(code, reason, sizeof(reason));
        return pin_parquet_fail(file, 0, code == ENOENT ? PIN_E_MISSING : PIN_E_IO, err,
                                "expected a Parquet file that can be read: %s", reason);
    }
    file->bytes_n = (size_t)status.st_size;
    void *bytes = file->bytes_n == 0
                      ? NULL
                      : mmap(NULL, file->bytes_n, PROT_READ, MAP_PRIVATE, descriptor, 0);
    const int code = errno;
    (void)close(descriptor);
    if (bytes == MAP_FAILED) {
        (void)strerror_r(code, reason, sizeof(reason));
        return pin_parquet_fail(file, 0, PIN_E_IO, err, "cannot map the file: %s",
                                reason);
    }
    file->bytes = bytes;
    return PIN_OK;
}

static enum pin_status read_footer(struct pin_parquet *file, struct pin_arena *arena,
                                   struct pin_error *err)
{
    const size_t n = file->bytes_n;
    if (n < MAGIC_BYTES + END_BYTES || memcmp(file->bytes, "PAR", 3) != 0 ||
        memcmp(file->bytes + n - MAGIC_BYTES, "PAR", 3) != 0) {
        return pin_parquet_fail(file, 0, PIN_E_PARSE, err,
                                "expected a Parquet file, which begins and ends with "
                                "PAR1: it is cut, or something else");
    }
    if (file->bytes[MAGIC_BYTES - 1] != '1' || file->bytes[n - 1] != '1') {
        return pin_parquet_fail(file, 0, PIN_E_PARSE, err,
                                "the Parquet file is encrypted, which is not read");
    }
    const uint32_t length = parquet_u32(file->bytes + n - END_BYTES);
    if (length > n - MAGIC_BYTES - END_BYTES) {
        return pin_parquet_fail(file, 0, PIN_E_PARSE, err,
                                "a footer of %u bytes in a file of %zu", length, n);
    }
    file->footer_at = n - END_BYTES - length;
    PIN_TRY(parquet_footer_read(file, file->bytes + file->footer_at, length, arena, err));
    return parquet_schema_read(file, arena, err);
}

/* Each chunk lies between the first magic and the footer, and rows add up. */
static enum pin_status check_groups(const struct pin_parquet *file, struct pin_error *err)
{
    uint64_t rows_n = 0;
    for (uint32_t g = 0; g < file->groups_n; g++) {
        const struct parquet_group *group = &file->groups[g];
        if (group->rows_n < 0 || (uint64_t)group->rows_n > file->rows_n - rows_n) {
            return pin_parquet_fail(file, 0, PIN_E_PARSE, err,
                                    "row group %u does not fit in %llu rows", g + 1,
                                    (unsigned long long)file->rows_n);
        }
        rows_n += (uint64_t)group->rows_n;
    }
    return rows_n == file->rows_n
               ? PIN_OK
               : pin_parquet_fail(file, 0, PIN_E_PARSE, err,
                                  "the row groups have %llu rows, the footer says %llu",
                                  (unsigned long long)rows_n,
                                  (unsigned long long)file->rows_n);
}

enum pin_status pin_parquet_open(struct pin_parquet **out, const char *path,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_parquet *file = PIN_NEW(arena, struct pin_parquet);
    const char *copy = pin_arena_copy_text(arena, path, strlen(path));
    if (!file || !copy || !pin_arena_own(arena, release, file)) {
        (void)pin_fail(err, PIN_E_NOMEM, "no memory to open it");
        pin_error_at(err, path, 0, 0);
        return PIN_E_NOMEM;
    }
    file->path = copy;
    PIN_TRY(map(file, err));
    PIN_TRY(read_footer(file, arena, err));
    PIN_TRY(check_groups(file, err));
    *out = file;
    return PIN_OK;
}

uint64_t pin_parquet_rows_n(const struct pin_parquet *file)
{
    return file->rows_n;
}

uint32_t pin_parquet_columns_n(const struct pin_parquet *file)
{
    return file->columns_n;
}

const struct pin_parquet_column *pin_parquet_column(const struct pin_parquet *file,
                                                    uint32_t column)
{
    return &file->columns[column].shown;
}

uint32_t pin_parquet_find(const struct pin_parquet *file, const char *name)
{
    uint32_t i = 0;
    while (i < file->columns_n && strcmp(file->columns[i].shown.name, name) != 0) {
        i++;
    }
    return i;
}
