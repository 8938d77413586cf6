/* dataset_lists.c - lists of items: of boards, and what queries exclude or may find. */
#include "harness/model/dataset_parts.h"

#include <stdlib.h>

enum pin_status pin_dataset_add_edge(struct pin_dataset_builder *builder,
                                     struct pin_text board, pin_item item,
                                     struct pin_error *err)
{
    struct pin_pair edge = {.item = item};
    if (item.ix >= builder->dataset->corpus.items_n) {
        return pin_fail(err, PIN_E_PLUGIN, "an edge to an item outside the corpus");
    }
    PIN_TRY(
        pin_ids_add(builder->boards, board.bytes, board.length, &edge.owner, NULL, err));
    return pin_buffer_put(&builder->edges, &edge, sizeof(edge), err);
}

/* The item of that name, where it can be in a ranking: of the corpus, or of anything that
 * is named where the corpus is not known. PIN_IX_NONE otherwise. */
static enum pin_status find_listed(struct pin_dataset_builder *builder,
                                   struct pin_text name, pin_item *out,
                                   struct pin_error *err)
{
    const uint32_t items_n = builder->dataset->corpus.items_n;
    if (items_n == 0) {
        builder->corpus_closed = true;
        return pin_ids_add(builder->items, name.bytes, name.length, &out->ix, NULL, err);
    }
    const uint32_t found = pin_ids_find(builder->items, name.bytes, name.length);
    out->ix = found < items_n ? found : PIN_IX_NONE;
    return PIN_OK;
}

static enum pin_status add_listed(struct pin_dataset_builder *builder,
                                  struct pin_buffer *to, pin_query query,
                                  struct pin_text item, const char *unknown,
                                  struct pin_error *err)
{
    struct pin_pair pair = {.owner = query.ix};
    PIN_TRY(find_listed(builder, item, &pair.item, err));
    if (pair.item.ix != PIN_IX_NONE) {
        return pin_buffer_put(to, &pair, sizeof(pair), err);
    }
    return pin_tally_add(&builder->dataset->tallies, unknown, 1, err, "%.80s: %.*s",
                         PIN_BUFFER_AT(&builder->names, const char *)[query.ix],
                         pin_text_shown(item), item.bytes);
}

enum pin_status pin_dataset_exclude(struct pin_dataset_builder *builder, pin_query query,
                                    struct pin_text item, struct pin_error *err)
{
    return add_listed(builder, &builder->excluded, query, item,
                      "excluded item that is not in the corpus (passed over)", err);
}

enum pin_status pin_dataset_add_to_gallery(struct pin_dataset_builder *builder,
                                           pin_query query, struct pin_text item,
                                           struct pin_error *err)
{
    return add_listed(builder, &builder->galleries, query, item,
                      "gallery's item that is not in the corpus (passed over)", err);
}

static int by_item(const void *a, const void *b)
{
    const struct pin_pair *x = a;
    const struct pin_pair *y = b;
    return (x->item.ix > y->item.ix) - (x->item.ix < y->item.ix);
}

/* Copies one query's items, ascending and each once; gives how many there are. */
static uint64_t put_unique(pin_item *to, struct pin_pair *pairs, uint64_t pairs_n)
{
    uint64_t n = 0;
    bool ascending = true;
    for (uint64_t i = 1; i < pairs_n && ascending; i++) {
        ascending = pairs[i - 1].item.ix < pairs[i].item.ix;
    }
    if (!ascending) {
        qsort(pairs, pairs_n, sizeof(*pairs), by_item);
    }
    for (uint64_t i = 0; i < pairs_n; i++) {
        if (n == 0 || to[n - 1].ix != pairs[i].item.ix) {
            to[n++] = pairs[i].item;
        }
    }
    return n;
}

static enum pin_status freeze_list(struct pin_item_lists *out,
                                   struct pin_dataset_builder *builder,
                                   struct pin_buffer *records, struct pin_error *err)
{
    const uint32_t queries_n = builder->dataset->queries.queries_n;
    struct pin_rows rows = {records, sizeof(struct pin_pair), queries_n, NULL};
    if (records->length == 0) {
        return PIN_OK;
    }
    PIN_TRY(pin_rows_sort(&rows, builder->arena, err));
    uint64_t *start = PIN_NEW_N(builder->arena, uint64_t, (size_t)queries_n + 1);
    pin_item *items =
        PIN_NEW_N(builder->arena, pin_item, (size_t)rows.start[queries_n] + 1);
    if (!start || !items) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the dataset");
    }
    struct pin_pair *pairs = PIN_BUFFER_AT(records, struct pin_pair);
    for (uint32_t query = 0; query < queries_n; query++) {
        const uint64_t first = rows.start[query];
        start[query + 1] = start[query] + put_unique(items + start[query], pairs + first,
                                                     rows.start[query + 1] - first);
    }
    pin_buffer_free(records);
    *out = (struct pin_item_lists){start, items};
    return PIN_OK;
}

enum pin_status pin_dataset_freeze_lists(struct pin_dataset_builder *builder,
                                         struct pin_error *err)
{
    struct pin_queries *queries = &builder->dataset->queries;
    PIN_TRY(freeze_list(&queries->excluded, builder, &builder->excluded, err));
    return freeze_list(&queries->galleries, builder, &builder->galleries, err);
}
