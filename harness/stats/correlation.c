/* Pairs are counted with a binary indexed tree over the groups of y: things are taken
 * from the highest down, and asked of the tree is how many that were taken before stand
 * above or below. */
#include "harness/stats/correlation.h"

#include "harness/base/sum.h"
#include "harness/stats/ranks.h"

#include <math.h>
#include <stdbool.h>

struct pin_counts { /* by group; the members are those of a binary indexed tree, from 1 */
    uint32_t *nodes;
    uint32_t groups_n;
};

static void count_one(struct pin_counts *counts, uint32_t group)
{
    for (uint32_t i = group + 1; i <= counts->groups_n; i += i & -i) {
        counts->nodes[i]++;
    }
}

/* How many were counted in groups before this one. */
static uint32_t counted_before(const struct pin_counts *counts, uint32_t group)
{
    uint32_t n = 0;
    for (uint32_t i = group; i > 0; i -= i & -i) {
        n += counts->nodes[i];
    }
    return n;
}

static enum pin_status counts_new(struct pin_counts *out, uint32_t groups_n,
                                  struct pin_arena *arena, struct pin_error *err)
{
    *out =
        (struct pin_counts){PIN_NEW_N(arena, uint32_t, (size_t)groups_n + 1), groups_n};
    return out->nodes ? PIN_OK : pin_fail(err, PIN_E_NOMEM, "no memory to count pairs");
}

struct pin_rank_pair {
    struct pin_ranks x, y;
};

static bool comparable(const double *x, const double *y, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (isnan(x[i]) || isnan(y[i])) {
            return false;
        }
    }
    return n > 1;
}

static enum pin_status rank_pair(struct pin_rank_pair *out, const double *x,
                                 const double *y, uint32_t n, struct pin_arena *arena,
                                 struct pin_error *err)
{
    PIN_TRY(pin_ranks_of(&out->x, x, n, arena, err));
    return pin_ranks_of(&out->y, y, n, arena, err);
}

/* Concordant pairs less discordant ones. */
static enum pin_status agreeing(double *out, const struct pin_rank_pair *pair,
                                struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_ranks *x = &pair->x;
    const struct pin_ranks *y = &pair->y;
    struct pin_counts counts;
    int64_t balance = 0;
    PIN_TRY(counts_new(&counts, y->groups_n, arena, err));
    for (uint32_t g = 0; g < x->groups_n; g++) {
        for (uint32_t i = x->start[g]; i < x->start[g + 1]; i++) {
            const uint32_t group = y->group[x->order[i]];
            const uint32_t above = counted_before(&counts, group);
            const uint32_t below = x->start[g] - counted_before(&counts, group + 1);
            balance += (int64_t)above - (int64_t)below;
        }
        for (uint32_t i = x->start[g]; i < x->start[g + 1]; i++) {
            count_one(&counts, y->group[x->order[i]]);
        }
    }
    *out = (double)balance;
    return PIN_OK;
}

struct pin_tie_sums { /* over the groups of t equal values */
    double pairs;     /* t (t - 1) */
    double triples;   /* t (t - 1) (t - 2) */
    double variance;  /* t (t - 1) (2 t + 5) */
};

static struct pin_tie_sums tie_sums(const struct pin_ranks *ranks)
{
    struct pin_tie_sums sums = {0};
    for (uint32_t g = 0; g < ranks->groups_n; g++) {
        const double t = pin_ranks_tied(ranks, g);
        sums.pairs += t * (t - 1);
        sums.triples += t * (t - 1) * (t - 2);
        sums.variance += t * (t - 1) * (2 * t + 5);
    }
    return sums;
}

static struct pin_kendall kendall_of(double balance, const struct pin_rank_pair *pair)
{
    const struct pin_tie_sums x = tie_sums(&pair->x);
    const struct pin_tie_sums y = tie_sums(&pair->y);
    const double n = pair->x.n;
    const double pairs = n * (n - 1);
    const double untied = sqrt((pairs - x.pairs) * (pairs - y.pairs)) / 2;
    double variance = (pairs * (2 * n + 5) - x.variance - y.variance) / 18 +
                      x.pairs * y.pairs / (2 * pairs);
    if (n > 2) {
        variance += x.triples * y.triples / (9 * pairs * (n - 2));
    }
    const double tau = balance / untied;
    return (struct pin_kendall){
        .tau_b = fmax(-1, fmin(1, tau)),
        .p = erfc(fabs(balance) / sqrt(variance) / sqrt(2)),
    };
}

enum pin_status pin_kendall_tau_b(struct pin_kendall *out, const double *x,
                                  const double *y, uint32_t n, struct pin_arena *arena,
                                  struct pin_error *err)
{
    struct pin_rank_pair pair;
    double balance = 0;
    *out = (struct pin_kendall){(double)NAN, (double)NAN};
    if (!comparable(x, y, n)) {
        return PIN_OK;
    }
    const struct pin_arena_mark mark = pin_arena_mark(arena);
    PIN_TRY(rank_pair(&pair, x, y, n, arena, err));
    PIN_TRY(agreeing(&balance, &pair, arena, err));
    if (pair.x.groups_n > 1 && pair.y.groups_n > 1) {
        *out = kendall_of(balance, &pair);
    }
    pin_arena_rewind(arena, mark);
    return PIN_OK;
}

/* One direction: walked down is the estimate. */
static enum pin_status ap_one_way(double *out, const struct pin_ranks *truth,
                                  const struct pin_ranks *estimate,
                                  struct pin_arena *arena, struct pin_error *err)
{
    struct pin_counts counts;
    struct pin_sum sum = {0};
    PIN_TRY(counts_new(&counts, truth->groups_n, arena, err));
    for (uint32_t g = 0; g < estimate->groups_n; g++) {
        const uint32_t above_n = estimate->start[g];
        for (uint32_t i = above_n; g > 0 && i < estimate->start[g + 1]; i++) {
            const uint32_t group = truth->group[estimate->order[i]];
            pin_sum_add(&sum, (double)counted_before(&counts, group) / above_n);
        }
        for (uint32_t i = above_n; i < estimate->start[g + 1]; i++) {
            count_one(&counts, truth->group[estimate->order[i]]);
        }
    }
    *out = 2 * pin_sum_value(&sum) / (estimate->n - estimate->start[1]) - 1;
    return PIN_OK;
}

enum pin_status pin_ap_correlation(struct pin_ap_correlation *out, const double *x,
                                   const double *y, uint32_t n, struct pin_arena *arena,
                                   struct pin_error *err)
{
    struct pin_rank_pair pair;
    double back = 0;
    *out = (struct pin_ap_correlation){(double)NAN, (double)NAN};
    if (!comparable(x, y, n)) {
        return PIN_OK;
    }
    const struct pin_arena_mark mark = pin_arena_mark(arena);
    PIN_TRY(rank_pair(&pair, x, y, n, arena, err));
    if (pair.x.groups_n > 1 && pair.y.groups_n > 1) {
        PIN_TRY(ap_one_way(&out->tau_ap, &pair.x, &pair.y, arena, err));
        PIN_TRY(ap_one_way(&back, &pair.y, &pair.x, arena, err));
        out->tau_ap_b = (out->tau_ap + back) / 2;
    }
    pin_arena_rewind(arena, mark);
    return PIN_OK;
}
