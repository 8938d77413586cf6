/* engine.h - what a search engine must do to be measured.
 *
 * An engine is opened with its options, given the corpus once, and then asked. It sees
 * corpus, graph and queries and never a judgment. An engine that holds finished lists (a
 * stored run) gives them all at once through `stored` instead of searching. One that
 * gives new scores to what another has found has `rescore`. An engine has one of the
 * three or more; the first stage of a system searches or has finished lists, and every
 * later one rescores. */
#ifndef PIN_HARNESS_PLUGIN_ENGINE_H
#define PIN_HARNESS_PLUGIN_ENGINE_H

#include "harness/model/dataset.h"
#include "harness/model/run.h"
#include "harness/model/run_build.h"
#include "harness/plugin/abi.h"

struct pin_engine; /* the plug-in's own */

enum {
    PIN_CAP_PARALLEL = 1U << 0, /* search may be called from many threads at once */
    PIN_CAP_EXACT = 1U << 1,    /* gives the true neighbours: a reference for others */
    PIN_CAP_DETERMINISTIC = 1U << 2, /* the same plan gives the same hits */
    PIN_CAP_LISTS = 1U << 3, /* search gives only what queries->excluded and ->galleries
                                allow. Other engines are asked for more hits than are
                                wanted, and what is not allowed is taken out. */
};

struct pin_search {
    const struct pin_queries *queries;
    uint32_t first, end; /* queries first to end - 1 */
    uint32_t depth;
};

/* Candidates of queries first to end - 1. Those of query first + i are hits[start[i]]
 * to hits[start[i + 1] - 1], best first, all of them items of the corpus; a list that
 * repeats an item has it there as often. Their scores are of the stage before, 0
 * where that knows only an order. */
struct pin_rescore {
    const struct pin_queries *queries;
    uint32_t first, end;
    const uint64_t *start; /* end - first + 1 of them */
    const struct pin_hit *hits;
};

struct pin_engine_ops {
    struct pin_head head;

    /* Required. options is a struct of head.options_size, filled and checked, that
     * outlives the engine. */
    enum pin_status (*open)(struct pin_engine **out, const void *options,
                            uint32_t threads, struct pin_error *err);
    void (*close)(struct pin_engine *engine);

    /* Required with search and with rescore. The corpus outlives the engine, so its
     * vectors need not be copied. */
    enum pin_status (*build)(struct pin_engine *engine, const struct pin_corpus *corpus,
                             const struct pin_graph *graph, struct pin_error *err);

    /* This, `stored` or `rescore`. Row i of hits belongs to query first + i, has room for
     * depth hits and gets them best first, equal scores in order of item index; hits_n[i]
     * says how many were given. Timed: it neither prints nor allocates per query. */
    enum pin_status (*search)(struct pin_engine *engine, const struct pin_search *search,
                              struct pin_hit *hits, uint32_t *hits_n,
                              struct pin_error *err);

    /* Gives finished lists to the builder, which checks names. */
    enum pin_status (*stored)(struct pin_engine *engine, struct pin_run_builder *builder,
                              struct pin_error *err);

    /* Writes scores[i] for hits[i], higher is better; a NaN says that this hit could not
     * be scored, which is counted and costs nothing but its place. A failure of the call
     * ends the system. Timed, as search is. */
    enum pin_status (*rescore)(struct pin_engine *engine,
                               const struct pin_rescore *rescore, float *scores,
                               struct pin_error *err);
};

#endif
