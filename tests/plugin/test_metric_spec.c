#include "harness/plugin/metric_spec.h"

#include <stddef.h>
#include <string.h>

#include <criterion/criterion.h>

struct knobs {
    uint32_t gain;
    double p;
    bool flag;
};

static double one(const struct pin_judged *judged, uint32_t cutoff, const void *options)
{
    (void)judged;
    (void)cutoff;
    (void)options;
    return 1;
}

static const char *const gains[] = {"linear", "exponential", NULL};

static const struct pin_option knob_table[] = {
    {.name = "gain",
     .type = PIN_OPT_CHOICE,
     .offset = offsetof(struct knobs, gain),
     .standard = "linear",
     .choices = gains},
    {.name = "p",
     .type = PIN_OPT_F64,
     .offset = offsetof(struct knobs, p),
     .standard = "0.80",
     .min = 0,
     .max = 1},
    {.name = "flag", .type = PIN_OPT_BOOL, .offset = offsetof(struct knobs, flag)},
};

static const struct pin_metric_ops metrics[] = {
    {.head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops), .name = "ndcg",
              .caps = PIN_CAP_CUTOFF, PIN_OPTIONS(knob_table, struct knobs)},
     .value = one},
    {.head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops), .name = "p",
              .caps = PIN_CAP_CUTOFF | PIN_CAP_NEEDS_CUTOFF},
     .value = one},
    {.head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops), .name = "rprec"},
     .value = one},
    {.head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops), .name = "far",
              .unavailable = "no table of it"}},
};

static const struct pin_registry *new_registry(struct pin_arena *arena)
{
    struct pin_registry *registry = NULL;
    pin_arena_init(arena, 0);
    cr_assert_eq(pin_registry_new(&registry, arena, NULL), PIN_OK);
    for (size_t i = 0; i < sizeof(metrics) / sizeof(metrics[0]); i++) {
        cr_assert_eq(pin_registry_add(registry, &metrics[i].head, NULL), PIN_OK);
    }
    return registry;
}

Test(metric_spec, two_texts_that_mean_the_same_give_the_same_label)
{
    static const struct {
        const char *text, *label;
        uint32_t cutoff, gain;
        double p;
    } rows[] = {
        {"ndcg", "ndcg", PIN_CUTOFF_NONE, 0, 0.8},
        {"ndcg@10", "ndcg@10", 10, 0, 0.8},
        {"ndcg@010", "ndcg@10", 10, 0, 0.8},
        {"ndcg@1000000", "ndcg@1000000", 1000000, 0, 0.8},
        {"ndcg@10:gain=linear", "ndcg@10", 10, 0, 0.8},
        {"ndcg@10:gain=exponential", "ndcg@10:gain=exponential", 10, 1, 0.8},
        {"ndcg:gain=exponential", "ndcg:gain=exponential", PIN_CUTOFF_NONE, 1, 0.8},
        {"ndcg@5:p=8e-1:flag=no", "ndcg@5", 5, 0, 0.8},
        {"ndcg@5:p=0.50:gain=exponential", "ndcg@5:gain=exponential:p=0.5", 5, 1, 0.5},
        {"ndcg@5:gain=exponential:p=5e-1", "ndcg@5:gain=exponential:p=0.5", 5, 1, 0.5},
    };
    struct pin_arena arena;
    const struct pin_registry *registry = new_registry(&arena);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct pin_metric_use use;
        cr_assert_eq(
            pin_metric_parse(&use, registry, pin_text_of(rows[i].text), &arena, NULL),
            PIN_OK, "%s", rows[i].text);
        cr_assert_str_eq(use.label, rows[i].label);
        cr_assert_str_eq(use.ops->head.name, "ndcg");
        cr_assert_eq(use.cutoff, rows[i].cutoff);
        const struct knobs *knobs = use.options;
        cr_assert_eq(knobs->gain, rows[i].gain);
        cr_assert_float_eq(knobs->p, rows[i].p, 0);
        cr_assert_not(knobs->flag);
    }
    pin_arena_free(&arena);
}

Test(metric_spec, the_text_need_not_end_where_the_metric_does)
{
    struct pin_arena arena;
    const struct pin_registry *registry = new_registry(&arena);
    struct pin_metric_use use;
    const struct pin_text text = {"p@123,rprec", 4};
    cr_assert_eq(pin_metric_parse(&use, registry, text, &arena, NULL), PIN_OK);
    cr_assert_str_eq(use.label, "p@12");
    pin_arena_free(&arena);
}

