#include "harness/base/clock.h"

#include <time.h>

#include <criterion/criterion.h>

Test(clock, time_does_not_go_back_and_counts_nanoseconds)
{
    const uint64_t start_ns = pin_clock_ns();
    uint64_t last_ns = start_ns;
    for (int i = 0; i < 100000; i++) {
        const uint64_t now_ns = pin_clock_ns();
        cr_assert_geq(now_ns, last_ns);
        last_ns = now_ns;
    }
    const struct timespec pause = {0, 20000000};
    cr_assert_eq(nanosleep(&pause, NULL), 0);
    cr_assert_geq(pin_clock_ns() - last_ns, 20000000U);
    cr_assert_lt(pin_clock_ns() - start_ns, 60000000000U);
}
