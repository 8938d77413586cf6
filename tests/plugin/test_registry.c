#include "harness/plugin/registry.h"

#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

static double one(const struct pin_judged *judged, uint32_t cutoff, const void *options)
{
    (void)judged;
    (void)cutoff;
    (void)options;
    return 1;
}

static enum pin_status open_nothing(struct pin_engine **out, const void *options,
                                    uint32_t threads, struct pin_error *err)
{
    (void)out;
    (void)options;
    (void)threads;
    return pin_fail(err, PIN_E_ENGINE, "nothing to open");
}

static void close_nothing(struct pin_engine *engine)
{
    (void)engine;
}

static enum pin_status build_nothing(struct pin_engine *engine,
                                     const struct pin_corpus *corpus,
                                     const struct pin_graph *graph, struct pin_error *err)
{
    (void)engine;
    (void)corpus;
    (void)graph;
    return pin_fail(err, PIN_E_ENGINE, "nothing to build");
}

static enum pin_status search_nothing(struct pin_engine *engine,
                                      const struct pin_search *search,
                                      struct pin_hit *hits, uint32_t *hits_n,
                                      struct pin_error *err)
{
    (void)engine;
    (void)search;
    (void)hits;
    (void)hits_n;
    return pin_fail(err, PIN_E_ENGINE, "nothing to search");
}

static enum pin_status store_nothing(struct pin_engine *engine,
                                     struct pin_run_builder *builder,
                                     struct pin_error *err)
{
    (void)engine;
    (void)builder;
    return pin_fail(err, PIN_E_ENGINE, "nothing stored");
}

static enum pin_status rescore_nothing(struct pin_engine *engine,
                                       const struct pin_rescore *rescore, float *scores,
                                       struct pin_error *err)
{
    (void)engine;
    (void)rescore;
    (void)scores;
    return pin_fail(err, PIN_E_ENGINE, "nothing to rescore");
}

static enum pin_status load_nothing(struct pin_dataset_builder *builder,
                                    const void *options, struct pin_error *err)
{
    (void)builder;
    (void)options;
    return pin_fail(err, PIN_E_IO, "nothing to load");
}

static enum pin_status write_nothing(struct pin_buffer *out,
                                     const struct pin_summary *summary,
                                     const void *options, struct pin_error *err)
{
    (void)out;
    (void)summary;
    (void)options;
    return pin_fail(err, PIN_E_IO, "nothing to write");
}

static const struct pin_metric_ops metric = {
    .head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops), .name = "ndcg"},
    .value = one,
};

static struct pin_registry *new_registry(struct pin_arena *arena)
{
    struct pin_registry *registry = NULL;
    pin_arena_init(arena, 0);
    cr_assert_eq(pin_registry_new(&registry, arena, NULL), PIN_OK);
    return registry;
}

static void assert_refused(const struct pin_head *table, const char *message)
{
    struct pin_arena arena;
    struct pin_registry *registry = new_registry(&arena);
    struct pin_error err = {0};
    cr_assert_eq(pin_registry_add(registry, table, &err), PIN_E_PLUGIN);
    cr_assert_str_eq(err.text, message);
    for (uint32_t kind = 0; kind < PIN_KINDS_N; kind++) {
        cr_assert_null(pin_registry_at(registry, (enum pin_kind)kind, 0));
    }
    pin_arena_free(&arena);
}

Test(registry, another_major_version_is_refused_and_another_minor_is_not)
{
    struct pin_metric_ops table = metric;
    table.head.abi_major = PIN_ABI_MAJOR + 1;
    table.head.name = (const char *)8; /* must not be looked at */
    assert_refused(&table.head, "a plug-in is made for version 2 of the interface; this "
                                "is version 1");
    struct pin_arena arena;
    struct pin_registry *registry = new_registry(&arena);
    table = metric;
    table.head.abi_minor = PIN_ABI_MINOR + 7;
    cr_assert_eq(pin_registry_add(registry, &table.head, NULL), PIN_OK);
    pin_arena_free(&arena);
}

