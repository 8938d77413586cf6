#include "harness/gate/gate.h"

#include "harness/gate/gate_losses.h"
#include "harness/gate/gate_row.h"

#include <math.h>
#include <string.h>

struct gate {
    const struct pin_gate_request *request;
    struct pin_arena *arena;
    struct pin_remarks obstacles;
    struct pin_remarks warnings;
    struct pin_gate_pairs pairs;
    struct pin_gate_family family;
    struct pin_rule_verdict *rows;
    uint32_t rows_n;
    struct pin_waiver_state *waivers;
};

static enum pin_status check_rules(const struct pin_rules *rules, struct pin_error *err)
{
    if (rules->rows_n == 0) {
        return pin_fail(err, PIN_E_CONFIG, "no rule");
    }
    for (uint32_t i = 0; i < rules->rows_n; i++) {
        for (uint32_t j = 0; j < i; j++) {
            if (strcmp(rules->rows[i].text, rules->rows[j].text) == 0) {
                return pin_fail(err, PIN_E_CONFIG, "a rule is there twice: %.120s",
                                rules->rows[i].text);
            }
        }
    }
    return PIN_OK;
}

/* A day is a text whose order is that of the days. */
static bool is_expired(const struct pin_waiver *waiver, const char *today)
{
    return strcmp(waiver->until, today) < 0;
}

/* What is not a loss of the metric (a floor, losers) has no size to set against max_loss:
 * only a waiver without one bears it. */
static bool bears(const struct pin_waiver *waiver, const struct pin_rule_verdict *row)
{
    const double loss = pin_gate_row_loss(row);
    if (row->rule->kind == PIN_RULE_COVERAGE) {
        return false; /* what was not answered has no loss */
    }
    return strcmp(waiver->metric, row->rule->metric) == 0 &&
           (isnan(loss) ? isinf(waiver->max_loss) != 0 : loss <= waiver->max_loss);
}

static void waive(struct gate *gate, struct pin_rule_verdict *row)
{
    const struct pin_rules *rules = gate->request->rules;
    const bool wanted =
        row->outcome == PIN_OUTCOME_FAIL || row->outcome == PIN_OUTCOME_INCONCLUSIVE;
    for (uint32_t i = 0; wanted && i < rules->waivers_n; i++) {
        struct pin_waiver_state *state = &gate->waivers[i];
        if (!state->expired && bears(state->waiver, row)) {
            row->outcome = PIN_OUTCOME_WAIVED;
            row->waiver = state->waiver;
            state->used = true;
            return;
        }
    }
}

static enum pin_status list_waivers(struct gate *gate, struct pin_error *err)
{
    const struct pin_rules *rules = gate->request->rules;
    gate->waivers =
        PIN_NEW_N(gate->arena, struct pin_waiver_state, rules->waivers_n + 1U);
    if (!gate->waivers) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the gate");
    }
    for (uint32_t i = 0; i < rules->waivers_n; i++) {
        gate->waivers[i] = (struct pin_waiver_state){
            .waiver = &rules->waivers[i],
            .expired = is_expired(&rules->waivers[i], gate->request->today)};
    }
    return PIN_OK;
}

static bool decides(const struct pin_rule_verdict *row, bool lenient)
{
    return !row->rule->secondary &&
           (row->outcome != PIN_OUTCOME_INCONCLUSIVE || row->rule->blocks) &&
           (row->outcome != PIN_OUTCOME_NOT_EVALUABLE || !lenient);
}

static void add_row(struct gate *gate, struct pin_rule_verdict row)
{
    waive(gate, &row);
    row.decides = decides(&row, gate->request->lenient);
    gate->rows[gate->rows_n++] = row;
}

static enum pin_status judge_all(struct gate *gate, bool comparable,
                                 struct pin_error *err)
{
    const struct pin_rules *rules = gate->request->rules;
    const uint32_t systems_n = comparable ? gate->pairs.rows_n : 1;
    const char *system = gate->request->system ? gate->request->system : "-";
    gate->rows = PIN_NEW_N(gate->arena, struct pin_rule_verdict,
                           (size_t)rules->rows_n * systems_n + 1);
    if (!gate->rows) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the gate");
    }
    for (uint32_t r = 0; r < rules->rows_n; r++) {
        for (uint32_t s = 0; s < systems_n; s++) {
            add_row(gate, comparable
                              ? pin_gate_row(gate->request, &gate->family,
                                             &rules->rows[r], &gate->pairs.rows[s])
                              : pin_gate_row_none(&rules->rows[r], system,
                                                  "the two results cannot be compared"));
        }
    }
    return PIN_OK;
}

/* The worst of what decides. A gate of which nothing could be evaluated has not passed,
 * however lenient it is. */
