/* clock.h - time that only goes forward. */
#ifndef PIN_HARNESS_BASE_CLOCK_H
#define PIN_HARNESS_BASE_CLOCK_H

#include <stdint.h>

/* Nanoseconds since some moment before the program began; only differences mean anything.
 */
uint64_t pin_clock_ns(void);

#endif
