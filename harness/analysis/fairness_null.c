#include "harness/analysis/fairness_parts.h"
#include "harness/base/sum.h"
#include "harness/stats/quantile.h"

#include <math.h>
#include <stdlib.h>

struct vote { /* of a unit */
    uint32_t cluster;
    uint32_t key; /* its group or stratum */
};

struct votes {
    struct vote *rows;
    uint32_t rows_n;
};

struct null { /* what is shuffled */
    struct pin_cluster_sums sums;
    uint32_t *labels;
    uint32_t *strata; /* NULL: one */
    struct votes groups;
    struct votes controls;
};

static const double gap_tolerance = 1e-12;

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the shuffled groups");
}

static int by_cluster_and_key(const void *a, const void *b)
{
    const struct vote *x = a;
    const struct vote *y = b;
    if (x->cluster != y->cluster) {
        return x->cluster < y->cluster ? -1 : 1;
    }
    return (x->key > y->key) - (x->key < y->key);
}

/* What most units of each cluster say, the lowest among equals; gives how many clusters
 * do not agree. Clusters without a vote stay as they are. */
static uint32_t count_votes(uint32_t *out, struct votes *votes)
{
    uint32_t mixed_n = 0;
    if (votes->rows_n > 0) {
        qsort(votes->rows, votes->rows_n, sizeof(*votes->rows), by_cluster_and_key);
    }
    for (uint32_t at = 0; at < votes->rows_n;) {
        const uint32_t cluster = votes->rows[at].cluster;
        uint32_t most_n = 0;
        uint32_t keys_n = 0;
        while (at < votes->rows_n && votes->rows[at].cluster == cluster) {
            const struct vote *first = &votes->rows[at];
            uint32_t n = 0;
            while (at < votes->rows_n && votes->rows[at].cluster == cluster &&
                   votes->rows[at].key == first->key) {
                n++;
                at++;
            }
            keys_n++;
            if (n > most_n) {
                most_n = n;
                out[cluster] = first->key;
            }
        }
        mixed_n += keys_n > 1;
    }
    return mixed_n;
}

static enum pin_status new_null(struct null *out, const struct pin_fair_case *of,
                                uint32_t figures_n, bool with_strata,
                                struct pin_arena *scratch, struct pin_error *err)
{
    const uint32_t clusters_n = of->context->panel->clustering.clusters_n;
    const size_t votes_n = (size_t)2 * of->shape->units_n + 1;
    *out = (struct null){.labels = PIN_NEW_N(scratch, uint32_t, clusters_n + 1U)};
    out->groups.rows = PIN_NEW_N(scratch, struct vote, votes_n);
    out->controls.rows = PIN_NEW_N(scratch, struct vote, with_strata ? votes_n : 1);
    if (with_strata) {
        out->strata = PIN_NEW_N(scratch, uint32_t, clusters_n + 1U);
    }
    if (!out->labels || !out->groups.rows || !out->controls.rows ||
        (with_strata && !out->strata)) {
        return no_memory(err);
    }
    for (uint32_t c = 0; c < clusters_n; c++) {
        out->labels[c] = PIN_LABEL_NONE;
    }
    return pin_cluster_sums_new(&out->sums, clusters_n, figures_n, scratch, err);
}

/* The unit as a vote of its cluster; false when it is in no gap. */
static bool enter(struct null *null, const struct pin_fair_case *of, uint32_t unit)
{
    const uint32_t label = pin_fair_label_of(of, unit);
    const uint32_t cluster = of->shape->cluster_of[unit];
    if (label >= of->labels_n) { /* none, or not known */
        return false;
    }
    if (null->strata) {
        const uint32_t stratum = of->groups->control->value_of[of->shape->query_of[unit]];
        if (stratum == PIN_IX_NONE) {
            return false;
        }
        null->controls.rows[null->controls.rows_n++] = (struct vote){cluster, stratum};
    }
    null->groups.rows[null->groups.rows_n++] = (struct vote){cluster, label};
    return true;
}

static enum pin_status shuffle(struct pin_gap *out, struct null *null,
                               struct pin_fair_case *of, struct pin_arena *scratch,
                               struct pin_error *err)
{
    uint32_t mixed_n = count_votes(null->labels, &null->groups);
    if (null->strata) {
        mixed_n += count_votes(null->strata, &null->controls);
    }
    of->mixed_n = mixed_n > of->mixed_n ? mixed_n : of->mixed_n;
    const struct pin_labelled_clusters clusters = {
        .clusters_n = null->sums.clusters_n,
        .figures_n = null->sums.figures_n,
        .num = null->sums.num,
        .den = null->sums.den,
        .labels_n = of->labels_n,
        .labels = null->labels,
        .strata_n = null->strata ? pin_ids_count(of->groups->control->values) : 1,
        .strata = null->strata,
        .reference = PIN_LABEL_NONE};
    return pin_label_gaps(out, &clusters, &of->context->resampling, scratch, err);
}

