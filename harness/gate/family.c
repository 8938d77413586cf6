#include "harness/gate/family.h"

#include "harness/base/sum.h"
#include "harness/stats/multiplicity.h"
#include "harness/stats/paired.h"

#include <math.h>
#include <string.h>

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the gate");
}

bool pin_gate_adjust_of(const char *name, enum pin_gate_adjust *out)
{
    for (uint32_t i = 0; i <= PIN_GATE_NONE; i++) {
        if (strcmp(name, pin_gate_adjust_name((enum pin_gate_adjust)i)) == 0) {
            *out = (enum pin_gate_adjust)i;
            return true;
        }
    }
    return false;
}

const char *pin_gate_adjust_name(enum pin_gate_adjust adjust)
{
    static const char *const names[] = {[PIN_GATE_MAX_T] = "max-t",
                                        [PIN_GATE_HOLM] = "holm",
                                        [PIN_GATE_BONFERRONI] = "bonferroni",
                                        [PIN_GATE_BH] = "bh",
                                        [PIN_GATE_NONE] = "none"};
    return names[adjust];
}

static uint32_t column_of(const struct pin_score_table *table, const char *metric)
{
    uint32_t i = 0;
    while (i < table->columns_n && strcmp(table->columns[i], metric) != 0) {
        i++;
    }
    return i;
}

static bool find_direction(const struct pin_summary *result, const char *metric,
                           bool *lower_out)
{
    for (uint32_t i = 0; i < result->columns_n; i++) {
        if (strcmp(result->columns[i].label, metric) == 0) {
            *lower_out = result->columns[i].lower_is_better;
            return true;
        }
    }
    return false;
}

static double value_at(const struct pin_score_rows *rows, uint32_t columns_n,
                       uint32_t query, uint32_t column)
{
    return rows->values[(size_t)query * columns_n + column];
}

struct pin_gate_values pin_gate_values(const struct pin_gate_request *request,
                                       const struct pin_gate_comparison *comparison,
                                       uint32_t i)
{
    const struct pin_gate_pair *pair = comparison->pair;
    struct pin_gate_values values = {
        value_at(pair->a, request->baseline.scores->columns_n, i, comparison->a_column),
        value_at(pair->b, request->candidate.scores->columns_n, pair->match[i],
                 comparison->b_column),
        0.0};
    const double gain = values.candidate - values.baseline;
    values.better_by = comparison->lower_is_better ? -gain : gain;
    return values;
}

static void count_pairs(struct pin_gate_comparison *c,
                        const struct pin_gate_request *request)
{
    struct pin_sum a = {0};
    struct pin_sum b = {0};
    struct pin_sum d = {0};
    uint32_t unpaired_n = 0;
    for (uint32_t i = 0; i < c->pair->a->queries_n; i++) {
        const struct pin_gate_values values = pin_gate_values(request, c, i);
        if (isnan(values.baseline) || isnan(values.candidate)) {
            unpaired_n += isnan(values.baseline) != isnan(values.candidate);
            continue;
        }
        c->pairs_n++;
        c->wins_n += values.better_by > 0.0;
        c->losses_n += values.better_by < 0.0;
        pin_sum_add(&a, values.baseline);
        pin_sum_add(&b, values.candidate);
        pin_sum_add(&d, values.better_by);
    }
    if (c->pairs_n == 0) {
        c->trouble = "no query has a value on both sides";
        return;
    }
    c->baseline = pin_sum_value(&a) / c->pairs_n;
    c->candidate = pin_sum_value(&b) / c->pairs_n;
    c->difference = pin_sum_value(&d) / c->pairs_n;
    if (!isfinite(c->difference)) {
        c->trouble = "the values are too large to be added up";
    } else if (unpaired_n > 0) {
        c->trouble = "queries have a value on one side only";
    }
}

