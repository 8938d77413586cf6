#include "harness/flow/oracle.h"

#include "harness/model/run_build.h"

#include <stdlib.h>

static int by_grade_falling(const void *a, const void *b)
{
    const struct pin_hit *x = a;
    const struct pin_hit *y = b;
    if (x->score < y->score || x->score > y->score) {
        return x->score < y->score ? 1 : -1;
    }
    return (x->item.ix > y->item.ix) - (x->item.ix < y->item.ix);
}

/* The relevant items of a query with their grades as scores; gives how many. */
static uint32_t list_relevant(struct pin_hit *hits, const struct pin_judgments *judgments,
                              uint32_t query)
{
    uint32_t hits_n = 0;
    for (uint64_t i = judgments->row_start[query]; i < judgments->row_start[query + 1];
         i++) {
        const struct pin_judgment *row = &judgments->rows[i];
        if (row->grade >= 1) {
            hits[hits_n++] = (struct pin_hit){row->item, (float)row->grade};
        }
    }
    qsort(hits, hits_n, sizeof(*hits), by_grade_falling);
    return hits_n;
}

enum pin_status pin_oracle_score(const struct pin_scores **out,
                                 const struct pin_dataset *dataset,
                                 const struct pin_scoring *scoring,
                                 struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_queries *queries = &dataset->queries;
    struct pin_run_builder *builder = NULL;
    struct pin_hit *hits =
        PIN_NEW_N(arena, struct pin_hit, dataset->judgments.rows_n_max + 1U);
    if (!hits) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for a perfect run");
    }
    PIN_TRY(
        pin_run_builder_new(&builder, "oracle", &dataset->corpus, queries, arena, err));
    for (uint32_t query = 0; query < queries->queries_n; query++) {
        if (queries->answered_as && queries->answered_as[query] != query) {
            continue; /* another query's list answers it */
        }
        const uint32_t hits_n = list_relevant(hits, &dataset->judgments, query);
        PIN_TRY(pin_run_put_list(builder, (pin_query){query}, hits, hits_n, err));
    }
    struct pin_run *run = pin_run_finish(builder, dataset->judgments.rows_n_max);
    return pin_score(out, dataset, run, scoring, arena, err);
}
