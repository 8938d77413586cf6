#include "harness/flow/summarise_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the summary");
}

enum pin_status pin_summariser_new(struct pin_summariser **out,
                                   const struct pin_dataset *dataset,
                                   const struct pin_summary_request *request,
                                   struct pin_arena *arena, struct pin_error *err)
{
    struct pin_summariser *summariser = PIN_NEW(arena, struct pin_summariser);
    if (!summariser) {
        return no_memory(err);
    }
    summariser->dataset = dataset;
    summariser->request = *request;
    summariser->arena = arena;
    const size_t systems_n = (size_t)request->systems_n_max + 1;
    summariser->systems = PIN_NEW_N(arena, struct pin_system, systems_n);
    summariser->slice_figures = PIN_NEW_N(arena, struct pin_figure *, systems_n);
    if (!summariser->systems || !summariser->slice_figures) {
        return no_memory(err);
    }
    PIN_TRY(pin_figure_scratch_new(&summariser->scratch, request->figures, arena, err));
    PIN_TRY(pin_slice_all(&summariser->all, dataset, arena, err));
    PIN_TRY(pin_summariser_cut(summariser, err));
    *out = summariser;
    return PIN_OK;
}

static enum pin_status copy_tallies(struct pin_tallies *to,
                                    const struct pin_tallies *from,
                                    struct pin_arena *arena, struct pin_error *err)
{
    pin_tallies_init(to, arena);
    for (const struct pin_tally *tally = from->first; tally; tally = tally->next) {
        PIN_TRY(pin_tally_add(to, tally->what, tally->count, err, NULL));
        for (uint32_t i = 0; i < tally->examples_n; i++) {
            PIN_TRY(pin_tally_example(to, tally->what, tally->examples[i], err));
        }
    }
    return PIN_OK;
}

static const char *copy_text(struct pin_arena *arena, const char *text)
{
    return pin_arena_copy_text(arena, text, strlen(text));
}

static enum pin_status copy_file(const struct pin_file **out, const struct pin_file *file,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_file *copy = PIN_NEW(arena, struct pin_file);
    if (!copy) {
        return no_memory(err);
    }
    *copy = (struct pin_file){.role = file->role,
                              .name = copy_text(arena, file->name),
                              .bytes = file->bytes,
                              .sha256 = copy_text(arena, file->sha256),
                              .path = copy_text(arena, file->path)};
    *out = copy;
    return copy->name && copy->sha256 && copy->path ? PIN_OK : no_memory(err);
}

static enum pin_status describe(struct pin_summariser *summariser,
                                struct pin_system *system,
                                const struct pin_executed *executed,
                                const struct pin_scores *scores, struct pin_error *err)
{
    const struct pin_run *run = executed->run;
    struct pin_arena *arena = summariser->arena;
    *system = (struct pin_system){.name = copy_text(arena, run->name),
                                  .pipeline = copy_text(arena, executed->pipeline),
                                  .missing_n = scores->missing_n,
                                  .depth = run->depth,
                                  .build_ns = run->build_ns,
                                  .search_ns = run->search_ns};
    if (!system->name || !system->pipeline) {
        return no_memory(err);
    }
    for (uint32_t query = 0; query < scores->queries_n; query++) {
        system->queries_n += scores->counted[query];
    }
    if (run->file) {
        PIN_TRY(copy_file(&system->file, run->file, arena, err));
    }
    return copy_tallies(&system->tallies, &run->tallies, arena, err);
}

enum pin_status pin_summarise(struct pin_summariser *summariser,
                              const struct pin_executed *executed,
                              const struct pin_scores *scores, struct pin_error *err)
{
    struct pin_system *system = &summariser->systems[summariser->systems_n];
    PIN_TRY(describe(summariser, system, executed, scores, err));
    PIN_TRY(pin_summariser_figures(summariser, executed->run, scores, err));
    summariser->systems_n++;
    return PIN_OK;
}

struct pin_rank { /* a system's place in the report */
    uint32_t system;
    double value;
};

static int by_value_falling(const void *a, const void *b)
{
    const struct pin_rank *x = a;
    const struct pin_rank *y = b;
    if (isnan(x->value) != isnan(y->value)) {
        return isnan(x->value) ? 1 : -1;
    }
    if (x->value < y->value || x->value > y->value) {
        return x->value < y->value ? 1 : -1;
    }
    return (x->system > y->system) - (x->system < y->system);
}

static struct pin_rank *rank_systems(const struct pin_summariser *summariser)
{
    struct pin_rank *ranks =
        PIN_NEW_N(summariser->arena, struct pin_rank, summariser->systems_n + 1U);
    for (uint32_t i = 0; ranks && i < summariser->systems_n; i++) {
        const int32_t by = summariser->request.order_by;
        ranks[i] =
            (struct pin_rank){i, by < 0 ? 0.0 : summariser->systems[i].figures[by].value};
    }
    if (ranks) {
        qsort(ranks, summariser->systems_n, sizeof(*ranks), by_value_falling);
    }
    return ranks;
}

