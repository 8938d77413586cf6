/* digest_thread.h - SHA-256 on a thread of its own, so that a reader need not wait for
 * it.
 *
 * Bytes are copied to a ring of fixed size; feeding waits only while the ring is full. */
#ifndef PIN_HARNESS_BASE_DIGEST_THREAD_H
#define PIN_HARNESS_BASE_DIGEST_THREAD_H

#include "harness/base/digest.h"

struct pin_digest_thread;

/* NULL when there is no memory or no thread: then the caller digests by itself. */
struct pin_digest_thread *pin_digest_thread_start(void);

void pin_digest_thread_feed(struct pin_digest_thread *thread, const char *bytes,
                            size_t length);

/* The digest of everything fed so far. */
struct pin_digest pin_digest_thread_result(struct pin_digest_thread *thread);

/* Ends the thread, whatever is left to do, and frees it. NULL is fine. */
void pin_digest_thread_stop(struct pin_digest_thread *thread);

#endif
