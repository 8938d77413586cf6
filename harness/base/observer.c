#include "harness/base/observer.h"

#include <stddef.h>

void pin_observer_tell(const struct pin_observer *observer, const struct pin_phase *phase)
{
    if (observer && observer->tell) {
#pragma omp critical(pin_observer)
        observer->tell(observer->context, phase);
    }
}

bool pin_observer_stops(const struct pin_observer *observer)
{
    return observer && observer->stops && observer->stops(observer->context);
}

enum pin_status pin_observer_go_on(const struct pin_observer *observer,
                                   struct pin_error *err)
{
    return pin_observer_stops(observer) ? pin_fail(err, PIN_E_STOPPED, "interrupted")
                                        : PIN_OK;
}
