#include "harness/model/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

struct plan_case {
    struct pin_arena arena;
    struct pin_error err;
    const struct pin_plan *plan;
    char path[64];
};

static enum pin_status read_plan(struct plan_case *c, const char *text)
{
    *c = (struct plan_case){.path = "/tmp/pin-plan-XXXXXX"};
    pin_arena_init(&c->arena, 0);
    const int fd = mkstemp(c->path);
    cr_assert_geq(fd, 0);
    cr_assert_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    (void)close(fd);
    return pin_plan_read(&c->plan, c->path, &c->arena, &c->err);
}

static void free_plan(struct plan_case *c)
{
    (void)unlink(c->path);
    pin_arena_free(&c->arena);
}

#define DATASET "\"dataset\":{\"loader\":\"l\"}"
#define SYSTEMS "\"systems\":[{\"name\":\"a\",\"stages\":[{\"engine\":\"e\"}]}]"

Test(plan, everything_that_a_plan_says_is_there)
{
    struct plan_case c;
    const enum pin_status status = read_plan(
        &c, "{\"dataset\":{\"path\":\"x/y\",\"loader\":\"pinpoint\",\"n\":3,\"ok\":true},"
            "\"systems\":[{\"name\":\"b\",\"stages\":[{\"alpha\":0.80,\"engine\":"
            "\"exact\"}]},"
            "{\"stages\":[{\"engine\":\"random\"}],\"name\":\"a\"}],\"depth\":7,"
            "\"metrics\":[\"ap@10\",\"rr\"],\"slices\":[\"colour\"],\"ties\":\"id\","
            "\"missing\":\"skip\",\"statistics\":{\"seed\":9},\"output\":\"out\","
            "\"fairness\":{\"attribute\":\"tone\",\"control\":\"a*b\","
            "\"cutoff\":5,\"unknown\":\"?\",\"correction\":\"bh\","
            "\"target\":\"relevant\"}}");
    cr_assert_eq(status, PIN_OK, "%s", c.err.text);
    const struct pin_plan *plan = c.plan;
    static const char *const settings[][2] = {
        {"path", "x/y"}, {"n", "3"}, {"ok", "true"}};
    cr_assert_str_eq(plan->folder, "/tmp/");
    cr_assert_str_eq(plan->dataset.name, "pinpoint");
    cr_assert_eq(plan->dataset.settings_n, 3);
    for (uint32_t i = 0; i < 3; i++) {
        cr_assert_str_eq(plan->dataset.settings[i].name, settings[i][0]);
        cr_assert_str_eq(plan->dataset.settings[i].value, settings[i][1]);
    }
    cr_assert_eq(plan->systems_n, 2);
    cr_assert_str_eq(plan->systems[0].name, "b");
    cr_assert_str_eq(plan->systems[0].stage.name, "exact");
    cr_assert_str_eq(plan->systems[0].stage.settings[0].value, "0.8");
    cr_assert_str_eq(plan->systems[1].name, "a");
    cr_assert_eq(plan->systems[1].stage.settings_n, 0);
    cr_assert_eq(plan->depth, 7);
    cr_assert_eq(plan->metrics_n, 2);
    cr_assert_str_eq(plan->metrics[1], "rr");
    cr_assert_eq(plan->slices_n, 1);
    cr_assert_str_eq(plan->slices[0], "colour");
    cr_assert_eq(plan->seed, 9);
    cr_assert_str_eq(plan->missing, "skip");
    cr_assert_str_eq(plan->ties, "id");
    cr_assert_str_eq(plan->output, "out");
    cr_assert_str_eq(plan->fairness.attribute, "tone");
    cr_assert_str_eq(plan->fairness.control, "a*b");
    cr_assert_str_eq(plan->fairness.unknown, "?");
    cr_assert_str_eq(plan->fairness.correction, "bh");
    cr_assert_str_eq(plan->fairness.target, "relevant");
    cr_assert_eq(plan->fairness.cutoff, 5);
    free_plan(&c);
}

