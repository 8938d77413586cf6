#include "harness/cli/bundle_readme.h"

#include "reports/cell.h"

#include <ctype.h>
#include <string.h>

static void put_name(struct pin_page *page, const char *before, const char *name,
                     const char *after)
{
    struct pin_cell cell = {.length = 0};
    pin_cell_name(&cell, name, PIN_CELL_NAME_MAX);
    pin_page_text(page, before);
    pin_page_bytes(page, cell.text, cell.length);
    pin_page_text(page, after);
}

static void put_files(struct pin_page *page, const struct pin_bundle_file *files,
                      uint32_t files_n)
{
    for (uint32_t i = 0; i < files_n; i++) {
        put_name(page, "  ", files[i].name, "");
        for (size_t column = strlen(files[i].name); column < 16; column++) {
            pin_page_text(page, " ");
        }
        put_name(page, "  ", files[i].what, "\n");
    }
}

static void put_input(struct pin_page *page, const struct pin_file *file)
{
    put_name(page, "  ", file->role, "");
    put_name(page, "  ", file->name, "  ");
    pin_page_count(page, file->bytes);
    put_name(page, " bytes  sha256 ", file->sha256, "\n");
}

static void put_policies(struct pin_page *page, const struct pin_summary *summary)
{
    const struct pin_provenance *from = &summary->provenance;
    const struct pin_interval_note *note = &summary->interval;
    put_name(page, "  profile ", from->profile, "; missing queries: ");
    put_name(page, "", from->missing, "; ties: ");
    put_name(page, "", from->ties, "; seed: ");
    pin_page_count(page, from->seed);
    if (from->where) {
        put_name(page, "\n  only queries for which this holds: ", from->where, "");
    }
    if (note->resamples_n > 0) {
        put_name(page, "\n  intervals: ", note->method, ", ");
        pin_page_count(page, note->resamples_n);
        pin_page_text(page, " resamples of ");
        pin_page_count(page, note->clusters_n);
        put_name(page, " clusters (", note->cluster, ")");
    }
    pin_page_text(page, "\n");
}

/* For a shell: between single quotes, a quote itself between double ones. */
static void put_quoted(struct pin_page *page, const char *before, const char *text)
{
    pin_page_text(page, before);
    pin_page_text(page, "'");
    for (; *text; text++) {
        pin_page_bytes(page, text, 1);
        if (*text == '\'') {
            pin_page_text(page, "\"'\"'");
        }
    }
    pin_page_text(page, "'");
}

/* A file's role is the name of its option, where the loader has one of that name. */
static bool is_option(const struct pin_loader_ops *loader, const char *role)
{
    bool any = false;
    for (uint32_t i = 0; i < loader->head.options_n; i++) {
        any = any || strcmp(loader->head.options[i].name, role) == 0;
    }
    return any;
}

static bool is_printable(const char *text)
{
    bool printable = true;
    for (; *text; text++) {
        printable = printable && (unsigned char)*text >= 0x20 && *text != 0x7f;
    }
    return printable;
}

static const struct pin_file *labels_of(const struct pin_summary *summary)
{
    const struct pin_file *file = summary->dataset.files;
    while (file && strcmp(file->role, "labels") != 0) {
        file = file->next;
    }
    return file;
}

/* Whether the result holds all that the command needs: labels from files, stored runs, no
 * analyses (their options are not kept), and names that a line of text can hold. */
static bool has_command(const struct pin_summary *summary)
{
    bool known = labels_of(summary) && summary->systems_n > 0 && !summary->sheets &&
                 summary->slices_n == 0 && !summary->partial;
    bool grouped = summary->dataset.groups_n == 0; /* as a file says, or not known how */
    for (const struct pin_file *file = summary->dataset.files; file; file = file->next) {
        known = known && is_printable(file->name) && !strpbrk(file->name, ",=\\'");
        grouped = grouped || strcmp(file->role, "groups") == 0;
    }
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        const struct pin_file *file = summary->systems[s].file;
        known = known && file && is_printable(file->name) && !strchr(file->name, '\'');
    }
    for (uint32_t c = 0; c < summary->columns_n; c++) {
        known = known && is_printable(summary->columns[c].label);
    }
    return known && grouped &&
           (!summary->provenance.where || is_printable(summary->provenance.where));
}

