/* result_facts.c - the parts of a result that say how it was made and judged. */
#include "harness/model/result_parts.h"

enum pin_status pin_result_texts(const char *const **out, uint32_t *n_out,
                                 struct pin_json_at holder, const char *key,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at list;
    PIN_TRY(pin_json_member(&list, holder, key, err));
    PIN_TRY(pin_json_length(n_out, list, err));
    const char **texts = PIN_NEW_N(arena, const char *, *n_out + 1U);
    if (!texts) {
        return pin_result_no_memory(err);
    }
    for (uint32_t i = 0; i < *n_out; i++) {
        struct pin_json_at at;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(pin_json_text(&texts[i], at, err));
    }
    *out = texts;
    return PIN_OK;
}

enum pin_status pin_result_dump(const char **out, struct pin_json_at at,
                                struct pin_arena *arena, struct pin_error *err)
{
    struct pin_buffer text;
    pin_buffer_init(&text, 0, NULL);
    enum pin_status status = pin_json_dump(&text, at, err);
    if (status == PIN_OK) {
        *out = pin_arena_copy_text(arena, text.bytes, text.length);
        status = *out ? PIN_OK : pin_result_no_memory(err);
    }
    pin_buffer_free(&text);
    return status;
}

enum pin_status pin_result_plan(const char **out, struct pin_json_at root,
                                struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at at;
    if (!pin_json_find(&at, root, "plan")) {
        return PIN_OK;
    }
    PIN_TRY(pin_json_expect(at, PIN_JSON_OBJECT, err));
    return pin_result_dump(out, at, arena, err);
}

enum pin_status pin_result_build(const struct pin_build **out, struct pin_json_at tool,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at at;
    struct pin_json_at list;
    if (!pin_json_find(&at, tool, "build")) {
        return PIN_OK;
    }
    struct pin_build *build = PIN_NEW(arena, struct pin_build);
    if (!build) {
        return pin_result_no_memory(err);
    }
    PIN_TRY(pin_result_text(&build->compiler, at, "compiler", err));
    PIN_TRY(pin_result_text(&build->flags, at, "flags", err));
    PIN_TRY(pin_json_member(&list, at, "libraries", err));
    PIN_TRY(pin_json_length(&build->libraries_n, list, err));
    struct pin_library *rows =
        PIN_NEW_N(arena, struct pin_library, build->libraries_n + 1U);
    if (!rows) {
        return pin_result_no_memory(err);
    }
    for (uint32_t i = 0; i < build->libraries_n; i++) {
        struct pin_json_at row;
        PIN_TRY(pin_json_element(&row, list, i, err));
        PIN_TRY(pin_result_text(&rows[i].name, row, "name", err));
        PIN_TRY(pin_result_text(&rows[i].version, row, "version", err));
    }
    build->libraries = rows;
    *out = build;
    return PIN_OK;
}

enum pin_status pin_result_host(const struct pin_host **out, struct pin_json_at root,
                                struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at changing;
    struct pin_json_at at;
    if (!pin_json_find(&changing, root, "volatile") ||
        !pin_json_find(&at, changing, "host")) {
        return PIN_OK;
    }
    struct pin_host *host = PIN_NEW(arena, struct pin_host);
    if (!host) {
        return pin_result_no_memory(err);
    }
    PIN_TRY(pin_result_text(&host->name, at, "name", err));
    PIN_TRY(pin_result_text(&host->system, at, "system", err));
    PIN_TRY(pin_result_text(&host->cpu, at, "cpu", err));
    PIN_TRY(pin_result_count(&host->cpus_n, at, "cpus", err));
    PIN_TRY(pin_result_count64(&host->memory_bytes, at, "memory_bytes", err));
    PIN_TRY(pin_result_count(&host->threads, changing, "threads", err));
    PIN_TRY(pin_result_text(&host->started, changing, "started", err));
    PIN_TRY(pin_result_count64(&host->wall_ns, changing, "wall_ns", err));
    PIN_TRY(pin_result_count64(&host->peak_bytes, changing, "peak_bytes", err));
    *out = host;
    return PIN_OK;
}

static enum pin_status read_gate_row(struct pin_gate_row *out, struct pin_json_at at,
                                     struct pin_error *err)
{
    struct pin_json_at decides;
    PIN_TRY(pin_result_text(&out->rule, at, "rule", err));
    PIN_TRY(pin_result_text(&out->metric, at, "metric", err));
    PIN_TRY(pin_result_text(&out->system, at, "system", err));
    PIN_TRY(pin_result_text(&out->outcome, at, "outcome", err));
    PIN_TRY(pin_result_text(&out->change, at, "verdict", err));
    PIN_TRY(pin_result_text(&out->reason, at, "reason", err));
    PIN_TRY(pin_json_member(&decides, at, "decides", err));
    PIN_TRY(pin_json_bool(&out->decides, decides, err));
    PIN_TRY(pin_result_number(&out->baseline, at, "baseline", err));
    PIN_TRY(pin_result_number(&out->candidate, at, "candidate", err));
    PIN_TRY(pin_result_number(&out->difference, at, "difference", err));
    PIN_TRY(pin_result_number(&out->low, at, "low", err));
    PIN_TRY(pin_result_number(&out->high, at, "high", err));
    PIN_TRY(pin_result_number(&out->p_adjusted, at, "p_adjusted", err));
    return pin_result_number(&out->margin, at, "margin", err);
}

static enum pin_status read_gate_rows(struct pin_gate_decision *gate,
                                      struct pin_json_at at, struct pin_arena *arena,
                                      struct pin_error *err)
{
    struct pin_json_at list;
    PIN_TRY(pin_json_member(&list, at, "rules", err));
    PIN_TRY(pin_json_length(&gate->rows_n, list, err));
    struct pin_gate_row *rows = PIN_NEW_N(arena, struct pin_gate_row, gate->rows_n + 1U);
    if (!rows) {
        return pin_result_no_memory(err);
    }
    for (uint32_t i = 0; i < gate->rows_n; i++) {
        struct pin_json_at row;
        PIN_TRY(pin_json_element(&row, list, i, err));
        PIN_TRY(read_gate_row(&rows[i], row, err));
    }
    gate->rows = rows;
    return PIN_OK;
}

enum pin_status pin_result_gate(const struct pin_gate_decision **out,
                                struct pin_json_at root, struct pin_arena *arena,
                                struct pin_error *err)
{
    struct pin_json_at at;
    uint32_t exit_status = 0;
    if (!pin_json_find(&at, root, "gate")) {
        return PIN_OK;
    }
    struct pin_gate_decision *gate = PIN_NEW(arena, struct pin_gate_decision);
    if (!gate) {
        return pin_result_no_memory(err);
    }
    PIN_TRY(pin_result_text(&gate->verdict, at, "verdict", err));
    PIN_TRY(pin_result_count(&exit_status, at, "exit_status", err));
    if (exit_status > 255) {
        return pin_json_fail(at, err, "exit_status: expected 0 to 255");
    }
    gate->exit_status = (int32_t)exit_status;
    PIN_TRY(pin_result_text(&gate->baseline, at, "baseline", err));
    PIN_TRY(pin_result_text(&gate->today, at, "today", err));
    PIN_TRY(pin_result_text(&gate->adjust, at, "adjust", err));
    PIN_TRY(pin_result_texts(&gate->obstacles, &gate->obstacles_n, at, "obstacles", arena,
                             err));
    PIN_TRY(read_gate_rows(gate, at, arena, err));
    *out = gate;
    return PIN_OK;
}
