#include "harness/analysis/confusions.h"

#include "harness/model/judged.h"

#include <stdlib.h>
#include <string.h>

struct confused { /* an item and over how many queries it was retrieved */
    uint32_t item;
    uint32_t queries_n;
};

struct confused_system {
    const char *name;
    struct confused *rows; /* most queries first */
    uint32_t rows_n;
    uint32_t items_n;   /* hard negatives that were retrieved at all */
    uint32_t queries_n; /* with at least one within the cutoff */
};

struct confusions {
    const struct pin_analysis_context *context;
    const struct pin_confusions_options *options;
    uint32_t *listed_n; /* by item: the queries that list it as a hard negative */
    struct confused_system *systems;
    uint32_t systems_n;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the hard negatives");
}

static bool is_hard_negative(const struct pin_judgment *row)
{
    return row->grade == PIN_GRADE_HARD_NEGATIVE;
}

static enum pin_status begin(void **state, const struct pin_analysis_context *context,
                             const void *options, struct pin_error *err)
{
    const struct pin_dataset *dataset = context->dataset;
    const uint64_t *start = dataset->judgments.row_start;
    struct confusions *self = PIN_NEW(context->arena, struct confusions);
    if (!self) {
        return no_memory(err);
    }
    self->context = context;
    self->options = options;
    self->listed_n =
        PIN_NEW_N(context->arena, uint32_t, pin_ids_count(dataset->corpus.ids) + 1U);
    self->systems =
        PIN_NEW_N(context->arena, struct confused_system, context->systems_n_max + 1U);
    if (!self->listed_n || !self->systems) {
        return no_memory(err);
    }
    bool any = false;
    for (uint32_t query = 0; query < dataset->queries.queries_n; query++) {
        const bool kept = !context->policy.keep || context->policy.keep[query];
        for (uint64_t i = start[query]; i < start[query + 1]; i++) {
            if (is_hard_negative(&dataset->judgments.rows[i])) {
                self->listed_n[dataset->judgments.rows[i].item.ix] += kept;
                any = true;
            }
        }
    }
    *state = self;
    return any ? PIN_OK
               : pin_fail(err, PIN_E_CONFIG,
                          "the dataset has no hard negatives to be confused with");
}

/* Counts the query's hard negatives within the cutoff; gives how many there are. mark[i]
 * is query + 1 while item i is a hard negative of it that was not met yet. */
static uint32_t count_query(const struct confusions *self, const struct pin_run *run,
                            uint32_t query, uint32_t *mark, uint32_t *retrieved_n)
{
    const struct pin_dataset *dataset = self->context->dataset;
    const uint64_t *start = dataset->judgments.row_start;
    const uint32_t *answered_as = dataset->queries.answered_as;
    const uint32_t list = answered_as ? answered_as[query] : query;
    for (uint64_t i = start[query]; i < start[query + 1]; i++) {
        if (is_hard_negative(&dataset->judgments.rows[i])) {
            mark[dataset->judgments.rows[i].item.ix] = query + 1;
        }
    }
    const uint32_t depth = run->hits_n[list] < self->options->cutoff
                               ? run->hits_n[list]
                               : self->options->cutoff;
    uint32_t found_n = 0;
    for (uint32_t i = 0; run->answered[list] && i < depth; i++) {
        const uint32_t item = run->hits[run->start[list] + i].item.ix;
        if (item < run->known_items_n && mark[item] == query + 1) {
            mark[item] = 0;
            retrieved_n[item]++;
            found_n++;
        }
    }
    return found_n;
}

static int most_queries_first(const void *a, const void *b)
{
    const struct confused *x = a;
    const struct confused *y = b;
    if (x->queries_n != y->queries_n) {
        return x->queries_n < y->queries_n ? 1 : -1;
    }
    return (x->item > y->item) - (x->item < y->item);
}

