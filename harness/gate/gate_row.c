#include "harness/gate/gate_row.h"

#include "harness/stats/distribution.h"
#include "harness/stats/power.h"

#include <math.h>
#include <string.h>

#define LOSS_TOLERANCE 1e-12 /* 1 - .9 is not more than .1 */

static struct pin_rule_verdict blank(const struct pin_rule *rule, const char *system)
{
    return (struct pin_rule_verdict){.rule = rule,
                                     .system = system,
                                     .baseline = NAN,
                                     .candidate = NAN,
                                     .difference = NAN,
                                     .low = NAN,
                                     .high = NAN,
                                     .p = NAN,
                                     .p_adjusted = NAN,
                                     .margin = NAN,
                                     .detectable = NAN,
                                     .clusters_needed = NAN,
                                     .limit = NAN,
                                     .count = NAN};
}

static void give_up(struct pin_rule_verdict *row, const char *reason)
{
    row->outcome = PIN_OUTCOME_NOT_EVALUABLE;
    row->change = PIN_CHANGE_UNKNOWN;
    row->reason = reason;
}

struct pin_rule_verdict pin_gate_row_none(const struct pin_rule *rule, const char *system,
                                          const char *reason)
{
    struct pin_rule_verdict row = blank(rule, system);
    give_up(&row, reason);
    return row;
}

static void show_comparison(struct pin_rule_verdict *row,
                            const struct pin_gate_comparison *c)
{
    row->lower_is_better = c->lower_is_better;
    row->baseline = c->baseline;
    row->candidate = c->candidate;
    row->difference = c->lower_is_better ? -c->difference : c->difference;
    row->pairs_n = c->pairs_n;
    row->wins_n = c->wins_n;
    row->losses_n = c->losses_n;
}

/* The critical value as one of Student's t; infinite where no p can be below alpha,
 * however large the difference. */
static double student_critical(const struct pin_gate_comparison *c, double critical,
                               double alpha)
{
    const double n = c->clusters_n;
    const double vectors = c->result->flips_n + (c->result->exact ? 0.0 : 1.0);
    const double room = n - critical * critical;
    if (!(vectors * alpha / c->share > 1.0) || !(room > 0.0)) {
        return HUGE_VAL;
    }
    return critical * sqrt((n - 1.0) / room);
}

static double detectable(const struct pin_gate_comparison *c, double critical)
{
    return c->error > 0.0 ? (critical + pin_normal_quantile(0.8)) * c->error : 0.0;
}

static double clusters_needed(const struct pin_gate_comparison *c, double critical,
                              double margin)
{
    if (!isfinite(critical) || !(c->error > 0.0)) {
        return NAN;
    }
    const double alpha = pin_normal_tail(critical);
    return pin_pairs_needed(c->error * sqrt(c->clusters_n), margin, alpha, 0.8);
}

static void test_difference(struct pin_rule_verdict *row,
                            const struct pin_gate_family *family,
                            const struct pin_gate_comparison *c)
{
    const struct pin_rule *rule = row->rule;
    const bool adjusted = !rule->secondary;
    double critical = HUGE_VAL;
    row->margin = rule->margin.relative ? rule->margin.value * fabs(c->baseline)
                                        : rule->margin.value;
    if (!(row->margin > 0.0)) {
        give_up(row, "the baseline is 0, and the margin a share of it");
        return;
    }
    const struct pin_flip_band band = pin_gate_bounds(family, c, rule->alpha, &critical);
    critical = student_critical(c, critical, rule->alpha);
    const struct pin_evidence evidence = {
        .difference = c->difference,
        .low = band.low,
        .high = band.high,
        .p_loss = adjusted ? c->p_loss_adjusted : c->p_loss,
        .p_gain = adjusted ? c->p_gain_adjusted : c->p_gain,
        .margin = row->margin,
        .alpha = rule->alpha,
        .detectable = detectable(c, critical)};
    const bool gains = rule->kind == PIN_RULE_IMPROVE;
    row->outcome = pin_decide(rule->kind, &evidence, &row->reason);
    row->change = pin_decide_change(&evidence);
    row->low = c->lower_is_better ? -band.high : band.low;
    row->high = c->lower_is_better ? -band.low : band.high;
    row->p = gains ? c->p_gain : c->p_loss;
    row->p_adjusted = gains ? evidence.p_gain : evidence.p_loss;
    row->detectable = evidence.detectable;
    row->clusters_needed = clusters_needed(c, critical, row->margin);
    row->clusters_n = c->clusters_n;
    row->underpowered = rule->kind == PIN_RULE_NO_REGRESSION &&
                        row->outcome == PIN_OUTCOME_PASS &&
                        evidence.detectable > row->margin;
}

static void judge(struct pin_rule_verdict *row, bool passed, const char *good,
                  const char *bad)
{
    row->outcome = passed ? PIN_OUTCOME_PASS : PIN_OUTCOME_FAIL;
    row->reason = passed ? good : bad;
}

