/* permute_labels.c - labels are shuffled by Fisher and Yates's method within each
 * stratum; sums go into one cell for each stratum and label, and gaps are read off the
 * cells. The observed gap takes the same way, without the shuffle. */
#include "harness/stats/permute_labels.h"

#include "harness/base/parallel.h"
#include "harness/base/rng.h"
#include "harness/base/sum.h"
#include "harness/stats/quantile.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static const double gap_tolerance = 1e-12;

struct pin_deck { /* the labelled clusters */
    const struct pin_labelled_clusters *in;
    uint32_t strata_n;
    const uint32_t *members; /* stratum by stratum, in order within */
    const uint32_t *starts;  /* of the strata; strata_n + 1 */
    const double *totals;    /* strata_n rows of figures_n: sums of den */
};

struct pin_deal {     /* of one thread */
    uint32_t *labels; /* of the members */
    double *num;      /* strata_n x labels_n rows of figures_n */
    double *den;
    double *means; /* of the labels, for one figure; NaN where left out */
};

struct pin_gap_value {
    double gap;
    double largest; /* of |M_g| */
    double kept;    /* share of the denominators */
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the shuffled labels");
}

static uint32_t stratum_of(const struct pin_labelled_clusters *in, uint32_t cluster)
{
    return in->strata ? in->strata[cluster] : 0;
}

static enum pin_status check_cluster(const struct pin_labelled_clusters *in, uint32_t c,
                                     uint32_t strata_n, struct pin_error *err)
{
    if (in->labels[c] >= in->labels_n || stratum_of(in, c) >= strata_n) {
        return pin_fail(err, PIN_E_RANGE, "cluster %u: label %u of %u, stratum %u of %u",
                        c, in->labels[c], in->labels_n, stratum_of(in, c), strata_n);
    }
    for (uint32_t j = 0; j < in->figures_n; j++) {
        const double num = in->num[(size_t)c * in->figures_n + j];
        const double den = in->den[(size_t)c * in->figures_n + j];
        if (!isfinite(num) || !isfinite(den) || den < 0.0) {
            return pin_fail(err, PIN_E_RANGE,
                            "expected finite sums, cluster %u of figure %u has %g / %g",
                            c, j, num, den);
        }
    }
    return PIN_OK;
}

static void add_totals(double *totals, const struct pin_labelled_clusters *in, uint32_t c)
{
    const uint32_t n = in->figures_n;
    for (uint32_t j = 0; j < n; j++) {
        totals[(size_t)stratum_of(in, c) * n + j] += in->den[(size_t)c * n + j];
    }
}

/* Two passes of a counting sort: starts first hold counts, then places. */
static enum pin_status make_deck(struct pin_deck *deck,
                                 const struct pin_labelled_clusters *in,
                                 struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t strata_n = in->strata ? in->strata_n : 1;
    uint32_t *members = PIN_NEW_N(arena, uint32_t, in->clusters_n + (size_t)1);
    uint32_t *starts = PIN_NEW_N(arena, uint32_t, strata_n + (size_t)2);
    double *totals = PIN_NEW_N(arena, double, (size_t)strata_n * in->figures_n + 1);
    if (!members || !starts || !totals) {
        return no_memory(err);
    }
    for (uint32_t c = 0; c < in->clusters_n; c++) {
        if (in->labels[c] != PIN_LABEL_NONE) {
            PIN_TRY(check_cluster(in, c, strata_n, err));
            starts[stratum_of(in, c) + 2]++;
            add_totals(totals, in, c);
        }
    }
    for (uint32_t s = 0; s < strata_n; s++) {
        starts[s + 2] += starts[s + 1];
    }
    for (uint32_t c = 0; c < in->clusters_n; c++) {
        if (in->labels[c] != PIN_LABEL_NONE) {
            members[starts[stratum_of(in, c) + 1]++] = c;
        }
    }
    *deck = (struct pin_deck){in, strata_n, members, starts, totals};
    return PIN_OK;
}

static void take_labels(const struct pin_deck *deck, const struct pin_deal *deal)
{
    for (uint32_t i = 0; i < deck->starts[deck->strata_n]; i++) {
        deal->labels[i] = deck->in->labels[deck->members[i]];
    }
}

static void shuffle(const struct pin_deck *deck, const struct pin_deal *deal,
                    uint64_t seed, uint64_t b)
{
    for (uint32_t s = 0; s < deck->strata_n; s++) {
        const uint32_t start = deck->starts[s];
        for (uint32_t i = deck->starts[s + 1]; i-- > start + 1;) {
            const uint32_t k = start + pin_rng_below(seed, b, i, i - start + 1);
            const uint32_t label = deal->labels[i];
            deal->labels[i] = deal->labels[k];
            deal->labels[k] = label;
        }
    }
}

