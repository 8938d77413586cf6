/* platform.c - where systems differ. */
#include "harness/base/platform.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#if defined(__clang__)
#define COMPILER "clang " __clang_version__
#elif defined(__GNUC__)
#define COMPILER "gcc " __VERSION__
#else
#define COMPILER "unknown"
#endif

uint64_t pin_platform_memory_bytes_max(void)
{
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) != 0 || usage.ru_maxrss < 0) {
        return 0;
    }
#if defined(__APPLE__)
    return (uint64_t)usage.ru_maxrss;
#else
    return (uint64_t)usage.ru_maxrss * 1024U;
#endif
}

uint32_t pin_platform_cpus_n(void)
{
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : (uint32_t)n;
}

/* "model name<tab>: NAME" on x86; other processors have no such line. */
static bool read_model(char into[PIN_PLATFORM_NAME_MAX], const char *line)
{
    static const char key[] = "model name";
    const char *colon = strchr(line, ':');
    if (strncmp(line, key, sizeof(key) - 1) != 0 || !colon) {
        return false;
    }
    const char *name = colon + 1 + strspn(colon + 1, " \t");
    (void)snprintf(into, PIN_PLATFORM_NAME_MAX, "%.*s", (int)strcspn(name, "\n"), name);
    return into[0] != '\0';
}

void pin_platform_cpu_name(char into[PIN_PLATFORM_NAME_MAX])
{
    (void)snprintf(into, PIN_PLATFORM_NAME_MAX, "unknown");
#if defined(__linux__)
    FILE *file = fopen("/proc/cpuinfo", "re");
    if (!file) {
        return;
    }
    char line[256];
    while (fgets(line, sizeof(line), file) && !read_model(into, line)) {
    }
    (void)fclose(file);
    if (into[0] == '\0') {
        (void)snprintf(into, PIN_PLATFORM_NAME_MAX, "unknown");
    }
#endif
}

void pin_platform_system(char into[PIN_PLATFORM_NAME_MAX])
{
    struct utsname name;
    if (uname(&name) != 0) {
        (void)snprintf(into, PIN_PLATFORM_NAME_MAX, "unknown");
        return;
    }
    (void)snprintf(into, PIN_PLATFORM_NAME_MAX, "%.40s %.40s %.40s", name.sysname,
                   name.release, name.machine);
}

uint64_t pin_platform_memory_bytes(void)
{
    const long pages = sysconf(_SC_PHYS_PAGES);
    const long page_bytes = sysconf(_SC_PAGESIZE);
    return pages < 1 || page_bytes < 1 ? 0 : (uint64_t)pages * (uint64_t)page_bytes;
}

void pin_platform_host_name(char into[PIN_PLATFORM_NAME_MAX])
{
    struct utsname name;
    (void)snprintf(into, PIN_PLATFORM_NAME_MAX, "%.120s",
                   uname(&name) == 0 ? name.nodename : "unknown");
}

void pin_platform_libc(char into[PIN_PLATFORM_NAME_MAX])
{
    (void)snprintf(into, PIN_PLATFORM_NAME_MAX, "unknown");
#if defined(_CS_GNU_LIBC_VERSION)
    (void)confstr(_CS_GNU_LIBC_VERSION, into, PIN_PLATFORM_NAME_MAX);
#endif
}

const char *pin_platform_openmp(void)
{
#if !defined(_OPENMP)
    return "none";
#elif _OPENMP >= 201811
    return "5.0 or later";
#elif _OPENMP >= 201511
    return "4.5";
#else
    return "older than 4.5";
#endif
}

const char *pin_platform_compiler(void)
{
    return COMPILER;
}
