#include "harness/flow/chain.h"

#include "harness/base/json.h"
#include "harness/flow/rescore.h"
#include "harness/plugin/option_json.h"

#include <stdio.h>
#include <string.h>

/* An engine says what went wrong; who it was is said here. */
static enum pin_status blame(const struct pin_link *link, enum pin_status status,
                             struct pin_error *err)
{
    if (status != PIN_OK && status != PIN_E_STOPPED) {
        char who[80];
        (void)snprintf(who, sizeof(who), "engine %s", link->ops->head.name);
        pin_error_at(err, who, 0, 0);
    }
    return status;
}

enum pin_status pin_stage_prepare(const struct pin_engine_ops **ops_out,
                                  const void **options_out,
                                  const struct pin_registry *registry,
                                  const struct pin_stage *stage, struct pin_arena *arena,
                                  struct pin_error *err)
{
    PIN_TRY(pin_registry_engine(registry, stage->engine, ops_out, err));
    const struct pin_head *head = &(*ops_out)->head;
    return pin_options_fill(options_out, head, &stage->settings, arena, err);
}

static const struct pin_stage *stage_at(const struct pin_execution *execution, uint32_t i)
{
    return i == 0 ? &execution->stage : &execution->later[i - 1];
}

/* Whether the engine can do what its place asks of it. */
static enum pin_status check_place(const struct pin_engine_ops *ops, bool first,
                                   struct pin_error *err)
{
    if (first && !ops->search && !ops->stored) {
        return pin_fail(err, PIN_E_CONFIG,
                        "engine %s rescores what another has found: it cannot be the "
                        "first stage",
                        ops->head.name);
    }
    if (!first && !ops->rescore) {
        return pin_fail(err, PIN_E_CONFIG,
                        "engine %s does not rescore: it can only be the first stage",
                        ops->head.name);
    }
    return PIN_OK;
}

enum pin_status pin_execution_check(const struct pin_registry *registry,
                                    const struct pin_execution *execution,
                                    struct pin_error *err)
{
    struct pin_arena scratch;
    pin_arena_init(&scratch, 0);
    enum pin_status status = PIN_OK;
    for (uint32_t i = 0; !execution->fuse && i <= execution->later_n && status == PIN_OK;
         i++) {
        const struct pin_engine_ops *ops = NULL;
        const void *options = NULL;
        status = pin_stage_prepare(&ops, &options, registry, stage_at(execution, i),
                                   &scratch, err);
        if (status == PIN_OK) {
            status = check_place(ops, i == 0, err);
        }
    }
    pin_arena_free(&scratch);
    return status;
}

static enum pin_status open_link(struct pin_chain *chain,
                                 const struct pin_registry *registry,
                                 const struct pin_execution *execution,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_link *link = &chain->links[chain->links_n];
    const struct pin_stage *stage = stage_at(execution, chain->links_n);
    const void *options = NULL;
    link->top_n = stage->top_n;
    PIN_TRY(pin_stage_prepare(&link->ops, &options, registry, stage, arena, err));
    PIN_TRY(check_place(link->ops, chain->links_n == 0, err));
    PIN_TRY(blame(link, link->ops->open(&link->engine, options, execution->threads, err),
                  err));
    chain->links_n++;
    return PIN_OK;
}

enum pin_status pin_chain_open(struct pin_chain *out, const struct pin_registry *registry,
                               const struct pin_dataset *dataset,
                               const struct pin_execution *execution,
                               struct pin_arena *arena, struct pin_error *err)
{
    *out = (struct pin_chain){.dataset = dataset,
                              .name = execution->name,
                              .depth = execution->depth,
                              .width = execution->depth,
                              .without_digests = execution->without_digests};
    pin_arena_init(&out->arena, 0);
    out->links = PIN_NEW_N(arena, struct pin_link, (size_t)execution->later_n + 1);
    if (!out->links) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the engines");
    }
    enum pin_status status = PIN_OK;
    for (uint32_t i = 0; i <= execution->later_n && status == PIN_OK; i++) {
        status = open_link(out, registry, execution, arena, err);
    }
    if (status != PIN_OK) {
        pin_chain_close(out);
    }
    return status;
}

void pin_chain_close(struct pin_chain *chain)
{
    for (uint32_t i = 0; i < chain->links_n; i++) {
        chain->links[i].ops->close(chain->links[i].engine);
    }
    chain->links_n = 0;
    pin_arena_free(&chain->arena);
}

bool pin_chain_searches(const struct pin_chain *chain)
{
    return !chain->links[0].ops->stored;
}

/* Whether the first engine gives only what rankings may hold. */
static bool knows_lists(const struct pin_chain *chain)
{
    return (chain->links[0].ops->head.caps & PIN_CAP_LISTS) != 0;
}

enum pin_status pin_chain_note_disallowed(const struct pin_chain *chain,
                                          struct pin_run *run, struct pin_error *err)
{
    if (pin_chain_searches(chain) && !knows_lists(chain)) {
        return PIN_OK;
    }
    PIN_TRY(pin_tally_add(&run->tallies, "hit that its query excludes (taken out)",
                          chain->disallowed.excluded_n, err, NULL));
    return pin_tally_add(&run->tallies, "hit outside its query's gallery (taken out)",
                         chain->disallowed.outside_n, err, NULL);
}

