/* oracle.h - the run that answers every query with its relevant items, best grade first.
 *
 * What it scores is the most that the labels allow: below 1 where a query has fewer
 * relevant items than a metric has places. A figure divided by it does not depend on how
 * many right answers a group's queries have. */
#ifndef PIN_HARNESS_FLOW_ORACLE_H
#define PIN_HARNESS_FLOW_ORACLE_H

#include "harness/flow/score.h"

/* The scores of that run, under the name "oracle". */
PIN_MUST_USE enum pin_status pin_oracle_score(const struct pin_scores **out,
                                              const struct pin_dataset *dataset,
                                              const struct pin_scoring *scoring,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

#endif
