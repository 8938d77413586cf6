#include "config.h"

#include "harness/cli/provenance.h"

#include "harness/base/clock.h"
#include "harness/base/platform.h"
#include "harness/base/text.h"
#include "harness/cli/version.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TIME_BYTES = 24 };

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the result");
}

static const char *keep(struct pin_cli *cli, const char *text)
{
    return pin_arena_copy_text(&cli->arena, text, strlen(text));
}

static enum pin_status fill_build(const struct pin_build **out, struct pin_cli *cli)
{
    enum { LIBRARIES_MAX = 8 };
    char libc[PIN_PLATFORM_NAME_MAX];
    pin_platform_libc(libc);
    struct pin_build *build = PIN_NEW(&cli->arena, struct pin_build);
    struct pin_library *rows = PIN_NEW_N(&cli->arena, struct pin_library, LIBRARIES_MAX);
    const char *libc_copy = keep(cli, libc);
    if (!build || !rows || !libc_copy) {
        return no_memory(&cli->err);
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

/* SOURCE_DATE_EPOCH, where it is set, is the clock. */
static const char *print_start(struct pin_cli *cli)
{
    char text[TIME_BYTES] = "unknown";
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds = cli->started;
    if (fixed && pin_text_i64(&seconds, pin_text_of(fixed), NULL) != PIN_OK) {
        seconds = cli->started;
    }
    const time_t when = (time_t)seconds;
    struct tm parts;
    if (gmtime_r(&when, &parts)) {
        (void)strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts);
    }
    return keep(cli, text);
}

static enum pin_status fill_host(const struct pin_host **out, struct pin_cli *cli,
                                 uint32_t threads)
{
    char name[PIN_PLATFORM_NAME_MAX];
    char system[PIN_PLATFORM_NAME_MAX];
    char cpu[PIN_PLATFORM_NAME_MAX];
    pin_platform_host_name(name);
    pin_platform_system(system);
    pin_platform_cpu_name(cpu);
    struct pin_host *host = PIN_NEW(&cli->arena, struct pin_host);
    if (!host) {
        return no_memory(&cli->err);
    }
    *host = (struct pin_host){.name = keep(cli, name),
                              .system = keep(cli, system),
                              .cpu = keep(cli, cpu),
                              .cpus_n = pin_platform_cpus_n(),
                              .memory_bytes = pin_platform_memory_bytes(),
                              .threads = threads,
                              .started = print_start(cli),
                              .wall_ns = pin_clock_ns() - cli->start_ns,
                              .peak_bytes = pin_platform_memory_bytes_max()};
    *out = host;
    return host->name && host->system && host->cpu && host->started
               ? PIN_OK
               : no_memory(&cli->err);
}

enum pin_status pin_provenance_fill(struct pin_summary *summary, struct pin_cli *cli,
                                    uint32_t threads)
{
    summary->provenance.tool_version = pin_version();
    PIN_TRY(fill_build(&summary->provenance.build, cli));
    return fill_host(&summary->host, cli, threads);
}
