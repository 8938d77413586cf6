#include "harness/analysis/fairness_exposure.h"

#include "harness/stats/exposure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { AWRF, NDKL, GROUPS }; /* columns; then EXPOSURE, SHARE, TARGET of each row */
enum { EXPOSURE, SHARE, TARGET, OF_A_GROUP };

struct listing { /* the lists of one system */
    struct pin_exposure_book *book;
    const struct pin_run *run;
    struct pin_exposure_system *out;
    struct pin_fair_columns columns;
    uint32_t *mark;    /* by item: query + 1 once it was met */
    uint32_t *groups;  /* by place */
    uint32_t places_n; /* of the list */
    double *weights;   /* by group, 0 between lists */
    uint32_t *counts;
    double *targets; /* by group: of the corpus, or 0 between lists */
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the exposure of groups");
}

static const struct pin_attribute *find_attribute(const struct pin_dataset *dataset,
                                                  const char *name)
{
    for (uint32_t i = 0; i < dataset->corpus.attributes_n; i++) {
        if (strcmp(dataset->corpus.attributes[i].name, name) == 0) {
            return &dataset->corpus.attributes[i];
        }
    }
    return NULL;
}

static enum pin_status number_groups(struct pin_exposure_book *book,
                                     const struct pin_corpus *corpus,
                                     struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t values_n = pin_ids_count(book->attribute->values);
    const uint32_t ids_n = pin_ids_count(corpus->ids);
    const uint32_t items_n = corpus->items_n > 0 ? corpus->items_n : ids_n;
    uint32_t *group_of_value = PIN_NEW_N(arena, uint32_t, values_n + 1U);
    book->value_of_group = PIN_NEW_N(arena, uint32_t, values_n + 1U);
    book->items_n = PIN_NEW_N(arena, uint32_t, values_n + 1U);
    book->corpus_shares = PIN_NEW_N(arena, double, values_n + 1U);
    book->group_of = PIN_NEW_N(arena, uint32_t, ids_n + 1U);
    if (!group_of_value || !book->value_of_group || !book->items_n ||
        !book->corpus_shares || !book->group_of) {
        return no_memory(err);
    }
    for (uint32_t value = 0; value < values_n; value++) {
        const char *name = pin_ids_name(book->attribute->values, value);
        group_of_value[value] = PIN_EXPOSURE_NONE;
        if (!pin_fair_is_unknown(name, book->options)) {
            book->value_of_group[book->groups_n] = value;
            group_of_value[value] = book->groups_n++;
        }
    }
    for (uint32_t item = 0; item < ids_n; item++) {
        const uint32_t value = book->attribute->value_of[item];
        const uint32_t group =
            value == PIN_IX_NONE ? PIN_EXPOSURE_NONE : group_of_value[value];
        book->group_of[item] = group;
        if (group != PIN_EXPOSURE_NONE && item < items_n) {
            book->items_n[group]++;
            book->known_items_n++;
        }
    }
    for (uint32_t group = 0; group < book->groups_n && book->known_items_n > 0; group++) {
        book->corpus_shares[group] = (double)book->items_n[group] / book->known_items_n;
    }
    return book->known_items_n > 0
               ? PIN_OK
               : pin_fail(err, PIN_E_CONFIG, "no item of the corpus has a known %.60s",
                          book->attribute->name);
}

struct ranked { /* a group by its size */
    uint32_t group;
    uint32_t items_n;
};

static int largest_first(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    if (x->items_n != y->items_n) {
        return x->items_n < y->items_n ? 1 : -1;
    }
    return (x->group > y->group) - (x->group < y->group);
}

static enum pin_status choose_shown(struct pin_exposure_book *book,
                                    struct pin_arena *arena, struct pin_error *err)
{
    struct ranked *ranked = PIN_NEW_N(arena, struct ranked, book->groups_n + 1U);
    book->shown_n =
        book->groups_n < PIN_EXPOSURE_SHOWN_MAX ? book->groups_n : PIN_EXPOSURE_SHOWN_MAX;
    book->shown = PIN_NEW_N(arena, uint32_t, book->shown_n + 1U);
    book->row_of = PIN_NEW_N(arena, uint32_t, book->groups_n + 1U);
    if (!ranked || !book->shown || !book->row_of) {
        return no_memory(err);
    }
    for (uint32_t group = 0; group < book->groups_n; group++) {
        ranked[group] = (struct ranked){group, book->items_n[group]};
        book->row_of[group] = PIN_EXPOSURE_NONE;
    }
    qsort(ranked, book->groups_n, sizeof(*ranked), largest_first);
    for (uint32_t row = 0; row < book->shown_n; row++) {
        book->shown[row] = ranked[row].group;
        book->row_of[ranked[row].group] = row;
    }
    return PIN_OK;
}

