#include "tests/metrics/rankings.h"

#include <math.h>

#include <criterion/criterion.h>

struct row {
    const char *metric;
    const char *hits;  /* as ranking_of_letters reads them */
    const char *ideal; /* so many relevant items, R */
    uint32_t negatives_n;
    double expected;
};

#define NONE ((double)NAN)

static const struct row rows[] = {
    /* p: k stays the divisor of a short list; without relevant items it is 0 */
    {"p@1", "1.", "1", 0, 1.0 / 1},
    {"p@3", "1.1.", "11", 0, 2.0 / 3},
    {"p@10", "1.1.", "11", 0, 2.0 / 10},
    {"p@4", "0-.1", "1", 1, 1.0 / 4},
    {"p@5", "..", "", 0, 0},
    {"p@5", "", "1", 0, 0},
    /* recall */
    {"recall@1", "1.1", "111", 0, 1.0 / 3},
    {"recall@3", "1.1", "111", 0, 2.0 / 3},
    {"recall", "1.1.......1", "1111", 0, 3.0 / 4},
    {"recall@5", "....", "1", 0, 0},
    {"recall@5", "....", "", 3, NONE},
    {"recall@2", "", "11", 0, 0},
    /* ap: min(R, k) below */
    {"ap@1", "1...", "111", 0, 1},
    {"ap@3", "1.1.", "11", 0, (1.0 / 1 + 2.0 / 3) / 2},
    {"ap@3", "1.1.", "11111", 0, (1.0 / 1 + 2.0 / 3) / 3},
    {"ap", "1.1.", "11111", 0, (1.0 / 1 + 2.0 / 3) / 5},
    {"ap@10", ".1..1", "111", 0, (1.0 / 2 + 2.0 / 5) / 3},
    {"ap@10", ".1-.1", "93", 4, (1.0 / 2 + 2.0 / 5) / 2},
    {"ap@10", "...", "1", 0, 0},
    {"ap@10", "", "1", 0, 0},
    {"ap@10", "...", "", 0, NONE},
    /* ap_noneg: taking two away brings the hit at rank 5 to rank 3, inside the cutoff */
    {"ap_noneg@3", "-1-.1", "11", 2, (1.0 / 1 + 2.0 / 3) / 2},
    {"ap@3", "-1-.1", "11", 2, (1.0 / 2) / 2},
    {"delta_noneg@3", "-1-.1", "11", 2, (1.0 / 1 + 2.0 / 3) / 2 - (1.0 / 2) / 2},
    {"ap_noneg@3", ".1.", "1", 9, 1.0 / 2},
    {"delta_noneg@3", ".1.", "1", 9, 0},
    {"ap_noneg", "---1", "1111", 3, 1.0 / 4},
    {"ap_noneg@2", "---", "1", 3, 0},
    {"ap_noneg@2", "-", "", 3, NONE},
    {"delta_noneg@2", "-", "", 3, NONE},
    /* neg_recall: min(N, k) below */
    {"neg_recall@2", "-.-", "1", 3, 1.0 / 2},
    {"neg_recall@3", "-.-", "1", 3, 2.0 / 3},
    {"neg_recall@3", "-.-", "1", 4, 2.0 / 3},
    {"neg_recall@10", "-.-", "1", 4, 2.0 / 4},
    {"neg_recall", "-.-", "1", 4, 2.0 / 4},
    {"neg_recall@10", "1..", "1", 4, 0},
    {"neg_recall@10", "1..", "1", 0, NONE},
    {"neg_recall@10", "-", "", 1, 1},
    /* neg_before_pos */
    {"neg_before_pos", ".-1", "1", 1, 1},
    {"neg_before_pos", ".1-", "1", 1, 0},
    {"neg_before_pos", ".-.", "1", 1, 1},
    {"neg_before_pos", "...", "1", 1, 0},
    {"neg_before_pos@1", ".-1", "1", 1, 0},
    {"neg_before_pos@2", ".-1", "1", 1, 1},
    {"neg_before_pos", ".-1", "1", 0, NONE},
    {"neg_before_pos", "-", "", 1, 1},
    {"neg_before_pos", "*-1", "1", 1, 0},
    /* ndcg: log2 of 2, 4, 8 is 1, 2, 3 */
    {"ndcg@1", "1", "1", 0, 1},
    {"ndcg@3", "..1", "1", 0, (1.0 / 2) / 1},
    {"ndcg@7", "......1", "1", 0, (1.0 / 3) / 1},
    {"ndcg@2", "..1", "1", 0, 0},
    {"ndcg@1", "2.3", "32", 0, 2.0 / 3},
    {"ndcg@3", "2.3", "3", 0, (2.0 / 1 + 3.0 / 2) / (3.0 / 1)},
    {"ndcg@3:gain=exponential", "2.3", "3", 0, (3.0 / 1 + 7.0 / 2) / (7.0 / 1)},
    {"ndcg@1:gain=exponential", "2.3", "32", 0, 3.0 / 7},
    {"ndcg", "-0.", "1", 1, 0},
    {"ndcg", "", "1", 0, 0},
    {"ndcg@5", "...", "", 1, NONE},
    /* rr, hit */
    {"rr", "..1.1", "11", 0, 1.0 / 3},
    {"rr@3", "..1.1", "11", 0, 1.0 / 3},
    {"rr@2", "..1.1", "11", 0, 0},
    {"rr", "...", "1", 0, 0},
    {"rr", "...", "", 0, NONE},
    {"hit@3", "..1.1", "11", 0, 1},
    {"hit@2", "..1.1", "11", 0, 0},
    {"hit", "-0.", "1", 1, 0},
    {"hit", "", "1", 0, 0},
    {"hit@1", "-0.", "", 1, NONE},
    /* rprec */
    {"rprec", "1.1", "11", 0, 1.0 / 2},
    {"rprec", "1.1", "1111", 0, 2.0 / 4},
    {"rprec", "..1", "11", 0, 0},
    {"rprec", "..1", "", 0, NONE},
    /* judged: hard negatives and grade 0 are judged */
    {"judged@4", "1.-0", "1", 1, 3.0 / 4},
    {"judged@2", "1.-0", "1", 1, 1.0 / 2},
    {"judged@9", "1.-0", "", 0, 3.0 / 4},
    {"judged", "....", "1", 1, 0},
    {"judged@9", "", "1", 1, NONE},
    /* as listed: a hit may be repeated and be both, and values pass 1 */
    {"recall@2", "11", "1", 0, 2.0 / 1},
    {"ap@2", "11", "1", 0, (1.0 / 1 + 2.0 / 2) / 1},
    {"ndcg@3", "1.1", "1", 0, (1.0 + 1.0 / 2) / 1},
    {"neg_recall@3", "---", "1", 1, 3.0 / 1},
    {"rprec", "11", "1", 0, 1},
    {"ap@2", "*1", "11", 1, 1},
    {"ap_noneg@2", "*1", "11", 1, (1.0 / 1) / 2},
    {"delta_noneg@2", "*1", "11", 1, -1.0 / 2},
    {"neg_recall@1", "*1", "11", 1, 1},
};