static void begin_comparison(struct pin_gate_comparison *c,
                             const struct pin_gate_request *request)
{
    const struct pin_score_table *a = request->baseline.scores;
    const struct pin_score_table *b = request->candidate.scores;
    c->a_column = column_of(a, c->metric);
    c->b_column = column_of(b, c->metric);
    if (c->a_column == a->columns_n || c->b_column == b->columns_n) {
        c->trouble = c->a_column == a->columns_n
                         ? "the baseline has no per-query values of it"
                         : "the candidate has no per-query values of it";
    } else if (!find_direction(request->candidate.result, c->metric,
                               &c->lower_is_better) &&
               !find_direction(request->baseline.result, c->metric,
                               &c->lower_is_better)) {
        c->trouble = "it is no column of a result, which would say which way is better";
    } else {
        count_pairs(c, request);
    }
}

static uint32_t place_of(const struct pin_gate_family *family,
                         const struct pin_gate_pair *pair, const char *metric)
{
    uint32_t i = 0;
    while (i < family->rows_n && (family->rows[i].pair != pair ||
                                  strcmp(family->rows[i].metric, metric) != 0)) {
        i++;
    }
    return i;
}

const struct pin_gate_comparison *pin_gate_find(const struct pin_gate_family *family,
                                                const struct pin_gate_pair *pair,
                                                const char *metric)
{
    const uint32_t place = place_of(family, pair, metric);
    return place < family->rows_n ? &family->rows[place] : NULL;
}

static bool needs_values(enum pin_rule_kind kind)
{
    return pin_rule_is_statistical(kind) || kind == PIN_RULE_LOSERS ||
           kind == PIN_RULE_IDENTICAL;
}

static enum pin_status list(struct pin_gate_family *family,
                            const struct pin_gate_request *request,
                            const struct pin_gate_pairs *pairs, struct pin_arena *arena,
                            struct pin_error *err)
{
    const struct pin_rules *rules = request->rules;
    family->rows = PIN_NEW_N(arena, struct pin_gate_comparison,
                             (size_t)rules->rows_n * pairs->rows_n + 1);
    if (!family->rows) {
        return no_memory(err);
    }
    for (uint32_t r = 0; r < rules->rows_n; r++) {
        const struct pin_rule *rule = &rules->rows[r];
        for (uint32_t p = 0; needs_values(rule->kind) && p < pairs->rows_n; p++) {
            const struct pin_gate_pair *pair = &pairs->rows[p];
            const uint32_t place = place_of(family, pair, rule->metric);
            struct pin_gate_comparison *c = &family->rows[place];
            if (place == family->rows_n) {
                family->rows_n++;
                *c = (struct pin_gate_comparison){.pair = pair, .metric = rule->metric};
                begin_comparison(c, request);
            }
            const bool tests = pin_rule_is_statistical(rule->kind) && !c->trouble;
            c->tested = c->tested || tests;
            c->primary = c->primary || (tests && !rule->secondary);
        }
    }
    return PIN_OK;
}

/* The primary ones first, so that they are a family of consecutive columns. */
static uint32_t give_places(struct pin_gate_family *family)
{
    uint32_t n = 0;
    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < family->rows_n; i++) {
            struct pin_gate_comparison *c = &family->rows[i];
            if (c->tested && c->primary == (pass == 0)) {
                c->place = n++;
            }
        }
        family->primary_n = pass == 0 ? n : family->primary_n;
    }
    return n;
}

