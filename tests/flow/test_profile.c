#include "tests/flow/flow_case.h"

static void expect(const struct pin_profile *profile, const char *const *figures)
{
    uint32_t n = 0;
    for (; figures[n]; n++) {
        cr_assert_lt(n, profile->figures_n);
        cr_assert_str_eq(profile->figures[n], figures[n]);
    }
    cr_assert_eq(profile->figures_n, n);
}

static void add_references(struct flow_case *c, uint32_t query, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        cr_assert_eq(pin_dataset_add_reference(c->builder, (pin_query){query},
                                               PIN_TEXT("image"), NULL),
                     PIN_OK);
    }
}

/* Each of the three things that a dataset may have adds its figures. */
Test(profile, strict_offers_what_the_dataset_has_the_data_for)
{
    static const char *const negatives[] = {"ap_noneg@10", "delta_noneg@10",
                                            "neg_recall@10"};
    for (uint32_t has = 0; has < 16; has++) {
        struct flow_case c;
        flow_case_init(&c);
        (void)flow_query(&c, "a", has & 2 ? "g" : NULL, NULL);
        (void)flow_query(&c, "b", NULL, NULL);
        flow_label(&c, 0, "x", 1);
        if (has & 1) {
            flow_label(&c, 1, "x", -1);
        }
        add_references(&c, 0, has & 4 ? 1 : 0);
        add_references(&c, 1, has & 8 ? 2 : 0);
        const struct pin_profile profile = pin_profile_strict(flow_freeze(&c));
        const char *expected[16] = {"ap@10"};
        uint32_t n = 1;
        for (uint32_t i = 0; i < 3 && has & 1; i++) {
            expected[n++] = negatives[i];
        }
        if (has & 2) {
            expected[n++] = "range(ap@10)";
        }
        if ((has & 12) == 12) {
            expected[n++] = "ap@10[images=1]";
            expected[n++] = "ap@10[images=2]";
        }
        expect(&profile, expected);
        cr_assert_eq(profile.order_by, -1);
        flow_case_free(&c);
    }
}

Test(profile, pinpoint_is_what_the_reference_evaluator_prints_and_orders_by)
{
    const struct pin_profile profile = pin_profile_pinpoint();
    cr_assert_eq(profile.figures_n, 24);
    cr_assert_str_eq(profile.figures[profile.order_by], "ap@10");
    cr_assert(profile.policy.reading.as_listed);
    cr_assert(profile.policy.undefined_is_zero);
    cr_assert(profile.policy.drops_bad_runs);
    cr_assert_eq(profile.policy.missing, PIN_MISSING_SKIP);
    cr_assert_str_eq(profile.policy.profile, "pinpoint");
}

Test(policy, every_word_is_read_as_what_it_is_printed_as)
{
    for (uint32_t i = 0; i < 3; i++) {
        enum pin_missing missing = PIN_MISSING_ZERO;
        enum pin_ties ties = PIN_TIES_FILE;
        cr_assert(pin_missing_of(pin_missing_name((enum pin_missing)i), &missing));
        cr_assert(pin_ties_of(pin_ties_name((enum pin_ties)i), &ties));
        cr_assert_eq(missing, i);
        cr_assert_eq(ties, i);
        cr_assert_not(pin_missing_of("zer", &missing));
        cr_assert_not(pin_ties_of("", &ties));
    }
}
