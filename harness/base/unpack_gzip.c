/* unpack_gzip.c - zlib's inflate over one gzip member after another. */
#include "harness/base/unpack_codec.h"

#include <limits.h>
#include <stdbool.h>

#define ZLIB_CONST
#include <zlib.h>

enum {
    GZIP_WINDOW =
        15 + 16,  /* the largest window; 16 asks for gzip's header and checksum */
    MAGIC = 0x1F, /* the first byte of a member */
};

struct gzip {
    z_stream stream;
    bool inside;
    bool padded; /* zero bytes have begun */
};

static void release(void *object)
{
    struct gzip *gzip = object;
    (void)inflateEnd(&gzip->stream);
}

static enum pin_status gzip_open(void **state_out, struct pin_arena *arena,
                                 struct pin_error *err)
{
    struct gzip *gzip = PIN_NEW(arena, struct gzip);
    if (!gzip || inflateInit2(&gzip->stream, GZIP_WINDOW) != Z_OK ||
        !pin_arena_own(arena, release, gzip)) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to unpack gzip");
    }
    *state_out = gzip;
    return PIN_OK;
}

/* Passes over zero bytes and begins the next member where there is one. */
static enum pin_unpack_place begin(struct gzip *gzip, struct pin_unpack_io *io,
                                   const char **reason)
{
    while (io->in_n > 0 && *io->in == 0) {
        gzip->padded = true;
        io->in++;
        io->in_n--;
    }
    if (io->in_n == 0) {
        return PIN_UNPACK_BETWEEN;
    }
    if (gzip->padded || *io->in != MAGIC) {
        *reason = "other bytes behind the end of the data";
        return PIN_UNPACK_CORRUPT;
    }
    gzip->inside = true;
    (void)inflateReset(&gzip->stream);
    return PIN_UNPACK_INSIDE;
}

static unsigned int at_most(size_t n)
{
    return n > UINT_MAX ? UINT_MAX : (unsigned int)n;
}

static enum pin_unpack_place gzip_step(void *state, struct pin_unpack_io *io,
                                       const char **reason)
{
    struct gzip *gzip = state;
    z_stream *stream = &gzip->stream;
    if (!gzip->inside) {
        const enum pin_unpack_place place = begin(gzip, io, reason);
        if (place != PIN_UNPACK_INSIDE) {
            return place;
        }
    }
    const unsigned int in_n = at_most(io->in_n);
    const unsigned int out_n = at_most(io->out_n);
    stream->next_in = io->in;
    stream->avail_in = in_n;
    stream->next_out = io->out;
    stream->avail_out = out_n;
    const int code = inflate(stream, Z_NO_FLUSH);
    io->in += in_n - stream->avail_in;
    io->in_n -= in_n - stream->avail_in;
    io->out += out_n - stream->avail_out;
    io->out_n -= out_n - stream->avail_out;
    if (code == Z_STREAM_END) {
        gzip->inside = false;
        return PIN_UNPACK_BETWEEN;
    }
    if (code != Z_OK && code != Z_BUF_ERROR) {
        *reason = stream->msg ? stream->msg : zError(code);
        return PIN_UNPACK_CORRUPT;
    }
    return PIN_UNPACK_INSIDE;
}

const struct pin_unpack_codec pin_unpack_gzip = {"gzip", gzip_open, gzip_step};
