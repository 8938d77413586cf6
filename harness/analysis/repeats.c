#include "harness/analysis/repeats.h"

#include "harness/analysis/measure.h"
#include "harness/base/sum.h"
#include "harness/stats/crossed.h"

#include <math.h>
#include <string.h>

struct repeats {
    const struct pin_analysis_context *context;
    uint32_t *figures; /* in the panel */
    uint32_t figures_n;
};

struct repeated { /* a system */
    const char *name;
    const uint32_t *members; /* in the panel */
    uint32_t members_n;
};

struct repeats_draws { /* of one system */
    const struct repeated *system;
    struct pin_resampled resampled; /* column f x members_n + s: figure f of repeat s */
    uint32_t *columns;              /* members_n */
    double *crossed;                /* resamples_n */
    double *room;                   /* resamples_n */
    struct pin_arena *arena;
};

struct repeats_row {
    struct pin_measure mean;
    struct pin_measure pooled;
    double deviation;
    double error_query;
    double error_seed;
    uint32_t clusters_n; /* the fewest of a repeat */
    double units_n;      /* likewise */
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the repeats");
}

static enum pin_status begin(void **state, const struct pin_analysis_context *context,
                             const void *options, struct pin_error *err)
{
    (void)options;
    struct repeats *self = PIN_NEW(context->arena, struct repeats);
    if (!self) {
        return no_memory(err);
    }
    self->context = context;
    self->figures = PIN_NEW_N(context->arena, uint32_t, context->figures_n + 1U);
    if (!self->figures) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < context->figures_n; i++) {
        if (context->panel->figures[i].has_units) {
            self->figures[self->figures_n++] = i;
        }
    }
    *state = self;
    return self->figures_n > 0 ? PIN_OK
                               : pin_fail(err, PIN_E_CONFIG,
                                          "quotients alone have no repeats to put "
                                          "together; ask for another figure");
}

/* The length of the name without ".seed" and digits at its end. */
static size_t stem_of(const char *name)
{
    static const char tag[] = ".seed";
    const size_t length = strlen(name);
    const size_t tag_length = sizeof(tag) - 1;
    size_t digits = length;
    while (digits > 0 && name[digits - 1] >= '0' && name[digits - 1] <= '9') {
        digits--;
    }
    const bool tagged = digits < length && digits > tag_length &&
                        memcmp(name + digits - tag_length, tag, tag_length) == 0;
    return tagged ? digits - tag_length : length;
}

static bool same_stem(const char *a, const char *b)
{
    const size_t length = stem_of(a);
    return length == stem_of(b) && memcmp(a, b, length) == 0;
}

/* The runs that are repeats of this one's system; none when an earlier run is too. */
static uint32_t gather(uint32_t *members, const struct pin_panel *panel, uint32_t first)
{
    uint32_t members_n = 0;
    for (uint32_t i = 0; i < panel->systems_n; i++) {
        if (same_stem(panel->systems[first].name, panel->systems[i].name)) {
            if (i < first) {
                return 0;
            }
            members[members_n++] = i;
        }
    }
    return members_n;
}

static void fill_sums(const struct repeats *self, const struct repeated *system,
                      struct pin_cluster_sums *sums, struct repeats_row *rows)
{
    const struct pin_panel *panel = self->context->panel;
    for (uint32_t f = 0; f < self->figures_n; f++) {
        rows[f].clusters_n = UINT32_MAX;
        rows[f].units_n = HUGE_VAL;
        for (uint32_t s = 0; s < system->members_n; s++) {
            const uint32_t figure = self->figures[f];
            const uint32_t column = f * system->members_n + s;
            pin_panel_sum(sums, column, &panel->figures[figure],
                          panel->systems[system->members[s]].values[figure], NULL);
            const uint32_t clusters_n = pin_measure_clusters(sums, column);
            if (clusters_n < rows[f].clusters_n) {
                rows[f].clusters_n = clusters_n;
            }
            rows[f].units_n = fmin(rows[f].units_n, pin_measure_units(sums, column));
        }
    }
}