static void put_dataset_spec(struct pin_page *page, const struct pin_summary *summary,
                             const struct pin_loader_ops *loader)
{
    const struct pin_file *labels = labels_of(summary);
    put_name(page, "  pinbench eval --dataset '", summary->dataset.loader, ":");
    pin_page_text(page, labels ? labels->name : "");
    for (const struct pin_file *file = summary->dataset.files; file; file = file->next) {
        if (is_option(loader, file->role)) {
            pin_page_text(page, ",");
            pin_page_text(page, file->role);
            pin_page_text(page, "=");
            pin_page_text(page, file->name);
        }
    }
    pin_page_text(page, "'");
}

static void put_statistics(struct pin_page *page, const struct pin_summary *summary)
{
    const struct pin_interval_note *note = &summary->interval;
    char method[16] = "";
    for (size_t i = 0; i + 1 < sizeof(method) && isalpha((unsigned char)note->method[i]);
         i++) {
        method[i] = (char)tolower((unsigned char)note->method[i]);
    }
    pin_page_text(page, " \\\n    --seed ");
    pin_page_count(page, summary->provenance.seed);
    pin_page_text(page, " --resamples ");
    pin_page_count(page, note->resamples_n);
    if (note->resamples_n > 0) {
        put_quoted(page, " --interval ", method);
        put_quoted(page, " --cluster ", note->cluster);
    }
}

static void put_command(struct pin_page *page, const struct pin_summary *summary,
                        const struct pin_loader_ops *loader)
{
    const struct pin_provenance *from = &summary->provenance;
    pin_page_text(page,
                  "\nWith those files in one folder, this makes the same figures:\n\n");
    put_dataset_spec(page, summary, loader);
    if (strcmp(from->profile, "pinpoint") == 0) {
        pin_page_text(page, " \\\n    --profile pinpoint");
    } else {
        put_quoted(page, " \\\n    --missing ", from->missing);
        put_quoted(page, " --ties ", from->ties);
        for (uint32_t c = 0; c < summary->columns_n; c++) {
            put_quoted(page, " \\\n    -m ", summary->columns[c].label);
        }
    }
    if (from->where) {
        put_quoted(page, " \\\n    --where ", from->where);
    }
    put_statistics(page, summary);
    pin_page_text(page, " \\\n    -f json -o again.json --");
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        const struct pin_file *file = summary->systems[s].file;
        put_quoted(page, " \\\n    ", file ? file->name : "");
    }
    pin_page_text(page, "\n");
}

void pin_bundle_readme(struct pin_page *page, const struct pin_summary *summary,
                       const struct pin_bundle_file *files, uint32_t files_n,
                       const struct pin_registry *registry)
{
    const struct pin_loader_ops *loader = NULL;
    put_name(page, "A result of pinbench ", summary->provenance.tool_version, " on ");
    put_name(page, "", summary->dataset.name, ", and what belongs to it.\n");
    if (summary->partial) {
        pin_page_text(page, "It is partial: the work was interrupted.\n");
    }
    pin_page_text(page, "\n");
    put_files(page, files, files_n);
    pin_page_text(page, "\nCheck the files with: sha256sum -c SHA256SUMS\n"
                        "Render another report: pinbench report -f FORMAT result.json\n\n"
                        "What was read, which is not in this folder:\n\n");
    for (const struct pin_file *file = summary->dataset.files; file; file = file->next) {
        put_input(page, file);
    }
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        if (summary->systems[s].file) {
            put_input(page, summary->systems[s].file);
        }
    }
    if (!summary->dataset.files && summary->systems_n > 0 && !summary->systems[0].file) {
        pin_page_text(page, "  nothing\n");
    }
    pin_page_text(page, "\nHow it was made:\n\n");
    put_policies(page, summary);
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        put_name(page, "  system ", summary->systems[s].name, ": ");
        pin_page_text(page, summary->systems[s].pipeline ? summary->systems[s].pipeline
                                                         : "not known");
        pin_page_text(page, "\n");
    }
    if (has_command(summary) &&
        pin_registry_loader(registry, summary->dataset.loader, &loader, NULL) == PIN_OK) {
        put_command(page, summary, loader);
    }
}