static enum pin_status add_up(struct pin_gate_family *family,
                              const struct pin_gate_request *request, uint32_t clusters_n,
                              struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t n = give_places(family);
    double *sums = PIN_NEW_N(arena, double, (size_t)clusters_n *n + 1);
    double *sizes = PIN_NEW_N(arena, double, (size_t)clusters_n *n + 1);
    if (!sums || !sizes) {
        return no_memory(err);
    }
    for (uint32_t r = 0; r < family->rows_n; r++) {
        const struct pin_gate_comparison *c = &family->rows[r];
        for (uint32_t i = 0; c->tested && i < c->pair->a->queries_n; i++) {
            const double difference = pin_gate_values(request, c, i).better_by;
            const size_t at = (size_t)c->pair->cluster_of[i] * n + c->place;
            sums[at] += isnan(difference) ? 0.0 : difference;
            sizes[at] += isnan(difference) ? 0.0 : 1.0;
        }
    }
    family->sums = (struct pin_flip_family){clusters_n, n, sums};
    family->sizes = sizes;
    return PIN_OK;
}

struct part { /* the columns first to first + n - 1 */
    uint32_t first, n;
};

/* Some columns as a family of their own. */
static enum pin_status flip(const struct pin_flip_result **out,
                            const struct pin_gate_family *family,
                            const struct pin_gate_request *request, struct part columns,
                            struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_flip_family *all = &family->sums;
    struct pin_flip_result *result = PIN_NEW(arena, struct pin_flip_result);
    double *sums = PIN_NEW_N(arena, double, (size_t)all->clusters_n *columns.n + 1);
    if (!result || !sums) {
        return no_memory(err);
    }
    for (uint32_t c = 0; c < all->clusters_n; c++) {
        for (uint32_t i = 0; i < columns.n; i++) {
            sums[(size_t)c * columns.n + i] =
                all->sums[(size_t)c * all->comparisons_n + columns.first + i];
        }
    }
    const struct pin_flip_family part = {all->clusters_n, columns.n, sums};
    const struct pin_resampling resampling = {.seed = request->seed,
                                              .resamples_n = request->flips_n,
                                              .threads = request->threads};
    *out = result;
    return pin_flip_signs(result, &part, &resampling, arena, err);
}

/* Standard error and clusters, from the sums. */
static enum pin_status measure(struct pin_gate_family *family,
                               struct pin_gate_comparison *c, struct pin_arena *arena,
                               struct pin_error *err)
{
    const struct pin_flip_family *all = &family->sums;
    double *d = PIN_NEW_N(arena, double, all->clusters_n + 1U);
    double *n = PIN_NEW_N(arena, double, all->clusters_n + 1U);
    if (!d || !n) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < all->clusters_n; i++) {
        const size_t at = (size_t)i * all->comparisons_n + c->place;
        d[i] = all->sums[at];
        n[i] = family->sizes[at];
    }
    const struct pin_t_test test = pin_paired_t(d, n, all->clusters_n, 0.95);
    c->error = test.se;
    c->clusters_n = test.n;
    return PIN_OK;
}

/* A test by itself; the family overrides what it adjusts. */
static enum pin_status test_alone(struct pin_gate_family *family,
                                  const struct pin_gate_request *request,
                                  struct pin_gate_comparison *c, struct pin_arena *arena,
                                  struct pin_error *err)
{
    const struct pin_flip_result *result = NULL;
    PIN_TRY(flip(&result, family, request, (struct part){c->place, 1}, arena, err));
    c->result = result;
    c->share = 1.0;
    c->p_loss = c->p_loss_adjusted = result->tests[0].p[PIN_SIDE_LESS];
    c->p_gain = c->p_gain_adjusted = result->tests[0].p[PIN_SIDE_GREATER];
    family->flips_n = result->flips_n;
    family->exact = result->exact;
    return PIN_OK;
}

static enum pin_status adjust_max_t(struct pin_gate_family *family,
                                    const struct pin_gate_request *request,
                                    struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_flip_result *result = NULL;
    PIN_TRY(
        flip(&result, family, request, (struct part){0, family->primary_n}, arena, err));
    family->flips_n = result->flips_n;
    family->exact = result->exact;
    for (uint32_t i = 0; i < family->rows_n; i++) {
        struct pin_gate_comparison *c = &family->rows[i];
        if (c->primary) {
            const struct pin_flip_test *test = &result->tests[c->place];
            c->result = result;
            c->share = 1.0;
            c->p_loss = test->p[PIN_SIDE_LESS];
            c->p_gain = test->p[PIN_SIDE_GREATER];
            c->p_loss_adjusted = test->p_adjusted[PIN_SIDE_LESS];
            c->p_gain_adjusted = test->p_adjusted[PIN_SIDE_GREATER];
        }
    }
    return PIN_OK;
}

