/* fairness_parts.h - what the files of the fairness analysis share. */
#ifndef PIN_HARNESS_ANALYSIS_FAIRNESS_PARTS_H
#define PIN_HARNESS_ANALYSIS_FAIRNESS_PARTS_H

#include "harness/analysis/fairness.h"
#include "harness/stats/functional.h"
#include "harness/stats/permute_labels.h"

struct pin_fair_groups { /* of the queries */
    const char *attribute;
    const char *const *names;            /* groups_n, in order of first appearance */
    uint32_t groups_n;                   /* known ones */
    const uint32_t *group_of;            /* by query; groups_n: not known */
    const struct pin_attribute *control; /* or NULL */
};

struct pin_fair_number {
    double value, low, high;
};

struct pin_fair_group {  /* one group under one figure of one system */
    uint32_t queries_n;  /* with a value; groups of paraphrases for a figure over those */
    uint32_t clusters_n; /* with such a query */
    bool kept;           /* known, and large enough: it is in the gaps */
    double ceiling;
    struct pin_fair_number value;
    struct pin_fair_number normalised;
};

enum pin_fair_kind {
    PIN_FAIR_RAW,
    PIN_FAIR_NORMALISED,
    PIN_FAIR_STANDARDISED,
    PIN_FAIR_ODDS,
};

struct pin_fair_gap {
    enum pin_fair_kind kind;
    uint32_t system;
    uint32_t figure;   /* in the panel; of ODDS the first of its two */
    uint32_t groups_n; /* compared */
    struct pin_fair_number gap;
    struct pin_fair_number ratio;
    uint32_t worst;  /* a group; PIN_IX_NONE: there is no gap */
    double left_out; /* STANDARDISED: share of the queries outside the strata; else NaN */
    double tested;   /* the gap as the test sees it */
    double mean, upper, p, p_adjusted; /* under shuffled labels */
};

/* What is worked out together: one figure of one system with and without its ceiling and
 * strata, or the two figures of equalised odds. */
struct pin_fair_case {
    const struct pin_fair_groups *groups;
    const struct pin_analysis_context *context;
    uint32_t min_n;
    uint32_t system;
    uint32_t figure;
    const struct pin_panel_figure *shape;
    const double *values;            /* by unit */
    const double *ceiling;           /* by unit; NULL: none, or it says nothing */
    bool ceiling_is_one;             /* everywhere: to divide by it changes nothing */
    struct pin_fair_group *by_group; /* groups_n + 1; the last is for the unknown */
    uint32_t *label_of; /* by group: its place among those kept, or PIN_IX_NONE */
    uint32_t *group_of_label;
    uint32_t labels_n; /* kept */
    uint32_t mixed_n;  /* clusters of several groups or strata */
};

struct pin_fairness {
    const struct pin_analysis_context *context;
    const struct pin_fairness_options *options;
    struct pin_fair_groups groups; /* names NULL: the queries have no such attribute */
    struct pin_fair_case *cases;
    uint32_t cases_n;
    struct pin_fair_gap *gaps;
    uint32_t gaps_n;
    uint32_t mixed_n_max;
    struct pin_exposure_book *exposure; /* NULL: the items have no such attribute */
};

static inline uint32_t pin_fair_group_of(const struct pin_fair_case *of, uint32_t unit)
{
    return of->groups->group_of[of->shape->query_of[unit]];
}

/* fairness_groups.c */
bool pin_fair_is_unknown(const char *value, const struct pin_fairness_options *options);

PIN_MUST_USE enum pin_status pin_fair_groups_find(
    struct pin_fair_groups *out, const struct pin_dataset *dataset,
    const struct pin_fairness_options *options, struct pin_arena *arena,
    struct pin_error *err);

/* Counts the units of each group and labels those that are kept. Takes the groups,
 * context, min_n, system and figure of the case. */
PIN_MUST_USE enum pin_status pin_fair_case_begin(struct pin_fair_case *of,
                                                 struct pin_arena *arena,
                                                 struct pin_error *err);

/* fairness_columns.c: sums over clusters, resampled, and numbers made of them. */
struct pin_fair_columns {
    const struct pin_analysis_context *context;
    struct pin_cluster_sums sums; /* the caller fills them */
    struct pin_resampled resampled;
    uint32_t *places; /* 0, 1, ...: of columns, or of labels */
    double *room;
    struct pin_arena *scratch;
};

/* Adds the unit's value to a column of its cluster, and den. */
void pin_fair_add(struct pin_cluster_sums *sums, const struct pin_fair_case *of,
                  uint32_t unit, uint32_t column, double den);

/* PIN_IX_NONE for units without a value and of groups that are too small. */
uint32_t pin_fair_label_of(const struct pin_fair_case *of, uint32_t unit);

PIN_MUST_USE enum pin_status pin_fair_columns_resample(struct pin_fair_columns *columns,
                                                       struct pin_error *err);

/* With its interval, or without one where it does not rest on some clusters. */
PIN_MUST_USE enum pin_status pin_fair_number_of(struct pin_fair_number *out,
                                                struct pin_fair_columns *columns,
                                                struct pin_functional functional,
                                                bool some, struct pin_error *err);

/* The group of the worst among values by label. */
uint32_t pin_fair_worst_of(const struct pin_fair_case *of, const double *values);

/* Every group that is compared rests on two clusters or more. */
bool pin_fair_all_have_clusters(const struct pin_fair_case *of);

/* Nothing measured yet. */
struct pin_fair_gap pin_fair_gap_new(const struct pin_fair_case *of,
                                     enum pin_fair_kind kind);

/* fairness_case.c: the values of the groups and the gaps with their intervals. gaps: one
 * for each kind that the case has; gives how many in *gaps_n. */
PIN_MUST_USE enum pin_status pin_fair_case_measure(struct pin_fair_case *of,
                                                   struct pin_fair_gap *gaps,
                                                   uint32_t *gaps_n,
                                                   struct pin_arena *scratch,
                                                   struct pin_error *err);

/* fairness_odds.c: the larger of the gaps of two figures, of groups that both keep. */
PIN_MUST_USE enum pin_status pin_fair_odds_measure(struct pin_fair_case of[2],
                                                   struct pin_fair_gap *gap,
                                                   struct pin_arena *scratch,
                                                   struct pin_error *err);

/* fairness_null.c: the gaps under shuffled labels. */
PIN_MUST_USE enum pin_status pin_fair_case_test(struct pin_fair_case *of,
                                                struct pin_fair_gap *gaps,
                                                uint32_t gaps_n,
                                                struct pin_arena *scratch,
                                                struct pin_error *err);
PIN_MUST_USE enum pin_status pin_fair_odds_test(struct pin_fair_case of[2],
                                                struct pin_fair_gap *gap,
                                                struct pin_arena *scratch,
                                                struct pin_error *err);

/* fairness_sheets.c */
void pin_fair_put_groups(const struct pin_fairness *self, struct pin_sheet_book *book);
void pin_fair_put_gaps(const struct pin_fairness *self, struct pin_sheet_book *book);

#endif
