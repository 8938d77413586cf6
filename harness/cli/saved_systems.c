/* saved_systems.c - the systems of several results over one list of queries.
 *
 * Queries stand in the order of the first system's rows, that of the dataset, and
 * clusters are numbered by first appearance, as they were when the runs were scored: so
 * resamples and sign flips are the same draws, and a comparison has the same digits. */
#include "harness/base/map32.h"
#include "harness/cli/run_names.h"
#include "harness/cli/saved_results.h"

#include <math.h>
#include <string.h>

struct side { /* one system of one result */
    uint32_t input;
    const struct pin_system *system;
    const struct pin_score_rows *rows;
};

struct line_up {
    struct pin_saved_results *results;
    struct pin_arena *arena;
    struct side *sides;
    uint32_t sides_n;
    struct pin_ids *queries;
    struct pin_buffer clusters; /* uint32_t by query, as the files number them */
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the results");
}

static const struct pin_score_rows *rows_of(const struct pin_score_table *table,
                                            const char *system)
{
    for (uint32_t i = 0; i < table->systems_n; i++) {
        if (strcmp(table->systems[i].system, system) == 0) {
            return &table->systems[i];
        }
    }
    return NULL;
}

static enum pin_status list_sides(struct line_up *at, struct pin_error *err)
{
    const struct pin_saved_results *results = at->results;
    uint32_t sides_n = 0;
    for (uint32_t i = 0; i < results->inputs_n; i++) {
        sides_n += results->inputs[i].result->systems_n;
    }
    at->sides = PIN_NEW_N(at->arena, struct side, sides_n + 1U);
    if (!at->sides) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < results->inputs_n; i++) {
        const struct pin_gate_input *input = &results->inputs[i];
        for (uint32_t s = 0; s < input->result->systems_n; s++) {
            const struct pin_system *system = &input->result->systems[s];
            const struct pin_score_rows *rows = rows_of(input->scores, system->name);
            if (!rows) {
                return pin_fail(err, PIN_E_PARSE,
                                "%.200s: the file of per-query values has no row of "
                                "%.100s",
                                results->paths[i], system->name);
            }
            at->sides[at->sides_n++] = (struct side){i, system, rows};
        }
    }
    return PIN_OK;
}

/* Adds the queries of a side, and checks that each is in the cluster that it was in. */
static enum pin_status add_queries(struct line_up *at, const struct side *side,
                                   struct pin_error *err)
{
    struct pin_saved_results *results = at->results;
    for (uint32_t i = 0; i < side->rows->queries_n; i++) {
        const char *name = side->rows->queries[i];
        const uint32_t cluster = side->rows->clusters[i];
        uint32_t ix = 0;
        bool added = false;
        PIN_TRY(pin_ids_add(at->queries, name, strlen(name), &ix, &added, err));
        if (added) {
            PIN_TRY(pin_buffer_put(&at->clusters, &cluster, sizeof(cluster), err));
        } else if (PIN_BUFFER_AT(&at->clusters, const uint32_t)[ix] != cluster) {
            return pin_saved_refuse(
                results, results->paths[0], results->paths[side->input],
                "query %.100s is in cluster %u of the first and in cluster %u of the "
                "second",
                name, PIN_BUFFER_AT(&at->clusters, const uint32_t)[ix], cluster);
        }
    }
    return PIN_OK;
}

static const char *first_lacking(const struct line_up *at, const bool *counted)
{
    const uint32_t queries_n = pin_ids_count(at->queries);
    for (uint32_t query = 0; query < queries_n; query++) {
        if (!counted[query]) {
            return pin_ids_name(at->queries, query);
        }
    }
    return NULL;
}

/* A side's values by query. */
static enum pin_status spread(struct pin_scores *out, const struct line_up *at,
                              const struct side *side, struct pin_error *err)
{
    const struct pin_score_table *table = at->results->inputs[side->input].scores;
    const uint32_t queries_n = pin_ids_count(at->queries);
    struct pin_column *columns =
        PIN_NEW_N(at->arena, struct pin_column, table->columns_n + 1U);
    bool *counted = PIN_NEW_N(at->arena, bool, queries_n + 1U);
    double *values =
        PIN_NEW_N(at->arena, double, (size_t)queries_n * table->columns_n + 1);
    if (!columns || !counted || !values) {
        return no_memory(err);
    }
    for (size_t i = 0; i < (size_t)queries_n * table->columns_n; i++) {
        values[i] = (double)NAN;
    }
    for (uint32_t i = 0; i < side->rows->queries_n; i++) {
        const char *name = side->rows->queries[i];
        const uint32_t query = pin_ids_find(at->queries, name, strlen(name));
        counted[query] = true;
        for (uint32_t c = 0; c < table->columns_n; c++) {
            values[(size_t)c * queries_n + query] =
                side->rows->values[(size_t)i * table->columns_n + c];
        }
    }
    for (uint32_t c = 0; c < table->columns_n; c++) {
        columns[c] = (struct pin_column){.label = table->columns[c],
                                         .values = values + (size_t)c * queries_n};
    }
    *out = (struct pin_scores){.queries_n = queries_n,
                               .counted = counted,
                               .missing_n = side->system->missing_n,
                               .columns = columns,
                               .columns_n = table->columns_n};
    return PIN_OK;
}

