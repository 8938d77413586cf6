/* digest.h - SHA-256 (FIPS 180-4), fed in pieces.
 *
 * It names what was read: files of labels, runs, plans. Nothing here allocates or fails.
 */
#ifndef PIN_HARNESS_BASE_DIGEST_H
#define PIN_HARNESS_BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define PIN_DIGEST_HEX 65 /* 64 lower-case hexadecimal characters and a NUL */

struct pin_digest { /* made on the caller's stack; may be copied; the member is private */
    uint64_t state[16];
};

void pin_digest_init(struct pin_digest *digest);
void pin_digest_update(struct pin_digest *digest, const void *bytes, size_t length);

/* Writes PIN_DIGEST_HEX characters; the digest has to be initialised before its next use.
 */
void pin_digest_finish(struct pin_digest *digest, char *hex_out);

#endif
