/* robustness_flips.c - the sheet "rank_flips": whether the choice of wordings decides
 * which of two systems is better. */
#include "harness/analysis/robustness_parts.h"
#include "harness/base/sum.h"
#include "harness/stats/wording_draws.h"

#include <math.h>

enum { CHUNK_PAIRS = 16, DIFFERENCE = 0, DEPENDS, PAIR_SUMS };

static const double tolerance = 1e-12; /* what rounding does to equal scores */

struct pair { /* of systems */
    uint32_t a, b;
};

struct flips { /* of one metric */
    const struct robustness *self;
    uint32_t figure;
    struct robustness_rows rows;
    struct pin_wording_draws draws;
};

static const struct pin_sheet_column columns[] = {
    {"metric", "metric", PIN_SHEET_TEXT, false},
    {"system", "system", PIN_SHEET_TEXT, false},
    {"other", "other system", PIN_SHEET_TEXT, false},
    {"difference", "difference", PIN_SHEET_DIFFERENCE, true},
    {"reversal", "reversed", PIN_SHEET_SHARE, false},
    {"depends", "wording decides", PIN_SHEET_SHARE, true},
    {"several", "groups", PIN_SHEET_COUNT, false},
    {"groups", "base queries", PIN_SHEET_COUNT, false},
    {"queries", "queries", PIN_SHEET_COUNT, false},
    {"clusters", "clusters", PIN_SHEET_COUNT, false},
};

/* A group's part: the mean difference, and whether both signs occur in it. */
static void add_group(struct pin_cluster_sums *sums, const struct flips *flips,
                      uint32_t group, uint32_t column, struct pair pair)
{
    const struct robustness_rows *rows = &flips->rows;
    const size_t systems_n = flips->self->context->panel->systems_n;
    const size_t place = (size_t)rows->cluster_of[group] * sums->figures_n + column;
    const uint32_t n = rows->start[group + 1] - rows->start[group];
    struct pin_sum sum = {0};
    bool above = false;
    bool below = false;
    for (size_t row = rows->start[group]; row < rows->start[group + 1]; row++) {
        const double *values = rows->values + row * systems_n;
        const double difference = values[pair.a] - values[pair.b];
        pin_sum_add(&sum, difference);
        above = above || difference > tolerance;
        below = below || difference < -tolerance;
    }
    sums->num[place + DIFFERENCE] += pin_sum_value(&sum) / n;
    sums->den[place + DIFFERENCE] += 1.0;
    if (n > 1) {
        sums->num[place + DEPENDS] += above && below ? 1.0 : 0.0;
        sums->den[place + DEPENDS] += 1.0;
    }
}

static enum pin_status put_chunk(struct pin_sheet_book *book, const struct flips *flips,
                                 const struct pair *pairs, uint32_t pairs_n,
                                 struct pin_error *err)
{
    const struct robustness *self = flips->self;
    const struct pin_panel *panel = self->context->panel;
    struct robustness_estimate estimates[CHUNK_PAIRS * PAIR_SUMS];
    struct pin_functional functionals[CHUNK_PAIRS * PAIR_SUMS];
    uint32_t places[CHUNK_PAIRS * PAIR_SUMS];
    struct pin_cluster_sums sums;
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    enum pin_status status = pin_cluster_sums_new(&sums, panel->clustering.clusters_n,
                                                  PAIR_SUMS * pairs_n, &arena, err);
    for (uint32_t i = 0; status == PIN_OK && i < PAIR_SUMS * pairs_n; i++) {
        places[i] = i;
        functionals[i] = pin_functional_figure(&places[i]);
    }
    for (uint32_t i = 0; status == PIN_OK && i < pairs_n; i++) {
        for (uint32_t group = 0; group < flips->rows.groups_n; group++) {
            add_group(&sums, flips, group, PAIR_SUMS * i, pairs[i]);
        }
    }
    if (status == PIN_OK) {
        status = robustness_estimate(estimates, self, &sums, functionals,
                                     PAIR_SUMS * pairs_n, err);
    }
    for (uint32_t i = 0; status == PIN_OK && i < pairs_n; i++) {
        const uint32_t at = PAIR_SUMS * i;
        pin_sheet_text(book, panel->figures[flips->figure].label);
        pin_sheet_text(book, panel->systems[pairs[i].a].name);
        pin_sheet_text(book, panel->systems[pairs[i].b].name);
        robustness_put(book, &estimates[at + DIFFERENCE],
                       robustness_clusters(&sums, at + DIFFERENCE));
        pin_sheet_number(book,
                         pin_wording_reversal(&flips->draws, pairs[i].a, pairs[i].b));
        robustness_put(book, &estimates[at + DEPENDS],
                       robustness_clusters(&sums, at + DEPENDS));
        pin_sheet_number(book, flips->rows.several_n);
        pin_sheet_number(book, flips->rows.groups_n);
        pin_sheet_number(book, flips->rows.rows_n);
        pin_sheet_number(book, robustness_clusters(&sums, at + DIFFERENCE));
    }
    pin_arena_free(&arena);
    return status;
}

