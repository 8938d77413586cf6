/* methods.c - the paragraph of a paper that says how its figures came to be, and the
 * BibTeX entries of what it cites.
 *
 * It says what the result file knows: the data and their fingerprints, the definitions of
 * the metrics, what was done about missing queries and ties, and the statistics with
 * their clusters, resamples and seed. The notes of the analyses are in its own words. */
#include "harness/base/number.h"
#include "reports/citations.h"
#include "reports/latex_text.h"
#include "reports/paragraph.h"
#include "reports/table.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum methods_form { FORM_TEXT, FORM_LATEX, FORM_BIBTEX };

enum { WIDTH = 78 };

struct methods_options {
    uint32_t form;
    bool notes;
};

struct methods {
    struct pin_page *page;
    enum methods_form form;
    struct pin_paragraph paragraph; /* of the text */
    bool begun;                     /* a word stands in this line of LaTeX */
    pin_citations cited;
};

/* A word as it is, behind a blank where it is not the first of its line. */
static void put_raw(struct methods *methods, const struct pin_cell *word, bool command)
{
    if (methods->form == FORM_TEXT) {
        pin_paragraph_word(&methods->paragraph, word);
    } else if (methods->form == FORM_LATEX) {
        pin_page_text(methods->page, methods->begun ? " " : "");
        methods->begun = true;
        if (command) {
            pin_page_bytes(methods->page, word->text, word->length);
        } else {
            pin_latex_cell(methods->page, word);
        }
    }
}

/* Words of any length, one after another; `after` stands directly behind the last. What
 * could steer a terminal is shown as "?". */
static void put_bytes(struct methods *methods, const char *text, size_t length,
                      const char *after)
{
    const char *end = text + length;
    while (text < end) {
        const size_t whole = strcspn(text, " ");
        const size_t left = (size_t)(end - text);
        const size_t n = whole < left ? whole : left;
        char bytes[PIN_CELL_NAME_MAX + 1] = {0};
        struct pin_cell word = {.length = 0};
        memcpy(bytes, text, n < PIN_CELL_NAME_MAX ? n : PIN_CELL_NAME_MAX);
        pin_cell_name(&word, bytes, PIN_CELL_NAME_MAX);
        text += n;
        text += strspn(text, " ");
        pin_cell_text(&word, text < end ? "" : after);
        if (n > 0) {
            put_raw(methods, &word, false);
        }
    }
}

static void put(struct methods *methods, const char *text, const char *after)
{
    put_bytes(methods, text, strlen(text), after);
}

static void put_count(struct methods *methods, uint64_t count, const char *one,
                      const char *many)
{
    struct pin_cell word = {.length = 0};
    pin_cell_count(&word, count);
    put_raw(methods, &word, false);
    put(methods, count == 1 ? one : many, "");
}

static void put_cite(struct methods *methods, const char *keys, const char *after)
{
    const bool latex = methods->form == FORM_LATEX;
    struct pin_cell word = {.length = 0};
    pin_cell_text(&word, latex ? "\\cite{" : "[");
    pin_cell_text(&word, keys);
    pin_cell_text(&word, latex ? "}" : "]");
    pin_cell_text(&word, after);
    put_raw(methods, &word, true);
}

static void end_sentence(struct methods *methods)
{
    pin_page_text(methods->page, methods->form == FORM_LATEX ? "\n" : "");
    methods->begun = false;
}

/* A sentence's last words, the works that they name, and a full stop. */
static void end_with(struct methods *methods, const char *text)
{
    const pin_citations set = pin_citations_named(text);
    struct pin_cell keys = {.length = 0};
    for (uint32_t i = 0; pin_citation_key(i); i++) {
        if (set >> i & 1U) {
            pin_cell_text(&keys, keys.length > 0 ? "," : "");
            pin_cell_text(&keys, pin_citation_key(i));
        }
    }
    methods->cited |= set;
    size_t length = strlen(text);
    length -= length > 0 && text[length - 1] == '.';
    put_bytes(methods, text, length, set == 0 ? "." : "");
    if (set != 0) {
        put_cite(methods, keys.text, ".");
    }
    end_sentence(methods);
}

