/* result_json.c - the whole result for programs: pinbench.result/1.
 *
 * Described by result.schema.json. Members stand in a fixed order and are only ever
 * added. All that changes from one run of the same plan to the next stands in the last
 * member, `volatile`, so that two results can be compared without it. */
#include "reports/json_page.h"
#include "reports/sheet_json.h"
#include "reports/table.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* The largest whole number that every reader of JSON keeps exactly. */
#define JSON_WHOLE_MAX (UINT64_C(1) << 53)

static void put_build(struct pin_json_page *json, const struct pin_build *build)
{
    pin_json_put_open(json, "build", '{');
    pin_json_put_text(json, "compiler", build->compiler);
    pin_json_put_text(json, "flags", build->flags);
    pin_json_put_open(json, "libraries", '[');
    for (uint32_t i = 0; i < build->libraries_n; i++) {
        pin_json_put_open_line(json, NULL, '{');
        pin_json_put_text(json, "name", build->libraries[i].name);
        pin_json_put_text(json, "version", build->libraries[i].version);
        pin_json_put_close(json, '}');
    }
    pin_json_put_close(json, ']');
    pin_json_put_close(json, '}');
}

static void put_texts(struct pin_json_page *json, const char *key,
                      const char *const *texts, uint32_t texts_n)
{
    pin_json_put_open_line(json, key, '[');
    for (uint32_t i = 0; i < texts_n; i++) {
        pin_json_put_text(json, NULL, texts[i]);
    }
    pin_json_put_close(json, ']');
}

static void put_partial(struct pin_json_page *json, const struct pin_summary *summary)
{
    if (!summary->partial) {
        return;
    }
    pin_json_put_bool(json, "partial", true);
    pin_json_put_count(json, "systems_asked", summary->asked_n);
    if (summary->lacking_n > 0) {
        put_texts(json, "analyses_missing", summary->lacking, summary->lacking_n);
    }
}

static void put_notes(struct pin_json_page *json, const struct pin_tallies *tallies)
{
    pin_json_put_open(json, "notes", '[');
    for (const struct pin_tally *tally = tallies->first; tally; tally = tally->next) {
        pin_json_put_open_line(json, NULL, '{');
        pin_json_put_text(json, "what", tally->what);
        pin_json_put_count(json, "count", tally->count);
        pin_json_put_open(json, "examples", '[');
        for (uint32_t i = 0; i < tally->examples_n; i++) {
            pin_json_put_text(json, NULL, tally->examples[i]);
        }
        pin_json_put_close(json, ']');
        pin_json_put_close(json, '}');
    }
    pin_json_put_close(json, ']');
}

static void put_file(struct pin_json_page *json, const char *key,
                     const struct pin_file *file)
{
    pin_json_put_open_line(json, key, '{');
    pin_json_put_text(json, "role", file->role);
    pin_json_put_text(json, "name", file->name);
    pin_json_put_count(json, "bytes", file->bytes);
    pin_json_put_text(json, "sha256", file->sha256);
    pin_json_put_close(json, '}');
}

static void put_dataset(struct pin_json_page *json,
                        const struct pin_dataset_facts *dataset)
{
    pin_json_put_open(json, "dataset", '{');
    pin_json_put_text(json, "name", dataset->name);
    pin_json_put_text(json, "loader", dataset->loader);
    pin_json_put_count(json, "queries", dataset->queries_n);
    pin_json_put_count(json, "items", dataset->items_n);
    pin_json_put_open_line(json, "groups", '{');
    pin_json_put_count(json, "n", dataset->groups_n);
    pin_json_put_text_or_null(json, "source",
                              dataset->groups_n > 0 ? dataset->groups_source : NULL);
    pin_json_put_close(json, '}');
    pin_json_put_count(json, "judgments", dataset->judgments_n);
    pin_json_put_open(json, "files", '[');
    for (const struct pin_file *file = dataset->files; file; file = file->next) {
        put_file(json, NULL, file);
    }
    pin_json_put_close(json, ']');
    put_notes(json, &dataset->tallies);
    pin_json_put_close(json, '}');
}

