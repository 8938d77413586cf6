/* tally.h - what was met and is not as it should be: counted by kind, the first few
 * named.
 *
 * A tally is a fact about the data or a run (a repeated label, an unknown id), never a
 * reason to stop. Kinds stand in the order in which they were first met. */
#ifndef PIN_HARNESS_MODEL_TALLY_H
#define PIN_HARNESS_MODEL_TALLY_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stdint.h>

enum { PIN_TALLY_EXAMPLES = 5, PIN_TALLY_EXAMPLE_BYTES = 120 };

struct pin_tally {
    const char *what; /* "repeated positive", for one; plural by the reader */
    uint64_t count;
    uint32_t examples_n;
    const char *examples[PIN_TALLY_EXAMPLES];
    struct pin_tally *next;
};

struct pin_tallies { /* all zero when empty; lives as long as its arena */
    struct pin_arena *arena;
    struct pin_tally *first;
};

void pin_tallies_init(struct pin_tallies *tallies, struct pin_arena *arena);

/* Counts count of the kind `what` (a string that outlives the tallies) and keeps the
 * example while fewer than five are kept. fmt may be NULL: no example. */
PIN_MUST_USE enum pin_status pin_tally_add(struct pin_tallies *tallies, const char *what,
                                           uint64_t count, struct pin_error *err,
                                           const char *fmt, ...) PIN_PRINTF(5, 6);

/* Keeps one more example of a kind that was met, while fewer than five are kept. */
PIN_MUST_USE enum pin_status pin_tally_example(struct pin_tallies *tallies,
                                               const char *what, const char *example,
                                               struct pin_error *err);

/* The tally of a kind, or NULL when none was met. */
const struct pin_tally *pin_tally_find(const struct pin_tallies *tallies,
                                       const char *what);

#endif
