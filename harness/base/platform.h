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

/* Memory of the machine; 0 when unknown. */
uint64_t pin_platform_memory_bytes(void);

/* The machine's name in its network. */
void pin_platform_host_name(char into[PIN_PLATFORM_NAME_MAX]);

/* The C library that the program runs with, "glibc 2.36", and the version of OpenMP that
 * it was compiled for, "4.5", or "none". */
void pin_platform_libc(char into[PIN_PLATFORM_NAME_MAX]);
const char *pin_platform_openmp(void);

/* The compiler of this file and its version: "gcc 12.2.0". */
const char *pin_platform_compiler(void);

#endif
