/* text_table.c - the report for a person at a terminal.
 *
 * First what was measured on, then the figures, then what a reader must know to believe
 * them: queries without a list or a value, notes on the data and the runs, and the files
 * that were read. No line is wider than the option `width`. */
#include "harness/base/text.h"
#include "reports/grid.h"
#include "reports/legend.h"
#include "reports/paragraph.h"
#include "reports/sheet_grid.h"
#include "reports/slice_tables.h"
#include "reports/summary_facts.h"
#include "reports/table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum {
    KEY_WIDTH = 9,
    LABELS_SHOWN = 4,
    EXAMPLES_SHOWN = 3,
    DIGEST_SHOWN = 12,
    WIDTH_MAX = 1000,
};

struct table_options {
    uint32_t width;
};

struct sheet {
    struct pin_page page;
    const struct pin_summary *summary;
    uint32_t width;
    bool gap; /* an empty line is due before the next one */
};

static struct pin_paragraph start_line(struct sheet *sheet, uint32_t indent)
{
    pin_page_text(&sheet->page, sheet->gap ? "\n" : "");
    sheet->gap = false;
    return (struct pin_paragraph){
        .page = &sheet->page, .width = sheet->width, .indent = indent};
}

static struct pin_paragraph start_keyed_line(struct sheet *sheet,
                                             const struct pin_cell *key)
{
    struct pin_paragraph paragraph = start_line(sheet, KEY_WIDTH);
    pin_page_bytes(&sheet->page, key->text, key->length);
    pin_page_pad(&sheet->page, KEY_WIDTH - key->width);
    paragraph.column = KEY_WIDTH;
    return paragraph;
}

static struct pin_paragraph start_fact(struct sheet *sheet, const char *key)
{
    struct pin_cell cell = {.length = 0};
    pin_cell_text(&cell, key);
    return start_keyed_line(sheet, &cell);
}

/* Word by word: a condition may be longer than a name is shown. */
static void put_where(struct sheet *sheet)
{
    const struct pin_provenance *from = &sheet->summary->provenance;
    if (!from->where) {
        return;
    }
    struct pin_paragraph paragraph = start_fact(sheet, "where");
    struct pin_text rest = pin_text_of(from->where);
    while (rest.bytes) {
        char piece[PIN_CELL_BYTES];
        struct pin_cell word = {.length = 0};
        const struct pin_text text = pin_text_cut(&rest, ' ');
        (void)snprintf(piece, sizeof(piece), "%.*s",
                       (int)(text.length < sizeof(piece) ? text.length : sizeof(piece)),
                       text.bytes);
        pin_cell_name(&word, piece, PIN_CELL_NAME_MAX);
        if (text.length > 0) {
            pin_paragraph_word(&paragraph, &word);
        }
    }
    pin_paragraph_text(&paragraph, "(left:");
    pin_paragraph_count(&paragraph, from->where_queries_n, "query)", "queries)");
    pin_paragraph_end(&paragraph);
}

static void put_head(struct sheet *sheet)
{
    const struct pin_dataset_facts *dataset = &sheet->summary->dataset;
    const struct pin_provenance *from = &sheet->summary->provenance;
    struct pin_paragraph paragraph = start_fact(sheet, "dataset");
    pin_paragraph_name(&paragraph, "", dataset->name, "");
    pin_paragraph_name(&paragraph, "(loader ", dataset->loader, ")");
    pin_paragraph_end(&paragraph);

    paragraph = start_fact(sheet, "queries");
    struct pin_cell word = {.length = 0};
    pin_cell_count(&word, dataset->queries_n);
    pin_paragraph_word(&paragraph, &word);
    if (dataset->groups_n > 0) {
        pin_paragraph_text(&paragraph, "in");
        pin_paragraph_count(&paragraph, dataset->groups_n, "group", "groups");
        pin_paragraph_name(&paragraph, "(",
                           dataset->groups_source ? dataset->groups_source : "?", ")");
    }
    pin_paragraph_end(&paragraph);

    if (dataset->items_n > 0) {
        paragraph = start_fact(sheet, "items");
        word = (struct pin_cell){.length = 0};
        pin_cell_count(&word, dataset->items_n);
        pin_paragraph_word(&paragraph, &word);
        pin_paragraph_end(&paragraph);
    }

    put_where(sheet);
    paragraph = start_fact(sheet, "profile");
    pin_paragraph_name(&paragraph, "", from->profile, ";");
    pin_paragraph_name(&paragraph, "missing queries: ", from->missing, ";");
    pin_paragraph_name(&paragraph, "ties: ", from->ties, ";");
    word = (struct pin_cell){.length = 0};
    pin_cell_text(&word, "seed: ");
    pin_cell_count(&word, from->seed);
    pin_paragraph_word(&paragraph, &word);
    pin_paragraph_end(&paragraph);

    paragraph = start_fact(sheet, "tool");
    pin_paragraph_text(&paragraph, "pinbench");
    pin_paragraph_name(&paragraph, "", from->tool_version, "");
    pin_paragraph_end(&paragraph);
    char partial[PIN_PARTIAL_MAX];
    pin_summary_partial(partial, sheet->summary);
    if (partial[0] != '\0') {
        paragraph = start_line(sheet, 2);
        pin_paragraph_text(&paragraph, partial);
        pin_paragraph_end(&paragraph);
    }
    pin_page_text(&sheet->page, "\n");
}

