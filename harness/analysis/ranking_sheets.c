#include "harness/analysis/ranking_sheets.h"

#include <math.h>

static const struct pin_sheet_column rank_columns[] = {
    {"figure", "figure", PIN_SHEET_TEXT, false},
    {"system", "system", PIN_SHEET_TEXT, false},
    {"letters", "letters", PIN_SHEET_TEXT, false},
    {"value", "value", PIN_SHEET_VALUE, true},
    {"rank", "rank", PIN_SHEET_VALUE, true},
    {"best", "best", PIN_SHEET_SHARE, false},
    {"swaps", "swaps", PIN_SHEET_SHARE, false},
    {"mean_rank", "mean rank", PIN_SHEET_VALUE, false},
    {"units", "units", PIN_SHEET_COUNT, false},
    {"clusters", "clusters", PIN_SHEET_COUNT, false},
};

static const struct pin_sheet_column family_columns[] = {
    {"figure", "figure", PIN_SHEET_TEXT, false},
    {"systems", "systems", PIN_SHEET_COUNT, false},
    {"topics", "topics", PIN_SHEET_COUNT, false},
    {"left_out", "left out", PIN_SHEET_COUNT, false},
    {"anova_f", "ANOVA: F", PIN_SHEET_VALUE, false},
    {"anova_df_systems", "df", PIN_SHEET_COUNT, false},
    {"anova_df_error", "df of error", PIN_SHEET_COUNT, false},
    {"anova_p", "p", PIN_SHEET_P, false},
    {"anova_mse", "MSE", PIN_SHEET_VALUE, false},
    {"tukey_half_width", "Tukey", PIN_SHEET_VALUE, false},
    {"friedman_chi2", "Friedman: chi2", PIN_SHEET_VALUE, false},
    {"friedman_p", "p", PIN_SHEET_P, false},
    {"iman_davenport_f", "Iman-Davenport: F", PIN_SHEET_VALUE, false},
    {"iman_davenport_p", "p", PIN_SHEET_P, false},
    {"nemenyi_difference", "Nemenyi", PIN_SHEET_VALUE, false},
};

static const struct pin_sheet_column tukey_columns[] = {
    {"figure", "figure", PIN_SHEET_TEXT, false},
    {"system", "system", PIN_SHEET_TEXT, false},
    {"other", "other", PIN_SHEET_TEXT, false},
    {"difference", "difference", PIN_SHEET_DIFFERENCE, true},
    {"p_adjusted", "p", PIN_SHEET_P, false},
};

static const struct pin_sheet_column nemenyi_columns[] = {
    {"figure", "figure", PIN_SHEET_TEXT, false},
    {"system", "system", PIN_SHEET_TEXT, false},
    {"other", "other", PIN_SHEET_TEXT, false},
    {"difference", "difference of mean ranks", PIN_SHEET_DIFFERENCE, false},
    {"p_adjusted", "p", PIN_SHEET_P, false},
};

#define COLUMNS_N(columns) (sizeof(columns) / sizeof((columns)[0]))

/* What is infinite (an F over no error) has no digits. */
static void put(struct pin_sheet_book *book, double value)
{
    if (isfinite(value)) {
        pin_sheet_number(book, value);
    } else {
        pin_sheet_empty(book);
    }
}

static const char *label_of(const struct pin_ranking_report *report,
                            const struct pin_ranked_figure *figure)
{
    return report->context->panel->figures[figure->figure].label;
}

static void put_ranked(const struct pin_ranking_report *report,
                       const struct pin_ranked_figure *figure,
                       const struct pin_ranked *row)
{
    struct pin_sheet_book *book = report->book;
    pin_sheet_text(book, label_of(report, figure));
    pin_sheet_text(book, report->context->panel->systems[row->system].name);
    pin_sheet_text(book, figure->letters[row->system]);
    pin_sheet_interval(book, row->value, row->interval.low, row->interval.high);
    pin_sheet_interval(book, row->rank, row->rank_interval.low, row->rank_interval.high);
    pin_sheet_number(book, row->best);
    pin_sheet_number(book, row->swaps);
    pin_sheet_number(book, figure->families.friedman.mean_ranks[row->system]);
    pin_sheet_number(book, figure->units_n);
    pin_sheet_number(book, figure->topics_n);
}