static void put_dataset(struct methods *methods, const struct pin_summary *summary)
{
    const struct pin_dataset_facts *dataset = &summary->dataset;
    const bool one = summary->systems_n == 1;
    put_count(methods, summary->systems_n, "system", "systems");
    put(methods, one ? "was evaluated on" : "were evaluated on", "");
    put(methods, dataset->name, "");
    put_cite(methods, "dataset", ",");
    put(methods, "which has", "");
    put_count(methods, dataset->queries_n, "query", "queries");
    if (dataset->groups_n > 0) {
        put(methods, "in", "");
        put_count(methods, dataset->groups_n, "group", "groups");
    }
    put(methods, "and", "");
    put_count(methods, dataset->judgments_n, "judgment.", "judgments.");
    end_sentence(methods);
    if (dataset->items_n > 0) {
        put(methods, "The corpus has", "");
        put_count(methods, dataset->items_n, "item.", "items.");
        end_sentence(methods);
    }
    if (summary->partial) {
        put(methods, "The work was interrupted: of", "");
        put_count(methods, summary->asked_n, "system", "systems");
        end_with(methods, "that were asked for the others are missing");
    }
}

static void put_policies(struct methods *methods, const struct pin_provenance *from)
{
    if (from->where) {
        put(methods, "Only the queries for which this holds were counted:", "");
        put(methods, from->where, ".");
        end_sentence(methods);
    }
    if (strcmp(from->missing, "zero") == 0) {
        end_with(methods, "A query without a list counted as 0");
    } else if (strcmp(from->missing, "skip") == 0) {
        end_with(methods, "A query without a list was left out");
    }
    put(methods, "Hits with equal scores were ordered by the rule", "");
    put(methods, from->ties, "");
    put(methods, "of the profile", "");
    put(methods, from->profile, ".");
    end_sentence(methods);
}

static void put_metrics(struct methods *methods, const struct pin_summary *summary)
{
    for (uint32_t i = 0; i < summary->definitions_n; i++) {
        const struct pin_definition *definition = &summary->definitions[i];
        put(methods, definition->metric, ":");
        end_with(methods,
                 definition->definition ? definition->definition : "not defined");
        put(methods, "Its source:", "");
        end_with(methods, definition->source && *definition->source ? definition->source
                                                                    : "not known");
    }
}

static void put_intervals(struct methods *methods, const struct pin_summary *summary)
{
    const struct pin_interval_note *note = &summary->interval;
    if (note->resamples_n == 0) {
        return;
    }
    put(methods, "Intervals, at the level", "");
    struct pin_cell level = {.length = 0};
    char digits[PIN_NUMBER_MAX + 1] = {0};
    (void)pin_number_print(digits, note->level);
    pin_cell_text(&level, digits);
    pin_cell_text(&level, ",");
    put_raw(methods, &level, false);
    put(methods, "rest on", "");
    put_count(methods, note->resamples_n, "resample of", "resamples of");
    put_count(methods, note->clusters_n, "cluster (each a", "clusters (each a");
    put(methods, note->cluster, "),");
    put(methods, "drawn from the seed", "");
    put_count(methods, summary->provenance.seed, "by", "by");
    end_with(methods, note->method);
}

/* The notes that say how something was tested, corrected or resampled. */
static bool is_method(const char *note)
{
    static const char *const begins[] = {"p:", "corrected:", "intervals:", "letters:"};
    bool any = false;
    for (uint32_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
        any = any || strncmp(note, begins[i], strlen(begins[i])) == 0;
    }
    return any;
}

static void put_sheet(struct methods *methods, const struct pin_sheet *sheet, bool all)
{
    bool named = false;
    for (const struct pin_sheet_note *note = sheet->notes; note; note = note->next) {
        if (!all && !is_method(note->text)) {
            continue;
        }
        if (!named) {
            put(methods, "Of the table", "");
            put(methods, sheet->key, ",");
            named = true;
        }
        end_with(methods, note->text);
    }
}

