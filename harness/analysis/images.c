#include "harness/analysis/images.h"

#include "harness/analysis/measure.h"
#include "harness/stats/multiplicity.h"
#include "harness/stats/permute_labels.h"

#include <math.h>
#include <string.h>

enum { KINDS_N = 2 };

enum sums_column { /* four for each figure */
                   ONE,
                   TWO,
                   ONE_OF_BEST,
                   TWO_OF_BEST,
                   SUMS_N,
};

enum contrast { DIFFERENCE, DIFFERENCE_OF_BEST, CONTRASTS_N };

enum { MEASURES_N = SUMS_N + CONTRASTS_N };

struct images_row { /* one system and figure */
    struct pin_measure measures[MEASURES_N];
    uint32_t clusters_n[KINDS_N];
    double queries_n[KINDS_N];
    bool of_best; /* there is a share of the best */
};

struct images {
    const struct pin_analysis_context *context;
    bool *keep[KINDS_N]; /* by query */
    uint32_t *labels;    /* by cluster: its kind, PIN_LABEL_NONE for both or neither */
    uint32_t unmixed_n[KINDS_N];
    uint32_t mixed_n;  /* clusters with both */
    uint32_t *figures; /* in the panel */
    uint32_t figures_n;
    struct images_row *rows; /* systems times figures_n */
    double *p[CONTRASTS_N];  /* likewise */
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the two kinds of queries");
}

/* Marks the queries of either kind. */
static enum pin_status find_kinds(struct images *self, struct pin_error *err)
{
    static const char *const names[KINDS_N] = {"1", "2"};
    const struct pin_dataset *dataset = self->context->dataset;
    const struct pin_attribute *images = pin_dataset_query_attribute(dataset, "images");
    for (uint32_t kind = 0; kind < KINDS_N; kind++) {
        uint32_t found_n = 0;
        self->keep[kind] =
            PIN_NEW_N(self->context->arena, bool, dataset->queries.queries_n + 1U);
        if (!self->keep[kind]) {
            return no_memory(err);
        }
        for (uint32_t q = 0; images && q < dataset->queries.queries_n; q++) {
            const uint32_t value = images->value_of[q];
            self->keep[kind][q] =
                value != PIN_IX_NONE &&
                strcmp(pin_ids_name(images->values, value), names[kind]) == 0;
            found_n += self->keep[kind][q] ? 1 : 0;
        }
        if (found_n == 0) {
            return pin_fail(err, PIN_E_CONFIG, "no query has %s",
                            kind == 0 ? "one reference image" : "two reference images");
        }
    }
    return PIN_OK;
}

static uint32_t label_of(bool has_one, bool has_two)
{
    if (has_one == has_two) {
        return PIN_LABEL_NONE;
    }
    return has_one ? 0 : 1;
}

static enum pin_status label_clusters(struct images *self, struct pin_error *err)
{
    const struct pin_clustering *clustering = &self->context->panel->clustering;
    const uint32_t queries_n = self->context->dataset->queries.queries_n;
    struct pin_arena *arena = self->context->arena;
    bool *has[KINDS_N] = {PIN_NEW_N(arena, bool, clustering->clusters_n + 1U),
                          PIN_NEW_N(arena, bool, clustering->clusters_n + 1U)};
    self->labels = PIN_NEW_N(arena, uint32_t, clustering->clusters_n + 1U);
    if (!has[0] || !has[1] || !self->labels) {
        return no_memory(err);
    }
    for (uint32_t q = 0; q < queries_n; q++) {
        for (uint32_t kind = 0; kind < KINDS_N; kind++) {
            const uint32_t cluster = clustering->cluster_of[q];
            has[kind][cluster] = has[kind][cluster] || self->keep[kind][q];
        }
    }
    for (uint32_t c = 0; c < clustering->clusters_n; c++) {
        self->labels[c] = label_of(has[0][c], has[1][c]);
        self->mixed_n += has[0][c] && has[1][c] ? 1 : 0;
        for (uint32_t kind = 0; kind < KINDS_N; kind++) {
            self->unmixed_n[kind] += self->labels[c] == kind ? 1 : 0;
        }
    }
    return PIN_OK;
}

