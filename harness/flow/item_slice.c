#include "harness/flow/item_slice.h"

#include "harness/flow/attribute.h"

#include <stdio.h>
#include <string.h>

static const char prefix[] = "item:";
enum { PREFIX_BYTES = sizeof(prefix) - 1 };

bool pin_item_slice_asked(const char *text)
{
    return strncmp(text, prefix, PREFIX_BYTES) == 0;
}

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the slices of items");
}

/* seen[value] is query + 1 once the query was counted for the value. */
static void count_queries(uint32_t *queries_n, uint32_t *seen,
                          const struct pin_dataset *dataset,
                          const struct pin_attribute *attribute, const bool *keep)
{
    const struct pin_judgments *judgments = &dataset->judgments;
    for (uint32_t query = 0; query < dataset->queries.queries_n; query++) {
        const uint64_t end = judgments->row_start[query + 1];
        for (uint64_t i = judgments->row_start[query]; i < end; i++) {
            const struct pin_judgment *row = &judgments->rows[i];
            const uint32_t value = attribute->value_of[row->item.ix];
            const bool counts = row->grade > 0 && (!keep || keep[query]);
            if (counts && value != PIN_IX_NONE && seen[value] != query + 1) {
                seen[value] = query + 1;
                queries_n[value]++;
            }
        }
    }
}

enum pin_status pin_item_slices(struct pin_item_slicing *out,
                                const struct pin_dataset *dataset, const char *text,
                                const bool *keep, struct pin_arena *arena,
                                struct pin_error *err)
{
    const struct pin_attribute *attribute = NULL;
    PIN_TRY(pin_attribute_parse_item(&attribute, dataset,
                                     pin_text_of(text + PREFIX_BYTES), arena, err));
    const uint32_t values_n = pin_ids_count(attribute->values);
    const size_t name_bytes = PREFIX_BYTES + strlen(attribute->name) + 1;
    uint32_t *queries_n = PIN_NEW_N(arena, uint32_t, values_n + 1U);
    uint32_t *seen = PIN_NEW_N(arena, uint32_t, values_n + 1U);
    char *name = PIN_NEW_N(arena, char, name_bytes);
    if (!queries_n || !seen || !name) {
        return no_memory(err);
    }
    (void)snprintf(name, name_bytes, "%s%s", prefix, attribute->name);
    count_queries(queries_n, seen, dataset, attribute, keep);
    *out = (struct pin_item_slicing){name, attribute, values_n, queries_n};
    return PIN_OK;
}
