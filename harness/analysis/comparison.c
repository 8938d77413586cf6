#include "harness/analysis/comparison.h"

#include "harness/analysis/comparison_parts.h"
#include "harness/base/sum.h"
#include "harness/stats/multiplicity.h"
#include "harness/stats/paired.h"
#include "harness/stats/permute.h"
#include "harness/stats/power.h"

#include <math.h>

#define POWER    0.8
#define DECIMALS 1e12 /* ranks: differences that agree to here are equal */

struct comparisons { /* in the making */
    const struct pin_comparing *comparing;
    struct pin_comparison *rows;
    uint32_t rows_n;
    uint32_t pairs_n;
    uint32_t clusters_n;
    double *family; /* sums of differences: clusters_n rows of rows_n */
    double *sums;   /* of one comparison, by cluster */
    double *sizes;  /* likewise: its units */
    double *units;  /* the differences of its units, or the means of its clusters */
    struct pin_flip_result flips;
};

const char *pin_correction_name(enum pin_correction correction)
{
    static const char *const names[] = {"maxt", "holm", "bonferroni", "bh", "none"};
    return names[correction];
}

const char *pin_verdict_name(enum pin_verdict verdict)
{
    static const char *const names[] = {"nothing to compare", "no difference shown",
                                        "better", "worse"};
    return names[verdict];
}

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the comparisons");
}

double pin_comparison_gain(const struct pin_panel *panel,
                           const struct pin_comparison *row, uint32_t unit)
{
    const double a = panel->systems[row->a].values[row->figure][unit];
    const double b = panel->systems[row->b].values[row->figure][unit];
    return panel->figures[row->figure].lower_is_better ? a - b : b - a;
}

static enum pin_status make_room(struct comparisons *self, struct pin_arena *arena,
                                 struct pin_arena *room, struct pin_error *err)
{
    const struct pin_panel *panel = self->comparing->panel;
    const uint32_t n = panel->systems_n;
    self->pairs_n = self->comparing->baseline == UINT32_MAX ? n * (n - 1) / 2 : n - 1;
    self->rows_n = self->pairs_n * self->comparing->figures_n;
    self->clusters_n = panel->clustering.clusters_n;
    uint32_t units_n = self->clusters_n;
    for (uint32_t i = 0; i < self->comparing->figures_n; i++) {
        const uint32_t of_figure = panel->figures[i].units_n;
        units_n = of_figure > units_n ? of_figure : units_n;
    }
    self->rows = PIN_NEW_N(arena, struct pin_comparison, self->rows_n + 1U);
    self->family = PIN_NEW_N(room, double, (size_t)self->clusters_n * self->rows_n + 1);
    self->sums = PIN_NEW_N(room, double, self->clusters_n + 1U);
    self->sizes = PIN_NEW_N(room, double, self->clusters_n + 1U);
    self->units = PIN_NEW_N(room, double, units_n + 1U);
    return self->rows && self->family && self->sums && self->sizes && self->units
               ? PIN_OK
               : no_memory(err);
}

static void begin_row(struct pin_comparison *row, uint32_t figure, uint32_t a, uint32_t b)
{
    const double none = (double)NAN;
    const struct pin_interval nothing = {none, none, none, 0, false};
    *row = (struct pin_comparison){.figure = figure,
                                   .a = a,
                                   .b = b,
                                   .value_a = none,
                                   .value_b = none,
                                   .difference = nothing,
                                   .change = nothing,
                                   .mean = none,
                                   .relative = none,
                                   .joint_low = none,
                                   .joint_high = none,
                                   .p = none,
                                   .p_adjusted = none,
                                   .p_t = none,
                                   .p_wilcoxon = none,
                                   .p_sign = none,
                                   .error = none,
                                   .effect_units = none,
                                   .effect_clusters = none,
                                   .detectable = none,
                                   .needed = none};
}

static void list_rows(struct comparisons *self)
{
    const struct pin_comparing *comparing = self->comparing;
    const uint32_t baseline = comparing->baseline;
    struct pin_comparison *row = self->rows;
    for (uint32_t a = 0; a < comparing->panel->systems_n; a++) {
        if (baseline != UINT32_MAX && a != baseline) {
            continue;
        }
        for (uint32_t b = a == baseline ? 0 : a + 1; b < comparing->panel->systems_n;
             b++) {
            for (uint32_t i = 0; b != a && i < comparing->figures_n; i++) {
                begin_row(row++, i, a, b);
            }
        }
    }
}

