#include "harness/flow/load.h"
#include "tests/flow/flow_case.h"

enum { QUERIES_N = 2500, ITEMS_N = 7, DEPTH = 3 };

static void init(struct flow_case *c, uint32_t queries_n)
{
    flow_case_init(c);
    flow_items(c, ITEMS_N);
    for (uint32_t q = 0; q < queries_n; q++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "q%u", q);
        (void)flow_query(c, name, NULL, NULL);
    }
    (void)flow_freeze(c);
}

static enum pin_status execute(struct flow_case *c, struct pin_executed *out,
                               const char *fail, const char *at)
{
    struct pin_setting *rows = PIN_NEW_N(&c->arena, struct pin_setting, 2);
    rows[0] = (struct pin_setting){"fail", fail};
    rows[1] = (struct pin_setting){"at", at};
    const struct pin_execution execution = {
        .name = "s", .stage = {"fake", {rows, 2, NULL}}, .depth = DEPTH, .threads = 1};
    return pin_execute(out, c->registry, c->dataset, &execution, &c->arena, &c->err);
}

Test(execute, every_query_gets_its_own_list_however_many_there_are)
{
    static const uint32_t sizes[] = {1, 1023, 1024, 1025, QUERIES_N};
    for (uint32_t i = 0; i < 5; i++) {
        struct flow_case c;
        struct pin_executed executed;
        init(&c, sizes[i]);
        cr_assert_eq(execute(&c, &executed, "nothing", "0"), PIN_OK, "%s", c.err.text);
        const struct pin_run *run = executed.run;
        cr_assert_str_eq(run->name, "s");
        cr_assert_eq(run->queries_n, sizes[i]);
        cr_assert_eq(run->depth, DEPTH);
        for (uint32_t q = 0; q < sizes[i]; q++) {
            cr_assert(run->answered[q]);
            cr_assert_eq(run->hits_n[q], DEPTH);
            for (uint32_t rank = 0; rank < DEPTH; rank++) {
                cr_assert_eq(run->hits[run->start[q] + rank].item.ix,
                             (q + rank) % ITEMS_N);
            }
        }
        cr_assert_str_eq(executed.pipeline,
                         "[{\"engine\": \"fake\", \"fail\": \"nothing\", \"at\": 0}]");
        flow_case_free(&c);
    }
}

Test(execute, an_engine_that_fails_anywhere_ends_it_with_its_status_and_name)
{
    static const struct {
        const char *fail, *at;
        enum pin_status status;
        const char *where, *message;
    } cases[] = {
        {"open", "0", PIN_E_UNAVAILABLE, "engine fake", "does not open"},
        {"build", "0", PIN_E_ENGINE, "engine fake", "does not build"},
        {"search", "0", PIN_E_ENGINE, "engine fake", "does not search 0"},
        {"search", "2400", PIN_E_ENGINE, "engine fake", "does not search 2400"},
        {"many", "1500", PIN_E_PLUGIN, "engine fake", "more hits than the 3 asked for"},
        {"wild", "1500", PIN_E_PLUGIN, "engine fake",
         "hit 1 for query \"q1500\" has the index of no item"},
        {"parse", "0", PIN_E_PARSE, "some.file", "does not parse"},
    };
    for (uint32_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct flow_case c;
        struct pin_executed executed;
        init(&c, QUERIES_N);
        cr_assert_eq(execute(&c, &executed, cases[i].fail, cases[i].at), cases[i].status,
                     "%s: %s", cases[i].fail, c.err.text);
        cr_assert_str_eq(c.err.where, cases[i].where);
        cr_assert_str_eq(c.err.text, cases[i].message);
        flow_case_free(&c);
    }
}

Test(execute, an_unknown_engine_or_option_is_the_plans_fault)
{
    struct flow_case c;
    struct pin_executed executed;
    init(&c, 1);
    const struct pin_execution execution = {
        .name = "s", .stage = {.engine = "fakke"}, .depth = 1, .threads = 1};
    cr_assert_eq(
        pin_execute(&executed, c.registry, c.dataset, &execution, &c.arena, &c.err),
        PIN_E_CONFIG);
    cr_assert(strstr(c.err.text, "did you mean \"fake\"?"), "%s", c.err.text);
    pin_error_clear(&c.err);
    cr_assert_eq(execute(&c, &executed, "everything", "0"), PIN_E_CONFIG);
    cr_assert(flow_begins(c.err.text, "engine fake, option \"fail\": "), "%s",
              c.err.text);
    flow_case_free(&c);
}

