/* vectors.c - embeddings that somebody made: a matrix of the corpus, and of the queries'
 * texts, of their reference images, or of both; row i is item i, or query i. Labels come
 * as TREC qrels, and what else is known of queries from text files. */
#include "datasets/npy.h"
#include "datasets/qrels.h"
#include "datasets/side_files.h"
#include "datasets/table.h"
#include "datasets/vector_check.h"
#include "harness/plugin/loader.h"

#include <stdio.h>
#include <string.h>

struct vectors_options {
    const char *path;
    const char *corpus;
    const char *corpus_ids;
    const char *text;
    struct pin_paths image;
    const char *query_ids;
    const char *qrels;
    const char *groups;
    const char *attributes;
    const char *exclude;
    const char *galleries;
};

struct vectors_load {
    struct pin_dataset_builder *builder;
    const struct vectors_options *options;
    const char *corpus_path;
    struct pin_matrix corpus;
    const char *query_path; /* of the first matrix of the queries */
    uint32_t queries_n;
    struct pin_arena *arena; /* for the readers */
};

static const char *shown(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static enum pin_status read_matrix(struct vectors_load *load, struct pin_matrix *out,
                                   const char *role, const char *path, const char *zero,
                                   struct pin_error *err)
{
    struct pin_source *source = NULL;
    struct pin_arena *kept = pin_dataset_builder_arena(load->builder);
    PIN_TRY(pin_dataset_open(load->builder, &source, path, load->arena, err));
    PIN_TRY(npy_read(out, source, kept, err));
    PIN_TRY(vector_check(out, path, zero, pin_dataset_builder_tallies(load->builder),
                         load->arena, err));
    return pin_dataset_add_file(load->builder, role, source, err);
}

static enum pin_status read_query_matrix(struct vectors_load *load,
                                         struct pin_matrix *out, const char *role,
                                         const char *path, const char *zero,
                                         struct pin_error *err)
{
    PIN_TRY(read_matrix(load, out, role, path, zero, err));
    if (out->dim != load->corpus.dim) {
        (void)pin_fail(err, PIN_E_PARSE,
                       "vectors of %u numbers, and those of the corpus (%.60s) have %u",
                       out->dim, shown(load->corpus_path), load->corpus.dim);
        pin_error_at(err, path, 0, 0);
        return PIN_E_PARSE;
    }
    if (load->query_path && out->rows_n != load->queries_n) {
        (void)pin_fail(err, PIN_E_PARSE,
                       "%u rows, and %.60s has %u: expected one a query", out->rows_n,
                       shown(load->query_path), load->queries_n);
        pin_error_at(err, path, 0, 0);
        return PIN_E_PARSE;
    }
    load->query_path = load->query_path ? load->query_path : path;
    load->queries_n = out->rows_n;
    return PIN_OK;
}

static enum pin_status read_query_matrices(struct vectors_load *load,
                                           struct pin_error *err)
{
    const struct vectors_options *options = load->options;
    struct pin_matrix matrix;
    if (options->text) {
        PIN_TRY(read_query_matrix(load, &matrix, "text", options->text,
                                  "text vector of zeros", err));
        pin_dataset_set_text_vectors(load->builder, &matrix);
    }
    for (uint32_t i = 0; i < options->image.rows_n; i++) {
        /* In a later file zeros say that the query has fewer images. */
        PIN_TRY(read_query_matrix(load, &matrix, "image", options->image.rows[i],
                                  i == 0 ? "image vector of zeros" : NULL, err));
        PIN_TRY(pin_dataset_add_image_vectors(load->builder, &matrix, err));
    }
    return PIN_OK;
}

static enum pin_status check_count(uint32_t ids_n, const char *ids_path, uint32_t rows_n,
                                   const char *path, struct pin_error *err)
{
    if (ids_n == rows_n) {
        return PIN_OK;
    }
    (void)pin_fail(err, PIN_E_PARSE, "%u ids for the %u rows of %.80s", ids_n, rows_n,
                   shown(path));
    pin_error_at(err, ids_path, 0, 0);
    return PIN_E_PARSE;
}

static enum pin_status name_items(struct vectors_load *load, struct pin_error *err)
{
    const uint32_t rows_n = load->corpus.rows_n;
    const char *path = load->options->corpus_ids;
    pin_item item;
    bool added = false;
    if (!path) {
        for (uint32_t row = 0; row < rows_n; row++) {
            char id[16];
            (void)snprintf(id, sizeof(id), "%u", row);
            PIN_TRY(
                pin_dataset_add_item(load->builder, pin_text_of(id), &item, &added, err));
        }
        return PIN_OK;
    }
    PIN_TRY(side_read_item_ids(load->builder, path, load->arena, err));
    return check_count(pin_dataset_builder_items_n(load->builder), path, rows_n,
                       load->corpus_path, err);
}

static enum pin_status name_queries(struct vectors_load *load, struct pin_error *err)
{
    const char *path = load->options->query_ids;
    pin_query query;
    if (!path) {
        for (uint32_t row = 0; row < load->queries_n; row++) {
            char id[16];
            (void)snprintf(id, sizeof(id), "%u", row);
            PIN_TRY(pin_dataset_add_query(load->builder, pin_text_of(id), &query, err));
        }
        return PIN_OK;
    }
    PIN_TRY(side_read_query_ids(load->builder, path, load->arena, err));
    return check_count(pin_dataset_builder_queries_n(load->builder), path,
                       load->queries_n, load->query_path, err);
}

static enum pin_status read_side_files(struct vectors_load *load, struct pin_error *err)
{
    struct pin_dataset_builder *builder = load->builder;
    const struct vectors_options *options = load->options;
    struct pin_arena *arena = load->arena;
    PIN_TRY(qrels_read(builder, options->qrels, arena, err));
    if (options->groups) {
        PIN_TRY(side_read_groups(builder, options->groups, SIDE_GROUPS, arena, err));
    }
    if (options->attributes) {
        PIN_TRY(side_read_attributes(builder, SIDE_OF_QUERIES, options->attributes, arena,
                                     err));
    }
    if (options->exclude) {
        PIN_TRY(side_read_excluded(builder, options->exclude, arena, err));
    }
    return options->galleries
               ? side_read_galleries(builder, options->galleries, arena, err)
               : PIN_OK;
}

static enum pin_status load_all(struct vectors_load *load, struct pin_error *err)
{
    PIN_TRY(read_matrix(load, &load->corpus, "vectors", load->corpus_path,
                        "item vector of zeros", err));
    pin_dataset_set_item_vectors(load->builder, &load->corpus);
    PIN_TRY(read_query_matrices(load, err));
    PIN_TRY(name_items(load, err));
    PIN_TRY(name_queries(load, err));
    return read_side_files(load, err);
}

static enum pin_status vectors_load(struct pin_dataset_builder *builder,
                                    const void *given, struct pin_error *err)
{
    const struct vectors_options *options = given;
    struct pin_arena arena;
    if (!options->corpus == !options->path) {
        return pin_fail(err, PIN_E_CONFIG, "loader vectors needs %s",
                        options->path
                            ? "the corpus once, as path or as corpus"
                            : "the option \"corpus\": the vectors of the items");
    }
    if (!options->text && options->image.rows_n == 0) {
        return pin_fail(
            err, PIN_E_CONFIG,
            "loader vectors needs \"text\", \"image\" or both: the vectors of "
            "the queries");
    }
    pin_arena_init(&arena, 0);
    struct vectors_load load = {.builder = builder,
                                .options = options,
                                .corpus_path =
                                    options->corpus ? options->corpus : options->path,
                                .arena = &arena};
    const enum pin_status status = load_all(&load, err);
    pin_arena_free(&arena);
    return status;
}

static const struct pin_option vectors_table[] = {
    {.name = "path",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct vectors_options, path),
     .help = "the same as corpus"},
    {.name = "corpus",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct vectors_options, corpus),
     .help = "the vectors of the items, a row an item (.npy)"},
    {.name = "corpus_ids",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct vectors_options, corpus_ids),
     .help = "the ids of the items, one a line; without it, their rows from 0"},
    {.name = "text",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct vectors_options, text),
     .help = "the vectors of the queries' texts, a row a query"},
    {.name = "image",
     .type = PIN_OPT_PATHS,
     .offset = offsetof(struct vectors_options, image),
     .help = "the vectors of the queries' reference images; a file for each image"},
    {.name = "query_ids",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct vectors_options, query_ids),
     .help = "the ids of the queries, one a line; without it, their rows from 0"},
    {.name = "qrels",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct vectors_options, qrels),
     .required = true,
     .help = "judgments as TREC qrels; grade -1 is a hard negative"},
    {.name = "groups",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct vectors_options, groups),
     .help = "the base query of each query: query, tab, group"},
    {.name = "attributes",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct vectors_options, attributes),
     .help = "attributes of queries: a header, and a row a query; cut at tabs"},
    {.name = "exclude",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct vectors_options, exclude),
     .help = "items that are taken out of a query's ranking: query, tab, item"},
    {.name = "galleries",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct vectors_options, galleries),
     .help = "the only items that a query's ranking may hold: query, tab, item"},
};

const struct pin_loader_ops pin_loader_vectors = {
    .head =
        {
            PIN_HEAD(PIN_LOADER, struct pin_loader_ops),
            .name = "vectors",
            .summary = "embeddings of items and queries (.npy), with TREC qrels",
            PIN_OPTIONS(vectors_table, struct vectors_options),
        },
    .load = vectors_load,
};
