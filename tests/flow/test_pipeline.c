#include "tests/flow/flow_case.h"

static void init(struct flow_case *c)
{
    flow_case_init(c);
    flow_items(c, 5);
    (void)flow_query(c, "p", NULL, "red");
    (void)flow_query(c, "q", NULL, "blue");
    flow_label(c, 0, "i0", 1); /* what the engine gives first */
    flow_label(c, 1, "i4", 1); /* and what it gives last */
    (void)flow_freeze(c);
}

static const struct pin_setting parse_row[] = {{"fail", "parse"}};
static const struct pin_setting search_row[] = {{"fail", "search"}};

static struct pin_execution execution(const char *name, const struct pin_setting *row)
{
    return (struct pin_execution){.name = name,
                                  .stage = {"fake", {row, row ? 1 : 0, NULL}},
                                  .depth = 2,
                                  .threads = 1};
}

static const char *const figures[] = {"hits@1", "length"};
static const char *const slices[] = {"colour"};

static struct pin_pipeline pipeline(const struct flow_case *c, struct pin_policy policy,
                                    const struct pin_execution *executions, uint32_t n)
{
    return (struct pin_pipeline){.registry = c->registry,
                                 .dataset = c->dataset,
                                 .policy = policy,
                                 .figures = figures,
                                 .figures_n = 2,
                                 .order_by = -1,
                                 .slices = slices,
                                 .slices_n = 1,
                                 .executions = executions,
                                 .executions_n = n,
                                 .threads = 2,
                                 .seed = 1};
}

Test(pipeline, systems_go_from_a_stage_to_figures_and_slices)
{
    struct flow_case c;
    struct pin_summary summary;
    init(&c);
    const struct pin_execution executions[] = {execution("one", NULL),
                                               execution("two", NULL)};
    const struct pin_pipeline line = pipeline(&c, pin_policy_strict(), executions, 2);
    cr_assert_eq(pin_pipeline_run(&summary, &line, &c.arena, &c.err), PIN_OK, "%s",
                 c.err.text);
    cr_assert_eq(summary.systems_n, 2);
    cr_assert_eq(summary.dropped_n, 0);
    for (uint32_t i = 0; i < 2; i++) {
        cr_assert_float_eq(summary.systems[i].figures[0].value, 0.5, 1e-15);
        cr_assert_float_eq(summary.systems[i].figures[1].value, 2.0, 1e-15);
        cr_assert_float_eq(summary.slices[0].figures[2 * i].value, 1.0, 1e-15);
        cr_assert_float_eq(summary.slices[1].figures[2 * i].value, 0.0, 1e-15);
    }
    flow_case_free(&c);
}

Test(pipeline, a_run_that_cannot_be_read_is_left_out_only_where_the_policy_says_so)
{
    for (uint32_t drops = 0; drops < 2; drops++) {
        struct flow_case c;
        struct pin_summary summary;
        init(&c);
        const struct pin_execution executions[] = {execution("good", NULL),
                                                   execution("bad", parse_row),
                                                   execution("last", NULL)};
        struct pin_policy policy = pin_policy_strict();
        policy.drops_bad_runs = drops == 1;
        const struct pin_pipeline line = pipeline(&c, policy, executions, 3);
        const enum pin_status status =
            pin_pipeline_run(&summary, &line, &c.arena, &c.err);
        cr_assert_eq(status, drops ? PIN_OK : PIN_E_PARSE);
        if (drops) {
            cr_assert_eq(summary.systems_n, 2);
            cr_assert_str_eq(summary.systems[1].name, "last");
            cr_assert_eq(summary.dropped_n, 1);
            cr_assert_str_eq(summary.dropped[0].name, "bad");
            cr_assert_str_eq(summary.dropped[0].reason, "some.file:3:4: does not parse");
            cr_assert_eq(c.err.status, PIN_OK);
        } else {
            cr_assert_str_eq(c.err.where, "some.file");
            cr_assert_eq(c.err.line, 3);
            cr_assert_str_eq(c.err.text, "does not parse");
        }
        flow_case_free(&c);
    }
}

Test(pipeline, an_engine_that_fails_ends_it_under_any_policy)
{
    for (uint32_t drops = 0; drops < 2; drops++) {
        struct flow_case c;
        struct pin_summary summary;
        init(&c);
        const struct pin_execution executions[] = {execution("good", NULL),
                                                   execution("bad", search_row)};
        struct pin_policy policy = pin_policy_strict();
        policy.drops_bad_runs = drops == 1;
        const struct pin_pipeline line = pipeline(&c, policy, executions, 2);
        cr_assert_eq(pin_pipeline_run(&summary, &line, &c.arena, &c.err), PIN_E_ENGINE);
        cr_assert_str_eq(c.err.where, "engine fake");
        flow_case_free(&c);
    }
}

struct seen {
    uint32_t n;
    uint32_t fail_at;
    double first[8];
};

static enum pin_status see(void *context, const struct pin_executed *executed,
                           const struct pin_scores *scores, struct pin_error *err)
{
    struct seen *seen = context;
    cr_assert_eq(executed->run->queries_n, scores->queries_n);
    seen->first[seen->n++] = scores->columns[0].values[0];
    return seen->n == seen->fail_at ? pin_fail(err, PIN_E_IO, "the disk is full")
                                    : PIN_OK;
}

