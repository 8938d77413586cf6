#include "harness/base/rng.h"
#include "harness/flow/fuse.h"
#include "tests/flow/flow_case.h"

#define HITS(...)                                                                        \
    (const struct pin_hit[]){__VA_ARGS__},                                               \
        sizeof((const struct pin_hit[]){__VA_ARGS__}) / sizeof(struct pin_hit)

static const double ones[] = {1, 1, 1};

static struct pin_fusion fusion(enum pin_fusion_method method,
                                enum pin_normalise normalise, const double *weights)
{
    return (struct pin_fusion){.method = method,
                               .normalise = normalise,
                               .k = PIN_FUSION_K,
                               .weights = weights,
                               .of_n = 2};
}

/* Two lists of scores 9, 5, 1 and 4, 2; item 7 is in the second alone, 3 in the first. */
static const struct pin_fuse_list two[] = {
    {HITS({{2}, 9.0F}, {{5}, 5.0F}, {{3}, 1.0F})},
    {HITS({{5}, 4.0F}, {{7}, 3.0F}, {{2}, 2.0F})},
};

static void assert_fused(const struct pin_fusion *how, const uint32_t *items,
                         const double *scores)
{
    struct pin_hit out[8];
    struct pin_fuse_entry room[8];
    cr_assert_eq(pin_fuse_lists(out, how, two, room, 8), 4);
    for (uint32_t i = 0; i < 4; i++) {
        cr_assert_eq(out[i].item.ix, items[i], "place %u: item %u, %g", i, out[i].item.ix,
                     (double)out[i].score);
        cr_assert_float_eq((double)out[i].score, (double)(float)scores[i], 0.0,
                           "place %u: %.9g", i, (double)out[i].score);
    }
}

Test(fuse, every_method_gives_the_score_of_its_formula)
{
    const struct pin_fusion rrf = fusion(PIN_FUSE_RRF, 0, ones);
    assert_fused(
        &rrf, (uint32_t[]){5, 2, 7, 3},
        (double[]){1.0 / 62 + 1.0 / 61, 1.0 / 61 + 1.0 / 63, 1.0 / 62, 1.0 / 63});
    const struct pin_fusion sum = fusion(PIN_FUSE_COMBSUM, PIN_NORMALISE_MINMAX, ones);
    assert_fused(&sum, (uint32_t[]){5, 2, 7, 3}, (double[]){1.5, 1.0, 0.5, 0.0});
    const struct pin_fusion mnz = fusion(PIN_FUSE_COMBMNZ, PIN_NORMALISE_MINMAX, ones);
    assert_fused(&mnz, (uint32_t[]){5, 2, 7, 3}, (double[]){3.0, 2.0, 0.5, 0.0});
    const struct pin_fusion rank = fusion(PIN_FUSE_COMBSUM, PIN_NORMALISE_RANK, ones);
    assert_fused(
        &rank, (uint32_t[]){5, 2, 7, 3},
        (double[]){(1 - 1 / 3.0) + 1, 1 + (1 - 2 / 3.0), 1 - 1 / 3.0, 1 - 2 / 3.0});
}

Test(fuse, what_a_list_lacks_gets_its_lowest_score_where_zero_may_be_high)
{
    const struct pin_fusion none = fusion(PIN_FUSE_COMBSUM, PIN_NORMALISE_NONE, ones);
    assert_fused(&none, (uint32_t[]){2, 5, 7, 3}, (double[]){11, 9, 4, 3});
    /* deviations: sqrt(32 / 3) about 5, sqrt(2 / 3) about 3 */
    const double a = 4 / sqrt(32 / 3.0);
    const double b = 1 / sqrt(2 / 3.0);
    const struct pin_fusion z = fusion(PIN_FUSE_COMBSUM, PIN_NORMALISE_Z, ones);
    assert_fused(&z, (uint32_t[]){5, 2, 7, 3}, (double[]){b, a - b, -a, -a - b});
}

Test(fuse, weights_multiply_and_zero_leaves_a_list_without_a_say)
{
    static const double weights[] = {0.25, 0.0};
    const struct pin_fusion sum = fusion(PIN_FUSE_COMBSUM, PIN_NORMALISE_MINMAX, weights);
    assert_fused(&sum, (uint32_t[]){2, 5, 3, 7}, (double[]){0.25, 0.125, 0, 0});
}

Test(fuse, equal_scores_stand_by_item_and_a_repeated_item_counts_at_its_first_place)
{
    const struct pin_fuse_list lists[] = {
        {HITS({{8}, 1.0F}, {PIN_ITEM_NULL, 1.0F}, {{8}, 1.0F}, {{4}, 1.0F})},
        {HITS({{4}, 1.0F}, {{6}, 1.0F}, {{1}, 1.0F}, {{8}, 1.0F})},
    };
    const struct pin_fusion rrf = fusion(PIN_FUSE_RRF, 0, ones);
    struct pin_hit out[3];
    struct pin_fuse_entry room[8];
    cr_assert_eq(pin_fuse_lists(out, &rrf, lists, room, 3), 3);
    cr_assert_eq(out[0].item.ix, 4);
    cr_assert_eq(out[1].item.ix, 8);
    cr_assert_eq(out[2].item.ix, 6);
    cr_assert_float_eq((double)out[0].score, (double)out[1].score, 0.0);
    const struct pin_fusion flat = fusion(PIN_FUSE_COMBMNZ, PIN_NORMALISE_MINMAX, ones);
    cr_assert_eq(pin_fuse_lists(out, &flat, lists, room, 1), 1);
    cr_assert_float_eq((double)out[0].score, 4.0, 0.0); /* all equal: 1 each */
}