Test(registry, a_short_table_is_copied_with_a_zero_tail)
{
    struct {
        struct pin_metric_ops table;
    } older = {metric};
    older.table.definition = (const char *)8; /* what lies behind an older table */
    older.table.source = (const char *)8;
    older.table.head.struct_size = offsetof(struct pin_metric_ops, definition);
    struct pin_arena arena;
    struct pin_registry *registry = new_registry(&arena);
    cr_assert_eq(pin_registry_add(registry, &older.table.head, NULL), PIN_OK);
    const struct pin_metric_ops *found = NULL;
    cr_assert_eq(pin_registry_metric(registry, "ndcg", &found, NULL), PIN_OK);
    cr_assert_neq(found, &older.table);
    cr_assert_eq(found->value, one);
    cr_assert_eq(found->head.struct_size, sizeof(struct pin_metric_ops));
    cr_assert_str_eq(found->definition, "");
    cr_assert_str_eq(found->source, "");
    cr_assert_str_eq(found->head.summary, "");
    pin_arena_free(&arena);
}

struct newer { /* what a later version of the interface might be */
    struct pin_metric_ops table;
    void (*later)(void);
};

static void later(void) {}

Test(registry, a_longer_table_is_taken_only_when_what_is_not_known_is_empty)
{
    struct newer newer = {metric, NULL};
    newer.table.head.struct_size = sizeof(newer);
    newer.table.head.abi_minor = 3;
    struct pin_arena arena;
    struct pin_registry *registry = new_registry(&arena);
    cr_assert_eq(pin_registry_add(registry, &newer.table.head, NULL), PIN_OK);
    pin_arena_free(&arena);
    newer.later = later;
    assert_refused(&newer.table.head, "a plug-in needs version 1.3 of the interface; "
                                      "this is version 1.1");
}

Test(registry, a_size_that_no_table_has_is_refused)
{
    struct pin_metric_ops table = metric;
    table.head.struct_size = sizeof(struct pin_head) - 1;
    char message[80];
    (void)snprintf(message, sizeof(message), "a plug-in says its table has %u bytes",
                   table.head.struct_size);
    assert_refused(&table.head, message);
    table.head.struct_size = 1U << 30;
    assert_refused(&table.head, "a plug-in says its table has 1073741824 bytes");
    table = metric;
    table.head.kind = PIN_KINDS_N;
    assert_refused(&table.head, "a plug-in is of kind 4, which is not known");
}

Test(registry, a_name_is_of_small_letters_and_there_once_in_its_kind)
{
    static const char *const bad[] = {NULL, "", "nDCG", "ndcg@10", "a b", "a.b"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct pin_metric_ops table = metric;
        table.head.name = bad[i];
        char message[80];
        (void)snprintf(message, sizeof(message),
                       "metric \"%s\": expected a name of a-z, 0-9, _ and -",
                       bad[i] ? bad[i] : "");
        assert_refused(&table.head, message);
    }
    struct pin_arena arena;
    struct pin_registry *registry = new_registry(&arena);
    struct pin_error err = {0};
    cr_assert_eq(pin_registry_add(registry, &metric.head, NULL), PIN_OK);
    cr_assert_eq(pin_registry_add(registry, &metric.head, &err), PIN_E_PLUGIN);
    cr_assert_str_eq(err.text, "there are two metrics called \"ndcg\"");
    const struct pin_writer_ops writer = {
        .head = {PIN_HEAD(PIN_WRITER, struct pin_writer_ops), .name = "ndcg"},
        .write = write_nothing};
    cr_assert_eq(pin_registry_add(registry, &writer.head, NULL), PIN_OK);
    pin_arena_free(&arena);
}