Test(plan, what_a_plan_leaves_out_has_its_standard)
{
    struct plan_case c;
    cr_assert_eq(read_plan(&c, "{" DATASET "," SYSTEMS "}"), PIN_OK, "%s", c.err.text);
    cr_assert_eq(c.plan->depth, PIN_PLAN_DEPTH);
    cr_assert_eq(c.plan->seed, 1);
    cr_assert_null(c.plan->metrics);
    cr_assert_null(c.plan->slices);
    cr_assert_null(c.plan->missing);
    cr_assert_null(c.plan->ties);
    cr_assert_null(c.plan->output);
    cr_assert_null(c.plan->fairness.attribute);
    cr_assert_eq(c.plan->fairness.cutoff, PIN_PLAN_FAIRNESS_CUTOFF);
    free_plan(&c);
}

static const struct {
    const char *text;
    const char *message;
} bad[] = {
    {"[]", "expected an object, found an array"},
    {"{" SYSTEMS "}", "expected a member \"dataset\", found none"},
    {"{" DATASET "}", "expected a member \"systems\", found none"},
    {"{\"dataset\":3," SYSTEMS "}", "dataset: expected an object, found a number"},
    {"{\"dataset\":{}," SYSTEMS "}", "dataset: expected a member \"loader\", found none"},
    {"{\"dataset\":{\"loader\":1}," SYSTEMS "}",
     "dataset.loader: expected a string, found a number"},
    {"{\"dataset\":{\"loader\":\"l\",\"x\":null}," SYSTEMS "}",
     "dataset.x: expected a text, a number, true or false"},
    {"{\"dataset\":{\"loader\":\"l\",\"x\":[1,[2]]}," SYSTEMS "}",
     "dataset.x[1]: expected a text, a number, true or false"},
    {"{" DATASET ",\"systems\":{}}", "systems: expected an array, found an object"},
    {"{" DATASET ",\"systems\":[]}", "systems: expected 1 to 10000 systems, found 0"},
    {"{" DATASET ",\"systems\":[3]}", "systems[0]: expected an object, found a number"},
    {"{" DATASET ",\"systems\":[{\"stages\":[{\"engine\":\"e\"}]}]}",
     "systems[0]: expected a member \"name\", found none"},
    {"{" DATASET ",\"systems\":[{\"name\":\"\",\"stages\":[{\"engine\":\"e\"}]}]}",
     "systems[0].name: expected a name, found an empty text"},
    {"{" DATASET ",\"systems\":[{\"name\":\"a\"}]}",
     "systems[0]: expected a member \"stages\", found none"},
    {"{" DATASET ",\"systems\":[{\"name\":\"a\",\"stages\":[]}]}",
     "systems[0].stages: expected 1 to 16 stages, found 0"},
    {"{" DATASET ",\"systems\":[{\"name\":\"a\",\"stages\":[{\"engine\":\"e\"},{}]}]}",
     "systems[0].stages[1]: expected a member \"engine\", found none"},
    {"{" DATASET ",\"systems\":[{\"name\":\"a\",\"stages\":[{}]}]}",
     "systems[0].stages[0]: expected a member \"engine\", found none"},
    {"{" DATASET ",\"systems\":[{\"name\":\"a\",\"stage\":[{}]}]}",
     "systems[0].stage: unknown"},
    {"{" DATASET ",\"systems\":[{\"name\":\"a\",\"stages\":[{\"engine\":\"e\"}]},"
     "{\"name\":\"a\",\"stages\":[{\"engine\":\"e\"}]}]}",
     "systems[1]: two systems are called \"a\""},
    {"{" DATASET
     ",\"systems\":[{\"name\":\"a\",\"stages\":[{\"engine\":\"e\",\"top_n\":3}]}]}",
     "systems[0].stages[0].top_n: the first stage searches; a later one rescores its "
     "top_n"},
    {"{" DATASET ",\"systems\":[{\"name\":\"a\",\"stages\":[{\"engine\":\"e\"},"
     "{\"engine\":\"r\",\"top_n\":0}]}]}",
     "systems[0].stages[1].top_n: expected"},
    {"{" DATASET "," SYSTEMS ",\"depth\":0}", "depth: expected"},
    {"{" DATASET "," SYSTEMS ",\"depth\":1000001}", "depth: expected"},
    {"{" DATASET "," SYSTEMS ",\"depth\":1.5}", "depth: expected"},
    {"{" DATASET "," SYSTEMS ",\"depth\":\"9\"}", "depth: expected"},
    {"{" DATASET "," SYSTEMS ",\"metrics\":\"ap\"}",
     "metrics: expected an array, found a string"},
    {"{" DATASET "," SYSTEMS ",\"metrics\":[\"ap\",null]}",
     "metrics[1]: expected a string, found null"},
    {"{" DATASET "," SYSTEMS ",\"slices\":[1]}",
     "slices[0]: expected a string, found a number"},
    {"{" DATASET "," SYSTEMS ",\"statistics\":1}",
     "statistics: expected an object, found a number"},
    {"{" DATASET "," SYSTEMS ",\"statistics\":{\"sed\":1}}", "statistics.sed: unknown"},
    {"{" DATASET "," SYSTEMS ",\"statistics\":{\"seed\":-1}}",
     "statistics.seed: expected"},
    {"{" DATASET "," SYSTEMS ",\"fairness\":{}}",
     "fairness: expected a member \"attribute\", found none"},
    {"{" DATASET "," SYSTEMS ",\"fairness\":{\"atribute\":\"a\"}}",
     "fairness.atribute: unknown"},
    {"{" DATASET "," SYSTEMS ",\"fairness\":{\"attribute\":\"a\",\"cutoff\":0}}",
     "fairness.cutoff: expected"},
    {"{" DATASET "," SYSTEMS ",\"missing\":0}",
     "missing: expected a string, found a number"},
    {"{" DATASET "," SYSTEMS ",\"ties\":true}",
     "ties: expected a string, found true or false"},
    {"{" DATASET "," SYSTEMS ",\"output\":[]}",
     "output: expected a string, found an array"},
    {"{" DATASET "," SYSTEMS ",\"metrcs\":[]}", "metrcs: unknown"},
};

