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
    PIN_TRY(pin_version_build(&summary->provenance.build, &cli->arena, &cli->err));
    return fill_host(&summary->host, cli, threads);
}
