/* parquet_values.c - values that are not null, from the bytes of a page. Each encoding
 * gives physical values; unsigned integers and half floats are widened on the way. */
#include "harness/base/half.h"
#include "harness/base/utf8.h"
#include "harness/parquet/parquet_parts.h"

#include <string.h>

enum { HALF_BYTES = 2 };

size_t parquet_value_size(enum pin_parquet_type type)
{
    switch (type) {
    case PIN_PARQUET_BOOL: return sizeof(uint8_t);
    case PIN_PARQUET_INT: return sizeof(int64_t);
    case PIN_PARQUET_FLOAT: return sizeof(float);
    case PIN_PARQUET_DOUBLE: return sizeof(double);
    case PIN_PARQUET_TEXT: return sizeof(struct pin_text);
    case PIN_PARQUET_OTHER: return 0;
    }
    return 0;
}

static enum pin_status refuse(struct parquet_decoding *decoding, const char *fault)
{
    decoding->fault = fault;
    return PIN_E_PARSE;
}

/* Bytes of a physical value of fixed width. */
static size_t width_of(const struct parquet_leaf *leaf)
{
    switch (leaf->physical) {
    case PARQUET_INT32:
    case PARQUET_FLOAT: return sizeof(uint32_t);
    case PARQUET_INT64:
    case PARQUET_DOUBLE: return sizeof(uint64_t);
    default: return HALF_BYTES; /* PARQUET_FIXED: no other fixed type is read */
    }
}

/* The value at `at` into place i of rows. */
static bool put_fixed(const struct parquet_leaf *leaf, void *rows, size_t i,
                      const uint8_t *at)
{
    if (leaf->physical == PARQUET_INT32) {
        const uint32_t bits = parquet_u32(at);
        ((int64_t *)rows)[i] = leaf->is_unsigned ? (int64_t)bits : (int32_t)bits;
    } else if (leaf->physical == PARQUET_INT64) {
        const uint64_t bits = parquet_u64(at);
        ((int64_t *)rows)[i] = (int64_t)bits;
        return !leaf->is_unsigned || bits <= INT64_MAX;
    } else if (leaf->physical == PARQUET_FLOAT) {
        const uint32_t bits = parquet_u32(at);
        memcpy((float *)rows + i, &bits, sizeof(bits));
    } else if (leaf->physical == PARQUET_DOUBLE) {
        const uint64_t bits = parquet_u64(at);
        memcpy((double *)rows + i, &bits, sizeof(bits));
    } else {
        ((float *)rows)[i] = pin_half_value((uint16_t)(at[0] | at[1] << 8));
    }
    return true;
}

static enum pin_status plain_fixed(void *rows, struct parquet_decoding *decoding,
                                   struct parquet_span bytes, size_t n)
{
    const size_t width = width_of(decoding->leaf);
    if (n > parquet_span_n(bytes) / width) {
        return refuse(decoding, "the values end too early");
    }
    for (size_t i = 0; i < n; i++) {
        if (!put_fixed(decoding->leaf, rows, i, bytes.at + i * width)) {
            return refuse(decoding, "an integer above 9223372036854775807");
        }
    }
    return PIN_OK;
}

static enum pin_status plain_bools(uint8_t *rows, struct parquet_decoding *decoding,
                                   struct parquet_span bytes, size_t n)
{
    if ((n + 7) / 8 > parquet_span_n(bytes)) {
        return refuse(decoding, "the values end too early");
    }
    for (size_t i = 0; i < n; i++) {
        rows[i] = bytes.at[i / 8] >> i % 8 & 1;
    }
    return PIN_OK;
}

static enum pin_status plain_texts(struct pin_text *rows,
                                   struct parquet_decoding *decoding,
                                   struct parquet_span bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const size_t left = parquet_span_n(bytes);
        const size_t length = left >= 4 ? parquet_u32(bytes.at) : 0;
        if (left < 4 || length > left - 4) {
            return refuse(decoding, "the values end too early");
        }
        rows[i] = (struct pin_text){(const char *)bytes.at + 4, length};
        bytes.at += 4 + length;
    }
    return PIN_OK;
}

