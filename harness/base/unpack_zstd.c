/* unpack_zstd.c - libzstd's streaming decoder, which goes from frame to frame itself. */
#include "harness/base/unpack_codec.h"

#include <stdbool.h>
#include <zstd.h>

struct zstd {
    ZSTD_DStream *stream;
    bool inside;
};

static void release(void *object)
{
    struct zstd *zstd = object;
    (void)ZSTD_freeDStream(zstd->stream);
}

static enum pin_status zstd_open(void **state_out, struct pin_arena *arena,
                                 struct pin_error *err)
{
    struct zstd *zstd = PIN_NEW(arena, struct zstd);
    if (zstd) {
        zstd->stream = ZSTD_createDStream();
    }
    if (!zstd || !zstd->stream || !pin_arena_own(arena, release, zstd)) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to unpack zstd");
    }
    (void)ZSTD_DCtx_setParameter(zstd->stream, ZSTD_d_windowLogMax,
                                 PIN_ZSTD_WINDOW_LOG_MAX);
    *state_out = zstd;
    return PIN_OK;
}

static enum pin_unpack_place zstd_step(void *state, struct pin_unpack_io *io,
                                       const char **reason)
{
    struct zstd *zstd = state;
    if (!zstd->inside && io->in_n == 0) {
        return PIN_UNPACK_BETWEEN;
    }
    ZSTD_inBuffer in = {io->in, io->in_n, 0};
    ZSTD_outBuffer out = {io->out, io->out_n, 0};
    const size_t code = ZSTD_decompressStream(zstd->stream, &out, &in);
    io->in += in.pos;
    io->in_n -= in.pos;
    io->out += out.pos;
    io->out_n -= out.pos;
    if (ZSTD_isError(code)) {
        *reason = ZSTD_getErrorName(code);
        return PIN_UNPACK_CORRUPT;
    }
    zstd->inside = code != 0;
    return zstd->inside ? PIN_UNPACK_INSIDE : PIN_UNPACK_BETWEEN;
}

const struct pin_unpack_codec pin_unpack_zstd = {"zstd", zstd_open, zstd_step};
