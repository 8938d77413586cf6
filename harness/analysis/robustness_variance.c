/* robustness_variance.c - the sheets "variance" and "components": where the variance of a
 * metric comes from. */
#include "harness/analysis/robustness_parts.h"
#include "harness/base/sum.h"
#include "harness/stats/variance.h"
#include "harness/stats/variance_sums.h"

#include <math.h>

struct split { /* of one system's (or the perfect run's) values of one metric */
    struct pin_variance all;
    double within_same; /* over groups that share their labels; NaN: none of several */
    uint32_t same_n;    /* such groups of two values and more */
    uint32_t several_n; /* groups of two values and more */
    uint32_t clusters_n;
    struct robustness_estimate icc, wording_share;
};

struct same_groups { /* squares within groups that share their labels */
    struct pin_sum squares;
    uint32_t values_n;
};

/* Around the mean, from the first on: equal values give exactly 0. */
static double squares_of(const double *values, uint32_t n)
{
    struct pin_sum shift = {0};
    struct pin_sum squares = {0};
    for (uint32_t i = 0; i < n; i++) {
        pin_sum_add(&shift, values[i] - values[0]);
    }
    for (uint32_t i = 0; i < n; i++) {
        const double apart = values[i] - values[0] - pin_sum_value(&shift) / n;
        pin_sum_add(&squares, apart * apart);
    }
    return pin_sum_value(&squares);
}

static void sum_groups(struct pin_cluster_sums *to, const struct pin_variance_sums *sums,
                       struct split *out, const struct robustness *self,
                       const double *values, double *room)
{
    const struct pin_wordings *wordings = &self->wordings;
    struct same_groups same = {.values_n = 0};
    pin_variance_sums_begin(to, sums);
    for (uint32_t group = 0; group < wordings->groups_n; group++) {
        const uint32_t n = pin_wordings_values(room, wordings, group, values);
        pin_variance_sums_add(to, sums, wordings->cluster_of[group], room, n);
        if (n > 1) {
            out->several_n++;
            if (wordings->same_labels[group]) {
                pin_sum_add(&same.squares, squares_of(room, n));
                same.values_n += n;
                out->same_n++;
            }
        }
    }
    out->within_same = out->same_n > 0
                           ? pin_sum_value(&same.squares) / (same.values_n - out->same_n)
                           : (double)NAN;
}

static uint32_t count_clusters(const struct robustness *self, const double *values,
                               bool *seen)
{
    uint32_t clusters_n = 0;
    for (uint32_t query = 0; query < self->wordings.queries_n; query++) {
        const uint32_t cluster =
            self->wordings.cluster_of[self->wordings.group_of[query]];
        if (!isnan(values[query]) && !seen[cluster]) {
            seen[cluster] = true;
            clusters_n++;
        }
    }
    return clusters_n;
}

static double first_value(const double *values, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!isnan(values[i])) {
            return values[i];
        }
    }
    return 0.0;
}

static enum pin_status split_variance(struct split *out, const struct robustness *self,
                                      const double *values, struct pin_arena *arena,
                                      struct pin_error *err)
{
    const struct pin_wordings *wordings = &self->wordings;
    const uint32_t clusters_n = self->context->panel->clustering.clusters_n;
    const struct pin_grouped_values grouped = {wordings->queries_n, wordings->groups_n,
                                               values, wordings->group_of};
    const struct pin_variance_sums place = {0, clusters_n,
                                            first_value(values, wordings->queries_n)};
    const struct pin_functional functionals[] = {pin_functional_icc(&place),
                                                 pin_functional_wording_share(&place)};
    struct robustness_estimate estimates[2];
    struct pin_cluster_sums sums;
    double *room = PIN_NEW_N(arena, double, wordings->queries_n + (size_t)1);
    bool *seen = PIN_NEW_N(arena, bool, clusters_n + (size_t)1);
    *out = (struct split){0};
    if (!room || !seen) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the values of a group");
    }
    PIN_TRY(pin_variance_one_way(&out->all, &grouped, arena, err));
    PIN_TRY(pin_cluster_sums_new(&sums, clusters_n, PIN_VARIANCE_SUMS, arena, err));
    sum_groups(&sums, &place, out, self, values, room);
    PIN_TRY(robustness_estimate(estimates, self, &sums, functionals, 2, err));
    out->icc = estimates[0];
    out->wording_share = estimates[1];
    out->clusters_n = count_clusters(self, values, seen);
    if (isnan(out->icc.value)) { /* nothing varies but by rounding */
        out->all.design_effect = (double)NAN;
        out->all.effective_n = (double)NAN;
    }
    return PIN_OK;
}

