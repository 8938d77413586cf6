#include "harness/base/rng.h"
#include "tests/flow/flow_case.h"

static void two_metrics(struct flow_case *c, struct pin_metric_use uses[2])
{
    cr_assert_eq(
        pin_metric_parse(&uses[0], c->registry, PIN_TEXT("hits@2"), &c->arena, NULL),
        PIN_OK);
    cr_assert_eq(
        pin_metric_parse(&uses[1], c->registry, PIN_TEXT("length"), &c->arena, NULL),
        PIN_OK);
}

/* Query a has a list, b an empty one, c none, d no relevant item. */
static const struct pin_run *four_queries(struct flow_case *c)
{
    static const char *const names[] = {"a", "b", "c", "d"};
    flow_case_init(c);
    for (uint32_t q = 0; q < 4; q++) {
        (void)flow_query(c, names[q], NULL, NULL);
        if (q < 3) {
            flow_label(c, q, "x", 1);
        }
    }
    (void)flow_freeze(c);
    struct pin_run_builder *run = flow_run(c, "r");
    flow_list(run, "a", "x y z");
    flow_list(run, "b", "");
    flow_list(run, "d", "x");
    return pin_run_finish(run, 0);
}

static enum pin_status score(struct flow_case *c, const struct pin_run *run,
                             struct pin_policy policy, const struct pin_scores **out)
{
    struct pin_metric_use *uses = PIN_NEW_N(&c->arena, struct pin_metric_use, 2);
    two_metrics(c, uses);
    const struct pin_scoring scoring = {uses, 2, policy, 2};
    return pin_score(out, c->dataset, run, &scoring, &c->arena, &c->err);
}

static void expect(const struct pin_scores *scores, uint32_t column, const double *values)
{
    for (uint32_t q = 0; q < 4; q++) {
        const double got = scores->columns[column].values[q];
        cr_assert(isnan(values[q]) ? isnan(got) : fabs(got - values[q]) < 1e-15,
                  "column %u, query %u: %g", column, q, got);
    }
}

static const double U = (double)NAN;

Test(score, a_missing_list_is_zero_skipped_or_an_error_as_the_policy_says)
{
    struct flow_case c;
    const struct pin_run *run = four_queries(&c);
    const struct pin_scores *scores = NULL;
    struct pin_policy policy = pin_policy_strict();
    cr_assert_eq(score(&c, run, policy, &scores), PIN_OK);
    expect(scores, 0, (const double[]){0.5, 0, 0, U});
    expect(scores, 1, (const double[]){3, 0, 0, 1});
    cr_assert_eq(scores->missing_n, 1);
    cr_assert(scores->counted[2]);
    cr_assert_str_eq(scores->run_name, "r");
    cr_assert_str_eq(scores->columns[0].label, "hits@2");
    cr_assert_not(scores->columns[0].lower_is_better);
    cr_assert(scores->columns[1].lower_is_better);
    policy.missing = PIN_MISSING_SKIP;
    cr_assert_eq(score(&c, run, policy, &scores), PIN_OK);
    expect(scores, 0, (const double[]){0.5, 0, U, U});
    expect(scores, 1, (const double[]){3, 0, U, 1});
    cr_assert_eq(scores->missing_n, 1);
    cr_assert_not(scores->counted[2]);
    cr_assert(scores->counted[1]);
    policy.missing = PIN_MISSING_ERROR;
    cr_assert_eq(score(&c, run, policy, &scores), PIN_E_MISSING);
    cr_assert_str_eq(c.err.text, "1 of 4 queries have no list (c is the first)");
    flow_case_free(&c);
}

Test(score, what_the_report_is_not_about_is_neither_counted_nor_missing)
{
    static const bool keep[] = {true, false, false, true};
    static const bool missing[] = {false, false, true, true};
    struct flow_case c;
    const struct pin_run *run = four_queries(&c);
    const struct pin_scores *scores = NULL;
    struct pin_policy policy = pin_policy_strict();
    policy.keep = keep;
    policy.missing = PIN_MISSING_ERROR;
    cr_assert_eq(score(&c, run, policy, &scores), PIN_OK);
    expect(scores, 0, (const double[]){0.5, U, U, U});
    expect(scores, 1, (const double[]){3, U, U, 1});
    cr_assert_eq(scores->missing_n, 0);
    cr_assert_not(scores->counted[1]);
    cr_assert(scores->counted[3]);
    policy.keep = missing;
    cr_assert_eq(score(&c, run, policy, &scores), PIN_E_MISSING);
    cr_assert_str_eq(c.err.text, "1 of 2 queries have no list (c is the first)");
    flow_case_free(&c);
}

