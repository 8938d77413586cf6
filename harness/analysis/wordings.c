#include "harness/analysis/wordings.h"

#include "harness/base/map32.h"

#include <math.h>
#include <string.h>

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the wordings");
}

/* Numbers the groups by their first query; a query in none gets a number of its own. */
static enum pin_status number_groups(struct pin_wordings *out, uint32_t *group_of,
                                     const struct pin_groups *groups,
                                     struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_arena_mark mark = pin_arena_mark(arena);
    uint32_t *number_of = PIN_NEW_N(arena, uint32_t, groups->groups_n + (size_t)1);
    if (!number_of) {
        return no_memory(err);
    }
    for (uint32_t query = 0; query < out->queries_n; query++) {
        const uint32_t group =
            groups->groups_n > 0 ? groups->group_of_query[query] : PIN_IX_NONE;
        if (group == PIN_IX_NONE) {
            out->ungrouped_n++;
            group_of[query] = out->groups_n++;
        } else {
            if (number_of[group] == 0) {
                number_of[group] = ++out->groups_n; /* one more than the number */
            }
            group_of[query] = number_of[group] - 1;
        }
    }
    pin_arena_rewind(arena, mark);
    out->group_of = group_of;
    return PIN_OK;
}

static void list_members(struct pin_wordings *out, uint32_t *start, uint32_t *members)
{
    for (uint32_t query = 0; query < out->queries_n; query++) {
        start[out->group_of[query] + 1]++;
    }
    for (uint32_t group = 0; group < out->groups_n; group++) {
        const uint32_t n = start[group + 1];
        out->alone_n += n == 1;
        if (n > 1) {
            out->size_min = out->size_max == 0 || n < out->size_min ? n : out->size_min;
            out->size_max = n > out->size_max ? n : out->size_max;
        }
        start[group + 1] += start[group];
    }
    for (uint32_t query = out->queries_n;
         query-- > 0;) { /* from the back of each group */
        members[--start[out->group_of[query] + 1]] = query;
    }
    /* Each entry behind the first now says where its own group begins. */
    memmove(start, start + 1, out->groups_n * sizeof(*start));
    start[out->groups_n] = out->queries_n;
    out->start = start;
    out->members = members;
}

/* What a judgment says beside its item, as one number. */
static uint32_t said_of(const struct pin_judgment *row)
{
    return (uint32_t)(row->grade - PIN_GRADE_MIN) * 2 + (row->also_negative ? 1 : 0);
}

static bool same_judgments(struct pin_map32 *map, const struct pin_judgments *judgments,
                           uint32_t a, uint32_t b)
{
    const uint64_t *start = judgments->row_start;
    const uint64_t n = start[a + 1] - start[a];
    if (n != start[b + 1] - start[b]) {
        return false;
    }
    pin_map32_reset(map, (uint32_t)n);
    for (uint64_t i = 0; i < n; i++) {
        const struct pin_judgment *row = &judgments->rows[start[a] + i];
        (void)pin_map32_put(map, row->item.ix, said_of(row));
    }
    for (uint64_t i = 0; i < n; i++) { /* each item stands once in a query's rows */
        const struct pin_judgment *row = &judgments->rows[start[b] + i];
        if (pin_map32_get(map, row->item.ix) != said_of(row)) {
            return false;
        }
    }
    return true;
}

static enum pin_status compare_labels(struct pin_wordings *out, bool *same_labels,
                                      const struct pin_judgments *judgments,
                                      struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_arena_mark mark = pin_arena_mark(arena);
    struct pin_map32 map;
    PIN_TRY(pin_map32_init(&map, judgments->rows_n_max, arena, err));
    for (uint32_t group = 0; group < out->groups_n; group++) {
        const uint32_t first = out->members[out->start[group]];
        same_labels[group] = true;
        for (uint32_t i = out->start[group] + 1; i < out->start[group + 1]; i++) {
            same_labels[group] = same_labels[group] &&
                                 same_judgments(&map, judgments, first, out->members[i]);
        }
        out->mixed_n += !same_labels[group];
    }
    pin_arena_rewind(arena, mark);
    out->same_labels = same_labels;
    return PIN_OK;
}

enum pin_status pin_wordings_new(struct pin_wordings *out,
                                 const struct pin_dataset *dataset,
                                 const struct pin_clustering *clustering,
                                 struct pin_arena *arena, struct pin_error *err)
{
    const size_t n = (size_t)dataset->queries.queries_n + 2;
    *out = (struct pin_wordings){.queries_n = dataset->queries.queries_n};
    uint32_t *group_of = PIN_NEW_N(arena, uint32_t, n);
    uint32_t *start = PIN_NEW_N(arena, uint32_t, n);
    uint32_t *members = PIN_NEW_N(arena, uint32_t, n);
    uint32_t *cluster_of = PIN_NEW_N(arena, uint32_t, n);
    bool *same_labels = PIN_NEW_N(arena, bool, n);
    if (!group_of || !start || !members || !cluster_of || !same_labels) {
        return no_memory(err);
    }
    PIN_TRY(number_groups(out, group_of, &dataset->groups, arena, err));
    list_members(out, start, members);
    for (uint32_t group = 0; group < out->groups_n; group++) {
        cluster_of[group] = clustering->cluster_of[members[start[group]]];
    }
    out->cluster_of = cluster_of;
    return compare_labels(out, same_labels, &dataset->judgments, arena, err);
}

uint32_t pin_wordings_values(double *out, const struct pin_wordings *wordings,
                             uint32_t group, const double *values)
{
    uint32_t n = 0;
    for (uint32_t i = wordings->start[group]; i < wordings->start[group + 1]; i++) {
        const double value = values[wordings->members[i]];
        if (!isnan(value)) {
            out[n++] = value;
        }
    }
    return n;
}
