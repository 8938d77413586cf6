/* observer.h - who is told how far a long piece of work has come, and may end it early.
 *
 * Work that is cut into steps tells of each and asks before the next. It waits for no
 * answer, and what it computes does not depend on who watches. A NULL observer, and one
 * with NULL calls, watches nothing. */
#ifndef PIN_HARNESS_BASE_OBSERVER_H
#define PIN_HARNESS_BASE_OBSERVER_H

#include "harness/base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct pin_phase {
    const char *name;    /* "search", "score", ...: a stable name for programs */
    const char *subject; /* the system it is about; NULL: all of them */
    uint64_t done, of;   /* steps; done is 0 when it begins and `of` when it ends */
};

struct pin_observer {
    void (*tell)(void *context, const struct pin_phase *phase); /* one call at a time */
    bool (*stops)(void *context); /* on any thread; once true, always true */
    void *context;
};

/* On any thread; the phase is copied by nobody and need only live as long as the call. */
void pin_observer_tell(const struct pin_observer *observer,
                       const struct pin_phase *phase);

bool pin_observer_stops(const struct pin_observer *observer);

/* PIN_E_STOPPED when the work is to end here. */
PIN_MUST_USE enum pin_status pin_observer_go_on(const struct pin_observer *observer,
                                                struct pin_error *err);

#endif
