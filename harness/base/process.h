/* process.h - runs another program: no shell, its arguments as a list.
 *
 * The program gets the folder and the environment of this process, but for a locale that
 * is named, the signal mask empty and SIGPIPE as it is by default. It reads the input and
 * end of file behind it; what it writes is kept up to a bound, and the rest is read and
 * thrown away, so that it never waits for us. A program that ends without reading its
 * input raises no signal here.
 *
 * How a program ends is not an error of the call: look at exit and signal. */
#ifndef PIN_HARNESS_BASE_PROCESS_H
#define PIN_HARNESS_BASE_PROCESS_H

#include "harness/base/arena.h"
#include "harness/base/error.h"
#include "harness/base/text.h"

#include <stdbool.h>
#include <stdint.h>

struct pin_process {
    const char *const *arguments; /* NULL-ended; the first is looked for in PATH */
    const char *locale;           /* its LC_ALL; NULL: as here */
    struct pin_text input;        /* its standard input */
    uint64_t time_limit_ns;       /* then it is killed; 0: none */
    size_t output_max;            /* bytes that are kept of each of its outputs */
};

struct pin_process_output {
    const char *bytes; /* in the arena, with a NUL behind the last */
    size_t length;
    bool cut; /* there was more */
};

struct pin_process_end {
    int exit;       /* its status; -1 where a signal ended it */
    int signal;     /* 0: none */
    bool timed_out; /* it was killed, or left children behind who hold its outputs */
    struct pin_process_output output, errors;
};

/* Waits for its end. PIN_E_UNAVAILABLE where there is no such program, PIN_E_IO where the
 * system refuses, PIN_E_NOMEM. No process is left behind, whatever is returned. */
PIN_MUST_USE enum pin_status pin_process_run(struct pin_process_end *out,
                                             const struct pin_process *process,
                                             struct pin_arena *arena,
                                             struct pin_error *err);

#endif
