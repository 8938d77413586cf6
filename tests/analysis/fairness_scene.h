/* fairness_scene.h - one system over queries of which it is said whether it answers them:
 * each has i0 as its relevant item, and its list begins with i0 or with i1. */
#ifndef PIN_TESTS_ANALYSIS_FAIRNESS_SCENE_H
#define PIN_TESTS_ANALYSIS_FAIRNESS_SCENE_H

#include "harness/analysis/fairness.h"
#include "tests/analysis/analysis_case.h"

struct planted {
    const char *colour; /* NULL: none */
    const char *shape;
    const char *group; /* NULL: alone */
    bool hit;
};

static inline struct pin_fairness_options options(uint32_t min_n)
{
    return (struct pin_fairness_options){.attribute = "colour",
                                         .min_n = min_n,
                                         .cutoff = 1,
                                         .adjustment = PIN_ADJUST_HOLM};
}

static inline uint32_t plant(struct analysis_case *c, const struct planted *query)
{
    char name[16];
    static const char *const relevant = "i0";
    struct flow_case *flow = &c->flow;
    (void)snprintf(name, sizeof(name), "q%u", c->resamples_n++);
    const uint32_t ix = flow_query(flow, name, query->group, query->colour);
    if (query->shape) {
        cr_assert_eq(pin_dataset_set_query_attribute(flow->builder, (pin_query){ix},
                                                     "shape", pin_text_of(query->shape),
                                                     NULL),
                     PIN_OK);
    }
    flow_label(flow, ix, relevant, 1);
    return ix;
}

struct scene {
    struct analysis_case c;
    struct pin_fairness_options options;
    struct pin_analysis analysis;
    const struct pin_sheet *sheets;
};

/* One system over these queries. */
static inline void play(struct scene *s, const struct planted *queries, uint32_t n)
{
    static const char *const first[] = {"p@1"};
    struct analysis_case *c = &s->c;
    const uint32_t resamples_n = c->resamples_n;
    c->resamples_n = 0; /* counts the names */
    flow_items(&c->flow, 3);
    for (uint32_t q = 0; q < n; q++) {
        const uint32_t ix = plant(c, &queries[q]);
        flow_label(&c->flow, ix, "i2", -1);
    }
    c->resamples_n = resamples_n;
    (void)flow_freeze(&c->flow);
    struct pin_run_builder *run = flow_run(&c->flow, "r");
    for (uint32_t q = 0; q < n; q++) {
        flow_list(run, c->flow.dataset->queries.names[q], queries[q].hit ? "i0" : "i1");
    }
    cr_assert_eq(pin_fairness_new(&s->analysis, &s->options, &c->flow.arena, NULL),
                 PIN_OK);
    cr_assert_eq(analysis_begin(c, &s->analysis, first, 1), PIN_OK, "%s",
                 c->flow.err.text);
    analysis_add(c, pin_run_finish(run, 0));
    s->sheets = analysis_finish(c);
}

static inline void scene_init(struct scene *s, uint32_t min_n)
{
    analysis_case_init(&s->c);
    s->options = options(min_n);
}

static inline double number(const struct scene *s, const char *sheet, uint32_t row,
                            const char *key)
{
    return analysis_cell(analysis_sheet(s->sheets, sheet), row, key)->value;
}

static inline const char *word(const struct scene *s, const char *sheet, uint32_t row,
                               const char *key)
{
    const char *text = analysis_cell(analysis_sheet(s->sheets, sheet), row, key)->text;
    return text ? text : "";
}

#endif
