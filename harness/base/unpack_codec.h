/* unpack_codec.h - one packing taken apart step by step; for unpack.c and the files of
 * the packings. */
#ifndef PIN_HARNESS_BASE_UNPACK_CODEC_H
#define PIN_HARNESS_BASE_UNPACK_CODEC_H

#include "harness/base/unpack.h"

struct pin_unpack_io { /* a step moves all four on */
    const unsigned char *in;
    size_t in_n;
    unsigned char *out;
    size_t out_n;
};

enum pin_unpack_place {
    PIN_UNPACK_INSIDE,  /* a member or a frame has begun and is not at its end */
    PIN_UNPACK_BETWEEN, /* the input may end here */
    PIN_UNPACK_CORRUPT,
};

struct pin_unpack_codec {
    const char *name;
    enum pin_status (*open)(void **state_out, struct pin_arena *arena,
                            struct pin_error *err);
    /* Works until the input is used up, the output is full or a member ends. *reason is
     * set where the bytes are corrupt. */
    enum pin_unpack_place (*step)(void *state, struct pin_unpack_io *io,
                                  const char **reason);
};

extern const struct pin_unpack_codec pin_unpack_gzip;
extern const struct pin_unpack_codec pin_unpack_zstd;

#endif