Test(registry, a_call_that_is_missing_is_named)
{
    const struct pin_engine_ops whole = {
        .head = {PIN_HEAD(PIN_ENGINE, struct pin_engine_ops), .name = "toy"},
        .open = open_nothing,
        .close = close_nothing,
        .build = build_nothing,
        .search = search_nothing};
    struct pin_engine_ops engine = whole;
    engine.open = NULL;
    assert_refused(&engine.head, "engine toy has no call \"open\"");
    engine = whole;
    engine.close = NULL;
    assert_refused(&engine.head, "engine toy has no call \"close\"");
    engine = whole;
    engine.build = NULL;
    assert_refused(&engine.head, "engine toy has no call \"build\"");
    engine = whole;
    engine.search = NULL;
    assert_refused(&engine.head, "engine toy has no call \"search\"");
    struct pin_metric_ops table = metric;
    table.value = NULL;
    assert_refused(&table.head, "metric ndcg has no call \"value\"");
    const struct pin_loader_ops loader = {
        .head = {PIN_HEAD(PIN_LOADER, struct pin_loader_ops), .name = "toy"}};
    assert_refused(&loader.head, "dataset loader toy has no call \"load\"");
    const struct pin_writer_ops writer = {
        .head = {PIN_HEAD(PIN_WRITER, struct pin_writer_ops), .name = "toy"}};
    assert_refused(&writer.head, "report writer toy has no call \"write\"");
}

Test(registry, an_engine_searches_or_holds_finished_lists)
{
    struct pin_arena arena;
    struct pin_registry *registry = new_registry(&arena);
    const struct pin_engine_ops rescores = {
        .head = {PIN_HEAD(PIN_ENGINE, struct pin_engine_ops), .name = "rescores"},
        .open = open_nothing,
        .close = close_nothing,
        .build = build_nothing,
        .rescore = rescore_nothing};
    struct pin_engine_ops unbuilt = rescores;
    unbuilt.build = NULL;
    assert_refused(&unbuilt.head, "engine rescores has no call \"build\"");
    cr_assert_eq(pin_registry_add(registry, &rescores.head, NULL), PIN_OK);
    const struct pin_engine_ops searches = {
        .head = {PIN_HEAD(PIN_ENGINE, struct pin_engine_ops), .name = "searches"},
        .open = open_nothing,
        .close = close_nothing,
        .build = build_nothing,
        .search = search_nothing};
    const struct pin_engine_ops holds = {
        .head = {PIN_HEAD(PIN_ENGINE, struct pin_engine_ops), .name = "holds"},
        .open = open_nothing,
        .close = close_nothing,
        .stored = store_nothing};
    cr_assert_eq(pin_registry_add(registry, &searches.head, NULL), PIN_OK);
    cr_assert_eq(pin_registry_add(registry, &holds.head, NULL), PIN_OK);
    const struct pin_engine_ops *found = NULL;
    cr_assert_eq(pin_registry_engine(registry, "holds", &found, NULL), PIN_OK);
    cr_assert_eq(found->stored, store_nothing);
    pin_arena_free(&arena);
}

Test(registry, options_that_cannot_be_used_are_refused_with_the_plug_in_s_name)
{
    static const struct pin_option options[] = {{.name = "o", .type = PIN_OPT_TEXT}};
    struct pin_metric_ops table = metric;
    table.head.options = options;
    table.head.options_n = 1;
    table.head.options_size = 1;
    assert_refused(&table.head, "metric ndcg: option \"o\" lies outside its struct");
}

