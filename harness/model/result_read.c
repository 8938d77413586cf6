#include "harness/model/result_read.h"

#include "harness/model/result_parts.h"

#include <math.h>
#include <string.h>

static enum pin_status read_groups(struct pin_dataset_facts *out, struct pin_json_at at,
                                   struct pin_error *err)
{
    struct pin_json_at groups;
    PIN_TRY(pin_json_member(&groups, at, "groups", err));
    PIN_TRY(pin_result_count(&out->groups_n, groups, "n", err));
    return pin_result_text_or_null(&out->groups_source, groups, "source", err);
}

static enum pin_status read_dataset(struct pin_dataset_facts *out,
                                    struct pin_json_at root, struct pin_arena *arena,
                                    struct pin_error *err)
{
    struct pin_json_at at;
    struct pin_json_at files;
    struct pin_json_at notes;
    PIN_TRY(pin_json_member(&at, root, "dataset", err));
    PIN_TRY(pin_result_text(&out->name, at, "name", err));
    PIN_TRY(pin_result_text(&out->loader, at, "loader", err));
    PIN_TRY(pin_result_count(&out->queries_n, at, "queries", err));
    PIN_TRY(pin_result_count(&out->items_n, at, "items", err));
    PIN_TRY(pin_result_count64(&out->judgments_n, at, "judgments", err));
    PIN_TRY(read_groups(out, at, err));
    PIN_TRY(pin_json_member(&files, at, "files", err));
    PIN_TRY(pin_result_files(&out->files, files, arena, err));
    PIN_TRY(pin_json_member(&notes, at, "notes", err));
    return pin_result_notes(&out->tallies, notes, arena, err);
}

/* A seed above 2^53 is a text, because not every reader of JSON keeps it as a number. */
static enum pin_status read_seed(uint64_t *out, struct pin_json_at policies,
                                 struct pin_error *err)
{
    struct pin_json_at at;
    const char *digits = NULL;
    PIN_TRY(pin_json_member(&at, policies, "seed", err));
    if (pin_json_kind(at) != PIN_JSON_TEXT) {
        return pin_result_count64(out, policies, "seed", err);
    }
    PIN_TRY(pin_json_text(&digits, at, err));
    if (pin_text_u64(out, pin_text_of(digits), NULL) != PIN_OK) {
        return pin_json_fail(at, err, "expected a whole number");
    }
    return PIN_OK;
}

static enum pin_status read_provenance(struct pin_provenance *out,
                                       struct pin_json_at root, struct pin_arena *arena,
                                       struct pin_error *err)
{
    struct pin_json_at tool;
    struct pin_json_at policies;
    PIN_TRY(pin_json_member(&tool, root, "tool", err));
    PIN_TRY(pin_result_text(&out->tool_version, tool, "version", err));
    PIN_TRY(pin_result_build(&out->build, tool, arena, err));
    PIN_TRY(pin_json_member(&policies, root, "policies", err));
    PIN_TRY(pin_result_text(&out->profile, policies, "profile", err));
    PIN_TRY(pin_result_text(&out->missing, policies, "missing", err));
    PIN_TRY(pin_result_text(&out->ties, policies, "ties", err));
    PIN_TRY(read_seed(&out->seed, policies, err));
    if (pin_json_find(&tool, policies, "where")) {
        PIN_TRY(pin_result_text_or_null(&out->where, policies, "where", err));
    }
    if (out->where) {
        PIN_TRY(pin_result_count(&out->where_queries_n, policies, "where_queries", err));
    }
    return pin_json_find(&tool, policies, "min_n")
               ? pin_result_count(&out->min_n, policies, "min_n", err)
               : PIN_OK;
}

