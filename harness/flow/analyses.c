#include "harness/flow/analyses.h"

#include "harness/flow/oracle.h"

struct pin_turn { /* an analysis that has begun */
    const struct pin_analysis_ops *ops;
    struct pin_analysis_context context;
    void *state;
};

struct pin_analyses {
    struct pin_arena *arena;
    struct pin_panel_maker *maker;
    struct pin_turn *turns;
    uint32_t turns_n;
};

static enum pin_status add_oracle(struct pin_analyses *analyses,
                                  const struct pin_analyses_request *request,
                                  struct pin_error *err)
{
    struct pin_arena arena; /* the run and its scores; the panel copies what it keeps */
    const struct pin_scores *scores = NULL;
    pin_arena_init(&arena, 0);
    enum pin_status status =
        pin_oracle_score(&scores, request->set->dataset, &request->scoring, &arena, err);
    if (status == PIN_OK) {
        status = pin_panel_add_oracle(analyses->maker, scores, err);
    }
    pin_arena_free(&arena);
    return status;
}

static enum pin_status begin_all(struct pin_analyses *analyses,
                                 const struct pin_analyses_request *request,
                                 struct pin_error *err)
{
    const uint32_t *own_figures = request->set->place_of + request->texts_n;
    for (uint32_t i = 0; i < request->analyses_n; i++) {
        const struct pin_analysis *analysis = &request->analyses[i];
        struct pin_turn *turn = &analyses->turns[i];
        turn->ops = analysis->ops;
        turn->context =
            (struct pin_analysis_context){.registry = request->registry,
                                          .dataset = request->set->dataset,
                                          .panel = pin_panel_of(analyses->maker),
                                          .figures_n = request->figures_n,
                                          .own_figures = own_figures,
                                          .policy = request->scoring.policy,
                                          .resampling = request->resampling,
                                          .method = request->method,
                                          .level = request->level,
                                          .systems_n_max = request->systems_n_max,
                                          .arena = analyses->arena};
        PIN_TRY(turn->ops->begin(&turn->state, &turn->context, analysis->options, err));
        own_figures += analysis->figures_n;
    }
    return PIN_OK;
}

enum pin_status pin_analyses_begin(struct pin_analyses **out,
                                   const struct pin_analyses_request *request,
                                   struct pin_arena *arena, struct pin_error *err)
{
    struct pin_analyses *analyses = PIN_NEW(arena, struct pin_analyses);
    if (!analyses) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the analyses");
    }
    *analyses = (struct pin_analyses){
        .arena = arena,
        .turns = PIN_NEW_N(arena, struct pin_turn, request->analyses_n + 1U),
        .turns_n = request->analyses_n};
    if (!analyses->turns) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the analyses");
    }
    *out = analyses;
    if (request->analyses_n == 0) {
        return PIN_OK;
    }
    PIN_TRY(pin_panel_new(&analyses->maker, request->set, &request->clustering,
                          request->systems_n_max, arena, err));
    bool wants_oracle = false;
    for (uint32_t i = 0; i < request->analyses_n; i++) {
        wants_oracle = wants_oracle || request->analyses[i].wants_oracle;
    }
    PIN_TRY(begin_all(analyses, request, err));
    return wants_oracle ? add_oracle(analyses, request, err) : PIN_OK;
}

enum pin_status pin_analyses_add(struct pin_analyses *analyses,
                                 const struct pin_executed *executed,
                                 const struct pin_scores *scores, struct pin_error *err)
{
    if (analyses->turns_n == 0) {
        return PIN_OK;
    }
    PIN_TRY(pin_panel_add(analyses->maker, scores, err));
    for (uint32_t i = 0; i < analyses->turns_n; i++) {
        const struct pin_turn *turn = &analyses->turns[i];
        if (turn->ops->add) {
            PIN_TRY(turn->ops->add(turn->state, executed, scores, err));
        }
    }
    return PIN_OK;
}

enum pin_status pin_analyses_finish(struct pin_analyses *analyses,
                                    const struct pin_sheet **out, struct pin_error *err)
{
    struct pin_sheet_book book;
    pin_sheet_book_init(&book, analyses->arena);
    for (uint32_t i = 0; i < analyses->turns_n; i++) {
        const struct pin_turn *turn = &analyses->turns[i];
        PIN_TRY(turn->ops->finish(turn->state, &book, err));
        PIN_TRY(pin_sheet_end(&book, err));
    }
    *out = book.first;
    return PIN_OK;
}

enum pin_status pin_analyses_names(const struct pin_analyses *analyses,
                                   struct pin_summary *out, struct pin_error *err)
{
    const char **names = PIN_NEW_N(analyses->arena, const char *, analyses->turns_n + 1U);
    if (!names) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the summary");
    }
    for (uint32_t i = 0; i < analyses->turns_n; i++) {
        names[i] = analyses->turns[i].ops->name;
    }
    out->lacking = names;
    out->lacking_n = analyses->turns_n;
    return PIN_OK;
}
