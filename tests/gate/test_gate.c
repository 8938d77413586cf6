#include "harness/base/rng.h"
#include "tests/gate/gate_case.h"

#include <math.h>

#include <criterion/criterion.h>

enum { QUERIES = 200, METRICS = 2 };

struct world {
    double old[QUERIES * METRICS];
    double new[QUERIES * METRICS];
    uint32_t clusters[QUERIES];
};

/* m0 moves by shift for everybody, give or take noise; m1 not at all. */
static void draw(struct world *world, double shift, double noise)
{
    for (uint32_t q = 0; q < QUERIES; q++) {
        world->clusters[q] = q / 2 + 7;
        for (uint32_t m = 0; m < METRICS; m++) {
            const double value = pin_rng_unit(3, m, q);
            const double move = shift + noise * (pin_rng_unit(4, m, q) - 0.5);
            world->old[q * METRICS + m] = value;
            world->new[q * METRICS + m] = value + (m == 0 ? move : 0.0);
        }
    }
}

static void begin(struct gate_case *c, const struct world *world)
{
    gate_case_init(c);
    gate_side_init(c, 0, world->old, QUERIES, METRICS, world->clusters);
    gate_side_init(c, 1, world->new, QUERIES, METRICS, world->clusters);
}

static struct pin_rule_verdict verdict_of(const struct world *world, const char *rule)
{
    struct gate_case c;
    begin(&c, world);
    gate_case_rule(&c, rule);
    const struct pin_rule_verdict row = gate_case_run(&c)->rows[0];
    gate_case_free(&c);
    return row;
}

Test(gate, a_planted_loss_fails_and_names_the_numbers_that_were_planted)
{
    struct world world;
    draw(&world, -0.1, 0.1);
    const struct pin_rule_verdict row =
        verdict_of(&world, "m0 no-regression margin=0.05");
    cr_assert_eq(row.outcome, PIN_OUTCOME_FAIL);
    cr_assert_eq(row.change, PIN_CHANGE_REGRESSED);
    cr_assert_float_eq(row.difference, -0.1, 0.01);
    cr_assert(row.low < row.difference && row.difference < row.high);
    cr_assert_float_eq(row.p_adjusted, 1.0 / 1000.0, 1e-12);
    cr_assert_eq(row.clusters_n, 100);
    cr_assert_eq(row.pairs_n, 200);
    cr_assert_eq(row.losses_n, 200);
    /* The noise of a mean of 100 clusters of two: .1 / sqrt(12 x 200), seen from 2.49. */
    cr_assert_float_eq(row.detectable, 2.49 * 0.1 / sqrt(2400.0), 0.001);
}

Test(gate, where_lower_is_better_the_same_numbers_are_a_gain)
{
    struct world world;
    struct gate_case c;
    draw(&world, -0.1, 0.1);
    begin(&c, &world);
    c.sides[0].columns[0].lower_is_better = true;
    c.sides[1].columns[0].lower_is_better = true;
    gate_case_rule(&c, "m0 improve margin=0.05");
    gate_case_rule(&c, "m0 no-regression margin=0.05");
    const struct pin_gate_report *report = gate_case_run(&c);
    cr_assert_eq(report->exit_status, 0);
    cr_assert_eq(report->rows[0].change, PIN_CHANGE_IMPROVED);
    cr_assert_float_eq(report->rows[0].difference, -0.1, 0.01);
    cr_assert(report->rows[0].low < report->rows[0].high);
    cr_assert_eq(report->losses_n, 0);
    gate_case_free(&c);
}

Test(gate, a_relative_margin_is_a_share_of_the_baseline)
{
    struct world world;
    draw(&world, -0.1, 0.1);
    const struct pin_rule_verdict row = verdict_of(&world, "m0 non-inferior margin=10%");
    cr_assert_float_eq(row.margin, 0.1 * row.baseline, 1e-12);
    cr_assert_eq(row.outcome, PIN_OUTCOME_FAIL);
    for (uint32_t q = 0; q < QUERIES; q++) {
        world.old[(size_t)q * METRICS] = 0.0;
    }
    cr_assert_eq(verdict_of(&world, "m0 non-inferior margin=10%").outcome,
                 PIN_OUTCOME_NOT_EVALUABLE);
}