Test(plan, what_is_wrong_is_named_by_its_path)
{
    for (uint32_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct plan_case c;
        cr_assert_eq(read_plan(&c, bad[i].text), PIN_E_CONFIG, "%s", bad[i].text);
        cr_assert_str_eq(c.err.where, c.path, "%s", bad[i].text);
        cr_assert_eq(strncmp(c.err.text, bad[i].message, strlen(bad[i].message)), 0,
                     "%s: \"%s\" instead of \"%s\"", bad[i].text, c.err.text,
                     bad[i].message);
        free_plan(&c);
    }
}

#define A          "{\"name\":\"a\",\"stages\":[{\"engine\":\"e\"}]}"
#define FUSE(fuse) "{\"name\":\"f\",\"fuse\":{" fuse "}}"
#define OF_A       "\"of\":[\"a\"]"

/* The member "systems", and what is wrong with it. */
static const struct {
    const char *systems;
    const char *message;
} bad_systems[] = {
    {A "," FUSE("\"method\":\"rff\"," OF_A),
     "systems[1].fuse.method: expected one of rrf, combsum, combmnz, found \"rff\""},
    {A "," FUSE(OF_A), "systems[1].fuse: expected a member \"method\", found none"},
    {A "," FUSE("\"method\":\"rrf\""),
     "systems[1].fuse: expected a member \"of\", found none"},
    {A "," FUSE("\"method\":\"rrf\",\"of\":[]"),
     "systems[1].fuse.of: expected the names of 1 to 100 systems, found 0"},
    {A "," FUSE("\"method\":\"rrf\",\"of\":[\"a\",\"b\"]"),
     "systems[1].fuse.of[1]: no system of the plan is called \"b\""},
    {A "," FUSE("\"method\":\"rrf\",\"of\":[\"a\",\"a\"]"),
     "systems[1].fuse.of[1]: \"a\" is there twice; give it a weight"},
    {A "," FUSE("\"method\":\"rrf\",\"of\":[\"a\",\"f\"]"),
     "systems[1].fuse.of[1]: the system \"f\" is made of \"f\" in its turn"},
    {FUSE("\"method\":\"rrf\",\"of\":[\"g\"]") ","
                                               "{\"name\":\"g\",\"fuse\":{\"method\":"
                                               "\"rrf\",\"of\":[\"f\"]}}",
     "systems[1].fuse.of[0]: the system \"f\" is made of \"g\" in its turn"},
    {A "," FUSE("\"method\":\"rrf\",\"normalise\":\"z\"," OF_A),
     "systems[1].fuse.normalise: rrf fuses ranks and normalises no scores"},
    {A "," FUSE("\"method\":\"combsum\",\"k\":3," OF_A),
     "systems[1].fuse.k: only rrf has a k"},
    {A "," FUSE("\"method\":\"combmnz\",\"normalise\":\"z\"," OF_A),
     "systems[1].fuse.normalise: combmnz takes minmax or rank"},
    {A "," FUSE("\"method\":\"rrf\",\"k\":-1," OF_A),
     "systems[1].fuse.k: expected a number of 0 to 1e+09"},
    {A "," FUSE("\"method\":\"rrf\",\"weights\":[1,2]," OF_A),
     "systems[1].fuse.weights: expected a weight for each of 1 systems, found 2"},
    {A "," FUSE("\"method\":\"rrf\",\"weights\":[-1]," OF_A),
     "systems[1].fuse.weights[0]: expected a weight of 0 to 1e+09"},
    {"{\"name\":\"f\",\"fuse\":{},\"stages\":[]}",
     "systems[0]: a system has stages or fuses others, not both"},
    {"{\"name\":\"f\",\"fuse\":3}",
     "systems[0].fuse: expected an object, found a number"},
    {"{\"name\":\"a\",\"hidden\":true,\"stages\":[{\"engine\":\"e\"}]}",
     "systems: all systems are hidden: none is left"},
    {A ",{\"name\":\"b\",\"hidden\":true,\"stages\":[{\"engine\":\"e\"}]}",
     "systems[1]: \"b\" is hidden and part of no other system"},
    {"{\"name\":\"a\",\"hidden\":1,\"stages\":[{\"engine\":\"e\"}]}",
     "systems[0].hidden: expected true or false"},
};

