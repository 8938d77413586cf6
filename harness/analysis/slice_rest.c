#include "harness/analysis/slice_rest_parts.h"

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the tests of slices");
}

/* Counts the values that are too small; refuses more large ones than can be tested. */
static enum pin_status count_values(struct slice_rest *self,
                                    const struct pin_slicing *slicing,
                                    struct pin_error *err)
{
    const bool *keep = self->context->policy.keep;
    uint32_t large_n = 0;
    for (uint32_t value = 0; value < slicing->lists_n; value++) {
        const struct pin_query_list *list = &slicing->lists[value];
        uint32_t queries_n = 0;
        for (uint32_t i = 0; i < list->queries_n; i++) {
            queries_n += !keep || keep[list->queries[i]];
        }
        large_n += queries_n >= self->min_n;
        self->small_n += queries_n < self->min_n;
    }
    return large_n <= PIN_SLICE_REST_VALUES_MAX
               ? PIN_OK
               : pin_fail(err, PIN_E_CONFIG,
                          "%.60s has %u values of %u queries or more, and at most %d can "
                          "be tested: raise the smallest number or cut it into parts",
                          slicing->attribute->name, large_n, self->min_n,
                          PIN_SLICE_REST_VALUES_MAX);
}

static enum pin_status begin(void **state, const struct pin_analysis_context *context,
                             const void *options, struct pin_error *err)
{
    struct pin_arena *arena = context->arena;
    struct slice_rest *self = PIN_NEW(arena, struct slice_rest);
    if (!self) {
        return no_memory(err);
    }
    self->context = context;
    self->options = options;
    self->min_n = self->options->min_n > 0 ? self->options->min_n : 1;
    self->slicings = PIN_NEW_N(arena, struct pin_slicing, self->options->slices_n + 1U);
    self->room = PIN_NEW_N(arena, uint32_t, context->dataset->queries.queries_n + 1U);
    if (!self->slicings || !self->room) {
        return no_memory(err);
    }
    PIN_TRY(pin_figure_scratch_new(&self->scratch, context->panel->set, arena, err));
    for (uint32_t i = 0; i < self->options->slices_n; i++) {
        PIN_TRY(pin_slice(&self->slicings[i], context->dataset, self->options->slices[i],
                          arena, err));
        PIN_TRY(count_values(self, &self->slicings[i], err));
    }
    *state = self;
    return PIN_OK;
}

static enum pin_status add(void *state, const struct pin_executed *executed,
                           const struct pin_scores *scores, struct pin_error *err)
{
    struct slice_rest *self = state;
    (void)executed;
    for (uint32_t i = 0; i < self->options->slices_n; i++) {
        const struct pin_slicing *slicing = &self->slicings[i];
        for (uint32_t value = 0; value < slicing->lists_n; value++) {
            if (slicing->lists[value].queries_n >= self->min_n) {
                PIN_TRY(pin_slice_rest_add(self, scores, slicing, value, err));
            }
        }
    }
    return PIN_OK;
}

static enum pin_status adjust(const struct slice_rest *self, const double **out,
                              struct pin_error *err)
{
    double *p = PIN_NEW_N(self->context->arena, double, self->rows_n + 1U);
    uint32_t n = 0;
    if (!p) {
        return no_memory(err);
    }
    for (const struct slice_row *row = self->first; row; row = row->next) {
        p[n++] = row->p;
    }
    return pin_adjust(out, self->options->adjustment, p, n, self->context->arena, err);
}

static const struct pin_sheet_column columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"figure", "figure", PIN_SHEET_TEXT, false},
    {"attribute", "attribute", PIN_SHEET_TEXT, false},
    {"slice", "slice", PIN_SHEET_TEXT, false},
    {"queries", "queries", PIN_SHEET_COUNT, false},
    {"clusters", "clusters", PIN_SHEET_COUNT, false},
    {"value", "value", PIN_SHEET_VALUE, true},
    {"rest_queries", "others", PIN_SHEET_COUNT, false},
    {"rest", "of the others", PIN_SHEET_VALUE, false},
    {"difference", "difference", PIN_SHEET_DIFFERENCE, true},
    {"split", "split", PIN_SHEET_COUNT, false},
    {"p", "p", PIN_SHEET_P, false},
    {"p_adjusted", "p adjusted", PIN_SHEET_P, false},
};

static void put_row(struct pin_sheet_book *book, const struct slice_row *row,
                    double p_adjusted)
{
    pin_sheet_text(book, row->system);
    pin_sheet_text(book, row->figure);
    pin_sheet_text(book, row->attribute);
    pin_sheet_text(book, row->slice);
    pin_sheet_number(book, row->queries_n);
    pin_sheet_number(book, row->clusters_n);
    pin_sheet_interval(book, row->value.value, row->value.low, row->value.high);
    pin_sheet_number(book, row->rest_n);
    pin_sheet_number(book, row->rest);
    pin_sheet_interval(book, row->difference.value, row->difference.low,
                       row->difference.high);
    pin_sheet_number(book, row->split_n);
    pin_sheet_number(book, row->p);
    pin_sheet_number(book, p_adjusted);
}

static void put_notes(const struct slice_rest *self, struct pin_sheet_book *book)
{
    const struct pin_analysis_context *context = self->context;
    const char *cluster = context->panel->clustering.name;
    pin_sheet_note(book, "others: the queries with another value of the attribute; those "
                         "without one are in neither");
    if (context->resampling.resamples_n > 0) {
        pin_sheet_note(book,
                       "interval: %.0f %%, %s bootstrap, %u resamples of clusters "
                       "(%.60s), the same for both sides",
                       100.0 * context->level, pin_interval_method_name(context->method),
                       context->resampling.resamples_n, cluster);
        pin_sheet_note(book,
                       "p: two-sided, %u shuffles of which clusters are in the slice; of "
                       "a cluster with queries on both sides (split), of which queries",
                       context->resampling.resamples_n);
        pin_sheet_note(book, "p adjusted: %s over all rows of this table",
                       pin_adjustment_name(self->options->adjustment));
    }
    if (self->small_n > 0) {
        pin_sheet_note(book,
                       "%u %s of fewer than %u queries %s no row, and neither has a "
                       "figure that rests on fewer, on either side",
                       self->small_n, self->small_n == 1 ? "value" : "values",
                       self->min_n, self->small_n == 1 ? "has" : "have");
    }
    pin_sheet_note(book,
                   "no interval: one side has one cluster, or nothing was resampled");
}

static enum pin_status finish(void *state, struct pin_sheet_book *book,
                              struct pin_error *err)
{
    const struct slice_rest *self = state;
    const double *adjusted = NULL;
    uint32_t n = 0;
    PIN_TRY(adjust(self, &adjusted, err));
    pin_sheet_begin(book, "slices", "slices against the other queries", columns,
                    sizeof(columns) / sizeof(columns[0]));
    for (const struct slice_row *row = self->first; row; row = row->next) {
        put_row(book, row, adjusted[n++]);
    }
    put_notes(self, book);
    return PIN_OK;
}

const struct pin_analysis_ops pin_analysis_slice_rest = {
    .name = "slices",
    .begin = begin,
    .add = add,
    .finish = finish,
};
