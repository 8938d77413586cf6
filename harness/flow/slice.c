#include "harness/flow/slice.h"

#include <stdio.h>
#include <string.h>

enum { NAMES_MAX = 256 };

/* As many whole names as fit, and how many there are beside them. */
static void join_names(char *into, size_t size, const char *const *names,
                       uint32_t names_n)
{
    enum { REST_BYTES = 24 };
    size_t used = 0;
    uint32_t shown_n = 0;
    into[0] = '\0';
    for (; shown_n < names_n; shown_n++) {
        const size_t length = strlen(names[shown_n]);
        if (used + length + REST_BYTES > size) {
            break;
        }
        used += (size_t)snprintf(into + used, size - used, "%s%s",
                                 shown_n == 0 ? "" : ", ", names[shown_n]);
    }
    if (shown_n < names_n) {
        (void)snprintf(into + used, size - used, "%s%u %s", shown_n == 0 ? "" : " and ",
                       names_n - shown_n, shown_n == 0 ? "others" : "more");
    }
}

enum pin_status pin_attribute_find(const struct pin_attribute **out,
                                   const struct pin_dataset *dataset,
                                   struct pin_text name, struct pin_error *err)
{
    const char *names[NAMES_MAX];
    uint32_t names_n = 0;
    for (uint32_t i = 0; i < dataset->query_attributes_n && names_n < NAMES_MAX; i++) {
        if (pin_text_equal_cstring(name, dataset->query_attributes[i].name)) {
            *out = &dataset->query_attributes[i];
            return PIN_OK;
        }
        names[names_n++] = dataset->query_attributes[i].name;
    }
    char wanted[64];
    (void)snprintf(wanted, sizeof(wanted), "%.*s", pin_text_shown(name), name.bytes);
    const char *nearest = pin_text_nearest(wanted, names, names_n);
    if (!nearest && names_n > 0) {
        char list[96];
        join_names(list, sizeof(list), names, names_n);
        return pin_fail(err, PIN_E_CONFIG,
                        "the queries have no attribute \"%s\"; they have %s", wanted,
                        list);
    }
    return pin_fail(err, PIN_E_CONFIG, "the queries have no attribute \"%s\"%s%s%s",
                    wanted, nearest ? "; did you mean \"" : "", nearest ? nearest : "",
                    nearest ? "\"?" : "");
}

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the slices");
}

enum pin_status pin_slice(struct pin_slicing *out, const struct pin_dataset *dataset,
                          const char *name, struct pin_arena *arena,
                          struct pin_error *err)
{
    const struct pin_attribute *attribute = NULL;
    PIN_TRY(pin_attribute_find(&attribute, dataset, pin_text_of(name), err));
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
