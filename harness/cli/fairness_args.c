#include "harness/cli/fairness_args.h"

#include "harness/analysis/fairness.h"
#include "harness/base/text.h"

#include <string.h>

static enum pin_status read_cutoff(uint32_t *out, const char *text, struct pin_error *err)
{
    if (text && (pin_text_u32(out, pin_text_of(text), NULL) != PIN_OK || *out == 0 ||
                 *out > PIN_PLAN_DEPTH_MAX)) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--fairness-at: expected a whole number from 1 to %d, found "
                        "\"%.40s\"",
                        PIN_PLAN_DEPTH_MAX, text);
    }
    return PIN_OK;
}

enum pin_status pin_fairness_args(struct pin_analysis *out, bool *asked,
                                  const struct pin_args *args, uint32_t min_n,
                                  struct pin_arena *arena, struct pin_error *err)
{
    static const char *const with[] = {"control", "unknown", "fairness-at",
                                       "exposure-target"};
    struct pin_plan_fairness words = {
        .attribute = pin_args_last(args, "fairness"),
        .control = pin_args_last(args, "control"),
        .unknown = pin_args_last(args, "unknown"),
        .correction = pin_args_last(args, "correction"),
        .target = pin_args_last(args, "exposure-target"),
        .cutoff = PIN_PLAN_FAIRNESS_CUTOFF,
    };
    *asked = words.attribute != NULL;
    for (uint32_t i = 0; i < sizeof(with) / sizeof(with[0]) && !*asked; i++) {
        if (pin_args_last(args, with[i])) {
            return pin_fail(err, PIN_E_CONFIG, "--%s goes with --fairness", with[i]);
        }
    }
    if (!*asked) {
        return PIN_OK;
    }
    PIN_TRY(read_cutoff(&words.cutoff, pin_args_last(args, "fairness-at"), err));
    return pin_fairness_request(out, &words, min_n, arena, err);
}

static enum pin_status read_target(enum pin_exposure_target *out, const char *word,
                                   struct pin_error *err)
{
    *out = PIN_TARGET_CORPUS;
    if (!word || strcmp(word, "corpus") == 0) {
        return PIN_OK;
    }
    *out = PIN_TARGET_RELEVANT;
    return strcmp(word, "relevant") == 0
               ? PIN_OK
               : pin_fail(err, PIN_E_CONFIG,
                          "no target \"%.40s\": expected corpus or relevant", word);
}

enum pin_status pin_fairness_request(struct pin_analysis *out,
                                     const struct pin_plan_fairness *words,
                                     uint32_t min_n, struct pin_arena *arena,
                                     struct pin_error *err)
{
    struct pin_fairness_options *options = PIN_NEW(arena, struct pin_fairness_options);
    if (!options) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the fairness of systems");
    }
    *options = (struct pin_fairness_options){.attribute = words->attribute,
                                             .control = words->control,
                                             .unknown = words->unknown,
                                             .min_n = min_n > 0 ? min_n : 1,
                                             .cutoff = words->cutoff,
                                             .adjustment = PIN_ADJUST_HOLM};
    if (words->correction &&
        !pin_adjustment_of(words->correction, &options->adjustment)) {
        return pin_fail(err, PIN_E_CONFIG,
                        "no correction \"%.40s\": expected holm, bh, bonferroni, sidak "
                        "or none",
                        words->correction);
    }
    PIN_TRY(read_target(&options->target, words->target, err));
    return pin_fairness_new(out, options, arena, err);
}
