#include "harness/flow/pipeline.h"

#include "harness/flow/examine.h"
#include "harness/flow/score.h"
#include "harness/flow/summarise.h"

#include <stdio.h>
#include <string.h>

struct pin_progress { /* what one system after another is added to */
    const struct pin_pipeline *pipeline;
    struct pin_figure_set figures;
    uint32_t cutoff_max;
    struct pin_summariser *summariser;
    struct pin_dropped *dropped;
    uint32_t dropped_n;
    struct pin_arena *arena;
};

/* A run for another dataset would score near zero in silence, so it is an error; the
 * reference evaluator's reading takes it as it comes. */
static enum pin_status examine(const struct pin_progress *progress, struct pin_run *run,
                               struct pin_error *err)
{
    const struct pin_pipeline *pipeline = progress->pipeline;
    enum pin_status status =
        pin_examine(run, pipeline->dataset, progress->cutoff_max, err);
    if (status == PIN_OK && !pipeline->policy.reading.as_listed) {
        status = pin_examine_corpus(run, pipeline->dataset, err);
    }
    if (status != PIN_OK && run->file) {
        pin_error_at(err, run->file->name, 0, 0);
    }
    return status;
}

static enum pin_status add_system(struct pin_progress *progress,
                                  const struct pin_execution *execution,
                                  struct pin_arena *scratch, struct pin_error *err)
{
    const struct pin_pipeline *pipeline = progress->pipeline;
    struct pin_executed executed = {0};
    PIN_TRY(pin_execute(&executed, pipeline->registry, pipeline->dataset, execution,
                        scratch, err));
    PIN_TRY(examine(progress, executed.run, err));
    const struct pin_scoring scoring = {progress->figures.metrics,
                                        progress->figures.metrics_n, pipeline->policy,
                                        pipeline->threads};
    const struct pin_scores *scores = NULL;
    PIN_TRY(pin_score(&scores, pipeline->dataset, executed.run, &scoring, scratch, err));
    PIN_TRY(pin_summarise(progress->summariser, &executed, scores, err));
    return pipeline->each ? pipeline->each(pipeline->context, &executed, scores, err)
                          : PIN_OK;
}

/* What the reference evaluator leaves out too: a run that it cannot read or match. */
static bool may_drop(const struct pin_policy *policy, enum pin_status status)
{
    return policy->drops_bad_runs &&
           (status == PIN_E_PARSE || status == PIN_E_RANGE || status == PIN_E_DUPLICATE);
}

static enum pin_status drop(struct pin_progress *progress, const char *name,
                            struct pin_error *err)
{
    char reason[sizeof(err->where) + sizeof(err->text) + 32];
    if (err->line > 0) {
        (void)snprintf(reason, sizeof(reason), "%s:%u:%u: %s", err->where, err->line,
                       err->column, err->text);
    } else {
        (void)snprintf(reason, sizeof(reason), "%s", err->text);
    }
    pin_error_clear(err);
    struct pin_dropped *dropped = &progress->dropped[progress->dropped_n++];
    dropped->name = pin_arena_copy_text(progress->arena, name, strlen(name));
    dropped->reason = pin_arena_copy_text(progress->arena, reason, strlen(reason));
    return dropped->name && dropped->reason
               ? PIN_OK
               : pin_fail(err, PIN_E_NOMEM, "no memory for the summary");
}

static enum pin_status add_or_drop(struct pin_progress *progress,
                                   const struct pin_execution *execution,
                                   struct pin_error *err)
{
    struct pin_arena scratch;
    struct pin_error why = {0};
    pin_arena_init(&scratch, 0);
    enum pin_status status = add_system(progress, execution, &scratch, &why);
    pin_arena_free(&scratch);
    if (status != PIN_OK && may_drop(&progress->pipeline->policy, status)) {
        status = drop(progress, execution->name, &why);
    }
    if (status != PIN_OK && err) {
        *err = why;
    }
    return status;
}

static enum pin_status begin(struct pin_progress *progress, struct pin_error *err)
{
    const struct pin_pipeline *pipeline = progress->pipeline;
    PIN_TRY(pin_figures_parse(&progress->figures, pipeline->registry, pipeline->dataset,
                              pipeline->figures, pipeline->figures_n, progress->arena,
                              err));
    for (uint32_t i = 0; i < progress->figures.metrics_n; i++) {
        const uint32_t cutoff = progress->figures.metrics[i].cutoff;
        if (cutoff != PIN_CUTOFF_NONE && cutoff > progress->cutoff_max) {
            progress->cutoff_max = cutoff;
        }
    }
    const struct pin_summary_request request = {.figures = &progress->figures,
                                                .policy = pipeline->policy,
                                                .seed = pipeline->seed,
                                                .slices = pipeline->slices,
                                                .slices_n = pipeline->slices_n,
                                                .systems_n_max = pipeline->executions_n,
                                                .order_by = pipeline->order_by};
    progress->dropped =
        PIN_NEW_N(progress->arena, struct pin_dropped, pipeline->executions_n + 1U);
    if (!progress->dropped) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the summary");
    }
    return pin_summariser_new(&progress->summariser, pipeline->dataset, &request,
                              progress->arena, err);
}

enum pin_status pin_pipeline_run(struct pin_summary *out,
                                 const struct pin_pipeline *pipeline,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_progress *progress = PIN_NEW(arena, struct pin_progress);
    if (!progress) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the summary");
    }
    progress->pipeline = pipeline;
    progress->arena = arena;
    PIN_TRY(begin(progress, err));
    for (uint32_t i = 0; i < pipeline->executions_n; i++) {
        PIN_TRY(add_or_drop(progress, &pipeline->executions[i], err));
    }
    PIN_TRY(pin_summary_finish(progress->summariser, out, err));
    out->dropped = progress->dropped;
    out->dropped_n = progress->dropped_n;
    return PIN_OK;
}