Test(by_hand, every_fraction_comes_out)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_registry *registry = metrics_registry(&arena);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct row *row = &rows[i];
        struct ranking ranking;
        ranking_of_letters(&ranking, row->hits, row->ideal, row->negatives_n);
        const struct pin_metric_use use = metric_use(registry, row->metric, &arena);
        const double value = metric_value(&use, &ranking, use.cutoff);
        if (isnan(row->expected)) {
            cr_assert(isnan(value), "%s of \"%s\": %g", row->metric, row->hits, value);
        } else {
            cr_assert_float_eq(value, row->expected, 1e-15,
                               "%s of \"%s\": %.17g, not %.17g", row->metric, row->hits,
                               value, row->expected);
        }
    }
    pin_arena_free(&arena);
}

Test(by_hand, the_highest_grades_keep_ndcg_finite)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_registry *registry = metrics_registry(&arena);
    const struct pin_metric_use use =
        metric_use(registry, "ndcg:gain=exponential", &arena);
    struct ranking ranking;
    ranking_of_letters(&ranking, "..1", "1", 0);
    ranking.grades[2] = PIN_GRADE_MAX;
    ranking.ideal[0] = PIN_GRADE_MAX;
    cr_assert_float_eq(metric_value(&use, &ranking, PIN_CUTOFF_NONE), 0.5, 0);
    ranking.ideal[0] = 512; /* where grades stop to count */
    cr_assert_float_eq(metric_value(&use, &ranking, PIN_CUTOFF_NONE), 0.5, 0);
    ranking.ideal[0] = 511;
    cr_assert_float_eq(metric_value(&use, &ranking, PIN_CUTOFF_NONE), 1, 0);
    pin_arena_free(&arena);
}
