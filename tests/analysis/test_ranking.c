#include "harness/analysis/ranking.h"
#include "harness/base/rng.h"
#include "harness/stats/quantile.h"
#include "tests/analysis/analysis_case.h"
#include "tests/analysis/hand_panel.h"

enum { RESAMPLES = 400 };

static const struct pin_ranking_how HOW = {
    {.seed = 5, .resamples_n = RESAMPLES, .threads = 2}, PIN_INTERVAL_PERCENTILE, 0.95};

static void near(double x, double y)
{
    cr_assert(fabs(x - y) < 1e-12, "%.17g %.17g", x, y);
}

/* Noise, and system s better by s / 50; some units of system 1 have no value. */
static void fill(struct hand_panel *hand, uint32_t figure)
{
    for (uint32_t s = 0; s < hand->panel.systems_n; s++) {
        for (uint32_t unit = 0; unit < hand->units_n; unit++) {
            hand->panel.systems[s].values[figure][unit] =
                pin_rng_below(3, s, unit, 100) / 100.0 + s / 50.0;
        }
    }
    for (uint32_t unit = 0; unit < hand->units_n; unit += 7) {
        hand->panel.systems[1].values[figure][unit] = (double)NAN;
    }
}

Test(ranking, looks_at_the_units_that_every_system_has)
{
    struct hand_panel hand;
    struct pin_rank_cells cells;
    const double none = (double)NAN;
    hand_panel_init(&hand, 2, 1, 6);
    hand_panel_cluster(&hand, 2);
    hand_panel_set(&hand, 0, 0, (const double[]){.1, .2, none, .4, none, none});
    hand_panel_set(&hand, 1, 0, (const double[]){.5, none, none, .25, .5, none});
    cr_assert_eq(pin_rank_cells_of(&cells, &hand.panel, 0, &hand.arena, NULL), PIN_OK);
    cr_assert_eq(cells.units_n, 2);
    cr_assert_eq(cells.left_n, 2); /* the second and the fifth */
    cr_assert_eq(cells.topics_n, 2);
    near(cells.sums.num[0], .1);
    near(cells.sums.num[1], .5);
    near(cells.sums.den[5], 0);
    hand.figures[0].lower_is_better = true;
    cr_assert_eq(pin_rank_cells_of(&cells, &hand.panel, 0, &hand.arena, NULL), PIN_OK);
    near(cells.sums.num[3], -.25);
    hand_panel_free(&hand);
}

Test(ranking, of_equal_systems_shares_the_rank_and_the_chances)
{
    struct hand_panel hand;
    struct pin_rank_cells cells;
    const struct pin_ranked *rows = NULL;
    hand_panel_init(&hand, 3, 1, 6);
    hand_panel_set(&hand, 1, 0, (const double[]){.4, .2, .3, .9, .8, .7});
    hand_panel_set(&hand, 2, 0, (const double[]){.4, .2, .3, .9, .8, .7});
    cr_assert_eq(pin_rank_cells_of(&cells, &hand.panel, 0, &hand.arena, NULL), PIN_OK);
    cr_assert_eq(pin_rank_table(&rows, &cells, &HOW, &hand.arena, NULL), PIN_OK);
    cr_assert_eq(rows[0].system, 1);
    cr_assert_eq(rows[1].system, 2);
    near(rows[0].rank, 1.5);
    near(rows[1].rank, 1.5);
    near(rows[2].rank, 3);
    near(rows[0].best, .5);
    near(rows[1].best, .5);
    near(rows[2].best, 0);
    near(rows[0].swaps, .5);
    near(rows[1].swaps, 0);
    cr_assert(isnan(rows[2].swaps));
    near(rows[0].rank_interval.low, 1.5);
    near(rows[2].rank_interval.high, 3);
    hand_panel_free(&hand);
}

struct naive { /* one resample: means of the units, and who is the best */
    double means[4];
    double ranks[4];
};

