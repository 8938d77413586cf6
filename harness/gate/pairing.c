#include "harness/gate/pairing.h"

#include "harness/base/ids.h"
#include "harness/base/map32.h"

#include <assert.h>
#include <string.h>

struct pairing {
    const struct pin_gate_request *request;
    struct pin_remarks *obstacles;
    struct pin_remarks *warnings;
    struct pin_arena *arena;
    struct pin_gate_pair *rows;
    uint32_t rows_n;
    struct pin_map32 of_baseline; /* a cluster's number there: its place here */
    struct pin_map32 of_candidate;
    uint32_t clusters_n;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the gate");
}

static uint32_t place_of(const struct pin_summary *summary, const char *name)
{
    uint32_t i = 0;
    while (i < summary->systems_n && strcmp(summary->systems[i].name, name) != 0) {
        i++;
    }
    return i;
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

static void add_pair(struct pairing *pairing, uint32_t a, uint32_t b)
{
    const struct pin_gate_request *request = pairing->request;
    const struct pin_system *baseline = &request->baseline.result->systems[a];
    const struct pin_system *candidate = &request->candidate.result->systems[b];
    struct pin_gate_pair *pair = &pairing->rows[pairing->rows_n++];
    *pair =
        (struct pin_gate_pair){.name = candidate->name,
                               .place = b,
                               .baseline = baseline,
                               .candidate = candidate,
                               .a = rows_of(request->baseline.scores, baseline->name),
                               .b = rows_of(request->candidate.scores, candidate->name)};
    if (!pair->a || !pair->b) {
        pin_remark(pairing->obstacles,
                   "the file of per-query values of the %s has no row of %.200s",
                   pair->a ? "candidate" : "baseline", candidate->name);
    }
}

static void pair_systems(struct pairing *pairing)
{
    const struct pin_gate_request *request = pairing->request;
    const struct pin_summary *a = request->baseline.result;
    const struct pin_summary *b = request->candidate.result;
    if (!request->system && a->systems_n == 1 && b->systems_n == 1) {
        add_pair(pairing, 0, 0);
        return;
    }
    for (uint32_t i = 0; i < a->systems_n; i++) {
        const char *name = a->systems[i].name;
        const uint32_t there = place_of(b, name);
        if (request->system && strcmp(name, request->system) != 0) {
            continue;
        }
        if (there < b->systems_n) {
            add_pair(pairing, i, there);
        } else {
            pin_remark(pairing->obstacles, "the candidate has no system %.200s", name);
        }
    }
    for (uint32_t i = 0; i < b->systems_n && !request->system; i++) {
        if (place_of(a, b->systems[i].name) == a->systems_n) {
            pin_remark(pairing->warnings, "the baseline has no system %.200s",
                       b->systems[i].name);
        }
    }
    if (pairing->rows_n == 0 && pin_remarks_n(pairing->obstacles) == 0) {
        pin_remark(pairing->obstacles, "the baseline has no system %.200s",
                   request->system ? request->system : "at all");
    }
}

static enum pin_status match_queries(struct pairing *pairing, struct pin_gate_pair *pair,
                                     struct pin_error *err)
{
    struct pin_ids *ids = NULL;
    PIN_TRY(pin_ids_new(&ids, pairing->arena, err));
    for (uint32_t i = 0; i < pair->b->queries_n; i++) {
        const char *name = pair->b->queries[i];
        uint32_t ix = 0;
        PIN_TRY(pin_ids_add(ids, name, strlen(name), &ix, NULL, err));
    }
    uint32_t *match = PIN_NEW_N(pairing->arena, uint32_t, pair->a->queries_n + 1U);
    if (!match) {
        return no_memory(err);
    }
    uint32_t lost_n = 0;
    const char *first = NULL;
    for (uint32_t i = 0; i < pair->a->queries_n; i++) {
        const char *name = pair->a->queries[i];
        match[i] = pin_ids_find(ids, name, strlen(name));
        if (match[i] == PIN_IX_NONE) {
            lost_n++;
            first = first ? first : name;
        }
    }
    if (lost_n > 0 || pair->a->queries_n != pair->b->queries_n) {
        pin_remark(pairing->obstacles,
                   "queries of %.100s: %u in the baseline, %u in the candidate, %u of "
                   "the baseline not in the candidate%s%.100s",
                   pair->name, pair->a->queries_n, pair->b->queries_n, lost_n,
                   first ? ", first " : "", first ? first : "");
    } else if (pair->a->queries_n == 0) {
        pin_remark(pairing->obstacles, "%.100s has no queries", pair->name);
    }
    pair->match = match;
    return PIN_OK;
}

/* Clusters are the same where each number of one side stands for one of the other. */
static enum pin_status match_clusters(struct pairing *pairing, struct pin_gate_pair *pair,
                                      struct pin_error *err)
{
    uint32_t *cluster_of = PIN_NEW_N(pairing->arena, uint32_t, pair->a->queries_n + 1U);
    if (!cluster_of) {
        return no_memory(err);
    }
    uint32_t odd_n = 0;
    for (uint32_t i = 0; i < pair->a->queries_n; i++) {
        const uint32_t a = pair->a->clusters[i];
        const uint32_t b = pair->b->clusters[pair->match[i]];
        uint32_t here = pin_map32_put(&pairing->of_baseline, a, pairing->clusters_n);
        const bool fresh = here == PIN_MAP32_NONE;
        here = fresh ? pairing->clusters_n++ : here;
        const uint32_t there = pin_map32_put(&pairing->of_candidate, b, here);
        odd_n += there == PIN_MAP32_NONE ? !fresh : there != here;
        cluster_of[i] = here;
    }
    if (odd_n > 0) {
        pin_remark(pairing->obstacles,
                   "clusters of %.100s: %u queries are in another cluster than in the "
                   "baseline",
                   pair->name, odd_n);
    }
    pair->cluster_of = cluster_of;
    return PIN_OK;
}

static enum pin_status match_all(struct pairing *pairing, struct pin_error *err)
{
    uint32_t queries_n = 1;
    for (uint32_t i = 0; i < pairing->rows_n; i++) {
        assert(pairing->rows[i].a && pairing->rows[i].b); /* else there is an obstacle */
        queries_n += pairing->rows[i].a->queries_n;
        PIN_TRY(match_queries(pairing, &pairing->rows[i], err));
    }
    if (pin_remarks_n(pairing->obstacles) > 0) {
        return PIN_OK;
    }
    PIN_TRY(pin_map32_init(&pairing->of_baseline, queries_n, pairing->arena, err));
    PIN_TRY(pin_map32_init(&pairing->of_candidate, queries_n, pairing->arena, err));
    pin_map32_reset(&pairing->of_baseline, queries_n);
    pin_map32_reset(&pairing->of_candidate, queries_n);
    for (uint32_t i = 0; i < pairing->rows_n; i++) {
        PIN_TRY(match_clusters(pairing, &pairing->rows[i], err));
    }
    return PIN_OK;
}

enum pin_status pin_gate_pair_up(struct pin_gate_pairs *out,
                                 const struct pin_gate_request *request,
                                 struct pin_remarks *obstacles,
                                 struct pin_remarks *warnings, struct pin_error *err)
{
    struct pairing pairing = {.request = request,
                              .obstacles = obstacles,
                              .warnings = warnings,
                              .arena = obstacles->arena};
    *out = (struct pin_gate_pairs){.rows_n = 0};
    pin_gate_obstacles(request, obstacles, warnings);
    if (pin_remarks_n(obstacles) > 0) {
        return PIN_OK;
    }
    pairing.rows = PIN_NEW_N(pairing.arena, struct pin_gate_pair,
                             request->baseline.result->systems_n + 1U);
    if (!pairing.rows) {
        return no_memory(err);
    }
    pair_systems(&pairing);
    if (pin_remarks_n(obstacles) == 0) {
        PIN_TRY(match_all(&pairing, err));
    }
    *out = (struct pin_gate_pairs){pairing.rows, pairing.rows_n, pairing.clusters_n};
    return PIN_OK;
}
