/* parquet_snappy.c - libsnappy through its C interface. */
#include "harness/parquet/parquet_parts.h"

#include <snappy-c.h>

enum pin_status parquet_snappy(uint8_t *into, size_t unpacked_n,
                               struct parquet_span packed, struct pin_error *err)
{
    const char *bytes = (const char *)packed.at;
    const size_t packed_n = parquet_span_n(packed);
    size_t n = 0;
    if (snappy_uncompressed_length(bytes, packed_n, &n) != SNAPPY_OK || n != unpacked_n ||
        snappy_uncompress(bytes, packed_n, (char *)into, &n) != SNAPPY_OK) {
        return pin_fail(err, PIN_E_PARSE, "corrupt snappy data");
    }
    return PIN_OK;
}