static void note_intervals(const struct pin_ranking_report *report)
{
    const struct pin_analysis_context *context = report->context;
    pin_sheet_note(report->book, "value, rank: over the units (queries or groups) for "
                                 "which every system has a value");
    if (context->resampling.resamples_n == 0) {
        return;
    }
    pin_sheet_note(report->book,
                   "intervals: %g %%, %s, of the rank percentile, of a bootstrap over "
                   "clusters (%.100s; %u resamples), all systems under the same draws",
                   100.0 * context->level, pin_interval_method_name(context->method),
                   context->panel->clustering.name, context->resampling.resamples_n);
    uint32_t fell_back_n = 0;
    for (uint32_t i = 0; i < report->figures_n; i++) {
        for (uint32_t s = 0; s < context->panel->systems_n; s++) {
            fell_back_n += report->figures[i].rows[s].interval.fell_back;
        }
    }
    if (fell_back_n > 0) {
        pin_sheet_note(report->book,
                       "%u intervals of values are percentile intervals, because bca is "
                       "not defined there",
                       fell_back_n);
    }
    pin_sheet_note(report->book,
                   "best: the share of the resamples in which the system is the best; "
                   "swaps: in which the next one is better; they describe the order and "
                   "are no test");
}

static void note_letters(const struct pin_ranking_report *report)
{
    static const char *const tests[] = {
        "two-sided sign flips of clusters, step-down max-T over all pairs of the figure",
        "Tukey's honestly significant differences of the means of clusters",
        "Nemenyi's critical difference of the mean ranks"};
    bool exact = report->figures_n > 0;
    for (uint32_t i = 0; i < report->figures_n; i++) {
        exact = exact && report->figures[i].exact;
    }
    pin_sheet_note(report->book,
                   "letters: systems that share one were not shown to differ, at the "
                   "level %g for all pairs of a figure together: %s; not corrected for "
                   "the number of figures",
                   1.0 - report->context->level, tests[report->options->letters]);
    if (report->options->letters == PIN_LETTERS_MAXT && !exact) {
        pin_sheet_note(report->book, "letters rest on %u random flips",
                       report->options->permutations_n);
    } else if (report->options->letters == PIN_LETTERS_MAXT) {
        pin_sheet_note(report->book, "letters rest on all flips there are: the test is "
                                     "exact");
    }
    pin_sheet_note(report->book,
                   "mean rank: over clusters, by the means of their units (Friedman)");
}

static void note_figures(const struct pin_ranking_report *report)
{
    const struct pin_analysis_context *context = report->context;
    for (uint32_t i = 0; i < report->figures_n; i++) {
        const struct pin_ranked_figure *figure = &report->figures[i];
        const char *label = label_of(report, figure);
        if (figure->lower) {
            pin_sheet_note(report->book, "%.100s: lower is better", label);
        }
        if (figure->left_n > 0) {
            pin_sheet_note(report->book,
                           "%.100s: %u units are left out, because only some systems "
                           "have a value there",
                           label, figure->left_n);
        }
        if (figure->topics_n < 2) {
            pin_sheet_note(report->book,
                           "%.100s: fewer than two clusters have values, which is too "
                           "few for intervals and tests",
                           label);
        }
    }
    for (uint32_t i = 0; i < context->figures_n; i++) {
        if (!context->panel->figures[i].has_units) {
            pin_sheet_note(report->book,
                           "%.100s is a quotient of means, has no values of its own, "
                           "and is left out",
                           context->panel->figures[i].label);
        }
    }
}

void pin_ranking_ranks(const struct pin_ranking_report *report)
{
    pin_sheet_begin(report->book, "ranks", "ranks: the order of the systems",
                    rank_columns, COLUMNS_N(rank_columns));
    for (uint32_t i = 0; i < report->figures_n; i++) {
        for (uint32_t s = 0; s < report->context->panel->systems_n; s++) {
            put_ranked(report, &report->figures[i], &report->figures[i].rows[s]);
        }
    }
    note_intervals(report);
    note_letters(report);
    note_figures(report);
}