static const struct pin_sheet_column variance_columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"metric", "metric", PIN_SHEET_TEXT, false},
    {"sd_between", "sd of queries", PIN_SHEET_VALUE, false},
    {"sd_within", "sd of wordings", PIN_SHEET_VALUE, false},
    {"wording_share", "wording's share", PIN_SHEET_SHARE, true},
    {"icc", "ICC", PIN_SHEET_VALUE, true},
    {"design_effect", "design effect", PIN_SHEET_VALUE, false},
    {"effective", "worth", PIN_SHEET_COUNT, false},
    {"queries", "queries", PIN_SHEET_COUNT, false},
    {"groups", "base queries", PIN_SHEET_COUNT, false},
    {"several", "of several wordings", PIN_SHEET_COUNT, false},
    {"clusters", "clusters", PIN_SHEET_COUNT, false},
    {"sd_perfect", "sd of a perfect run", PIN_SHEET_VALUE, false},
    {"labels_share", "to wordings", PIN_SHEET_SHARE, false},
    {"sd_same", "sd, same labels", PIN_SHEET_VALUE, false},
    {"same", "groups of same labels", PIN_SHEET_COUNT, false},
};

static void put_split(struct pin_sheet_book *book, const struct split *split,
                      const struct split *perfect)
{
    const double within = split->all.within;
    pin_sheet_number(book, sqrt(split->all.between));
    pin_sheet_number(book, sqrt(within));
    robustness_put(book, &split->wording_share, split->clusters_n);
    robustness_put(book, &split->icc, split->clusters_n);
    pin_sheet_number(book, split->all.design_effect);
    pin_sheet_number(book, round(split->all.effective_n));
    pin_sheet_number(book, split->all.values_n);
    pin_sheet_number(book, split->all.groups_n);
    pin_sheet_number(book, split->several_n);
    pin_sheet_number(book, split->clusters_n);
    pin_sheet_number(book, sqrt(perfect->all.within));
    pin_sheet_number(book, within > 0.0 ? perfect->all.within / within : (double)NAN);
    pin_sheet_number(book, sqrt(split->within_same));
    pin_sheet_number(book, split->same_n);
}

static void note_variance(const struct robustness *self, struct pin_sheet_book *book,
                          uint32_t clipped_n)
{
    pin_sheet_note(book, "one-way random effects, by analysis of variance: a value is "
                         "its base query's plus its wording's; sd is the root of a "
                         "variance component, ICC the base queries' share of the "
                         "variance and the wording's share the rest; \"-\" where nothing "
                         "varies or no group has two wordings");
    pin_sheet_note(book, "design effect 1 + (m - 1) ICC, m = sum m^2 / sum m: the mean "
                         "over all queries is worth so many independent ones");
    if (clipped_n > 0) {
        pin_sheet_note(book,
                       "%u of the variances of queries came out below 0 and are set to "
                       "0: no sign of a difference between base queries",
                       clipped_n);
    }
    if (self->wordings.mixed_n > 0) {
        pin_sheet_note(book,
                       "%u groups do not share their labels: what a perfect run varies "
                       "there is given too, with its variance as a percentage of the "
                       "wordings' (it may pass 100), and what the system varies without "
                       "such groups (same labels)",
                       self->wordings.mixed_n);
    }
    robustness_note_intervals(self, book);
}

