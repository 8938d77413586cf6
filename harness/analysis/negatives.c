#include "harness/analysis/negatives.h"

#include "harness/analysis/measure.h"
#include "harness/model/judged.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum own_measure { /* beside the metrics; one value a query */
                   ABOVE,
                   ABOVE_N,
                   PAIRWISE,
                   FIRST_POSITIVE,
                   FIRST_NEGATIVE,
                   OWN_N,
};

enum { MEASURES_N = PIN_NEGATIVES_FIGURES_N + OWN_N, COLUMNS_N = MEASURES_N + 3 };

struct negatives_system {
    double *values[OWN_N]; /* by query; NaN: none */
};

struct negatives {
    const struct pin_analysis_context *context;
    const struct pin_negatives_options *options;
    struct pin_panel_figure by_query; /* what the own measures are over */
    struct negatives_system *systems;
    uint32_t systems_n;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the hard negatives");
}

enum pin_status pin_negatives_figures(const char **out, uint32_t cutoff,
                                      struct pin_arena *arena, struct pin_error *err)
{
    static const char *const metrics[PIN_NEGATIVES_FIGURES_N] = {
        "neg_recall", "ap", "ap_noneg", "delta_noneg"};
    for (uint32_t i = 0; i < PIN_NEGATIVES_FIGURES_N; i++) {
        char text[40];
        (void)snprintf(text, sizeof(text), "%s@%u", metrics[i], cutoff);
        out[i] = pin_arena_copy_text(arena, text, strlen(text));
        if (!out[i]) {
            return no_memory(err);
        }
    }
    return PIN_OK;
}

static bool has_hard_negatives(const struct pin_dataset *dataset)
{
    const struct pin_judgments *judgments = &dataset->judgments;
    for (uint64_t i = 0; i < judgments->row_start[dataset->queries.queries_n]; i++) {
        if (judgments->rows[i].grade == PIN_GRADE_HARD_NEGATIVE) {
            return true;
        }
    }
    return false;
}

static enum pin_status begin(void **state, const struct pin_analysis_context *context,
                             const void *options, struct pin_error *err)
{
    struct negatives *self = PIN_NEW(context->arena, struct negatives);
    if (!has_hard_negatives(context->dataset)) {
        return pin_fail(err, PIN_E_CONFIG, "the dataset has no hard negatives");
    }
    if (!self) {
        return no_memory(err);
    }
    self->context = context;
    self->options = options;
    self->by_query = context->panel->figures[context->own_figures[0]];
    self->systems =
        PIN_NEW_N(context->arena, struct negatives_system, context->systems_n_max + 1U);
    *state = self;
    return self->systems ? PIN_OK : no_memory(err);
}

/* Reads one list from its top. */
static void read_query(double values[OWN_N], const struct pin_judged *judged)
{
    double above_n = 0.0; /* hard negatives so far */
    double first_above_n = 0.0;
    double positives_n = 0.0;
    double won = 0.0; /* pairs */
    for (uint32_t i = 0; i < judged->depth; i++) {
        const double rank = (double)i + 1.0;
        if (judged->grades[i] >= 1) {
            if (isnan(values[FIRST_POSITIVE])) {
                values[FIRST_POSITIVE] = rank;
                first_above_n = above_n;
            }
            positives_n += 1.0;
            won += (double)judged->hard_negatives_n - above_n;
        } else if (judged->hard_negative[i]) {
            if (isnan(values[FIRST_NEGATIVE])) {
                values[FIRST_NEGATIVE] = rank;
            }
            above_n += 1.0;
        }
    }
    if (judged->relevant_n == 0 || judged->hard_negatives_n == 0) {
        return;
    }
    const double behind = (double)judged->relevant_n - positives_n;
    const double tied = behind * ((double)judged->hard_negatives_n - above_n);
    const double pairs_n = (double)judged->relevant_n * (double)judged->hard_negatives_n;
    values[ABOVE_N] = isnan(values[FIRST_POSITIVE]) ? above_n : first_above_n;
    values[ABOVE] = values[ABOVE_N] > 0.0 ? 1.0 : 0.0;
    values[PAIRWISE] = (won + tied / 2.0) / pairs_n;
}

static enum pin_status read_run(struct negatives *self, const struct pin_run *run,
                                const bool *counted, struct pin_arena *room,
                                struct pin_error *err)
{
    const struct pin_analysis_context *context = self->context;
    const uint32_t queries_n = context->dataset->queries.queries_n;
    const struct pin_reading as_sets = {.ties = context->policy.reading.ties};
    struct negatives_system *system = &self->systems[self->systems_n];
    struct pin_judge *judge = NULL;
    PIN_TRY(pin_judge_new(&judge, context->dataset, run, as_sets, room, err));
    for (uint32_t m = 0; m < OWN_N; m++) {
        system->values[m] = PIN_NEW_N(context->arena, double, queries_n + 1U);
        if (!system->values[m]) {
            return no_memory(err);
        }
    }
    for (uint32_t query = 0; query < queries_n; query++) {
        double values[OWN_N];
        for (uint32_t m = 0; m < OWN_N; m++) {
            values[m] = (double)NAN;
        }
        if (counted[query]) {
            const struct pin_judged judged = pin_judge(judge, (pin_query){query});
            read_query(values, &judged);
        }
        for (uint32_t m = 0; m < OWN_N; m++) {
            system->values[m][query] = values[m];
        }
    }
    self->systems_n++;
    return PIN_OK;
}

static enum pin_status add(void *state, const struct pin_executed *executed,
                           const struct pin_scores *scores, struct pin_error *err)
{
    struct pin_arena room;
    pin_arena_init(&room, 0);
    const enum pin_status status =
        read_run(state, executed->run, scores->counted, &room, err);
    pin_arena_free(&room);
    return status;
}