static enum pin_outcome worst_of(const struct gate *gate, bool comparable)
{
    enum pin_outcome worst = PIN_OUTCOME_PASS;
    uint32_t evaluated_n = 0;
    for (uint32_t i = 0; i < gate->rows_n; i++) {
        const struct pin_rule_verdict *row = &gate->rows[i];
        evaluated_n += row->outcome != PIN_OUTCOME_NOT_EVALUABLE;
        worst = row->decides && row->outcome > worst ? row->outcome : worst;
    }
    return comparable && evaluated_n > 0 ? worst : PIN_OUTCOME_NOT_EVALUABLE;
}

/* Too few answers are a failure of the system, whatever the rest says of its quality. */
static int exit_of(const struct gate *gate, enum pin_outcome worst)
{
    for (uint32_t i = 0; i < gate->rows_n; i++) {
        const struct pin_rule_verdict *row = &gate->rows[i];
        if (row->decides && row->outcome == PIN_OUTCOME_FAIL &&
            row->rule->kind == PIN_RULE_COVERAGE) {
            return PIN_GATE_UNANSWERED;
        }
    }
    return pin_gate_exit(worst);
}

static void warn_rows(struct gate *gate)
{
    for (uint32_t i = 0; i < gate->rows_n; i++) {
        const struct pin_rule_verdict *row = &gate->rows[i];
        if (row->underpowered) {
            pin_remark(
                &gate->warnings,
                "%.150s (%.100s): this gate could have missed a loss of the margin",
                row->rule->text, row->system);
        } else if (row->outcome == PIN_OUTCOME_INCONCLUSIVE && !row->decides) {
            pin_remark(&gate->warnings, "%.150s (%.100s): inconclusive: %s",
                       row->rule->text, row->system, row->reason);
        }
    }
    for (uint32_t i = 0; i < gate->request->rules->waivers_n; i++) {
        const struct pin_waiver_state *state = &gate->waivers[i];
        if (state->expired) {
            pin_remark(&gate->warnings, "the waiver of %.100s expired on %s",
                       state->waiver->metric, state->waiver->until);
        }
    }
}

static void describe(const struct pin_gate_input *input, struct pin_gate_side *out)
{
    const struct pin_summary *result = input->result;
    *out = (struct pin_gate_side){.name = input->name,
                                  .tool_version =
                                      result ? result->provenance.tool_version : NULL,
                                  .dataset = result ? result->dataset.name : NULL};
}

static enum pin_status finish(struct pin_gate_report *out, struct gate *gate,
                              bool comparable, struct pin_error *err)
{
    const struct pin_gate_request *request = gate->request;
    *out = (struct pin_gate_report){.outcome = worst_of(gate, comparable),
                                    .lenient = request->lenient,
                                    .rows = gate->rows,
                                    .rows_n = gate->rows_n,
                                    .waivers = gate->waivers,
                                    .waivers_n = request->rules->waivers_n,
                                    .rules_file = request->rules_file,
                                    .today = request->today,
                                    .adjust = pin_gate_adjust_name(request->adjust),
                                    .family_n = gate->family.primary_n,
                                    .flips_n = gate->family.flips_n,
                                    .exact = gate->family.exact,
                                    .seed = request->seed};
    if (gate->family.flips_n > 0 && request->baseline.result->per_query) {
        out->cluster = request->baseline.result->per_query->cluster;
    }
    describe(&request->baseline, &out->baseline);
    describe(&request->candidate, &out->candidate);
    out->exit_status = exit_of(gate, out->outcome);
    if (comparable) {
        PIN_TRY(pin_gate_losses(&out->losses, &out->losses_n, request, &gate->family,
                                gate->arena, err));
    }
    warn_rows(gate);
    PIN_TRY(pin_remarks_end(&out->obstacles, &out->obstacles_n, &gate->obstacles, err));
    return pin_remarks_end(&out->warnings, &out->warnings_n, &gate->warnings, err);
}

static enum pin_status run(struct pin_gate_report *out, struct gate *gate,
                           struct pin_error *err)
{
    PIN_TRY(list_waivers(gate, err));
    PIN_TRY(pin_gate_pair_up(&gate->pairs, gate->request, &gate->obstacles,
                             &gate->warnings, err));
    const bool comparable = pin_remarks_n(&gate->obstacles) == 0;
    if (comparable) {
        PIN_TRY(pin_gate_compare(&gate->family, gate->request, &gate->pairs, gate->arena,
                                 err));
    }
    PIN_TRY(judge_all(gate, comparable, err));
    return finish(out, gate, comparable, err);
}

enum pin_status pin_gate_run(struct pin_gate_report *out,
                             const struct pin_gate_request *request,
                             struct pin_arena *arena, struct pin_error *err)
{
    struct gate gate = {.request = request, .arena = arena};
    PIN_TRY(check_rules(request->rules, err));
    pin_remarks_init(&gate.obstacles, arena);
    pin_remarks_init(&gate.warnings, arena);
    const enum pin_status status = run(out, &gate, err);
    pin_buffer_free(&gate.obstacles.rows);
    pin_buffer_free(&gate.warnings.rows);
    return status;
}
