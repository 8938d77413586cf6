/* exact.c - the true nearest items: queries are composed (compose.h) and searched
 * (finder.h). The result is a function of the vectors and the options alone. */
#include "engines/compose.h"
#include "engines/finder.h"
#include "engines/joint.h"
#include "engines/kernels/dot.h"
#include "engines/table.h"

#include <stdlib.h>
#include <string.h>

struct exact_options {
    uint32_t compose;
    uint32_t similarity;
    double alpha;
    bool centre;
    const char *filter;
};

struct pin_engine {
    const struct exact_options *options;
    const struct pin_corpus *corpus;
    const struct pin_isa *isa;
    uint32_t threads;
    struct pin_arena arena;
    struct pin_finder *finder;
    double *image_mean; /* where the engine centres, else NULL */
    double *text_mean;
    bool text_mean_known;
};

/* Those of enum pin_compose, and behind them those of enum pin_joint_kind. */
static const char *const composes[] = {"auto",  "image",   "text",   "lerp", "sum",
                                       "slerp", "product", "weicom", NULL};
enum { FIRST_JOINT = PIN_COMPOSE_SLERP + 1 };

static const char *const similarities[] = {"cosine", "ip", "l2", NULL};

static const struct pin_option exact_table[] = {
    {.name = "compose",
     .type = PIN_OPT_CHOICE,
     .offset = offsetof(struct exact_options, compose),
     .standard = "auto",
     .choices = composes,
     .help = "what a query is made of; auto: lerp where it has text and images"},
    {.name = "alpha",
     .type = PIN_OPT_F64,
     .offset = offsetof(struct exact_options, alpha),
     .standard = "0.5",
     .min = 0.0,
     .max = 1.0,
     .help = "weight of the text in lerp, slerp and weicom; the images have the rest"},
    {.name = "centre",
     .type = PIN_OPT_BOOL,
     .offset = offsetof(struct exact_options, centre),
     .standard = "no",
     .help = "take the mean of the items off the images, and that of the texts off the "
             "texts; not with l2"},
    {.name = "similarity",
     .type = PIN_OPT_CHOICE,
     .offset = offsetof(struct exact_options, similarity),
     .standard = "cosine",
     .choices = similarities,
     .help = "cosine, inner product, or minus the squared distance"},
    {.name = "filter",
     .type = PIN_OPT_TEXT,
     .offset = offsetof(struct exact_options, filter),
     .help = "ATTRIBUTE=VALUE: only items with that value can be found"},
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the exact engine");
}

static enum pin_status exact_open(struct pin_engine **out, const void *options,
                                  uint32_t threads, struct pin_error *err)
{
    const struct pin_isa *isa = NULL;
    PIN_TRY(pin_isa_choose(&isa, getenv("PINBENCH_ISA"), err));
    *out = calloc(1, sizeof(**out));
    if (!*out) {
        return no_memory(err);
    }
    (*out)->options = options;
    (*out)->isa = isa;
    (*out)->threads = threads > 0 ? threads : 1;
    pin_arena_init(&(*out)->arena, 0);
    return PIN_OK;
}

static void exact_close(struct pin_engine *engine)
{
    if (engine) {
        pin_arena_free(&engine->arena);
    }
    free(engine);
}

static enum pin_status check_corpus(const struct pin_corpus *corpus,
                                    struct pin_error *err)
{
    if (corpus->items_n == 0) {
        return pin_fail(err, PIN_E_CONFIG, "the corpus is empty: nothing to search");
    }
    if (corpus->vectors.rows_n == 0) {
        return pin_fail(err, PIN_E_CONFIG, "the corpus has no vectors to search");
    }
    if (corpus->vectors.rows_n != corpus->items_n) {
        return pin_fail(err, PIN_E_CONFIG, "%u vectors for the %u items of the corpus",
                        corpus->vectors.rows_n, corpus->items_n);
    }
    if (corpus->vectors.dim == 0) {
        return pin_fail(err, PIN_E_CONFIG, "the vectors of the corpus have no numbers");
    }
    return PIN_OK;
}

