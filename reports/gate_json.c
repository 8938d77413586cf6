/* gate_json.c - a gate for programs: pinbench.gate/1, described by gate.schema.json. */
#include "reports/gate_words.h"
#include "reports/gate_writers.h"
#include "reports/json_page.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

static void put_side(struct pin_json_page *json, const char *key,
                     const struct pin_gate_side *side)
{
    pin_json_put_open(json, key, '{');
    pin_json_put_text(json, "name", side->name);
    pin_json_put_text_or_null(json, "tool_version", side->tool_version);
    pin_json_put_text_or_null(json, "dataset", side->dataset);
    pin_json_put_close(json, '}');
}

static void put_lines(struct pin_json_page *json, const char *key,
                      const char *const *lines, uint32_t lines_n)
{
    pin_json_put_open(json, key, '[');
    for (uint32_t i = 0; i < lines_n; i++) {
        pin_json_put_text(json, NULL, lines[i]);
    }
    pin_json_put_close(json, ']');
}

static void put_statistics(struct pin_json_page *json,
                           const struct pin_gate_report *report)
{
    char seed[24];
    (void)snprintf(seed, sizeof(seed), "%" PRIu64, report->seed);
    pin_json_put_open(json, "statistics", '{');
    pin_json_put_text(json, "adjust", report->adjust);
    pin_json_put_count(json, "family", report->family_n);
    pin_json_put_text_or_null(json, "cluster", report->cluster);
    pin_json_put_count(json, "flips", report->flips_n);
    pin_json_put_bool(json, "exact", report->exact);
    pin_json_put_text(json, "seed", seed);
    pin_json_put_close(json, '}');
}

static void put_numbers(struct pin_json_page *json, const struct pin_rule_verdict *row)
{
    pin_json_put_bool(json, "lower_is_better", row->lower_is_better);
    pin_json_put_number(json, "baseline", row->baseline);
    pin_json_put_number(json, "candidate", row->candidate);
    pin_json_put_number(json, "difference", row->difference);
    pin_json_put_number(json, "low", row->low);
    pin_json_put_number(json, "high", row->high);
    pin_json_put_number(json, "p", row->p);
    pin_json_put_number(json, "p_adjusted", row->p_adjusted);
    pin_json_put_number(json, "margin", row->margin);
    pin_json_put_number(json, "detectable", row->detectable);
    pin_json_put_number(json, "clusters_needed", row->clusters_needed);
    pin_json_put_number(json, "limit", row->limit);
    pin_json_put_number(json, "count", row->count);
    pin_json_put_count(json, "queries", row->pairs_n);
    pin_json_put_count(json, "clusters", row->clusters_n);
    pin_json_put_count(json, "wins", row->wins_n);
    pin_json_put_count(json, "losses", row->losses_n);
}

static void put_row(struct pin_json_page *json, const struct pin_rule_verdict *row)
{
    pin_json_put_open(json, NULL, '{');
    pin_json_put_text(json, "rule", row->rule->text);
    pin_json_put_text(json, "kind", pin_rule_kind_name(row->rule->kind));
    pin_json_put_text(json, "metric", row->rule->metric);
    pin_json_put_text(json, "system", row->system);
    pin_json_put_bool(json, "primary", !row->rule->secondary);
    pin_json_put_text(json, "outcome", pin_outcome_name(row->outcome));
    pin_json_put_text(json, "verdict", pin_change_name(row->change));
    pin_json_put_bool(json, "decides", row->decides);
    pin_json_put_text(json, "reason", row->reason);
    pin_json_put_bool(json, "underpowered", row->underpowered);
    pin_json_put_text_or_null(json, "waived_until",
                              row->waiver ? row->waiver->until : NULL);
    put_numbers(json, row);
    pin_json_put_close(json, '}');
}

static void put_loss(struct pin_json_page *json, const struct pin_query_loss *loss)
{
    pin_json_put_open_line(json, NULL, '{');
    pin_json_put_text(json, "metric", loss->metric);
    pin_json_put_text(json, "system", loss->system);
    pin_json_put_text(json, "query", loss->query);
    pin_json_put_number(json, "baseline", loss->baseline);
    pin_json_put_number(json, "candidate", loss->candidate);
    pin_json_put_number(json, "difference", loss->difference);
    pin_json_put_close(json, '}');
}

static void put_waiver(struct pin_json_page *json, const struct pin_waiver_state *state)
{
    pin_json_put_open_line(json, NULL, '{');
    pin_json_put_text(json, "metric", state->waiver->metric);
    pin_json_put_text(json, "until", state->waiver->until);
    pin_json_put_number(json, "max_loss", state->waiver->max_loss);
    pin_json_put_text(json, "reason", state->waiver->reason);
    pin_json_put_bool(json, "expired", state->expired);
    pin_json_put_bool(json, "used", state->used);
    pin_json_put_close(json, '}');
}

static void put_rows(struct pin_json_page *json, const struct pin_gate_report *report)
{
    pin_json_put_open(json, "rules", '[');
    for (uint32_t i = 0; i < report->rows_n; i++) {
        put_row(json, &report->rows[i]);
    }
    pin_json_put_close(json, ']');
    pin_json_put_open(json, "losses", '[');
    for (uint32_t i = 0; i < report->losses_n; i++) {
        put_loss(json, &report->losses[i]);
    }
    pin_json_put_close(json, ']');
    pin_json_put_open(json, "waivers", '[');
    for (uint32_t i = 0; i < report->waivers_n; i++) {
        put_waiver(json, &report->waivers[i]);
    }
    pin_json_put_close(json, ']');
}

static enum pin_status write_json(struct pin_buffer *out,
                                  const struct pin_gate_report *report,
                                  struct pin_error *err)
{
    struct pin_json_page json = {.page = {.out = out, .err = err}};
    pin_json_put_open(&json, NULL, '{');
    pin_json_put_text(&json, "schema", "pinbench.gate/1");
    pin_json_put_text(&json, "verdict", pin_gate_headline(report));
    pin_json_put_count(&json, "exit_status", (uint64_t)report->exit_status);
    pin_json_put_bool(&json, "lenient", report->lenient);
    pin_json_put_text(&json, "today", report->today);
    put_side(&json, "baseline", &report->baseline);
    put_side(&json, "candidate", &report->candidate);
    put_lines(&json, "obstacles", report->obstacles, report->obstacles_n);
    put_lines(&json, "warnings", report->warnings, report->warnings_n);
    put_statistics(&json, report);
    put_rows(&json, report);
    pin_json_put_close(&json, '}');
    pin_page_text(&json.page, "\n");
    return json.page.status;
}

const struct pin_gate_writer pin_gate_json = {"json", "for programs: pinbench.gate/1",
                                              write_json};
