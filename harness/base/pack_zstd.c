#include "harness/base/pack.h"

#include <zstd.h>

enum { LEVEL = 3 };

struct pin_packer {
    ZSTD_CCtx *context;
};

static void release(void *object)
{
    struct pin_packer *packer = object;
    (void)ZSTD_freeCCtx(packer->context);
}

enum pin_status pin_packer_new(struct pin_packer **out, struct pin_arena *arena,
                               struct pin_error *err)
{
    struct pin_packer *packer = PIN_NEW(arena, struct pin_packer);
    if (packer) {
        packer->context = ZSTD_createCCtx();
    }
    if (!packer || !packer->context || !pin_arena_own(arena, release, packer)) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to pack with zstd");
    }
    (void)ZSTD_CCtx_setParameter(packer->context, ZSTD_c_compressionLevel, LEVEL);
    (void)ZSTD_CCtx_setParameter(packer->context, ZSTD_c_checksumFlag, 1);
    *out = packer;
    return PIN_OK;
}

enum pin_status pin_packer_put(struct pin_packer *packer, struct pin_buffer *to,
                               const void *bytes, size_t length, bool ends,
                               struct pin_error *err)
{
    ZSTD_inBuffer input = {bytes, length, 0};
    size_t left = 1;
    while (ends ? left > 0 : input.pos < input.size) {
        PIN_TRY(pin_buffer_reserve(to, ZSTD_CStreamOutSize(), err));
        ZSTD_outBuffer output = {to->bytes + to->length, to->capacity - to->length - 1,
                                 0};
        left = ZSTD_compressStream2(packer->context, &output, &input,
                                    ends ? ZSTD_e_end : ZSTD_e_continue);
        if (ZSTD_isError(left)) {
            return pin_fail(err, PIN_E_INTERNAL, "packing with zstd fails: %s",
                            ZSTD_getErrorName(left));
        }
        to->length += output.pos;
        to->bytes[to->length] = '\0';
    }
    return PIN_OK;
}