static enum pin_status choose_figures(struct images *self, struct pin_error *err)
{
    const struct pin_panel *panel = self->context->panel;
    self->figures =
        PIN_NEW_N(self->context->arena, uint32_t, self->context->figures_n + 1U);
    if (!self->figures) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < self->context->figures_n; i++) {
        if (panel->figures[i].has_units && !panel->figures[i].of_groups) {
            self->figures[self->figures_n++] = i;
        }
    }
    return self->figures_n > 0
               ? PIN_OK
               : pin_fail(err, PIN_E_CONFIG,
                          "no figure is a mean over queries, of one image or two");
}

static enum pin_status begin(void **state, const struct pin_analysis_context *context,
                             const void *options, struct pin_error *err)
{
    (void)options;
    struct images *self = PIN_NEW(context->arena, struct images);
    if (!self) {
        return no_memory(err);
    }
    self->context = context;
    PIN_TRY(find_kinds(self, err));
    PIN_TRY(label_clusters(self, err));
    PIN_TRY(choose_figures(self, err));
    const size_t rows_n = (size_t)context->systems_n_max * self->figures_n + 1;
    self->rows = PIN_NEW_N(context->arena, struct images_row, rows_n);
    for (uint32_t i = 0; i < CONTRASTS_N; i++) {
        self->p[i] = PIN_NEW_N(context->arena, double, rows_n);
        if (!self->p[i]) {
            return no_memory(err);
        }
    }
    *state = self;
    return self->rows ? PIN_OK : no_memory(err);
}

/* Whether a share of the best says anything. */
static bool has_best(const struct pin_panel_figure *figure, const double *best)
{
    bool any = false;
    for (uint32_t unit = 0; unit < figure->units_n; unit++) {
        if (best[unit] < 0.0) {
            return false;
        }
        any = any || best[unit] > 0.0;
    }
    return any && !figure->lower_is_better;
}

/* A ratio of sums: values by the best values. */
static void sum_of_best(struct pin_cluster_sums *sums, uint32_t column,
                        const struct pin_panel_figure *figure, const double *values,
                        const double *best, const bool *keep)
{
    for (uint32_t unit = 0; unit < figure->units_n; unit++) {
        if (isnan(values[unit]) || isnan(best[unit]) || !keep[unit]) {
            continue;
        }
        const size_t place = (size_t)figure->cluster_of[unit] * sums->figures_n + column;
        sums->num[place] += values[unit];
        sums->den[place] += best[unit];
    }
}

static void fill_sums(const struct images *self, uint32_t system,
                      struct pin_cluster_sums *sums, struct images_row *rows)
{
    const struct pin_panel *panel = self->context->panel;
    for (uint32_t i = 0; i < self->figures_n; i++) {
        const struct pin_panel_figure *figure = &panel->figures[self->figures[i]];
        const double *values = panel->systems[system].values[self->figures[i]];
        const double *best = panel->oracle->values[self->figures[i]];
        rows[i].of_best = has_best(figure, best);
        for (uint32_t kind = 0; kind < KINDS_N; kind++) {
            const uint32_t column = SUMS_N * i + kind;
            pin_panel_sum(sums, column, figure, values, self->keep[kind]);
            rows[i].queries_n[kind] = pin_measure_units(sums, column);
            rows[i].clusters_n[kind] = pin_measure_clusters(sums, column);
            if (rows[i].of_best) {
                sum_of_best(sums, column + KINDS_N, figure, values, best,
                            self->keep[kind]);
            }
        }
    }
}

static enum pin_status measure(const struct images *self,
                               const struct pin_cluster_sums *sums,
                               struct images_row *rows, struct pin_arena *room,
                               struct pin_error *err)
{
    const size_t n = (size_t)self->figures_n * MEASURES_N;
    struct pin_measure *measures = PIN_NEW_N(room, struct pin_measure, n);
    struct pin_functional *functionals = PIN_NEW_N(room, struct pin_functional, n);
    struct pin_figure_pair *pairs = PIN_NEW_N(room, struct pin_figure_pair, n);
    if (!measures || !functionals || !pairs) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < self->figures_n; i++) {
        for (uint32_t m = 0; m < MEASURES_N; m++) {
            const size_t place = (size_t)i * MEASURES_N + m;
            const uint32_t first = SUMS_N * i;
            const uint32_t offset = m == SUMS_N + DIFFERENCE_OF_BEST ? KINDS_N : 0;
            pairs[place] = m < SUMS_N ? (struct pin_figure_pair){first + m, first + m}
                                      : (struct pin_figure_pair){first + offset + TWO,
                                                                 first + offset + ONE};
            functionals[place] = m < SUMS_N ? pin_functional_figure(&pairs[place].a)
                                            : pin_functional_difference(&pairs[place]);
        }
    }
    PIN_TRY(pin_measures(measures, functionals, (uint32_t)n, sums, self->context, err));
    for (uint32_t i = 0; i < self->figures_n; i++) {
        memcpy(rows[i].measures, measures + (size_t)i * MEASURES_N,
               sizeof(rows[i].measures));
    }
    return PIN_OK;
}

