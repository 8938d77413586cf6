/* fuzz_npy.c - the input is a .npy file. What is read has as many numbers as its shape
 * says; what is not names the file. */
#define _GNU_SOURCE
#include "datasets/npy.h"
#include "datasets/vector_check.h"
#include "harness/model/matrix.h"
#include "tests/fuzz/check_dataset.h"
#include "tests/fuzz/memory_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct memory_file file = memory_file_open(data, size);
    struct pin_arena arena;
    struct pin_error err = {0};
    struct pin_matrix matrix;
    struct pin_source *source = NULL;
    struct pin_tallies tallies;
    pin_arena_init(&arena, 0);
    pin_tallies_init(&tallies, &arena);
    check_that(pin_source_open(&source, file.path, &arena, &err) == PIN_OK);
    const enum pin_status status = npy_read(&matrix, source, &arena, &err);
    check_that(status == PIN_OK || (err.text[0] != '\0' && err.where[0] != '\0'));
    if (status == PIN_OK) {
        check_that(matrix.rows_n > 0 && matrix.dim > 0);
        check_that((uint64_t)matrix.rows_n * matrix.dim < size);
        check_that(matrix.stride_bytes == matrix.dim * pin_dtype_bytes(matrix.dtype));
        const enum pin_status checked =
            vector_check(&matrix, file.path, "zeros", &tallies, &arena, &err);
        check_that(checked == PIN_OK || checked == PIN_E_PARSE);
    }
    pin_arena_free(&arena);
    memory_file_close(&file);
    return 0;
}