enum pin_status pin_chain_read(struct pin_run **out, struct pin_chain *chain,
                               struct pin_arena *arena, struct pin_error *err)
{
    struct pin_run_builder *builder = NULL;
    const struct pin_link *link = &chain->links[0];
    PIN_TRY(pin_run_builder_new(&builder, chain->name, &chain->dataset->corpus,
                                &chain->dataset->queries, arena, err));
    if (chain->without_digests) {
        pin_run_skip_digest(builder);
    }
    PIN_TRY(blame(link, link->ops->stored(link->engine, builder, err), err));
    pin_run_take_out(builder, &chain->disallowed);
    *out = pin_run_finish(builder, 0);
    chain->run = *out;
    return pin_chain_note_disallowed(chain, *out, err);
}

enum pin_status pin_chain_build(struct pin_chain *chain, struct pin_error *err)
{
    const struct pin_dataset *dataset = chain->dataset;
    for (uint32_t i = 0; i < chain->links_n; i++) {
        const struct pin_link *link = &chain->links[i];
        if (i == 0 && link->ops->stored) {
            continue;
        }
        PIN_TRY(blame(
            link, link->ops->build(link->engine, &dataset->corpus, &dataset->graph, err),
            err));
    }
    if (chain->run) {
        chain->width = chain->run->hits_n_max;
    } else if (!knows_lists(chain)) {
        chain->width =
            pin_run_depth_to_ask(&dataset->queries, 0, dataset->queries.queries_n,
                                 chain->depth, dataset->corpus.items_n);
    }
    return PIN_OK;
}

static void copy_lists(struct pin_lists *lists, const struct pin_chain *chain)
{
    const struct pin_run *run = chain->run;
    for (uint32_t q = lists->first; q < lists->end; q++) {
        const uint32_t row = q - lists->first;
        lists->hits_n[row] = run->answered[q] ? run->hits_n[q] : 0;
        if (lists->hits_n[row] > 0) {
            memcpy(lists->hits + (size_t)row * chain->width, run->hits + run->start[q],
                   lists->hits_n[row] * sizeof(*lists->hits));
        }
    }
}

static enum pin_status search(struct pin_chain *chain, struct pin_lists *lists,
                              struct pin_error *err)
{
    const struct pin_link *link = &chain->links[0];
    const struct pin_queries *queries = &chain->dataset->queries;
    const struct pin_search asked = {queries, lists->first, lists->end, chain->width};
    memset(lists->hits_n, 0, (lists->end - lists->first) * sizeof(*lists->hits_n));
    PIN_TRY(link->ops->search(link->engine, &asked, lists->hits, lists->hits_n, err));
    for (uint32_t i = 0; i < lists->end - lists->first; i++) {
        if (lists->hits_n[i] > chain->width) {
            return pin_fail(err, PIN_E_PLUGIN, "more hits than the %u asked for",
                            chain->width);
        }
        const uint32_t kept_n =
            pin_run_keep_allowed(lists->hits + (size_t)i * chain->width, lists->hits_n[i],
                                 queries, lists->first + i, &chain->disallowed);
        lists->hits_n[i] = kept_n < chain->depth ? kept_n : chain->depth;
    }
    return PIN_OK;
}

enum pin_status pin_chain_ask(struct pin_chain *chain, struct pin_lists *lists,
                              struct pin_error *err)
{
    if (chain->run) {
        copy_lists(lists, chain);
    } else {
        PIN_TRY(blame(&chain->links[0], search(chain, lists, err), err));
    }
    for (uint32_t i = 1; i < chain->links_n; i++) {
        const struct pin_link *link = &chain->links[i];
        PIN_TRY(blame(link, pin_rescore_lists(chain, link, lists, err), err));
    }
    return PIN_OK;
}

enum pin_status pin_chain_blame(const struct pin_chain *chain, enum pin_status status,
                                struct pin_error *err)
{
    return blame(&chain->links[0], status, err);
}

static enum pin_status print_stage(struct pin_buffer *text,
                                   const struct pin_registry *registry,
                                   const struct pin_stage *stage, struct pin_arena *arena,
                                   struct pin_error *err)
{
    const struct pin_engine_ops *ops = NULL;
    const void *options = NULL;
    /* For the report paths stay as written: it is the same wherever the plan lies. */
    struct pin_stage as_written = *stage;
    as_written.settings.folder = NULL;
    PIN_TRY(pin_stage_prepare(&ops, &options, registry, &as_written, arena, err));
    PIN_TRY(pin_buffer_text(text, "{\"engine\": ", err));
    PIN_TRY(pin_json_escape(text, pin_text_of(ops->head.name), err));
    if (stage->top_n > 0) {
        PIN_TRY(pin_buffer_putf(text, err, ", \"top_n\": %u", stage->top_n));
    }
    PIN_TRY(
        pin_options_put_json(text, ops->head.options, ops->head.options_n, options, err));
    return pin_buffer_text(text, "}", err);
}

enum pin_status pin_chain_print(const char **out, const struct pin_registry *registry,
                                const struct pin_execution *execution,
                                struct pin_arena *arena, struct pin_error *err)
{
    struct pin_buffer text;
    pin_buffer_init(&text, 0, arena);
    enum pin_status status = pin_buffer_text(&text, "[", err);
    for (uint32_t i = 0; i <= execution->later_n && status == PIN_OK; i++) {
        status = i > 0 ? pin_buffer_text(&text, ", ", err) : PIN_OK;
        if (status == PIN_OK) {
            status = print_stage(&text, registry, stage_at(execution, i), arena, err);
        }
    }
    if (status == PIN_OK) {
        status = pin_buffer_text(&text, "]", err);
    }
    *out = status == PIN_OK ? pin_buffer_move(&text, arena, err) : NULL;
    pin_buffer_free(&text);
    return *out || status != PIN_OK ? status : PIN_E_NOMEM;
}
