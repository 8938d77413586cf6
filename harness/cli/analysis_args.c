#include "harness/cli/analysis_args.h"

#include "harness/analysis/confusions.h"
#include "harness/analysis/images.h"
#include "harness/analysis/negatives.h"
#include "harness/analysis/repeats.h"
#include "harness/analysis/robustness.h"
#include "harness/analysis/slice_rest.h"
#include "harness/base/text.h"
#include "harness/cli/fairness_args.h"
#include "harness/flow/item_slice.h"

enum { ANALYSES_MAX = 16, CONFUSIONS_SHOWN = 10, ROBUSTNESS_DEPTH = 10 };

struct analysis_args { /* where one analysis after another is added */
    struct pin_pipeline *pipeline;
    const struct pin_args *args;
    struct pin_arena *arena;
    struct pin_analysis rows[ANALYSES_MAX];
    uint32_t rows_n;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the command line");
}

/* A whole number from 1 on. */
static enum pin_status read_count(uint32_t *out, const char *option, const char *text,
                                  struct pin_error *err)
{
    if (pin_text_u32(out, pin_text_of(text), NULL) != PIN_OK || *out == 0) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--%s: expected a whole number from 1 on, found \"%.40s\"",
                        option, text);
    }
    return PIN_OK;
}

static enum pin_status add_confusions(struct analysis_args *to, struct pin_error *err)
{
    const char *cutoff = pin_args_last(to->args, "confusions");
    struct pin_confusions_options *options =
        PIN_NEW(to->arena, struct pin_confusions_options);
    if (!cutoff) {
        return PIN_OK;
    }
    if (!options) {
        return no_memory(err);
    }
    options->items_n = CONFUSIONS_SHOWN;
    PIN_TRY(read_count(&options->cutoff, "confusions", cutoff, err));
    to->rows[to->rows_n++] =
        (struct pin_analysis){.ops = &pin_analysis_confusions, .options = options};
    return PIN_OK;
}

static enum pin_status add_negatives(struct analysis_args *to, struct pin_error *err)
{
    const char *cutoff = pin_args_last(to->args, "negatives");
    struct pin_negatives_options *options =
        PIN_NEW(to->arena, struct pin_negatives_options);
    const char **figures = PIN_NEW_N(to->arena, const char *, PIN_NEGATIVES_FIGURES_N);
    if (!cutoff) {
        return PIN_OK;
    }
    if (!options || !figures) {
        return no_memory(err);
    }
    PIN_TRY(read_count(&options->cutoff, "negatives", cutoff, err));
    PIN_TRY(pin_negatives_figures(figures, options->cutoff, to->arena, err));
    to->rows[to->rows_n++] = (struct pin_analysis){.ops = &pin_analysis_negatives,
                                                   .options = options,
                                                   .figures = figures,
                                                   .figures_n = PIN_NEGATIVES_FIGURES_N};
    return PIN_OK;
}

static void add_two_image(struct analysis_args *to)
{
    if (pin_args_last(to->args, "two-image")) {
        to->rows[to->rows_n++] =
            (struct pin_analysis){.ops = &pin_analysis_images, .wants_oracle = true};
    }
}

static void add_repeats(struct analysis_args *to)
{
    if (pin_args_last(to->args, "repeats")) {
        to->rows[to->rows_n++] = (struct pin_analysis){.ops = &pin_analysis_repeats};
    }
}

/* Each value of an attribute against the other queries. */
static enum pin_status add_slice_tests(struct analysis_args *to, struct pin_error *err)
{
    const char *correction = pin_args_last(to->args, "correction");
    struct pin_slice_rest_options *options =
        PIN_NEW(to->arena, struct pin_slice_rest_options);
    if (!pin_args_last(to->args, "slice-tests")) {
        return !correction || pin_args_last(to->args, "fairness")
                   ? PIN_OK
                   : pin_fail(err, PIN_E_CONFIG,
                              "--correction goes with --slice-tests or --fairness");
    }
    if (!options) {
        return no_memory(err);
    }
    const char **slices = PIN_NEW_N(to->arena, const char *, to->pipeline->slices_n + 1U);
    uint32_t slices_n = 0;
    if (!slices) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < to->pipeline->slices_n; i++) {
        if (!pin_item_slice_asked(to->pipeline->slices[i])) {
            slices[slices_n++] = to->pipeline->slices[i];
        }
    }
    if (slices_n == 0) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--slice-tests goes with --slice and an attribute of queries");
    }
    *options = (struct pin_slice_rest_options){.slices = slices,
                                               .slices_n = slices_n,
                                               .min_n = to->pipeline->min_n,
                                               .adjustment = PIN_ADJUST_HOLM};
    if (correction && !pin_adjustment_of(correction, &options->adjustment)) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--correction: expected holm, bh, bonferroni, sidak or none, "
                        "found \"%.40s\"",
                        correction);
    }
    to->rows[to->rows_n++] =
        (struct pin_analysis){.ops = &pin_analysis_slice_rest, .options = options};
    return PIN_OK;
}

static enum pin_status add_robustness(struct analysis_args *to, struct pin_error *err)
{
    const char *cutoff = pin_args_last(to->args, "robustness-depth");
    struct pin_robustness_options *options =
        PIN_NEW(to->arena, struct pin_robustness_options);
    if (!options) {
        return no_memory(err);
    }
    if (!pin_args_last(to->args, "robustness")) {
        return !cutoff ? PIN_OK
                       : pin_fail(err, PIN_E_CONFIG,
                                  "--robustness-depth goes with --robustness");
    }
    options->cutoff = ROBUSTNESS_DEPTH;
    if (cutoff) {
        PIN_TRY(read_count(&options->cutoff, "robustness-depth", cutoff, err));
    }
    to->rows[to->rows_n++] = (struct pin_analysis){
        .ops = &pin_analysis_robustness, .options = options, .wants_oracle = true};
    return PIN_OK;
}

enum pin_status pin_analysis_args(struct pin_pipeline *pipeline,
                                  const struct pin_args *args, struct pin_arena *arena,
                                  struct pin_error *err)
{
    struct analysis_args *to = PIN_NEW(arena, struct analysis_args);
    if (!to) {
        return no_memory(err);
    }
    to->pipeline = pipeline;
    to->args = args;
    to->arena = arena;
    PIN_TRY(add_confusions(to, err));
    bool fairness = false;
    PIN_TRY(pin_fairness_args(&to->rows[to->rows_n], &fairness, args, pipeline->min_n,
                              arena, err));
    to->rows_n += fairness ? 1 : 0;
    PIN_TRY(add_slice_tests(to, err));
    PIN_TRY(add_negatives(to, err));
    add_two_image(to);
    add_repeats(to);
    PIN_TRY(add_robustness(to, err));
    pipeline->analyses = to->rows;
    pipeline->analyses_n = to->rows_n;
    return PIN_OK;
}