Test(gate, one_metric_alone_has_the_same_p_under_every_adjustment)
{
    struct world world;
    draw(&world, -0.01, 0.2);
    double p = NAN;
    for (uint32_t a = 0; a <= PIN_GATE_NONE; a++) {
        struct gate_case c;
        begin(&c, &world);
        c.request.adjust = (enum pin_gate_adjust)a;
        gate_case_rule(&c, "m0 no-regression margin=0.05");
        const struct pin_rule_verdict row = gate_case_run(&c)->rows[0];
        p = a == 0 ? row.p : p;
        cr_assert_float_eq(row.p_adjusted, p, 1e-12, "%s",
                           pin_gate_adjust_name((enum pin_gate_adjust)a));
        gate_case_free(&c);
    }
}

Test(gate, more_primary_metrics_cost_p_and_widen_bounds_and_secondary_ones_do_not)
{
    struct world world;
    draw(&world, -0.01, 0.2);
    for (uint32_t q = 0; q < QUERIES; q++) {
        world.new[q * METRICS + 1] += 0.2 * (pin_rng_unit(9, 0, q) - 0.5);
    }
    const struct pin_rule_verdict alone = verdict_of(&world, "m0 equivalent margin=0.05");
    for (uint32_t a = 0; a < PIN_GATE_NONE; a++) {
        for (uint32_t secondary = 0; secondary < 2; secondary++) {
            struct gate_case c;
            begin(&c, &world);
            c.request.adjust = (enum pin_gate_adjust)a;
            gate_case_rule(&c, "m0 equivalent margin=0.05");
            gate_case_rule(&c, secondary ? "m1 equivalent margin=0.05 secondary"
                                         : "m1 equivalent margin=0.05");
            const struct pin_rule_verdict row = gate_case_run(&c)->rows[0];
            if (secondary) {
                cr_assert_float_eq(row.p_adjusted, alone.p, 1e-12);
                cr_assert_float_eq(row.low, alone.low, 1e-12);
            } else {
                cr_assert_geq(row.p_adjusted, alone.p);
                cr_assert_lt(row.low, alone.low);
                cr_assert_gt(row.high, alone.high);
            }
            gate_case_free(&c);
        }
    }
}

Test(gate, a_secondary_rule_is_shown_and_does_not_decide)
{
    struct world world;
    struct gate_case c;
    draw(&world, -0.1, 0.1);
    begin(&c, &world);
    gate_case_rule(&c, "m0 no-regression margin=0.05 secondary");
    gate_case_rule(&c, "m1 identical");
    const struct pin_gate_report *report = gate_case_run(&c);
    cr_assert_eq(report->rows[0].outcome, PIN_OUTCOME_FAIL);
    cr_assert_not(report->rows[0].decides);
    cr_assert_eq(report->exit_status, 0);
    gate_case_free(&c);
}

Test(gate, too_few_answers_go_before_every_other_status)
{
    static const char *const others[] = {"m0 floor value=0", "m0 floor value=9",
                                         "m9 identical"};
    static const int alone[] = {0, 10, 12};
    struct world world;
    draw(&world, 0.0, 0.0);
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        for (uint32_t secondary = 0; secondary < 2; secondary++) {
            struct gate_case c;
            begin(&c, &world);
            gate_case_rule(&c, others[i]);
            gate_case_rule(&c, secondary ? "coverage min=100% secondary"
                                         : "coverage min=100%");
            cr_assert_eq(gate_case_run(&c)->exit_status, secondary ? alone[i] : 4, "%s",
                         others[i]);
            gate_case_free(&c);
        }
    }
}

Test(gate, counts_and_bounds_are_those_of_the_numbers)
{
    struct world world;
    draw(&world, 0.0, 0.0);
    world.new[0] -= 0.3;
    world.new[2] -= 0.1;
    world.new[4] += 0.3;
    static const struct {
        const char *rule;
        enum pin_outcome outcome;
        double count;
    } cases[] = {
        {"m0 losers loss=0.2 max=1", PIN_OUTCOME_PASS, 1},
        {"m0 losers loss=0.2 max=0", PIN_OUTCOME_FAIL, 1},
        {"m0 losers loss=0 max=1%", PIN_OUTCOME_PASS, 2}, /* of 200: 2 */
        {"m0 losers loss=0 max=0.9%", PIN_OUTCOME_FAIL, 2},
        {"m0 losers loss=0.1 max=1", PIN_OUTCOME_PASS, 1}, /* .1 is not more than .1 */
        {"m0 identical max=3", PIN_OUTCOME_PASS, 3},
        {"m0 identical max=2", PIN_OUTCOME_FAIL, 3},
        {"m1 identical", PIN_OUTCOME_PASS, 0},
        {"coverage min=199", PIN_OUTCOME_PASS, 199},
        {"coverage min=99.5%", PIN_OUTCOME_PASS, 199},
        {"coverage min=100%", PIN_OUTCOME_FAIL, 199},
        {"m0 floor value=0.5", PIN_OUTCOME_PASS, NAN},
        {"m0 floor value=0.5 on=low", PIN_OUTCOME_FAIL, NAN},
        {"m0 ceiling value=0.5", PIN_OUTCOME_PASS, NAN},
        {"m0 ceiling value=0.5 on=high", PIN_OUTCOME_FAIL, NAN},
        {"m0 floor value=0.1 slice=a=b", PIN_OUTCOME_NOT_EVALUABLE, NAN},
        {"m9 floor value=0.1", PIN_OUTCOME_NOT_EVALUABLE, NAN},
        {"m9 identical", PIN_OUTCOME_NOT_EVALUABLE, NAN},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct pin_rule_verdict row = verdict_of(&world, cases[i].rule);
        cr_assert_eq(row.outcome, cases[i].outcome, "%s", cases[i].rule);
        cr_assert(isnan(cases[i].count) ? isnan(row.count) != 0
                                        : fabs(row.count - cases[i].count) < 0.5,
                  "%s", cases[i].rule);
    }
}