/* The context is a list of figures. */
static double mean_of(const double *figures, const void *context)
{
    const struct pin_figure_list *list = context;
    struct pin_sum sum = {0};
    for (uint32_t i = 0; i < list->figures_n; i++) {
        pin_sum_add(&sum, figures[list->figures[i]]);
    }
    return pin_sum_value(&sum) / list->figures_n;
}

static double deviation_of(const double *values, uint32_t n, double mean)
{
    struct pin_sum squares = {0};
    for (uint32_t i = 0; i < n; i++) {
        pin_sum_add(&squares, (values[i] - mean) * (values[i] - mean));
    }
    return n > 1 ? sqrt(pin_sum_value(&squares) / (n - 1)) : (double)NAN;
}

static struct pin_measure measure_of(const struct pin_analysis_context *context,
                                     const struct pin_resampled_column *column,
                                     double *room)
{
    const struct pin_interval interval =
        pin_bootstrap_interval(column, context->method, context->level, room);
    return (struct pin_measure){column->estimate, interval.low, interval.high};
}

static enum pin_status read_figure(struct repeats_row *row, const struct repeats *self,
                                   uint32_t figure, struct repeats_draws *draws,
                                   struct pin_error *err)
{
    const struct pin_analysis_context *context = self->context;
    const struct pin_resampled *resampled = &draws->resampled;
    const uint32_t repeats_n = draws->system->members_n;
    const uint32_t first = figure * repeats_n;
    for (uint32_t s = 0; s < repeats_n; s++) {
        draws->columns[s] = first + s;
    }
    const struct pin_figure_list list = {draws->columns, repeats_n};
    const struct pin_functional mean = {mean_of, &list};
    struct pin_resampled_column column;
    PIN_TRY(pin_functional_apply(&column, &mean, 1, resampled, draws->arena, err));
    row->mean = measure_of(context, &column, draws->room);
    row->error_query = pin_bootstrap_error(&column);
    row->deviation =
        deviation_of(resampled->estimate + first, repeats_n, column.estimate);
    row->error_seed = row->deviation / sqrt(repeats_n);
    pin_crossed_replicates(draws->crossed, resampled, first, repeats_n,
                           context->resampling.seed);
    column.replicates = draws->crossed;
    column.jackknife = NULL;
    row->pooled = measure_of(context, &column, draws->room);
    return PIN_OK;
}

static void put_row(const struct repeats *self, struct pin_sheet_book *book,
                    const struct repeated *system, uint32_t figure,
                    const struct repeats_row *row)
{
    const double seed = row->error_seed * row->error_seed;
    const double query = row->error_query * row->error_query;
    const bool several = system->members_n > 1;
    pin_sheet_text(book, system->name);
    pin_sheet_text(book, self->context->panel->figures[self->figures[figure]].label);
    pin_sheet_number(book, system->members_n);
    pin_measure_put(book, &row->mean, row->clusters_n);
    if (several) {
        pin_measure_put(book, &row->pooled, row->clusters_n);
    } else {
        pin_sheet_empty(book);
    }
    pin_sheet_number(book, row->deviation);
    pin_sheet_number(book, row->clusters_n > 1 ? row->error_query : (double)NAN);
    pin_sheet_number(book, row->error_seed);
    pin_sheet_number(book, seed + query > 0.0 ? seed / (seed + query) : (double)NAN);
    pin_sheet_number(book, row->units_n);
    pin_sheet_number(book, row->clusters_n);
}

static enum pin_status draw(struct repeats_draws *out, const struct repeats *self,
                            const struct pin_cluster_sums *sums, struct pin_error *err)
{
    const struct pin_analysis_context *context = self->context;
    struct pin_resampling resampling = context->resampling;
    resampling.jackknife = context->method == PIN_INTERVAL_BCA;
    out->columns = PIN_NEW_N(out->arena, uint32_t, out->system->members_n);
    out->crossed = PIN_NEW_N(out->arena, double, resampling.resamples_n + 1U);
    out->room = PIN_NEW_N(out->arena, double, resampling.resamples_n + 1U);
    if (!out->columns || !out->crossed || !out->room) {
        return no_memory(err);
    }
    return pin_bootstrap(&out->resampled, sums, &resampling, out->arena, err);
}