static enum pin_status adjust_single(struct pin_gate_family *family,
                                     enum pin_adjustment adjustment,
                                     struct pin_arena *arena, struct pin_error *err)
{
    double *p = PIN_NEW_N(arena, double, (size_t)2 * family->primary_n + 1);
    if (!p) {
        return no_memory(err);
    }
    double *gains = p + family->primary_n;
    for (uint32_t i = 0; i < family->rows_n; i++) {
        const struct pin_gate_comparison *c = &family->rows[i];
        if (c->primary) {
            p[c->place] = c->p_loss;
            gains[c->place] = c->p_gain;
        }
    }
    const double *losses_out = NULL;
    const double *gains_out = NULL;
    PIN_TRY(pin_adjust(&losses_out, adjustment, p, family->primary_n, arena, err));
    PIN_TRY(pin_adjust(&gains_out, adjustment, gains, family->primary_n, arena, err));
    for (uint32_t i = 0; i < family->rows_n; i++) {
        struct pin_gate_comparison *c = &family->rows[i];
        if (c->primary) {
            c->p_loss_adjusted = losses_out[c->place];
            c->p_gain_adjusted = gains_out[c->place];
            c->share = family->primary_n;
        }
    }
    return PIN_OK;
}

static enum pin_status test_all(struct pin_gate_family *family,
                                const struct pin_gate_request *request,
                                struct pin_arena *arena, struct pin_error *err)
{
    static const enum pin_adjustment adjustments[] = {[PIN_GATE_MAX_T] = PIN_ADJUST_NONE,
                                                      [PIN_GATE_HOLM] = PIN_ADJUST_HOLM,
                                                      [PIN_GATE_BONFERRONI] =
                                                          PIN_ADJUST_BONFERRONI,
                                                      [PIN_GATE_BH] = PIN_ADJUST_BH,
                                                      [PIN_GATE_NONE] = PIN_ADJUST_NONE};
    const bool together = request->adjust == PIN_GATE_MAX_T;
    for (uint32_t i = 0; i < family->rows_n; i++) {
        struct pin_gate_comparison *c = &family->rows[i];
        if (!c->tested) {
            continue;
        }
        PIN_TRY(measure(family, c, arena, err));
        if (!together || !c->primary) {
            PIN_TRY(test_alone(family, request, c, arena, err));
        }
    }
    if (family->primary_n == 0 || request->adjust == PIN_GATE_NONE) {
        return PIN_OK;
    }
    return together ? adjust_max_t(family, request, arena, err)
                    : adjust_single(family, adjustments[request->adjust], arena, err);
}

enum pin_status pin_gate_compare(struct pin_gate_family *out,
                                 const struct pin_gate_request *request,
                                 const struct pin_gate_pairs *pairs,
                                 struct pin_arena *arena, struct pin_error *err)
{
    *out = (struct pin_gate_family){.rows_n = 0};
    PIN_TRY(list(out, request, pairs, arena, err));
    PIN_TRY(add_up(out, request, pairs->clusters_n, arena, err));
    return test_all(out, request, arena, err);
}

struct pin_flip_band pin_gate_bounds(const struct pin_gate_family *family,
                                     const struct pin_gate_comparison *comparison,
                                     double alpha, double *critical_out)
{
    *critical_out = pin_flip_critical(comparison->result, PIN_SIDE_GREATER,
                                      1.0 - alpha / comparison->share);
    return pin_flip_band(&family->sums, family->sizes, comparison->place, *critical_out);
}