static const struct pin_attribute *find_attribute(const struct pin_corpus *corpus,
                                                  struct pin_text name)
{
    for (uint32_t i = 0; i < corpus->attributes_n; i++) {
        const struct pin_attribute *attribute = &corpus->attributes[i];
        if (strlen(attribute->name) == name.length &&
            memcmp(attribute->name, name.bytes, name.length) == 0) {
            return attribute;
        }
    }
    return NULL;
}

/* The items that the filter passes, ascending. */
static enum pin_status apply_filter(uint32_t **items_out, uint32_t *items_n_out,
                                    struct pin_engine *engine, struct pin_error *err)
{
    const char *filter = engine->options->filter;
    const char *equals = strchr(filter, '=');
    if (!equals) {
        return pin_fail(err, PIN_E_CONFIG, "filter=%s: ATTRIBUTE=VALUE was expected",
                        filter);
    }
    const struct pin_attribute *attribute = find_attribute(
        engine->corpus, (struct pin_text){filter, (size_t)(equals - filter)});
    if (!attribute) {
        return pin_fail(err, PIN_E_CONFIG,
                        "filter=%s: the items have no attribute of that name", filter);
    }
    const uint32_t value =
        pin_ids_find(attribute->values, equals + 1, strlen(equals + 1));
    const uint32_t all_n = engine->corpus->items_n;
    uint32_t *items = PIN_NEW_N(&engine->arena, uint32_t, (size_t)all_n + 1);
    uint32_t n = 0;
    if (!items) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < all_n && value != PIN_IX_NONE; i++) {
        if (attribute->value_of[i] == value) {
            items[n++] = i;
        }
    }
    if (n == 0) {
        return pin_fail(err, PIN_E_CONFIG, "filter=%s: no item has that value", filter);
    }
    *items_out = items;
    *items_n_out = n;
    return PIN_OK;
}

static enum pin_status check_options(const struct exact_options *options,
                                     struct pin_error *err)
{
    if (options->similarity == PIN_L2 && options->centre) {
        return pin_fail(err, PIN_E_CONFIG,
                        "centre goes with cosine and ip: a distance changes with it");
    }
    if (options->similarity == PIN_L2 && options->compose >= FIRST_JOINT) {
        return pin_fail(err, PIN_E_CONFIG,
                        "compose=%s goes with cosine and ip: a distance is no likeness",
                        composes[options->compose]);
    }
    return PIN_OK;
}

/* That of the texts is for the first search: queries are not known before. */
static enum pin_status make_means(struct pin_engine *engine, struct pin_error *err)
{
    const struct pin_matrix *vectors = &engine->corpus->vectors;
    double *scratch = PIN_NEW_N(&engine->arena, double, pin_dot_padded(vectors->dim));
    engine->image_mean = PIN_NEW_N(&engine->arena, double, vectors->dim);
    engine->text_mean = PIN_NEW_N(&engine->arena, double, vectors->dim);
    if (!scratch || !engine->image_mean || !engine->text_mean) {
        return no_memory(err);
    }
    pin_compose_mean(engine->image_mean, scratch, vectors);
    return PIN_OK;
}

static enum pin_status exact_build(struct pin_engine *engine,
                                   const struct pin_corpus *corpus,
                                   const struct pin_graph *graph, struct pin_error *err)
{
    (void)graph;
    PIN_TRY(check_corpus(corpus, err));
    PIN_TRY(check_options(engine->options, err));
    engine->corpus = corpus;
    uint32_t *items = NULL;
    uint32_t items_n = 0;
    if (engine->options->centre) {
        PIN_TRY(make_means(engine, err));
    }
    if (engine->options->filter) {
        PIN_TRY(apply_filter(&items, &items_n, engine, err));
    }
    const struct pin_finder_config config = {
        .vectors = corpus->vectors,
        .ids = corpus->ids,
        .items = items,
        .items_n = items_n,
        .similarity = (enum pin_similarity)engine->options->similarity,
        .isa = engine->isa,
        .threads = engine->threads,
    };
    return pin_finder_new(&engine->finder, &config, &engine->arena, err);
}

static bool fill(float *out, double *scratch, const void *context, uint32_t query)
{
    const struct pin_composer *composer = context;
    double *wide = scratch + pin_dot_padded(composer->dim);
    const bool finite = pin_compose(wide, scratch, composer, query);
    for (uint32_t j = 0; j < composer->dim; j++) {
        out[j] = (float)wide[j];
    }
    return finite;
}