static struct naive resample(const struct pin_rank_cells *cells, uint32_t b)
{
    struct naive naive = {.means = {0}};
    const uint32_t n = cells->sums.clusters_n;
    for (uint32_t s = 0; s < 4; s++) {
        double den = 0;
        for (uint32_t i = 0; i < n; i++) {
            const size_t at = (size_t)pin_rng_below(5, b, i, n) * 4 + s;
            naive.means[s] += cells->sums.num[at];
            den += cells->sums.den[at];
        }
        naive.means[s] /= den;
    }
    for (uint32_t s = 0; s < 4; s++) {
        naive.ranks[s] = 1;
        for (uint32_t other = 0; other < 4; other++) {
            naive.ranks[s] += naive.means[other] > naive.means[s];
        }
    }
    return naive;
}

Test(ranking, counts_what_ranking_every_resample_again_gives)
{
    struct hand_panel hand;
    struct pin_rank_cells cells;
    const struct pin_ranked *rows = NULL;
    double *ranks = NULL;
    hand_panel_init(&hand, 4, 1, 60);
    hand_panel_cluster(&hand, 3);
    fill(&hand, 0);
    cr_assert_eq(pin_rank_cells_of(&cells, &hand.panel, 0, &hand.arena, NULL), PIN_OK);
    cr_assert_eq(pin_rank_table(&rows, &cells, &HOW, &hand.arena, NULL), PIN_OK);
    ranks = PIN_NEW_N(&hand.arena, double, RESAMPLES);
    for (uint32_t place = 0; place < 4; place++) {
        const uint32_t s = rows[place].system;
        const uint32_t next = rows[place < 3 ? place + 1 : place].system;
        double best = 0;
        double swaps = 0;
        for (uint32_t b = 0; b < RESAMPLES; b++) {
            const struct naive naive = resample(&cells, b);
            best += naive.ranks[s] < 1.5;
            swaps += naive.means[next] > naive.means[s];
            ranks[b] = naive.ranks[s];
        }
        near(rows[place].best, best / RESAMPLES);
        if (place < 3) {
            near(rows[place].swaps, swaps / RESAMPLES);
            cr_assert(rows[place].value >= rows[place + 1].value);
        }
        (void)pin_quantile_sort(ranks, RESAMPLES);
        near(rows[place].rank_interval.low, pin_quantile(ranks, RESAMPLES, .025));
        near(rows[place].rank_interval.high, pin_quantile(ranks, RESAMPLES, .975));
    }
    cr_assert(rows[0].best < 1 && rows[1].best > 0, "the case must not be clear-cut");
    hand_panel_free(&hand);
}

Test(ranking, turns_round_where_lower_is_better)
{
    struct hand_panel hand;
    struct pin_rank_cells cells;
    const struct pin_ranked *rows = NULL;
    hand_panel_init(&hand, 2, 1, 4);
    hand.figures[0].lower_is_better = true;
    hand_panel_set(&hand, 0, 0, (const double[]){.5, .6, .7, .8});
    hand_panel_set(&hand, 1, 0, (const double[]){.1, .2, .3, .4});
    cr_assert_eq(pin_rank_cells_of(&cells, &hand.panel, 0, &hand.arena, NULL), PIN_OK);
    cr_assert_eq(pin_rank_table(&rows, &cells, &HOW, &hand.arena, NULL), PIN_OK);
    cr_assert_eq(rows[0].system, 1);
    near(rows[0].value, .25);
    cr_assert(rows[0].interval.low < .25 && rows[0].interval.high > .25);
    cr_assert(rows[0].interval.low >= .1 - 1e-12);
    near(rows[0].best, 1);
    hand_panel_free(&hand);
}

Test(ranking, takes_the_mean_of_a_cluster_for_one_topic)
{
    struct hand_panel hand;
    struct pin_rank_cells cells;
    struct pin_rank_families families;
    const struct pin_family family = {.level = 0.95, .threads = 1};
    const double none = (double)NAN;
    hand_panel_init(&hand, 2, 1, 6);
    hand_panel_cluster(&hand, 2);
    hand_panel_set(&hand, 0, 0, (const double[]){.1, .3, .5, none, .9, .7});
    hand_panel_set(&hand, 1, 0, (const double[]){.2, .6, .4, .4, .1, .1});
    cr_assert_eq(pin_rank_cells_of(&cells, &hand.panel, 0, &hand.arena, NULL), PIN_OK);
    cr_assert_eq(pin_rank_families_of(&families, &cells, &family, &hand.arena, NULL),
                 PIN_OK);
    /* topics: (.2, .4), (.5, .4), (.8, .1); differences .2, -.1, -.7: t = mean / se */
    const double mean = -.2;
    const double variance = (.4 * .4 + .1 * .1 + .5 * .5) / 2;
    cr_assert_eq(families.anova.topics_n, 3);
    near(families.anova.means[0], .5);
    near(families.anova.means[1], .3);
    near(families.anova.f, mean * mean / (variance / 3));
    near(families.friedman.mean_ranks[0], 4.0 / 3);
    hand_panel_free(&hand);
}