/* The kinds of a cluster in one column; sums has two a figure, its values and those by
 * the best. */
static enum pin_status shuffle(const struct images *self,
                               const struct pin_cluster_sums *sums, size_t first,
                               struct pin_arena *room, struct pin_error *err)
{
    struct pin_cluster_sums both;
    const uint32_t columns_n = CONTRASTS_N * self->figures_n;
    struct pin_gap *gaps = PIN_NEW_N(room, struct pin_gap, columns_n);
    PIN_TRY(pin_cluster_sums_new(&both, sums->clusters_n, columns_n, room, err));
    if (!gaps) {
        return no_memory(err);
    }
    for (size_t c = 0; c < sums->clusters_n; c++) {
        for (size_t j = 0; j < columns_n; j++) {
            const size_t to = c * columns_n + j;
            const size_t from = c * sums->figures_n + KINDS_N * j;
            both.num[to] = sums->num[from] + sums->num[from + 1];
            both.den[to] = sums->den[from] + sums->den[from + 1];
        }
    }
    const struct pin_labelled_clusters labelled = {.clusters_n = sums->clusters_n,
                                                   .figures_n = columns_n,
                                                   .num = both.num,
                                                   .den = both.den,
                                                   .labels_n = KINDS_N,
                                                   .labels = self->labels,
                                                   .strata_n = 1,
                                                   .reference = PIN_LABEL_NONE};
    PIN_TRY(pin_label_gaps(gaps, &labelled, &self->context->resampling, room, err));
    for (uint32_t i = 0; i < self->figures_n; i++) {
        for (uint32_t k = 0; k < CONTRASTS_N; k++) {
            self->p[k][first + i] = gaps[CONTRASTS_N * i + k].p;
        }
    }
    return PIN_OK;
}

static enum pin_status work_out(const struct images *self, uint32_t system,
                                struct pin_arena *room, struct pin_error *err)
{
    const uint32_t clusters_n = self->context->panel->clustering.clusters_n;
    const size_t first = (size_t)system * self->figures_n;
    struct pin_cluster_sums sums;
    PIN_TRY(pin_cluster_sums_new(&sums, clusters_n, SUMS_N * self->figures_n, room, err));
    fill_sums(self, system, &sums, self->rows + first);
    PIN_TRY(measure(self, &sums, self->rows + first, room, err));
    return shuffle(self, &sums, first, room, err);
}

static const struct pin_sheet_column columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"figure", "figure", PIN_SHEET_TEXT, false},
    {"one", "one image", PIN_SHEET_VALUE, true},
    {"two", "two images", PIN_SHEET_VALUE, true},
    {"difference", "two - one", PIN_SHEET_DIFFERENCE, true},
    {"p", "p", PIN_SHEET_P, false},
    {"p_adjusted", "adjusted p", PIN_SHEET_P, false},
    {"one_of_best", "one, of best", PIN_SHEET_SHARE, true},
    {"two_of_best", "two, of best", PIN_SHEET_SHARE, true},
    {"difference_of_best", "two - one, of best", PIN_SHEET_DIFFERENCE, true},
    {"p_of_best", "p of it", PIN_SHEET_P, false},
    {"p_of_best_adjusted", "adjusted", PIN_SHEET_P, false},
    {"queries_one", "queries, one", PIN_SHEET_COUNT, false},
    {"queries_two", "queries, two", PIN_SHEET_COUNT, false},
    {"clusters_one", "clusters, one", PIN_SHEET_COUNT, false},
    {"clusters_two", "clusters, two", PIN_SHEET_COUNT, false},
};

