/* clock.c - CLOCK_MONOTONIC is set back by nobody, which the time of day may be. */
#include "harness/base/clock.h"

#include <time.h>

uint64_t pin_clock_ns(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC,
                        &now); /* POSIX has it always; a zero otherwise */
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}
