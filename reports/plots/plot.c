#include "reports/plots/plot.h"

#include "harness/base/text.h"

#include <stdio.h>
#include <string.h>

enum {
    CAPTION_FIRST = 20, /* pixels from the top to the middle of a line */
    CAPTION_LINE = 16,
    CAPTION_SPACE = 12,
    AXIS_SPACE = 70, /* below the picture */
    HEIGHT_MAX = 20000,
};

/* Of Okabe and Ito's palette, which most people can tell apart whatever they see of
 * colour; without yellow, too faint on white. Seven colours and eleven markers are 77
 * pairs before one comes back. */
static const char *const hues[] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                   "#E69F00", "#56B4E9", "#000000"};
static const unsigned markers[] = {7, 5, 9, 11, 13, 15, 6, 4, 8, 10, 12};

enum {
    HUES_N = sizeof(hues) / sizeof(hues[0]),
    MARKERS_N = sizeof(markers) / sizeof(markers[0]),
};

enum pin_status pin_plot_find(const struct pin_plot_ops **out, const char *name,
                              struct pin_error *err)
{
    enum { KNOWN_MAX = 64 };
    const char *names[KNOWN_MAX];
    uint32_t names_n = 0;
    for (const struct pin_plot_ops *const *at = pin_plots; *at; at++) {
        if (strcmp(name, (*at)->name) == 0) {
            *out = *at;
            return PIN_OK;
        }
        if (names_n < KNOWN_MAX) {
            names[names_n++] = (*at)->name;
        }
    }
    const char *nearest = pin_text_nearest(name, names, names_n);
    return pin_fail(err, PIN_E_CONFIG, "no type of plot \"%.60s\"%s%s%s", name,
                    nearest ? " (did you mean \"" : "", nearest ? nearest : "",
                    nearest ? "\"?)" : "; `pinbench list plots` names them");
}

struct pin_cell *pin_plot_caption(struct pin_plot *plot)
{
    if (plot->caption_n < PIN_PLOT_CAPTION_MAX) {
        plot->caption_n++;
    }
    return &plot->caption[plot->caption_n - 1];
}

void pin_plot_sample(struct pin_plot *plot, const struct pin_summary *summary,
                     const struct pin_figure *figure)
{
    struct pin_cell *line = pin_plot_caption(plot);
    const struct pin_dataset_facts *dataset = &summary->dataset;
    pin_cell_name(line, dataset->name, PIN_PLOT_NAME_WIDTH);
    pin_cell_text(line, ": n = ");
    pin_cell_count(line, figure && figure->groups_n > 0 ? figure->groups_n
                         : figure                       ? figure->queries_n
                                                        : dataset->queries_n);
    pin_cell_text(line, figure && figure->groups_n > 0 ? " groups" : " queries");
    if (!(figure && figure->groups_n > 0) && dataset->groups_n > 0) {
        pin_cell_text(line, " in ");
        pin_cell_count(line, dataset->groups_n);
        pin_cell_text(line, " groups");
    }
    pin_cell_text(line, "; profile ");
    pin_cell_name(line, summary->provenance.profile, PIN_PLOT_NAME_WIDTH);
}

void pin_plot_basis(struct pin_plot *plot, const struct pin_summary *summary,
                    const struct pin_figure *figure)
{
    const struct pin_interval_note *interval = &summary->interval;
    pin_plot_sample(plot, summary, figure);
    if (interval->resamples_n == 0) {
        return;
    }
    struct pin_cell *line = pin_plot_caption(plot);
    char level[32];
    (void)snprintf(level, sizeof(level), "bars: %g %% ", 100.0 * interval->level);
    pin_cell_text(line, level);
    pin_cell_text(line, "intervals, ");
    pin_cell_name(line, interval->method, PIN_PLOT_NAME_WIDTH);
    pin_cell_text(line, ", ");
    pin_cell_count(line, interval->resamples_n);
    pin_cell_text(line, " resamples of ");
    pin_cell_count(line, interval->clusters_n);
    pin_cell_text(line, " clusters (");
    pin_cell_name(line, interval->cluster, PIN_PLOT_NAME_WIDTH);
    pin_cell_text(line, ")");
}

void pin_plot_rows(struct pin_plot *plot, uint32_t rows_n, uint32_t row_height)
{
    const uint64_t height = CAPTION_FIRST + PIN_PLOT_CAPTION_MAX * CAPTION_LINE +
                            AXIS_SPACE + (uint64_t)rows_n * row_height;
    plot->height = height < HEIGHT_MAX ? (uint32_t)height : HEIGHT_MAX;
    pin_page_text(&plot->setup, "set yrange [");
    pin_page_number(&plot->setup, (double)rows_n - 0.4);
    pin_page_text(&plot->setup, ":-0.6]\n"
                                "set ytics scale 0\n"
                                "set grid xtics lt 1 lc rgb '#DDDDDD' lw 1\n");
}

static void put_size(struct pin_page *page, const struct pin_plot *plot)
{
    char text[80];
    if (plot->terminal == PIN_PLOT_SVG || plot->terminal == PIN_PLOT_PNG) {
        (void)snprintf(text, sizeof(text), "size %u,%u", plot->width, plot->height);
    } else { /* inches; whole hundredths, so that no locale shows */
        const uint32_t width = plot->width * 100 / 96;
        const uint32_t height = plot->height * 100 / 96;
        (void)snprintf(text, sizeof(text), "size %u.%02uin,%u.%02uin", width / 100,
                       width % 100, height / 100, height % 100);
    }
    pin_page_text(page, text);
}