Test(execute, every_allocation_may_fail_and_nothing_leaks)
{
    struct flow_case c;
    init(&c, 5);
    const struct pin_execution execution = {
        .name = "s", .stage = {.engine = "fake"}, .depth = 2, .threads = 1};
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_executed executed;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_execute(&executed, c.registry, c.dataset, &execution, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM, "%s", err.text);
        pin_arena_free(&arena);
    }
    flow_case_free(&c);
}

Test(load, a_dataset_is_loaded_by_name_and_settings)
{
    static const struct {
        const char *loader, *queries;
        enum pin_status status;
        const char *message;
    } cases[] = {{"fake", "5", PIN_OK, ""},
                 {"fake", "0", PIN_E_PARSE, "the dataset has no query"},
                 {"fake", "many", PIN_E_CONFIG, "loader fake, option \"queries\": "},
                 {"fale", "1", PIN_E_CONFIG, "there is no dataset loader \"fale\""}};
    for (uint32_t i = 0; i < 4; i++) {
        struct flow_case c;
        const struct pin_dataset *dataset = NULL;
        const struct pin_setting row = {"queries", cases[i].queries};
        const struct pin_dataset_request request = {
            cases[i].loader, "name", {&row, 1, NULL}};
        flow_case_init(&c);
        cr_assert_eq(pin_load(&dataset, c.registry, &request, &c.arena, &c.err),
                     cases[i].status, "%s", c.err.text);
        cr_assert(flow_begins(c.err.text, cases[i].message), "%s", c.err.text);
        cr_assert(!dataset || (dataset->queries.queries_n == 5 &&
                               strcmp(dataset->name, "name") == 0));
        flow_case_free(&c);
    }
}

/* Query q is given q, q + 1, ... by the engine, which knows nothing of the lists. */
Test(execute, what_a_query_excludes_makes_room_for_what_comes_next)
{
    struct flow_case c;
    struct pin_executed executed;
    flow_case_init(&c);
    flow_items(&c, ITEMS_N);
    (void)flow_query(&c, "q0", NULL, NULL);
    (void)flow_query(&c, "q1", NULL, NULL);
    (void)flow_query(&c, "q2", NULL, NULL);
    const pin_query first = {0};
    const pin_query last = {2};
    cr_assert_eq(pin_dataset_exclude(c.builder, first, PIN_TEXT("i0"), NULL), PIN_OK);
    cr_assert_eq(pin_dataset_exclude(c.builder, first, PIN_TEXT("i2"), NULL), PIN_OK);
    cr_assert_eq(pin_dataset_add_to_gallery(c.builder, last, PIN_TEXT("i1"), NULL),
                 PIN_OK);
    cr_assert_eq(pin_dataset_add_to_gallery(c.builder, last, PIN_TEXT("i5"), NULL),
                 PIN_OK);
    (void)flow_freeze(&c);
    cr_assert_eq(execute(&c, &executed, "nothing", "0"), PIN_OK, "%s", c.err.text);
    static const uint32_t wanted[3][DEPTH] = {{1, 3, 4}, {1, 2, 3}, {5, 1}};
    static const uint32_t wanted_n[] = {DEPTH, DEPTH, 2};
    const struct pin_run *run = executed.run;
    for (uint32_t q = 0; q < 3; q++) {
        cr_assert_eq(run->hits_n[q], wanted_n[q]);
        for (uint32_t rank = 0; rank < wanted_n[q]; rank++) {
            cr_assert_eq(run->hits[run->start[q] + rank].item.ix, wanted[q][rank]);
        }
    }
    cr_assert_eq(run->depth, DEPTH);
    cr_assert_null(run->tallies.first);
    flow_case_free(&c);
}