static void put_missing(struct sheet *sheet, const struct pin_system *system)
{
    const struct pin_provenance *from = &sheet->summary->provenance;
    const char *policy = from->missing;
    const bool one = system->missing_n == 1;
    struct pin_paragraph paragraph = start_line(sheet, 2);
    struct pin_cell word = {.length = 0};
    pin_paragraph_name(&paragraph, "", system->name, ":");
    pin_cell_count(&word, system->missing_n);
    pin_paragraph_word(&paragraph, &word);
    pin_paragraph_text(&paragraph, "of");
    pin_paragraph_count(&paragraph,
                        from->where ? from->where_queries_n
                                    : sheet->summary->dataset.queries_n,
                        "query", "queries");
    if (strcmp(policy, "zero") == 0) {
        pin_paragraph_text(&paragraph, one ? "has no list; it counts as 0"
                                           : "have no list; they count as 0");
    } else if (strcmp(policy, "skip") == 0) {
        pin_paragraph_text(&paragraph, one ? "has no list; it is left out"
                                           : "have no list; they are left out");
    } else {
        pin_paragraph_text(&paragraph, one ? "has no list; missing queries:"
                                           : "have no list; missing queries:");
        pin_paragraph_name(&paragraph, "", policy, "");
    }
    pin_paragraph_end(&paragraph);
}

/* The columns from `first` on with as many undefined queries as it has, in one line. */
static void put_undefined_line(struct sheet *sheet, const struct pin_system *system,
                               const char *name, uint32_t first)
{
    const struct pin_summary *summary = sheet->summary;
    const uint32_t undefined_n = system->figures[first].undefined_n;
    struct pin_paragraph paragraph = start_line(sheet, 2);
    uint32_t labels_n = 0;
    pin_paragraph_name(&paragraph, "", name, ":");
    pin_paragraph_text(&paragraph, "no value on");
    pin_paragraph_count(&paragraph, undefined_n, "query for", "queries for");
    for (uint32_t c = first; c < summary->columns_n; c++) {
        if (system->figures[c].undefined_n != undefined_n) {
            continue;
        }
        if (labels_n < LABELS_SHOWN) {
            struct pin_cell word = {.length = 0};
            pin_cell_label(&word, summary->columns[c].label, PIN_PARAGRAPH_NAME_MAX);
            pin_paragraph_word(&paragraph, &word);
        }
        labels_n++;
    }
    if (labels_n > LABELS_SHOWN) {
        pin_paragraph_text(&paragraph, "and");
        pin_paragraph_count(&paragraph, labels_n - LABELS_SHOWN, "more figure",
                            "more figures");
    }
    pin_paragraph_end(&paragraph);
}

static void put_undefined(struct sheet *sheet, const struct pin_system *system,
                          const char *name)
{
    for (uint32_t c = 0; c < sheet->summary->columns_n; c++) {
        bool seen = system->figures[c].undefined_n == 0;
        for (uint32_t before = 0; before < c && !seen; before++) {
            seen = system->figures[before].undefined_n == system->figures[c].undefined_n;
        }
        if (!seen) {
            put_undefined_line(sheet, system, name, c);
        }
    }
}

/* Most often a figure is undefined because of the labels, and so for every system. */
static bool undefined_alike(const struct pin_summary *summary)
{
    for (uint32_t s = 1; s < summary->systems_n; s++) {
        for (uint32_t c = 0; c < summary->columns_n; c++) {
            if (summary->systems[s].figures[c].undefined_n !=
                summary->systems[0].figures[c].undefined_n) {
                return false;
            }
        }
    }
    return summary->systems_n > 1;
}

static void put_doubts(struct sheet *sheet)
{
    const struct pin_summary *summary = sheet->summary;
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        if (summary->systems[s].missing_n > 0) {
            put_missing(sheet, &summary->systems[s]);
        }
    }
    if (undefined_alike(summary)) {
        put_undefined(sheet, &summary->systems[0], "all systems");
        return;
    }
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        put_undefined(sheet, &summary->systems[s], summary->systems[s].name);
    }
}