static void put_policies(struct pin_json_page *json, const struct pin_provenance *from)
{
    pin_json_put_open(json, "policies", '{');
    pin_json_put_text(json, "profile", from->profile);
    pin_json_put_text(json, "missing", from->missing);
    pin_json_put_text(json, "ties", from->ties);
    if (from->seed <= JSON_WHOLE_MAX) {
        pin_json_put_count(json, "seed", from->seed);
    } else {
        char digits[24];
        (void)snprintf(digits, sizeof(digits), "%" PRIu64, from->seed);
        pin_json_put_text(json, "seed", digits);
    }
    pin_json_put_text_or_null(json, "where", from->where);
    if (from->where) {
        pin_json_put_count(json, "where_queries", from->where_queries_n);
    }
    pin_json_put_count(json, "min_n", from->min_n);
    pin_json_put_close(json, '}');
}

static void put_intervals(struct pin_json_page *json,
                          const struct pin_interval_note *note)
{
    if (note->resamples_n == 0) {
        pin_json_put_raw(json, "intervals", "null");
        return;
    }
    pin_json_put_open_line(json, "intervals", '{');
    pin_json_put_text(json, "method", note->method);
    pin_json_put_number(json, "level", note->level);
    pin_json_put_count(json, "resamples", note->resamples_n);
    pin_json_put_text(json, "cluster", note->cluster);
    pin_json_put_count(json, "clusters", note->clusters_n);
    pin_json_put_close(json, '}');
}

static void put_meaning(struct pin_json_page *json, const struct pin_summary *summary)
{
    pin_json_put_open(json, "metrics", '[');
    for (uint32_t i = 0; i < summary->definitions_n; i++) {
        const struct pin_definition *definition = &summary->definitions[i];
        pin_json_put_open(json, NULL, '{');
        pin_json_put_text(json, "name", definition->metric);
        pin_json_put_text_or_null(json, "definition", definition->definition);
        pin_json_put_text_or_null(json, "source", definition->source);
        pin_json_put_close(json, '}');
    }
    pin_json_put_close(json, ']');
    pin_json_put_open(json, "columns", '[');
    for (uint32_t c = 0; c < summary->columns_n; c++) {
        pin_json_put_open_line(json, NULL, '{');
        pin_json_put_text(json, "label", summary->columns[c].label);
        pin_json_put_bool(json, "lower_is_better", summary->columns[c].lower_is_better);
        pin_json_put_close(json, '}');
    }
    pin_json_put_close(json, ']');
}

static void put_figures(struct pin_json_page *json, const struct pin_summary *summary,
                        const struct pin_figure *figures)
{
    pin_json_put_open(json, "figures", '{');
    for (uint32_t c = 0; c < summary->columns_n; c++) {
        pin_json_put_open_line(json, summary->columns[c].label, '{');
        pin_json_put_number(json, "value", figures[c].value);
        pin_json_put_count(json, "queries", figures[c].queries_n);
        pin_json_put_count(json, "undefined", figures[c].undefined_n);
        pin_json_put_count(json, "groups", figures[c].groups_n);
        pin_json_put_number(json, "low", figures[c].low);
        pin_json_put_number(json, "high", figures[c].high);
        pin_json_put_count(json, "clusters", figures[c].clusters_n);
        if (figures[c].fell_back) {
            pin_json_put_bool(json, "fell_back", true);
        }
        if (figures[c].withheld) {
            pin_json_put_bool(json, "withheld", true);
        }
        pin_json_put_close(json, '}');
    }
    pin_json_put_close(json, '}');
}

