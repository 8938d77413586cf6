/* parquet_hybrid.c - runs of one number, and groups of eight that are packed in bits. */
#include "harness/parquet/parquet_parts.h"
#include "harness/parquet/parquet_thrift.h"

static uint32_t mask_of(uint32_t width)
{
    return width == 32 ? UINT32_MAX : (UINT32_C(1) << width) - 1;
}

static void unpack_bits(uint32_t *out, size_t n, uint32_t width, const uint8_t *at)
{
    const uint32_t mask = mask_of(width);
    uint64_t bits = 0;
    uint32_t held = 0;
    for (size_t i = 0; i < n; i++) {
        for (; held < width; held += 8) {
            bits |= (uint64_t)*at++ << held;
        }
        out[i] = (uint32_t)bits & mask;
        bits >>= width;
        held -= width;
    }
}

static bool take_packed(uint32_t *out, size_t n, uint32_t width,
                        struct parquet_thrift *thrift, uint64_t groups_n)
{
    const uint64_t left = (uint64_t)(thrift->end - thrift->at);
    if (((uint64_t)n * width + 7) / 8 > left) {
        return false;
    }
    unpack_bits(out, n, width, thrift->at);
    /* The last group may be cut where its numbers are not needed. */
    thrift->at += groups_n > left / width ? left : groups_n * width;
    return true;
}

static bool take_run(uint32_t *out, size_t n, uint32_t width,
                     struct parquet_thrift *thrift)
{
    const uint32_t bytes_n = (width + 7) / 8;
    uint32_t value = 0;
    if ((size_t)(thrift->end - thrift->at) < bytes_n) {
        return false;
    }
    for (uint32_t i = 0; i < bytes_n; i++) {
        value |= (uint32_t)*thrift->at++ << 8 * i;
    }
    value &= mask_of(width);
    for (size_t i = 0; i < n; i++) {
        out[i] = value;
    }
    return true;
}

bool parquet_hybrid_decode(uint32_t *out, size_t n, uint32_t width,
                           struct parquet_span bytes)
{
    struct parquet_thrift thrift = {.at = bytes.at, .end = bytes.end};
    size_t done = 0;
    if (width == 0) { /* all zero, and nothing needs to be written for it */
        for (; done < n; done++) {
            out[done] = 0;
        }
    }
    while (done < n) {
        const uint64_t head = parquet_thrift_varint(&thrift);
        const bool packed = head & 1;
        const uint64_t groups_n = head >> 1;
        const uint64_t most = n - done;
        if (thrift.fault || groups_n == 0) {
            return false;
        }
        uint64_t run = groups_n;
        if (packed) {
            run = groups_n > most / 8 ? most : groups_n * 8;
        }
        run = run < most ? run : most;
        if (packed ? !take_packed(out + done, (size_t)run, width, &thrift, groups_n)
                   : !take_run(out + done, (size_t)run, width, &thrift)) {
            return false;
        }
        done += (size_t)run;
    }
    return true;
}
