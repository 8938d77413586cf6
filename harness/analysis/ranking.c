#include "harness/analysis/ranking.h"

#include "harness/analysis/ranking_sheets.h"

#include <string.h>

struct ranking_state {
    const struct pin_analysis_context *context;
    const struct pin_ranking_options *options;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the ranks of the systems");
}

static enum pin_status begin(void **state, const struct pin_analysis_context *context,
                             const void *options, struct pin_error *err)
{
    struct ranking_state *self = PIN_NEW(context->arena, struct ranking_state);
    if (!self) {
        return no_memory(err);
    }
    *self = (struct ranking_state){context, options};
    *state = self;
    return PIN_OK;
}

/* What was worked out in the room moves to the context's arena. */
static const void *keep(struct pin_arena *arena, const void *from, size_t bytes)
{
    void *to = pin_arena_alloc(arena, bytes + 1, _Alignof(max_align_t));
    if (to) {
        memcpy(to, from, bytes);
    }
    return to;
}

static enum pin_status keep_all(struct pin_ranked_figure *figure, uint32_t systems_n,
                                struct pin_arena *arena, struct pin_error *err)
{
    const size_t one = systems_n * sizeof(double);
    struct pin_rank_families *families = &figure->families;
    const char **letters = PIN_NEW_N(arena, const char *, systems_n + 1U);
    figure->rows = keep(arena, figure->rows, systems_n * sizeof(*figure->rows));
    families->anova.means = keep(arena, families->anova.means, one);
    families->friedman.mean_ranks = keep(arena, families->friedman.mean_ranks, one);
    families->tukey.p = keep(arena, families->tukey.p, one * systems_n);
    families->nemenyi.p = keep(arena, families->nemenyi.p, one * systems_n);
    if (!letters || !figure->rows || !families->anova.means ||
        !families->friedman.mean_ranks || !families->tukey.p || !families->nemenyi.p) {
        return no_memory(err);
    }
    for (uint32_t s = 0; s < systems_n; s++) {
        const char *text = figure->letters[s];
        letters[s] = pin_arena_copy_text(arena, text, strlen(text));
        if (!letters[s]) {
            return no_memory(err);
        }
    }
    figure->letters = letters;
    return PIN_OK;
}

static enum pin_status assign_letters(struct pin_ranked_figure *out,
                                      const struct ranking_state *self,
                                      const struct pin_rank_cells *cells,
                                      struct pin_arena *room, struct pin_error *err)
{
    const struct pin_analysis_context *context = self->context;
    struct pin_resampling flipping = context->resampling;
    struct pin_sign_pairs signs = {.p = NULL};
    const double *p = self->options->letters == PIN_LETTERS_TUKEY
                          ? out->families.tukey.p
                          : out->families.nemenyi.p;
    flipping.resamples_n = self->options->permutations_n;
    if (self->options->letters == PIN_LETTERS_MAXT) {
        PIN_TRY(pin_rank_signs(&signs, cells, &flipping, room, err));
        out->exact = signs.exact;
        out->flips_n = signs.flips_n;
        p = signs.p;
    }
    const struct pin_lettering lettering = {p, 1.0 - context->level, out->rows,
                                            context->panel->systems_n};
    return pin_rank_letters(&out->letters, &lettering, room, err);
}

static enum pin_status rank_figure(struct pin_ranked_figure *out,
                                   const struct ranking_state *self, uint32_t figure,
                                   struct pin_arena *room, struct pin_error *err)
{
    const struct pin_analysis_context *context = self->context;
    const struct pin_ranking_how how = {context->resampling, context->method,
                                        context->level};
    const uint32_t threads = context->resampling.threads;
    const struct pin_family family = {context->level, threads > 0 ? threads : 1};
    struct pin_rank_cells cells;
    PIN_TRY(pin_rank_cells_of(&cells, context->panel, figure, room, err));
    *out = (struct pin_ranked_figure){.figure = figure,
                                      .units_n = cells.units_n,
                                      .left_n = cells.left_n,
                                      .topics_n = cells.topics_n,
                                      .lower = cells.lower};
    PIN_TRY(pin_rank_table(&out->rows, &cells, &how, room, err));
    PIN_TRY(pin_rank_families_of(&out->families, &cells, &family, room, err));
    PIN_TRY(assign_letters(out, self, &cells, room, err));
    return keep_all(out, context->panel->systems_n, context->arena, err);
}

static enum pin_status rank_all(struct pin_ranking_report *report,
                                const struct ranking_state *self, struct pin_error *err)
{
    const struct pin_analysis_context *context = self->context;
    struct pin_ranked_figure *figures =
        PIN_NEW_N(context->arena, struct pin_ranked_figure, context->figures_n + 1U);
    if (!figures) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < context->figures_n; i++) {
        if (context->panel->figures[i].has_units) {
            struct pin_arena room;
            pin_arena_init(&room, 0);
            const enum pin_status status =
                rank_figure(&figures[report->figures_n++], self, i, &room, err);
            pin_arena_free(&room);
            PIN_TRY(status);
        }
    }
    report->figures = figures;
    return PIN_OK;
}

static enum pin_status finish(void *state, struct pin_sheet_book *book,
                              struct pin_error *err)
{
    enum { FAMILY_SYSTEMS_MIN = 3 }; /* of two, the pair says all */
    const struct ranking_state *self = state;
    struct pin_ranking_report report = {
        .context = self->context, .options = self->options, .book = book};
    if (self->context->panel->systems_n == 0) {
        return PIN_OK;
    }
    PIN_TRY(rank_all(&report, self, err));
    pin_ranking_ranks(&report);
    if (self->context->panel->systems_n >= FAMILY_SYSTEMS_MIN) {
        pin_ranking_families(&report);
    }
    if (self->options->tukey) {
        pin_ranking_tukey(&report);
    }
    if (self->options->nemenyi) {
        pin_ranking_nemenyi(&report);
    }
    return PIN_OK;
}

const struct pin_analysis_ops pin_analysis_ranking = {
    .name = "ranking",
    .begin = begin,
    .finish = finish,
};
