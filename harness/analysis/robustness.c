#include "harness/analysis/robustness_parts.h"

#include <assert.h>
#include <math.h>

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the analysis of wordings");
}

/* The report's figures that are means over queries. */
static enum pin_status list_figures(struct robustness *self, struct pin_error *err)
{
    const struct pin_analysis_context *context = self->context;
    const struct pin_panel *panel = context->panel;
    self->figures = PIN_NEW_N(context->arena, uint32_t, context->figures_n + (size_t)1);
    if (!self->figures) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < context->figures_n; i++) {
        if (panel->figures[i].has_units && !panel->figures[i].of_groups) {
            self->figures[self->figures_n++] = i;
        }
    }
    return self->figures_n > 0
               ? PIN_OK
               : pin_fail(err, PIN_E_CONFIG,
                          "robustness needs a metric of each query, such as ap@10, among "
                          "the figures of the report");
}

static enum pin_status begin(void **state, const struct pin_analysis_context *context,
                             const void *options, struct pin_error *err)
{
    struct robustness *self = PIN_NEW(context->arena, struct robustness);
    if (!self) {
        return no_memory(err);
    }
    if (context->dataset->groups.groups_n == 0) {
        return pin_fail(err, PIN_E_CONFIG,
                        "robustness is about the paraphrases of a query, and the dataset "
                        "has no groups (see groups=FILE and group_by=)");
    }
    self->context = context;
    self->options = options;
    self->lists = PIN_NEW_N(context->arena, struct robustness_lists,
                            context->systems_n_max + (size_t)1);
    if (!self->lists) {
        return no_memory(err);
    }
    PIN_TRY(list_figures(self, err));
    *state = self;
    return pin_wordings_new(&self->wordings, context->dataset,
                            &context->panel->clustering, context->arena, err);
}

static enum pin_status add(void *state, const struct pin_executed *executed,
                           const struct pin_scores *scores, struct pin_error *err)
{
    return robustness_add_lists(state, executed->run, scores->counted, err);
}

static enum pin_status finish(void *state, struct pin_sheet_book *book,
                              struct pin_error *err)
{
    const struct robustness *self = state;
    assert(self->context->panel->oracle);
    PIN_TRY(robustness_put_spread(self, book, err));
    PIN_TRY(robustness_put_labels(self, book, err));
    PIN_TRY(robustness_put_variance(self, book, err));
    if (self->systems_n > 1) {
        PIN_TRY(robustness_put_components(self, book, err));
    }
    PIN_TRY(robustness_put_lists(self, book, err));
    return self->systems_n > 1 ? robustness_put_flips(self, book, err) : PIN_OK;
}

const struct pin_analysis_ops pin_analysis_robustness = {
    .name = "robustness",
    .begin = begin,
    .add = add,
    .finish = finish,
};

uint64_t robustness_seed(const struct robustness *self, uint32_t use)
{
    return pin_rng_u64(self->context->resampling.seed, UINT64_MAX, use);
}

static enum pin_status read_intervals(struct robustness_estimate *out,
                                      const struct robustness *self,
                                      const struct pin_resampled_column *columns,
                                      uint32_t columns_n, struct pin_arena *arena,
                                      struct pin_error *err)
{
    const struct pin_analysis_context *context = self->context;
    double *room = PIN_NEW_N(arena, double, context->resampling.resamples_n + (size_t)1);
    if (!room) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < columns_n; i++) {
        const struct pin_interval interval =
            pin_bootstrap_interval(&columns[i], context->method, context->level, room);
        out[i] = (struct robustness_estimate){columns[i].estimate, interval.low,
                                              interval.high};
    }
    return PIN_OK;
}

enum pin_status robustness_estimate(struct robustness_estimate *out,
                                    const struct robustness *self,
                                    const struct pin_cluster_sums *sums,
                                    const struct pin_functional *functionals,
                                    uint32_t functionals_n, struct pin_error *err)
{
    struct pin_arena arena; /* the resamples */
    struct pin_resampled resampled;
    struct pin_resampling resampling = self->context->resampling;
    resampling.jackknife = self->context->method == PIN_INTERVAL_BCA;
    pin_arena_init(&arena, 0);
    struct pin_resampled_column *columns =
        PIN_NEW_N(&arena, struct pin_resampled_column, functionals_n + (size_t)1);
    enum pin_status status =
        columns ? pin_bootstrap(&resampled, sums, &resampling, &arena, err)
                : no_memory(err);
    if (status == PIN_OK) {
        status = pin_functional_apply(columns, functionals, functionals_n, &resampled,
                                      &arena, err);
    }
    if (status == PIN_OK) {
        status = read_intervals(out, self, columns, functionals_n, &arena, err);
    }
    pin_arena_free(&arena);
    return status;
}

void robustness_put(struct pin_sheet_book *book,
                    const struct robustness_estimate *estimate, uint32_t clusters_n)
{
    if (clusters_n > 1) {
        pin_sheet_interval(book, estimate->value, estimate->low, estimate->high);
    } else { /* one cluster says nothing about others */
        pin_sheet_number(book, estimate->value);
    }
}

uint32_t robustness_clusters(const struct pin_cluster_sums *sums, uint32_t column)
{
    uint32_t clusters_n = 0;
    for (size_t c = 0; c < sums->clusters_n; c++) {
        clusters_n += sums->den[c * sums->figures_n + column] > 0.0;
    }
    return clusters_n;
}

void robustness_note_intervals(const struct robustness *self, struct pin_sheet_book *book)
{
    const struct pin_analysis_context *context = self->context;
    const uint32_t resamples_n = context->resampling.resamples_n;
    if (resamples_n > 0) {
        pin_sheet_note(book,
                       "intervals: %.0f %%, %s bootstrap, %u resamples of clusters "
                       "(%.100s); a group belongs to its first query's",
                       100.0 * context->level, pin_interval_method_name(context->method),
                       resamples_n, context->panel->clustering.name);
    }
}
