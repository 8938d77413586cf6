#include "harness/analysis/robustness_parts.h"

#include <math.h>

static bool complete(const struct pin_panel *panel, uint32_t figure, uint32_t query)
{
    for (uint32_t s = 0; s < panel->systems_n; s++) {
        if (isnan(panel->systems[s].values[figure][query])) {
            return false;
        }
    }
    return true;
}

enum pin_status robustness_rows_new(struct robustness_rows *out,
                                    const struct robustness *self, uint32_t figure,
                                    struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_panel *panel = self->context->panel;
    const struct pin_wordings *wordings = &self->wordings;
    const size_t systems_n = panel->systems_n;
    uint32_t *start = PIN_NEW_N(arena, uint32_t, wordings->groups_n + (size_t)2);
    uint32_t *group_of = PIN_NEW_N(arena, uint32_t, wordings->queries_n + (size_t)1);
    uint32_t *cluster_of = PIN_NEW_N(arena, uint32_t, wordings->groups_n + (size_t)1);
    double *values = PIN_NEW_N(arena, double, wordings->queries_n *systems_n + 1);
    if (!start || !group_of || !cluster_of || !values) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the values of all systems");
    }
    *out = (struct robustness_rows){
        .start = start, .group_of = group_of, .cluster_of = cluster_of, .values = values};
    for (uint32_t group = 0; group < wordings->groups_n; group++) {
        const uint32_t before = out->rows_n;
        for (uint32_t i = wordings->start[group]; i < wordings->start[group + 1]; i++) {
            const uint32_t query = wordings->members[i];
            if (!complete(panel, figure, query)) {
                continue;
            }
            for (uint32_t s = 0; s < systems_n; s++) {
                values[out->rows_n * systems_n + s] =
                    panel->systems[s].values[figure][query];
            }
            group_of[out->rows_n++] = out->groups_n;
        }
        if (out->rows_n > before) {
            out->several_n += out->rows_n - before > 1;
            cluster_of[out->groups_n++] = wordings->cluster_of[group];
            start[out->groups_n] = out->rows_n;
        }
    }
    return PIN_OK;
}