static enum pin_status read_intervals(struct pin_interval_note *out,
                                      struct pin_json_at root, struct pin_error *err)
{
    struct pin_json_at at;
    if (!pin_json_find(&at, root, "intervals") || pin_json_kind(at) == PIN_JSON_NULL) {
        return PIN_OK;
    }
    PIN_TRY(pin_result_text(&out->method, at, "method", err));
    PIN_TRY(pin_result_text(&out->cluster, at, "cluster", err));
    PIN_TRY(pin_result_number(&out->level, at, "level", err));
    PIN_TRY(pin_result_count(&out->resamples_n, at, "resamples", err));
    return pin_result_count(&out->clusters_n, at, "clusters", err);
}

static enum pin_status read_definitions(struct pin_summary *out, struct pin_json_at root,
                                        struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at list;
    PIN_TRY(pin_json_member(&list, root, "metrics", err));
    PIN_TRY(pin_json_length(&out->definitions_n, list, err));
    struct pin_definition *rows =
        PIN_NEW_N(arena, struct pin_definition, out->definitions_n + 1U);
    if (!rows) {
        return pin_result_no_memory(err);
    }
    for (uint32_t i = 0; i < out->definitions_n; i++) {
        struct pin_json_at at;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(pin_result_text(&rows[i].metric, at, "name", err));
        PIN_TRY(pin_result_text_or_null(&rows[i].definition, at, "definition", err));
        PIN_TRY(pin_result_text_or_null(&rows[i].source, at, "source", err));
    }
    out->definitions = rows;
    return PIN_OK;
}

static enum pin_status read_columns(struct pin_summary *out, struct pin_json_at root,
                                    struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at list;
    PIN_TRY(pin_json_member(&list, root, "columns", err));
    PIN_TRY(pin_json_length(&out->columns_n, list, err));
    struct pin_figure_column *rows =
        PIN_NEW_N(arena, struct pin_figure_column, out->columns_n + 1U);
    if (!rows) {
        return pin_result_no_memory(err);
    }
    for (uint32_t i = 0; i < out->columns_n; i++) {
        struct pin_json_at at;
        struct pin_json_at lower;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(pin_result_text(&rows[i].label, at, "label", err));
        PIN_TRY(pin_json_member(&lower, at, "lower_is_better", err));
        PIN_TRY(pin_json_bool(&rows[i].lower_is_better, lower, err));
    }
    out->columns = rows;
    return PIN_OK;
}

static enum pin_status read_figure(struct pin_figure *out, struct pin_json_at at,
                                   struct pin_error *err)
{
    struct pin_json_at flag;
    PIN_TRY(pin_result_number(&out->value, at, "value", err));
    PIN_TRY(pin_result_number(&out->low, at, "low", err));
    PIN_TRY(pin_result_number(&out->high, at, "high", err));
    PIN_TRY(pin_result_count(&out->queries_n, at, "queries", err));
    PIN_TRY(pin_result_count(&out->undefined_n, at, "undefined", err));
    PIN_TRY(pin_result_count(&out->groups_n, at, "groups", err));
    PIN_TRY(pin_result_count(&out->clusters_n, at, "clusters", err));
    if (pin_json_find(&flag, at, "fell_back")) {
        PIN_TRY(pin_json_bool(&out->fell_back, flag, err));
    }
    return pin_json_find(&flag, at, "withheld") ? pin_json_bool(&out->withheld, flag, err)
                                                : PIN_OK;
}

/* One a column, found by its label. */
static enum pin_status read_figures(struct pin_figure *out,
                                    const struct pin_summary *summary,
                                    struct pin_json_at holder, struct pin_error *err)
{
    struct pin_json_at figures;
    PIN_TRY(pin_json_member(&figures, holder, "figures", err));
    for (uint32_t c = 0; c < summary->columns_n; c++) {
        struct pin_json_at at;
        PIN_TRY(pin_json_member(&at, figures, summary->columns[c].label, err));
        PIN_TRY(read_figure(&out[c], at, err));
    }
    return PIN_OK;
}

