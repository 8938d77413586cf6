#include "harness/flow/panel.h"

#include "harness/flow/slice.h"

#include <math.h>
#include <string.h>

struct pin_panel_maker {
    struct pin_panel panel;
    struct pin_figure_scratch *scratch;
    struct pin_query_list all;
    struct pin_arena *arena;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the values of the systems");
}

/* By group: its first query, and that query's cluster. */
static enum pin_status find_first_queries(const struct pin_panel *panel,
                                          uint32_t **query_of, uint32_t **cluster_of,
                                          struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_groups *groups = &panel->dataset->groups;
    *query_of = PIN_NEW_N(arena, uint32_t, groups->groups_n + 1U);
    *cluster_of = PIN_NEW_N(arena, uint32_t, groups->groups_n + 1U);
    if (!*query_of || !*cluster_of) {
        return no_memory(err);
    }
    for (uint32_t query = panel->dataset->queries.queries_n;
         groups->groups_n > 0 && query-- > 0;) {
        const uint32_t group = groups->group_of_query[query];
        if (group != PIN_IX_NONE) {
            (*query_of)[group] = query;
            (*cluster_of)[group] = panel->clustering.cluster_of[query];
        }
    }
    return PIN_OK;
}

static enum pin_status describe(struct pin_panel_maker *maker, struct pin_error *err)
{
    struct pin_panel *panel = &maker->panel;
    const struct pin_figure_set *set = panel->set;
    const uint32_t queries_n = panel->dataset->queries.queries_n;
    struct pin_panel_figure *figures =
        PIN_NEW_N(maker->arena, struct pin_panel_figure, set->specs_n + 1U);
    uint32_t *itself = PIN_NEW_N(maker->arena, uint32_t, queries_n + 1U);
    uint32_t *first_query = NULL;
    uint32_t *group_cluster = NULL;
    if (!figures || !itself) {
        return no_memory(err);
    }
    for (uint32_t query = 0; query < queries_n; query++) {
        itself[query] = query;
    }
    PIN_TRY(find_first_queries(panel, &first_query, &group_cluster, maker->arena, err));
    for (uint32_t i = 0; i < set->specs_n; i++) {
        const struct pin_figure_spec *spec = &set->specs[i];
        const bool groups = spec->terms[0].aggregate != PIN_AGGREGATE_MEAN;
        figures[i] = (struct pin_panel_figure){
            .label = spec->column.label,
            .lower_is_better = spec->column.lower_is_better,
            .has_units = spec->terms_n == 1,
            .of_groups = groups,
            .units_n = groups ? panel->dataset->groups.groups_n : queries_n,
            .cluster_of = groups ? group_cluster : panel->clustering.cluster_of,
            .query_of = groups ? first_query : itself};
    }
    panel->figures = figures;
    panel->figures_n = set->specs_n;
    return PIN_OK;
}

enum pin_status pin_panel_new(struct pin_panel_maker **out,
                              const struct pin_figure_set *set,
                              const struct pin_clustering *clustering,
                              uint32_t systems_n_max, struct pin_arena *arena,
                              struct pin_error *err)
{
    struct pin_panel_maker *maker = PIN_NEW(arena, struct pin_panel_maker);
    if (!maker) {
        return no_memory(err);
    }
    maker->arena = arena;
    maker->panel = (struct pin_panel){
        .dataset = set->dataset,
        .clustering = *clustering,
        .set = set,
        .systems = PIN_NEW_N(arena, struct pin_panel_system, systems_n_max + 1U)};
    if (!maker->panel.systems) {
        return no_memory(err);
    }
    PIN_TRY(pin_figure_scratch_new(&maker->scratch, set, arena, err));
    PIN_TRY(pin_slice_all(&maker->all, set->dataset, arena, err));
    PIN_TRY(describe(maker, err));
    *out = maker;
    return PIN_OK;
}

static enum pin_status fill_figure(struct pin_panel_maker *maker,
                                   const struct pin_scores *scores, uint32_t figure,
                                   double **out, struct pin_error *err)
{
    const struct pin_panel_figure *shape = &maker->panel.figures[figure];
    const uint32_t *group_of = maker->panel.dataset->groups.group_of_query;
    if (!shape->has_units) {
        return PIN_OK;
    }
    double *values = PIN_NEW_N(maker->arena, double, shape->units_n + 1U);
    if (!values) {
        return no_memory(err);
    }
    for (uint32_t unit = 0; unit < shape->units_n; unit++) {
        values[unit] = (double)NAN;
    }
    const struct pin_units units = pin_figure_units(
        maker->scratch, &maker->panel.set->specs[figure].terms[0], scores, &maker->all);
    for (uint32_t i = 0; i < units.rows_n; i++) {
        const uint32_t query = units.rows[i].query;
        values[shape->of_groups ? group_of[query] : query] = units.rows[i].value;
    }
    *out = values;
    return PIN_OK;
}

static enum pin_status fill(struct pin_panel_maker *maker, struct pin_panel_system *out,
                            const struct pin_scores *scores, struct pin_error *err)
{
    const char *name = scores->run_name;
    *out = (struct pin_panel_system){
        .name = pin_arena_copy_text(maker->arena, name, strlen(name)),
        .values = PIN_NEW_N(maker->arena, double *, maker->panel.figures_n + 1U)};
    if (!out->name || !out->values) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < maker->panel.figures_n; i++) {
        PIN_TRY(fill_figure(maker, scores, i, &out->values[i], err));
    }
    return PIN_OK;
}

enum pin_status pin_panel_add(struct pin_panel_maker *maker,
                              const struct pin_scores *scores, struct pin_error *err)
{
    struct pin_panel *panel = &maker->panel;
    PIN_TRY(fill(maker, &panel->systems[panel->systems_n], scores, err));
    panel->systems_n++;
    return PIN_OK;
}

enum pin_status pin_panel_add_oracle(struct pin_panel_maker *maker,
                                     const struct pin_scores *scores,
                                     struct pin_error *err)
{
    struct pin_panel_system *oracle = PIN_NEW(maker->arena, struct pin_panel_system);
    if (!oracle) {
        return no_memory(err);
    }
    PIN_TRY(fill(maker, oracle, scores, err));
    maker->panel.oracle = oracle;
    return PIN_OK;
}

const struct pin_panel *pin_panel_of(const struct pin_panel_maker *maker)
{
    return &maker->panel;
}

void pin_panel_sum(struct pin_cluster_sums *sums, uint32_t column,
                   const struct pin_panel_figure *figure, const double *values,
                   const bool *keep)
{
    for (uint32_t unit = 0; unit < figure->units_n; unit++) {
        if (isnan(values[unit]) || (keep && !keep[unit])) {
            continue;
        }
        const size_t place = (size_t)figure->cluster_of[unit] * sums->figures_n + column;
        sums->num[place] += values[unit];
        sums->den[place] += 1.0;
    }
}
