#include "harness/analysis/fairness.h"

#include "harness/analysis/fairness_exposure.h"

#include <math.h>
#include <stdio.h>

enum { KINDS_MAX = 3, ODDS_FIGURES = 2 };

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the fairness of systems");
}

enum pin_status pin_fairness_new(struct pin_analysis *out,
                                 const struct pin_fairness_options *options,
                                 struct pin_arena *arena, struct pin_error *err)
{
    static const char *const metrics[ODDS_FIGURES] = {"recall", "neg_recall"};
    const char **figures = PIN_NEW_N(arena, const char *, ODDS_FIGURES);
    if (!figures) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < ODDS_FIGURES; i++) {
        char text[32];
        const int length =
            snprintf(text, sizeof(text), "%s@%u", metrics[i], options->cutoff);
        figures[i] = pin_arena_copy_text(arena, text, (size_t)length);
        if (!figures[i]) {
            return no_memory(err);
        }
    }
    *out = (struct pin_analysis){.ops = &pin_analysis_fairness,
                                 .options = options,
                                 .figures = figures,
                                 .figures_n = ODDS_FIGURES,
                                 .wants_oracle = true};
    return PIN_OK;
}

static enum pin_status begin(void **state, const struct pin_analysis_context *context,
                             const void *options, struct pin_error *err)
{
    struct pin_fairness *self = PIN_NEW(context->arena, struct pin_fairness);
    if (!self) {
        return no_memory(err);
    }
    self->context = context;
    self->options = options;
    *state = self;
    PIN_TRY(pin_fair_exposure_new(&self->exposure, context, self->options, err));
    const bool of_queries =
        pin_dataset_query_attribute(context->dataset, self->options->attribute);
    if (!self->exposure || of_queries) {
        return pin_fair_groups_find(&self->groups, context->dataset, self->options,
                                    context->arena, err);
    }
    return !self->options->control
               ? PIN_OK
               : pin_fail(err, PIN_E_CONFIG,
                          "%.60s is an attribute of items: there is no gap to control",
                          self->options->attribute);
}

static enum pin_status add(void *state, const struct pin_executed *executed,
                           const struct pin_scores *scores, struct pin_error *err)
{
    struct pin_fairness *self = state;
    return self->exposure
               ? pin_fair_exposure_add(self->exposure, executed->run, scores, err)
               : PIN_OK;
}

static struct pin_fair_case new_case(const struct pin_fairness *self, uint32_t system,
                                     uint32_t figure)
{
    return (struct pin_fair_case){.groups = &self->groups,
                                  .context = self->context,
                                  .min_n = self->options->min_n,
                                  .system = system,
                                  .figure = figure};
}

static enum pin_status do_case(struct pin_fairness *self, struct pin_fair_case *of,
                               struct pin_arena *scratch, struct pin_error *err)
{
    struct pin_fair_gap *gaps = &self->gaps[self->gaps_n];
    uint32_t gaps_n = 0;
    PIN_TRY(pin_fair_case_begin(of, self->context->arena, err));
    PIN_TRY(pin_fair_case_measure(of, gaps, &gaps_n, scratch, err));
    PIN_TRY(pin_fair_case_test(of, gaps, gaps_n, scratch, err));
    self->gaps_n += gaps_n;
    return PIN_OK;
}

static enum pin_status do_odds(struct pin_fairness *self, uint32_t system,
                               struct pin_arena *scratch, struct pin_error *err)
{
    struct pin_fair_case of[ODDS_FIGURES];
    struct pin_fair_gap *gap = &self->gaps[self->gaps_n];
    for (uint32_t i = 0; i < ODDS_FIGURES; i++) {
        of[i] = new_case(self, system, self->context->own_figures[i]);
        PIN_TRY(pin_fair_case_begin(&of[i], scratch, err));
    }
    PIN_TRY(pin_fair_odds_measure(of, gap, scratch, err));
    PIN_TRY(pin_fair_odds_test(of, gap, scratch, err));
    self->mixed_n_max =
        of[0].mixed_n > self->mixed_n_max ? of[0].mixed_n : self->mixed_n_max;
    self->gaps_n++;
    return PIN_OK;
}

static enum pin_status do_system(struct pin_fairness *self, uint32_t system,
                                 struct pin_error *err)
{
    struct pin_arena scratch;
    enum pin_status status = PIN_OK;
    pin_arena_init(&scratch, 0);
    for (uint32_t i = 0; i < self->context->figures_n && status == PIN_OK; i++) {
        if (self->context->panel->figures[i].has_units) {
            struct pin_fair_case *of = &self->cases[self->cases_n++];
            *of = new_case(self, system, i);
            status = do_case(self, of, &scratch, err);
            self->mixed_n_max =
                of->mixed_n > self->mixed_n_max ? of->mixed_n : self->mixed_n_max;
            pin_arena_free(&scratch);
            pin_arena_init(&scratch, 0);
        }
    }
    if (status == PIN_OK) {
        status = do_odds(self, system, &scratch, err);
    }
    pin_arena_free(&scratch);
    return status;
}

static enum pin_status correct(struct pin_fairness *self, struct pin_error *err)
{
    struct pin_arena *arena = self->context->arena;
    const double *adjusted = NULL;
    double *p = PIN_NEW_N(arena, double, self->gaps_n + 1U);
    if (!p) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < self->gaps_n; i++) {
        p[i] = self->gaps[i].p;
    }
    PIN_TRY(
        pin_adjust(&adjusted, self->options->adjustment, p, self->gaps_n, arena, err));
    for (uint32_t i = 0; i < self->gaps_n; i++) {
        self->gaps[i].p_adjusted = adjusted[i];
    }
    return PIN_OK;
}

static enum pin_status compare_groups(struct pin_fairness *self, struct pin_error *err)
{
    const uint32_t systems_n = self->context->panel->systems_n;
    const size_t cases_n = (size_t)systems_n * self->context->figures_n + 1;
    self->cases = PIN_NEW_N(self->context->arena, struct pin_fair_case, cases_n);
    self->gaps = PIN_NEW_N(self->context->arena, struct pin_fair_gap,
                           KINDS_MAX * cases_n + systems_n);
    if (!self->cases || !self->gaps) {
        return no_memory(err);
    }
    for (uint32_t system = 0; system < systems_n; system++) {
        PIN_TRY(do_system(self, system, err));
    }
    return correct(self, err);
}

static enum pin_status finish(void *state, struct pin_sheet_book *book,
                              struct pin_error *err)
{
    struct pin_fairness *self = state;
    if (self->groups.names) {
        PIN_TRY(compare_groups(self, err));
        pin_fair_put_groups(self, book);
        pin_fair_put_gaps(self, book);
    }
    if (self->exposure) {
        pin_fair_exposure_put(self->exposure, book);
    }
    return PIN_OK;
}

const struct pin_analysis_ops pin_analysis_fairness = {
    .name = "fairness",
    .begin = begin,
    .add = add,
    .finish = finish,
};
