/* message.c - what goes to stderr, and which exit status a failure is. */
#include "harness/base/parallel.h"
#include "harness/base/text.h"
#include "harness/cli/command.h"
#include "harness/cli/interrupt.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int exit_of(enum pin_status status)
{
    switch (status) {
    case PIN_OK: return PIN_EXIT_OK;
    case PIN_E_CONFIG:
    case PIN_E_UNAVAILABLE: return PIN_EXIT_USAGE;
    case PIN_E_IO:
    case PIN_E_PARSE:
    case PIN_E_RANGE:
    case PIN_E_MISSING:
    case PIN_E_DUPLICATE: return PIN_EXIT_DATA;
    case PIN_E_ENGINE:
    case PIN_E_PLUGIN: return PIN_EXIT_ENGINE;
    case PIN_E_STOPPED: return PIN_EXIT_SIGNAL + pin_interrupt_signal();
    case PIN_E_NOMEM:
    case PIN_E_INTERNAL: break;
    }
    return PIN_EXIT_SYSTEM;
}

static void print_error(const struct pin_error *err)
{
    if (err->where[0] == '\0') {
        (void)fprintf(stderr, "pinbench: %s\n", err->text);
    } else if (err->line == 0) {
        (void)fprintf(stderr, "pinbench: %s: %s\n", err->where, err->text);
    } else if (err->column == 0) {
        (void)fprintf(stderr, "pinbench: %s:%u: %s\n", err->where, err->line, err->text);
    } else {
        (void)fprintf(stderr, "pinbench: %s:%u:%u: %s\n", err->where, err->line,
                      err->column, err->text);
    }
}

int pin_cli_failed(const struct pin_cli *cli)
{
    print_error(&cli->err);
    return exit_of(cli->err.status);
}

int pin_cli_write_failed(const struct pin_cli *cli)
{
    print_error(&cli->err);
    const int status = exit_of(cli->err.status);
    return status == PIN_EXIT_DATA ? PIN_EXIT_SYSTEM : status;
}

int pin_cli_done(const struct pin_summary *summary)
{
    const int number = pin_interrupt_signal();
    if (number == 0) {
        return PIN_EXIT_OK;
    }
    if (summary->partial) {
        (void)fprintf(stderr,
                      "pinbench: interrupted: the result is partial, %u of %u systems\n",
                      summary->systems_n, summary->asked_n);
        for (uint32_t i = 0; i < summary->lacking_n; i++) {
            (void)fprintf(stderr, "pinbench: not made: the analysis %s\n",
                          summary->lacking[i]);
        }
    }
    return PIN_EXIT_SIGNAL + number;
}

int pin_cli_flush(void)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout)) {
        return PIN_EXIT_OK;
    }
    (void)fprintf(stderr, "pinbench: stdout: cannot write: %s\n",
                  strerror(errno != 0 ? errno : EIO));
    return PIN_EXIT_SYSTEM;
}

void pin_cli_warn(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    (void)fputs("pinbench: warning: ", stderr);
    (void)vfprintf(stderr, fmt, args);
    (void)fputs("\n", stderr);
    va_end(args);
}

int pin_cli_misused(const struct pin_cli *cli, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    (void)fprintf(stderr, "pinbench %s: ", cli->command->name);
    (void)vfprintf(stderr, fmt, args);
    (void)fprintf(stderr, "\nusage: pinbench %s %s (--help tells more)\n",
                  cli->command->name, cli->command->usage);
    va_end(args);
    return PIN_EXIT_USAGE;
}

enum pin_status pin_cli_threads(uint32_t *out, const struct pin_args *args,
                                struct pin_error *err)
{
    const char *text = pin_args_last(args, "threads");
    *out = pin_threads_standard();
    if (text && (pin_text_u32(out, pin_text_of(text), NULL) != PIN_OK || *out < 1 ||
                 *out > 1024)) {
        return pin_fail(err, PIN_E_CONFIG, "expected 1 to 1024 threads, found \"%.40s\"",
                        text);
    }
    return PIN_OK;
}
