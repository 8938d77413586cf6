#include "harness/analysis/compare.h"

#include "harness/analysis/compare_sheets.h"

#include <string.h>

struct compare {
    const struct pin_analysis_context *context;
    const struct pin_compare_options *options;
};

static enum pin_status begin(void **state, const struct pin_analysis_context *context,
                             const void *options, struct pin_error *err)
{
    struct compare *self = PIN_NEW(context->arena, struct compare);
    if (!self) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the comparisons");
    }
    self->context = context;
    self->options = options;
    *state = self;
    for (uint32_t i = 0; i < context->figures_n; i++) {
        const struct pin_panel_figure *figure = &context->panel->figures[i];
        if (!figure->has_units) {
            return pin_fail(err, PIN_E_CONFIG,
                            "\"%s\" is a quotient of means and has no values to pair: "
                            "compare its parts",
                            figure->label);
        }
    }
    return PIN_OK;
}

static enum pin_status find_baseline(uint32_t *out, const struct compare *self,
                                     struct pin_error *err)
{
    const struct pin_panel *panel = self->context->panel;
    const char *name = self->options->baseline;
    *out = UINT32_MAX;
    if (!name) {
        return PIN_OK;
    }
    for (uint32_t i = 0; i < panel->systems_n; i++) {
        if (strcmp(panel->systems[i].name, name) == 0) {
            *out = i;
            return PIN_OK;
        }
    }
    return pin_fail(err, PIN_E_CONFIG, "the baseline \"%s\" was not scored", name);
}

static enum pin_status finish(void *state, struct pin_sheet_book *book,
                              struct pin_error *err)
{
    const struct compare *self = state;
    const struct pin_analysis_context *context = self->context;
    const struct pin_compare_options *options = self->options;
    struct pin_comparisons made;
    struct pin_comparing comparing = {.panel = context->panel,
                                      .figures_n = context->figures_n,
                                      .resampling = context->resampling,
                                      .permutations_n = options->permutations_n,
                                      .method = context->method,
                                      .correction = options->correction,
                                      .level = context->level,
                                      .margin = options->margin,
                                      .t = options->t,
                                      .wilcoxon = options->wilcoxon,
                                      .sign = options->sign};
    if (context->panel->systems_n < 2) {
        return pin_fail(err, PIN_E_CONFIG, "there are not two systems to compare");
    }
    PIN_TRY(find_baseline(&comparing.baseline, self, err));
    PIN_TRY(pin_comparisons_make(&made, &comparing, context->arena, err));
    const struct pin_compare_report report = {&comparing, &made, book, context->arena};
    PIN_TRY(pin_compare_pairs(&report, err));
    PIN_TRY(pin_compare_effects(&report, err));
    return options->losers_n > 0 ? pin_compare_queries(&report, options->losers_n, err)
                                 : PIN_OK;
}

const struct pin_analysis_ops pin_analysis_compare = {
    .name = "compare",
    .begin = begin,
    .finish = finish,
};