static enum pin_status keep_most(const struct confusions *self,
                                 struct confused_system *system,
                                 const uint32_t *retrieved_n, struct pin_arena *room,
                                 struct pin_error *err)
{
    const uint32_t items_n = pin_ids_count(self->context->dataset->corpus.ids);
    struct confused *rows = PIN_NEW_N(room, struct confused, items_n + 1U);
    if (!rows) {
        return no_memory(err);
    }
    for (uint32_t item = 0; item < items_n; item++) {
        if (retrieved_n[item] > 0) {
            rows[system->items_n++] = (struct confused){item, retrieved_n[item]};
        }
    }
    qsort(rows, system->items_n, sizeof(*rows), most_queries_first);
    system->rows_n = system->items_n < self->options->items_n ? system->items_n
                                                              : self->options->items_n;
    system->rows = PIN_NEW_N(self->context->arena, struct confused, system->rows_n + 1U);
    if (!system->rows) {
        return no_memory(err);
    }
    memcpy(system->rows, rows, system->rows_n * sizeof(*rows));
    return PIN_OK;
}

static enum pin_status count_run(struct confusions *self, const struct pin_run *run,
                                 const bool *counted, struct pin_arena *room,
                                 struct pin_error *err)
{
    const struct pin_dataset *dataset = self->context->dataset;
    struct confused_system *system = &self->systems[self->systems_n];
    const uint32_t items_n = pin_ids_count(dataset->corpus.ids);
    uint32_t *mark = PIN_NEW_N(room, uint32_t, items_n + 1U);
    uint32_t *retrieved_n = PIN_NEW_N(room, uint32_t, items_n + 1U);
    if (!mark || !retrieved_n) {
        return no_memory(err);
    }
    for (uint32_t query = 0; query < dataset->queries.queries_n; query++) {
        if (counted[query]) {
            system->queries_n += count_query(self, run, query, mark, retrieved_n) > 0;
        }
    }
    system->name = self->context->panel->systems[self->systems_n].name;
    self->systems_n++;
    return keep_most(self, system, retrieved_n, room, err);
}

static enum pin_status add(void *state, const struct pin_executed *executed,
                           const struct pin_scores *scores, struct pin_error *err)
{
    struct pin_arena room;
    pin_arena_init(&room, 0);
    const enum pin_status status =
        count_run(state, executed->run, scores->counted, &room, err);
    pin_arena_free(&room);
    return status;
}

static const struct pin_sheet_column columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"item", "hard negative", PIN_SHEET_TEXT, false},
    {"queries", "retrieved for", PIN_SHEET_COUNT, false},
    {"listed", "listed by", PIN_SHEET_COUNT, false},
    {"share", "share", PIN_SHEET_SHARE, false},
};

static enum pin_status finish(void *state, struct pin_sheet_book *book,
                              struct pin_error *err)
{
    const struct confusions *self = state;
    const struct pin_ids *ids = self->context->dataset->corpus.ids;
    (void)err;
    pin_sheet_begin(book, "confusions", "hard negatives that are retrieved most", columns,
                    sizeof(columns) / sizeof(columns[0]));
    for (uint32_t s = 0; s < self->systems_n; s++) {
        const struct confused_system *system = &self->systems[s];
        for (uint32_t i = 0; i < system->rows_n; i++) {
            const struct confused *row = &system->rows[i];
            pin_sheet_text(book, system->name);
            pin_sheet_text(book, pin_ids_name(ids, row->item));
            pin_sheet_number(book, row->queries_n);
            pin_sheet_number(book, self->listed_n[row->item]);
            pin_sheet_number(book, (double)row->queries_n / self->listed_n[row->item]);
        }
        pin_sheet_note(
            book, "%.100s: %u hard negatives stand among the first %u of %u queries",
            system->name, system->items_n, self->options->cutoff, system->queries_n);
    }
    return PIN_OK;
}

const struct pin_analysis_ops pin_analysis_confusions = {
    .name = "confusions",
    .begin = begin,
    .add = add,
    .finish = finish,
};
