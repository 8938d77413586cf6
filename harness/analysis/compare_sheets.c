#include "harness/analysis/compare_sheets.h"

#include <math.h>
#include <stdio.h>

enum { COLUMNS_MAX = 24 };

struct columns {
    struct pin_sheet_column *rows;
    uint32_t rows_n;
};

static void add(struct columns *columns, struct pin_sheet_column column)
{
    columns->rows[columns->rows_n++] = column;
}

static enum pin_status begin_columns(struct columns *out,
                                     const struct pin_compare_report *report,
                                     struct pin_error *err)
{
    *out = (struct columns){
        PIN_NEW_N(report->arena, struct pin_sheet_column, COLUMNS_MAX), 0};
    if (!out->rows) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the comparisons");
    }
    add(out, (struct pin_sheet_column){"baseline", "baseline", PIN_SHEET_TEXT, false});
    add(out, (struct pin_sheet_column){"candidate", "candidate", PIN_SHEET_TEXT, false});
    add(out, (struct pin_sheet_column){"figure", "figure", PIN_SHEET_TEXT, false});
    return PIN_OK;
}

static void put_names(const struct pin_compare_report *report,
                      const struct pin_comparison *row)
{
    const struct pin_panel *panel = report->comparing->panel;
    pin_sheet_text(report->book, panel->systems[row->a].name);
    pin_sheet_text(report->book, panel->systems[row->b].name);
    pin_sheet_text(report->book, panel->figures[row->figure].label);
}

/* What is infinite is as good as not known. */
static void put(const struct pin_compare_report *report, double value)
{
    if (isfinite(value)) {
        pin_sheet_number(report->book, value);
    } else {
        pin_sheet_empty(report->book);
    }
}

static void list_pair_columns(struct columns *columns,
                              const struct pin_comparing *comparing)
{
    add(columns, (struct pin_sheet_column){"difference", "difference",
                                           PIN_SHEET_DIFFERENCE, true});
    add(columns, (struct pin_sheet_column){"p", "p", PIN_SHEET_P, false});
    add(columns,
        (struct pin_sheet_column){"p_adjusted", "corrected", PIN_SHEET_P, false});
    add(columns, (struct pin_sheet_column){"verdict", "verdict", PIN_SHEET_TEXT, false});
    add(columns, (struct pin_sheet_column){"wins", "wins", PIN_SHEET_COUNT, false});
    add(columns, (struct pin_sheet_column){"ties", "ties", PIN_SHEET_COUNT, false});
    add(columns, (struct pin_sheet_column){"losses", "losses", PIN_SHEET_COUNT, false});
    if (comparing->correction == PIN_CORRECTION_MAXT) {
        add(columns, (struct pin_sheet_column){"joint_low", "jointly from",
                                               PIN_SHEET_DIFFERENCE, false});
        add(columns, (struct pin_sheet_column){"joint_high", "jointly to",
                                               PIN_SHEET_DIFFERENCE, false});
    }
    if (comparing->t) {
        add(columns, (struct pin_sheet_column){"p_t", "t: p", PIN_SHEET_P, false});
    }
    if (comparing->wilcoxon) {
        add(columns,
            (struct pin_sheet_column){"p_wilcoxon", "Wilcoxon: p", PIN_SHEET_P, false});
    }
    if (comparing->sign) {
        add(columns, (struct pin_sheet_column){"p_sign", "sign: p", PIN_SHEET_P, false});
    }
}

static void put_pair(const struct pin_compare_report *report,
                     const struct pin_comparison *row)
{
    const struct pin_comparing *comparing = report->comparing;
    put_names(report, row);
    pin_sheet_interval(report->book, row->mean, row->difference.low,
                       row->difference.high);
    put(report, row->p);
    put(report, row->p_adjusted);
    pin_sheet_text(report->book, pin_verdict_name(row->verdict));
    pin_sheet_number(report->book, row->wins_n);
    pin_sheet_number(report->book, row->ties_n);
    pin_sheet_number(report->book, row->losses_n);
    if (comparing->correction == PIN_CORRECTION_MAXT) {
        put(report, row->joint_low);
        put(report, row->joint_high);
    }
    if (comparing->t) {
        put(report, row->p_t);
    }
    if (comparing->wilcoxon) {
        put(report, row->p_wilcoxon);
    }
    if (comparing->sign) {
        put(report, row->p_sign);
    }
}

