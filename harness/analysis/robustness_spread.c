/* robustness_spread.c - the sheets "spread" and "labels": how far the wordings of a base
 * query lie apart, and how far they would for a perfect run. */
#include "harness/analysis/robustness_parts.h"
#include "harness/base/sum.h"
#include "harness/flow/spread.h"
#include "harness/stats/variance.h"

#include <math.h>
#include <string.h>

enum { RATIO = PIN_AGGREGATES_N, DROP, SPREADS_N };

static const double tolerance = 1e-12; /* what rounding does to equal scores */

struct spreads { /* of one system: by aggregate, then the two that are made from them */
    struct robustness_estimate rows[SPREADS_N];
    uint32_t groups_n[PIN_AGGREGATES_N];
    uint32_t queries_n[PIN_AGGREGATES_N];
    uint32_t clusters_n[PIN_AGGREGATES_N];
};

static double drop_value(const double *figures, const void *context)
{
    const double mean = figures[PIN_AGGREGATE_MEAN];
    (void)context;
    return fabs(mean) > 0.0 ? (mean - figures[PIN_AGGREGATE_WORST]) / mean : (double)NAN;
}

static double ratio_value(const double *figures, const void *context)
{
    const double best = figures[PIN_AGGREGATE_BEST];
    (void)context;
    return fabs(best) > 0.0 ? figures[PIN_AGGREGATE_WORST] / best : (double)NAN;
}

enum which_groups { GROUPS_ALL, GROUPS_SAME_LABELS };

/* Groups with two values or more, as figures over groups have it. */
static void add_spreads(struct pin_cluster_sums *sums, struct spreads *out,
                        const struct robustness *self, const double *values, double *room,
                        enum which_groups which)
{
    const struct pin_wordings *wordings = &self->wordings;
    for (uint32_t group = 0; group < wordings->groups_n; group++) {
        const bool taken = which == GROUPS_ALL || wordings->same_labels[group];
        const uint32_t n = taken ? pin_wordings_values(room, wordings, group, values) : 0;
        const size_t row = (size_t)wordings->cluster_of[group] * sums->figures_n;
        for (uint32_t a = 0; n > 1 && a < PIN_AGGREGATES_N; a++) {
            const double spread = pin_spread(room, n, (enum pin_aggregate)a);
            if (!isnan(spread)) {
                sums->num[row + a] += spread;
                sums->den[row + a] += 1.0;
                out->groups_n[a]++;
                out->queries_n[a] += n;
            }
        }
    }
}

static enum pin_status measure_spreads(struct spreads *out, const struct robustness *self,
                                       const double *values, enum which_groups which,
                                       struct pin_arena *arena, struct pin_error *err)
{
    struct pin_cluster_sums sums;
    struct pin_functional functionals[SPREADS_N];
    uint32_t columns[PIN_AGGREGATES_N];
    double *room = PIN_NEW_N(arena, double, self->wordings.queries_n + (size_t)1);
    *out = (struct spreads){0};
    if (!room) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the values of a group");
    }
    PIN_TRY(pin_cluster_sums_new(&sums, self->context->panel->clustering.clusters_n,
                                 PIN_AGGREGATES_N, arena, err));
    add_spreads(&sums, out, self, values, room, which);
    for (uint32_t a = 0; a < PIN_AGGREGATES_N; a++) {
        columns[a] = a;
        functionals[a] = pin_functional_figure(&columns[a]);
        out->clusters_n[a] = robustness_clusters(&sums, a);
    }
    functionals[RATIO] = (struct pin_functional){ratio_value, NULL};
    functionals[DROP] = (struct pin_functional){drop_value, NULL};
    return robustness_estimate(out->rows, self, &sums, functionals, SPREADS_N, err);
}

static const struct pin_sheet_column spread_columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"spread", "spread", PIN_SHEET_TEXT, false},
    {"value", "value", PIN_SHEET_VALUE, true},
    {"same", "same labels", PIN_SHEET_VALUE, true},
    {"perfect", "perfect run", PIN_SHEET_VALUE, false},
    {"groups", "groups", PIN_SHEET_COUNT, false},
    {"groups_same", "of same labels", PIN_SHEET_COUNT, false},
    {"queries", "queries", PIN_SHEET_COUNT, false},
    {"clusters", "clusters", PIN_SHEET_COUNT, false},
};

struct spread_block { /* one system's rows */
    const char *system;
    struct spreads all, same;
};

