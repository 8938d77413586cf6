/* robustness_parts.h - what the files of the robustness analysis share; nobody else
 * includes it. */
#ifndef PIN_HARNESS_ANALYSIS_ROBUSTNESS_PARTS_H
#define PIN_HARNESS_ANALYSIS_ROBUSTNESS_PARTS_H

#include "harness/analysis/robustness.h"
#include "harness/analysis/wordings.h"
#include "harness/base/rng.h"
#include "harness/stats/functional.h"

enum {
    ROBUSTNESS_PAIRS_MAX = 120, /* of a group's lists: all, up to 16 wordings */
    ROBUSTNESS_DEPTH_MAX = 100, /* of a list, for rank-biased overlap */
    ROBUSTNESS_DRAWS = 10000,   /* of one wording a base query */
};

enum robustness_agreement {
    AGREE_JACCARD,
    AGREE_OVERLAP,
    AGREE_RBO,
    AGREE_TOP,
    AGREES_N
};

struct robustness_lists {
    double *values; /* by group: AGREES_N each; NaN: fewer than two lists to compare */
    uint32_t groups_n;
    uint32_t sampled_n; /* groups of which not every pair was compared */
    uint64_t pairs_n;
};

struct robustness {
    const struct pin_analysis_context *context;
    const struct pin_robustness_options *options;
    struct pin_wordings wordings;
    uint32_t *figures; /* plain ones of the report: places in the panel */
    uint32_t figures_n;
    struct robustness_lists *lists; /* by system */
    uint32_t systems_n;             /* that were added */
};

struct robustness_estimate {
    double value, low, high;
};

struct robustness_rows { /* the wordings for which every system has a value */
    uint32_t rows_n;
    uint32_t groups_n;          /* with a row at least; numbered anew */
    uint32_t several_n;         /* with two at least */
    const uint32_t *start;      /* groups_n + 1: where a group's rows begin */
    const uint32_t *group_of;   /* by row */
    const uint32_t *cluster_of; /* by group */
    const double *values;       /* rows of one value a system */
};

PIN_MUST_USE enum pin_status robustness_rows_new(struct robustness_rows *out,
                                                 const struct robustness *self,
                                                 uint32_t figure, struct pin_arena *arena,
                                                 struct pin_error *err);

/* The functionals of the sums with their intervals, made as the report makes its own. */
PIN_MUST_USE enum pin_status robustness_estimate(struct robustness_estimate *out,
                                                 const struct robustness *self,
                                                 const struct pin_cluster_sums *sums,
                                                 const struct pin_functional *functionals,
                                                 uint32_t functionals_n,
                                                 struct pin_error *err);

/* How many clusters have a part in a column: a denominator above 0. */
uint32_t robustness_clusters(const struct pin_cluster_sums *sums, uint32_t column);

/* A cell, without its interval when fewer than two clusters have a part. */
void robustness_put(struct pin_sheet_book *book,
                    const struct robustness_estimate *estimate, uint32_t clusters_n);

/* Random numbers that are those of no resample. */
uint64_t robustness_seed(const struct robustness *self, uint32_t use);

/* The note on how intervals were made; none where there are none. */
void robustness_note_intervals(const struct robustness *self,
                               struct pin_sheet_book *book);

/* The parts. */
PIN_MUST_USE enum pin_status robustness_add_lists(struct robustness *self,
                                                  const struct pin_run *run,
                                                  const bool *counted,
                                                  struct pin_error *err);
PIN_MUST_USE enum pin_status robustness_put_spread(const struct robustness *self,
                                                   struct pin_sheet_book *book,
                                                   struct pin_error *err);
PIN_MUST_USE enum pin_status robustness_put_labels(const struct robustness *self,
                                                   struct pin_sheet_book *book,
                                                   struct pin_error *err);
PIN_MUST_USE enum pin_status robustness_put_variance(const struct robustness *self,
                                                     struct pin_sheet_book *book,
                                                     struct pin_error *err);
PIN_MUST_USE enum pin_status robustness_put_components(const struct robustness *self,
                                                       struct pin_sheet_book *book,
                                                       struct pin_error *err);
PIN_MUST_USE enum pin_status robustness_put_lists(const struct robustness *self,
                                                  struct pin_sheet_book *book,
                                                  struct pin_error *err);
PIN_MUST_USE enum pin_status robustness_put_flips(const struct robustness *self,
                                                  struct pin_sheet_book *book,
                                                  struct pin_error *err);

#endif
