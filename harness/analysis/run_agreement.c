#include "harness/analysis/run_agreement.h"

#include "harness/analysis/list_agreement.h"
#include "harness/analysis/order_agreement.h"

struct run_agreement {
    const struct pin_analysis_context *context;
    const struct pin_run_agreement_options *options;
    struct pin_kept_lists *kept;
};

static const struct pin_sheet_column list_columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"other", "other", PIN_SHEET_TEXT, false},
    {"overlap", "overlap", PIN_SHEET_VALUE, true},
    {"jaccard", "Jaccard", PIN_SHEET_VALUE, true},
    {"rbo", "RBO", PIN_SHEET_VALUE, true},
    {"same_first", "same first", PIN_SHEET_SHARE, true},
    {"queries", "queries", PIN_SHEET_COUNT, false},
    {"both_empty", "both empty", PIN_SHEET_COUNT, false},
    {"clusters", "clusters", PIN_SHEET_COUNT, false},
};

static const struct pin_sheet_column order_columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"other", "other", PIN_SHEET_TEXT, false},
    {"figure", "figure", PIN_SHEET_TEXT, false},
    {"tau_b", "tau-b", PIN_SHEET_DIFFERENCE, false},
    {"tau_ap", "AP correlation", PIN_SHEET_DIFFERENCE, false},
    {"units", "units", PIN_SHEET_COUNT, false},
};

static const struct pin_sheet_column figure_columns[] = {
    {"figure", "figure", PIN_SHEET_TEXT, false},
    {"other", "other", PIN_SHEET_TEXT, false},
    {"tau_b", "tau-b", PIN_SHEET_DIFFERENCE, false},
    {"tau_ap", "AP correlation", PIN_SHEET_DIFFERENCE, false},
    {"systems", "systems", PIN_SHEET_COUNT, false},
};

#define COLUMNS_N(columns) (sizeof(columns) / sizeof((columns)[0]))

static enum pin_status begin(void **state, const struct pin_analysis_context *context,
                             const void *options, struct pin_error *err)
{
    struct run_agreement *self = PIN_NEW(context->arena, struct run_agreement);
    if (!self) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the agreement of the runs");
    }
    *self = (struct run_agreement){context, options, NULL};
    *state = self;
    const struct pin_kept_room room = {context->dataset, self->options->k,
                                       context->systems_n_max};
    return pin_kept_lists_new(&self->kept, &room, context->arena, err);
}

static enum pin_status add(void *state, const struct pin_executed *executed,
                           const struct pin_scores *scores, struct pin_error *err)
{
    const struct run_agreement *self = state;
    return pin_kept_lists_add(self->kept, executed->run, scores, err);
}

static void put_mean(struct pin_sheet_book *book, const struct pin_list_mean *mean)
{
    pin_sheet_interval(book, mean->value, mean->interval.low, mean->interval.high);
}

static void note_lists(const struct run_agreement *self, struct pin_sheet_book *book)
{
    const struct pin_analysis_context *context = self->context;
    pin_sheet_note(book,
                   "means over queries; of the first %u items of each list as the run "
                   "gives it, repeats and nulls dropped; no labels are looked at",
                   self->options->k);
    pin_sheet_note(book,
                   "overlap: the share of items in common; Jaccard: items in common, "
                   "divided by all items of both; RBO: rank-biased overlap, "
                   "extrapolated, p = %g, equal scores as ties; same first: the share "
                   "of queries with the same item on top",
                   self->options->rbo_p);
    if (context->resampling.resamples_n > 0) {
        pin_sheet_note(book,
                       "intervals: %g %%, %s, of a bootstrap over clusters (%.100s; %u "
                       "resamples)",
                       100.0 * context->level, pin_interval_method_name(context->method),
                       context->panel->clustering.name, context->resampling.resamples_n);
    }
}

