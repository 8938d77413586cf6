/* gate_case.h - two results with per-query values, made from numbers. */
#ifndef PIN_TESTS_GATE_GATE_CASE_H
#define PIN_TESTS_GATE_GATE_CASE_H

#include "harness/gate/gate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GATE_METRICS_MAX = 8, GATE_RULES_MAX = 8 };

static inline void gate_must(bool good)
{
    if (!good) {
        abort();
    }
}

struct gate_side { /* one system, "s" */
    struct pin_summary result;
    struct pin_system system;
    struct pin_figure figures[GATE_METRICS_MAX];
    struct pin_figure_column columns[GATE_METRICS_MAX];
    struct pin_per_query per_query;
    struct pin_score_table table;
    struct pin_score_rows rows;
    struct pin_file labels;
    const char *names[GATE_METRICS_MAX];
};

struct gate_case {
    struct pin_arena arena;
    struct pin_error err;
    struct gate_side sides[2];
    struct pin_rule rules[GATE_RULES_MAX];
    struct pin_rules set;
    struct pin_gate_request request;
    struct pin_gate_report report;
};

static const char gate_digest[] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static inline const char *gate_text(struct pin_arena *arena, const char *kind, uint32_t n)
{
    char text[32];
    (void)snprintf(text, sizeof(text), "%s%u", kind, n);
    return pin_arena_copy_text(arena, text, strlen(text));
}

/* values: queries_n rows of metrics_n; the metrics are m0, m1, ... */
static inline void gate_side_init(struct gate_case *c, uint32_t which,
                                  const double *values, uint32_t queries_n,
                                  uint32_t metrics_n, const uint32_t *clusters)
{
    struct gate_side *side = &c->sides[which];
    const char **queries = PIN_NEW_N(&c->arena, const char *, queries_n + 1U);
    for (uint32_t q = 0; q < queries_n; q++) {
        queries[q] = gate_text(&c->arena, "q", q);
    }
    for (uint32_t m = 0; m < metrics_n; m++) {
        side->names[m] = gate_text(&c->arena, "m", m);
        side->columns[m].label = side->names[m];
        side->figures[m] =
            (struct pin_figure){.value = 0.5, .low = 0.4, .high = 0.6, .queries_n = 10};
    }
    side->labels =
        (struct pin_file){.role = "labels", .name = "l", .sha256 = gate_digest};
    side->rows = (struct pin_score_rows){"s", queries_n, queries, clusters, values};
    side->table =
        (struct pin_score_table){side->names, metrics_n, &side->rows, 1, gate_digest};
    side->per_query = (struct pin_per_query){"scores.tsv", gate_digest, "group",
                                             side->names, metrics_n};
    side->system = (struct pin_system){
        .name = "s", .figures = side->figures, .queries_n = queries_n, .missing_n = 1};
    side->result =
        (struct pin_summary){.provenance = {"1.0", "strict", "zero", "file", 1},
                             .dataset = {.name = "d",
                                         .loader = "l",
                                         .queries_n = queries_n,
                                         .files = &side->labels},
                             .columns = side->columns,
                             .columns_n = metrics_n,
                             .systems = &side->system,
                             .systems_n = 1,
                             .per_query = &side->per_query};
    const struct pin_gate_input input = {which ? "new" : "old", &side->result,
                                         &side->table, NULL};
    *(which ? &c->request.candidate : &c->request.baseline) = input;
}

static inline void gate_case_init(struct gate_case *c)
{
    *c = (struct gate_case){0};
    pin_arena_init(&c->arena, 0);
    c->set.rows = c->rules;
    c->request = (struct pin_gate_request){.rules = &c->set,
                                           .today = "2026-01-15",
                                           .seed = 1,
                                           .flips_n = 999,
                                           .threads = 1,
                                           .worst_n = 3};
}

static inline void gate_case_rule(struct gate_case *c, const char *text)
{
    gate_must(c->set.rows_n < GATE_RULES_MAX);
    gate_must(pin_rule_parse(&c->rules[c->set.rows_n++], text, &c->arena, &c->err) ==
              PIN_OK);
}

static inline const struct pin_gate_report *gate_case_run(struct gate_case *c)
{
    gate_must(pin_gate_run(&c->report, &c->request, &c->arena, &c->err) == PIN_OK);
    return &c->report;
}

static inline void gate_case_free(struct gate_case *c)
{
    pin_arena_free(&c->arena);
}

#endif
