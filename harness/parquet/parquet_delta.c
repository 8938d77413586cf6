/* parquet_delta.c - integers as differences in blocks of miniblocks, and texts whose
 * lengths, and the lengths of what they share with the text before, are such integers.
 * Sums wrap around, as writers let them. */
#include "harness/parquet/parquet_parts.h"
#include "harness/parquet/parquet_thrift.h"

struct delta {
    struct parquet_thrift thrift;
    uint64_t per_miniblock;
    uint32_t miniblocks_n;
    bool is_32;
    uint64_t last;
};

static void put(struct delta *delta, int64_t *out, uint64_t value)
{
    delta->last = value;
    *out = delta->is_32 ? (int64_t)(int32_t)(uint32_t)value : (int64_t)value;
}

/* width bits (at most 64) from a bit on. */
static uint64_t bits_at(const uint8_t *at, uint64_t bit, uint32_t width)
{
    if (width == 0) {
        return 0;
    }
    at += bit / 8;
    uint64_t value = (uint64_t)*at++ >> bit % 8;
    for (uint32_t held = 8 - (uint32_t)(bit % 8); held < width; held += 8) {
        value |= (uint64_t)*at++ << held;
    }
    return width == 64 ? value : value & ((UINT64_C(1) << width) - 1);
}

/* n of the numbers of a miniblock. */
static bool take_miniblock(struct delta *delta, int64_t *out, size_t n, uint32_t width,
                           uint64_t least)
{
    const uint64_t left = (uint64_t)(delta->thrift.end - delta->thrift.at);
    const uint64_t whole = delta->per_miniblock / 8 * width;
    if (width > 64 || ((uint64_t)n * width + 7) / 8 > left) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        const uint64_t more = bits_at(delta->thrift.at, (uint64_t)i * width, width);
        put(delta, &out[i], delta->last + least + more);
    }
    delta->thrift.at += whole < left ? whole : left;
    return true;
}

static bool take_block(struct delta *delta, int64_t *out, size_t n, size_t *done)
{
    struct parquet_thrift *thrift = &delta->thrift;
    const uint64_t least = (uint64_t)parquet_zigzag(parquet_thrift_varint(thrift));
    const uint8_t *widths = thrift->at;
    if (thrift->fault || (size_t)(thrift->end - thrift->at) < delta->miniblocks_n) {
        return false;
    }
    thrift->at += delta->miniblocks_n;
    for (uint32_t i = 0; i < delta->miniblocks_n && *done < n; i++) {
        const size_t left = n - *done;
        const size_t take =
            delta->per_miniblock < left ? (size_t)delta->per_miniblock : left;
        if (!take_miniblock(delta, out + *done, take, widths[i], least)) {
            return false;
        }
        *done += take;
    }
    return true;
}

bool parquet_delta_decode(int64_t *out, size_t n, bool is_32, struct parquet_span *span)
{
    enum { BLOCK_MAX = 1 << 20 };
    struct delta delta = {.thrift = {.at = span->at, .end = span->end}, .is_32 = is_32};
    struct parquet_thrift *thrift = &delta.thrift;
    const uint64_t block = parquet_thrift_varint(thrift);
    const uint64_t miniblocks_n = parquet_thrift_varint(thrift);
    const uint64_t values_n = parquet_thrift_varint(thrift);
    const int64_t first = parquet_zigzag(parquet_thrift_varint(thrift));
    if (thrift->fault || values_n != n || block == 0 || block > BLOCK_MAX ||
        miniblocks_n == 0 || block % miniblocks_n != 0 || block / miniblocks_n % 8 != 0) {
        return false;
    }
    delta.per_miniblock = block / miniblocks_n;
    delta.miniblocks_n = (uint32_t)miniblocks_n;
    size_t done = 0;
    if (n > 0) {
        put(&delta, &out[done++], (uint64_t)first);
    }
    while (done < n) {
        if (!take_block(&delta, out, n, &done)) {
            return false;
        }
    }
    span->at = thrift->at;
    return true;
}

/* Lengths of at least 0 and what they add up to; SIZE_MAX where they are none. */
static size_t sum_of(const int64_t *lengths, size_t n)
{
    size_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (lengths[i] < 0 || lengths[i] > INT32_MAX) {
            return SIZE_MAX;
        }
        sum += (size_t)lengths[i];
    }
    return sum;
}

static enum pin_status suffixes_alone(struct pin_text *out, size_t n,
                                      const int64_t *lengths, struct parquet_span bytes)
{
    if (sum_of(lengths, n) > parquet_span_n(bytes)) {
        return PIN_E_PARSE;
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = (struct pin_text){(const char *)bytes.at, (size_t)lengths[i]};
        bytes.at += lengths[i];
    }
    return PIN_OK;
}

/* Whole texts, one behind another in scratch. */
static enum pin_status with_prefixes(struct pin_text *texts, size_t n,
                                     const int64_t *prefixes, struct pin_buffer *scratch,
                                     struct pin_error *err)
{
    size_t all = 0;
    size_t before = 0;
    for (size_t i = 0; i < n; i++) {
        if (prefixes[i] < 0 || (uint64_t)prefixes[i] > before) {
            return PIN_E_PARSE;
        }
        before = (size_t)prefixes[i] + texts[i].length;
        all += before;
        if (all > PIN_PARQUET_PAGE_MAX) {
            return PIN_E_PARSE;
        }
    }
    scratch->length = 0;
    char *to = pin_buffer_extend(scratch, all, err);
    if (!to) {
        return PIN_E_NOMEM;
    }
    const char *last = to;
    for (size_t i = 0; i < n; i++) {
        const size_t prefix = (size_t)prefixes[i];
        memmove(to, last, prefix);
        if (texts[i].length > 0) {
            memcpy(to + prefix, texts[i].bytes, texts[i].length);
        }
        last = to;
        texts[i] = (struct pin_text){to, prefix + texts[i].length};
        to += texts[i].length;
    }
    return PIN_OK;
}

enum pin_status parquet_delta_texts(struct pin_text *out, size_t n, bool shares_prefixes,
                                    struct parquet_span bytes, struct pin_buffer *scratch,
                                    struct pin_error *err)
{
    struct pin_buffer numbers;
    pin_buffer_init(&numbers, 0, NULL);
    int64_t *prefixes = pin_buffer_extend(&numbers, 2 * n * sizeof(*prefixes), err);
    if (!prefixes) {
        return PIN_E_NOMEM;
    }
    int64_t *lengths = prefixes + n;
    enum pin_status status = PIN_OK;
    if ((shares_prefixes && !parquet_delta_decode(prefixes, n, true, &bytes)) ||
        !parquet_delta_decode(lengths, n, true, &bytes)) {
        status = PIN_E_PARSE;
    }
    if (status == PIN_OK) {
        status = suffixes_alone(out, n, lengths, bytes);
    }
    if (status == PIN_OK && shares_prefixes) {
        status = with_prefixes(out, n, prefixes, scratch, err);
    }
    pin_buffer_free(&numbers);
    return status;
}
