/* letters.h - letters for systems, so that two share one exactly when no difference
 * between them was shown.
 *
 * The compact letter display of Piepho (An algorithm for a letter-based representation
 * of all-pairwise comparisons, JCGS 2004). Each letter stands for a set of systems none
 * of which differ; every pair that does not differ is in some set, and every system too.
 * His insert-and-absorb lists all largest sets, of which there may be exponentially
 * many; here sets are grown one at a time for pairs that have none yet, and those that
 * the others make superfluous are dropped at the end (the covering of edges by cliques
 * of Gramm, Guo, Hueffner, Niedermeier, Piepho and Schmid, CSDA 2007). Every set is one
 * that insert-and-absorb finds, there are never more sets than pairs and systems, and
 * where systems differ when their values are a fixed distance apart, the sets are the
 * same.
 *
 * Cost: at most systems squared a letter; 100 systems take about a millisecond. The
 * scratch stays in the arena: five bytes for each pair of systems, and the sets. */
#ifndef PIN_HARNESS_STATS_LETTERS_H
#define PIN_HARNESS_STATS_LETTERS_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum { PIN_LETTERS_SYSTEMS_MAX = 1024 };

struct pin_letters {
    uint32_t systems_n;
    uint32_t letters_n;
    const bool *has;           /* letters_n rows of systems_n */
    const char *const *labels; /* by system: "a", "ab", or, past z, "z,aa,ab" */
};

struct pin_differences { /* between systems */
    uint32_t systems_n;
    const bool *differ;    /* systems_n rows of systems_n, symmetric; the diagonal is
                            * not looked at */
    const uint32_t *order; /* systems_n: the best system first */
};

/* Letters follow the order: a is the first letter of the best system. Beyond 26 letters
 * aa, ab, … follow z, and the letters of one system are separated by commas. In the
 * arena. PIN_E_RANGE above PIN_LETTERS_SYSTEMS_MAX systems. */
PIN_MUST_USE enum pin_status pin_letters_assign(struct pin_letters *out,
                                                const struct pin_differences *differences,
                                                struct pin_arena *arena,
                                                struct pin_error *err);

#endif
