#include "config.h"

#include "harness/cli/version.h"

#include "harness/base/parallel.h"
#include "harness/base/platform.h"
#include "harness/cli/command.h"

#include <stdio.h>

const char *pin_version(void)
{
    return PACKAGE_VERSION;
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
        (void)printf("checkers   %s\n", PIN_CHECKERS);
        (void)printf("plug-in    ABI %d.%d\n", PIN_ABI_MAJOR, PIN_ABI_MINOR);
    }
    return pin_cli_flush();
}