static enum pin_status plain(void *rows, struct parquet_decoding *decoding,
                             struct parquet_span bytes, size_t n)
{
    switch (decoding->leaf->physical) {
    case PARQUET_BOOLEAN: return plain_bools(rows, decoding, bytes, n);
    case PARQUET_BYTE_ARRAY: return plain_texts(rows, decoding, bytes, n);
    default: return plain_fixed(rows, decoding, bytes, n);
    }
}

/* Numbers from a hybrid run into scratch; NULL where they end too early. */
static uint32_t *hybrid(struct parquet_decoding *decoding, struct parquet_span bytes,
                        uint32_t width, size_t n, struct pin_error *err)
{
    decoding->scratch->length = 0;
    uint32_t *numbers =
        pin_buffer_extend(decoding->scratch, (n + 1) * sizeof(*numbers), err);
    if (numbers && !parquet_hybrid_decode(numbers, n, width, bytes)) {
        decoding->fault = "the values end too early";
        return NULL;
    }
    return numbers;
}

static enum pin_status from_dictionary(void *rows, struct parquet_decoding *decoding,
                                       struct parquet_span bytes, size_t n,
                                       struct pin_error *err)
{
    const struct parquet_values *dictionary = decoding->dictionary;
    const size_t size = parquet_value_size(decoding->leaf->shown.type);
    if (!dictionary) {
        return refuse(decoding, "a page needs a dictionary and there is none");
    }
    if (n == 0) {
        return PIN_OK;
    }
    if (parquet_span_n(bytes) == 0 || *bytes.at > 32) {
        return refuse(decoding, "malformed places in the dictionary");
    }
    const uint32_t width = *bytes.at++;
    const uint32_t *places = hybrid(decoding, bytes, width, n, err);
    if (!places) {
        return PIN_E_PARSE;
    }
    const char *from = dictionary->rows.bytes;
    char *to = rows;
    for (size_t i = 0; i < n; i++) {
        if (places[i] >= dictionary->n) {
            return refuse(decoding, "a place behind the end of the dictionary");
        }
        memcpy(to + i * size, from + places[i] * size, size);
    }
    return PIN_OK;
}

static enum pin_status run_bools(uint8_t *rows, struct parquet_decoding *decoding,
                                 struct parquet_span bytes, size_t n,
                                 struct pin_error *err)
{
    const size_t left = parquet_span_n(bytes);
    if (left < 4 || parquet_u32(bytes.at) > left - 4) {
        return refuse(decoding, "the values end too early");
    }
    const struct parquet_span runs = {bytes.at + 4, bytes.at + 4 + parquet_u32(bytes.at)};
    const uint32_t *numbers = hybrid(decoding, runs, 1, n, err);
    if (!numbers) {
        return PIN_E_PARSE;
    }
    for (size_t i = 0; i < n; i++) {
        rows[i] = (uint8_t)numbers[i];
    }
    return PIN_OK;
}

static enum pin_status delta_ints(int64_t *rows, struct parquet_decoding *decoding,
                                  struct parquet_span bytes, size_t n)
{
    const bool is_32 = decoding->leaf->physical == PARQUET_INT32;
    if (!parquet_delta_decode(rows, n, is_32, &bytes)) {
        return refuse(decoding, "malformed differences, or not as many as values");
    }
    for (size_t i = 0; decoding->leaf->is_unsigned && i < n; i++) {
        if (is_32) {
            rows[i] = (uint32_t)rows[i];
        } else if (rows[i] < 0) {
            return refuse(decoding, "an integer above 9223372036854775807");
        }
    }
    return PIN_OK;
}

/* First the first bytes of all values, then the second ones, and so on. */
static enum pin_status split_streams(void *rows, struct parquet_decoding *decoding,
                                     struct parquet_span bytes, size_t n)
{
    const size_t width = width_of(decoding->leaf);
    uint8_t value[sizeof(uint64_t)];
    if (parquet_span_n(bytes) != n * width) {
        return refuse(decoding, "split bytes of another number of values");
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < width; k++) {
            value[k] = bytes.at[k * n + i];
        }
        if (!put_fixed(decoding->leaf, rows, i, value)) {
            return refuse(decoding, "an integer above 9223372036854775807");
        }
    }
    return PIN_OK;
}

