#include "harness/flow/slice.h"

#include "harness/flow/attribute.h"

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the slices");
}

enum pin_status pin_slice(struct pin_slicing *out, const struct pin_dataset *dataset,
                          const char *name, struct pin_arena *arena,
                          struct pin_error *err)
{
    const struct pin_attribute *attribute = NULL;
    PIN_TRY(pin_attribute_parse(&attribute, dataset, pin_text_of(name), arena, err));
    const uint32_t queries_n = dataset->queries.queries_n;
    const uint32_t values_n = pin_ids_count(attribute->values);
    struct pin_query_list *lists = PIN_NEW_N(arena, struct pin_query_list, values_n + 1U);
    uint32_t *places = PIN_NEW_N(arena, uint32_t, queries_n);
    uint32_t *next = PIN_NEW_N(arena, uint32_t, values_n + 1U);
    if (!lists || !places || !next) {
        return no_memory(err);
    }
    for (uint32_t query = 0; query < queries_n; query++) {
        const uint32_t value = attribute->value_of[query];
        if (value != PIN_IX_NONE) {
            lists[value].queries_n++;
        }
    }
    for (uint32_t value = 0; value < values_n; value++) {
        lists[value].queries = places + next[value];
        next[value + 1] = next[value] + lists[value].queries_n;
    }
    for (uint32_t query = 0; query < queries_n; query++) {
        const uint32_t value = attribute->value_of[query];
        if (value != PIN_IX_NONE) {
            places[next[value]++] = query;
        }
    }
    *out = (struct pin_slicing){attribute, lists, values_n};
    return PIN_OK;
}

enum pin_status pin_slice_all(struct pin_query_list *out,
                              const struct pin_dataset *dataset, struct pin_arena *arena,
                              struct pin_error *err)
{
    const uint32_t queries_n = dataset->queries.queries_n;
    uint32_t *queries = PIN_NEW_N(arena, uint32_t, queries_n);
    if (!queries) {
        return no_memory(err);
    }
    for (uint32_t query = 0; query < queries_n; query++) {
        queries[query] = query;
    }
    *out = (struct pin_query_list){queries, queries_n};
    return PIN_OK;
}
