/* ndcg.c - graded relevance, worth less the lower it stands.
 *
 * Discounts come from the C library's log2, whose last bit may differ from one library to
 * another; everything else is the same on every machine. */
#include "harness/plugin/metric.h"
#include "metrics/ranking.h"
#include "metrics/table.h"

#include <math.h>
#include <stddef.h>

enum { GAIN_LINEAR, GAIN_EXPONENTIAL };

/* 2^512 times the longest list is finite. */
enum { EXPONENT_MAX = 512 };

struct ndcg_options {
    uint32_t gain;
};

static const char *const gains[] = {"linear", "exponential", NULL};

static const struct pin_option options_table[] = {
    {
        .name = "gain",
        .type = PIN_OPT_CHOICE,
        .offset = offsetof(struct ndcg_options, gain),
        .standard = "linear",
        .choices = gains,
        .help = "what a relevant hit of grade g adds: g, or 2^g - 1",
    },
};

static double gain_of(int32_t grade, uint32_t gain)
{
    if (grade < 1) { /* judged irrelevant, hard negative, unjudged */
        return 0;
    }
    if (gain == GAIN_LINEAR) {
        return (double)grade;
    }
    return ldexp(1, grade < EXPONENT_MAX ? grade : EXPONENT_MAX) - 1;
}

static double discounted_sum(const int32_t *grades, uint32_t grades_n, uint32_t gain)
{
    double sum = 0;
    for (uint32_t place = 0; place < grades_n; place++) {
        if (grades[place] >= 1) { /* a hit that adds nothing needs no logarithm */
            sum += gain_of(grades[place], gain) / log2((double)place + 2);
        }
    }
    return sum;
}

static double ndcg_value(const struct pin_judged *judged, uint32_t cutoff,
                         const void *options)
{
    if (judged->ideal_n == 0) {
        return PIN_UNDEFINED;
    }
    const uint32_t gain = ((const struct ndcg_options *)options)->gain;
    const double given =
        discounted_sum(judged->grades, pin_places_n(judged, cutoff), gain);
    const double best =
        discounted_sum(judged->ideal, pin_lesser(judged->ideal_n, cutoff), gain);
    return given / best;
}

const struct pin_metric_ops pin_metric_ndcg = {
    .head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops),
             .caps = PIN_CAP_UNIT_RANGE | PIN_CAP_CUTOFF, .name = "ndcg",
             .summary = "discounted gain of graded hits, over that of the best ranking",
             PIN_OPTIONS(options_table, struct ndcg_options)},
    .value = ndcg_value,
    .definition =
        "The sum over the ranks i <= k of gain(i) / log2(i + 1), divided by the same sum "
        "of the best ranking: every relevant item once, highest grade first, cut at k "
        "too. The gain of a hit is its grade g (gain=linear) or 2^g - 1 "
        "(gain=exponential, where g counts as 512 at most so that the sum stays finite); "
        "0 for hits that are not relevant, hard negatives among them. Without a cutoff "
        "both rankings are taken whole. Undefined for a query without relevant items. "
        "Where labels are read as listed, a repeated hit adds its gain again and the "
        "value may pass 1.",
    .source = "Jarvelin and Kekalainen, Cumulated Gain-Based Evaluation of IR "
              "Techniques, ACM TOIS 20(4), 2002, with the discount at every rank; "
              "gain=exponential: Burges et al., Learning to Rank using Gradient Descent, "
              "ICML 2005.",
};