enum pin_status pin_fair_exposure_new(struct pin_exposure_book **out,
                                      const struct pin_analysis_context *context,
                                      const struct pin_fairness_options *options,
                                      struct pin_error *err)
{
    const struct pin_attribute *attribute =
        find_attribute(context->dataset, options->attribute);
    *out = NULL;
    if (!attribute) {
        return PIN_OK;
    }
    struct pin_exposure_book *book = PIN_NEW(context->arena, struct pin_exposure_book);
    if (!book) {
        return no_memory(err);
    }
    *book = (struct pin_exposure_book){.context = context,
                                       .options = options,
                                       .attribute = attribute,
                                       .systems = PIN_NEW_N(context->arena,
                                                            struct pin_exposure_system,
                                                            context->systems_n_max + 1U)};
    if (!book->systems) {
        return no_memory(err);
    }
    PIN_TRY(number_groups(book, &context->dataset->corpus, context->arena, err));
    PIN_TRY(choose_shown(book, context->arena, err));
    *out = book;
    return PIN_OK;
}

/* The groups of the list's places, each item once. */
static void read_places(struct listing *l, uint32_t query)
{
    const struct pin_run *run = l->run;
    const uint32_t *answered_as = l->book->context->dataset->queries.answered_as;
    const uint32_t list = answered_as ? answered_as[query] : query;
    l->places_n = 0;
    for (uint32_t i = 0; run->answered[list] && i < run->hits_n[list] &&
                         l->places_n < l->book->options->cutoff;
         i++) {
        const uint32_t item = run->hits[run->start[list] + i].item.ix;
        if (item == PIN_ITEM_NULL.ix) {
            continue;
        }
        if (item >= run->known_items_n) { /* an id that the dataset lacks */
            l->groups[l->places_n++] = PIN_EXPOSURE_NONE;
        } else if (l->mark[item] != query + 1) {
            l->mark[item] = query + 1;
            l->groups[l->places_n++] = l->book->group_of[item];
        }
    }
}

/* Adds to the target of each relevant item's group, or clears it (step 0); gives how many
 * relevant items have a known group. */
static uint32_t add_targets(struct listing *l, uint32_t query, double step)
{
    const struct pin_judgments *judgments = &l->book->context->dataset->judgments;
    uint32_t n = 0;
    for (uint64_t i = judgments->row_start[query]; i < judgments->row_start[query + 1];
         i++) {
        const uint32_t group = l->book->group_of[judgments->rows[i].item.ix];
        if (judgments->rows[i].grade >= 1 && group != PIN_EXPOSURE_NONE) {
            l->targets[group] = step > 0.0 ? l->targets[group] + step : 0.0;
            n++;
        }
    }
    return n;
}

static void put(struct listing *l, uint32_t cluster, uint32_t column, double value)
{
    const size_t place = (size_t)cluster * l->columns.sums.figures_n + column;
    l->columns.sums.num[place] += value;
    l->columns.sums.den[place] += 1.0;
}

static void put_list(struct listing *l, uint32_t query)
{
    const struct pin_exposure_book *book = l->book;
    const uint32_t cluster = book->context->panel->clustering.cluster_of[query];
    const struct pin_shown_list shown = {l->groups, l->places_n, l->targets};
    const struct pin_exposure exposure = pin_exposure_of(&shown, l->weights, l->counts);
    l->out->known_places_n += exposure.known_n;
    if (exposure.known_n == 0) {
        l->out->left_out_n++;
        return;
    }
    l->out->lists_n++;
    put(l, cluster, AWRF, exposure.awrf);
    if (isnan(exposure.ndkl)) {
        l->out->infinite_n++;
    } else {
        put(l, cluster, NDKL, exposure.ndkl);
    }
    for (uint32_t row = 0; row < book->shown_n; row++) {
        const uint32_t group = book->shown[row];
        const uint32_t column = GROUPS + row * OF_A_GROUP;
        put(l, cluster, column + EXPOSURE, l->weights[group] / exposure.weight);
        put(l, cluster, column + SHARE, (double)l->counts[group] / exposure.known_n);
        put(l, cluster, column + TARGET, l->targets[group]);
        l->out->groups[row].lists_without_n += l->counts[group] == 0;
    }
    for (uint32_t i = 0; i < l->places_n; i++) {
        if (l->groups[i] != PIN_EXPOSURE_NONE) {
            l->weights[l->groups[i]] = 0.0;
            l->counts[l->groups[i]] = 0;
        }
    }
}