static void keep(struct pin_fair_gap *gap, const struct pin_gap *from)
{
    gap->tested = from->observed;
    gap->mean = from->mean;
    gap->upper = from->upper;
    gap->p = from->p;
}

static enum pin_status test_plain(struct pin_fair_case *of, struct pin_fair_gap *gaps,
                                  struct pin_arena *scratch, struct pin_error *err)
{
    struct null null;
    struct pin_gap found[2];
    const uint32_t figures_n = of->ceiling && !of->ceiling_is_one ? 2 : 1;
    PIN_TRY(new_null(&null, of, figures_n, false, scratch, err));
    for (uint32_t unit = 0; unit < of->shape->units_n; unit++) {
        if (enter(&null, of, unit)) {
            pin_fair_add(&null.sums, of, unit, 0, 1.0);
            if (figures_n == 2 && !isnan(of->ceiling[unit])) {
                pin_fair_add(&null.sums, of, unit, 1, of->ceiling[unit]);
            }
        }
    }
    PIN_TRY(shuffle(found, &null, of, scratch, err));
    for (uint32_t i = 0; i < figures_n; i++) {
        keep(&gaps[i], &found[i]);
    }
    return PIN_OK;
}

static enum pin_status test_standardised(struct pin_fair_case *of,
                                         struct pin_fair_gap *gap,
                                         struct pin_arena *scratch, struct pin_error *err)
{
    struct null null;
    struct pin_gap found;
    PIN_TRY(new_null(&null, of, 1, true, scratch, err));
    for (uint32_t unit = 0; unit < of->shape->units_n; unit++) {
        if (enter(&null, of, unit)) {
            pin_fair_add(&null.sums, of, unit, 0, 1.0);
        }
    }
    PIN_TRY(shuffle(&found, &null, of, scratch, err));
    keep(gap, &found);
    return PIN_OK;
}

enum pin_status pin_fair_case_test(struct pin_fair_case *of, struct pin_fair_gap *gaps,
                                   uint32_t gaps_n, struct pin_arena *scratch,
                                   struct pin_error *err)
{
    if (of->labels_n < 2) {
        return PIN_OK;
    }
    PIN_TRY(test_plain(of, gaps, scratch, err));
    struct pin_fair_gap *last = &gaps[gaps_n - 1];
    const bool strata = last->kind == PIN_FAIR_STANDARDISED && !isnan(last->gap.value);
    return strata ? test_standardised(of, last, scratch, err) : PIN_OK;
}

/* The larger of two gaps of each shuffle, read as permute_labels.h reads one. */
static enum pin_status take_larger(struct pin_fair_gap *gap,
                                   const struct pin_gap found[2], uint32_t shuffles_n,
                                   struct pin_arena *scratch, struct pin_error *err)
{
    double *larger = PIN_NEW_N(scratch, double, shuffles_n + (size_t)1);
    uint32_t n = 0;
    uint32_t as_large_n = 0;
    if (!larger) {
        return no_memory(err);
    }
    gap->tested = isnan(found[0].observed) || isnan(found[1].observed)
                      ? (double)NAN
                      : fmax(found[0].observed, found[1].observed);
    for (uint32_t b = 0; b < shuffles_n && !isnan(gap->tested); b++) {
        const double x = found[0].shuffled[b];
        const double y = found[1].shuffled[b];
        if (!isnan(x) && !isnan(y)) {
            larger[n] = fmax(x, y);
            as_large_n += larger[n] >= gap->tested - gap_tolerance;
            n++;
        }
    }
    if (n > 0) {
        gap->p = (1.0 + as_large_n) / (1.0 + n);
        gap->mean = pin_mean_of(larger, n);
        gap->upper = pin_quantile(larger, pin_quantile_sort(larger, n), 0.95);
    }
    return PIN_OK;
}

enum pin_status pin_fair_odds_test(struct pin_fair_case of[2], struct pin_fair_gap *gap,
                                   struct pin_arena *scratch, struct pin_error *err)
{
    struct null null;
    struct pin_gap found[2];
    if (of[0].labels_n < 2) {
        return PIN_OK;
    }
    PIN_TRY(new_null(&null, &of[0], 2, false, scratch, err));
    for (uint32_t i = 0; i < 2; i++) {
        for (uint32_t unit = 0; unit < of[i].shape->units_n; unit++) {
            if (enter(&null, &of[i], unit)) {
                pin_fair_add(&null.sums, &of[i], unit, i, 1.0);
            }
        }
    }
    PIN_TRY(shuffle(found, &null, &of[0], scratch, err));
    return take_larger(gap, found, of->context->resampling.resamples_n, scratch, err);
}
