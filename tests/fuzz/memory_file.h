/* memory_file.h - bytes under a path, without a disk: for readers that open files.
 *
 * The file that includes this defines _GNU_SOURCE before anything else. */
#ifndef PIN_TESTS_FUZZ_MEMORY_FILE_H
#define PIN_TESTS_FUZZ_MEMORY_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct memory_file {
    int fd;
    char path[40];
};

static inline struct memory_file memory_file_open(const void *bytes, size_t length)
{
    struct memory_file file = {.fd = memfd_create("input", MFD_CLOEXEC)};
    if (file.fd < 0 || (length > 0 && write(file.fd, bytes, length) != (ssize_t)length)) {
        abort();
    }
    (void)snprintf(file.path, sizeof(file.path), "/proc/self/fd/%d", file.fd);
    return file;
}

static inline void memory_file_close(struct memory_file *file)
{
    (void)close(file->fd);
}

#endif