static const char *const *letters_of(struct hand_panel *hand, double alpha)
{
    struct pin_rank_cells cells;
    struct pin_sign_pairs signs;
    const struct pin_ranked *rows = NULL;
    const char *const *letters = NULL;
    const uint32_t n = hand->panel.systems_n;
    cr_assert_eq(pin_rank_cells_of(&cells, &hand->panel, 0, &hand->arena, NULL), PIN_OK);
    cr_assert_eq(pin_rank_table(&rows, &cells, &HOW, &hand->arena, NULL), PIN_OK);
    cr_assert_eq(pin_rank_signs(&signs, &cells, &HOW.resampling, &hand->arena, NULL),
                 PIN_OK);
    for (uint32_t a = 0; a < n; a++) {
        for (uint32_t b = 0; b < n; b++) {
            near(signs.p[a * n + b], signs.p[b * n + a]);
        }
    }
    const struct pin_lettering lettering = {signs.p, alpha, rows, n};
    cr_assert_eq(pin_rank_letters(&letters, &lettering, &hand->arena, NULL), PIN_OK);
    return letters;
}

Test(ranking, gives_systems_that_do_not_differ_the_same_letter)
{
    struct hand_panel hand;
    hand_panel_init(&hand, 3, 1, 10);
    for (uint32_t unit = 0; unit < 10; unit++) {
        hand.panel.systems[0].values[0][unit] = unit / 100.0;
        hand.panel.systems[1].values[0][unit] = .5 + unit / 50.0;
        hand.panel.systems[2].values[0][unit] = .5 + (9 - unit) / 50.0;
    }
    const char *const *letters = letters_of(&hand, .05);
    cr_assert_str_eq(letters[1], "a");
    cr_assert_str_eq(letters[2], "a");
    cr_assert_str_eq(letters[0], "b");
    letters = letters_of(&hand, .001); /* 2 of 1,024 flips are as extreme: p = .002 */
    cr_assert_str_eq(letters[0], "a");
    hand_panel_free(&hand);
}

struct ranking_case {
    struct hand_panel hand;
    struct pin_analysis_context context;
    struct pin_ranking_options options;
    struct pin_sheet_book book;
};

static void ranking_case_init(struct ranking_case *c, uint32_t systems_n)
{
    *c = (struct ranking_case){.options = {.permutations_n = 99}};
    hand_panel_init(&c->hand, systems_n, 2, 30);
    hand_panel_cluster(&c->hand, 2);
    fill(&c->hand, 0);
    c->hand.figures[1].has_units = false;
    c->context = (struct pin_analysis_context){
        .panel = &c->hand.panel,
        .figures_n = 2,
        .resampling = {.seed = 1, .resamples_n = 100, .threads = 1},
        .level = 0.95,
        .systems_n_max = systems_n,
        .arena = &c->hand.arena};
}

static enum pin_status run(struct ranking_case *c)
{
    void *state = NULL;
    pin_sheet_book_init(&c->book, &c->hand.arena);
    PIN_TRY(pin_analysis_ranking.begin(&state, &c->context, &c->options, &c->hand.err));
    PIN_TRY(pin_analysis_ranking.finish(state, &c->book, &c->hand.err));
    return pin_sheet_end(&c->book, &c->hand.err);
}