/* Fills sums, sizes and units; gives how many units there are. */
static uint32_t take_units(struct comparisons *self, const struct pin_comparison *row)
{
    const struct pin_panel *panel = self->comparing->panel;
    const struct pin_panel_figure *figure = &panel->figures[row->figure];
    const double *a = panel->systems[row->a].values[row->figure];
    const double *b = panel->systems[row->b].values[row->figure];
    uint32_t n = 0;
    for (uint32_t c = 0; c < self->clusters_n; c++) {
        self->sums[c] = 0.0;
        self->sizes[c] = 0.0;
    }
    for (uint32_t unit = 0; unit < figure->units_n; unit++) {
        const double difference = b[unit] - a[unit];
        if (!isnan(difference)) {
            self->units[n++] = difference;
            self->sums[figure->cluster_of[unit]] += difference;
            self->sizes[figure->cluster_of[unit]] += 1.0;
        }
    }
    return n;
}

static void count_outcomes(const struct comparisons *self, struct pin_comparison *row)
{
    const struct pin_panel *panel = self->comparing->panel;
    const double *a = panel->systems[row->a].values[row->figure];
    const double *b = panel->systems[row->b].values[row->figure];
    struct pin_sum of_a = {0};
    struct pin_sum of_b = {0};
    for (uint32_t unit = 0; unit < panel->figures[row->figure].units_n; unit++) {
        const double gain = pin_comparison_gain(panel, row, unit);
        if (isnan(gain)) {
            row->left_n += isnan(a[unit]) != isnan(b[unit]);
            continue;
        }
        row->wins_n += gain > PIN_TIE;
        row->losses_n += gain < -PIN_TIE;
        row->beyond_n += -gain > self->comparing->margin + PIN_TIE;
        pin_sum_add(&of_a, a[unit]);
        pin_sum_add(&of_b, b[unit]);
    }
    row->ties_n = row->units_n - row->wins_n - row->losses_n;
    row->value_a = pin_sum_value(&of_a) / row->units_n;
    row->value_b = pin_sum_value(&of_b) / row->units_n;
}

/* Over clusters, one number each: the mean of its differences. */
static enum pin_status test_ranks(struct comparisons *self, struct pin_comparison *row,
                                  struct pin_arena *room, struct pin_error *err)
{
    const struct pin_signed_rank_rule rule = {PIN_ZEROS_WILCOX, false};
    struct pin_signed_rank ranks;
    uint32_t n = 0;
    for (uint32_t c = 0; c < self->clusters_n; c++) {
        if (self->sizes[c] > 0.0) {
            const double mean = self->sums[c] / self->sizes[c];
            self->units[n++] = round(mean * DECIMALS) / DECIMALS;
        }
    }
    if (self->comparing->sign) {
        row->p_sign = pin_paired_sign(self->units, n, PIN_TIE).p.two_sided;
    }
    if (self->comparing->wilcoxon) {
        PIN_TRY(pin_paired_signed_rank(&ranks, self->units, n, rule, room, err));
        row->p_wilcoxon = ranks.p.two_sided;
    }
    return PIN_OK;
}

static enum pin_status fill_row(struct comparisons *self, struct pin_comparison *row,
                                struct pin_arena *room, struct pin_error *err)
{
    const struct pin_comparing *comparing = self->comparing;
    const double alpha = (1.0 - comparing->level) / 2.0;
    row->units_n = take_units(self, row);
    const struct pin_t_test units =
        pin_paired_t(self->units, NULL, row->units_n, comparing->level);
    const struct pin_t_test clusters =
        pin_paired_t(self->sums, self->sizes, self->clusters_n, comparing->level);
    double *family = self->family + (row - self->rows);
    for (uint32_t c = 0; c < self->clusters_n; c++) {
        family[(size_t)c * self->rows_n] = self->sums[c];
    }
    count_outcomes(self, row);
    row->clusters_n = clusters.n;
    row->mean = units.mean;
    if (fabs(row->value_a) > 0.0) {
        row->relative = row->mean / row->value_a;
    }
    row->error = clusters.se;
    row->effect_units = units.effect;
    row->effect_clusters = clusters.effect;
    if (clusters.n > 1) {
        row->detectable =
            pin_detectable_difference(clusters.sd, clusters.n, alpha, POWER);
    }
    if (clusters.n > 1 && !isnan(comparing->margin)) {
        row->needed = pin_pairs_needed(clusters.sd, comparing->margin, alpha, POWER);
    }
    if (comparing->t) {
        row->p_t = clusters.p.two_sided;
    }
    return row->units_n > 0 ? test_ranks(self, row, room, err) : PIN_OK;
}