static enum pin_status delta_texts(struct pin_text *rows,
                                   struct parquet_decoding *decoding, int32_t encoding,
                                   struct parquet_span bytes, size_t n,
                                   struct pin_error *err)
{
    const enum pin_status status = parquet_delta_texts(
        rows, n, encoding == PARQUET_DELTA_BYTE_ARRAY, bytes, decoding->scratch, err);
    return status == PIN_E_PARSE
               ? refuse(decoding, "malformed differences, or not as many as values")
               : status;
}

static enum pin_status check_texts(struct parquet_decoding *decoding,
                                   const struct pin_text *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (pin_utf8_check(texts[i].bytes, texts[i].length) != texts[i].length) {
            return refuse(decoding, "a text that is not UTF-8");
        }
        if (texts[i].length > 0 && memchr(texts[i].bytes, '\0', texts[i].length)) {
            return refuse(decoding, "a text with a NUL byte");
        }
    }
    return PIN_OK;
}

/* Whether the encoding can hold the column's physical type. */
static bool fits(int32_t encoding, int32_t physical)
{
    const bool integer = physical == PARQUET_INT32 || physical == PARQUET_INT64;
    switch (encoding) {
    case PARQUET_PLAIN: return true;
    case PARQUET_PLAIN_DICTIONARY:
    case PARQUET_RLE_DICTIONARY: return physical != PARQUET_BOOLEAN;
    case PARQUET_RLE: return physical == PARQUET_BOOLEAN;
    case PARQUET_DELTA_BINARY_PACKED: return integer;
    case PARQUET_DELTA_LENGTH_BYTE_ARRAY:
    case PARQUET_DELTA_BYTE_ARRAY: return physical == PARQUET_BYTE_ARRAY;
    case PARQUET_BYTE_STREAM_SPLIT:
        return physical != PARQUET_BOOLEAN && physical != PARQUET_BYTE_ARRAY;
    default: return false;
    }
}

static enum pin_status decode(void *rows, struct parquet_decoding *decoding,
                              int32_t encoding, struct parquet_span bytes, size_t n,
                              struct pin_error *err)
{
    switch (encoding) {
    case PARQUET_PLAIN_DICTIONARY:
    case PARQUET_RLE_DICTIONARY: return from_dictionary(rows, decoding, bytes, n, err);
    case PARQUET_RLE: return run_bools(rows, decoding, bytes, n, err);
    case PARQUET_DELTA_BINARY_PACKED: return delta_ints(rows, decoding, bytes, n);
    case PARQUET_DELTA_LENGTH_BYTE_ARRAY:
    case PARQUET_DELTA_BYTE_ARRAY:
        return delta_texts(rows, decoding, encoding, bytes, n, err);
    case PARQUET_BYTE_STREAM_SPLIT: return split_streams(rows, decoding, bytes, n);
    default: return plain(rows, decoding, bytes, n);
    }
}

enum pin_status parquet_values_decode(struct parquet_values *out,
                                      struct parquet_decoding *decoding, int32_t encoding,
                                      struct parquet_span bytes, size_t n,
                                      struct pin_error *err)
{
    const enum pin_parquet_type type = decoding->leaf->shown.type;
    if (!fits(encoding, decoding->leaf->physical)) {
        return pin_fail(err, PIN_E_UNAVAILABLE,
                        "the encoding %d of a column of %s is "
                        "not read",
                        encoding, decoding->leaf->shown.what);
    }
    out->n = 0;
    out->rows.length = 0;
    void *rows = pin_buffer_extend(&out->rows, (n + 1) * parquet_value_size(type), err);
    if (!rows) {
        return PIN_E_NOMEM;
    }
    PIN_TRY(decode(rows, decoding, encoding, bytes, n, err));
    out->n = n;
    const bool known =
        encoding == PARQUET_PLAIN_DICTIONARY || encoding == PARQUET_RLE_DICTIONARY;
    return type == PIN_PARQUET_TEXT && !known ? check_texts(decoding, rows, n) : PIN_OK;
}
