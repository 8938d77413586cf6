/* figure.h - one column of a report, as people write it, and its value.
 *
 *   ap@10                 mean of a metric over the counted queries
 *   ap@10[images=2]       the same over the queries with that attribute value
 *   range(ap@10)          one number for each group with two values or more, mean
 *                         over those groups; spread.h has all of them: range std std0
 *                         gmd cv worst best flip zero
 *   delta_noneg@10/ap@10  one figure divided by another; 0 when the divisor is 0
 *
 * Queries on which the metric has no value leave the mean and are counted. range() over
 * the paraphrases of a base query is the linguistic sensitivity of PinPoint (arXiv
 * 2603.04598); range(p@10) and std0(p@10) over rows that share their images is what its
 * released evaluator prints under that name. Sums are compensated and in query order. */
#ifndef PIN_HARNESS_FLOW_FIGURE_H
#define PIN_HARNESS_FLOW_FIGURE_H

#include "harness/flow/spread.h"
#include "harness/model/scores.h"
#include "harness/model/summary.h"
#include "harness/plugin/metric_spec.h"

struct pin_figure_term {
    enum pin_aggregate aggregate;
    uint32_t metric;                       /* place in the set's metrics */
    const struct pin_attribute *attribute; /* NULL: all queries */
    uint32_t value;                        /* of the attribute */
};

struct pin_figure_spec {
    struct pin_figure_column column;
    struct pin_figure_term terms[2];
    uint32_t terms_n; /* 2: a quotient */
};

struct pin_figure_set { /* the columns of a report and the metrics they are made from */
    const struct pin_dataset *dataset;
    const struct pin_metric_use *metrics; /* each once */
    uint32_t metrics_n;
    const struct pin_figure_spec *specs;
    uint32_t specs_n;
    const uint32_t *place_of; /* by text that was parsed: its place in specs */
};

struct pin_figure_texts { /* figures as people write them */
    const char *const *rows;
    uint32_t rows_n;
};

/* PIN_E_CONFIG, with what was meant perhaps: an unknown metric, attribute or value,
 * groups asked of a dataset without any, or text that is no figure. */
PIN_MUST_USE enum pin_status pin_figures_parse(struct pin_figure_set *out,
                                               const struct pin_registry *registry,
                                               const struct pin_dataset *dataset,
                                               struct pin_figure_texts texts,
                                               struct pin_arena *arena,
                                               struct pin_error *err);

struct pin_query_list { /* indexes of queries, rising */
    const uint32_t *queries;
    uint32_t queries_n;
};

/* Room to work in; made once for a set and used for figure after figure. */
struct pin_figure_scratch;
PIN_MUST_USE enum pin_status pin_figure_scratch_new(struct pin_figure_scratch **out,
                                                    const struct pin_figure_set *set,
                                                    struct pin_arena *arena,
                                                    struct pin_error *err);

struct pin_unit { /* what a term is the mean of: a query, or a group by its first query */
    uint32_t query;
    double value;
};

struct pin_units {
    const struct pin_unit *rows; /* in the scratch, until its next use */
    uint32_t rows_n;
    uint32_t queries_n;   /* behind the units */
    uint32_t undefined_n; /* counted queries without a value */
    bool of_groups;
};

struct pin_units pin_figure_units(struct pin_figure_scratch *scratch,
                                  const struct pin_figure_term *term,
                                  const struct pin_scores *scores,
                                  const struct pin_query_list *list);

/* 0 when the divisor is 0; undefined when either is. */
double pin_figure_quotient(double value, double divisor);

/* The figure over these queries, without its interval. The scores are those of the set's
 * metrics. */
struct pin_figure pin_figure_value(struct pin_figure_scratch *scratch,
                                   const struct pin_figure_spec *spec,
                                   const struct pin_scores *scores,
                                   const struct pin_query_list *list);

#endif