static const struct pin_sheet_column shapes[COLUMNS_N] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"neg_recall", "neg_recall", PIN_SHEET_VALUE, true},
    {"ap", "mAP", PIN_SHEET_VALUE, true},
    {"ap_noneg", "mAP_noneg", PIN_SHEET_VALUE, true},
    {"delta_noneg", "delta_noneg", PIN_SHEET_DIFFERENCE, true},
    {"above", "negative first", PIN_SHEET_SHARE, true},
    {"above_n", "negatives above", PIN_SHEET_VALUE, true},
    {"pairwise", "pairwise", PIN_SHEET_VALUE, true},
    {"first_positive", "1st positive", PIN_SHEET_VALUE, true},
    {"first_negative", "1st negative", PIN_SHEET_VALUE, true},
    {"queries", "queries", PIN_SHEET_COUNT, false},
    {"clusters", "clusters", PIN_SHEET_COUNT, false},
};

/* The shapes with the cutoff in the titles of the metrics. */
static const struct pin_sheet_column *titled(const struct negatives *self)
{
    struct pin_arena *arena = self->context->arena;
    struct pin_sheet_column *columns =
        PIN_NEW_N(arena, struct pin_sheet_column, COLUMNS_N);
    for (uint32_t i = 0; columns && i < COLUMNS_N; i++) {
        columns[i] = shapes[i];
        if (i >= 1 && i <= PIN_NEGATIVES_FIGURES_N) {
            char text[60];
            (void)snprintf(text, sizeof(text), "%s@%u", shapes[i].title,
                           self->options->cutoff);
            columns[i].title = pin_arena_copy_text(arena, text, strlen(text));
        }
        if (!columns[i].title) {
            return NULL;
        }
    }
    return columns;
}

static enum pin_status put_system(const struct negatives *self, uint32_t place,
                                  struct pin_sheet_book *book, struct pin_arena *room,
                                  struct pin_error *err)
{
    const struct pin_panel *panel = self->context->panel;
    struct pin_cluster_sums sums;
    struct pin_measure measures[MEASURES_N];
    struct pin_functional functionals[MEASURES_N];
    uint32_t places[MEASURES_N];
    PIN_TRY(
        pin_cluster_sums_new(&sums, panel->clustering.clusters_n, MEASURES_N, room, err));
    for (uint32_t m = 0; m < MEASURES_N; m++) {
        const bool metric = m < PIN_NEGATIVES_FIGURES_N;
        const uint32_t own = metric ? 0 : m - PIN_NEGATIVES_FIGURES_N;
        const double *values =
            metric ? panel->systems[place].values[self->context->own_figures[m]]
                   : self->systems[place].values[own];
        places[m] = m;
        functionals[m] = pin_functional_figure(&places[m]);
        pin_panel_sum(&sums, m, &self->by_query, values, NULL);
    }
    PIN_TRY(pin_measures(measures, functionals, MEASURES_N, &sums, self->context, err));
    pin_sheet_text(book, panel->systems[place].name);
    for (uint32_t m = 0; m < MEASURES_N; m++) {
        pin_measure_put(book, &measures[m], pin_measure_clusters(&sums, m));
    }
    const uint32_t labelled = (uint32_t)PIN_NEGATIVES_FIGURES_N + (uint32_t)PAIRWISE;
    pin_sheet_number(book, pin_measure_units(&sums, labelled));
    pin_sheet_number(book, pin_measure_clusters(&sums, labelled));
    return PIN_OK;
}

/* Over how many queries the two ranks are means. */
static void note_ranks(const struct negatives *self, uint32_t place,
                       struct pin_sheet_book *book)
{
    uint32_t found_n[OWN_N] = {0};
    for (uint32_t query = 0; query < self->by_query.units_n; query++) {
        for (uint32_t m = FIRST_POSITIVE; m <= FIRST_NEGATIVE; m++) {
            found_n[m] += isnan(self->systems[place].values[m][query]) ? 0 : 1;
        }
    }
    pin_sheet_note(book,
                   "%.100s: a positive was retrieved for %u queries, a hard negative for "
                   "%u; the mean ranks are over these",
                   self->context->panel->systems[place].name, found_n[FIRST_POSITIVE],
                   found_n[FIRST_NEGATIVE]);
}

static enum pin_status finish(void *state, struct pin_sheet_book *book,
                              struct pin_error *err)
{
    const struct negatives *self = state;
    const struct pin_sheet_column *columns = titled(self);
    if (!columns) {
        return no_memory(err);
    }
    pin_sheet_begin(book, "negatives", "hard negatives", columns, COLUMNS_N);
    for (uint32_t s = 0; s < self->systems_n; s++) {
        struct pin_arena room;
        pin_arena_init(&room, 0);
        const enum pin_status status = put_system(self, s, book, &room, err);
        pin_arena_free(&room);
        PIN_TRY(status);
    }
    pin_sheet_note(
        book, "negative first: queries with a hard negative above the first "
              "positive; negatives above: how many, on average; pairwise: pairs of a "
              "positive and a hard negative in the right order. All three over the "
              "queries labelled with both; what is not listed stands last, and ties "
              "count half");
    for (uint32_t s = 0; s < self->systems_n; s++) {
        note_ranks(self, s, book);
    }
    pin_measure_note(book, self->context);
    return PIN_OK;
}

const struct pin_analysis_ops pin_analysis_negatives = {
    .name = "negatives",
    .begin = begin,
    .add = add,
    .finish = finish,
};
