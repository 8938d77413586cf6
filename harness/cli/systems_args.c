#include "harness/cli/systems_args.h"

#include "harness/base/text.h"

#include <string.h>

enum { AGREEMENT_DEPTH = 10, AGREEMENT_DEPTH_MAX = 10000 };

#define RBO_P 0.9

enum pin_status pin_ranking_args(struct pin_ranking_options *out,
                                 const struct pin_args *args, uint32_t permutations_n,
                                 struct pin_error *err)
{
    const char *letters = pin_args_last(args, "letters");
    *out =
        (struct pin_ranking_options){.letters = PIN_LETTERS_MAXT,
                                     .permutations_n = permutations_n,
                                     .tukey = pin_args_last(args, "tukey") != NULL,
                                     .nemenyi = pin_args_last(args, "nemenyi") != NULL};
    uint32_t i = 0;
    while (letters && i < PIN_LETTERS_TESTS_N &&
           strcmp(pin_letters_test_name((enum pin_letters_test)i), letters) != 0) {
        i++;
    }
    out->letters = (enum pin_letters_test)i;
    return i < PIN_LETTERS_TESTS_N
               ? PIN_OK
               : pin_fail(err, PIN_E_CONFIG,
                          "--letters: expected maxt, tukey or nemenyi, found \"%.40s\"",
                          letters);
}

enum pin_status pin_run_agreement_args(struct pin_run_agreement_options *out,
                                       const struct pin_args *args, struct pin_error *err)
{
    const char *k = pin_args_last(args, "agreement");
    const char *p = pin_args_last(args, "rbo-p");
    *out = (struct pin_run_agreement_options){.k = AGREEMENT_DEPTH, .rbo_p = RBO_P};
    if (k && (pin_text_u32(&out->k, pin_text_of(k), NULL) != PIN_OK ||
              out->k > AGREEMENT_DEPTH_MAX)) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--agreement: expected a whole number up to %d (0: not at all), "
                        "found \"%.40s\"",
                        AGREEMENT_DEPTH_MAX, k);
    }
    if (p && (pin_text_f64(&out->rbo_p, pin_text_of(p), NULL) != PIN_OK ||
              !(out->rbo_p > 0.0) || !(out->rbo_p < 1.0))) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--rbo-p: expected a number between 0 and 1, found \"%.40s\"", p);
    }
    return PIN_OK;
}
