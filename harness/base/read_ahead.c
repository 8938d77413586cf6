/* read_ahead.c - one producer, one consumer, a lock and two conditions. Slots are filled
 * and emptied outside of the lock: between the two counters a slot belongs to the reader,
 * outside of them to the thread. */
#include "harness/base/read_ahead.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS_N = 4, SLOT_BYTES = 1 << 18 };

struct slot {
    enum pin_status status;
    size_t length; /* 0 at the end */
    struct pin_error err;
    char bytes[SLOT_BYTES];
};

struct pin_read_ahead {
    pin_read_fn *read;
    void *object;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t filled;
    pthread_cond_t emptied;
    uint64_t filled_n;  /* slots */
    uint64_t emptied_n; /* slots; the reader's alone but for the lock */
    bool resting;       /* the thread has ended or is to end */
    bool joined;        /* the reader's alone */
    size_t at;          /* in the slot that is being read */
    struct slot slots[SLOTS_N];
};

static bool wait_for_room(struct pin_read_ahead *ahead)
{
    (void)pthread_mutex_lock(&ahead->lock);
    while (ahead->filled_n - ahead->emptied_n == SLOTS_N && !ahead->resting) {
        (void)pthread_cond_wait(&ahead->emptied, &ahead->lock);
    }
    const bool more = !ahead->resting;
    (void)pthread_mutex_unlock(&ahead->lock);
    return more;
}

static void fill(struct pin_read_ahead *ahead, struct slot *slot)
{
    slot->err = (struct pin_error){0};
    slot->length = 0;
    slot->status =
        ahead->read(ahead->object, slot->bytes, SLOT_BYTES, &slot->length, &slot->err);
    slot->length = slot->status == PIN_OK ? slot->length : 0;
}

static void *work(void *argument)
{
    struct pin_read_ahead *ahead = argument;
    bool more = true;
    while (more && wait_for_room(ahead)) {
        struct slot *slot = &ahead->slots[ahead->filled_n % SLOTS_N];
        fill(ahead, slot);
        more = slot->length > 0;
        (void)pthread_mutex_lock(&ahead->lock);
        ahead->filled_n++;
        (void)pthread_cond_signal(&ahead->filled);
        (void)pthread_mutex_unlock(&ahead->lock);
    }
    return NULL;
}

struct pin_read_ahead *pin_read_ahead_start(pin_read_fn *read, void *object)
{
    struct pin_read_ahead *ahead = malloc(sizeof(*ahead));
    if (!ahead) {
        return NULL;
    }
    ahead->read = read;
    ahead->object = object;
    ahead->filled_n = 0;
    ahead->emptied_n = 0;
    ahead->resting = false;
    ahead->joined = false;
    ahead->at = 0;
    (void)pthread_mutex_init(&ahead->lock, NULL);
    (void)pthread_cond_init(&ahead->filled, NULL);
    (void)pthread_cond_init(&ahead->emptied, NULL);
    if (pthread_create(&ahead->thread, NULL, work, ahead) != 0) {
        free(ahead);
        return NULL;
    }
    return ahead;
}

/* The slot that is read next; NULL when the thread rests and all that it filled was read.
 */
static const struct slot *next_slot(struct pin_read_ahead *ahead)
{
    (void)pthread_mutex_lock(&ahead->lock);
    while (ahead->filled_n == ahead->emptied_n && !ahead->resting) {
        (void)pthread_cond_wait(&ahead->filled, &ahead->lock);
    }
    const bool there = ahead->filled_n != ahead->emptied_n;
    (void)pthread_mutex_unlock(&ahead->lock);
    return there ? &ahead->slots[ahead->emptied_n % SLOTS_N] : NULL;
}

static void give_back_slot(struct pin_read_ahead *ahead)
{
    ahead->at = 0;
    (void)pthread_mutex_lock(&ahead->lock);
    ahead->emptied_n++;
    (void)pthread_cond_signal(&ahead->emptied);
    (void)pthread_mutex_unlock(&ahead->lock);
}

enum pin_status pin_read_ahead_read(struct pin_read_ahead *ahead, char *into,
                                    size_t capacity, size_t *n_out, struct pin_error *err)
{
    *n_out = 0;
    const struct slot *slot = next_slot(ahead);
    if (!slot) {
        return ahead->read(ahead->object, into, capacity, n_out, err);
    }
    if (slot->length == 0) { /* the end, or a failure: it stays */
        if (slot->status == PIN_OK) {
            return PIN_OK;
        }
        (void)pin_fail(err, slot->status, "%s", slot->err.text);
        pin_error_at(err, slot->err.where, slot->err.line, slot->err.column);
        return slot->status;
    }
    const size_t left = slot->length - ahead->at;
    const size_t n = left < capacity ? left : capacity;
    memcpy(into, slot->bytes + ahead->at, n);
    ahead->at += n;
    *n_out = n;
    if (ahead->at == slot->length) {
        give_back_slot(ahead);
    }
    return PIN_OK;
}

void pin_read_ahead_rest(struct pin_read_ahead *ahead)
{
    if (ahead->joined) {
        return;
    }
    (void)pthread_mutex_lock(&ahead->lock);
    ahead->resting = true;
    (void)pthread_cond_signal(&ahead->emptied);
    (void)pthread_mutex_unlock(&ahead->lock);
    (void)pthread_join(ahead->thread, NULL);
    ahead->joined = true;
}

void pin_read_ahead_stop(struct pin_read_ahead *ahead)
{
    if (!ahead) {
        return;
    }
    pin_read_ahead_rest(ahead);
    (void)pthread_mutex_destroy(&ahead->lock);
    (void)pthread_cond_destroy(&ahead->filled);
    (void)pthread_cond_destroy(&ahead->emptied);
    free(ahead);
}
