#include "harness/cli/output.h"

#include "harness/base/number.h"
#include "harness/plugin/option.h"
#include "reports/field.h"
#include "reports/page.h"

#include <string.h>

enum { FLUSH_BYTES = 1 << 20 };

enum pin_status pin_output_report(struct pin_sink *sink,
                                  const struct pin_summary *summary,
                                  const struct pin_writer_ops *writer,
                                  const struct pin_settings *settings,
                                  struct pin_error *err)
{
    const struct pin_head *head = &writer->head;
    struct pin_arena arena;
    struct pin_buffer page;
    pin_arena_init(&arena, 0);
    pin_buffer_init(&page, 0, NULL);
    const void *options = NULL;
    enum pin_status status = pin_options_fill(&options, head, settings, &arena, err);
    if (status == PIN_OK) {
        status = writer->write(&page, summary, options, err);
    }
    if (status == PIN_OK) {
        status = pin_sink_write(sink, page.bytes, page.length, err);
    }
    pin_buffer_free(&page);
    pin_arena_free(&arena);
    return status;
}

static void warn_tallies(const char *of, const struct pin_tallies *tallies)
{
    for (const struct pin_tally *tally = tallies->first; tally; tally = tally->next) {
        if (tally->examples_n > 0) {
            pin_cli_warn("%s: %s: %llu (first: %s)", of, tally->what,
                         (unsigned long long)tally->count, tally->examples[0]);
        } else {
            pin_cli_warn("%s: %s: %llu", of, tally->what,
                         (unsigned long long)tally->count);
        }
    }
}

void pin_output_warnings(const struct pin_summary *summary,
                         const struct pin_writer_ops *writer)
{
    for (uint32_t i = 0; i < summary->dropped_n; i++) {
        pin_cli_warn("%s is left out: %s", summary->dropped[i].name,
                     summary->dropped[i].reason);
    }
    if (writer->head.caps & PIN_CAP_SHOWS_NOTES) {
        return;
    }
    warn_tallies(summary->dataset.name, &summary->dataset.tallies);
    for (uint32_t i = 0; i < summary->systems_n; i++) {
        warn_tallies(summary->systems[i].name, &summary->systems[i].tallies);
    }
}

/* Hands what is on the page to the sink and empties it. */
static enum pin_status flush(struct pin_page *page, struct pin_sink *sink,
                             struct pin_error *err)
{
    PIN_TRY(page->status);
    PIN_TRY(pin_sink_write(sink, page->out->bytes, page->out->length, err));
    page->out->length = 0;
    return PIN_OK;
}

static enum pin_status store_scores(struct pin_output_scores *out, const void *bytes,
                                    size_t length, struct pin_error *err)
{
    pin_digest_update(&out->digest, bytes, length);
    return pin_sink_write(out->sink, bytes, length, err);
}

static enum pin_status pack_scores(struct pin_output_scores *out, const void *bytes,
                                   size_t length, bool ends, struct pin_error *err)
{
    struct pin_buffer packed;
    pin_buffer_init(&packed, 0, NULL);
    enum pin_status status =
        pin_packer_put(out->packer, &packed, bytes, length, ends, err);
    if (status == PIN_OK && packed.length > 0) {
        status = store_scores(out, packed.bytes, packed.length, err);
    }
    pin_buffer_free(&packed);
    return status;
}

static enum pin_status flush_scores(struct pin_output_scores *out, struct pin_page *page,
                                    struct pin_error *err)
{
    PIN_TRY(page->status);
    const struct pin_buffer *text = page->out;
    PIN_TRY(out->packer ? pack_scores(out, text->bytes, text->length, false, err)
                        : store_scores(out, text->bytes, text->length, err));
    page->out->length = 0;
    return PIN_OK;
}

static bool is_packed(const char *path)
{
    const size_t length = strlen(path);
    return length > 4 && strcmp(path + length - 4, ".zst") == 0;
}

static void put_header(struct pin_page *page, const struct pin_scores *scores)
{
    pin_page_text(page, "system\tquery\tcluster");
    for (uint32_t c = 0; c < scores->columns_n; c++) {
        pin_page_text(page, "\t");
        pin_page_text(page, scores->columns[c].label);
    }
    pin_page_text(page, "\n");
}

static void put_query(struct pin_page *page, const struct pin_output_scores *out,
                      const struct pin_scores *scores, const char *name, uint32_t query)
{
    pin_field_tsv(page, scores->run_name);
    pin_page_text(page, "\t");
    pin_field_tsv(page, name);
    pin_page_text(page, "\t");
    pin_page_count(page, (uint64_t)out->clustering.cluster_of[query] + 1);
    for (uint32_t c = 0; c < scores->columns_n; c++) {
        pin_page_text(page, "\t");
        pin_page_number(page, scores->columns[c].values[query]);
    }
    pin_page_text(page, "\n");
}

enum pin_status pin_output_scores_open(struct pin_output_scores *out, const char *path,
                                       const struct pin_dataset *dataset,
                                       const char *cluster, struct pin_arena *arena,
                                       struct pin_error *err)
{
    *out = (struct pin_output_scores){.arena = arena};
    pin_digest_init(&out->digest);
    PIN_TRY(pin_cluster(&out->clustering, dataset, cluster, arena, err));
    if (is_packed(path)) {
        PIN_TRY(pin_packer_new(&out->packer, arena, err));
    }
    return pin_sink_open(&out->sink, path, arena, err);
}