static void add_cells(const struct pin_deck *deck, const struct pin_deal *deal)
{
    const struct pin_labelled_clusters *in = deck->in;
    const uint32_t n = in->figures_n;
    const size_t cells_n = (size_t)deck->strata_n * in->labels_n * n;
    memset(deal->num, 0, cells_n * sizeof(*deal->num));
    memset(deal->den, 0, cells_n * sizeof(*deal->den));
    for (uint32_t s = 0; s < deck->strata_n; s++) {
        for (uint32_t i = deck->starts[s]; i < deck->starts[s + 1]; i++) {
            const size_t cell = ((size_t)s * in->labels_n + deal->labels[i]) * n;
            const size_t row = (size_t)deck->members[i] * n;
            for (uint32_t j = 0; j < n; j++) {
                deal->num[cell + j] += in->num[row + j];
                deal->den[cell + j] += in->den[row + j];
            }
        }
    }
}

static size_t cell_of(const struct pin_deck *deck, uint32_t stratum, uint32_t label,
                      uint32_t figure)
{
    return ((size_t)stratum * deck->in->labels_n + label) * deck->in->figures_n + figure;
}

/* Means are 0 for labels that have a denominator somewhere, NaN for the others. */
static void start_means(const struct pin_deck *deck, const struct pin_deal *deal,
                        uint32_t figure)
{
    for (uint32_t g = 0; g < deck->in->labels_n; g++) {
        deal->means[g] = (double)NAN;
        for (uint32_t s = 0; s < deck->strata_n; s++) {
            if (deal->den[cell_of(deck, s, g, figure)] > 0.0) {
                deal->means[g] = 0.0;
            }
        }
    }
}

static bool is_complete(const struct pin_deck *deck, const struct pin_deal *deal,
                        uint32_t stratum, uint32_t figure)
{
    bool any = false;
    for (uint32_t g = 0; g < deck->in->labels_n; g++) {
        if (!isnan(deal->means[g])) {
            if (!(deal->den[cell_of(deck, stratum, g, figure)] > 0.0)) {
                return false;
            }
            any = true;
        }
    }
    return any;
}

/* Adds up pi_s m_gs, without the division by the sum of pi, which comes back. */
static double add_strata(const struct pin_deck *deck, const struct pin_deal *deal,
                         uint32_t figure)
{
    double weights = 0.0;
    for (uint32_t s = 0; s < deck->strata_n; s++) {
        if (!is_complete(deck, deal, s, figure)) {
            continue;
        }
        const double weight = deck->totals[(size_t)s * deck->in->figures_n + figure];
        weights += weight;
        for (uint32_t g = 0; g < deck->in->labels_n; g++) {
            const size_t cell = cell_of(deck, s, g, figure);
            if (!isnan(deal->means[g])) {
                deal->means[g] += weight * (deal->num[cell] / deal->den[cell]);
            }
        }
    }
    return weights;
}

static double spread(const struct pin_deck *deck, const double *means)
{
    const uint32_t reference = deck->in->reference;
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    double farthest = reference == PIN_LABEL_NONE ? 0.0 : (double)NAN;
    uint32_t labels_n = 0;
    for (uint32_t g = 0; g < deck->in->labels_n; g++) {
        if (isnan(means[g])) {
            continue;
        }
        labels_n++;
        low = fmin(low, means[g]);
        high = fmax(high, means[g]);
        if (reference != PIN_LABEL_NONE && !isnan(means[reference])) {
            farthest = fmax(farthest, fabs(means[g] - means[reference]));
        }
    }
    if (labels_n < 2) {
        return (double)NAN;
    }
    return reference == PIN_LABEL_NONE ? high - low : farthest;
}

static struct pin_gap_value gap_of(const struct pin_deck *deck,
                                   const struct pin_deal *deal, uint32_t figure)
{
    struct pin_sum all = {0};
    struct pin_gap_value value = {(double)NAN, 0.0, (double)NAN};
    for (uint32_t s = 0; s < deck->strata_n; s++) {
        pin_sum_add(&all, deck->totals[(size_t)s * deck->in->figures_n + figure]);
    }
    start_means(deck, deal, figure);
    const double weights = add_strata(deck, deal, figure);
    if (pin_sum_value(&all) > 0.0) {
        value.kept = weights / pin_sum_value(&all);
    }
    if (!(weights > 0.0)) {
        return value;
    }
    for (uint32_t g = 0; g < deck->in->labels_n; g++) {
        deal->means[g] /= weights;
        value.largest = fmax(value.largest, fabs(deal->means[g]));
    }
    value.gap = spread(deck, deal->means);
    return value;
}

