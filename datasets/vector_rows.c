#include "datasets/vector_rows.h"

#include "harness/base/half.h"
#include "harness/model/matrix.h"

#include <string.h>
#include <sys/stat.h>

enum { PIECE = 1 << 16, ALIGN = 64, DIM_MAX = 1 << 20 };

static const uint32_t number_bytes[] = {
    [VECTOR_F16] = 2,  [VECTOR_F32] = 4, [VECTOR_F64] = 8,
    [VECTOR_BF16] = 2, [VECTOR_I8] = 1,  [VECTOR_U8] = 1,
};

static enum pin_status fail(const struct pin_source *source, struct pin_error *err)
{
    pin_error_at(err, pin_source_name(source), 0, 0);
    return PIN_E_PARSE;
}

static enum pin_status measure(uint64_t *bytes_out, const struct vector_layout *layout,
                               const struct pin_source *source, struct pin_error *err)
{
    uint64_t numbers_n = 0;
    if (layout->rows_n == 0 || layout->dim == 0) {
        (void)pin_fail(err, PIN_E_PARSE, "%llu rows of %llu numbers: nothing to search",
                       (unsigned long long)layout->rows_n,
                       (unsigned long long)layout->dim);
        return fail(source, err);
    }
    if (layout->rows_n > PIN_IDS_MAX || layout->dim > DIM_MAX ||
        __builtin_mul_overflow(layout->rows_n, layout->dim, &numbers_n) ||
        numbers_n > SIZE_MAX / sizeof(double)) {
        (void)pin_fail(err, PIN_E_PARSE,
                       "%llu rows of %llu numbers: expected at most %u rows of %d",
                       (unsigned long long)layout->rows_n,
                       (unsigned long long)layout->dim, PIN_IDS_MAX, DIM_MAX);
        return fail(source, err);
    }
    *bytes_out = numbers_n * number_bytes[layout->number];
    return PIN_OK;
}

static enum pin_status refuse_size(const struct pin_source *source,
                                   const struct vector_layout *layout, uint64_t found,
                                   uint64_t bytes, struct pin_error *err)
{
    (void)pin_fail(err, PIN_E_PARSE,
                   "%llu rows of %llu numbers need %llu bytes behind the header of %llu, "
                   "and the file has %llu%s",
                   (unsigned long long)layout->rows_n, (unsigned long long)layout->dim,
                   (unsigned long long)bytes, (unsigned long long)layout->head_bytes,
                   (unsigned long long)found, found > bytes ? " or more" : "");
    return fail(source, err);
}

/* A header must not make us ask for memory that its file cannot fill. What is no regular
 * file is found out while it is read. */
static enum pin_status check_size(const struct pin_source *source,
                                  const struct vector_layout *layout, uint64_t bytes,
                                  struct pin_error *err)
{
    struct stat info;
    if (stat(pin_source_name(source), &info) != 0 || !S_ISREG(info.st_mode)) {
        return PIN_OK;
    }
    const uint64_t size = (uint64_t)info.st_size;
    const uint64_t behind = size > layout->head_bytes ? size - layout->head_bytes : 0;
    return behind < bytes ? refuse_size(source, layout, behind, bytes, err) : PIN_OK;
}

/* Fills `into`; *n_out is less than `bytes` only where the file ends. */
static enum pin_status fill(char *into, uint64_t bytes, uint64_t *n_out,
                            struct pin_source *source, struct pin_error *err)
{
    *n_out = 0;
    while (*n_out < bytes) {
        size_t n = 0;
        PIN_TRY(
            pin_source_read(source, into + *n_out, (size_t)(bytes - *n_out), &n, err));
        if (n == 0) {
            break;
        }
        *n_out += n;
    }
    return PIN_OK;
}

static enum pin_status check_end(struct pin_source *source,
                                 const struct vector_layout *layout, uint64_t bytes,
                                 struct pin_error *err)
{
    char more;
    size_t n = 0;
    PIN_TRY(pin_source_read(source, &more, 1, &n, err));
    return n == 0 ? PIN_OK : refuse_size(source, layout, bytes + 1, bytes, err);
}