Test(registry, a_name_that_is_not_there_is_answered_with_the_nearest)
{
    struct pin_arena arena;
    struct pin_registry *registry = new_registry(&arena);
    const struct pin_loader_ops loader = {
        .head = {PIN_HEAD(PIN_LOADER, struct pin_loader_ops), .name = "pinpoint"},
        .load = load_nothing};
    cr_assert_eq(pin_registry_add(registry, &metric.head, NULL), PIN_OK);
    cr_assert_eq(pin_registry_add(registry, &loader.head, NULL), PIN_OK);
    struct pin_error err = {0};
    const struct pin_metric_ops *metric_found = NULL;
    cr_assert_eq(pin_registry_metric(registry, "ngcd", &metric_found, &err),
                 PIN_E_CONFIG);
    cr_assert_str_eq(err.text, "there is no metric \"ngcd\"; `pinbench list metrics` "
                               "names them");
    pin_error_clear(&err);
    cr_assert_eq(pin_registry_metric(registry, "ncdg", &metric_found, &err),
                 PIN_E_CONFIG);
    cr_assert_str_eq(err.text, "there is no metric \"ncdg\"; did you mean \"ndcg\"?");
    pin_error_clear(&err);
    const struct pin_loader_ops *loader_found = NULL;
    cr_assert_eq(pin_registry_loader(registry, "pintpoint", &loader_found, &err),
                 PIN_E_CONFIG);
    cr_assert_str_eq(err.text, "there is no dataset loader \"pintpoint\"; did you mean "
                               "\"pinpoint\"?");
    cr_assert_eq(pin_registry_loader(registry, "pinpoint", &loader_found, NULL), PIN_OK);
    cr_assert_eq(loader_found->load, load_nothing);
    const struct pin_writer_ops *writer_found = NULL;
    cr_assert_eq(pin_registry_writer(registry, "csv", &writer_found, NULL), PIN_E_CONFIG);
    pin_arena_free(&arena);
}

Test(registry, what_cannot_run_here_is_listed_and_says_why_when_it_is_asked_for)
{
    const struct pin_engine_ops engine = {
        .head = {PIN_HEAD(PIN_ENGINE, struct pin_engine_ops), .name = "cuda",
                 .unavailable = "no CUDA device"}};
    struct pin_arena arena;
    struct pin_registry *registry = new_registry(&arena);
    cr_assert_eq(pin_registry_add(registry, &engine.head, NULL), PIN_OK);
    cr_assert_str_eq(pin_registry_at(registry, PIN_ENGINE, 0)->name, "cuda");
    struct pin_error err = {0};
    const struct pin_engine_ops *found = NULL;
    cr_assert_eq(pin_registry_engine(registry, "cuda", &found, &err), PIN_E_UNAVAILABLE);
    cr_assert_str_eq(err.text, "engine cuda cannot run here: no CUDA device");
    cr_assert_null(found);
    pin_arena_free(&arena);
}

static enum pin_status add_many(struct pin_registry **registry_out,
                                struct pin_arena *arena, struct pin_error *err)
{
    PIN_TRY(pin_registry_new(registry_out, arena, err));
    for (uint32_t i = 0; i < 100; i++) {
        struct pin_metric_ops table = metric;
        char name[16];
        (void)snprintf(name, sizeof(name), "m%u", i);
        table.head.name = pin_arena_copy_text(arena, name, strlen(name));
        if (!table.head.name) {
            return pin_fail(err, PIN_E_NOMEM, "no memory for a name");
        }
        PIN_TRY(pin_registry_add(*registry_out, &table.head, err));
    }
    return PIN_OK;
}

Test(registry, plug_ins_stand_in_order_of_registration_however_many_there_are)
{
    struct pin_arena arena;
    struct pin_registry *registry = NULL;
    pin_arena_init(&arena, 0);
    cr_assert_eq(add_many(&registry, &arena, NULL), PIN_OK);
    for (uint32_t i = 0; i < 100; i++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "m%u", i);
        cr_assert_str_eq(pin_registry_at(registry, PIN_METRIC, i)->name, name);
        const struct pin_metric_ops *found = NULL;
        cr_assert_eq(pin_registry_metric(registry, name, &found, NULL), PIN_OK);
        cr_assert_str_eq(found->head.name, name);
    }
    cr_assert_null(pin_registry_at(registry, PIN_METRIC, 100));
    pin_arena_free(&arena);
}

Test(registry, every_allocation_may_fail_and_nothing_leaks)
{
    enum pin_status status = PIN_E_NOMEM;
    uint64_t fail_at = 0;
    while (status != PIN_OK) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_registry *registry = NULL;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = ++fail_at;
        status = add_many(&registry, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
    cr_assert_gt(fail_at, 200);
}