static enum pin_status put_pairs(struct pin_sheet_book *book, const struct flips *flips,
                                 struct pin_error *err)
{
    const uint32_t systems_n = flips->self->context->panel->systems_n;
    struct pair pairs[CHUNK_PAIRS];
    uint32_t pairs_n = 0;
    for (uint32_t a = 0; a < systems_n; a++) {
        for (uint32_t b = a + 1; b < systems_n; b++) {
            pairs[pairs_n++] = (struct pair){a, b};
            if (pairs_n == CHUNK_PAIRS) {
                PIN_TRY(put_chunk(book, flips, pairs, pairs_n, err));
                pairs_n = 0;
            }
        }
    }
    return pairs_n > 0 ? put_chunk(book, flips, pairs, pairs_n, err) : PIN_OK;
}

static enum pin_status put_metric(const struct robustness *self,
                                  struct pin_sheet_book *book, uint32_t figure,
                                  struct pin_error *err)
{
    const struct pin_wording_plan plan = {robustness_seed(self, 2), ROBUSTNESS_DRAWS,
                                          self->context->resampling.threads};
    struct flips flips = {.self = self, .figure = figure};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    enum pin_status status = robustness_rows_new(&flips.rows, self, figure, &arena, err);
    const struct pin_worded_rows rows = {flips.rows.groups_n, flips.rows.start,
                                         self->context->panel->systems_n,
                                         flips.rows.values};
    if (status == PIN_OK) {
        status = pin_wording_draw(&flips.draws, &rows, &plan, &arena, err);
    }
    if (status == PIN_OK) {
        status = put_pairs(book, &flips, err);
    }
    pin_arena_free(&arena);
    return status;
}

enum pin_status robustness_put_flips(const struct robustness *self,
                                     struct pin_sheet_book *book, struct pin_error *err)
{
    pin_sheet_begin(book, "rank_flips",
                    "whether the wording decides which system is better", columns,
                    sizeof(columns) / sizeof(columns[0]));
    for (uint32_t i = 0; i < self->figures_n; i++) {
        PIN_TRY(put_metric(self, book, self->figures[i], err));
    }
    pin_sheet_note(book,
                   "difference: of the means over base queries, each counting once; "
                   "reversed: the share of %u draws of one wording a base query in which "
                   "the order is the opposite (known to within 0.01); it does not say "
                   "that one system is better on other queries",
                   (uint32_t)ROBUSTNESS_DRAWS);
    pin_sheet_note(book,
                   "wording decides: the share of groups of two wordings or more in "
                   "which each of the two systems is better for some wording; over "
                   "the queries for which all systems have a value");
    robustness_note_intervals(self, book);
    return PIN_OK;
}
