/* pack.h - bytes packed with zstd on their way to a file: one frame with a checksum that
 * source.h unpacks. The same bytes in the same pieces give the same frame, by one version
 * of the library. */
#ifndef PIN_HARNESS_BASE_PACK_H
#define PIN_HARNESS_BASE_PACK_H

#include "harness/base/buffer.h"

#include <stdbool.h>

struct pin_packer;

/* The packer lies in the arena. PIN_E_UNAVAILABLE: the program was built without libzstd.
 */
PIN_MUST_USE enum pin_status pin_packer_new(struct pin_packer **out,
                                            struct pin_arena *arena,
                                            struct pin_error *err);

/* Takes all of the bytes, and appends to `to` what is ready of the frame; with `ends` the
 * whole rest of it: then the packer is spent. */
PIN_MUST_USE enum pin_status pin_packer_put(struct pin_packer *packer,
                                            struct pin_buffer *to, const void *bytes,
                                            size_t length, bool ends,
                                            struct pin_error *err);

#endif
