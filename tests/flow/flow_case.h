/* flow_case.h - a dataset by hand, and small plug-ins, so that the flow is tested without
 * those of the project: two metrics, an engine that fails where it is told to, and a
 * loader. */
#ifndef PIN_TESTS_FLOW_FLOW_CASE_H
#define PIN_TESTS_FLOW_FLOW_CASE_H

#include "harness/flow/figure.h"
#include "harness/flow/pipeline.h"
#include "harness/flow/score.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

struct flow_case {
    struct pin_arena arena;
    struct pin_error err;
    struct pin_registry *registry;
    struct pin_dataset_builder *builder;
    const struct pin_dataset *dataset;
};

/* Where the engine "fake" fails, and how; see fakes.c. */
enum fake_failure {
    FAKE_NOTHING,
    FAKE_OPEN,
    FAKE_BUILD,
    FAKE_SEARCH,
    FAKE_TOO_MANY,
    FAKE_WILD,
    FAKE_PARSE,
};

/* fakes.c: "hits@k", relevant hits in the first k (or all) by k (or depth), undefined
 * without a relevant item; "length", the ranking's, lower is better; the engine "fake",
 * which gives query q the items q, q + 1, ... round the corpus; the loader "fake", with
 * as many queries as its option says. */
void flow_register_fakes(struct pin_registry *registry);

static inline void flow_case_init(struct flow_case *c)
{
    *c = (struct flow_case){0};
    pin_arena_init(&c->arena, 0);
    cr_assert_eq(pin_registry_new(&c->registry, &c->arena, NULL), PIN_OK);
    flow_register_fakes(c->registry);
    cr_assert_eq(pin_dataset_builder_new(&c->builder, "hand", "d", &c->arena, NULL),
                 PIN_OK);
}

static inline void flow_case_free(struct flow_case *c)
{
    pin_arena_free(&c->arena);
}

static inline void flow_items(struct flow_case *c, uint32_t items_n)
{
    for (uint32_t i = 0; i < items_n; i++) {
        char name[16];
        pin_item item;
        bool added = false;
        (void)snprintf(name, sizeof(name), "i%u", i);
        cr_assert_eq(
            pin_dataset_add_item(c->builder, pin_text_of(name), &item, &added, NULL),
            PIN_OK);
    }
}

/* group and colour may be NULL. */
static inline uint32_t flow_query(struct flow_case *c, const char *name,
                                  const char *group, const char *colour)
{
    pin_query query;
    cr_assert_eq(pin_dataset_add_query(c->builder, pin_text_of(name), &query, NULL),
                 PIN_OK);
    if (group) {
        cr_assert_eq(pin_dataset_set_group(c->builder, query, pin_text_of(group), NULL),
                     PIN_OK);
    }
    if (colour) {
        cr_assert_eq(pin_dataset_set_query_attribute(c->builder, query, "colour",
                                                     pin_text_of(colour), NULL),
                     PIN_OK);
    }
    return query.ix;
}

static inline void flow_label(struct flow_case *c, uint32_t query, const char *item,
                              int32_t grade)
{
    cr_assert_eq(pin_dataset_add_judgment(c->builder, (pin_query){query},
                                          pin_text_of(item), grade, NULL),
                 PIN_OK);
}

static inline const struct pin_dataset *flow_freeze(struct flow_case *c)
{
    cr_assert_eq(pin_dataset_freeze(c->builder, &c->dataset, &c->err), PIN_OK, "%s",
                 c->err.text);
    return c->dataset;
}

static inline enum pin_status flow_parse(struct flow_case *c, struct pin_figure_set *out,
                                         const char *const *texts, uint32_t texts_n)
{
    return pin_figures_parse(out, c->registry, c->dataset,
                             (struct pin_figure_texts){texts, texts_n}, &c->arena,
                             &c->err);
}

static inline struct pin_run_builder *flow_run(struct flow_case *c, const char *name)
{
    struct pin_run_builder *run = NULL;
    cr_assert_eq(pin_run_builder_new(&run, name, &c->dataset->corpus,
                                     &c->dataset->queries, &c->arena, NULL),
                 PIN_OK);
    return run;
}

/* The list of a query: ids between blanks, "-" for a null. */
static inline void flow_list(struct pin_run_builder *run, const char *query,
                             const char *items)
{
    pin_query at;
    cr_assert_eq(pin_run_begin(run, pin_text_of(query), &at, NULL), PIN_OK);
    struct pin_text rest = pin_text_of(items);
    while (rest.bytes && rest.length > 0) {
        const struct pin_text item = pin_text_cut(&rest, ' ');
        cr_assert_eq(pin_text_equal_cstring(item, "-") ? pin_run_add_null(run, NULL)
                                                       : pin_run_add(run, &item, 1, NULL),
                     PIN_OK);
    }
}

static inline bool flow_begins(const char *text, const char *begin)
{
    return strncmp(text, begin, strlen(begin)) == 0;
}

#endif