static enum pin_status read_system(struct pin_system *out,
                                   const struct pin_summary *summary,
                                   struct pin_json_at at, struct pin_arena *arena,
                                   struct pin_error *err)
{
    struct pin_json_at file;
    struct pin_json_at notes;
    struct pin_figure *figures =
        PIN_NEW_N(arena, struct pin_figure, summary->columns_n + 1U);
    if (!figures) {
        return pin_result_no_memory(err);
    }
    PIN_TRY(pin_result_text(&out->name, at, "name", err));
    PIN_TRY(pin_result_pipeline(&out->pipeline, at, arena, err));
    PIN_TRY(pin_json_member(&file, at, "file", err));
    if (pin_json_kind(file) != PIN_JSON_NULL) {
        PIN_TRY(pin_result_file(&out->file, file, arena, err));
    }
    PIN_TRY(pin_result_count(&out->depth, at, "depth", err));
    PIN_TRY(pin_result_count(&out->queries_n, at, "queries", err));
    PIN_TRY(pin_result_count(&out->missing_n, at, "missing", err));
    PIN_TRY(read_figures(figures, summary, at, err));
    out->figures = figures;
    PIN_TRY(pin_json_member(&notes, at, "notes", err));
    return pin_result_notes(&out->tallies, notes, arena, err);
}

/* Times stand apart, in the order of the systems; a file without them has none. */
static enum pin_status read_times(struct pin_system *systems, uint32_t systems_n,
                                  struct pin_json_at root, struct pin_error *err)
{
    struct pin_json_at changing;
    struct pin_json_at list;
    if (!pin_json_find(&changing, root, "volatile") ||
        !pin_json_find(&list, changing, "systems")) {
        return PIN_OK;
    }
    for (uint32_t s = 0; s < systems_n; s++) {
        struct pin_json_at at;
        PIN_TRY(pin_json_element(&at, list, s, err));
        PIN_TRY(pin_result_count64(&systems[s].build_ns, at, "build_ns", err));
        PIN_TRY(pin_result_count64(&systems[s].search_ns, at, "search_ns", err));
    }
    return PIN_OK;
}

static enum pin_status read_systems(struct pin_summary *out, struct pin_json_at root,
                                    struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at list;
    PIN_TRY(pin_json_member(&list, root, "systems", err));
    PIN_TRY(pin_json_length(&out->systems_n, list, err));
    struct pin_system *rows = PIN_NEW_N(arena, struct pin_system, out->systems_n + 1U);
    if (!rows) {
        return pin_result_no_memory(err);
    }
    for (uint32_t i = 0; i < out->systems_n; i++) {
        struct pin_json_at at;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(read_system(&rows[i], out, at, arena, err));
    }
    out->systems = rows;
    return read_times(rows, out->systems_n, root, err);
}

static enum pin_status read_slice(struct pin_slice *out,
                                  const struct pin_summary *summary,
                                  struct pin_json_at at, struct pin_arena *arena,
                                  struct pin_error *err)
{
    struct pin_json_at list;
    struct pin_figure *figures = PIN_NEW_N(
        arena, struct pin_figure, (size_t)summary->systems_n * summary->columns_n + 1);
    if (!figures) {
        return pin_result_no_memory(err);
    }
    PIN_TRY(pin_result_text(&out->attribute, at, "attribute", err));
    PIN_TRY(pin_result_text(&out->value, at, "value", err));
    PIN_TRY(pin_result_count(&out->queries_n, at, "queries", err));
    PIN_TRY(pin_json_member(&list, at, "systems", err));
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        struct pin_json_at system;
        PIN_TRY(pin_json_element(&system, list, s, err));
        PIN_TRY(
            read_figures(figures + (size_t)s * summary->columns_n, summary, system, err));
    }
    out->figures = figures;
    return PIN_OK;
}

static enum pin_status read_slices(struct pin_summary *out, struct pin_json_at root,
                                   struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at list;
    PIN_TRY(pin_json_member(&list, root, "slices", err));
    PIN_TRY(pin_json_length(&out->slices_n, list, err));
    struct pin_slice *rows = PIN_NEW_N(arena, struct pin_slice, out->slices_n + 1U);
    if (!rows) {
        return pin_result_no_memory(err);
    }
    for (uint32_t i = 0; i < out->slices_n; i++) {
        struct pin_json_at at;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(read_slice(&rows[i], out, at, arena, err));
    }
    out->slices = rows;
    return PIN_OK;
}

