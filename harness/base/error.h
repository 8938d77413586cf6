/* error.h - statuses, and the record a failing call fills in.
 *
 * A call that can fail returns enum pin_status and takes a struct pin_error * last. The
 * record is the caller's, has a fixed size and never allocates, so it works out of memory
 * and on any thread. The first failure wins: a record already filled is left alone, so a
 * cleanup that fails on the way out cannot hide the cause. A NULL record is allowed and
 * ignored. */
#ifndef PIN_HARNESS_BASE_ERROR_H
#define PIN_HARNESS_BASE_ERROR_H

#include <stdint.h>

#if defined(__GNUC__)
#define PIN_PRINTF(fmt_ix, args_ix) __attribute__((format(printf, fmt_ix, args_ix)))
#define PIN_MUST_USE                __attribute__((warn_unused_result))
#define PIN_UNLIKELY(x)             __builtin_expect(!!(x), 0)
#else
#define PIN_PRINTF(fmt_ix, args_ix)
#define PIN_MUST_USE
#define PIN_UNLIKELY(x) (x)
#endif

enum pin_status {
    PIN_OK = 0,
    PIN_E_NOMEM,       /* an arena reached its limit, or malloc failed */
    PIN_E_IO,          /* the system refused a read, a write or an open */
    PIN_E_PARSE,       /* an input file is malformed */
    PIN_E_CONFIG,      /* a plan asks for something that cannot be */
    PIN_E_RANGE,       /* a number does not fit where it must go */
    PIN_E_MISSING,     /* a name is not there */
    PIN_E_DUPLICATE,   /* a name is there twice */
    PIN_E_UNAVAILABLE, /* built without it, or not on this machine */
    PIN_E_PLUGIN,      /* a plugin breaks the contract */
    PIN_E_ENGINE,      /* an engine failed while it worked */
    PIN_E_INTERNAL,    /* a bug here */
    PIN_E_STOPPED,     /* whoever watches the work asked for its end */
};

struct pin_error {
    enum pin_status status;
    uint32_t line;   /* in `where`, from 1; 0 when unknown */
    uint32_t column; /* likewise */
    char where[96];  /* a file, a plugin or a stage; a long one keeps its tail */
    char text[192];  /* one line, no full stop, no newline */
};

/* Fills err unless it is filled already, and returns status, so that a caller can write
 * `return pin_fail(err, PIN_E_RANGE, "depth %u is above %u", depth, max);` */
enum pin_status pin_fail(struct pin_error *err, enum pin_status status, const char *fmt,
                         ...) PIN_PRINTF(3, 4);

#if defined(__clang_analyzer__)
/* The analyser sees no other file, and must be told which status comes back. */
#define pin_fail(err, status, ...) ((void)(pin_fail)(err, status, __VA_ARGS__), (status))
#endif

/* Says where the failure in err happened, unless that is said already. */
void pin_error_at(struct pin_error *err, const char *where, uint32_t line,
                  uint32_t column);

/* Forgets a failure that was dealt with. */
void pin_error_clear(struct pin_error *err);

const char *pin_status_name(enum pin_status status);

#define PIN_TRY(call)                                                                    \
    do {                                                                                 \
        const enum pin_status pin_try_status = (call);                                   \
        if (PIN_UNLIKELY(pin_try_status != PIN_OK)) {                                    \
            return pin_try_status;                                                       \
        }                                                                                \
    } while (0)

#endif