Test(metric_spec, what_cannot_be_is_refused_and_the_message_says_what_was_expected)
{
    static const struct {
        const char *text;
        enum pin_status status;
        const char *message;
    } rows[] = {
        {"", PIN_E_CONFIG, "expected a metric's name, found nothing"},
        {"@10", PIN_E_CONFIG, "expected a metric's name, found nothing"},
        {"ndgc@10", PIN_E_CONFIG, "there is no metric \"ndgc\"; did you mean \"ndcg\"?"},
        {"NDCG@10", PIN_E_CONFIG, "there is no metric \"NDCG\"; did you mean \"ndcg\"?"},
        {"far", PIN_E_UNAVAILABLE, "metric far cannot run here: no table of it"},
        {"ndcg@", PIN_E_CONFIG,
         "metric ndcg: expected a cutoff from 1 to 1000000, found \"@\""},
        {"ndcg@0", PIN_E_CONFIG,
         "metric ndcg: expected a cutoff from 1 to 1000000, found \"@0\""},
        {"ndcg@1000001", PIN_E_CONFIG,
         "metric ndcg: expected a cutoff from 1 to 1000000, found \"@1000001\""},
        {"ndcg@99999999999999999999", PIN_E_CONFIG,
         "metric ndcg: expected a cutoff from 1 to 1000000, found "
         "\"@99999999999999999999\""},
        {"ndcg@ten", PIN_E_CONFIG,
         "metric ndcg: expected a cutoff from 1 to 1000000, found \"@ten\""},
        {"ndcg@-1", PIN_E_CONFIG,
         "metric ndcg: expected a cutoff from 1 to 1000000, found \"@-1\""},
        {"ndcg@1@2", PIN_E_CONFIG,
         "metric ndcg: expected a cutoff from 1 to 1000000, found \"@1@2\""},
        {"rprec@10", PIN_E_CONFIG, "metric rprec takes no cutoff, found \"@10\""},
        {"p", PIN_E_CONFIG, "metric p needs a cutoff, as in \"p@10\""},
        {"ndcg@10:", PIN_E_CONFIG, "metric ndcg: expected option=value, found \"\""},
        {"ndcg@10:gain", PIN_E_CONFIG,
         "metric ndcg: expected option=value, found \"gain\""},
        {"ndcg@10:=x", PIN_E_CONFIG, "metric ndcg: expected option=value, found \"=x\""},
        {"ndcg@10:gain=", PIN_E_CONFIG,
         "metric ndcg, option \"gain\": expected one of linear, exponential, found \"\""},
        {"ndcg@10:gian=linear", PIN_E_CONFIG,
         "metric ndcg has no option \"gian\"; did you mean \"gain\"?"},
        {"ndcg:p=2", PIN_E_CONFIG,
         "metric ndcg, option \"p\": expected a number from 0 to 1, found 2"},
        {"ndcg:p=1:p=1", PIN_E_CONFIG, "metric ndcg is given the option \"p\" twice"},
        {"p@1:x=1", PIN_E_CONFIG, "metric p has no option \"x\"; it has none"},
    };
    struct pin_arena arena;
    const struct pin_registry *registry = new_registry(&arena);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct pin_metric_use use;
        struct pin_error err = {0};
        cr_assert_eq(
            pin_metric_parse(&use, registry, pin_text_of(rows[i].text), &arena, &err),
            rows[i].status, "%s", rows[i].text);
        cr_assert_eq(err.status, rows[i].status);
        cr_assert_str_eq(err.text, rows[i].message);
    }
    pin_arena_free(&arena);
}

Test(metric_spec, every_allocation_may_fail_and_nothing_leaks)
{
    struct pin_arena names;
    const struct pin_registry *registry = new_registry(&names);
    enum pin_status status = PIN_E_NOMEM;
    uint64_t fail_at = 0;
    while (status != PIN_OK) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_metric_use use;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = ++fail_at;
        status = pin_metric_parse(
            &use, registry, pin_text_of("ndcg@10:gain=exponential:p=0.1"), &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
    cr_assert_gt(fail_at, 7);
    pin_arena_free(&names);
}