Test(plan, what_is_wrong_with_a_system_is_named_by_its_path)
{
    for (uint32_t i = 0; i < sizeof(bad_systems) / sizeof(bad_systems[0]); i++) {
        struct plan_case c;
        char text[600];
        (void)snprintf(text, sizeof(text), "{" DATASET ",\"systems\":[%s]}",
                       bad_systems[i].systems);
        cr_assert_eq(read_plan(&c, text), PIN_E_CONFIG, "%s", text);
        cr_assert_eq(
            strncmp(c.err.text, bad_systems[i].message, strlen(bad_systems[i].message)),
            0, "%s: \"%s\"", text, c.err.text);
        free_plan(&c);
    }
}

Test(plan, systems_are_stages_or_fuse_others_that_stand_anywhere)
{
    struct plan_case c;
    const enum pin_status status = read_plan(
        &c, "{" DATASET ",\"systems\":["
            "{\"name\":\"top\",\"fuse\":{\"method\":\"combsum\",\"normalise\":\"z\","
            "\"weights\":[0.5,2],\"of\":[\"mid\",\"b\"]}},"
            "{\"name\":\"mid\",\"fuse\":{\"method\":\"rrf\",\"k\":10,\"of\":[\"a\",\"b\"]"
            "}}," A ",{\"name\":\"b\",\"hidden\":true,\"stages\":[{\"engine\":\"e\"},"
            "{\"engine\":\"r\",\"top_n\":20,\"x\":1},{\"engine\":\"s\"}]}]}");
    cr_assert_eq(status, PIN_OK, "%s", c.err.text);
    static const uint32_t order[] = {2, 3, 1, 0};
    cr_assert_arr_eq(c.plan->order, order, sizeof(order));
    const struct pin_fusion *top = c.plan->systems[0].fuse;
    cr_assert_eq(top->method, PIN_FUSE_COMBSUM);
    cr_assert_eq(top->normalise, PIN_NORMALISE_Z);
    cr_assert_eq(top->of[0], 1);
    cr_assert_eq(top->of[1], 3);
    cr_assert_float_eq(top->weights[1], 2.0, 0.0);
    cr_assert_float_eq(c.plan->systems[1].fuse->k, 10.0, 0.0);
    cr_assert_float_eq(c.plan->systems[1].fuse->weights[0], 1.0, 0.0);
    const struct pin_plan_system *b = &c.plan->systems[3];
    cr_assert(b->hidden && !c.plan->systems[2].hidden && !b->fuse);
    cr_assert_eq(b->later_n, 2);
    cr_assert_str_eq(b->later[0].engine.name, "r");
    cr_assert_eq(b->later[0].engine.settings_n, 1);
    cr_assert_eq(b->later[0].top_n, 20);
    cr_assert_eq(b->later[1].top_n, 0);
    free_plan(&c);
}