static void put_spreads(struct pin_sheet_book *book, const struct spread_block *block,
                        const struct spreads *perfect, bool lower_is_better)
{
    const struct spreads *spreads = &block->all;
    for (uint32_t i = 0; i < SPREADS_N; i++) {
        const uint32_t n_of = i < PIN_AGGREGATES_N ? i : PIN_AGGREGATE_MEAN;
        if (i >= PIN_AGGREGATES_N && lower_is_better) {
            continue; /* the smallest value is the best then */
        }
        pin_sheet_text(book, block->system);
        pin_sheet_text(book, i == RATIO  ? "worst / best"
                             : i == DROP ? "relative drop"
                                         : pin_aggregate_name((enum pin_aggregate)i));
        robustness_put(book, &spreads->rows[i], spreads->clusters_n[n_of]);
        robustness_put(book, &block->same.rows[i], block->same.clusters_n[n_of]);
        pin_sheet_number(book, perfect->rows[i].value);
        pin_sheet_number(book, spreads->groups_n[n_of]);
        pin_sheet_number(book, block->same.groups_n[n_of]);
        pin_sheet_number(book, spreads->queries_n[n_of]);
        pin_sheet_number(book, spreads->clusters_n[n_of]);
    }
}

static void note_spread(const struct robustness *self, struct pin_sheet_book *book,
                        const struct pin_panel_figure *figure)
{
    const struct pin_wordings *wordings = &self->wordings;
    pin_sheet_note(book,
                   "%.100s over the wordings of a base query, then the mean over groups "
                   "of two wordings or more; %u of %u base queries have one wording%s",
                   figure->label, wordings->alone_n, wordings->groups_n,
                   wordings->ungrouped_n > 0 ? " (queries in no group among them)" : "");
    pin_sheet_note(book, "mean, worst and best are the mean, smallest and largest value "
                         "of a group; zero is the share of groups that fail whatever the "
                         "wording: they have no spread and look robust");
    if (figure->lower_is_better) {
        pin_sheet_note(book, "lower is better here: worst is the smallest value, and "
                             "worst / best and the relative drop are not given");
    } else {
        pin_sheet_note(book, "worst / best is the quotient of these two rows; the "
                             "relative drop is (mean - worst) / mean");
    }
    if (wordings->size_min < wordings->size_max) {
        pin_sheet_note(book,
                       "groups have %u to %u wordings, and range, std0, worst and best "
                       "depend on that: the range of 2, 3, 4, 6, 10 and 20 normal draws "
                       "is expected at 1.13, 1.69, 2.06, 2.53, 3.08 and 3.73 standard "
                       "deviations; gmd and std are free of it",
                       wordings->size_min, wordings->size_max);
    }
    if (wordings->mixed_n > 0) {
        pin_sheet_note(book,
                       "same labels: the same without the %u groups whose wordings do "
                       "not share their labels; a system that does not read the text "
                       "has no spread there, as long as it sees the same images",
                       wordings->mixed_n);
    }
    robustness_note_intervals(self, book);
}

static enum pin_status put_system(const struct robustness *self,
                                  struct pin_sheet_book *book, uint32_t system,
                                  const struct spreads *perfect, struct pin_arena *arena,
                                  struct pin_error *err)
{
    const struct pin_panel *panel = self->context->panel;
    const uint32_t figure = self->figures[0];
    const double *values = panel->systems[system].values[figure];
    struct spread_block block = {.system = panel->systems[system].name};
    PIN_TRY(measure_spreads(&block.all, self, values, GROUPS_ALL, arena, err));
    PIN_TRY(measure_spreads(&block.same, self, values, GROUPS_SAME_LABELS, arena, err));
    put_spreads(book, &block, perfect, panel->figures[figure].lower_is_better);
    return PIN_OK;
}

enum pin_status robustness_put_spread(const struct robustness *self,
                                      struct pin_sheet_book *book, struct pin_error *err)
{
    const struct pin_panel *panel = self->context->panel;
    const uint32_t figure = self->figures[0];
    struct pin_arena arena;
    struct spreads perfect;
    pin_sheet_begin(book, "spread", "spread over the wordings of a base query",
                    spread_columns, sizeof(spread_columns) / sizeof(spread_columns[0]));
    pin_arena_init(&arena, 0);
    enum pin_status status = measure_spreads(
        &perfect, self, panel->oracle->values[figure], GROUPS_ALL, &arena, err);
    for (uint32_t s = 0; status == PIN_OK && s < panel->systems_n; s++) {
        status = put_system(self, book, s, &perfect, &arena, err);
    }
    pin_arena_free(&arena);
    note_spread(self, book, &panel->figures[figure]);
    return status;
}

static const struct pin_sheet_column label_columns[] = {
    {"metric", "metric", PIN_SHEET_TEXT, false},
    {"groups", "groups", PIN_SHEET_COUNT, false},
    {"unlike", "labels differ in", PIN_SHEET_COUNT, false},
    {"unlike_share", "differ", PIN_SHEET_SHARE, false},
    {"varies", "perfect varies in", PIN_SHEET_COUNT, false},
    {"varies_share", "varies", PIN_SHEET_SHARE, true},
    {"mean", "perfect mean", PIN_SHEET_VALUE, false},
    {"range", "perfect range", PIN_SHEET_VALUE, true},
    {"gmd", "perfect gmd", PIN_SHEET_VALUE, true},
    {"clusters", "clusters", PIN_SHEET_COUNT, false},
};

