#include "harness/cli/compare_args.h"

#include "harness/base/text.h"
#include "harness/model/plan.h"

#include <math.h>
#include <string.h>

enum { PERMUTATIONS = 10000, LOSERS = 5, PAIRS_LISTED_MAX = 10 };

static enum pin_status read_baseline(struct pin_compare_options *out,
                                     const struct pin_pipeline *pipeline,
                                     const struct pin_args *args, struct pin_arena *arena,
                                     struct pin_error *err)
{
    const uint32_t runs_n = pipeline->executions_n;
    const char *wanted = pin_args_last(args, "baseline");
    const char **names = PIN_NEW_N(arena, const char *, runs_n + 1U);
    if (!names) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the command line");
    }
    for (uint32_t i = 0; i < runs_n; i++) {
        names[i] = pipeline->executions[i].name;
        if (wanted && strcmp(names[i], wanted) == 0) {
            out->baseline = names[i];
        }
    }
    if (wanted && !out->baseline) {
        const char *nearest = pin_text_nearest(wanted, names, runs_n);
        return pin_fail(err, PIN_E_CONFIG,
                        nearest ? "--baseline: no run is called \"%.100s\"; did you mean "
                                  "\"%.100s\"?"
                                : "--baseline: no run is called \"%.100s\"; the first is "
                                  "\"%.100s\"",
                        wanted, nearest ? nearest : names[0]);
    }
    return PIN_OK;
}

static enum pin_status read_correction(struct pin_compare_options *out,
                                       const struct pin_args *args, struct pin_error *err)
{
    const char *correction = pin_args_last(args, "correction");
    if (!correction) {
        return PIN_OK;
    }
    uint32_t i = 0;
    while (i < PIN_CORRECTIONS_N &&
           strcmp(pin_correction_name((enum pin_correction)i), correction) != 0) {
        i++;
    }
    out->correction = (enum pin_correction)i;
    return i < PIN_CORRECTIONS_N ? PIN_OK
                                 : pin_fail(err, PIN_E_CONFIG,
                                            "--correction: expected maxt, holm, "
                                            "bonferroni, bh or none, found \"%.40s\"",
                                            correction);
}

static enum pin_status read_tests(struct pin_compare_options *out,
                                  const struct pin_args *args, struct pin_arena *arena,
                                  struct pin_error *err)
{
    const char *const *names = NULL;
    uint32_t names_n = 0;
    PIN_TRY(pin_args_all(&names, &names_n, args, "test", arena, err));
    for (uint32_t i = 0; i < names_n; i++) {
        if (strcmp(names[i], "t") == 0) {
            out->t = true;
        } else if (strcmp(names[i], "wilcoxon") == 0) {
            out->wilcoxon = true;
        } else if (strcmp(names[i], "sign") == 0) {
            out->sign = true;
        } else if (strcmp(names[i], "perm") != 0) { /* that one is always there */
            return pin_fail(err, PIN_E_CONFIG,
                            "--test: expected perm, t, wilcoxon or sign, found \"%.40s\"",
                            names[i]);
        }
    }
    return PIN_OK;
}

static enum pin_status read_numbers(struct pin_compare_options *out,
                                    struct pin_pipeline *pipeline,
                                    const struct pin_args *args, struct pin_error *err)
{
    const char *margin = pin_args_last(args, "margin");
    const char *level = pin_args_last(args, "level");
    const char *losers = pin_args_last(args, "losers");
    const char *permutations = pin_args_last(args, "permutations");
    if (margin && (pin_text_f64(&out->margin, pin_text_of(margin), NULL) != PIN_OK ||
                   !(out->margin > 0.0))) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--margin: expected a number above 0, found \"%.40s\"", margin);
    }
    if (level && (pin_text_f64(&pipeline->level, pin_text_of(level), NULL) != PIN_OK ||
                  pipeline->level < 0.5 || pipeline->level > 0.9999)) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--level: expected a number from 0.5 to 0.9999, found \"%.40s\"",
                        level);
    }
    if (losers && pin_text_u32(&out->losers_n, pin_text_of(losers), NULL) != PIN_OK) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--losers: expected a whole number, found \"%.40s\"", losers);
    }
    if (permutations &&
        (pin_text_u32(&out->permutations_n, pin_text_of(permutations), NULL) != PIN_OK ||
         out->permutations_n == 0 || out->permutations_n > PIN_PLAN_RESAMPLES_MAX)) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--permutations: expected 1 to %d, found \"%.40s\"",
                        PIN_PLAN_RESAMPLES_MAX, permutations);
    }
    return PIN_OK;
}

enum pin_status pin_compare_args(struct pin_compare_options *out,
                                 struct pin_pipeline *pipeline,
                                 const struct pin_args *args, struct pin_arena *arena,
                                 struct pin_error *err)
{
    const uint64_t runs_n = pipeline->executions_n;
    *out = (struct pin_compare_options){
        .permutations_n = PERMUTATIONS, .margin = (double)NAN, .losers_n = LOSERS};
    if (runs_n < 2) {
        return pin_fail(err, PIN_E_CONFIG,
                        "there is one run: a comparison takes two or more");
    }
    PIN_TRY(read_baseline(out, pipeline, args, arena, err));
    if (!out->baseline && runs_n * (runs_n - 1) / 2 > PAIRS_LISTED_MAX) {
        out->losers_n = 0;
    }
    PIN_TRY(read_correction(out, args, err));
    PIN_TRY(read_tests(out, args, arena, err));
    return read_numbers(out, pipeline, args, err);
}
