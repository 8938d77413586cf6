#include "harness/analysis/measure.h"

#include <math.h>

struct measure_room {
    struct pin_resampled_column *columns;
    double *sorted; /* resamples_n */
};

static enum pin_status apply(struct measure_room *out,
                             const struct pin_functional *functionals,
                             uint32_t functionals_n, const struct pin_resampled *from,
                             struct pin_arena *arena, struct pin_error *err)
{
    out->columns = PIN_NEW_N(arena, struct pin_resampled_column, functionals_n + 1U);
    out->sorted = PIN_NEW_N(arena, double, from->resamples_n + 1U);
    if (!out->columns || !out->sorted) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the resamples");
    }
    return pin_functional_apply(out->columns, functionals, functionals_n, from, arena,
                                err);
}

enum pin_status pin_measures(struct pin_measure *out,
                             const struct pin_functional *functionals,
                             uint32_t functionals_n, const struct pin_cluster_sums *sums,
                             const struct pin_analysis_context *context,
                             struct pin_error *err)
{
    struct pin_arena arena;
    struct pin_resampled resampled;
    struct pin_resampling resampling = context->resampling;
    struct measure_room room = {0};
    resampling.jackknife = context->method == PIN_INTERVAL_BCA;
    pin_arena_init(&arena, 0);
    enum pin_status status = pin_bootstrap(&resampled, sums, &resampling, &arena, err);
    if (status == PIN_OK) {
        status = apply(&room, functionals, functionals_n, &resampled, &arena, err);
    }
    for (uint32_t i = 0; status == PIN_OK && i < functionals_n; i++) {
        const struct pin_resampled_column *column = &room.columns[i];
        const struct pin_interval interval =
            pin_bootstrap_interval(column, context->method, context->level, room.sorted);
        out[i] = (struct pin_measure){column->estimate, interval.low, interval.high};
    }
    pin_arena_free(&arena);
    return status;
}

uint32_t pin_measure_clusters(const struct pin_cluster_sums *sums, uint32_t figure)
{
    uint32_t n = 0;
    for (size_t c = 0; c < sums->clusters_n; c++) {
        n += sums->den[c * sums->figures_n + figure] > 0.0;
    }
    return n;
}

double pin_measure_units(const struct pin_cluster_sums *sums, uint32_t figure)
{
    double n = 0.0; /* whole numbers: exact in any order */
    for (size_t c = 0; c < sums->clusters_n; c++) {
        n += sums->den[c * sums->figures_n + figure];
    }
    return n;
}

void pin_measure_put(struct pin_sheet_book *book, const struct pin_measure *measure,
                     uint32_t clusters_n)
{
    if (clusters_n > 1) {
        pin_sheet_interval(book, measure->value, measure->low, measure->high);
    } else {
        pin_sheet_number(book, measure->value);
    }
}

void pin_measure_note(struct pin_sheet_book *book,
                      const struct pin_analysis_context *context)
{
    const struct pin_clustering *clustering = &context->panel->clustering;
    if (context->resampling.resamples_n > 0) {
        pin_sheet_note(book,
                       "under a value: its %g %% interval, %s bootstrap, %u resamples of "
                       "%u clusters (%.60s); none where a value rests on one cluster",
                       100.0 * context->level, pin_interval_method_name(context->method),
                       context->resampling.resamples_n, clustering->clusters_n,
                       clustering->name);
    }
}
