/* audit_references.c - reference images: how many, shared by whom, and labelled how. */
#include "harness/flow/audit_parts.h"

#include <stdlib.h>

enum { MANY_QUERIES = 24 }; /* four groups of six: more is a stand-in picture */

struct pin_image_use {
    uint32_t item;
    uint32_t queries_n;
};

static int by_use_falling(const void *a, const void *b)
{
    const struct pin_image_use *x = a;
    const struct pin_image_use *y = b;
    if (x->queries_n != y->queries_n) {
        return x->queries_n < y->queries_n ? 1 : -1;
    }
    return (x->item > y->item) - (x->item < y->item);
}

/* Only a query's first image counts: that is the one a stand-in replaces. */
static void find_stand_ins(struct pin_auditor *auditor)
{
    const struct pin_queries *queries = &auditor->dataset->queries;
    const struct pin_ids *ids = auditor->dataset->corpus.ids;
    const uint32_t ids_n = pin_ids_count(ids);
    struct pin_image_use *uses =
        PIN_NEW_N(auditor->arena, struct pin_image_use, ids_n + 1U);
    if (!uses) {
        auditor->status = pin_fail(auditor->err, PIN_E_NOMEM, "no memory for the audit");
        return;
    }
    for (uint32_t query = 0; query < queries->queries_n; query++) {
        if (pin_queries_references_n(queries, query) > 0) {
            uses[queries->references[queries->reference_start[query]].ix].queries_n++;
        }
    }
    uint32_t images_n = 0;
    for (uint32_t item = 0; item < ids_n; item++) {
        if (uses[item].queries_n > 0) {
            uses[images_n++] = (struct pin_image_use){item, uses[item].queries_n};
        }
    }
    qsort(uses, images_n, sizeof(*uses), by_use_falling);
    pin_audit_fact(auditor, "distinct first reference images", images_n);
    struct pin_audit_problem *problem =
        pin_audit_problem(auditor, "images that stand for many queries", "images");
    for (uint32_t i = 0; i < images_n && uses[i].queries_n > MANY_QUERIES; i++) {
        pin_audit_count(auditor, problem, 1, "%s: %u queries",
                        pin_ids_name(ids, uses[i].item), uses[i].queries_n);
        problem->queries_n += uses[i].queries_n - 1; /* the call counted one */
    }
}

struct pin_self_labels { /* a reference image among its own query's labels, by its place
                          */
    struct pin_audit_problem *negative[2];
    struct pin_audit_problem *positive[2];
    struct pin_audit_problem *outside;
};

static const struct pin_judgment *find_label(const struct pin_judgments *judgments,
                                             uint32_t query, pin_item item)
{
    for (uint64_t i = judgments->row_start[query]; i < judgments->row_start[query + 1];
         i++) {
        if (judgments->rows[i].item.ix == item.ix) {
            return &judgments->rows[i];
        }
    }
    return NULL;
}

static void look_at_image(struct pin_auditor *auditor,
                          const struct pin_self_labels *problems, uint32_t query,
                          uint32_t place)
{
    const struct pin_dataset *dataset = auditor->dataset;
    const struct pin_queries *queries = &dataset->queries;
    const pin_item item = queries->references[queries->reference_start[query] + place];
    const char *name = queries->names[query];
    const uint32_t which = place == 0 ? 0 : 1;
    const struct pin_judgment *label = find_label(&dataset->judgments, query, item);
    const bool outside =
        dataset->corpus.items_n > 0 && item.ix >= dataset->corpus.items_n;
    pin_audit_count(auditor, problems->outside, outside, "%s: %s", name,
                    pin_ids_name(dataset->corpus.ids, item.ix));
    if (label) {
        const bool negative =
            label->grade == PIN_GRADE_HARD_NEGATIVE || label->also_negative;
        pin_audit_count(auditor, problems->negative[which], negative, "%s", name);
        pin_audit_count(auditor, problems->positive[which], label->grade > 0, "%s", name);
    }
}

void pin_audit_references(struct pin_auditor *auditor)
{
    const struct pin_queries *queries = &auditor->dataset->queries;
    uint32_t with_n[3] = {0}; /* none, one, several */
    const struct pin_self_labels problems = {
        {pin_audit_problem(auditor, "first reference image among its own hard negatives",
                           "queries"),
         pin_audit_problem(auditor, "later reference image among its own hard negatives",
                           "queries")},
        {pin_audit_problem(auditor, "first reference image among its own positives",
                           "queries"),
         pin_audit_problem(auditor, "later reference image among its own positives",
                           "queries")},
        pin_audit_problem(auditor, "reference images that are not in the corpus",
                          "images"),
    };
    for (uint32_t query = 0; query < queries->queries_n; query++) {
        const uint32_t n = pin_queries_references_n(queries, query);
        with_n[n < 2 ? n : 2]++;
        for (uint32_t place = 0; place < n; place++) {
            look_at_image(auditor, &problems, query, place);
        }
    }
    pin_audit_fact(auditor, "queries without a reference image", with_n[0]);
    pin_audit_fact(auditor, "queries with one reference image", with_n[1]);
    pin_audit_fact(auditor, "queries with several reference images", with_n[2]);
    find_stand_ins(auditor);
}