static enum pin_status begin_scores(struct pin_output_scores *out, struct pin_page *page,
                                    const struct pin_scores *scores,
                                    struct pin_error *err)
{
    const char **labels = PIN_NEW_N(out->arena, const char *, scores->columns_n + 1U);
    for (uint32_t c = 0; labels && c < scores->columns_n; c++) {
        const char *label = scores->columns[c].label;
        labels[c] = pin_arena_copy_text(out->arena, label, strlen(label));
        labels = labels[c] ? labels : NULL;
    }
    if (!labels) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the names of the columns");
    }
    out->labels = labels;
    out->labels_n = scores->columns_n;
    put_header(page, scores);
    return page->status;
}

enum pin_status pin_output_scores_add(struct pin_output_scores *out,
                                      const struct pin_dataset *dataset,
                                      const struct pin_scores *scores,
                                      struct pin_error *err)
{
    struct pin_buffer buffer;
    pin_buffer_init(&buffer, 0, NULL);
    struct pin_page page = {.out = &buffer, .err = err};
    enum pin_status status = out->labels ? PIN_OK : begin_scores(out, &page, scores, err);
    for (uint32_t query = 0; query < scores->queries_n && status == PIN_OK; query++) {
        if (scores->counted[query]) {
            put_query(&page, out, scores, dataset->queries.names[query], query);
        }
        status =
            buffer.length < FLUSH_BYTES ? page.status : flush_scores(out, &page, err);
    }
    if (status == PIN_OK) {
        status = flush_scores(out, &page, err);
    }
    pin_buffer_free(&buffer);
    return status;
}

enum pin_status pin_output_scores_end(const struct pin_per_query **per_query_out,
                                      struct pin_output_scores *out, const char *path,
                                      struct pin_error *err)
{
    *per_query_out = NULL;
    if (!out->sink) {
        return PIN_OK;
    }
    if (out->packer) {
        PIN_TRY(pack_scores(out, NULL, 0, true, err));
    }
    PIN_TRY(pin_sink_commit(out->sink, err));
    if (strcmp(path, "-") == 0 || strncmp(path, "/dev/", 5) == 0 || !out->labels) {
        return PIN_OK;
    }
    struct pin_per_query *file = PIN_NEW(out->arena, struct pin_per_query);
    char *sha256 = pin_arena_alloc(out->arena, PIN_DIGEST_HEX, 1);
    if (!file || !sha256) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the result");
    }
    pin_digest_finish(&out->digest, sha256);
    const char *slash = strrchr(path, '/');
    *file = (struct pin_per_query){.name = slash ? slash + 1 : path,
                                   .sha256 = sha256,
                                   .cluster = out->clustering.name,
                                   .columns = out->labels,
                                   .columns_n = out->labels_n};
    *per_query_out = file;
    return PIN_OK;
}

static enum pin_status check_blanks(const char *name, struct pin_error *err)
{
    if (name[0] == '\0' || name[strcspn(name, " \t\r\n\v\f")] != '\0') {
        return pin_fail(err, PIN_E_RANGE, "a TREC run cannot hold the id \"%.80s\"",
                        name);
    }
    return PIN_OK;
}

static enum pin_status put_hit(struct pin_page *page, const char *item, uint32_t rank,
                               double score, struct pin_error *err)
{
    PIN_TRY(check_blanks(item, err));
    char number[PIN_NUMBER_MAX];
    pin_page_text(page, " Q0 ");
    pin_page_text(page, item);
    pin_page_text(page, " ");
    pin_page_count(page, rank);
    pin_page_text(page, " ");
    pin_page_bytes(page, number, pin_number_print(number, score));
    return page->status;
}

/* A blank in the system's name would move the columns, so it becomes an underscore. */
static void put_tag(struct pin_page *page, const char *name)
{
    pin_page_text(page, " ");
    for (; *name; name++) {
        const bool blank = strchr(" \t\r\n\v\f", *name) != NULL;
        pin_page_bytes(page, blank ? "_" : name, 1);
    }
    pin_page_text(page, "\n");
}

static enum pin_status put_list(struct pin_page *page, const struct pin_dataset *dataset,
                                const struct pin_run *run, uint32_t query,
                                struct pin_error *err)
{
    const char *name = dataset->queries.names[query];
    PIN_TRY(check_blanks(name, err));
    uint32_t rank = 0;
    for (uint32_t i = 0; i < run->hits_n[query]; i++) {
        const struct pin_hit *hit = &run->hits[run->start[query] + i];
        if (hit->item.ix == PIN_ITEM_NULL.ix) {
            continue;
        }
        const double score =
            run->scored ? (double)hit->score : (double)(run->hits_n[query] - i);
        pin_page_text(page, name);
        PIN_TRY(put_hit(page, pin_run_item_name(run, &dataset->corpus, hit->item), ++rank,
                        score, err));
        put_tag(page, run->name);
    }
    return page->status;
}

enum pin_status pin_output_trec(const char *path, const struct pin_dataset *dataset,
                                const struct pin_run *run, struct pin_error *err)
{
    struct pin_arena arena;
    struct pin_buffer buffer;
    struct pin_sink *sink = NULL;
    pin_arena_init(&arena, 0);
    pin_buffer_init(&buffer, 0, NULL);
    struct pin_page page = {.out = &buffer, .err = err};
    enum pin_status status = pin_sink_open(&sink, path, &arena, err);
    for (uint32_t query = 0; query < run->queries_n && status == PIN_OK; query++) {
        status =
            run->answered[query] ? put_list(&page, dataset, run, query, err) : PIN_OK;
        if (status == PIN_OK && buffer.length >= FLUSH_BYTES) {
            status = flush(&page, sink, err);
        }
    }
    if (status == PIN_OK) {
        status = flush(&page, sink, err);
    }
    if (status == PIN_OK) {
        status = pin_sink_commit(sink, err);
    }
    pin_buffer_free(&buffer);
    pin_arena_free(&arena);
    return status;
}