/* Puts systems, and the figures of each slice, in the order of the ranks. */
static enum pin_status arrange(struct pin_summariser *summariser,
                               const struct pin_rank *ranks, struct pin_summary *out,
                               struct pin_error *err)
{
    const uint32_t columns_n = summariser->request.figures->specs_n;
    const uint32_t systems_n = summariser->systems_n;
    struct pin_system *systems =
        PIN_NEW_N(summariser->arena, struct pin_system, systems_n + 1U);
    struct pin_figure *figures =
        PIN_NEW_N(summariser->arena, struct pin_figure,
                  (size_t)summariser->slices_n * systems_n * columns_n + 1);
    if (!systems || !figures) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < systems_n; i++) {
        systems[i] = summariser->systems[ranks[i].system];
    }
    for (uint32_t s = 0; s < summariser->slices_n; s++) {
        struct pin_figure *place = figures + (size_t)s * systems_n * columns_n;
        summariser->slices[s].figures = place;
        for (uint32_t i = 0; i < systems_n; i++) {
            memcpy(place + (size_t)i * columns_n,
                   summariser->slice_figures[ranks[i].system] + (size_t)s * columns_n,
                   columns_n * sizeof(*place));
        }
    }
    out->systems = systems;
    out->systems_n = systems_n;
    out->slices = summariser->slices;
    out->slices_n = summariser->slices_n;
    return PIN_OK;
}

static enum pin_status define(const struct pin_summariser *summariser,
                              struct pin_summary *out, struct pin_error *err)
{
    const struct pin_figure_set *set = summariser->request.figures;
    struct pin_figure_column *columns =
        PIN_NEW_N(summariser->arena, struct pin_figure_column, set->specs_n + 1U);
    struct pin_definition *definitions =
        PIN_NEW_N(summariser->arena, struct pin_definition, set->metrics_n + 1U);
    if (!columns || !definitions) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < set->specs_n; i++) {
        columns[i] = set->specs[i].column;
    }
    uint32_t definitions_n = 0;
    for (uint32_t i = 0; i < set->metrics_n; i++) {
        const struct pin_metric_ops *ops = set->metrics[i].ops;
        bool known = false;
        for (uint32_t j = 0; j < definitions_n; j++) {
            known = known || strcmp(definitions[j].metric, ops->head.name) == 0;
        }
        if (!known) {
            definitions[definitions_n++] =
                (struct pin_definition){ops->head.name, ops->definition, ops->source};
        }
    }
    out->columns = columns;
    out->columns_n = set->specs_n;
    out->definitions = definitions;
    out->definitions_n = definitions_n;
    return PIN_OK;
}

static struct pin_dataset_facts facts_of(const struct pin_dataset *dataset)
{
    const uint64_t *row_start = dataset->judgments.row_start;
    return (struct pin_dataset_facts){
        .name = dataset->name,
        .loader = dataset->loader,
        .queries_n = dataset->queries.queries_n,
        .items_n = dataset->corpus.items_n,
        .groups_n = dataset->groups.groups_n,
        .groups_source = dataset->groups.source,
        .judgments_n = row_start ? row_start[dataset->queries.queries_n] : 0,
        .files = dataset->files,
        .tallies = dataset->tallies};
}

static const char *const method_words[] = {
    [PIN_INTERVAL_PERCENTILE] = "percentile bootstrap",
    [PIN_INTERVAL_BASIC] = "basic bootstrap",
    [PIN_INTERVAL_BCA] = "BCa bootstrap",
};

enum pin_status pin_summary_finish(struct pin_summariser *summariser,
                                   struct pin_summary *out, struct pin_error *err)
{
    const struct pin_policy *policy = &summariser->request.policy;
    memset(out, 0, sizeof(*out));
    out->provenance =
        (struct pin_provenance){.profile = policy->profile,
                                .missing = pin_missing_name(policy->missing),
                                .ties = pin_ties_name(policy->reading.ties),
                                .seed = summariser->request.seed,
                                .where = summariser->request.where.text,
                                .where_queries_n = summariser->request.where.queries_n,
                                .min_n = summariser->request.min_n};
    const struct pin_interval_request *interval = &summariser->request.interval;
    out->interval =
        (struct pin_interval_note){.method = method_words[interval->method],
                                   .cluster = interval->clustering.name,
                                   .level = interval->level,
                                   .resamples_n = interval->resampling.resamples_n,
                                   .clusters_n = interval->clustering.clusters_n};
    out->dataset = facts_of(summariser->dataset);
    const struct pin_rank *ranks = rank_systems(summariser);
    if (!ranks) {
        return no_memory(err);
    }
    PIN_TRY(define(summariser, out, err));
    return arrange(summariser, ranks, out, err);
}