/* sorted has room for shuffles_n. */
static struct pin_gap finish(struct pin_gap_value observed, const double *shuffled,
                             uint32_t shuffles_n, double *sorted)
{
    struct pin_gap gap = {.observed = observed.gap,
                          .p = (double)NAN,
                          .mean = (double)NAN,
                          .upper = (double)NAN,
                          .left_out = 1.0 - observed.kept,
                          .shuffled = shuffled};
    const double bar = observed.gap - gap_tolerance * observed.largest;
    uint32_t as_large_n = 0;
    for (uint32_t b = 0; b < shuffles_n; b++) {
        if (!isnan(shuffled[b])) {
            sorted[gap.gaps_n++] = shuffled[b];
            as_large_n += shuffled[b] >= bar;
        }
    }
    if (isnan(observed.gap) || gap.gaps_n == 0) {
        return gap;
    }
    gap.p = (1.0 + as_large_n) / (1.0 + gap.gaps_n);
    gap.mean = pin_mean_of(sorted, gap.gaps_n);
    gap.upper = pin_quantile(sorted, pin_quantile_sort(sorted, gap.gaps_n), 0.95);
    return gap;
}

static enum pin_status make_deals(struct pin_deal **out, uint32_t threads,
                                  const struct pin_deck *deck, struct pin_arena *arena,
                                  struct pin_error *err)
{
    const struct pin_labelled_clusters *in = deck->in;
    const size_t cells_n = (size_t)deck->strata_n * in->labels_n * in->figures_n + 1;
    struct pin_deal *deals = PIN_NEW_N(arena, struct pin_deal, threads);
    for (uint32_t i = 0; deals && i < threads; i++) {
        deals[i] = (struct pin_deal){
            PIN_NEW_N(arena, uint32_t, in->clusters_n + (size_t)1),
            PIN_NEW_N(arena, double, cells_n), PIN_NEW_N(arena, double, cells_n),
            PIN_NEW_N(arena, double, in->labels_n + (size_t)1)};
        if (!deals[i].labels || !deals[i].num || !deals[i].den || !deals[i].means) {
            return no_memory(err);
        }
    }
    *out = deals;
    return deals ? PIN_OK : no_memory(err);
}

static void deal_once(double *shuffled, const struct pin_deck *deck,
                      const struct pin_deal *deal,
                      const struct pin_resampling *resampling, uint32_t b)
{
    take_labels(deck, deal);
    shuffle(deck, deal, resampling->seed, b);
    add_cells(deck, deal);
    for (uint32_t j = 0; j < deck->in->figures_n; j++) {
        shuffled[(size_t)j * resampling->resamples_n + b] = gap_of(deck, deal, j).gap;
    }
}

enum pin_status pin_label_gaps(struct pin_gap *out,
                               const struct pin_labelled_clusters *clusters,
                               const struct pin_resampling *resampling,
                               struct pin_arena *arena, struct pin_error *err)
{
    struct pin_deck deck;
    struct pin_deal *deals = NULL;
    const uint32_t n = resampling->resamples_n;
    const uint32_t figures_n = clusters->figures_n;
    const uint32_t threads = resampling->threads > 0 ? resampling->threads : 1;
    if (clusters->reference != PIN_LABEL_NONE &&
        clusters->reference >= clusters->labels_n) {
        return pin_fail(err, PIN_E_RANGE, "reference: label %u of %u",
                        clusters->reference, clusters->labels_n);
    }
    PIN_TRY(make_deck(&deck, clusters, arena, err));
    PIN_TRY(make_deals(&deals, threads, &deck, arena, err));
    double *shuffled = PIN_NEW_N(arena, double, (size_t)n *figures_n + 1);
    double *sorted = PIN_NEW_N(arena, double, n + (size_t)1);
    if (!shuffled || !sorted) {
        return no_memory(err);
    }
#pragma omp parallel for schedule(static) num_threads((int)threads)
    for (uint32_t b = 0; b < n; b++) {
        deal_once(shuffled, &deck, &deals[pin_thread_ix()], resampling, b);
    }
    take_labels(&deck, &deals[0]);
    add_cells(&deck, &deals[0]);
    for (uint32_t j = 0; j < figures_n; j++) {
        out[j] = finish(gap_of(&deck, &deals[0], j), shuffled + (size_t)j * n, n, sorted);
    }
    return PIN_OK;
}