Test(ranking, fills_the_sheets_that_are_asked_for)
{
    struct ranking_case c;
    ranking_case_init(&c, 2);
    cr_assert_eq(run(&c), PIN_OK);
    cr_assert_null(c.book.first->next, "two systems are a pair, not a family");
    cr_assert_eq(c.book.first->rows_n, 2);
    cr_assert(analysis_notes(c.book.first, "f1 is a quotient"));
    cr_assert(analysis_notes(c.book.first, "5 units are left out"));
    hand_panel_free(&c.hand);
    ranking_case_init(&c, 4);
    c.options.tukey = true;
    c.options.nemenyi = true;
    cr_assert_eq(run(&c), PIN_OK);
    cr_assert_eq(analysis_sheet(c.book.first, "families")->rows_n, 1);
    const struct pin_sheet *tukey = analysis_sheet(c.book.first, "tukey");
    cr_assert_eq(tukey->rows_n, 6);
    cr_assert_eq(analysis_sheet(c.book.first, "nemenyi")->rows_n, 6);
    const struct pin_sheet_cell *cell = analysis_cell(tukey, 0, "difference");
    const double half =
        analysis_cell(analysis_sheet(c.book.first, "families"), 0, "tukey_half_width")
            ->value;
    near(cell->high - cell->value, half);
    cr_assert(half > 0);
    hand_panel_free(&c.hand);
}

Test(ranking, says_what_too_few_clusters_cannot_tell)
{
    struct ranking_case c;
    for (int letters = 0; letters < PIN_LETTERS_TESTS_N; letters++) {
        ranking_case_init(&c, 3);
        hand_panel_cluster(&c.hand, 30);
        c.options.letters = (enum pin_letters_test)letters;
        cr_assert_eq(run(&c), PIN_OK);
        const struct pin_sheet *ranks = analysis_sheet(c.book.first, "ranks");
        cr_assert(analysis_notes(ranks, "fewer than two clusters"));
        cr_assert(isnan(analysis_cell(ranks, 0, "rank")->low));
        cr_assert(isnan(analysis_cell(ranks, 0, "best")->value));
        cr_assert_str_eq(analysis_cell(ranks, 2, "letters")->text, "a");
        cr_assert(
            isnan(analysis_cell(analysis_sheet(c.book.first, "families"), 0, "anova_p")
                      ->value));
        hand_panel_free(&c.hand);
    }
}

Test(ranking, of_systems_without_a_shared_unit_is_empty)
{
    struct ranking_case c;
    ranking_case_init(&c, 3);
    for (uint32_t unit = 0; unit < 30; unit++) {
        c.hand.panel.systems[2].values[0][unit] = (double)NAN;
    }
    cr_assert_eq(run(&c), PIN_OK);
    const struct pin_sheet *ranks = analysis_sheet(c.book.first, "ranks");
    cr_assert_eq(ranks->rows_n, 3);
    cr_assert(isnan(analysis_cell(ranks, 0, "value")->value));
    cr_assert(isnan(analysis_cell(ranks, 0, "rank")->value));
    cr_assert(analysis_notes(ranks, "30 units are left out"));
    hand_panel_free(&c.hand);
}

Test(ranking, is_the_same_on_any_threads_and_without_intervals_has_none)
{
    struct ranking_case one;
    struct ranking_case four;
    ranking_case_init(&one, 5);
    ranking_case_init(&four, 5);
    four.context.resampling.threads = 4;
    cr_assert_eq(run(&one), PIN_OK);
    cr_assert_eq(run(&four), PIN_OK);
    for (uint32_t i = 0; i < 5; i++) {
        const struct pin_sheet_cell *x = analysis_cell(one.book.first, i, "value");
        const struct pin_sheet_cell *y = analysis_cell(four.book.first, i, "value");
        cr_assert(x->low <= y->low && x->low >= y->low);
    }
    hand_panel_free(&four.hand);
    one.context.resampling.resamples_n = 0;
    cr_assert_eq(run(&one), PIN_OK);
    cr_assert(isnan(analysis_cell(one.book.first, 0, "value")->low));
    cr_assert(isnan(analysis_cell(one.book.first, 0, "swaps")->value));
    cr_assert(!isnan(analysis_cell(one.book.first, 0, "rank")->value));
    hand_panel_free(&one.hand);
}

Test(ranking, fails_cleanly_without_memory)
{
    enum pin_status status = PIN_E_NOMEM;
    uint32_t failures_n = 0;
    for (uint64_t call = 1; status != PIN_OK; call++) {
        struct ranking_case c;
        ranking_case_init(&c, 3);
        c.hand.arena.fail_at_call = c.hand.arena.calls + call;
        status = run(&c);
        cr_assert(status == PIN_OK || status == PIN_E_NOMEM);
        failures_n += status != PIN_OK;
        hand_panel_free(&c.hand);
    }
    cr_assert(failures_n > 10);
}