static void read_list(struct listing *l, uint32_t query)
{
    read_places(l, query);
    l->out->places_n += l->places_n;
    if (l->book->options->target == PIN_TARGET_CORPUS) {
        put_list(l, query);
        return;
    }
    const uint32_t n = add_targets(l, query, 0.0);
    if (n == 0) {
        l->out->left_out_n++;
        return;
    }
    (void)add_targets(l, query, 1.0 / n);
    put_list(l, query);
    (void)add_targets(l, query, 0.0);
}

static double skew_value(const double *figures, const void *context)
{
    const double *row = figures + *(const uint32_t *)context;
    const bool some = row[SHARE] > 0.0 && row[TARGET] > 0.0;
    return some ? log(row[SHARE] / row[TARGET]) : (double)NAN;
}

static enum pin_status resample(struct listing *l, struct pin_error *err)
{
    struct pin_fair_columns *columns = &l->columns;
    struct pin_exposure_system *out = l->out;
    for (uint32_t cluster = 0; cluster < columns->sums.clusters_n; cluster++) {
        const size_t row = (size_t)cluster * columns->sums.figures_n;
        out->clusters_n += columns->sums.den[row + AWRF] > 0.0;
    }
    const bool some = out->clusters_n > 1;
    PIN_TRY(pin_fair_columns_resample(columns, err));
    const uint32_t *places = columns->places;
    PIN_TRY(pin_fair_number_of(&out->awrf, columns, pin_functional_figure(&places[AWRF]),
                               some, err));
    PIN_TRY(pin_fair_number_of(&out->ndkl, columns, pin_functional_figure(&places[NDKL]),
                               some, err));
    for (uint32_t row = 0; row < l->book->shown_n; row++) {
        struct pin_exposure_group *group = &out->groups[row];
        const uint32_t *at = &places[GROUPS + row * OF_A_GROUP];
        const struct pin_functional skew = {skew_value, at};
        PIN_TRY(pin_fair_number_of(&group->exposure, columns,
                                   pin_functional_figure(&at[EXPOSURE]), some, err));
        PIN_TRY(pin_fair_number_of(&group->target, columns,
                                   pin_functional_figure(&at[TARGET]), some, err));
        PIN_TRY(pin_fair_number_of(&group->skew, columns, skew, some, err));
    }
    return PIN_OK;
}

static enum pin_status read_lists(struct listing *l, const struct pin_scores *scores,
                                  struct pin_error *err)
{
    const struct pin_exposure_book *book = l->book;
    const uint32_t ids_n = pin_ids_count(book->context->dataset->corpus.ids);
    const uint32_t deepest = l->run->hits_n_max < book->options->cutoff
                                 ? l->run->hits_n_max
                                 : book->options->cutoff;
    l->mark = PIN_NEW_N(l->columns.scratch, uint32_t, ids_n + 1U);
    l->groups = PIN_NEW_N(l->columns.scratch, uint32_t, deepest + 1U);
    l->weights = PIN_NEW_N(l->columns.scratch, double, book->groups_n + 1U);
    l->counts = PIN_NEW_N(l->columns.scratch, uint32_t, book->groups_n + 1U);
    l->targets = book->options->target == PIN_TARGET_CORPUS
                     ? book->corpus_shares
                     : PIN_NEW_N(l->columns.scratch, double, book->groups_n + 1U);
    if (!l->mark || !l->groups || !l->weights || !l->counts || !l->targets) {
        return no_memory(err);
    }
    PIN_TRY(pin_cluster_sums_new(
        &l->columns.sums, book->context->panel->clustering.clusters_n,
        GROUPS + book->shown_n * OF_A_GROUP, l->columns.scratch, err));
    for (uint32_t query = 0; query < book->context->dataset->queries.queries_n; query++) {
        if (scores->counted[query]) {
            read_list(l, query);
        }
    }
    return resample(l, err);
}

enum pin_status pin_fair_exposure_add(struct pin_exposure_book *book,
                                      const struct pin_run *run,
                                      const struct pin_scores *scores,
                                      struct pin_error *err)
{
    struct pin_arena scratch;
    struct pin_exposure_system *out = &book->systems[book->systems_n++];
    struct listing l = {.book = book,
                        .run = run,
                        .out = out,
                        .columns = {.context = book->context, .scratch = &scratch}};
    out->groups =
        PIN_NEW_N(book->context->arena, struct pin_exposure_group, book->shown_n + 1U);
    if (!out->groups) {
        return no_memory(err);
    }
    pin_arena_init(&scratch, 0);
    const enum pin_status status = read_lists(&l, scores, err);
    pin_arena_free(&scratch);
    return status;
}
