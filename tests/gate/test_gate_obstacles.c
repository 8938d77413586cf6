#include "tests/gate/gate_case.h"

#include <math.h>

#include <criterion/criterion.h>

enum { QUERIES = 4 };
static const double values[QUERIES] = {0.1, 0.2, 0.3, 0.4};
static const uint32_t clusters[QUERIES] = {1, 1, 2, 3};
static const uint32_t renumbered[QUERIES] = {9, 9, 4, 2};
static const uint32_t split[QUERIES] = {1, 4, 2, 3};
static const uint32_t joined[QUERIES] = {1, 1, 2, 2};

static void begin(struct gate_case *c)
{
    gate_case_init(c);
    gate_side_init(c, 0, values, QUERIES, 1, clusters);
    gate_side_init(c, 1, values, QUERIES, 1, clusters);
    gate_case_rule(c, "m0 identical");
}

/* Runs, and expects exit status 12 with this in the only obstacle, or 0 for NULL. */
static void expect(struct gate_case *c, const char *words)
{
    const struct pin_gate_report *report = gate_case_run(c);
    cr_assert_eq(report->exit_status, words ? 12 : 0, "%s", words);
    cr_assert_eq(report->obstacles_n, words ? 1 : 0, "%s", words);
    cr_assert(!words || strstr(report->obstacles[0], words), "%s: %s", words,
              words ? report->obstacles[0] : "");
    cr_assert(!words || report->rows[0].outcome == PIN_OUTCOME_NOT_EVALUABLE);
    gate_case_free(c);
}

Test(gate_obstacles, two_results_that_were_measured_alike_are_compared)
{
    struct gate_case c;
    begin(&c);
    expect(&c, NULL);
}

Test(gate_obstacles, each_difference_in_how_it_was_measured_is_one)
{
    struct gate_case c;
    begin(&c);
    c.sides[1].labels.sha256 = "other";
    expect(&c, "labels");
    begin(&c);
    c.sides[1].result.provenance.ties = "trec";
    expect(&c, "tie rule: file in the baseline, trec in the candidate");
    begin(&c);
    c.sides[1].result.provenance.missing = "skip";
    expect(&c, "missing");
    begin(&c);
    c.sides[1].result.provenance.profile = "pinpoint";
    expect(&c, "profile");
    begin(&c);
    c.sides[1].result.dataset.queries_n = 5;
    expect(&c, "queries: 4 in the baseline, 5 in the candidate");
    begin(&c);
    c.sides[1].per_query.cluster = "query";
    expect(&c, "clusters: group in the baseline, query in the candidate");
    begin(&c);
    c.request.candidate.scores = NULL;
    expect(&c, "no per-query values");
    begin(&c);
    c.sides[1].result.provenance.where = "images=2";
    expect(&c, "--where: none in the baseline, images=2 in the candidate");
    begin(&c);
    c.sides[0].result.partial = true;
    expect(&c, "old is partial");
    begin(&c);
    c.sides[1].per_query.sha256 = "other";
    expect(&c, "is not the file of per-query values");
    begin(&c);
    c.request.baseline = (struct pin_gate_input){.name = "x", .trouble = "there is no x"};
    expect(&c, "there is no x");
    begin(&c);
    c.request.system = "t";
    expect(&c, "the baseline has no system t");
}

Test(gate_obstacles, definitions_that_differ_are_one_and_other_versions_a_warning)
{
    struct gate_case c;
    const struct pin_definition old = {"m0", "half of it", NULL};
    const struct pin_definition new = {"m0", "all of it", NULL};
    begin(&c);
    c.sides[0].result.definitions = &old;
    c.sides[0].result.definitions_n = 1;
    c.sides[1].result.definitions = &new;
    c.sides[1].result.definitions_n = 1;
    expect(&c, "definition of m0");
    begin(&c);
    c.sides[1].result.provenance.tool_version = "1.1";
    cr_assert_eq(gate_case_run(&c)->warnings_n, 1);
    cr_assert_eq(c.report.exit_status, 0);
    gate_case_free(&c);
}

Test(gate_obstacles, queries_are_paired_by_name_whatever_their_order)
{
    struct gate_case c;
    static const char *const turned[] = {"q3", "q2", "q1", "q0"};
    static const double back[] = {0.4, 0.3, 0.2, 0.1};
    static const uint32_t clusters_back[] = {3, 2, 1, 1};
    begin(&c);
    c.sides[1].rows.queries = turned;
    c.sides[1].rows.values = back;
    c.sides[1].rows.clusters = clusters_back;
    expect(&c, NULL);
}

Test(gate_obstacles, other_queries_are_one_and_never_left_out)
{
    struct gate_case c;
    static const char *const others[] = {"q0", "q1", "q2", "x"};
    begin(&c);
    c.sides[1].rows.queries = others;
    expect(&c, "1 of the baseline not in the candidate, first q3");
    begin(&c);
    c.sides[1].rows.queries_n = 3;
    expect(&c, "4 in the baseline, 3 in the candidate");
    begin(&c);
    c.sides[0].rows.queries_n = 3;
    expect(&c, "3 in the baseline, 4 in the candidate");
    begin(&c);
    c.sides[0].rows.queries_n = 0;
    c.sides[1].rows.queries_n = 0;
    expect(&c, "has no queries");
}

Test(gate_obstacles, clusters_are_the_same_where_their_numbers_are_exchanged_one_for_one)
{
    struct gate_case c;
    begin(&c);
    c.sides[1].rows.clusters = renumbered;
    expect(&c, NULL);
    begin(&c);
    c.sides[1].rows.clusters = split;
    expect(&c, "clusters of s");
    begin(&c);
    c.sides[1].rows.clusters = joined;
    expect(&c, "clusters of s");
}

Test(gate_obstacles, a_query_with_a_value_on_one_side_only_is_not_left_out)
{
    struct gate_case c;
    static const double hole[] = {0.1, NAN, 0.3, 0.4};
    begin(&c);
    c.sides[1].rows.values = hole;
    const struct pin_gate_report *report = gate_case_run(&c);
    cr_assert_eq(report->exit_status, 12);
    cr_assert_str_eq(report->rows[0].reason, "queries have a value on one side only");
    gate_case_free(&c);
    begin(&c);
    c.sides[0].rows.values = hole;
    c.sides[1].rows.values = hole;
    report = gate_case_run(&c);
    cr_assert_eq(report->exit_status, 0);
    cr_assert_eq(report->rows[0].pairs_n, 3);
    gate_case_free(&c);
}

Test(gate_obstacles, no_memory_is_said_wherever_it_runs_out)
{
    for (uint64_t call = 1;; call++) {
        struct gate_case c;
        struct pin_gate_report report;
        begin(&c);
        gate_case_rule(&c, "m0 no-regression margin=1");
        c.arena.fail_at_call = c.arena.calls + call;
        const enum pin_status status =
            pin_gate_run(&report, &c.request, &c.arena, &c.err);
        const bool reached = c.arena.calls >= c.arena.fail_at_call;
        gate_case_free(&c);
        cr_assert_eq(status, reached ? PIN_E_NOMEM : PIN_OK, "call %llu",
                     (unsigned long long)call);
        if (!reached) {
            break;
        }
        cr_assert_lt(call, 1000);
    }
}