static void put_row(struct pin_sheet_book *book, const struct images_row *row,
                    const double p[CONTRASTS_N], const double adjusted[CONTRASTS_N])
{
    const uint32_t *clusters_n = row->clusters_n;
    const uint32_t fewer_n =
        clusters_n[0] < clusters_n[1] ? clusters_n[0] : clusters_n[1];
    pin_measure_put(book, &row->measures[ONE], clusters_n[0]);
    pin_measure_put(book, &row->measures[TWO], clusters_n[1]);
    pin_measure_put(book, &row->measures[SUMS_N + DIFFERENCE], fewer_n);
    pin_sheet_number(book, p[DIFFERENCE]);
    pin_sheet_number(book, adjusted[DIFFERENCE]);
    pin_measure_put(book, &row->measures[ONE_OF_BEST], clusters_n[0]);
    pin_measure_put(book, &row->measures[TWO_OF_BEST], clusters_n[1]);
    pin_measure_put(book, &row->measures[SUMS_N + DIFFERENCE_OF_BEST], fewer_n);
    pin_sheet_number(book, p[DIFFERENCE_OF_BEST]);
    pin_sheet_number(book, adjusted[DIFFERENCE_OF_BEST]);
    pin_sheet_number(book, row->queries_n[0]);
    pin_sheet_number(book, row->queries_n[1]);
    pin_sheet_number(book, clusters_n[0]);
    pin_sheet_number(book, clusters_n[1]);
}

static void put_notes(const struct images *self, struct pin_sheet_book *book)
{
    const struct pin_analysis_context *context = self->context;
    const uint32_t left_out_n = context->figures_n - self->figures_n;
    pin_sheet_note(book,
                   "of best: divided by what a run of the right answers alone scores on "
                   "these queries, which differ in how many they have; - where lower is "
                   "better or that run scores nothing");
    if (context->resampling.resamples_n > 0) {
        pin_sheet_note(book,
                       "p: the kinds shuffled %u times over the clusters of one kind (%u "
                       "with one image, %u with two; %u with both take no part); "
                       "adjusted by Holm's method over the rows",
                       context->resampling.resamples_n, self->unmixed_n[0],
                       self->unmixed_n[1], self->mixed_n);
    }
    if (left_out_n > 0) {
        pin_sheet_note(book, "figures that are no mean over queries are left out: %u",
                       left_out_n);
    }
    pin_measure_note(book, context);
}

static enum pin_status put_sheet(const struct images *self, struct pin_sheet_book *book,
                                 struct pin_error *err)
{
    const struct pin_panel *panel = self->context->panel;
    const uint32_t rows_n = panel->systems_n * self->figures_n;
    const double *adjusted[CONTRASTS_N];
    for (uint32_t k = 0; k < CONTRASTS_N; k++) {
        PIN_TRY(pin_adjust(&adjusted[k], PIN_ADJUST_HOLM, self->p[k], rows_n,
                           self->context->arena, err));
    }
    pin_sheet_begin(book, "two_image", "one reference image and two", columns,
                    sizeof(columns) / sizeof(columns[0]));
    for (uint32_t row = 0; row < rows_n; row++) {
        const uint32_t figure = self->figures[row % self->figures_n];
        pin_sheet_text(book, panel->systems[row / self->figures_n].name);
        pin_sheet_text(book, panel->figures[figure].label);
        put_row(book, &self->rows[row],
                (const double[]){self->p[0][row], self->p[1][row]},
                (const double[]){adjusted[0][row], adjusted[1][row]});
    }
    put_notes(self, book);
    return PIN_OK;
}

static enum pin_status finish(void *state, struct pin_sheet_book *book,
                              struct pin_error *err)
{
    const struct images *self = state;
    const struct pin_panel *panel = self->context->panel;
    for (uint32_t s = 0; s < panel->systems_n; s++) {
        struct pin_arena room;
        pin_arena_init(&room, 0);
        const enum pin_status status = work_out(self, s, &room, err);
        pin_arena_free(&room);
        PIN_TRY(status);
    }
    return put_sheet(self, book, err);
}

const struct pin_analysis_ops pin_analysis_images = {
    .name = "two_image",
    .begin = begin,
    .finish = finish,
};