static void put_system(struct pin_json_page *json, const struct pin_summary *summary,
                       const struct pin_system *system)
{
    pin_json_put_open(json, NULL, '{');
    pin_json_put_text(json, "name", system->name);
    pin_json_put_raw(json, "pipeline", system->pipeline ? system->pipeline : "null");
    if (system->file) {
        put_file(json, "file", system->file);
    } else {
        pin_json_put_raw(json, "file", "null");
    }
    pin_json_put_count(json, "depth", system->depth);
    pin_json_put_count(json, "queries", system->queries_n);
    pin_json_put_count(json, "missing", system->missing_n);
    put_figures(json, summary, system->figures);
    put_notes(json, &system->tallies);
    pin_json_put_close(json, '}');
}

static void put_slice(struct pin_json_page *json, const struct pin_summary *summary,
                      const struct pin_slice *slice)
{
    pin_json_put_open(json, NULL, '{');
    pin_json_put_text(json, "attribute", slice->attribute);
    pin_json_put_text(json, "value", slice->value);
    pin_json_put_count(json, "queries", slice->queries_n);
    pin_json_put_open(json, "systems", '[');
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        pin_json_put_open(json, NULL, '{');
        pin_json_put_text(json, "name", summary->systems[s].name);
        put_figures(json, summary, slice->figures + (size_t)s * summary->columns_n);
        pin_json_put_close(json, '}');
    }
    pin_json_put_close(json, ']');
    pin_json_put_close(json, '}');
}

static void put_dropped(struct pin_json_page *json, const struct pin_summary *summary)
{
    pin_json_put_open(json, "dropped", '[');
    for (uint32_t i = 0; i < summary->dropped_n; i++) {
        pin_json_put_open_line(json, NULL, '{');
        pin_json_put_text(json, "name", summary->dropped[i].name);
        pin_json_put_text(json, "reason", summary->dropped[i].reason);
        pin_json_put_close(json, '}');
    }
    pin_json_put_close(json, ']');
}

static void put_per_query(struct pin_json_page *json, const struct pin_per_query *file)
{
    if (!file) {
        return;
    }
    pin_json_put_open(json, "per_query", '{');
    pin_json_put_text(json, "name", file->name);
    pin_json_put_text(json, "sha256", file->sha256);
    pin_json_put_text(json, "cluster", file->cluster);
    put_texts(json, "columns", file->columns, file->columns_n);
    pin_json_put_close(json, '}');
}

static void put_gate_row(struct pin_json_page *json, const struct pin_gate_row *row)
{
    pin_json_put_open(json, NULL, '{');
    pin_json_put_text(json, "rule", row->rule);
    pin_json_put_text(json, "metric", row->metric);
    pin_json_put_text(json, "system", row->system);
    pin_json_put_text(json, "outcome", row->outcome);
    pin_json_put_text(json, "verdict", row->change);
    pin_json_put_text(json, "reason", row->reason);
    pin_json_put_bool(json, "decides", row->decides);
    pin_json_put_number(json, "baseline", row->baseline);
    pin_json_put_number(json, "candidate", row->candidate);
    pin_json_put_number(json, "difference", row->difference);
    pin_json_put_number(json, "low", row->low);
    pin_json_put_number(json, "high", row->high);
    pin_json_put_number(json, "p_adjusted", row->p_adjusted);
    pin_json_put_number(json, "margin", row->margin);
    pin_json_put_close(json, '}');
}

static void put_gate(struct pin_json_page *json, const struct pin_gate_decision *gate)
{
    if (!gate) {
        return;
    }
    pin_json_put_open(json, "gate", '{');
    pin_json_put_text(json, "verdict", gate->verdict);
    pin_json_put_count(json, "exit_status", (uint64_t)gate->exit_status);
    pin_json_put_text(json, "baseline", gate->baseline);
    pin_json_put_text(json, "today", gate->today);
    pin_json_put_text(json, "adjust", gate->adjust);
    put_texts(json, "obstacles", gate->obstacles, gate->obstacles_n);
    pin_json_put_open(json, "rules", '[');
    for (uint32_t i = 0; i < gate->rows_n; i++) {
        put_gate_row(json, &gate->rows[i]);
    }
    pin_json_put_close(json, ']');
    pin_json_put_close(json, '}');
}