static void put_family(const struct pin_ranking_report *report,
                       const struct pin_ranked_figure *figure)
{
    struct pin_sheet_book *book = report->book;
    const struct pin_anova *anova = &figure->families.anova;
    const struct pin_friedman *friedman = &figure->families.friedman;
    pin_sheet_text(book, label_of(report, figure));
    pin_sheet_number(book, report->context->panel->systems_n);
    pin_sheet_number(book, figure->topics_n);
    pin_sheet_number(book, figure->left_n);
    put(book, anova->f);
    put(book, anova->df_systems);
    put(book, anova->df_error);
    put(book, anova->p);
    put(book, anova->mse);
    put(book, figure->families.tukey.half_width);
    put(book, friedman->chi2);
    put(book, friedman->chi2_p);
    put(book, friedman->f);
    put(book, friedman->f_p);
    put(book, figure->families.nemenyi.half_width);
}

/* What all tests here have in common. */
static void note_topics(const struct pin_ranking_report *report)
{
    pin_sheet_note(report->book,
                   "a topic is a cluster (%.100s) and its value the mean over its "
                   "units, because units of a cluster are not independent; units for "
                   "which not every system has a value are left out",
                   report->context->panel->clustering.name);
}

void pin_ranking_families(const struct pin_ranking_report *report)
{
    pin_sheet_begin(report->book, "families", "families: all systems at once",
                    family_columns, COLUMNS_N(family_columns));
    for (uint32_t i = 0; i < report->figures_n; i++) {
        put_family(report, &report->figures[i]);
    }
    note_topics(report);
    pin_sheet_note(report->book,
                   "ANOVA: of no difference between the systems, topics as blocks; MSE: "
                   "the mean square of its error; Tukey: means of topics further apart "
                   "differ at %g",
                   1.0 - report->context->level);
    pin_sheet_note(report->book,
                   "Friedman, Iman-Davenport: the same question asked of the ranks "
                   "within topics; Nemenyi: mean ranks further apart differ at %g",
                   1.0 - report->context->level);
    pin_sheet_note(report->book,
                   "p: of one figure, not corrected for their number; an F over no "
                   "error at all is infinite and is shown as \"-\"");
}

void pin_ranking_tukey(const struct pin_ranking_report *report)
{
    const struct pin_panel *panel = report->context->panel;
    pin_sheet_begin(report->book, "tukey", "Tukey: the system less the other",
                    tukey_columns, COLUMNS_N(tukey_columns));
    for (uint32_t i = 0; i < report->figures_n; i++) {
        const struct pin_ranked_figure *figure = &report->figures[i];
        const double *means = figure->families.anova.means;
        const double half = figure->families.tukey.half_width;
        for (uint32_t a = 0; a < panel->systems_n; a++) {
            for (uint32_t b = a + 1; b < panel->systems_n; b++) {
                const double apart =
                    figure->lower ? means[b] - means[a] : means[a] - means[b];
                pin_sheet_text(report->book, label_of(report, figure));
                pin_sheet_text(report->book, panel->systems[a].name);
                pin_sheet_text(report->book, panel->systems[b].name);
                pin_sheet_interval(report->book, apart, apart - half, apart + half);
                put(report->book,
                    figure->families.tukey.p[(size_t)a * panel->systems_n + b]);
            }
        }
    }
    note_topics(report);
    pin_sheet_note(report->book,
                   "p, intervals: Tukey's honestly significant differences, topics as "
                   "blocks; they hold for all pairs of a figure at once (%g %%), not for "
                   "all figures",
                   100.0 * report->context->level);
}

void pin_ranking_nemenyi(const struct pin_ranking_report *report)
{
    const struct pin_panel *panel = report->context->panel;
    pin_sheet_begin(report->book, "nemenyi", "Nemenyi: the system less the other",
                    nemenyi_columns, COLUMNS_N(nemenyi_columns));
    for (uint32_t i = 0; i < report->figures_n; i++) {
        const struct pin_ranked_figure *figure = &report->figures[i];
        const double *ranks = figure->families.friedman.mean_ranks;
        for (uint32_t a = 0; a < panel->systems_n; a++) {
            for (uint32_t b = a + 1; b < panel->systems_n; b++) {
                pin_sheet_text(report->book, label_of(report, figure));
                pin_sheet_text(report->book, panel->systems[a].name);
                pin_sheet_text(report->book, panel->systems[b].name);
                put(report->book, ranks[a] - ranks[b]);
                put(report->book,
                    figure->families.nemenyi.p[(size_t)a * panel->systems_n + b]);
            }
        }
    }
    note_topics(report);
    pin_sheet_note(report->book,
                   "p: Nemenyi's comparison of mean ranks, for all pairs of a figure at "
                   "once; rank 1 is the best, so that below 0 the system is better");
}
