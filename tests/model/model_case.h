/* model_case.h - a dataset and a run written down in a few lines. */
#ifndef PIN_TESTS_MODEL_MODEL_CASE_H
#define PIN_TESTS_MODEL_MODEL_CASE_H

#include "harness/model/dataset_build.h"
#include "harness/model/run_build.h"

#include <string.h>

#include <criterion/criterion.h>

struct model_case {
    struct pin_arena arena;
    struct pin_error err;
    struct pin_dataset_builder *builder;
    const struct pin_dataset *dataset;
    struct pin_run_builder *run;
};

static inline void model_case_init(struct model_case *c)
{
    *c = (struct model_case){0};
    pin_arena_init(&c->arena, 0);
    cr_assert_eq(
        pin_dataset_builder_new(&c->builder, "hand", "by hand", &c->arena, &c->err),
        PIN_OK);
}

static inline void model_case_free(struct model_case *c)
{
    pin_arena_free(&c->arena);
}

static inline pin_item model_item(struct model_case *c, const char *name)
{
    pin_item item = {PIN_IX_NONE};
    bool added = false;
    cr_assert_eq(
        pin_dataset_add_item(c->builder, pin_text_of(name), &item, &added, &c->err),
        PIN_OK);
    return item;
}

static inline pin_query model_query(struct model_case *c, const char *name)
{
    pin_query query = {PIN_IX_NONE};
    cr_assert_eq(pin_dataset_add_query(c->builder, pin_text_of(name), &query, &c->err),
                 PIN_OK, "%s", c->err.text);
    return query;
}

/* item NULL: a null in the list. */
static inline void model_label(struct model_case *c, uint32_t query, const char *item,
                               int32_t grade)
{
    const pin_query at = {query};
    const enum pin_status status =
        item ? pin_dataset_add_judgment(c->builder, at, pin_text_of(item), grade, &c->err)
             : pin_dataset_add_null_judgment(c->builder, at, grade, &c->err);
    cr_assert_eq(status, PIN_OK, "%s", c->err.text);
}

static inline const struct pin_dataset *model_freeze(struct model_case *c)
{
    cr_assert_eq(pin_dataset_freeze(c->builder, &c->dataset, &c->err), PIN_OK, "%s",
                 c->err.text);
    return c->dataset;
}

/* The count of a kind of tally, 0 when none was met. */
static inline uint64_t model_tally(const struct pin_tallies *tallies, const char *what)
{
    const struct pin_tally *tally = pin_tally_find(tallies, what);
    return tally ? tally->count : 0;
}

static inline const struct pin_judgment *model_judgment(const struct pin_dataset *dataset,
                                                        uint32_t query, const char *item)
{
    const uint32_t ix = pin_ids_find(dataset->corpus.ids, item, strlen(item));
    const struct pin_judgments *judgments = &dataset->judgments;
    for (uint64_t i = judgments->row_start[query]; i < judgments->row_start[query + 1];
         i++) {
        if (judgments->rows[i].item.ix == ix) {
            return &judgments->rows[i];
        }
    }
    return NULL;
}

static inline void model_run(struct model_case *c)
{
    cr_assert_eq(pin_run_builder_new(&c->run, "run", &c->dataset->corpus,
                                     &c->dataset->queries, &c->arena, &c->err),
                 PIN_OK);
}

/* The list of a query: ids between blanks, "-" for a null. */
static inline void model_list(struct model_case *c, const char *query, const char *items)
{
    pin_query at;
    cr_assert_eq(pin_run_begin(c->run, pin_text_of(query), &at, &c->err), PIN_OK);
    struct pin_text rest = pin_text_of(items);
    while (rest.bytes && rest.length > 0) {
        const struct pin_text item = pin_text_cut(&rest, ' ');
        cr_assert_eq(pin_text_equal_cstring(item, "-")
                         ? pin_run_add_null(c->run, &c->err)
                         : pin_run_add(c->run, &item, 1, &c->err),
                     PIN_OK);
    }
}

#endif
