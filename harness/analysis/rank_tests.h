/* rank_tests.h - which of many systems differ on one figure, all pairs at once.
 *
 * A topic is a cluster: its value for a system is the mean over its units, so that the
 * paraphrases of one query are one piece of evidence. Analysis of variance, Tukey,
 * Friedman and Nemenyi (anova.h) read the table of topics by systems and give each topic
 * the same weight; the sign flips (permute.h) read cluster sums, which is what the means
 * of a report are made from. */
#ifndef PIN_HARNESS_ANALYSIS_RANK_TESTS_H
#define PIN_HARNESS_ANALYSIS_RANK_TESTS_H

#include "harness/analysis/rank_table.h"
#include "harness/stats/anova.h"

struct pin_rank_families {
    struct pin_anova anova; /* its means: of topics, larger is better as in the cells */
    struct pin_friedman friedman;
    struct pin_all_pairs tukey;
    struct pin_all_pairs nemenyi;
};

/* Everything in the arena: about 8 bytes a topic and system. All is NaN where there are
 * fewer than two topics, mean ranks without any. */
PIN_MUST_USE enum pin_status pin_rank_families_of(struct pin_rank_families *out,
                                                  const struct pin_rank_cells *cells,
                                                  const struct pin_family *family,
                                                  struct pin_arena *arena,
                                                  struct pin_error *err);

/* The test that decides which systems share a letter. */
enum pin_letters_test {
    PIN_LETTERS_MAXT,    /* sign flips of clusters, step-down max-T over all pairs */
    PIN_LETTERS_TUKEY,   /* honestly significant differences */
    PIN_LETTERS_NEMENYI, /* mean ranks further apart than the critical difference */
    PIN_LETTERS_TESTS_N,
};

/* "maxt", "tukey", "nemenyi". */
const char *pin_letters_test_name(enum pin_letters_test test);

struct pin_sign_pairs { /* all pairs of systems */
    const double *p;    /* systems_n rows of systems_n, adjusted; 1 on the diagonal */
    bool exact;
    uint32_t flips_n;
};

/* Scratch is in the arena too: 16 bytes a cluster and pair, 10 KiB a pair and thread. */
PIN_MUST_USE enum pin_status pin_rank_signs(struct pin_sign_pairs *out,
                                            const struct pin_rank_cells *cells,
                                            const struct pin_resampling *flipping,
                                            struct pin_arena *arena,
                                            struct pin_error *err);

struct pin_lettering {
    const double *p; /* systems_n rows of systems_n, adjusted; NaN: not shown */
    double alpha;
    const struct pin_ranked *order; /* systems_n rows, the best first */
    uint32_t systems_n;
};

/* *out: by system, in the arena. Two systems share a letter where p is above alpha. */
PIN_MUST_USE enum pin_status pin_rank_letters(const char *const **out,
                                              const struct pin_lettering *lettering,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

#endif