static void note_interval(const struct pin_compare_report *report)
{
    const struct pin_comparing *comparing = report->comparing;
    uint32_t fell_back_n = 0;
    if (comparing->resampling.resamples_n == 0) {
        return;
    }
    for (uint32_t i = 0; i < report->made->rows_n; i++) {
        fell_back_n += report->made->rows[i].difference.fell_back;
    }
    pin_sheet_note(report->book,
                   "intervals: %g %%, %s, of a bootstrap over clusters (%.100s; %u "
                   "resamples), both systems under the same draws; each for itself",
                   100.0 * comparing->level, pin_interval_method_name(comparing->method),
                   comparing->panel->clustering.name, comparing->resampling.resamples_n);
    if (fell_back_n > 0) {
        pin_sheet_note(report->book,
                       "%u intervals are percentile intervals, because bca is not "
                       "defined there",
                       fell_back_n);
    }
}

static void note_correction(const struct pin_compare_report *report)
{
    static const char *const methods[] = {
        "by step-down max-T (Westfall and Young) from the same flips", "by Holm's method",
        "by Bonferroni's method",
        "by Benjamini and Hochberg's method, which bounds the share of false findings",
        "not at all: the more there are, the more differences are found by chance"};
    const struct pin_comparing *comparing = report->comparing;
    pin_sheet_note(report->book,
                   "corrected: p for the family of %u comparisons (pairs x "
                   "figures: %u x %u), %s",
                   report->made->rows_n, report->made->pairs_n, comparing->figures_n,
                   methods[comparing->correction]);
    if (comparing->correction == PIN_CORRECTION_MAXT) {
        pin_sheet_note(report->book,
                       "jointly from, to: the differences that the flips do not refuse "
                       "at %g %%, for the whole family at once (single-step max-T)",
                       100.0 * comparing->level);
    }
}

/* The steps down refuse more than the joint interval, which takes one step. */
static void note_disagreements(const struct pin_compare_report *report)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < report->made->rows_n; i++) {
        const struct pin_comparison *row = &report->made->rows[i];
        n += row->verdict >= PIN_VERDICT_BETTER && row->joint_low <= 0.0 &&
             row->joint_high >= 0.0;
    }
    if (n > 0) {
        pin_sheet_note(report->book,
                       "%u differences are shown by the steps down alone: their joint "
                       "interval reaches 0",
                       n);
    }
}

static void note_tests(const struct pin_compare_report *report)
{
    enum { RANKS_MAX = 500 };
    const struct pin_comparing *comparing = report->comparing;
    const struct pin_panel *panel = comparing->panel;
    if (comparing->t || comparing->wilcoxon || comparing->sign) {
        pin_sheet_note(report->book, "t, Wilcoxon, sign: two-sided p over clusters, not "
                                     "corrected; the verdict does not use them");
    }
    if ((comparing->wilcoxon || comparing->sign) &&
        panel->clustering.clusters_n > RANKS_MAX) {
        pin_sheet_note(report->book,
                       "beware: with more than %d units the Wilcoxon and the sign test "
                       "find differences that are not there more often than their p "
                       "says (Ihemelandu and Ekstrand, SIGIR 2023)",
                       RANKS_MAX);
    }
}

static void note_flips(const struct pin_compare_report *report)
{
    const struct pin_comparisons *made = report->made;
    if (made->exact) {
        pin_sheet_note(report->book,
                       "p: two-sided permutation test, exact, over all %u sign flips of "
                       "the clusters (%.100s) with a difference",
                       made->flips_n, report->comparing->panel->clustering.name);
        if (2.0 / made->flips_n > 1.0 - report->comparing->level + PIN_TIE) {
            pin_sheet_note(report->book,
                           "no p can be below %g: these are too few clusters to show a "
                           "difference at all",
                           made->flips_n > 1 ? 2.0 / made->flips_n : 1.0);
        }
    } else {
        pin_sheet_note(report->book,
                       "p: two-sided permutation test, %u random sign flips of the "
                       "clusters (%.100s)",
                       made->flips_n, report->comparing->panel->clustering.name);
    }
}

static void note_direction(const struct pin_compare_report *report)
{
    const struct pin_panel *panel = report->comparing->panel;
    char names[300] = "";
    size_t length = 0;
    for (uint32_t i = 0; i < report->comparing->figures_n; i++) {
        if (panel->figures[i].lower_is_better && length < sizeof(names)) {
            const int added = snprintf(names + length, sizeof(names) - length, "%s%s",
                                       length > 0 ? ", " : "", panel->figures[i].label);
            length += added > 0 ? (size_t)added : 0;
        }
    }
    if (length > 0) {
        pin_sheet_note(report->book,
                       "lower is better for %s: there a difference below 0 is the "
                       "candidate's gain",
                       names);
    }
}

