/* pack_zstd_absent.c - where configure found no libzstd. */
#include "harness/base/pack.h"

enum pin_status pin_packer_new(struct pin_packer **out, struct pin_arena *arena,
                               struct pin_error *err)
{
    (void)out;
    (void)arena;
    return pin_fail(err, PIN_E_UNAVAILABLE,
                    "this program was built without libzstd: give a name that does not "
                    "end in .zst");
}

enum pin_status pin_packer_put(struct pin_packer *packer, struct pin_buffer *to,
                               const void *bytes, size_t length, bool ends,
                               struct pin_error *err)
{
    (void)packer;
    (void)to;
    (void)bytes;
    (void)length;
    (void)ends;
    return pin_fail(err, PIN_E_INTERNAL, "packing without libzstd");
}
