/* unpack_zstd_absent.c - stands for unpack_zstd.c where configure found no libzstd. */
#include "harness/base/unpack_codec.h"

static enum pin_status zstd_open(void **state_out, struct pin_arena *arena,
                                 struct pin_error *err)
{
    (void)state_out;
    (void)arena;
    return pin_fail(err, PIN_E_UNAVAILABLE,
                    "packed with zstd, and this program was built without libzstd");
}

const struct pin_unpack_codec pin_unpack_zstd = {"zstd", zstd_open, NULL};