Test(score, undefined_may_count_as_zero_but_never_for_a_skipped_query)
{
    struct flow_case c;
    const struct pin_run *run = four_queries(&c);
    const struct pin_scores *scores = NULL;
    cr_assert_eq(score(&c, run, pin_policy_pinpoint(), &scores), PIN_OK);
    expect(scores, 0, (const double[]){0.5, 0, U, 0});
    flow_case_free(&c);
}

Test(score, a_twin_without_a_list_of_its_own_is_not_missing)
{
    struct flow_case c;
    const struct pin_scores *scores = NULL;
    flow_case_init(&c);
    pin_dataset_allow_twins(c.builder);
    for (uint32_t q = 0; q < 4; q++) {
        (void)flow_query(&c, q < 3 ? "twin" : "other", NULL, NULL);
        flow_label(&c, q, q == 2 ? "y" : "x", 1);
    }
    (void)flow_freeze(&c);
    struct pin_run_builder *builder = flow_run(&c, "r");
    flow_list(builder, "twin", "x");
    const struct pin_run *run = pin_run_finish(builder, 0);
    cr_assert_eq(score(&c, run, pin_policy_pinpoint(), &scores), PIN_OK);
    expect(scores, 0, (const double[]){0.5, 0.5, 0, U});
    cr_assert_eq(scores->missing_n, 1);
    flow_case_free(&c);
}

enum { QUERIES_N = 1500, DEPTH = 20, ITEMS_N = 60 };

static void random_world(struct flow_case *c)
{
    flow_case_init(c);
    flow_items(c, ITEMS_N);
    for (uint32_t q = 0; q < QUERIES_N; q++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "q%u", q);
        (void)flow_query(c, name, NULL, NULL);
        for (uint32_t i = 0; i < q % 9; i++) {
            char item[16];
            (void)snprintf(item, sizeof(item), "i%u", pin_rng_below(1, q, i, ITEMS_N));
            flow_label(c, q, item, (int32_t)(i % 4) - 1);
        }
    }
    (void)flow_freeze(c);
}

static const struct pin_run *random_run(struct flow_case *c)
{
    struct pin_run_builder *builder = flow_run(c, "r");
    for (uint32_t q = 0; q < QUERIES_N; q++) {
        struct pin_hit hits[DEPTH];
        for (uint32_t i = 0; i < DEPTH; i++) {
            hits[i] =
                (struct pin_hit){{pin_rng_below(2, q, i, ITEMS_N)}, -(float)(i / 3)};
        }
        const uint32_t hits_n = pin_rng_below(3, q, 0, DEPTH + 1);
        if (q % 10 != 3) {
            cr_assert_eq(pin_run_put_list(builder, (pin_query){q}, hits, hits_n, NULL),
                         PIN_OK);
        }
    }
    return pin_run_finish(builder, DEPTH);
}

Test(score, any_number_of_threads_gives_the_same_bits)
{
    static const uint32_t threads[] = {1, 2, 8};
    struct flow_case c;
    random_world(&c);
    const struct pin_run *run = random_run(&c);
    const struct pin_scores *scores[3] = {NULL};
    struct pin_metric_use uses[2];
    two_metrics(&c, uses);
    struct pin_policy policy = pin_policy_strict();
    policy.reading.ties = PIN_TIES_TREC;
    for (uint32_t i = 0; i < 3; i++) {
        const struct pin_scoring scoring = {uses, 2, policy, threads[i]};
        cr_assert_eq(pin_score(&scores[i], c.dataset, run, &scoring, &c.arena, NULL),
                     PIN_OK);
        for (uint32_t m = 0; m < 2; m++) {
            cr_assert_eq(memcmp(scores[i]->columns[m].values,
                                scores[0]->columns[m].values, QUERIES_N * sizeof(double)),
                         0, "%u threads, column %u", threads[i], m);
        }
    }
    flow_case_free(&c);
}

Test(score, every_allocation_may_fail_and_nothing_leaks)
{
    struct flow_case c;
    const struct pin_run *run = four_queries(&c);
    struct pin_metric_use uses[2];
    two_metrics(&c, uses);
    const struct pin_scoring scoring = {uses, 2, pin_policy_strict(), 3};
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        const struct pin_scores *scores = NULL;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_score(&scores, c.dataset, run, &scoring, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
    flow_case_free(&c);
}
