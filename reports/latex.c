/* latex.c - the figures of all systems as a booktabs table to \input.
 *
 * Numbers are aligned by siunitx; the best of a column and all that share a letter with
 * it are bold, the next one is underlined, letters (of pinbench compare) are
 * superscripts, and a note below the table says on how many queries, and how. With
 * `standalone` it is a document of its own; with `macros` one macro a value comes before
 * the table, such as \pinAlphaMapAtTen, for running text. */
#include "reports/latex_text.h"
#include "reports/standing.h"
#include "reports/summary_facts.h"
#include "reports/table.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

struct latex_options {
    bool standalone;
    bool macros;
    bool intervals;
    const char *label;
    const char *caption;
};

struct latex {
    struct pin_page page;
    const struct pin_summary *summary;
    const struct latex_options *options;
};

static void put_head(struct latex *latex)
{
    pin_page_text(&latex->page, "\\documentclass{article}\n"
                                "\\usepackage[utf8]{inputenc}\n"
                                "\\usepackage{textcomp}\n"
                                "\\usepackage{booktabs}\n"
                                "\\usepackage{siunitx}\n"
                                "\\usepackage[margin=2cm]{geometry}\n"
                                "\\begin{document}\n");
}

static void put_columns(struct latex *latex)
{
    struct pin_page *page = &latex->page;
    pin_page_text(page, "\\begin{tabular}{l");
    for (uint32_t c = 0; c < latex->summary->columns_n; c++) {
        pin_page_text(page, " S[table-format=1.4]");
    }
    pin_page_text(page, "}\n\\toprule\nSystem");
    for (uint32_t c = 0; c < latex->summary->columns_n; c++) {
        struct pin_cell label = {.length = 0};
        pin_cell_label(&label, latex->summary->columns[c].label, PIN_CELL_NAME_MAX);
        pin_page_text(page, " & {");
        pin_latex_cell(page, &label);
        pin_page_text(page, latex->summary->columns[c].lower_is_better ? " $\\downarrow$}"
                                                                       : " $\\uparrow$}");
    }
    pin_page_text(page, " \\\\\n\\midrule\n");
}

static void put_value(struct latex *latex, uint32_t column, uint32_t system)
{
    struct pin_page *page = &latex->page;
    const double value = latex->summary->systems[system].figures[column].value;
    const char *letters = pin_standing_letters(latex->summary, column, system);
    const enum pin_standing standing = pin_standing_of(latex->summary, column, system);
    struct pin_cell cell = {.length = 0};
    pin_page_text(page, " & ");
    if (isnan(value)) {
        pin_page_text(page, "{--}");
        return;
    }
    pin_cell_figure(&cell, value);
    const bool plain = standing == PIN_STANDING_NONE && !letters;
    pin_page_text(page, plain ? "" : "{");
    pin_page_text(page, standing == PIN_STANDING_BEST     ? "\\textbf{"
                        : standing == PIN_STANDING_SECOND ? "\\underline{"
                                                          : "");
    pin_page_bytes(page, cell.text, cell.length);
    pin_page_text(page, standing == PIN_STANDING_NONE ? "" : "}");
    if (letters) {
        pin_page_text(page, "\\textsuperscript{");
        pin_latex_text(page, letters);
        pin_page_text(page, "}");
    }
    pin_page_text(page, plain ? "" : "}");
}

static void put_intervals(struct latex *latex, uint32_t system)
{
    struct pin_page *page = &latex->page;
    for (uint32_t c = 0; c < latex->summary->columns_n; c++) {
        const struct pin_figure *figure = &latex->summary->systems[system].figures[c];
        struct pin_cell cell = {.length = 0};
        pin_cell_interval(&cell, figure->low, figure->high);
        pin_page_text(page, " & ");
        if (cell.length > 0) {
            pin_page_text(page, "{\\scriptsize [");
            pin_page_bytes(page, cell.text, cell.length);
            pin_page_text(page, "]}");
        }
    }
    pin_page_text(page, " \\\\\n");
}

static void put_rows(struct latex *latex)
{
    for (uint32_t s = 0; s < latex->summary->systems_n; s++) {
        pin_latex_text(&latex->page, latex->summary->systems[s].name);
        for (uint32_t c = 0; c < latex->summary->columns_n; c++) {
            put_value(latex, c, s);
        }
        pin_page_text(&latex->page, " \\\\\n");
        if (latex->options->intervals && latex->summary->interval.resamples_n > 0) {
            put_intervals(latex, s);
        }
    }
    pin_page_text(&latex->page, "\\bottomrule\n\\end{tabular}\n");
}

static void put_count(struct pin_page *page, uint64_t count)
{
    pin_page_text(page, "\\num{");
    pin_page_count(page, count);
    pin_page_text(page, "}");
}

static void put_interval_note(struct latex *latex)
{
    const struct pin_interval_note *note = &latex->summary->interval;
    struct pin_page *page = &latex->page;
    if (note->resamples_n == 0) {
        return;
    }
    pin_page_text(page, " Intervals: ");
    pin_page_count(page, (uint64_t)(100.0 * note->level + 0.5));
    pin_page_text(page, "\\,\\%, ");
    pin_latex_text(page, note->method);
    pin_page_text(page, " with ");
    put_count(page, note->resamples_n);
    pin_page_text(page, " resamples of ");
    put_count(page, note->clusters_n);
    pin_page_text(page, " clusters (");
    pin_latex_text(page, note->cluster);
    pin_page_text(page, ").");
}