/* The system's name, with that of its result in front where two have the same. */
static enum pin_status name_side(const char **out, const struct line_up *at, uint32_t ix,
                                 const char *const *result_names, struct pin_error *err)
{
    const char *name = at->sides[ix].system->name;
    bool taken = false;
    for (uint32_t i = 0; i < at->sides_n; i++) {
        taken = taken || (i != ix && strcmp(at->sides[i].system->name, name) == 0);
    }
    if (taken) {
        struct pin_buffer text;
        pin_buffer_init(&text, 0, NULL);
        const enum pin_status status =
            pin_buffer_putf(&text, err, "%s/%s", result_names[at->sides[ix].input], name);
        name = status == PIN_OK ? pin_arena_copy_text(at->arena, text.bytes, text.length)
                                : NULL;
        pin_buffer_free(&text);
    }
    *out = name;
    return name ? PIN_OK : no_memory(err);
}

static enum pin_status make_saved(struct pin_saved *out, const struct line_up *at,
                                  uint32_t ix, const char *name, struct pin_error *err)
{
    const struct side *side = &at->sides[ix];
    struct pin_saved_results *results = at->results;
    struct pin_scores *scores = PIN_NEW(at->arena, struct pin_scores);
    struct pin_run *run = PIN_NEW(at->arena, struct pin_run);
    if (!scores || !run) {
        return no_memory(err);
    }
    PIN_TRY(spread(scores, at, side, err));
    const char *lacking = first_lacking(at, scores->counted);
    const char *missing = results->inputs[0].result->provenance.missing;
    if (lacking && strcmp(missing, "skip") != 0) {
        return pin_saved_refuse(results, results->paths[0], results->paths[side->input],
                                "%.100s has no query %.100s, which others have",
                                side->system->name, lacking);
    }
    scores->run_name = name;
    *run = (struct pin_run){.name = name,
                            .queries_n = scores->queries_n,
                            .depth = side->system->depth,
                            .file = side->system->file,
                            .tallies = side->system->tallies,
                            .build_ns = side->system->build_ns,
                            .search_ns = side->system->search_ns};
    const char *pipeline = side->system->pipeline;
    *out = (struct pin_saved){{run, pipeline ? pipeline : "null"}, scores};
    return PIN_OK;
}

/* A dataset that has the queries and nothing else: labels are not there to be asked. */
static enum pin_status make_dataset(const struct pin_dataset **out,
                                    const struct line_up *at, struct pin_error *err)
{
    struct pin_dataset_builder *builder = NULL;
    PIN_TRY(pin_dataset_builder_new(&builder, "results", "results", at->arena, err));
    for (uint32_t query = 0; query < pin_ids_count(at->queries); query++) {
        pin_query ix;
        PIN_TRY(pin_dataset_add_query(
            builder, pin_text_of(pin_ids_name(at->queries, query)), &ix, err));
    }
    return pin_dataset_freeze(builder, out, err);
}

static enum pin_status number_clusters(struct pin_clustering *out,
                                       const struct line_up *at, struct pin_error *err)
{
    const uint32_t queries_n = pin_ids_count(at->queries);
    const uint32_t *given = PIN_BUFFER_AT(&at->clusters, const uint32_t);
    uint32_t *cluster_of = PIN_NEW_N(at->arena, uint32_t, queries_n + 1U);
    struct pin_map32 number_of;
    PIN_TRY(pin_map32_init(&number_of, queries_n, at->arena, err));
    pin_map32_reset(&number_of, queries_n);
    if (!cluster_of) {
        return no_memory(err);
    }
    out->name = at->results->inputs[0].result->per_query->cluster;
    out->clusters_n = 0;
    for (uint32_t query = 0; query < queries_n; query++) {
        const uint32_t known = pin_map32_put(&number_of, given[query], out->clusters_n);
        cluster_of[query] = known == PIN_MAP32_NONE ? out->clusters_n++ : known;
    }
    out->cluster_of = cluster_of;
    return PIN_OK;
}

static enum pin_status make_systems(struct pin_pipeline *pipeline,
                                    const struct line_up *at, struct pin_error *err)
{
    const char *const *result_names = NULL;
    struct pin_saved *saved = PIN_NEW_N(at->arena, struct pin_saved, at->sides_n + 1U);
    struct pin_execution *executions =
        PIN_NEW_N(at->arena, struct pin_execution, at->sides_n + 1U);
    if (!saved || !executions) {
        return no_memory(err);
    }
    PIN_TRY(pin_run_names(&result_names, at->results->paths, at->results->inputs_n,
                          at->arena, err));
    for (uint32_t i = 0; i < at->sides_n; i++) {
        PIN_TRY(name_side(&executions[i].name, at, i, result_names, err));
        PIN_TRY(make_saved(&saved[i], at, i, executions[i].name, err));
    }
    pipeline->saved = saved;
    pipeline->executions = executions;
    pipeline->executions_n = at->sides_n;
    return PIN_OK;
}

static enum pin_status line_up(struct line_up *at, struct pin_pipeline *pipeline,
                               struct pin_error *err)
{
    PIN_TRY(list_sides(at, err));
    PIN_TRY(pin_ids_new(&at->queries, at->arena, err));
    for (uint32_t i = 0; i < at->sides_n; i++) {
        PIN_TRY(add_queries(at, &at->sides[i], err));
    }
    PIN_TRY(make_dataset(&pipeline->dataset, at, err));
    PIN_TRY(number_clusters(&at->results->clustering, at, err));
    pipeline->clustering = &at->results->clustering;
    return make_systems(pipeline, at, err);
}

enum pin_status pin_saved_line_up(struct pin_pipeline *pipeline,
                                  struct pin_saved_results *results)
{
    struct line_up at = {.results = results, .arena = &results->cli->arena};
    pin_buffer_init(&at.clusters, 0, NULL);
    const enum pin_status status = line_up(&at, pipeline, &results->cli->err);
    pin_buffer_free(&at.clusters);
    return status;
}