/* The whole number of queries that a limit is, as a share of so many too: the least that
 * is enough, or the most that may be. 99 % of 100 is 99, whatever its last digit. */
static double limit_of(struct pin_amount limit, uint32_t of, bool least)
{
    const double number = limit.relative ? limit.value * of : limit.value;
    return least ? ceil(number - 1e-9) : floor(number + 1e-9);
}

static void count_queries(struct pin_rule_verdict *row,
                          const struct pin_gate_request *request,
                          const struct pin_gate_comparison *c)
{
    const struct pin_rule *rule = row->rule;
    const bool losers = rule->kind == PIN_RULE_LOSERS;
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->pair->a->queries_n; i++) {
        const double gain = pin_gate_values(request, c, i).better_by;
        n += losers ? -gain > rule->loss + LOSS_TOLERANCE : gain < 0.0 || gain > 0.0;
    }
    row->count = n;
    row->limit = limit_of(rule->limit, c->pairs_n, false);
    judge(row, n <= row->limit,
          losers ? "few enough queries lose that much" : "the values are the same",
          losers ? "too many queries lose that much"
                 : "too many queries have another value");
}

static const struct pin_figure *figure_of(const struct pin_summary *result,
                                          uint32_t system, const struct pin_rule *rule,
                                          uint32_t column)
{
    if (!rule->attribute) {
        return &result->systems[system].figures[column];
    }
    for (uint32_t i = 0; i < result->slices_n; i++) {
        const struct pin_slice *slice = &result->slices[i];
        if (strcmp(slice->attribute, rule->attribute) == 0 &&
            strcmp(slice->value, rule->value) == 0) {
            return &slice->figures[(size_t)system * result->columns_n + column];
        }
    }
    return NULL;
}

static void compare_figure(struct pin_rule_verdict *row, const struct pin_summary *result,
                           uint32_t system)
{
    const struct pin_rule *rule = row->rule;
    uint32_t column = 0;
    while (column < result->columns_n &&
           strcmp(result->columns[column].label, rule->metric) != 0) {
        column++;
    }
    const struct pin_figure *figure =
        column < result->columns_n ? figure_of(result, system, rule, column) : NULL;
    if (!figure) {
        give_up(row, column < result->columns_n ? "the candidate has no such slice"
                                                : "the candidate has no such figure");
        return;
    }
    const double values[] = {figure->value, figure->low, figure->high};
    row->lower_is_better = result->columns[column].lower_is_better;
    row->candidate = values[rule->on];
    row->limit = rule->limit.value;
    row->pairs_n = figure->queries_n;
    if (isnan(row->candidate)) {
        give_up(row, figure->withheld ? "the figure is withheld: it rests on few queries"
                     : rule->on == PIN_RULE_ON_VALUE ? "the figure has no value"
                                                     : "the figure has no interval");
        return;
    }
    const bool floor = rule->kind == PIN_RULE_FLOOR;
    judge(row, floor ? row->candidate >= row->limit : row->candidate <= row->limit,
          floor ? "not below the floor" : "not above the ceiling",
          floor ? "below the floor" : "above the ceiling");
}

static void count_answers(struct pin_rule_verdict *row, const struct pin_summary *result,
                          const struct pin_system *system)
{
    const uint32_t all = result->dataset.queries_n;
    const uint32_t missing = system->missing_n < all ? system->missing_n : all;
    row->count = all - missing;
    row->limit = limit_of(row->rule->limit, all, true);
    row->pairs_n = all;
    judge(row, row->count >= row->limit, "enough queries have a list",
          "too few queries have a list");
}

struct pin_rule_verdict pin_gate_row(const struct pin_gate_request *request,
                                     const struct pin_gate_family *family,
                                     const struct pin_rule *rule,
                                     const struct pin_gate_pair *pair)
{
    struct pin_rule_verdict row = blank(rule, pair->name);
    if (rule->kind == PIN_RULE_COVERAGE) {
        count_answers(&row, request->candidate.result, pair->candidate);
        return row;
    }
    if (rule->kind == PIN_RULE_FLOOR || rule->kind == PIN_RULE_CEILING) {
        compare_figure(&row, request->candidate.result, pair->place);
        return row;
    }
    const struct pin_gate_comparison *c = pin_gate_find(family, pair, rule->metric);
    if (!c || c->trouble) {
        give_up(&row, c ? c->trouble : "nothing to compare");
        return row;
    }
    show_comparison(&row, c);
    if (pin_rule_is_statistical(rule->kind)) {
        test_difference(&row, family, c);
    } else {
        count_queries(&row, request, c);
    }
    return row;
}

double pin_gate_row_loss(const struct pin_rule_verdict *row)
{
    return row->lower_is_better ? row->difference : -row->difference;
}
