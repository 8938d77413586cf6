#include "harness/flow/analysis.h"
#include "tests/flow/flow_case.h"

struct tiny_options {
    uint32_t fail_at; /* 0: never; 1: begin, 2: the first system, 3: finish */
    const char *own;  /* the label that its own figure has; NULL: it asked for none */
    uint32_t figures_n;
    bool oracle;
};

struct tiny {
    const struct pin_analysis_context *context;
    const struct tiny_options *options;
    uint32_t added_n;
};

static enum pin_status tiny_begin(void **state,
                                  const struct pin_analysis_context *context,
                                  const void *options, struct pin_error *err)
{
    struct tiny *self = PIN_NEW(context->arena, struct tiny);
    cr_assert_not_null(self);
    self->context = context;
    self->options = options;
    *state = self;
    cr_assert_eq(context->figures_n, self->options->figures_n);
    cr_assert_eq(context->panel->systems_n, 0);
    cr_assert_eq(context->systems_n_max, 2);
    cr_assert_float_eq(context->level, 0.9, 0);
    cr_assert_eq(context->resampling.resamples_n, 20);
    cr_assert_str_eq(context->panel->figures[0].label, "hits@1");
    if (self->options->own) {
        const uint32_t own = context->own_figures[0];
        cr_assert_str_eq(context->panel->figures[own].label, self->options->own);
    }
    return self->options->fail_at == 1 ? pin_fail(err, PIN_E_CONFIG, "not so") : PIN_OK;
}

static enum pin_status tiny_add(void *state, const struct pin_executed *executed,
                                const struct pin_scores *scores, struct pin_error *err)
{
    struct tiny *self = state;
    self->added_n++;
    cr_assert_eq(self->context->panel->systems_n, self->added_n);
    cr_assert_eq(self->context->panel->oracle != NULL, self->options->oracle);
    cr_assert_str_eq(scores->run_name, executed->run->name);
    return self->options->fail_at == 2 ? pin_fail(err, PIN_E_RANGE, "not it") : PIN_OK;
}

static const struct pin_sheet_column columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
};

static enum pin_status tiny_finish(void *state, struct pin_sheet_book *book,
                                   struct pin_error *err)
{
    const struct tiny *self = state;
    pin_sheet_begin(book, "tiny", "tiny", columns, 1);
    for (uint32_t i = 0; i < self->context->panel->systems_n; i++) {
        pin_sheet_text(book, self->context->panel->systems[i].name);
    }
    pin_sheet_note(book, "%u", self->added_n);
    return self->options->fail_at == 3 ? pin_fail(err, PIN_E_NOMEM, "no more") : PIN_OK;
}

static const struct pin_analysis_ops tiny = {"tiny", tiny_begin, tiny_add, tiny_finish};
static const struct pin_analysis_ops brief = {"brief", tiny_begin, NULL, tiny_finish};

static enum pin_status run(struct flow_case *c, struct pin_summary *summary,
                           const struct pin_analysis *analyses, uint32_t analyses_n)
{
    static const char *const figures[] = {"hits@1", "hits@1", "length"};
    const struct pin_stage stage = {.engine = "fake"};
    const struct pin_execution executions[] = {
        {.name = "one", .stage = stage, .depth = 2, .threads = 1},
        {.name = "two", .stage = stage, .depth = 2, .threads = 1}};
    flow_case_init(c);
    flow_items(c, 3);
    (void)flow_query(c, "p", NULL, NULL);
    flow_label(c, 0, "i0", 1);
    (void)flow_freeze(c);
    const struct pin_pipeline pipeline = {.registry = c->registry,
                                          .dataset = c->dataset,
                                          .policy = pin_policy_strict(),
                                          .figures = figures,
                                          .figures_n = 3,
                                          .order_by = -1,
                                          .executions = executions,
                                          .executions_n = 2,
                                          .threads = 1,
                                          .seed = 1,
                                          .resamples_n = 20,
                                          .level = 0.9,
                                          .analyses = analyses,
                                          .analyses_n = analyses_n};
    return pin_pipeline_run(summary, &pipeline, &c->arena, &c->err);
}

static uint32_t length_of(const struct pin_sheet *sheet)
{
    uint32_t n = 0;
    for (; sheet; sheet = sheet->next) {
        n++;
    }
    return n;
}

Test(analyses, each_sees_every_system_and_its_own_figures_and_adds_its_sheets)
{
    static const char *const own[] = {"hits@2"};
    static const char *const shared[] = {"length"};
    static const struct tiny_options options[] = {
        {0, "hits@2", 2, true}, {0, NULL, 2, true}, {0, "length", 2, true}};
    const struct pin_analysis analyses[] = {{&tiny, &options[0], own, 1, false},
                                            {&brief, &options[1], NULL, 0, true},
                                            {&tiny, &options[2], shared, 1, false}};
    struct flow_case c;
    struct pin_summary summary;
    cr_assert_eq(run(&c, &summary, analyses, 3), PIN_OK, "%s", c.err.text);
    cr_assert_eq(length_of(summary.sheets), 3);
    cr_assert_eq(summary.columns_n, 2); /* what analyses ask for is not in the report */
    const struct pin_sheet *sheet = summary.sheets;
    cr_assert_str_eq(sheet->rows->cells[0].text, "one");
    cr_assert_str_eq(sheet->rows->next->cells[0].text, "two");
    cr_assert_str_eq(sheet->notes->text, "2");
    cr_assert_str_eq(sheet->next->notes->text, "0"); /* it looks at no system */
    flow_case_free(&c);
}

Test(analyses, without_one_there_are_no_sheets)
{
    struct flow_case c;
    struct pin_summary summary;
    cr_assert_eq(run(&c, &summary, NULL, 0), PIN_OK);
    cr_assert_null(summary.sheets);
    flow_case_free(&c);
}

Test(analyses, a_failure_in_any_call_ends_the_pipeline_with_its_status)
{
    static const enum pin_status expected[] = {PIN_OK, PIN_E_CONFIG, PIN_E_RANGE,
                                               PIN_E_NOMEM};
    for (uint32_t fail_at = 0; fail_at <= 3; fail_at++) {
        const struct tiny_options options = {fail_at, NULL, 2, false};
        const struct pin_analysis analysis = {&tiny, &options, NULL, 0, false};
        struct flow_case c;
        struct pin_summary summary;
        cr_assert_eq(run(&c, &summary, &analysis, 1), expected[fail_at]);
        flow_case_free(&c);
    }
}
