#include "harness/base/platform.h"

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

Test(platform, peak_memory_grows_with_what_is_touched)
{
    enum { SIZE = 64 << 20 };
    const uint64_t before = pin_platform_memory_bytes_max();
    char *memory = malloc(SIZE);
    cr_assert_not_null(memory);
    volatile char *pages = memory; /* or the compiler sees that nobody needs them */
    for (size_t i = 0; i < SIZE; i += 1024) {
        pages[i] = 1;
    }
    const uint64_t after = pin_platform_memory_bytes_max();
    cr_assert_eq(pages[SIZE / 2], 1);
    free(memory);
    /* Linux counts pages for each processor apart, so that its sum lags by some. */
    cr_assert_geq(after, (uint64_t)SIZE / 4 * 3);
    cr_assert_gt(after, before);
}

Test(platform, the_machine_and_the_compiler_have_names)
{
    char text[PIN_PLATFORM_NAME_MAX];
    memset(text, 'x', sizeof(text));
    pin_platform_cpu_name(text);
    cr_assert_not_null(memchr(text, '\0', sizeof(text)));
    cr_assert_gt(strlen(text), 0);
    cr_assert_null(strchr(text, '\n'));
    memset(text, 'x', sizeof(text));
    pin_platform_system(text);
    cr_assert_not_null(memchr(text, '\0', sizeof(text)));
    cr_assert_not_null(strchr(text, ' '));
    cr_assert_geq(pin_platform_cpus_n(), 1);
    cr_assert_not_null(strchr(pin_platform_compiler(), ' '));
}