Test(pipeline, each_system_is_shown_while_its_scores_are_there)
{
    struct flow_case c;
    struct pin_summary summary;
    struct seen seen = {0};
    init(&c);
    const struct pin_execution executions[] = {
        execution("a", NULL), execution("b", parse_row), execution("c", NULL)};
    struct pin_pipeline line = pipeline(&c, pin_policy_pinpoint(), executions, 3);
    line.each = see;
    line.context = &seen;
    cr_assert_eq(pin_pipeline_run(&summary, &line, &c.arena, &c.err), PIN_OK);
    cr_assert_eq(seen.n, 2);
    cr_assert_float_eq(seen.first[0], 1.0, 1e-15);
    seen = (struct seen){.fail_at = 2};
    cr_assert_eq(pin_pipeline_run(&summary, &line, &c.arena, &c.err), PIN_E_IO);
    cr_assert_str_eq(c.err.text, "the disk is full");
    flow_case_free(&c);
}

Test(pipeline, a_bad_figure_or_slice_is_refused_before_any_engine_is_opened)
{
    static const char *const bad_figure[] = {"hist"};
    static const char *const bad_slice[] = {"color"};
    static const struct pin_setting open_row[] = {{"fail", "open"}};
    for (uint32_t i = 0; i < 2; i++) {
        struct flow_case c;
        struct pin_summary summary;
        init(&c);
        const struct pin_execution executions[] = {execution("a", open_row)};
        struct pin_pipeline line = pipeline(&c, pin_policy_strict(), executions, 1);
        if (i == 0) {
            line.figures = bad_figure;
            line.figures_n = 1;
        } else {
            line.slices = bad_slice;
        }
        cr_assert_eq(pin_pipeline_run(&summary, &line, &c.arena, &c.err), PIN_E_CONFIG);
        cr_assert(strstr(c.err.text, "did you mean"), "%s", c.err.text);
        flow_case_free(&c);
    }
}

Test(pipeline, every_allocation_may_fail_and_nothing_leaks)
{
    struct flow_case c;
    init(&c);
    const struct pin_execution executions[] = {execution("a", NULL),
                                               execution("b", parse_row)};
    const struct pin_pipeline line = pipeline(&c, pin_policy_pinpoint(), executions, 2);
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_summary summary;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_pipeline_run(&summary, &line, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM, "%s", err.text);
        pin_arena_free(&arena);
    }
    flow_case_free(&c);
}

struct watcher { /* stops when a phase of this name and system has been told */
    const char *phase;
    const char *system;
    bool stopped;
    uint32_t told_n;
    char told[1024];
};

static void watch(void *context, const struct pin_phase *phase)
{
    struct watcher *watcher = context;
    const char *subject = phase->subject ? phase->subject : "-";
    const size_t used = strlen(watcher->told);
    (void)snprintf(watcher->told + used, sizeof(watcher->told) - used, "%s %s %u/%u\n",
                   phase->name, subject, (unsigned)phase->done, (unsigned)phase->of);
    watcher->told_n++;
    watcher->stopped = watcher->stopped || (strcmp(phase->name, watcher->phase) == 0 &&
                                            strcmp(subject, watcher->system) == 0);
}

static bool wants_end(void *context)
{
    const struct watcher *watcher = context;
    return watcher->stopped;
}

static enum pin_status run_watched(struct flow_case *c, struct watcher *watcher,
                                   struct pin_summary *summary)
{
    const struct pin_execution executions[] = {execution("one", NULL),
                                               execution("two", NULL)};
    const struct pin_observer observer = {watch, wants_end, watcher};
    struct pin_pipeline line = pipeline(c, pin_policy_strict(), executions, 2);
    line.observer = &observer;
    return pin_pipeline_run(summary, &line, &c->arena, &c->err);
}

Test(pipeline, every_step_is_told_in_its_order_and_who_watches_changes_nothing)
{
    struct flow_case c;
    struct pin_summary summary;
    struct watcher watcher = {.phase = "none"};
    init(&c);
    cr_assert_eq(run_watched(&c, &watcher, &summary), PIN_OK);
    cr_assert_str_eq(watcher.told, "build one 0/1\nbuild one 1/1\n"
                                   "search one 0/2\nsearch one 2/2\n"
                                   "score one 0/1\nscore one 1/1\n"
                                   "summarise one 0/1\nsummarise one 1/1\n"
                                   "build two 0/1\nbuild two 1/1\n"
                                   "search two 0/2\nsearch two 2/2\n"
                                   "score two 0/1\nscore two 1/1\n"
                                   "summarise two 0/1\nsummarise two 1/1\n");
    cr_assert_not(summary.partial);
    cr_assert_float_eq(summary.systems[1].figures[0].value, 0.5, 1e-15);
    flow_case_free(&c);
}

Test(pipeline, work_that_is_to_end_leaves_a_partial_summary_of_what_is_complete)
{
    static const char *const phases[] = {"build", "search", "score"};
    for (uint32_t i = 0; i < 3; i++) {
        struct flow_case c;
        struct pin_summary summary;
        struct watcher watcher = {.phase = phases[i], .system = "two"};
        init(&c);
        cr_assert_eq(run_watched(&c, &watcher, &summary), PIN_OK, "%s", c.err.text);
        const bool last = i == 2; /* scoring has begun: the system is made complete */
        cr_assert_eq(summary.partial, !last);
        cr_assert_eq(summary.systems_n, last ? 2 : 1);
        cr_assert_eq(summary.asked_n, 2);
        cr_assert_str_eq(summary.systems[0].name, "one");
        cr_assert_eq(summary.slices_n, 2);
        flow_case_free(&c);
    }
}

Test(pipeline, work_that_is_to_end_before_a_system_is_complete_has_no_summary)
{
    struct flow_case c;
    struct pin_summary summary;
    struct watcher watcher = {.phase = "build", .system = "one"};
    init(&c);
    cr_assert_eq(run_watched(&c, &watcher, &summary), PIN_E_STOPPED);
    cr_assert_eq(c.err.status, PIN_E_STOPPED);
    cr_assert_str_eq(c.err.text, "interrupted before a system was complete");
    flow_case_free(&c);
}