static enum pin_status put_system(const struct repeats *self,
                                  const struct repeated *system,
                                  struct pin_sheet_book *book, struct pin_arena *arena,
                                  struct pin_error *err)
{
    struct pin_cluster_sums sums;
    struct repeats_draws draws = {.system = system, .arena = arena};
    struct repeats_row *rows = PIN_NEW_N(arena, struct repeats_row, self->figures_n);
    PIN_TRY(pin_cluster_sums_new(&sums, self->context->panel->clustering.clusters_n,
                                 self->figures_n * system->members_n, arena, err));
    if (!rows) {
        return no_memory(err);
    }
    fill_sums(self, system, &sums, rows);
    PIN_TRY(draw(&draws, self, &sums, err));
    for (uint32_t f = 0; f < self->figures_n; f++) {
        PIN_TRY(read_figure(&rows[f], self, f, &draws, err));
        put_row(self, book, system, f, &rows[f]);
    }
    return PIN_OK;
}

static const struct pin_sheet_column columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"figure", "figure", PIN_SHEET_TEXT, false},
    {"seeds", "seeds", PIN_SHEET_COUNT, false},
    {"mean", "mean", PIN_SHEET_VALUE, true},
    {"pooled", "pooled", PIN_SHEET_VALUE, true},
    {"deviation", "deviation", PIN_SHEET_VALUE, false},
    {"error_query", "error, queries", PIN_SHEET_VALUE, false},
    {"error_seed", "error, seeds", PIN_SHEET_VALUE, false},
    {"seed_share", "seeds' share", PIN_SHEET_SHARE, false},
    {"units", "n", PIN_SHEET_COUNT, false},
    {"clusters", "clusters", PIN_SHEET_COUNT, false},
};

static void put_notes(const struct repeats *self, struct pin_sheet_book *book,
                      uint32_t single_n)
{
    const struct pin_analysis_context *context = self->context;
    const uint32_t left_out_n = context->figures_n - self->figures_n;
    pin_sheet_note(book,
                   "runs named NAME.seedN are repeats of NAME; mean: over the seeds, "
                   "its interval from the clusters alone; pooled: its interval from "
                   "clusters and seeds both, too narrow for two or three seeds");
    pin_sheet_note(book,
                   "deviation: between the seeds (n - 1); error: of the mean, from "
                   "either source; seeds' share: of the sum of their squares; n: the "
                   "queries or groups of the seed that has fewest");
    if (single_n > 0) {
        pin_sheet_note(book, "systems with one seed, which has no deviation: %u",
                       single_n);
    }
    if (left_out_n > 0) {
        pin_sheet_note(book, "quotients are left out: %u", left_out_n);
    }
    pin_measure_note(book, context);
}

static enum pin_status finish(void *state, struct pin_sheet_book *book,
                              struct pin_error *err)
{
    const struct repeats *self = state;
    const struct pin_panel *panel = self->context->panel;
    uint32_t single_n = 0;
    uint32_t *members = PIN_NEW_N(self->context->arena, uint32_t, panel->systems_n + 1U);
    if (!members) {
        return no_memory(err);
    }
    pin_sheet_begin(book, "repeats", "systems over their seeds", columns,
                    sizeof(columns) / sizeof(columns[0]));
    for (uint32_t i = 0; i < panel->systems_n; i++) {
        const char *name = panel->systems[i].name;
        struct repeated system = {.members = members,
                                  .members_n = gather(members, panel, i)};
        struct pin_arena arena;
        if (system.members_n == 0) {
            continue;
        }
        single_n += system.members_n == 1 ? 1 : 0;
        pin_arena_init(&arena, 0);
        system.name = pin_arena_copy_text(&arena, name, stem_of(name));
        const enum pin_status status =
            system.name ? put_system(self, &system, book, &arena, err) : no_memory(err);
        pin_arena_free(&arena);
        PIN_TRY(status);
    }
    put_notes(self, book, single_n);
    return PIN_OK;
}

const struct pin_analysis_ops pin_analysis_repeats = {
    .name = "repeats",
    .begin = begin,
    .finish = finish,
};
