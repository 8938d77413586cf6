/* null.c - answers every query with nothing. It measures the harness itself. */
#include "engines/table.h"

#include <stdlib.h>
#include <string.h>

struct pin_engine {
    uint32_t items_n;
};

static enum pin_status null_open(struct pin_engine **out, const void *options,
                                 uint32_t threads, struct pin_error *err)
{
    (void)options;
    (void)threads;
    *out = calloc(1, sizeof(**out));
    return *out ? PIN_OK : pin_fail(err, PIN_E_NOMEM, "no memory for the engine");
}

static void null_close(struct pin_engine *engine)
{
    free(engine);
}

static enum pin_status null_build(struct pin_engine *engine,
                                  const struct pin_corpus *corpus,
                                  const struct pin_graph *graph, struct pin_error *err)
{
    (void)graph;
    (void)err;
    engine->items_n = corpus->items_n;
    return PIN_OK;
}

static enum pin_status null_search(struct pin_engine *engine,
                                   const struct pin_search *search, struct pin_hit *hits,
                                   uint32_t *hits_n, struct pin_error *err)
{
    (void)engine;
    (void)hits;
    (void)err;
    memset(hits_n, 0, (size_t)(search->end - search->first) * sizeof(*hits_n));
    return PIN_OK;
}

const struct pin_engine_ops pin_engine_null = {
    .head =
        {
            PIN_HEAD(PIN_ENGINE, struct pin_engine_ops),
            .caps = PIN_CAP_PARALLEL | PIN_CAP_DETERMINISTIC,
            .name = "null",
            .summary = "answers nothing, to measure the harness itself",
        },
    .open = null_open,
    .close = null_close,
    .build = null_build,
    .search = null_search,
};
