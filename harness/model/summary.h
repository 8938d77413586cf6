/* summary.h - the numbers a report prints. Writers format them and compute nothing. */
#ifndef PIN_HARNESS_MODEL_SUMMARY_H
#define PIN_HARNESS_MODEL_SUMMARY_H

#include "harness/model/facts.h"
#include "harness/model/input_file.h"
#include "harness/model/sheet.h"
#include "harness/model/tally.h"

#include <stdbool.h>
#include <stdint.h>

struct pin_figure {
    double value;         /* NaN: nothing to compute it from */
    uint32_t queries_n;   /* that it rests on */
    uint32_t undefined_n; /* counted queries on which the metric has no value */
    uint32_t groups_n;    /* that it rests on, for figures over groups; else 0 */
    uint32_t clusters_n;  /* that were resampled for the interval; 0 without one */
    double low, high;     /* NaN without an interval */
    bool fell_back;       /* BCa was asked for and is not defined: percentile */
    bool withheld;        /* a slice's: rests on too few queries to be shown; NaN */
};

struct pin_figure_column {
    const char *label; /* "ap@10", "range(ap@10)", "ap@10[images=2]" */
    bool lower_is_better;
};

struct pin_system {
    const char *name;
    const char *pipeline; /* the stages with every effective option, as JSON */
    const struct pin_figure *figures; /* one a column */
    uint32_t queries_n;               /* counted in the figures */
    uint32_t missing_n;               /* without a list */
    uint32_t depth;
    const struct pin_file *file; /* of a stored run, else NULL */
    struct pin_tallies tallies;
    uint64_t build_ns, search_ns; /* volatile */
};

struct pin_dropped { /* a run that could not be scored and was left out */
    const char *name;
    const char *reason;
};

struct pin_slice { /* one value of one attribute */
    const char *attribute;
    const char *value;
    uint32_t queries_n;               /* that the report is about */
    const struct pin_figure *figures; /* systems x columns, a system's columns together */
};

struct pin_definition { /* what a metric means, for the reader of the report */
    const char *metric;
    const char *definition;
    const char *source;
};

struct pin_dataset_facts { /* what a report says of the dataset */
    const char *name;
    const char *loader;
    uint32_t queries_n;
    uint32_t items_n;          /* of the corpus; 0: not known */
    uint32_t groups_n;         /* 0: none */
    const char *groups_source; /* what made them; NULL: nothing did */
    uint64_t judgments_n;      /* each item once a query */
    const struct pin_file *files;
    struct pin_tallies tallies;
};

struct pin_provenance {
    const char *tool_version;
    const char *profile; /* "strict" or "pinpoint" */
    const char *missing; /* policies, as words */
    const char *ties;
    uint64_t seed;
    const char *where;        /* which queries it is about; NULL: all */
    uint32_t where_queries_n; /* how many those are; 0 without it */
    uint32_t min_n;           /* queries that a slice's figure rests on to be shown */
    const struct pin_build *build; /* NULL: not known */
    const char *plan; /* that it was made from, as JSON; NULL: the command line */
};

struct pin_interval_note { /* how intervals were made */
    const char *method;    /* "percentile bootstrap", "basic …" or "BCa …" */
    const char *cluster;   /* what was resampled: "group", "query", ... */
    double level;
    uint32_t resamples_n; /* 0: there are none */
    uint32_t clusters_n;
};

struct pin_per_query { /* the values of each query, in a file beside the result */
    const char *name;  /* without its folder */
    const char *sha256;
    const char *cluster;        /* what its column of clusters numbers: "group", ... */
    const char *const *columns; /* the metrics, in the order of the file */
    uint32_t columns_n;
};

struct pin_gate_row { /* one rule and system; NaN where a number does not apply */
    const char *rule;
    const char *metric;
    const char *system;
    const char *outcome; /* "pass", "waived", "inconclusive", "fail", "not evaluable" */
    const char *change;  /* "NO MATERIAL CHANGE", …; "-" where nothing was compared */
    const char *reason;
    bool decides; /* counts for the verdict; else it is shown only */
    double baseline, candidate, difference, low, high;
    double p_adjusted;
    double margin;
};

struct pin_gate_decision { /* that was made on this result, as the candidate */
    const char *verdict;   /* "PASSED", "REGRESSED", "FAILED", "INCONCLUSIVE", … */
    int32_t exit_status;
    const char *baseline; /* its name, or its file's */
    const char *today;    /* the day that waivers were held against */
    const char *adjust;
    const char *const *obstacles; /* why nothing could be compared; none: it could */
    uint32_t obstacles_n;
    const struct pin_gate_row *rows;
    uint32_t rows_n;
};

struct pin_summary {
    bool partial;     /* the work was interrupted: systems or analyses are missing */
    uint32_t asked_n; /* systems that were asked for, where it is partial */
    const char *const *lacking; /* analyses that are missing because it is partial */
    uint32_t lacking_n;
    struct pin_provenance provenance;
    struct pin_interval_note interval;
    struct pin_dataset_facts dataset;
    const struct pin_figure_column *columns;
    uint32_t columns_n;
    const struct pin_system *systems;
    uint32_t systems_n;
    const struct pin_dropped *dropped;
    uint32_t dropped_n;
    const struct pin_slice *slices;
    uint32_t slices_n;
    const struct pin_definition *definitions;
    uint32_t definitions_n;
    const struct pin_per_query *per_query; /* NULL: no such file was written */
    const struct pin_sheet *sheets;        /* of the analyses, in order; NULL: none */
    const struct pin_gate_decision *gate;  /* NULL: none was decided */
    const struct pin_host *host;           /* volatile; NULL: not known */
};

#endif
