#include "config.h"

#include "harness/cli/version.h"

#include "engines/kernels/isa.h"
#include "harness/base/parallel.h"
#include "harness/base/platform.h"
#include "harness/cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *pin_version(void)
{
    return PACKAGE_VERSION;
}

enum pin_status pin_version_build(const struct pin_build **out, struct pin_arena *arena,
                                  struct pin_error *err)
{
    enum { LIBRARIES_MAX = 8 };
    char libc[PIN_PLATFORM_NAME_MAX];
    pin_platform_libc(libc);
    struct pin_build *build = PIN_NEW(arena, struct pin_build);
    struct pin_library *rows = PIN_NEW_N(arena, struct pin_library, LIBRARIES_MAX);
    const char *libc_copy = pin_arena_copy_text(arena, libc, strlen(libc));
    if (!build || !rows || !libc_copy) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the result");
    }
    uint32_t n = 0;
    rows[n++] = (struct pin_library){"libc", libc_copy};
    rows[n++] = (struct pin_library){"OpenMP", pin_platform_openmp()};
    rows[n++] = (struct pin_library){"jansson", PIN_JANSSON_VERSION};
    rows[n++] = (struct pin_library){"nettle", PIN_NETTLE_VERSION};
    rows[n++] = (struct pin_library){"zlib", PIN_ZLIB_VERSION};
    rows[n++] = (struct pin_library){"zstd", PIN_ZSTD_VERSION};
    *build = (struct pin_build){pin_platform_compiler(), PIN_BUILD_CFLAGS, rows, n};
    *out = build;
    return PIN_OK;
}

static const char *kernels(void)
{
    const struct pin_isa *isa = NULL;
    struct pin_error err = {0};
    const enum pin_status status = pin_isa_choose(&isa, getenv("PINBENCH_ISA"), &err);
    return status == PIN_OK ? isa->name : "none: PINBENCH_ISA names none that runs here";
}

int pin_cli_version(bool is_long)
{
    (void)printf("pinbench %s\n", PACKAGE_VERSION);
    if (is_long) {
#ifdef _OPENMP
        const char *openmp = "yes";
#else
        const char *openmp = "no";
#endif
        (void)printf("compiler   %s (%s)\n", pin_platform_compiler(), PIN_BUILD_CFLAGS);
        (void)printf("libraries  jansson %s, nettle %s, zlib %s, zstd %s\n",
                     PIN_JANSSON_VERSION, PIN_NETTLE_VERSION, PIN_ZLIB_VERSION,
                     PIN_ZSTD_VERSION);
        (void)printf("openmp     %s (%u threads unless told otherwise)\n", openmp,
                     pin_threads_standard());
        (void)printf("kernels    %s\n", kernels());
        (void)printf("checkers   %s\n", PIN_CHECKERS);
        (void)printf("plug-in    ABI %d.%d\n", PIN_ABI_MAJOR, PIN_ABI_MINOR);
    }
    return pin_cli_flush();
}