/* What the letters mean is said by the notes of the sheet that they come from. */
static void put_letters_note(struct latex *latex)
{
    const struct pin_sheet *sheet = pin_summary_sheet(latex->summary, "ranks");
    struct pin_page *page = &latex->page;
    if (latex->summary->systems_n > 1) {
        pin_page_text(page, sheet ? " Bold: the best, and what was not shown to differ "
                                    "from it; underlined: the next."
                                  : " Bold: the best value; underlined: the next; no "
                                    "test is behind either.");
    }
    for (const struct pin_sheet_note *note = sheet ? sheet->notes : NULL; note;
         note = note->next) {
        if (strncmp(note->text, "letters", 7) == 0) {
            pin_page_text(page, " ");
            pin_latex_text(page, note->text);
            pin_page_text(page, ".");
        }
    }
}

static void put_table(struct latex *latex)
{
    const struct pin_summary *summary = latex->summary;
    struct pin_page *page = &latex->page;
    pin_page_text(page, "\\begin{table}\n\\centering\n\\caption{");
    if (*latex->options->caption) {
        pin_latex_text(page, latex->options->caption);
    } else {
        pin_page_text(page, "Results on ");
        pin_latex_text(page, summary->dataset.name);
    }
    char partial[PIN_PARTIAL_MAX];
    pin_summary_partial(partial, summary);
    if (partial[0] != '\0') {
        pin_page_text(page, " (");
        pin_page_text(page, partial);
        pin_page_text(page, ")");
    }
    pin_page_text(page, "}\n\\label{");
    pin_latex_key(page, latex->options->label);
    pin_page_text(page, "}\n");
    put_columns(latex);
    put_rows(latex);
    pin_page_text(page, "\\par\\smallskip\n\\parbox{\\linewidth}{\\footnotesize ");
    put_count(page, summary->dataset.queries_n);
    pin_page_text(page, summary->dataset.queries_n == 1 ? " query" : " queries");
    if (summary->dataset.groups_n > 0) {
        pin_page_text(page, " in ");
        put_count(page, summary->dataset.groups_n);
        pin_page_text(page, summary->dataset.groups_n == 1 ? " group" : " groups");
    }
    pin_page_text(page, ".");
    put_interval_note(latex);
    put_letters_note(latex);
    pin_page_text(page, "}\n\\end{table}\n");
}

static void put_macros(struct latex *latex)
{
    struct pin_page *page = &latex->page;
    for (uint32_t s = 0; s < latex->summary->systems_n; s++) {
        for (uint32_t c = 0; c < latex->summary->columns_n; c++) {
            const double value = latex->summary->systems[s].figures[c].value;
            struct pin_cell cell = {.length = 0};
            pin_cell_figure(&cell, value);
            pin_page_text(page, "\\providecommand{\\pin");
            pin_latex_macro_name(page, latex->summary->systems[s].name);
            pin_latex_macro_name(page, latex->summary->columns[c].label);
            pin_page_text(page, "}{");
            pin_page_text(page, isnan(value) ? "--" : cell.text);
            pin_page_text(page, "}\n");
        }
    }
}

static enum pin_status latex_write(struct pin_buffer *out,
                                   const struct pin_summary *summary, const void *options,
                                   struct pin_error *err)
{
    struct latex latex = {
        .page = {.out = out, .err = err}, .summary = summary, .options = options};
    pin_page_text(&latex.page, "% Needs booktabs and siunitx. Made by pinbench ");
    pin_latex_comment(&latex.page, summary->provenance.tool_version);
    pin_page_text(&latex.page, ".\n");
    if (latex.options->standalone) {
        put_head(&latex);
    }
    if (latex.options->macros) {
        put_macros(&latex);
    }
    put_table(&latex);
    pin_page_text(&latex.page, latex.options->standalone ? "\\end{document}\n" : "");
    return latex.page.status;
}

static const struct pin_option latex_options[] = {
    {.name = "standalone",
     .type = PIN_OPT_BOOL,
     .offset = offsetof(struct latex_options, standalone),
     .standard = "false",
     .help = "a document of its own, not a table to input"},
    {.name = "macros",
     .type = PIN_OPT_BOOL,
     .offset = offsetof(struct latex_options, macros),
     .standard = "false",
     .help = "a macro for each value, for running text"},
    {.name = "intervals",
     .type = PIN_OPT_BOOL,
     .offset = offsetof(struct latex_options, intervals),
     .standard = "true",
     .help = "a line of intervals under each system"},
    {.name = "label",
     .type = PIN_OPT_TEXT,
     .offset = offsetof(struct latex_options, label),
     .standard = "tab:pinbench",
     .help = "of the table, for \\ref"},
    {.name = "caption",
     .type = PIN_OPT_TEXT,
     .offset = offsetof(struct latex_options, caption),
     .standard = "",
     .help = "of the table; the dataset's name without it"},
};

const struct pin_writer_ops pin_writer_latex = {
    .head =
        {
            PIN_HEAD(PIN_WRITER, struct pin_writer_ops),
            .name = "latex",
            .summary = "a booktabs table: best and tied bold, letters, a note below",
            PIN_OPTIONS(latex_options, struct latex_options),
        },
    .write = latex_write,
};