/* For BibTeX braces must match, whatever a name holds. */
static void put_field(struct pin_page *page, const char *name, const char *text)
{
    struct pin_cell cell = {.length = 0};
    pin_cell_name(&cell, text, PIN_CELL_NAME_MAX);
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.text[i] == '{') {
            cell.text[i] = '(';
        } else if (cell.text[i] == '}') {
            cell.text[i] = ')';
        }
    }
    pin_page_text(page, name);
    pin_latex_cell(page, &cell);
}

static void put_entries(struct methods *methods, const struct pin_summary *summary)
{
    struct pin_page *page = methods->page;
    for (uint32_t i = 0; pin_citation_key(i); i++) {
        if (methods->cited >> i & 1U) {
            pin_citation_entry(page, i);
        }
    }
    put_field(page, "@misc{dataset,\n  key = {dataset},\n  title = {",
              summary->dataset.name);
    pin_page_text(page, "},\n  note = {");
    const struct pin_file *file = summary->dataset.files;
    for (; file; file = file->next) {
        put_field(page, "", file->role);
        put_field(page, " ", file->name);
        put_field(page, ", SHA-256 ", file->sha256);
        pin_page_text(page, file->next ? "; " : "");
    }
    put_field(page,
              "}\n}\n@misc{pinbench,\n  key = {pinbench},\n  title = {pinbench},\n  note "
              "= {Version ",
              summary->provenance.tool_version);
    pin_page_text(page, "}\n}\n");
}

static enum pin_status methods_write(struct pin_buffer *out,
                                     const struct pin_summary *summary,
                                     const void *options, struct pin_error *err)
{
    const struct methods_options *chosen = options;
    struct pin_page page = {.out = out, .err = err};
    struct methods methods = {.page = &page,
                              .form = (enum methods_form)chosen->form,
                              .paragraph = {.page = &page, .width = WIDTH}};
    if (methods.form == FORM_LATEX) {
        pin_page_text(&page, "% The entries: pinbench report -f methods -O "
                             "form=bibtex. Made by pinbench ");
        pin_latex_comment(&page, summary->provenance.tool_version);
        pin_page_text(&page, ".\n");
    }
    put_dataset(&methods, summary);
    put_policies(&methods, &summary->provenance);
    put_metrics(&methods, summary);
    put_intervals(&methods, summary);
    for (const struct pin_sheet *at = summary->sheets; at; at = at->next) {
        put_sheet(&methods, at, chosen->notes || methods.form == FORM_BIBTEX);
    }
    put(&methods, "All figures were computed by pinbench", "");
    put(&methods, summary->provenance.tool_version, "");
    put_cite(&methods, "pinbench", ".");
    end_sentence(&methods);
    if (methods.form == FORM_TEXT) {
        pin_paragraph_end(&methods.paragraph);
        pin_page_text(&page, "\n");
    }
    if (methods.form != FORM_LATEX) {
        put_entries(&methods, summary);
    }
    return page.status;
}

static const char *const forms[] = {"text", "latex", "bibtex", NULL};

static const struct pin_option methods_options[] = {
    {.name = "form",
     .type = PIN_OPT_CHOICE,
     .offset = offsetof(struct methods_options, form),
     .standard = "text",
     .choices = forms,
     .help = "plain text with its entries, a paragraph with \\cite, or the entries"},
    {.name = "notes",
     .type = PIN_OPT_BOOL,
     .offset = offsetof(struct methods_options, notes),
     .standard = "false",
     .help = "all notes of the tables of analyses, not those on tests and intervals"},
};

const struct pin_writer_ops pin_writer_methods = {
    .head =
        {
            PIN_HEAD(PIN_WRITER, struct pin_writer_ops),
            .name = "methods",
            .summary = "the methods paragraph of a paper, with BibTeX entries",
            PIN_OPTIONS(methods_options, struct methods_options),
        },
    .write = methods_write,
};
