#include "harness/cli/gate_result.h"

#include "harness/cli/output.h"
#include "reports/gate_words.h"
#include "reports/table.h"

static struct pin_gate_row row_of(const struct pin_rule_verdict *verdict)
{
    return (struct pin_gate_row){.rule = verdict->rule->text,
                                 .metric = verdict->rule->metric,
                                 .system = verdict->system,
                                 .outcome = pin_outcome_name(verdict->outcome),
                                 .change = pin_change_name(verdict->change),
                                 .reason = verdict->reason,
                                 .decides = verdict->decides,
                                 .baseline = verdict->baseline,
                                 .candidate = verdict->candidate,
                                 .difference = verdict->difference,
                                 .low = verdict->low,
                                 .high = verdict->high,
                                 .p_adjusted = verdict->p_adjusted,
                                 .margin = verdict->margin};
}

enum pin_status pin_gate_save_result(const struct pin_gate_report *report,
                                     const struct pin_summary *result, const char *path,
                                     struct pin_cli *cli)
{
    struct pin_gate_row *rows =
        PIN_NEW_N(&cli->arena, struct pin_gate_row, report->rows_n + 1U);
    struct pin_sink *sink = NULL;
    if (!rows) {
        return pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the result");
    }
    for (uint32_t i = 0; i < report->rows_n; i++) {
        rows[i] = row_of(&report->rows[i]);
    }
    const struct pin_gate_decision decision = {.verdict = pin_gate_headline(report),
                                               .exit_status = report->exit_status,
                                               .baseline = report->baseline.name,
                                               .today = report->today,
                                               .adjust = report->adjust,
                                               .obstacles = report->obstacles,
                                               .obstacles_n = report->obstacles_n,
                                               .rows = rows,
                                               .rows_n = report->rows_n};
    struct pin_summary judged = *result;
    judged.gate = &decision;
    PIN_TRY(pin_sink_open(&sink, path, &cli->arena, &cli->err));
    PIN_TRY(pin_output_report(sink, &judged, &pin_writer_json, NULL, &cli->err));
    return pin_sink_commit(sink, &cli->err);
}