enum { VARIES, PERFECT_MEAN, PERFECT_RANGE, PERFECT_GMD, LABELS_N };

struct label_effect {
    struct robustness_estimate rows[LABELS_N];
    uint32_t groups_n, unlike_n, varies_n, clusters_n;
};

static void add_group(struct pin_cluster_sums *sums, struct label_effect *out,
                      const struct robustness *self, uint32_t group, double *room)
{
    const uint32_t n = (uint32_t)room[0];
    double *values = room + 1;
    double *num = sums->num + (size_t)self->wordings.cluster_of[group] * sums->figures_n;
    double *den = sums->den + (size_t)self->wordings.cluster_of[group] * sums->figures_n;
    const double range = pin_spread(values, n, PIN_AGGREGATE_RANGE);
    out->groups_n++;
    out->unlike_n += !self->wordings.same_labels[group];
    out->varies_n += range > tolerance;
    num[VARIES] += range > tolerance ? 1.0 : 0.0;
    num[PERFECT_MEAN] += pin_mean_of(values, n);
    num[PERFECT_RANGE] += range;
    num[PERFECT_GMD] += pin_spread(values, n, PIN_AGGREGATE_GMD);
    for (uint32_t i = 0; i < LABELS_N; i++) {
        den[i] += 1.0;
    }
}

static enum pin_status measure_labels(struct label_effect *out,
                                      const struct robustness *self, const double *values,
                                      struct pin_arena *arena, struct pin_error *err)
{
    struct pin_cluster_sums sums;
    struct pin_functional functionals[LABELS_N];
    uint32_t columns[LABELS_N];
    double *room = PIN_NEW_N(arena, double, self->wordings.queries_n + (size_t)2);
    *out = (struct label_effect){0};
    if (!room) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the values of a group");
    }
    PIN_TRY(pin_cluster_sums_new(&sums, self->context->panel->clustering.clusters_n,
                                 LABELS_N, arena, err));
    for (uint32_t group = 0; group < self->wordings.groups_n; group++) {
        room[0] = pin_wordings_values(room + 1, &self->wordings, group, values);
        if (room[0] > 1.5) {
            add_group(&sums, out, self, group, room);
        }
    }
    for (uint32_t i = 0; i < LABELS_N; i++) {
        columns[i] = i;
        functionals[i] = pin_functional_figure(&columns[i]);
    }
    out->clusters_n = robustness_clusters(&sums, VARIES);
    return robustness_estimate(out->rows, self, &sums, functionals, LABELS_N, err);
}

static void put_labels(struct pin_sheet_book *book, const char *metric,
                       const struct label_effect *effect)
{
    pin_sheet_text(book, metric);
    pin_sheet_number(book, effect->groups_n);
    pin_sheet_number(book, effect->unlike_n);
    pin_sheet_number(book, effect->groups_n > 0
                               ? (double)effect->unlike_n / effect->groups_n
                               : (double)NAN);
    pin_sheet_number(book, effect->varies_n);
    robustness_put(book, &effect->rows[VARIES], effect->clusters_n);
    pin_sheet_number(book, effect->rows[PERFECT_MEAN].value);
    robustness_put(book, &effect->rows[PERFECT_RANGE], effect->clusters_n);
    robustness_put(book, &effect->rows[PERFECT_GMD], effect->clusters_n);
    pin_sheet_number(book, effect->clusters_n);
}

enum pin_status robustness_put_labels(const struct robustness *self,
                                      struct pin_sheet_book *book, struct pin_error *err)
{
    const struct pin_panel *panel = self->context->panel;
    struct pin_arena arena;
    enum pin_status status = PIN_OK;
    pin_sheet_begin(book, "labels", "spread that a perfect run has, from labels alone",
                    label_columns, sizeof(label_columns) / sizeof(label_columns[0]));
    pin_arena_init(&arena, 0);
    for (uint32_t i = 0; status == PIN_OK && i < self->figures_n; i++) {
        const uint32_t figure = self->figures[i];
        struct label_effect effect;
        status =
            measure_labels(&effect, self, panel->oracle->values[figure], &arena, err);
        if (status == PIN_OK) {
            put_labels(book, panel->figures[figure].label, &effect);
        }
    }
    pin_arena_free(&arena);
    if (self->wordings.mixed_n > 0) {
        pin_sheet_note(book,
                       "the wordings of %u of %u groups do not share their labels: "
                       "spread there need not be sensitivity to wording; a perfect run "
                       "may vary too, and a system that does not read the text may even "
                       "where a perfect run does not",
                       self->wordings.mixed_n,
                       self->wordings.groups_n - self->wordings.alone_n);
    } else {
        pin_sheet_note(book, "the wordings of every group share their labels: what "
                             "varies between them is the system");
    }
    pin_sheet_note(book, "a perfect run answers with the relevant items, best grade "
                         "first; labels are compared as sets of items with their grades");
    robustness_note_intervals(self, book);
    return status;
}