static enum pin_status centre_texts(struct pin_engine *engine,
                                    const struct pin_matrix *text, struct pin_error *err)
{
    const bool used = text->rows_n > 0 && text->dim == engine->corpus->vectors.dim;
    if (!engine->text_mean || engine->text_mean_known || !used) {
        return PIN_OK;
    }
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    double *scratch = PIN_NEW_N(&arena, double, pin_dot_padded(text->dim));
    if (scratch) {
        pin_compose_mean(engine->text_mean, scratch, text);
        engine->text_mean_known = true;
    }
    pin_arena_free(&arena);
    return scratch ? PIN_OK : no_memory(err);
}

static enum pin_status make_composer(struct pin_composer *out, struct pin_engine *engine,
                                     const struct pin_queries *queries,
                                     enum pin_compose compose, struct pin_error *err)
{
    *out = (struct pin_composer){.compose = compose,
                                 .alpha = engine->options->alpha,
                                 .keep_raw = engine->options->similarity != PIN_COSINE,
                                 .dim = engine->corpus->vectors.dim,
                                 .image_mean = engine->image_mean,
                                 .text_mean = engine->text_mean,
                                 .queries = queries};
    PIN_TRY(pin_composer_init(out, err));
    return centre_texts(engine, &queries->text, err);
}

static struct pin_find finding(const struct pin_search *search,
                               const struct pin_composer *composer)
{
    return (struct pin_find){.fill = fill,
                             .context = composer,
                             .first = search->first,
                             .end = search->end,
                             .depth = search->depth,
                             .excluded = search->queries->excluded,
                             .galleries = search->queries->galleries};
}

static enum pin_status search_one_vector(struct pin_engine *engine,
                                         const struct pin_search *search,
                                         struct pin_hit *hits, uint32_t *hits_n,
                                         struct pin_error *err)
{
    struct pin_composer composer;
    PIN_TRY(make_composer(&composer, engine, search->queries,
                          (enum pin_compose)engine->options->compose, err));
    const struct pin_find find = finding(search, &composer);
    return pin_finder_search(engine->finder, &find, hits, hits_n, err);
}

static enum pin_status search_jointly(struct pin_engine *engine,
                                      const struct pin_search *search,
                                      struct pin_hit *hits, uint32_t *hits_n,
                                      struct pin_error *err)
{
    struct pin_composer image;
    struct pin_composer text;
    PIN_TRY(make_composer(&image, engine, search->queries, PIN_COMPOSE_IMAGE, err));
    PIN_TRY(make_composer(&text, engine, search->queries, PIN_COMPOSE_TEXT, err));
    const struct pin_joint joint = {
        .kind = (enum pin_joint_kind)(engine->options->compose - FIRST_JOINT),
        .alpha = engine->options->alpha,
        .image = finding(search, &image),
        .text_context = &text};
    return pin_joint_search(engine->finder, &joint, hits, hits_n, err);
}

static enum pin_status exact_search(struct pin_engine *engine,
                                    const struct pin_search *search, struct pin_hit *hits,
                                    uint32_t *hits_n, struct pin_error *err)
{
    if (search->first == search->end) {
        return PIN_OK;
    }
    PIN_TRY(engine->options->compose < FIRST_JOINT
                ? search_one_vector(engine, search, hits, hits_n, err)
                : search_jointly(engine, search, hits, hits_n, err));
    for (uint32_t q = 0; q < search->end - search->first; q++) {
        if (hits_n[q] == PIN_IX_NONE) {
            return pin_fail(err, PIN_E_CONFIG,
                            "a vector of query \"%s\" has a number that is not finite",
                            search->queries->names[search->first + q]);
        }
    }
    return PIN_OK;
}

const struct pin_engine_ops pin_engine_exact = {
    .head =
        {
            PIN_HEAD(PIN_ENGINE, struct pin_engine_ops),
            .caps = PIN_CAP_EXACT | PIN_CAP_DETERMINISTIC | PIN_CAP_LISTS,
            .name = "exact",
            .summary = "exhaustive search over vectors composed of text and images",
            PIN_OPTIONS(exact_table, struct exact_options),
        },
    .open = exact_open,
    .close = exact_close,
    .build = exact_build,
    .search = exact_search,
};