static enum pin_status put_lists(const struct run_agreement *self,
                                 struct pin_sheet_book *book, struct pin_error *err)
{
    const struct pin_analysis_context *context = self->context;
    const struct pin_panel *panel = context->panel;
    const struct pin_list_comparing comparing = {
        &panel->clustering,
        {context->resampling, context->method, context->level},
        self->options->rbo_p};
    const struct pin_list_pair *pairs = NULL;
    uint32_t pairs_n = 0;
    PIN_TRY(
        pin_list_pairs(&pairs, &pairs_n, self->kept, &comparing, context->arena, err));
    pin_sheet_begin(book, "list_agreement", "agreement of lists", list_columns,
                    COLUMNS_N(list_columns));
    for (uint32_t i = 0; i < pairs_n; i++) {
        pin_sheet_text(book, panel->systems[pairs[i].a].name);
        pin_sheet_text(book, panel->systems[pairs[i].b].name);
        put_mean(book, &pairs[i].overlap);
        put_mean(book, &pairs[i].jaccard);
        put_mean(book, &pairs[i].rbo);
        put_mean(book, &pairs[i].top);
        pin_sheet_number(book, pairs[i].queries_n);
        pin_sheet_number(book, pairs[i].empty_n);
        pin_sheet_number(book, pairs[i].clusters_n);
    }
    note_lists(self, book);
    return PIN_OK;
}

static void note_orders(struct pin_sheet_book *book)
{
    pin_sheet_note(book,
                   "tau-b: Kendall's, 1 for the same order, -1 for the reverse; AP "
                   "correlation: the same idea, where the top weighs more, mean of both "
                   "directions; \"-\" where one side has no two different values");
}

static enum pin_status put_orders(const struct run_agreement *self,
                                  const struct pin_order_comparing *comparing,
                                  struct pin_sheet_book *book, struct pin_error *err)
{
    const struct pin_panel *panel = comparing->panel;
    struct pin_order_pairs pairs;
    PIN_TRY(pin_order_of_units(&pairs, comparing, self->context->arena, err));
    pin_sheet_begin(book, "order_agreement", "agreement on which queries go well",
                    order_columns, COLUMNS_N(order_columns));
    for (uint32_t i = 0; i < pairs.rows_n; i++) {
        const struct pin_order_pair *row = &pairs.rows[i];
        pin_sheet_text(book, panel->systems[row->a].name);
        pin_sheet_text(book, panel->systems[row->b].name);
        pin_sheet_text(book, panel->figures[row->figure].label);
        pin_sheet_number(book, row->tau_b);
        pin_sheet_number(book, row->tau_ap);
        pin_sheet_number(book, row->n);
    }
    pin_sheet_note(book, "the order of the units (queries or groups) by what the two "
                         "systems score on them");
    note_orders(book);
    pin_sheet_note(book, "AP correlation takes what is tied in one order for not above: "
                         "where many units have equal values, such as 0, it lies well "
                         "below tau-b");
    return PIN_OK;
}

static enum pin_status put_figures(const struct run_agreement *self,
                                   const struct pin_order_comparing *comparing,
                                   struct pin_sheet_book *book, struct pin_error *err)
{
    const struct pin_panel *panel = comparing->panel;
    struct pin_order_pairs pairs;
    PIN_TRY(pin_order_of_systems(&pairs, comparing, self->context->arena, err));
    if (pairs.rows_n == 0) {
        return PIN_OK;
    }
    pin_sheet_begin(book, "figure_agreement", "agreement on which systems are better",
                    figure_columns, COLUMNS_N(figure_columns));
    for (uint32_t i = 0; i < pairs.rows_n; i++) {
        const struct pin_order_pair *row = &pairs.rows[i];
        pin_sheet_text(book, panel->figures[row->a].label);
        pin_sheet_text(book, panel->figures[row->b].label);
        pin_sheet_number(book, row->tau_b);
        pin_sheet_number(book, row->tau_ap);
        pin_sheet_number(book, row->n);
    }
    pin_sheet_note(book, "the order of the systems by the two figures, the better first, "
                         "whether that is the higher or the lower value");
    note_orders(book);
    return PIN_OK;
}

static enum pin_status finish(void *state, struct pin_sheet_book *book,
                              struct pin_error *err)
{
    enum { ORDER_SYSTEMS_MIN = 3 }; /* two are in one of two orders */
    const struct run_agreement *self = state;
    const struct pin_analysis_context *context = self->context;
    const struct pin_order_comparing comparing = {context->panel, context->figures_n,
                                                  context->resampling.threads};
    PIN_TRY(put_lists(self, book, err));
    PIN_TRY(put_orders(self, &comparing, book, err));
    return context->panel->systems_n >= ORDER_SYSTEMS_MIN
               ? put_figures(self, &comparing, book, err)
               : PIN_OK;
}

const struct pin_analysis_ops pin_analysis_run_agreement = {
    .name = "agreement",
    .begin = begin,
    .add = add,
    .finish = finish,
};
