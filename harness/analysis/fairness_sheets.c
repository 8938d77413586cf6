#include "harness/analysis/fairness_parts.h"

#include <math.h>
#include <stdio.h>

enum { WITHHELD_SHOWN_MAX = 20 }; /* more are one row */

static const struct pin_sheet_column group_columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"figure", "figure", PIN_SHEET_TEXT, false},
    {"group", "group", PIN_SHEET_TEXT, false},
    {"queries", "queries", PIN_SHEET_COUNT, false},
    {"clusters", "clusters", PIN_SHEET_COUNT, false},
    {"value", "value", PIN_SHEET_VALUE, true},
    {"ceiling", "ceiling", PIN_SHEET_VALUE, false},
    {"normalised", "of ceiling", PIN_SHEET_VALUE, true},
};

static const struct pin_sheet_column gap_columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"figure", "figure", PIN_SHEET_TEXT, false},
    {"kind", "gap of", PIN_SHEET_TEXT, false},
    {"groups", "groups", PIN_SHEET_COUNT, false},
    {"gap", "gap", PIN_SHEET_VALUE, true},
    {"ratio", "ratio", PIN_SHEET_VALUE, true},
    {"worst", "worst", PIN_SHEET_TEXT, false},
    {"null_mean", "by chance", PIN_SHEET_VALUE, false},
    {"null_upper", "95 % below", PIN_SHEET_VALUE, false},
    {"p", "p", PIN_SHEET_P, false},
    {"p_adjusted", "p adjusted", PIN_SHEET_P, false},
    {"left_out", "left out", PIN_SHEET_SHARE, false},
    {"verdict", "verdict", PIN_SHEET_TEXT, false},
};

static void put_number(struct pin_sheet_book *book, struct pin_fair_number number)
{
    pin_sheet_interval(book, number.value, number.low, number.high);
}

static void put_names(struct pin_sheet_book *book, const struct pin_fairness *self,
                      const struct pin_fair_case *of)
{
    pin_sheet_text(book, self->context->panel->systems[of->system].name);
    pin_sheet_text(book, of->shape->label);
}

static void put_group(struct pin_sheet_book *book, const struct pin_fairness *self,
                      const struct pin_fair_case *of, uint32_t group)
{
    const struct pin_fair_group *row = &of->by_group[group];
    put_names(book, self, of);
    pin_sheet_text(book, group < self->groups.groups_n ? self->groups.names[group]
                                                       : "(not known)");
    pin_sheet_number(book, row->queries_n);
    pin_sheet_number(book, row->clusters_n);
    put_number(book, row->value);
    pin_sheet_number(book, row->ceiling);
    put_number(book, row->normalised);
}

static void put_withheld(struct pin_sheet_book *book, const struct pin_fairness *self,
                         const struct pin_fair_case *of, uint32_t groups_n)
{
    char name[48];
    double queries_n = 0.0;
    for (uint32_t group = 0; group < self->groups.groups_n; group++) {
        queries_n += of->by_group[group].kept ? 0 : of->by_group[group].queries_n;
    }
    (void)snprintf(name, sizeof(name), "(%u smaller groups)", groups_n);
    put_names(book, self, of);
    pin_sheet_text(book, name);
    pin_sheet_number(book, queries_n);
    for (uint32_t column = 4; column < sizeof(group_columns) / sizeof(group_columns[0]);
         column++) {
        pin_sheet_empty(book);
    }
}

static void put_case(struct pin_sheet_book *book, const struct pin_fairness *self,
                     const struct pin_fair_case *of)
{
    const uint32_t groups_n = self->groups.groups_n;
    const uint32_t withheld_n = groups_n - of->labels_n;
    for (uint32_t group = 0; group < groups_n; group++) {
        if (of->by_group[group].kept || withheld_n <= WITHHELD_SHOWN_MAX) {
            put_group(book, self, of, group);
        }
    }
    if (withheld_n > WITHHELD_SHOWN_MAX) {
        put_withheld(book, self, of, withheld_n);
    }
    if (of->by_group[groups_n].queries_n > 0) {
        put_group(book, self, of, groups_n);
    }
}

