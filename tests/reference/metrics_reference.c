/* metrics_reference.c - ranks count from 1 as in the formulas, a question about a rank
 * past the list has an answer, and every partial result is computed anew. */
#include "tests/reference/metrics_reference.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HITS_MAX = 64 };

typedef struct pin_judged list;

static int rel(const list *l, double rank)
{
    return rank <= l->depth && l->grades[(int)rank - 1] > 0;
}

static int neg(const list *l, double rank)
{
    return rank <= l->depth && l->hard_negative[(int)rank - 1];
}

/* The sum of `what` over the ranks 1 to k. */
static double count(const list *l, double k, int (*what)(const list *, double))
{
    return k < 1 ? 0 : count(l, k - 1, what) + what(l, k);
}

static double precision(const list *l, double k)
{
    return count(l, k, rel) / k;
}

static double average_precision(const list *l, double k)
{
    double sum = 0;
    for (double rank = fmin(k, l->depth); rank >= 1; rank--) {
        sum += rel(l, rank) ? precision(l, rank) : 0;
    }
    return sum / fmin(l->relevant_n, k);
}

static double average_precision_noneg(const list *l, double k)
{
    int32_t grades[HITS_MAX];
    const bool nothing[HITS_MAX] = {false};
    list kept = *l;
    kept.depth = 0;
    for (uint32_t i = 0; i < l->depth; i++) {
        if (!l->hard_negative[i]) {
            grades[kept.depth++] = l->grades[i];
        }
    }
    kept.grades = grades;
    kept.hard_negative = nothing;
    return average_precision(&kept, k);
}

static double gain(double grade, int exponential)
{
    return grade < 1 ? 0 : exponential ? pow(2, grade) - 1 : grade;
}

static double dcg(const int32_t *grades, double n, int exponential)
{
    double sum = 0;
    for (double rank = 1; rank <= n; rank++) {
        sum += gain(grades[(int)rank - 1], exponential) * log(2) / log(rank + 1);
    }
    return sum;
}

static double ndcg(const list *l, double k, int exponential)
{
    return dcg(l->grades, fmin(k, l->depth), exponential) /
           dcg(l->ideal, fmin(k, l->ideal_n), exponential);
}

static double reciprocal_rank(const list *l, double k)
{
    double best = 0;
    for (double rank = 1; rank <= fmin(k, l->depth); rank++) {
        best = fmax(best, rel(l, rank) / rank);
    }
    return best;
}

static double neg_before_pos(const list *l, double k)
{
    double answer = 0;
    for (double rank = 1; rank <= fmin(k, l->depth); rank++) {
        answer = fmax(answer, neg(l, rank) && count(l, rank, rel) < 1);
    }
    return answer;
}

static int has_judgment(const list *l, double rank)
{
    return l->grades[(int)rank - 1] != PIN_GRADE_UNJUDGED;
}

static double judged_share(const list *l, double k)
{
    return count(l, fmin(k, l->depth), has_judgment) / fmin(k, l->depth);
}

double reference_value(const char *label, const struct pin_judged *judged,
                       uint32_t cutoff)
{
    const list *l = judged;
    const double k = cutoff == UINT32_MAX ? INFINITY : cutoff;
    const double places = fmin(k, l->depth);
    const double r = l->relevant_n;
    const double n = l->hard_negatives_n;
#define IS(name)            (strcmp(label, name) == 0)
#define WHERE(known, value) ((known) > 0 ? (value) : (double)NAN)
    if (IS("p")) {
        return precision(l, k);
    }
    if (IS("recall")) {
        return WHERE(r, count(l, places, rel) / r);
    }
    if (IS("ap")) {
        return WHERE(r, average_precision(l, k));
    }
    if (IS("ap_noneg")) {
        return WHERE(r, average_precision_noneg(l, k));
    }
    if (IS("delta_noneg")) {
        return WHERE(r, average_precision_noneg(l, k) - average_precision(l, k));
    }
    if (IS("neg_recall")) {
        return WHERE(n, count(l, places, neg) / fmin(n, k));
    }
    if (IS("neg_before_pos")) {
        return WHERE(n, neg_before_pos(l, k));
    }
    if (IS("ndcg") || IS("ndcg:gain=exponential")) {
        return WHERE(l->ideal_n, ndcg(l, k, !IS("ndcg")));
    }
    if (IS("rr")) {
        return WHERE(r, reciprocal_rank(l, k));
    }
    if (IS("hit")) {
        return WHERE(r, reciprocal_rank(l, k) > 0);
    }
    if (IS("rprec")) {
        return WHERE(r, precision(l, r));
    }
    if (IS("judged")) {
        return WHERE(l->depth, judged_share(l, k));
    }
    abort(); /* a metric without a reference */
}