/* Sums over all items of what each list says of them, the slow way. */
static float naive(const struct pin_fuse_list *lists, uint32_t item)
{
    double sum = 0.0;
    for (uint32_t l = 0; l < 2; l++) {
        for (uint32_t i = 0; i < lists[l].hits_n; i++) {
            if (lists[l].hits[i].item.ix == item) {
                sum += 1.0 / (60.0 + i + 1.0);
                break;
            }
        }
    }
    return (float)sum;
}

Test(fuse, random_lists_agree_with_a_naive_sum)
{
    enum { N = 40 };
    for (uint32_t round = 0; round < 50; round++) {
        struct pin_hit hits[2][N];
        struct pin_hit out[2 * N];
        struct pin_fuse_entry room[2 * N];
        for (uint32_t i = 0; i < 2 * N; i++) {
            hits[i / N][i % N] = (struct pin_hit){{pin_rng_below(1, round, i, 60)}, 0.0F};
        }
        const struct pin_fuse_list lists[] = {{hits[0], N}, {hits[1], N - round % 3}};
        const struct pin_fusion rrf = fusion(PIN_FUSE_RRF, 0, ones);
        const uint32_t n = pin_fuse_lists(out, &rrf, lists, room, 2 * N);
        for (uint32_t i = 0; i < n; i++) {
            cr_assert_float_eq((double)out[i].score, (double)naive(lists, out[i].item.ix),
                               0.0);
            cr_assert(i == 0 || out[i - 1].score > out[i].score ||
                      (out[i - 1].score >= out[i].score &&
                       out[i - 1].item.ix < out[i].item.ix));
        }
    }
}

static void init(struct flow_case *c)
{
    flow_case_init(c);
    flow_items(c, 4);
    (void)flow_query(c, "p", NULL, NULL);
    (void)flow_query(c, "q", NULL, NULL);
    (void)flow_query(c, "r", NULL, NULL);
    (void)flow_freeze(c);
}

Test(fuse, ids_that_the_dataset_lacks_are_one_item_in_both_runs)
{
    static const uint32_t of[] = {0, 1};
    struct flow_case c;
    struct pin_run *fused = NULL;
    init(&c);
    struct pin_run_builder *a = flow_run(&c, "a");
    struct pin_run_builder *b = flow_run(&c, "b");
    flow_list(a, "p", "x y i0");
    flow_list(a, "q", "");
    flow_list(b, "p", "z y");
    const struct pin_run *runs[] = {pin_run_finish(a, 0), pin_run_finish(b, 0)};
    struct pin_fusion rrf = fusion(PIN_FUSE_RRF, 0, ones);
    rrf.of = of;
    cr_assert_eq(pin_fuse_runs(&fused, "f", &rrf, runs, c.dataset, 0, &c.arena, &c.err),
                 PIN_OK, "%s", c.err.text);
    static const char *const names[] = {"y", "x", "z", "i0"};
    cr_assert_eq(fused->hits_n[0], 4);
    for (uint32_t i = 0; i < 4; i++) {
        cr_assert_str_eq(pin_run_item_name(fused, &c.dataset->corpus,
                                           fused->hits[fused->start[0] + i].item),
                         names[i]);
    }
    cr_assert(fused->answered[1] && fused->hits_n[1] == 0 && !fused->answered[2]);
    struct pin_fusion sum = fusion(PIN_FUSE_COMBSUM, PIN_NORMALISE_NONE, ones);
    sum.of = of;
    cr_assert_eq(pin_fuse_runs(&fused, "f", &sum, runs, c.dataset, 0, &c.arena, &c.err),
                 PIN_E_CONFIG);
    cr_assert(flow_begins(c.err.text, "the lists of \"a\" have an order and no scores"));
    flow_case_free(&c);
}

Test(fuse, a_pipeline_makes_parts_first_and_reports_in_the_order_of_the_list)
{
    static const char *const figures[] = {"hits@1"};
    static const uint32_t of_two[] = {1, 2};
    static const uint32_t of_one[] = {0};
    static const uint32_t order[] = {1, 2, 0, 3};
    struct flow_case c;
    struct pin_summary summary;
    init(&c);
    struct pin_fusion first = fusion(PIN_FUSE_RRF, 0, ones);
    struct pin_fusion last = first;
    first.of = of_two;
    last.of = of_one;
    last.of_n = 1;
    const struct pin_execution executions[] = {
        {.name = "fused", .fuse = &first, .depth = 3, .threads = 1},
        {.name = "a", .stage = {.engine = "fake"}, .depth = 2, .threads = 1},
        {.name = "b",
         .stage = {.engine = "fake"},
         .hidden = true,
         .depth = 2,
         .threads = 1},
        {.name = "again", .fuse = &last, .depth = 3, .threads = 1}};
    const struct pin_pipeline pipeline = {.registry = c.registry,
                                          .dataset = c.dataset,
                                          .policy = pin_policy_strict(),
                                          .figures = figures,
                                          .figures_n = 1,
                                          .order_by = -1,
                                          .executions = executions,
                                          .executions_n = 4,
                                          .order = order,
                                          .threads = 2,
                                          .seed = 1};
    cr_assert_eq(pin_pipeline_run(&summary, &pipeline, &c.arena, &c.err), PIN_OK, "%s",
                 c.err.text);
    cr_assert_eq(summary.systems_n, 3);
    cr_assert_str_eq(summary.systems[0].name, "fused");
    cr_assert_str_eq(summary.systems[1].name, "a");
    cr_assert_str_eq(summary.systems[2].name, "again");
    cr_assert_str_eq(summary.systems[0].pipeline,
                     "[{\"fuse\": \"rrf\", \"k\": 60, \"of\": [\"a\", \"b\"], "
                     "\"weights\": [1, 1]}]");
    flow_case_free(&c);
}
