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

static void put_header(struct pin_page *page, const struct pin_scores *scores)
{
    pin_page_text(page, "system\tquery");
    for (uint32_t c = 0; c < scores->columns_n; c++) {
        pin_page_text(page, "\t");
        pin_page_text(page, scores->columns[c].label);
    }
    pin_page_text(page, "\n");
}

static void put_query(struct pin_page *page, const struct pin_dataset *dataset,
                      const struct pin_scores *scores, uint32_t query)
{
    pin_field_tsv(page, scores->run_name);
    pin_page_text(page, "\t");
    pin_field_tsv(page, dataset->queries.names[query]);
    for (uint32_t c = 0; c < scores->columns_n; c++) {
        pin_page_text(page, "\t");
        pin_page_number(page, scores->columns[c].values[query]);
    }
    pin_page_text(page, "\n");
}

enum pin_status pin_output_scores_add(struct pin_output_scores *out,
                                      const struct pin_dataset *dataset,
                                      const struct pin_scores *scores,
                                      struct pin_error *err)
{
    struct pin_buffer buffer;
    pin_buffer_init(&buffer, 0, NULL);
    struct pin_page page = {.out = &buffer, .err = err};
    if (!out->begun) {
        out->begun = true;
        put_header(&page, scores);
    }
    enum pin_status status = page.status;
    for (uint32_t query = 0; query < scores->queries_n && status == PIN_OK; query++) {
        if (scores->counted[query]) {
            put_query(&page, dataset, scores, query);
        }
        status = buffer.length < FLUSH_BYTES ? page.status : flush(&page, out->sink, err);
    }
    if (status == PIN_OK) {
        status = flush(&page, out->sink, err);
    }
    pin_buffer_free(&buffer);
    return status;
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
