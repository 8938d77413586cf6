/* faulty.c - fails at a query on demand, so that tests reach what happens then. */
#include "engines/table.h"

#include <stdlib.h>
#include <string.h>

struct faulty_options {
    uint32_t fail_at;
};

struct pin_engine {
    uint32_t fail_at;
};

static const struct pin_option faulty_table[] = {
    {.name = "fail_at",
     .type = PIN_OPT_U32,
     .offset = offsetof(struct faulty_options, fail_at),
     .standard = "0",
     .help = "the query, counted from 0, at which search fails"},
};

static enum pin_status faulty_open(struct pin_engine **out, const void *options,
                                   uint32_t threads, struct pin_error *err)
{
    (void)threads;
    const struct faulty_options *wanted = options;
    *out = calloc(1, sizeof(**out));
    if (!*out) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the engine");
    }
    (*out)->fail_at = wanted->fail_at;
    return PIN_OK;
}

static void faulty_close(struct pin_engine *engine)
{
    free(engine);
}

static enum pin_status faulty_build(struct pin_engine *engine,
                                    const struct pin_corpus *corpus,
                                    const struct pin_graph *graph, struct pin_error *err)
{
    (void)engine;
    (void)corpus;
    (void)graph;
    (void)err;
    return PIN_OK;
}

static enum pin_status faulty_search(struct pin_engine *engine,
                                     const struct pin_search *search,
                                     struct pin_hit *hits, uint32_t *hits_n,
                                     struct pin_error *err)
{
    (void)hits;
    memset(hits_n, 0, (size_t)(search->end - search->first) * sizeof(*hits_n));
    if (engine->fail_at >= search->first && engine->fail_at < search->end) {
        return pin_fail(err, PIN_E_ENGINE, "failed at query %u, as asked",
                        engine->fail_at);
    }
    return PIN_OK;
}

const struct pin_engine_ops pin_engine_faulty = {
    .head =
        {
            PIN_HEAD(PIN_ENGINE, struct pin_engine_ops),
            .caps = PIN_CAP_PARALLEL | PIN_CAP_DETERMINISTIC,
            .name = "faulty",
            .summary = "for tests: fails at query fail_at, answers nothing before",
            PIN_OPTIONS(faulty_table, struct faulty_options),
        },
    .open = faulty_open,
    .close = faulty_close,
    .build = faulty_build,
    .search = faulty_search,
};