static enum pin_status read_dropped(struct pin_summary *out, struct pin_json_at root,
                                    struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at list;
    if (!pin_json_find(&list, root, "dropped")) {
        return PIN_OK;
    }
    PIN_TRY(pin_json_length(&out->dropped_n, list, err));
    struct pin_dropped *rows = PIN_NEW_N(arena, struct pin_dropped, out->dropped_n + 1U);
    if (!rows) {
        return pin_result_no_memory(err);
    }
    for (uint32_t i = 0; i < out->dropped_n; i++) {
        struct pin_json_at at;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(pin_result_text(&rows[i].name, at, "name", err));
        PIN_TRY(pin_result_text(&rows[i].reason, at, "reason", err));
    }
    out->dropped = rows;
    return PIN_OK;
}

static enum pin_status check_schema(struct pin_json_at root, struct pin_error *err)
{
    struct pin_json_at at;
    const char *schema = NULL;
    PIN_TRY(pin_json_expect(root, PIN_JSON_OBJECT, err));
    if (!pin_json_find(&at, root, "schema")) {
        return pin_json_fail(root, err, "this is no result of pinbench: no \"schema\"");
    }
    PIN_TRY(pin_json_text(&schema, at, err));
    if (strcmp(schema, "pinbench.result/1") != 0) {
        return pin_json_fail(at, err, "expected pinbench.result/1, found \"%.60s\"",
                             schema);
    }
    return PIN_OK;
}

static enum pin_status read_partial(struct pin_summary *out, struct pin_json_at root,
                                    struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at partial;
    if (!pin_json_find(&partial, root, "partial")) {
        return PIN_OK;
    }
    PIN_TRY(pin_json_bool(&out->partial, partial, err));
    if (out->partial && pin_json_find(&partial, root, "analyses_missing")) {
        PIN_TRY(pin_result_texts(&out->lacking, &out->lacking_n, root, "analyses_missing",
                                 arena, err));
    }
    return out->partial ? pin_result_count(&out->asked_n, root, "systems_asked", err)
                        : PIN_OK;
}

static enum pin_status read_all(struct pin_summary *out, struct pin_json_at root,
                                struct pin_arena *arena, struct pin_error *err)
{
    PIN_TRY(check_schema(root, err));
    PIN_TRY(read_partial(out, root, arena, err));
    PIN_TRY(read_provenance(&out->provenance, root, arena, err));
    PIN_TRY(read_dataset(&out->dataset, root, arena, err));
    PIN_TRY(read_intervals(&out->interval, root, err));
    PIN_TRY(read_definitions(out, root, arena, err));
    PIN_TRY(read_columns(out, root, arena, err));
    PIN_TRY(read_systems(out, root, arena, err));
    PIN_TRY(read_slices(out, root, arena, err));
    PIN_TRY(read_dropped(out, root, arena, err));
    PIN_TRY(pin_result_per_query(&out->per_query, root, arena, err));
    PIN_TRY(pin_result_plan(&out->provenance.plan, root, arena, err));
    PIN_TRY(pin_result_gate(&out->gate, root, arena, err));
    PIN_TRY(pin_result_host(&out->host, root, arena, err));
    return pin_result_sheets(&out->sheets, root, arena, err);
}

enum pin_status pin_result_read(struct pin_summary *out, const char *path,
                                struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_json *document = NULL;
    *out = (struct pin_summary){.columns_n = 0};
    PIN_TRY(pin_json_read(&document, path, arena, err));
    const enum pin_status status = read_all(out, pin_json_root(document), arena, err);
    if (status == PIN_E_CONFIG && err) {
        err->status = PIN_E_PARSE; /* the file is at fault, not who named it */
    }
    return status == PIN_E_CONFIG ? PIN_E_PARSE : status;
}
