/* platform.h - facts about the machine and the build, for a report's provenance.
 *
 * None of these can fail: what a system does not tell is 0 or "unknown". Nothing is kept
 * between calls. Every #ifdef for systems lives in platform.c. */
#ifndef PIN_HARNESS_BASE_PLATFORM_H
#define PIN_HARNESS_BASE_PLATFORM_H

#include <stdint.h>

enum { PIN_PLATFORM_NAME_MAX = 128 };

/* The most memory this process has held resident so far; 0 when unknown. */
uint64_t pin_platform_memory_bytes_max(void);

/* Processors that are online, at least 1. */
uint32_t pin_platform_cpus_n(void);

/* "Intel(R) Xeon(R) ..." and "Linux 6.1.0-18-amd64 x86_64". NUL-terminated, cut to fit.
 */
void pin_platform_cpu_name(char into[PIN_PLATFORM_NAME_MAX]);
void pin_platform_system(char into[PIN_PLATFORM_NAME_MAX]);

/* The compiler of this file and its version: "gcc 12.2.0". */
const char *pin_platform_compiler(void);

#endif