/* The mean differences that the flips do not refuse, for all comparisons at once. */
static void fill_joint(struct comparisons *self, struct pin_comparison *row)
{
    const struct pin_flip_family one = {self->clusters_n, 1, self->sums};
    const double critical =
        pin_flip_critical(&self->flips, PIN_SIDE_TWO, self->comparing->level);
    (void)take_units(self, row);
    const struct pin_flip_band band = pin_flip_band(&one, self->sizes, 0, critical);
    row->joint_low = fabs(band.low) <= PIN_TIE ? 0.0 : band.low;
    row->joint_high = fabs(band.high) <= PIN_TIE ? 0.0 : band.high;
}

static enum pin_status correct(struct comparisons *self, struct pin_arena *room,
                               struct pin_error *err)
{
    static const enum pin_adjustment methods[] = {
        [PIN_CORRECTION_MAXT] = PIN_ADJUST_NONE,
        [PIN_CORRECTION_HOLM] = PIN_ADJUST_HOLM,
        [PIN_CORRECTION_BONFERRONI] = PIN_ADJUST_BONFERRONI,
        [PIN_CORRECTION_BH] = PIN_ADJUST_BH,
        [PIN_CORRECTION_NONE] = PIN_ADJUST_NONE};
    const bool maxt = self->comparing->correction == PIN_CORRECTION_MAXT;
    const double *adjusted = NULL;
    double *p = PIN_NEW_N(room, double, self->rows_n + 1U);
    if (!p) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < self->rows_n; i++) {
        p[i] = self->rows[i].p;
    }
    PIN_TRY(pin_adjust(&adjusted, methods[self->comparing->correction], p, self->rows_n,
                       room, err));
    for (uint32_t i = 0; i < self->rows_n; i++) {
        struct pin_comparison *row = &self->rows[i];
        if (row->units_n == 0) {
            continue;
        }
        row->p_adjusted =
            maxt ? self->flips.tests[i].p_adjusted[PIN_SIDE_TWO] : adjusted[i];
        if (maxt) {
            fill_joint(self, row);
        }
    }
    return PIN_OK;
}

static void judge(const struct comparisons *self, struct pin_comparison *row)
{
    const double alpha = 1.0 - self->comparing->level + PIN_TIE;
    const bool lower = self->comparing->panel->figures[row->figure].lower_is_better;
    if (row->units_n == 0) {
        row->verdict = PIN_VERDICT_NO_UNITS;
    } else if (row->p_adjusted > alpha) {
        row->verdict = PIN_VERDICT_NOT_SHOWN;
    } else {
        row->verdict =
            (row->mean > 0.0) != lower ? PIN_VERDICT_BETTER : PIN_VERDICT_WORSE;
    }
}

static enum pin_status test_all(struct comparisons *self, struct pin_arena *room,
                                struct pin_error *err)
{
    const struct pin_comparing *comparing = self->comparing;
    struct pin_resampling flipping = comparing->resampling;
    flipping.resamples_n = comparing->permutations_n;
    for (uint32_t i = 0; i < self->rows_n; i++) {
        PIN_TRY(fill_row(self, &self->rows[i], room, err));
    }
    const struct pin_flip_family family = {self->clusters_n, self->rows_n, self->family};
    PIN_TRY(pin_flip_signs(&self->flips, &family, &flipping, room, err));
    for (uint32_t i = 0; i < self->rows_n; i++) {
        if (self->rows[i].units_n > 0) {
            self->rows[i].p = self->flips.tests[i].p[PIN_SIDE_TWO];
        }
    }
    PIN_TRY(correct(self, room, err));
    for (uint32_t i = 0; i < self->rows_n; i++) {
        judge(self, &self->rows[i]);
    }
    return PIN_OK;
}

enum pin_status pin_comparisons_make(struct pin_comparisons *out,
                                     const struct pin_comparing *comparing,
                                     struct pin_arena *arena, struct pin_error *err)
{
    struct comparisons self = {.comparing = comparing};
    struct pin_arena room;
    pin_arena_init(&room, 0);
    enum pin_status status = make_room(&self, arena, &room, err);
    if (status == PIN_OK) {
        list_rows(&self);
        status = test_all(&self, &room, err);
    }
    *out = (struct pin_comparisons){self.rows, self.rows_n, self.pairs_n,
                                    self.flips.exact, self.flips.flips_n};
    pin_arena_free(&room);
    PIN_TRY(status);
    return pin_comparison_intervals(self.rows, self.pairs_n, comparing, err);
}
