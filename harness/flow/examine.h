/* examine.h - what is odd about a run, seen beside the dataset it answers. */
#ifndef PIN_HARNESS_FLOW_EXAMINE_H
#define PIN_HARNESS_FLOW_EXAMINE_H

#include "harness/model/run.h"

/* Counts into the run's tallies: queries without a list, empty lists, lists shorter than
 * cutoff (0: not looked at), repeated and null hits, hits outside the corpus where it is
 * known. PIN_E_PARSE when the run has a list for no query of the dataset. */
PIN_MUST_USE enum pin_status pin_examine(struct pin_run *run,
                                         const struct pin_dataset *dataset,
                                         uint32_t cutoff, struct pin_error *err);

/* The same for the lists of some queries (by query; NULL: all); lists of the others only
 * count against that PIN_E_PARSE. */
PIN_MUST_USE enum pin_status pin_examine_some(struct pin_run *run,
                                              const struct pin_dataset *dataset,
                                              const bool *keep, uint32_t cutoff,
                                              struct pin_error *err);

/* PIN_E_PARSE when the corpus is known and the run has hits, but none in it: then it is a
 * run for another dataset. */
PIN_MUST_USE enum pin_status pin_examine_corpus(const struct pin_run *run,
                                                const struct pin_dataset *dataset,
                                                struct pin_error *err);

#endif
