#include "tests/flow/flow_case.h"

#include <stdlib.h>

static double hits_value(const struct pin_judged *judged, uint32_t cutoff,
                         const void *options)
{
    (void)options;
    const uint32_t end = cutoff < judged->depth ? cutoff : judged->depth;
    double hits = 0;
    for (uint32_t i = 0; i < end; i++) {
        hits += judged->grades[i] > 0 ? 1 : 0;
    }
    const uint32_t divisor = cutoff == PIN_CUTOFF_NONE ? judged->depth : cutoff;
    return judged->relevant_n == 0 ? PIN_UNDEFINED : hits / (divisor > 0 ? divisor : 1);
}

static double length_value(const struct pin_judged *judged, uint32_t cutoff,
                           const void *options)
{
    (void)options;
    (void)cutoff;
    return judged->depth;
}

static const struct pin_metric_ops hits = {
    .head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops), .name = "hits",
             .caps = PIN_CAP_CUTOFF | PIN_CAP_UNIT_RANGE},
    .value = hits_value,
    .definition = "hits, as defined",
    .source = "this test"};
static const struct pin_metric_ops length = {
    .head = {PIN_HEAD(PIN_METRIC, struct pin_metric_ops), .name = "length",
             .caps = PIN_CAP_LOWER_IS_BETTER},
    .value = length_value};

struct fake_options {
    uint32_t fail;
    uint32_t at; /* the query of FAKE_SEARCH */
};

struct pin_engine {
    const struct fake_options *options;
    uint32_t items_n;
};

static const char *const failures[] = {"nothing", "open", "build", "search",
                                       "many",    "wild", "parse", NULL};

static const struct pin_option engine_options[] = {
    {.name = "fail",
     .type = PIN_OPT_CHOICE,
     .offset = offsetof(struct fake_options, fail),
     .standard = "nothing",
     .choices = failures},
    {.name = "at", .type = PIN_OPT_U32, .offset = offsetof(struct fake_options, at)},
};

static enum pin_status fake_open(struct pin_engine **out, const void *given,
                                 uint32_t threads, struct pin_error *err)
{
    const struct fake_options *options = given;
    cr_assert_geq(threads, 1);
    if (options->fail == FAKE_OPEN) {
        return pin_fail(err, PIN_E_UNAVAILABLE, "does not open");
    }
    *out = calloc(1, sizeof(**out));
    cr_assert_not_null(*out);
    (*out)->options = options;
    return PIN_OK;
}

static void fake_close(struct pin_engine *engine)
{
    free(engine);
}

static enum pin_status fake_build(struct pin_engine *engine,
                                  const struct pin_corpus *corpus,
                                  const struct pin_graph *graph, struct pin_error *err)
{
    (void)graph;
    engine->items_n = corpus->items_n;
    return engine->options->fail == FAKE_BUILD
               ? pin_fail(err, PIN_E_ENGINE, "does not build")
               : PIN_OK;
}

static enum pin_status fake_search(struct pin_engine *engine,
                                   const struct pin_search *search, struct pin_hit *hits,
                                   uint32_t *hits_n, struct pin_error *err)
{
    const struct fake_options *options = engine->options;
    cr_assert_lt(search->first, search->end);
    for (uint32_t query = search->first; query < search->end; query++) {
        if (options->fail == FAKE_SEARCH && query == options->at) {
            return pin_fail(err, PIN_E_ENGINE, "does not search %u", query);
        }
        if (options->fail == FAKE_PARSE) {
            (void)pin_fail(err, PIN_E_PARSE, "does not parse");
            pin_error_at(err, "some.file", 3, 4);
            return PIN_E_PARSE;
        }
        const uint32_t row = query - search->first;
        struct pin_hit *list = hits + (size_t)row * search->depth;
        hits_n[row] = search->depth < engine->items_n ? search->depth : engine->items_n;
        for (uint32_t i = 0; i < hits_n[row]; i++) {
            list[i] = (struct pin_hit){{(query + i) % engine->items_n}, -(float)i};
        }
        hits_n[row] += options->fail == FAKE_TOO_MANY && query == options->at;
        if (options->fail == FAKE_WILD && query == options->at) {
            list[0].item.ix = engine->items_n + 100;
        }
    }
    return PIN_OK;
}

static const struct pin_engine_ops engine = {
    .head = {PIN_HEAD(PIN_ENGINE, struct pin_engine_ops), .name = "fake",
             PIN_OPTIONS(engine_options, struct fake_options)},
    .open = fake_open,
    .close = fake_close,
    .build = fake_build,
    .search = fake_search};

struct load_options {
    uint32_t queries;
};

static const struct pin_option loader_options[] = {
    {.name = "queries",
     .type = PIN_OPT_U32,
     .offset = offsetof(struct load_options, queries),
     .standard = "2"},
};

static enum pin_status fake_load(struct pin_dataset_builder *builder, const void *given,
                                 struct pin_error *err)
{
    const struct load_options *options = given;
    for (uint32_t i = 0; i < options->queries; i++) {
        char name[16];
        pin_query query;
        (void)snprintf(name, sizeof(name), "q%u", i);
        PIN_TRY(pin_dataset_add_query(builder, pin_text_of(name), &query, err));
    }
    return PIN_OK;
}

static const struct pin_loader_ops loader = {
    .head = {PIN_HEAD(PIN_LOADER, struct pin_loader_ops), .name = "fake",
             PIN_OPTIONS(loader_options, struct load_options)},
    .load = fake_load};

void flow_register_fakes(struct pin_registry *registry)
{
    cr_assert_eq(pin_registry_add(registry, &hits.head, NULL), PIN_OK);
    cr_assert_eq(pin_registry_add(registry, &length.head, NULL), PIN_OK);
    cr_assert_eq(pin_registry_add(registry, &engine.head, NULL), PIN_OK);
    cr_assert_eq(pin_registry_add(registry, &loader.head, NULL), PIN_OK);
}