Test(plan, text_that_is_no_json_is_named_by_line_and_column)
{
    static const struct {
        const char *text;
        uint32_t line, column;
    } cases[] = {{"{\n  \"dataset\": {\"loader\"", 2, 22},
                 {"{\"a\":1,\n\"a\":2}", 2, 3},
                 {"{}\n}", 2, 1}};
    for (uint32_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct plan_case c;
        cr_assert_eq(read_plan(&c, cases[i].text), PIN_E_PARSE);
        cr_assert_str_eq(c.err.where, c.path);
        cr_assert_eq(c.err.line, cases[i].line, "%u: %u:%u %s", i, c.err.line,
                     c.err.column, c.err.text);
        cr_assert_eq(c.err.column, cases[i].column, "%u: %u:%u %s", i, c.err.line,
                     c.err.column, c.err.text);
        free_plan(&c);
    }
}

Test(plan, a_file_that_is_not_there_is_said)
{
    struct pin_arena arena;
    struct pin_error err = {0};
    const struct pin_plan *plan = NULL;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_plan_read(&plan, "no/such/plan.json", &arena, &err), PIN_E_IO);
    cr_assert_str_eq(err.where, "no/such/plan.json");
    pin_arena_free(&arena);
}

Test(plan, every_allocation_may_fail_and_nothing_leaks)
{
    struct plan_case c;
    cr_assert_eq(read_plan(&c, "{" DATASET ",\"systems\":[" A "," FUSE(
                                   "\"method\":\"rrf\"," OF_A) "],\"metrics\":[\"ap\"]}"),
                 PIN_OK);
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        const struct pin_plan *plan = NULL;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_plan_read(&plan, c.path, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM, "%s", err.text);
        pin_arena_free(&arena);
    }
    free_plan(&c);
}

Test(plan, a_list_in_a_part_is_a_setting_for_each_of_its_elements)
{
    struct plan_case c;
    cr_assert_eq(read_plan(&c, "{\"dataset\":{\"image\":[\"a\",\"b\"],\"loader\":\"l\","
                               "\"none\":[],\"x\":1}," SYSTEMS "}"),
                 PIN_OK, "%s", c.err.text);
    static const char *const wanted[][2] = {{"image", "a"}, {"image", "b"}, {"x", "1"}};
    cr_assert_eq(c.plan->dataset.settings_n, 3);
    for (uint32_t i = 0; i < 3; i++) {
        cr_assert_str_eq(c.plan->dataset.settings[i].name, wanted[i][0]);
        cr_assert_str_eq(c.plan->dataset.settings[i].value, wanted[i][1]);
    }
    free_plan(&c);
}
