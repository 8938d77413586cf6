/* vectors_case.h - .npy files written by hand, and datasets made of them. */
#ifndef PIN_TESTS_DATASETS_VECTORS_CASE_H
#define PIN_TESTS_DATASETS_VECTORS_CASE_H

#include "tests/folder.h"

#include <math.h>
#include <stdint.h>

/* A .npy file of version 1, 2 or 3: the header as given, padded to 64, and bytes. */
static inline const char *npy_write(struct folder *folder, const char *name, int version,
                                    const char *header, const void *bytes, size_t bytes_n)
{
    static char file[1 << 19];
    const size_t start = version == 1 ? 10 : 12;
    const size_t header_n = (start + strlen(header) + 64) / 64 * 64 - start;
    cr_assert_lt(start + header_n + bytes_n, sizeof(file));
    memset(file, ' ', sizeof(file));
    memcpy(file, "\x93NUMPY", 6);
    file[6] = (char)version;
    file[7] = 0;
    for (size_t i = 8; i < start; i++) {
        file[i] = (char)(header_n >> (8 * (i - 8)));
    }
    memcpy(file + start, header, strlen(header));
    file[start + header_n - 1] = '\n';
    memcpy(file + start + header_n, bytes, bytes_n);
    return folder_write(folder, name, file, start + header_n + bytes_n);
}

static inline const char *npy_floats(struct folder *folder, const char *name,
                                     uint32_t rows_n, uint32_t dim, const float *numbers)
{
    char header[128];
    (void)snprintf(header, sizeof(header),
                   "{'descr': '<f4', 'fortran_order': False, 'shape': (%u, %u), }",
                   rows_n, dim);
    return npy_write(folder, name, 1, header, numbers,
                     (size_t)rows_n * dim * sizeof(*numbers));
}

#endif