Test(gate, the_worst_queries_come_first_and_no_more_than_asked_for)
{
    struct world world;
    struct gate_case c;
    draw(&world, 0.0, 0.0);
    world.new[(size_t)10 * METRICS] -= 0.1;
    world.new[(size_t)20 * METRICS] -= 0.3;
    world.new[(size_t)30 * METRICS] -= 0.2;
    world.new[(size_t)40 * METRICS] -= 0.05;
    begin(&c, &world);
    gate_case_rule(&c, "m0 identical max=9");
    const struct pin_gate_report *report = gate_case_run(&c);
    cr_assert_eq(report->losses_n, 3);
    cr_assert_str_eq(report->losses[0].query, "q20");
    cr_assert_str_eq(report->losses[1].query, "q30");
    cr_assert_str_eq(report->losses[2].query, "q10");
    cr_assert_float_eq(report->losses[0].difference, -0.3, 1e-12);
    gate_case_free(&c);
}

static enum pin_outcome with_waiver(const struct world *world, struct pin_waiver waiver,
                                    struct pin_waiver_state *state)
{
    struct gate_case c;
    begin(&c, world);
    gate_case_rule(&c, "m0 no-regression margin=0.05");
    c.set.waivers = &waiver;
    c.set.waivers_n = 1;
    const struct pin_gate_report *report = gate_case_run(&c);
    const enum pin_outcome outcome = report->rows[0].outcome;
    *state = report->waivers[0];
    cr_assert_eq(report->exit_status, outcome == PIN_OUTCOME_WAIVED ? 0 : 10);
    gate_case_free(&c);
    return outcome;
}

Test(gate, a_waiver_bears_a_loss_up_to_its_size_and_to_its_day)
{
    struct world world;
    struct pin_waiver_state state;
    draw(&world, -0.1, 0.0);
    const struct pin_waiver good = {"m0", "2026-01-15", "r", 0.11};
    struct pin_waiver late = good;
    struct pin_waiver small = good;
    struct pin_waiver other = good;
    late.until = "2026-01-14";
    small.max_loss = 0.09;
    other.metric = "m1";
    cr_assert_eq(with_waiver(&world, good, &state), PIN_OUTCOME_WAIVED);
    cr_assert(state.used && !state.expired);
    cr_assert_eq(with_waiver(&world, late, &state), PIN_OUTCOME_FAIL);
    cr_assert(!state.used && state.expired);
    cr_assert_eq(with_waiver(&world, small, &state), PIN_OUTCOME_FAIL);
    cr_assert_eq(with_waiver(&world, other, &state), PIN_OUTCOME_FAIL);
}

Test(gate, the_digits_do_not_depend_on_the_threads)
{
    struct world world;
    draw(&world, -0.02, 0.3);
    struct pin_rule_verdict rows[2];
    for (uint32_t i = 0; i < 2; i++) {
        struct gate_case c;
        begin(&c, &world);
        c.request.threads = i == 0 ? 1 : 4;
        gate_case_rule(&c, "m0 no-regression margin=0.01");
        gate_case_rule(&c, "m1 no-regression margin=0.01");
        rows[i] = gate_case_run(&c)->rows[0];
        gate_case_free(&c);
    }
    cr_assert(!(rows[0].low < rows[1].low) && !(rows[0].low > rows[1].low));
    cr_assert(!(rows[0].p_adjusted < rows[1].p_adjusted) &&
              !(rows[0].p_adjusted > rows[1].p_adjusted));
}