static enum pin_status put_metric(const struct robustness *self,
                                  struct pin_sheet_book *book, uint32_t figure,
                                  uint32_t *clipped_n, struct pin_error *err)
{
    const struct pin_panel *panel = self->context->panel;
    struct pin_arena arena;
    struct split perfect;
    pin_arena_init(&arena, 0);
    enum pin_status status =
        split_variance(&perfect, self, panel->oracle->values[figure], &arena, err);
    for (uint32_t s = 0; status == PIN_OK && s < panel->systems_n; s++) {
        struct split split;
        status =
            split_variance(&split, self, panel->systems[s].values[figure], &arena, err);
        if (status == PIN_OK) {
            pin_sheet_text(book, panel->systems[s].name);
            pin_sheet_text(book, panel->figures[figure].label);
            put_split(book, &split, &perfect);
            *clipped_n += split.all.clipped;
        }
    }
    pin_arena_free(&arena);
    return status;
}

enum pin_status robustness_put_variance(const struct robustness *self,
                                        struct pin_sheet_book *book,
                                        struct pin_error *err)
{
    uint32_t clipped_n = 0;
    pin_sheet_begin(
        book, "variance", "variance between base queries and between wordings",
        variance_columns, sizeof(variance_columns) / sizeof(variance_columns[0]));
    for (uint32_t i = 0; i < self->figures_n; i++) {
        PIN_TRY(put_metric(self, book, self->figures[i], &clipped_n, err));
    }
    note_variance(self, book, clipped_n);
    return PIN_OK;
}

static const struct pin_sheet_column component_columns[] = {
    {"metric", "metric", PIN_SHEET_TEXT, false},
    {"component", "component", PIN_SHEET_TEXT, false},
    {"df", "df", PIN_SHEET_COUNT, false},
    {"sd", "sd", PIN_SHEET_VALUE, false},
    {"share", "share", PIN_SHEET_SHARE, false},
    {"queries", "queries", PIN_SHEET_COUNT, false},
    {"groups", "base queries", PIN_SHEET_COUNT, false},
};

static const char *const component_names[PIN_COMPONENTS_N] = {
    [PIN_COMPONENT_QUERY] = "query",
    [PIN_COMPONENT_SYSTEM] = "system",
    [PIN_COMPONENT_QUERY_SYSTEM] = "query x system",
    [PIN_COMPONENT_WORDING] = "wording",
    [PIN_COMPONENT_RESIDUAL] = "wording x system, rest",
};

static enum pin_status put_components(const struct robustness *self,
                                      struct pin_sheet_book *book, uint32_t figure,
                                      struct pin_arena *arena, struct pin_error *err)
{
    struct robustness_rows rows;
    struct pin_variance_table table;
    PIN_TRY(robustness_rows_new(&rows, self, figure, arena, err));
    const struct pin_scored_rows scored = {rows.rows_n, self->context->panel->systems_n,
                                           rows.groups_n, rows.values, rows.group_of};
    PIN_TRY(pin_variance_two_way(&table, &scored, arena, err));
    for (uint32_t i = 0; i < PIN_COMPONENTS_N; i++) {
        pin_sheet_text(book, self->context->panel->figures[figure].label);
        pin_sheet_text(book, component_names[i]);
        pin_sheet_number(book, table.rows[i].df);
        pin_sheet_number(book, sqrt(table.rows[i].variance));
        pin_sheet_number(book, table.rows[i].share);
        pin_sheet_number(book, table.rows_n);
        pin_sheet_number(book, table.groups_n);
    }
    return PIN_OK;
}

enum pin_status robustness_put_components(const struct robustness *self,
                                          struct pin_sheet_book *book,
                                          struct pin_error *err)
{
    enum pin_status status = PIN_OK;
    struct pin_arena arena;
    pin_sheet_begin(book, "components", "variance between queries, systems and wordings",
                    component_columns,
                    sizeof(component_columns) / sizeof(component_columns[0]));
    pin_arena_init(&arena, 0);
    for (uint32_t i = 0; status == PIN_OK && i < self->figures_n; i++) {
        status = put_components(self, book, self->figures[i], &arena, err);
    }
    pin_arena_free(&arena);
    pin_sheet_note(book,
                   "two-way random effects over the queries for which all systems "
                   "have a value, wordings within base queries; sd is the root of "
                   "a variance component, share its part of their sum; no interval is "
                   "made, and negative estimates are set to 0");
    pin_sheet_note(book, "query x system: base queries that suit one system more than "
                         "another; wording: wordings that are hard for all; the systems "
                         "are those of this report, not a sample of systems");
    return status;
}