static float value_at(const unsigned char *bytes, const struct vector_layout *layout)
{
    const uint32_t n = number_bytes[layout->number];
    uint64_t bits = 0;
    for (uint32_t i = 0; i < n; i++) {
        bits = bits << 8 | bytes[layout->big_endian ? i : n - 1 - i];
    }
    const uint32_t low = (uint32_t)(layout->number == VECTOR_BF16 ? bits << 16 : bits);
    float single = 0;
    double twice = 0;
    switch (layout->number) {
    case VECTOR_F16: return pin_half_value((uint16_t)bits);
    case VECTOR_F64: memcpy(&twice, &bits, sizeof(twice)); return (float)twice;
    case VECTOR_I8: return (float)(int8_t)bits;
    case VECTOR_U8: return (float)bits;
    case VECTOR_F32:
    case VECTOR_BF16: break;
    }
    memcpy(&single, &low, sizeof(single));
    return single;
}

/* Puts the numbers from place `first` on of the file where they belong. */
static void convert(float *into, const char *piece, uint64_t first, uint64_t n,
                    const struct vector_layout *layout)
{
    const uint32_t bytes = number_bytes[layout->number];
    uint64_t row = layout->by_column ? first % layout->rows_n : 0;
    uint64_t column = layout->by_column ? first / layout->rows_n : 0;
    for (uint64_t i = 0; i < n; i++) {
        const uint64_t place = layout->by_column ? row * layout->dim + column : first + i;
        into[place] = value_at((const unsigned char *)piece + i * bytes, layout);
        row++;
        if (row == layout->rows_n) {
            row = 0;
            column++;
        }
    }
}

static enum pin_status read_converted(float *into, const struct vector_layout *layout,
                                      uint64_t bytes, struct pin_source *source,
                                      struct pin_error *err)
{
    _Alignas(double) char piece[PIECE];
    uint64_t done = 0;
    while (done < bytes) {
        uint64_t n = 0;
        const uint64_t wanted = bytes - done < PIECE ? bytes - done : PIECE;
        PIN_TRY(fill(piece, wanted, &n, source, err));
        /* cppcheck-suppress knownConditionTrueFalse */
        if (n < wanted) {
            return refuse_size(source, layout, done + n, bytes, err);
        }
        const uint32_t each = number_bytes[layout->number];
        convert(into, piece, done / each, n / each, layout);
        done += n;
    }
    return PIN_OK;
}

/* The type in which the layout can stay as it is; 0 where it cannot. */
static enum pin_dtype fitting(const struct vector_layout *layout)
{
    if (layout->by_column || (layout->big_endian && layout->number != VECTOR_I8)) {
        return 0;
    }
    switch (layout->number) {
    case VECTOR_F16: return PIN_F16;
    case VECTOR_F32: return PIN_F32;
    case VECTOR_BF16: return PIN_BF16;
    case VECTOR_I8: return PIN_I8;
    case VECTOR_F64:
    case VECTOR_U8: break;
    }
    return 0;
}

enum pin_status vector_rows_read(struct pin_matrix *out,
                                 const struct vector_layout *layout,
                                 struct pin_source *source, struct pin_arena *arena,
                                 struct pin_error *err)
{
    uint64_t bytes = 0;
    uint64_t n = 0;
    PIN_TRY(measure(&bytes, layout, source, err));
    PIN_TRY(check_size(source, layout, bytes, err));
    const enum pin_dtype dtype = fitting(layout);
    const size_t stride =
        (size_t)layout->dim * (dtype ? pin_dtype_bytes(dtype) : sizeof(float));
    void *data = pin_arena_alloc_n(arena, (size_t)layout->rows_n, stride, ALIGN);
    if (!data) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for %llu vectors of %llu numbers",
                        (unsigned long long)layout->rows_n,
                        (unsigned long long)layout->dim);
    }
    if (dtype) {
        PIN_TRY(fill(data, bytes, &n, source, err));
        if (n < bytes) {
            return refuse_size(source, layout, n, bytes, err);
        }
    } else {
        PIN_TRY(read_converted(data, layout, bytes, source, err));
    }
    PIN_TRY(check_end(source, layout, bytes, err));
    *out = (struct pin_matrix){.data = data,
                               .rows_n = (uint32_t)layout->rows_n,
                               .dim = (uint32_t)layout->dim,
                               .stride_bytes = stride,
                               .dtype = dtype ? dtype : PIN_F32};
    return PIN_OK;
}