static void put_host(struct pin_json_page *json, const struct pin_host *host)
{
    pin_json_put_open(json, "host", '{');
    pin_json_put_text(json, "name", host->name);
    pin_json_put_text(json, "system", host->system);
    pin_json_put_text(json, "cpu", host->cpu);
    pin_json_put_count(json, "cpus", host->cpus_n);
    pin_json_put_count(json, "memory_bytes", host->memory_bytes);
    pin_json_put_close(json, '}');
    pin_json_put_count(json, "threads", host->threads);
    pin_json_put_text(json, "started", host->started);
    pin_json_put_count(json, "wall_ns", host->wall_ns);
    pin_json_put_count(json, "peak_bytes", host->peak_bytes);
}

static void put_volatile(struct pin_json_page *json, const struct pin_summary *summary)
{
    pin_json_put_open(json, "volatile", '{');
    if (summary->host) {
        put_host(json, summary->host);
    }
    pin_json_put_open(json, "systems", '[');
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        pin_json_put_open_line(json, NULL, '{');
        pin_json_put_count(json, "build_ns", summary->systems[s].build_ns);
        pin_json_put_count(json, "search_ns", summary->systems[s].search_ns);
        pin_json_put_close(json, '}');
    }
    pin_json_put_close(json, ']');
    pin_json_put_close(json, '}');
}

/* Figures are members named by their labels: two of a name would be one to a reader. */
static enum pin_status check_labels(const struct pin_summary *summary,
                                    struct pin_error *err)
{
    for (uint32_t a = 0; a < summary->columns_n; a++) {
        for (uint32_t b = 0; b < a; b++) {
            if (strcmp(summary->columns[a].label, summary->columns[b].label) == 0) {
                return pin_fail(err, PIN_E_DUPLICATE, "the figure %s is asked for twice",
                                summary->columns[a].label);
            }
        }
    }
    return PIN_OK;
}

static enum pin_status json_write(struct pin_buffer *out,
                                  const struct pin_summary *summary, const void *options,
                                  struct pin_error *err)
{
    (void)options;
    PIN_TRY(check_labels(summary, err));
    struct pin_json_page json = {.page = {.out = out, .err = err}};
    pin_json_put_open(&json, NULL, '{');
    pin_json_put_text(&json, "schema", "pinbench.result/1");
    pin_json_put_open(&json, "tool", '{');
    pin_json_put_text(&json, "name", "pinbench");
    pin_json_put_text(&json, "version", summary->provenance.tool_version);
    if (summary->provenance.build) {
        put_build(&json, summary->provenance.build);
    }
    pin_json_put_close(&json, '}');
    put_partial(&json, summary);
    if (summary->provenance.plan) {
        pin_json_put_raw(&json, "plan", summary->provenance.plan);
    }
    put_dataset(&json, &summary->dataset);
    put_policies(&json, &summary->provenance);
    put_intervals(&json, &summary->interval);
    put_meaning(&json, summary);
    pin_json_put_open(&json, "systems", '[');
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        put_system(&json, summary, &summary->systems[s]);
    }
    pin_json_put_close(&json, ']');
    pin_json_put_open(&json, "slices", '[');
    for (uint32_t i = 0; i < summary->slices_n; i++) {
        put_slice(&json, summary, &summary->slices[i]);
    }
    pin_json_put_close(&json, ']');
    put_dropped(&json, summary);
    put_per_query(&json, summary->per_query);
    pin_sheet_json(&json, summary->sheets);
    put_gate(&json, summary->gate);
    put_volatile(&json, summary);
    pin_json_put_close(&json, '}');
    pin_page_text(&json.page, "\n");
    return json.page.status;
}

const struct pin_writer_ops pin_writer_json = {
    .head =
        {
            PIN_HEAD(PIN_WRITER, struct pin_writer_ops),
            .name = "json",
            .summary = "everything, for programs: pinbench.result/1",
        },
    .write = json_write,
};
