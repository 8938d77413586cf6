#include "harness/flow/cluster.h"

#include "harness/flow/attribute.h"

#include <string.h>

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the clusters");
}

/* Numbers the parts that key_of names (PIN_IX_NONE: alone) by first appearance. */
static enum pin_status number_parts(struct pin_clustering *out, const uint32_t *key_of,
                                    uint32_t keys_n, uint32_t queries_n,
                                    struct pin_arena *arena, struct pin_error *err)
{
    uint32_t *cluster_of = PIN_NEW_N(arena, uint32_t, (size_t)queries_n + 1);
    uint32_t *number_of = PIN_NEW_N(arena, uint32_t, (size_t)keys_n + 1);
    if (!cluster_of || !number_of) {
        return no_memory(err);
    }
    for (uint32_t query = 0; query < queries_n; query++) {
        const uint32_t key = key_of[query];
        if (key == PIN_IX_NONE) {
            cluster_of[query] = out->clusters_n++;
        } else {
            if (number_of[key] == 0) {
                number_of[key] = ++out->clusters_n; /* one more than the number */
            }
            cluster_of[query] = number_of[key] - 1;
        }
    }
    out->cluster_of = cluster_of;
    return PIN_OK;
}

static uint32_t root_of(uint32_t *parent, uint32_t node)
{
    while (parent[node] != node) {
        parent[node] = parent[parent[node]]; /* halves the path */
        node = parent[node];
    }
    return node;
}

/* Union-find over queries: each is joined to the first query that showed the same image.
 */
static enum pin_status join_by_images(const uint32_t **out,
                                      const struct pin_dataset *dataset,
                                      struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_queries *queries = &dataset->queries;
    const uint32_t ids_n = pin_ids_count(dataset->corpus.ids);
    uint32_t *parent = PIN_NEW_N(arena, uint32_t, (size_t)queries->queries_n + 1);
    uint32_t *first = PIN_NEW_N(arena, uint32_t, (size_t)ids_n + 1); /* query + 1 */
    if (!parent || !first) {
        return no_memory(err);
    }
    for (uint32_t query = 0; query < queries->queries_n; query++) {
        parent[query] = query;
        for (uint64_t i = queries->reference_start[query];
             i < queries->reference_start[query + 1]; i++) {
            const uint32_t item = queries->references[i].ix;
            if (first[item] == 0) {
                first[item] = query + 1;
            } else {
                parent[root_of(parent, query)] = root_of(parent, first[item] - 1);
            }
        }
    }
    for (uint32_t query = 0; query < queries->queries_n; query++) {
        parent[query] = root_of(parent, query);
    }
    *out = parent;
    return PIN_OK;
}

enum pin_status pin_cluster(struct pin_clustering *out, const struct pin_dataset *dataset,
                            const char *name, struct pin_arena *arena,
                            struct pin_error *err)
{
    const uint32_t queries_n = dataset->queries.queries_n;
    const uint32_t groups_n = dataset->groups.groups_n;
    const uint32_t *key_of = NULL;
    uint32_t keys_n = queries_n;
    *out = (struct pin_clustering){.name = name           ? name
                                           : groups_n > 0 ? "group"
                                                          : "query"};
    if (strcmp(out->name, "none") == 0) {
        out->name = "query"; /* each for itself */
    }
    if (strcmp(out->name, "group") == 0) {
        if (groups_n == 0) {
            return pin_fail(
                err, PIN_E_CONFIG,
                "clusters by group, and the dataset has none (see groups=FILE)");
        }
        key_of = dataset->groups.group_of_query;
        keys_n = groups_n;
    } else if (strcmp(out->name, "image") == 0) {
        PIN_TRY(join_by_images(&key_of, dataset, arena, err));
    } else if (strcmp(out->name, "query") == 0) {
        uint32_t *alone = PIN_NEW_N(arena, uint32_t, (size_t)queries_n + 1);
        if (!alone) {
            return no_memory(err);
        }
        memset(alone, 0xFF, queries_n * sizeof(*alone));
        key_of = alone;
    } else {
        const struct pin_attribute *attribute = NULL;
        PIN_TRY(
            pin_attribute_parse(&attribute, dataset, pin_text_of(out->name), arena, err));
        key_of = attribute->value_of;
        keys_n = pin_ids_count(attribute->values);
    }
    return number_parts(out, key_of, keys_n, queries_n, arena, err);
}
