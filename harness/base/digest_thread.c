/* digest_thread.c - one producer, one consumer, a lock and two conditions.
 *
 * Slots are filled and digested outside of the lock: between the two counters a slot
 * belongs to the thread, outside of them to the feeder. */
#include "harness/base/digest_thread.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS_N = 4, SLOT_BYTES = 1 << 18 };

struct slot {
    size_t length;
    char bytes[SLOT_BYTES];
};

struct pin_digest_thread {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t fed;
    pthread_cond_t done;
    uint64_t fed_n;  /* slots that were handed over */
    uint64_t done_n; /* slots that were digested */
    bool stopping;
    struct pin_digest digest; /* the thread's while done_n < fed_n */
    struct slot slots[SLOTS_N];
};

static bool wait_for_slot(struct pin_digest_thread *thread)
{
    (void)pthread_mutex_lock(&thread->lock);
    while (thread->done_n == thread->fed_n && !thread->stopping) {
        (void)pthread_cond_wait(&thread->fed, &thread->lock);
    }
    const bool more = !thread->stopping;
    (void)pthread_mutex_unlock(&thread->lock);
    return more;
}

static void *work(void *argument)
{
    struct pin_digest_thread *thread = argument;
    while (wait_for_slot(thread)) {
        const struct slot *slot = &thread->slots[thread->done_n % SLOTS_N];
        pin_digest_update(&thread->digest, slot->bytes, slot->length);
        (void)pthread_mutex_lock(&thread->lock);
        thread->done_n++;
        (void)pthread_cond_signal(&thread->done);
        (void)pthread_mutex_unlock(&thread->lock);
    }
    return NULL;
}

struct pin_digest_thread *pin_digest_thread_start(void)
{
    struct pin_digest_thread *thread = malloc(sizeof(*thread));
    if (!thread) {
        return NULL;
    }
    thread->fed_n = 0;
    thread->done_n = 0;
    thread->stopping = false;
    pin_digest_init(&thread->digest);
    (void)pthread_mutex_init(&thread->lock, NULL);
    (void)pthread_cond_init(&thread->fed, NULL);
    (void)pthread_cond_init(&thread->done, NULL);
    if (pthread_create(&thread->thread, NULL, work, thread) != 0) {
        free(thread);
        return NULL;
    }
    return thread;
}

/* Waits until at most waiting_n slots are not digested. */
static void wait_for_room(struct pin_digest_thread *thread, uint64_t waiting_n)
{
    (void)pthread_mutex_lock(&thread->lock);
    while (thread->fed_n - thread->done_n > waiting_n) {
        (void)pthread_cond_wait(&thread->done, &thread->lock);
    }
    (void)pthread_mutex_unlock(&thread->lock);
}

void pin_digest_thread_feed(struct pin_digest_thread *thread, const char *bytes,
                            size_t length)
{
    while (length > 0) {
        const size_t n = length < SLOT_BYTES ? length : SLOT_BYTES;
        wait_for_room(thread, SLOTS_N - 1);
        struct slot *slot = &thread->slots[thread->fed_n % SLOTS_N];
        memcpy(slot->bytes, bytes, n);
        slot->length = n;
        (void)pthread_mutex_lock(&thread->lock);
        thread->fed_n++;
        (void)pthread_cond_signal(&thread->fed);
        (void)pthread_mutex_unlock(&thread->lock);
        bytes += n;
        length -= n;
    }
}

struct pin_digest pin_digest_thread_result(struct pin_digest_thread *thread)
{
    wait_for_room(thread, 0);
    return thread->digest;
}

void pin_digest_thread_stop(struct pin_digest_thread *thread)
{
    if (!thread) {
        return;
    }
    (void)pthread_mutex_lock(&thread->lock);
    thread->stopping = true;
    (void)pthread_cond_signal(&thread->fed);
    (void)pthread_mutex_unlock(&thread->lock);
    (void)pthread_join(thread->thread, NULL);
    (void)pthread_mutex_destroy(&thread->lock);
    (void)pthread_cond_destroy(&thread->fed);
    (void)pthread_cond_destroy(&thread->done);
    free(thread);
}