enum pin_status pin_compare_pairs(const struct pin_compare_report *report,
                                  struct pin_error *err)
{
    const struct pin_comparing *comparing = report->comparing;
    struct columns columns;
    PIN_TRY(begin_columns(&columns, report, err));
    list_pair_columns(&columns, comparing);
    pin_sheet_begin(report->book, "pairs", "pairs: the candidate less the baseline",
                    columns.rows, columns.rows_n);
    for (uint32_t i = 0; i < report->made->rows_n; i++) {
        put_pair(report, &report->made->rows[i]);
    }
    note_interval(report);
    note_flips(report);
    note_correction(report);
    pin_sheet_note(
        report->book,
        "verdict: better or worse where the corrected p is at most %g; else no "
        "difference was shown, which is not to say that there is none",
        1.0 - comparing->level);
    note_disagreements(report);
    note_direction(report);
    note_tests(report);
    return PIN_OK;
}

static void list_effect_columns(struct columns *columns, bool margin)
{
    static const struct pin_sheet_column always[] = {
        {"value_baseline", "baseline has", PIN_SHEET_VALUE, false},
        {"value_candidate", "candidate has", PIN_SHEET_VALUE, false},
        {"change", "change", PIN_SHEET_SHARE, true},
        {"units", "units", PIN_SHEET_COUNT, false},
        {"left_out", "left out", PIN_SHEET_COUNT, false},
        {"clusters", "clusters", PIN_SHEET_COUNT, false},
        {"error", "std. error", PIN_SHEET_VALUE, false},
        {"effect_units", "d_z units", PIN_SHEET_DIFFERENCE, false},
        {"effect_clusters", "d_z clusters", PIN_SHEET_DIFFERENCE, false},
        {"detectable", "detectable", PIN_SHEET_VALUE, false},
    };
    for (uint32_t i = 0; i < sizeof(always) / sizeof(always[0]); i++) {
        add(columns, always[i]);
    }
    if (margin) {
        add(columns,
            (struct pin_sheet_column){"needed", "needed", PIN_SHEET_COUNT, false});
        add(columns,
            (struct pin_sheet_column){"beyond", "lose more", PIN_SHEET_SHARE, false});
    }
}

static void put_effect(const struct pin_compare_report *report,
                       const struct pin_comparison *row)
{
    put_names(report, row);
    put(report, row->value_a);
    put(report, row->value_b);
    pin_sheet_interval(report->book, row->relative, row->change.low, row->change.high);
    pin_sheet_number(report->book, row->units_n);
    pin_sheet_number(report->book, row->left_n);
    pin_sheet_number(report->book, row->clusters_n);
    put(report, row->error);
    put(report, row->effect_units);
    put(report, row->effect_clusters);
    put(report, row->detectable);
    if (!isnan(report->comparing->margin)) {
        put(report, row->needed);
        put(report, (double)row->beyond_n / row->units_n);
    }
}

enum pin_status pin_compare_effects(const struct pin_compare_report *report,
                                    struct pin_error *err)
{
    const struct pin_comparing *comparing = report->comparing;
    struct columns columns;
    PIN_TRY(begin_columns(&columns, report, err));
    list_effect_columns(&columns, !isnan(comparing->margin));
    pin_sheet_begin(report->book, "effects", "effects: how large the differences are",
                    columns.rows, columns.rows_n);
    for (uint32_t i = 0; i < report->made->rows_n; i++) {
        put_effect(report, &report->made->rows[i]);
    }
    pin_sheet_note(report->book,
                   "units: queries, or groups, for which both have a value; left out: "
                   "those for which only one has");
    pin_sheet_note(
        report->book,
        "change: the difference divided by the baseline's value; std. error: of "
        "the difference, over clusters; d_z: mean of the differences divided "
        "by their standard deviation, over units and over clusters");
    pin_sheet_note(report->book,
                   "detectable: the true difference that one such test, not corrected, "
                   "finds four times out of five");
    if (!isnan(comparing->margin)) {
        pin_sheet_note(
            report->book,
            "needed: clusters with which it would find %g as often; lose more: "
            "units that lose more than %g",
            comparing->margin, comparing->margin);
    }
    return PIN_OK;
}