void pin_fair_put_groups(const struct pin_fairness *self, struct pin_sheet_book *book)
{
    const struct pin_analysis_context *context = self->context;
    pin_sheet_begin(book, "fairness", "figures by group of queries", group_columns,
                    sizeof(group_columns) / sizeof(group_columns[0]));
    for (uint32_t i = 0; i < self->cases_n; i++) {
        put_case(book, self, &self->cases[i]);
    }
    pin_sheet_note(book,
                   "groups by %.60s; ceiling: what a perfect run scores on the same "
                   "queries; of ceiling: sum of scores / sum of its scores",
                   self->groups.attribute);
    pin_sheet_note(book,
                   "intervals: %g %%, %s bootstrap, %u resamples of %u clusters (%.40s)",
                   100.0 * context->level, pin_interval_method_name(context->method),
                   context->resampling.resamples_n, context->panel->clustering.clusters_n,
                   context->panel->clustering.name);
    pin_sheet_note(book,
                   "groups of fewer than %u queries have no value and are in no gap; "
                   "neither are queries whose group is not known",
                   self->options->min_n);
    bool of_groups = false;
    for (uint32_t i = 0; i < context->figures_n; i++) {
        of_groups = of_groups || context->panel->figures[i].of_groups;
        if (!context->panel->figures[i].has_units) {
            pin_sheet_note(book,
                           "%.100s is a quotient, which is the mean of nothing: it "
                           "is not cut by group",
                           context->panel->figures[i].label);
        }
    }
    if (of_groups) {
        pin_sheet_note(book, "queries: of a figure over groups of paraphrases, how many "
                             "of those; a group belongs to its first query's");
    }
}

static const char *kind_name(enum pin_fair_kind kind)
{
    switch (kind) {
    case PIN_FAIR_RAW: return "value";
    case PIN_FAIR_NORMALISED: return "of ceiling";
    case PIN_FAIR_STANDARDISED: return "standardised";
    case PIN_FAIR_ODDS: break;
    }
    return "equalised odds";
}

static bool is_beyond_chance(const struct pin_fairness *self,
                             const struct pin_fair_gap *gap)
{
    return gap->p_adjusted <= 1.0 - self->context->level;
}

static const char *verdict_of(const struct pin_fairness *self, uint32_t at)
{
    const struct pin_fair_gap *gap = &self->gaps[at];
    if (gap->groups_n < 2) {
        return "fewer than two groups";
    }
    if (isnan(gap->gap.value)) {
        return gap->kind == PIN_FAIR_STANDARDISED ? "no stratum has all groups"
                                                  : "no value to compare";
    }
    if (isnan(gap->p_adjusted)) {
        return "not tested";
    }
    if (!is_beyond_chance(self, gap)) {
        return "no gap shown";
    }
    const struct pin_fair_gap *next = gap + 1; /* the normalised one stands behind it */
    const bool vanishes = gap->kind == PIN_FAIR_RAW && at + 1 < self->gaps_n &&
                          next->kind == PIN_FAIR_NORMALISED && !isnan(next->p_adjusted) &&
                          !is_beyond_chance(self, next);
    return vanishes ? "no gap beyond labels" : "gap beyond chance";
}