static void put_notes(struct sheet *sheet, const char *owner,
                      const struct pin_tallies *tallies)
{
    for (const struct pin_tally *tally = tallies->first; tally; tally = tally->next) {
        char what[200];
        struct pin_paragraph paragraph = start_line(sheet, 4);
        struct pin_cell word = {.length = 0};
        pin_paragraph_text(&paragraph, "!");
        if (owner) {
            pin_paragraph_name(&paragraph, "", owner, ":");
        }
        (void)snprintf(what, sizeof(what), "%s:", tally->what);
        pin_paragraph_text(&paragraph, what);
        pin_cell_count(&word, tally->count);
        pin_paragraph_word(&paragraph, &word);
        for (uint32_t i = 0; i < tally->examples_n && i < EXAMPLES_SHOWN; i++) {
            const bool last = i + 1 == tally->examples_n || i + 1 == EXAMPLES_SHOWN;
            const char *end = tally->count > i + 1 ? ", …)" : ")";
            pin_paragraph_name(&paragraph, i == 0 ? "(" : "", tally->examples[i],
                               last ? end : ",");
        }
        pin_paragraph_end(&paragraph);
    }
}

static void put_all_notes(struct sheet *sheet)
{
    const struct pin_summary *summary = sheet->summary;
    bool any = summary->dataset.tallies.first != NULL;
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        any = any || summary->systems[s].tallies.first;
    }
    if (!any) {
        return;
    }
    pin_page_text(&sheet->page, "\nnotes\n");
    put_notes(sheet, NULL, &summary->dataset.tallies);
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        put_notes(sheet, summary->systems[s].name, &summary->systems[s].tallies);
    }
}

static void put_file(struct sheet *sheet, const struct pin_file *file)
{
    struct pin_cell role = {.length = 0};
    struct pin_cell digest = {.length = 0};
    pin_cell_name(&role, file->role, KEY_WIDTH - 1);
    pin_cell_text(&digest, "sha256 ");
    char head[DIGEST_SHOWN + 1] = {0};
    memcpy(head, file->sha256, DIGEST_SHOWN);
    pin_cell_text(&digest, head);
    struct pin_paragraph paragraph = start_keyed_line(sheet, &role);
    pin_paragraph_name(&paragraph, "", file->name, ",");
    pin_paragraph_word(&paragraph, &digest);
    pin_paragraph_end(&paragraph);
}

static void put_files(struct sheet *sheet)
{
    const struct pin_summary *summary = sheet->summary;
    bool any = summary->dataset.files != NULL;
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        any = any || summary->systems[s].file;
    }
    if (!any) {
        return;
    }
    pin_page_text(&sheet->page, "\n");
    for (const struct pin_file *file = summary->dataset.files; file; file = file->next) {
        put_file(sheet, file);
    }
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        if (summary->systems[s].file) {
            put_file(sheet, summary->systems[s].file);
        }
    }
}

static enum pin_status table_write(struct pin_buffer *out,
                                   const struct pin_summary *summary, const void *options,
                                   struct pin_error *err)
{
    const struct table_options *chosen = options;
    struct sheet sheet = {
        .page = {.out = out, .err = err}, .summary = summary, .width = chosen->width};
    put_head(&sheet);
    if (summary->systems_n == 0) {
        pin_page_text(&sheet.page, "no system was scored\n");
    } else {
        pin_grid_systems(&sheet.page, summary, sheet.width);
        sheet.gap = !pin_legend(&sheet.page, summary, sheet.width);
        put_doubts(&sheet);
        sheet.gap = false;
        pin_slice_tables(&sheet.page, summary, sheet.width);
        for (const struct pin_sheet *at = summary->sheets; at; at = at->next) {
            pin_page_text(&sheet.page, "\n");
            pin_sheet_grid(&sheet.page, at, sheet.width);
        }
    }
    put_all_notes(&sheet);
    put_files(&sheet);
    return sheet.page.status;
}

static const struct pin_option table_options[] = {
    {
        .name = "width",
        .type = PIN_OPT_U32,
        .offset = offsetof(struct table_options, width),
        .standard = "100",
        .min = PIN_GRID_WIDTH_MIN,
        .max = WIDTH_MAX,
        .help = "columns of the terminal; wider tables are split",
    },
};

const struct pin_writer_ops pin_writer_table = {
    .head =
        {
            PIN_HEAD(PIN_WRITER, struct pin_writer_ops),
            .caps = PIN_CAP_SHOWS_NOTES,
            .name = "table",
            .summary = "tables for a terminal, with what to know about them",
            PIN_OPTIONS(table_options, struct table_options),
        },
    .write = table_write,
};
