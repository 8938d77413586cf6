/* parquet_snappy_absent.c - stands for parquet_snappy.c where configure found no
 * libsnappy. */
#include "harness/parquet/parquet_parts.h"

/* As parquet_snappy.c has it. NOLINTNEXTLINE(readability-non-const-parameter) */
enum pin_status parquet_snappy(uint8_t *into, size_t unpacked_n,
                               struct parquet_span packed, struct pin_error *err)
{
    (void)into;
    (void)unpacked_n;
    (void)packed;
    return pin_fail(err, PIN_E_UNAVAILABLE,
                    "packed with snappy, and this program was built without libsnappy");
}
