/* digest.c - libnettle's SHA-256, which uses the processor's own instructions where there
 * are some. The state is copied in and out, so that no header of ours names nettle's. */
#include "harness/base/digest.h"

#include <nettle/sha2.h>
#include <string.h>

_Static_assert(sizeof(struct sha256_ctx) <= sizeof(struct pin_digest), "the state fits");

void pin_digest_init(struct pin_digest *digest)
{
    struct sha256_ctx context;
    memset(digest, 0, sizeof(*digest));
    sha256_init(&context);
    memcpy(digest->state, &context, sizeof(context));
}

void pin_digest_update(struct pin_digest *digest, const void *bytes, size_t length)
{
    if (length == 0) {
        return;
    }
    struct sha256_ctx context;
    memcpy(&context, digest->state, sizeof(context));
    sha256_update(&context, length, bytes);
    memcpy(digest->state, &context, sizeof(context));
}

void pin_digest_finish(struct pin_digest *digest, char *hex_out)
{
    struct sha256_ctx context;
    uint8_t sum[SHA256_DIGEST_SIZE];
    memcpy(&context, digest->state, sizeof(context));
    sha256_digest(&context, sizeof(sum), sum);
    memcpy(digest->state, &context, sizeof(context));
    for (size_t i = 0; i < sizeof(sum); i++) {
        hex_out[2 * i] = "0123456789abcdef"[sum[i] >> 4];
        hex_out[2 * i + 1] = "0123456789abcdef"[sum[i] & 15];
    }
    hex_out[2 * sizeof(sum)] = '\0';
}