static void put_gap(struct pin_sheet_book *book, const struct pin_fairness *self,
                    uint32_t at)
{
    const struct pin_fair_gap *gap = &self->gaps[at];
    const struct pin_panel *panel = self->context->panel;
    char label[64];
    (void)snprintf(label, sizeof(label), "odds@%u", self->options->cutoff);
    pin_sheet_text(book, panel->systems[gap->system].name);
    pin_sheet_text(book, gap->kind == PIN_FAIR_ODDS ? label
                                                    : panel->figures[gap->figure].label);
    pin_sheet_text(book, kind_name(gap->kind));
    pin_sheet_number(book, gap->groups_n);
    put_number(book, gap->gap);
    put_number(book, gap->ratio);
    pin_sheet_text(book, gap->worst == PIN_IX_NONE ? "" : self->groups.names[gap->worst]);
    pin_sheet_number(book, gap->mean);
    pin_sheet_number(book, gap->upper);
    pin_sheet_number(book, gap->p);
    pin_sheet_number(book, gap->p_adjusted);
    pin_sheet_number(book, gap->left_out);
    pin_sheet_text(book, verdict_of(self, at));
}

/* How many rows were tested, and how far off the gaps are that the tests see. */
static uint32_t count_tests(const struct pin_fairness *self, double *farthest)
{
    uint32_t tests_n = 0;
    *farthest = 0.0;
    for (uint32_t i = 0; i < self->gaps_n; i++) {
        const struct pin_fair_gap *gap = &self->gaps[i];
        tests_n += isnan(gap->p) ? 0 : 1;
        *farthest = fmax(*farthest, fabs(gap->tested - gap->gap.value));
    }
    return tests_n;
}

static void put_test_notes(const struct pin_fairness *self, struct pin_sheet_book *book)
{
    const struct pin_resampling *resampling = &self->context->resampling;
    double farthest = 0.0;
    const uint32_t tests_n = count_tests(self, &farthest);
    const double least = 1.0 / (1.0 + resampling->resamples_n);
    const double alpha = 1.0 - self->context->level;
    pin_sheet_note(book,
                   "p: share of %u shuffles of the groups over %u clusters (%.40s) whose "
                   "gap is as large%s; corrected over %u rows: %s",
                   resampling->resamples_n, self->context->panel->clustering.clusters_n,
                   self->context->panel->clustering.name,
                   self->groups.control ? ", within strata for standardised ones" : "",
                   tests_n, pin_adjustment_name(self->options->adjustment));
    const bool strict = self->options->adjustment == PIN_ADJUST_HOLM ||
                        self->options->adjustment == PIN_ADJUST_BONFERRONI;
    if (strict && tests_n > 0 && least * tests_n > alpha) {
        pin_sheet_note(book,
                       "with %u rows and %u shuffles no corrected p can be below %.3g: "
                       "ask for more --resamples",
                       tests_n, resampling->resamples_n, least * tests_n);
    }
    if (self->mixed_n_max > 0) {
        pin_sheet_note(book,
                       "clusters with queries of several groups or strata: %u; in the "
                       "tests each counts for that of most of its queries, which moves a "
                       "gap by %.4f at most",
                       self->mixed_n_max, farthest);
    }
}

void pin_fair_put_gaps(const struct pin_fairness *self, struct pin_sheet_book *book)
{
    pin_sheet_begin(book, "gaps", "gaps between groups of queries", gap_columns,
                    sizeof(gap_columns) / sizeof(gap_columns[0]));
    for (uint32_t i = 0; i < self->gaps_n; i++) {
        put_gap(book, self, i);
    }
    pin_sheet_note(book,
                   "gap: largest less smallest; ratio: smallest / largest; by "
                   "chance: mean gap of groups drawn by lot, and what 95 %% of those "
                   "stay below; a gap is never below 0, nor is its interval");
    put_test_notes(self, book);
    pin_sheet_note(book,
                   "no gap beyond labels: the gap of the value is beyond chance, "
                   "and none is shown once scores are divided by the ceiling; there "
                   "is no such row where a perfect run scores 1 on every query");
    pin_sheet_note(book, "odds@%u: the larger of the gaps in recall@%u and neg_recall@%u",
                   self->options->cutoff, self->options->cutoff, self->options->cutoff);
    if (self->groups.control) {
        pin_sheet_note(
            book,
            "standardised: groups compared within strata of %.60s and averaged "
            "by their shares of the queries; left out: share of the queries in "
            "strata that lack a group",
            self->groups.control->name);
    }
}
