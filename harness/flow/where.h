/* where.h - the queries that a report is about, as people write them.
 *
 *   EXPR       = AND { "or" AND }
 *   AND        = NOT { "and" NOT }
 *   NOT        = { "not" } ( "(" EXPR ")" | COMPARISON )
 *   COMPARISON = ATTRIBUTE OPERATOR VALUE
 *   OPERATOR   = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~"
 *
 * An attribute is one as attribute.h describes it. A word ends at a blank, a parenthesis,
 * a quote or one of = ! < > ~; between quotes ('…' or "…", a quote in it doubled) it may
 * hold anything. Words that read and, or, not need quotes to be a name or a value.
 *
 * = and != compare texts, ~ looks for the value within the text, the others compare
 * numbers. On a query without a value of the attribute every comparison is false, != too;
 * "not a=b" holds for it, "a!=b" does not. */
#ifndef PIN_HARNESS_FLOW_WHERE_H
#define PIN_HARNESS_FLOW_WHERE_H

#include "harness/model/dataset.h"

struct pin_where {
    const char *text;   /* as it was given */
    const bool *keep;   /* by query */
    uint32_t queries_n; /* that it keeps */
};

/* Time and memory are linear in queries x comparisons; nothing is recursive. With the
 * column in the text PIN_E_CONFIG: what is none of the above, an unknown attribute (with
 * the nearest), a value of = or != that no query has (with the nearest), a comparison of
 * numbers with what is none. PIN_E_MISSING: it holds for no query. */
PIN_MUST_USE enum pin_status pin_where_parse(struct pin_where *out,
                                             const struct pin_dataset *dataset,
                                             const char *text, struct pin_arena *arena,
                                             struct pin_error *err);

#endif
