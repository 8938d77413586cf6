/* command.h - what a command is, and what all of them share. */
#ifndef PIN_HARNESS_CLI_COMMAND_H
#define PIN_HARNESS_CLI_COMMAND_H

#include "harness/cli/args.h"
#include "harness/model/summary.h"
#include "harness/plugin/registry.h"

/* Exit statuses: scripts rely on them. */
enum {
    PIN_EXIT_OK = 0,
    PIN_EXIT_SYSTEM = 1,        /* internal or system failure */
    PIN_EXIT_USAGE = 2,         /* usage or plan error */
    PIN_EXIT_DATA = 3,          /* input data invalid */
    PIN_EXIT_ENGINE = 4,        /* an engine failed */
    PIN_EXIT_INCOMPARABLE = 12, /* results that were measured differently */
    PIN_EXIT_SIGNAL = 128,      /* and the signal's number: interrupted */
};

struct pin_cli { /* one invocation */
    struct pin_arena arena;
    struct pin_registry *registry;
    const struct pin_command *command;
    uint64_t start_ns; /* of the program, see clock.h */
    int64_t started;   /* likewise, in seconds since 1970 */
    struct pin_error err;
};

struct pin_command {
    const char *name;
    const char *summary;  /* one line */
    const char *usage;    /* behind "pinbench NAME" */
    const char *examples; /* lines, first in the help */
    const char *about;    /* what it does, after the options */
    const char *operands; /* "a|b|c" where these are all there are; NULL: files */
    const struct pin_cli_option *options;
    uint32_t options_n;
    int (*run)(struct pin_cli *cli, const struct pin_args *args);
};

extern const struct pin_command *const pin_commands[]; /* NULL-ended */
extern const struct pin_command pin_command_baseline;
extern const struct pin_command pin_command_check;
extern const struct pin_command pin_command_compare;
extern const struct pin_command pin_command_completion;
extern const struct pin_command pin_command_demo;
extern const struct pin_command pin_command_eval;
extern const struct pin_command pin_command_gate;
extern const struct pin_command pin_command_list;
extern const struct pin_command pin_command_plot;
extern const struct pin_command pin_command_report;
extern const struct pin_command pin_command_run;

#define PIN_CLI_OPTIONS(table)                                                           \
    .options = (table), .options_n = sizeof(table) / sizeof((table)[0])

/* Prints cli->err on stderr and gives the exit status for it. */
int pin_cli_failed(const struct pin_cli *cli);

/* The same for a failure to write output, which is never the input's fault. */
int pin_cli_write_failed(const struct pin_cli *cli);

/* After the results are written: PIN_EXIT_OK, or PIN_EXIT_SIGNAL and the number when a
 * signal came, with a message when the results are partial. */
int pin_cli_done(const struct pin_summary *summary);

/* Ends what a command printed on stdout: PIN_EXIT_OK, or PIN_EXIT_SYSTEM with a message
 * when not all of it could be written. */
int pin_cli_flush(void);

/* Prints "pinbench: warning: …" on stderr. */
void pin_cli_warn(const char *fmt, ...) PIN_PRINTF(1, 2);

/* A usage error: prints it with a pointer to the help; gives PIN_EXIT_USAGE. */
int pin_cli_misused(const struct pin_cli *cli, const char *fmt, ...) PIN_PRINTF(2, 3);

/* -j N, or the standard number; PIN_E_CONFIG when it is no number from 1 to 1024. */
PIN_MUST_USE enum pin_status pin_cli_threads(uint32_t *out, const struct pin_args *args,
                                             struct pin_error *err);

/* The built-in plug-ins. */
PIN_MUST_USE enum pin_status pin_cli_register(struct pin_registry **out,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

/* stdout; gives the exit status. */
int pin_cli_help(const struct pin_cli *cli);
int pin_cli_version(bool is_long);

#endif