static void put_terminal(struct pin_page *page, const struct pin_plot *plot,
                         const char *tex_name)
{
    static const char *const terminals[] = {
        [PIN_PLOT_SVG] = "svg noenhanced font 'sans-serif,12' background rgb 'white' ",
        [PIN_PLOT_PNG] = "pngcairo noenhanced font 'sans,9' background rgb 'white' ",
        [PIN_PLOT_PDF] = "pdfcairo noenhanced font 'sans,8' background rgb 'white' ",
        [PIN_PLOT_TEX] = "cairolatex pdf font ',8' ",
    };
    pin_page_text(page, "set terminal ");
    pin_page_text(page, terminals[plot->terminal]);
    put_size(page, plot);
    pin_page_text(page, "\n");
    if (plot->terminal == PIN_PLOT_TEX) {
        pin_page_text(page, "set output '");
        pin_page_text(page, tex_name);
        pin_page_text(page, ".tex'\n");
    }
    pin_page_text(page, "set encoding utf8\n"
                        "set decimalsign '.'\n"
                        "set datafile separator \"\\t\"\n"
                        "set datafile missing 'nan'\n"
                        "set key noautotitle noenhanced\n"
                        "set border 1 lc rgb '#555555'\n"
                        "set tics nomirror out\n"
                        "set bars 0.4\n");
}

static void put_hues(struct pin_page *page, uint32_t hues_n)
{
    for (uint32_t i = 0; i < hues_n; i++) {
        char text[96];
        (void)snprintf(text, sizeof(text),
                       "set linetype %u lc rgb '%s' lw 1.5 pt %u ps 0.8\n", i + 1,
                       hues[i % HUES_N], markers[i % MARKERS_N]);
        pin_page_text(page, text);
    }
}

static void put_caption(struct pin_page *page, struct pin_plot *plot)
{
    uint32_t down = CAPTION_FIRST;
    for (uint32_t i = 0; i < plot->caption_n; i++) {
        pin_page_text(page, "set label ");
        pin_plot_quote(plot, page, plot->caption[i].text);
        pin_page_text(page, " at screen 0.012, screen ");
        pin_page_fixed(page, 1.0 - (double)down / plot->height);
        pin_page_text(page, i == 0 ? "\n" : " tc rgb '#444444'\n");
        down += CAPTION_LINE;
    }
    pin_page_text(page, "set tmargin at screen ");
    pin_page_fixed(page, 1.0 - (double)(down + CAPTION_SPACE) / plot->height);
    pin_page_text(page, "\n");
}

static void put_script(struct pin_page *page, struct pin_plot *plot,
                       const struct pin_plot_ops *ops, const char *tex_name)
{
    static const char *const suffixes[] = {".svg", ".png", ".pdf", ".tex"};
    pin_page_text(page, "# ");
    pin_page_text(page, ops->name);
    pin_page_text(page, ": ");
    pin_page_text(page, ops->summary);
    pin_page_text(page, "\n# gnuplot ");
    pin_page_text(page, ops->name);
    pin_page_text(page, plot->terminal == PIN_PLOT_TEX ? ".gp" : ".gp > ");
    pin_page_text(page, plot->terminal == PIN_PLOT_TEX ? "" : ops->name);
    pin_page_text(page, plot->terminal == PIN_PLOT_TEX ? "" : suffixes[plot->terminal]);
    pin_page_text(page, "\n");
    put_terminal(page, plot, tex_name);
    put_hues(page, plot->hues_n);
    put_caption(page, plot);
    pin_page_bytes(page, plot->setup.out->bytes, plot->setup.out->length);
    pin_page_text(page, "$data << EOD\n");
    pin_page_bytes(page, plot->data.out->bytes, plot->data.out->length);
    pin_page_text(page, "EOD\n");
    pin_page_bytes(page, plot->draw.out->bytes, plot->draw.out->length);
}

static enum pin_status write_with(struct pin_plot *plot, struct pin_page *script,
                                  const struct pin_plot_ops *ops,
                                  const struct pin_plot_request *request,
                                  struct pin_error *err)
{
    PIN_TRY(ops->write(plot, request, err));
    PIN_TRY(plot->data.status);
    PIN_TRY(plot->setup.status);
    PIN_TRY(plot->draw.status);
    put_script(script, plot, ops, request->tex_name);
    return script->status;
}

enum pin_status pin_plot_write(struct pin_buffer *data, struct pin_buffer *script,
                               const struct pin_plot_ops *ops,
                               const struct pin_plot_request *request,
                               struct pin_error *err)
{
    struct pin_buffer setup;
    struct pin_buffer draw;
    pin_buffer_init(&setup, 0, data->account);
    pin_buffer_init(&draw, 0, data->account);
    struct pin_plot plot = {
        .data = {.out = data, .err = err},
        .setup = {.out = &setup, .err = err},
        .draw = {.out = &draw, .err = err},
        .width = 800,
        .height = 500,
        .terminal = request->terminal,
    };
    struct pin_page page = {.out = script, .err = err};
    const enum pin_status status = write_with(&plot, &page, ops, request, err);
    pin_buffer_free(&setup);
    pin_buffer_free(&draw);
    return status;
}
