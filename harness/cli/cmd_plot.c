/* cmd_plot.c - first the data and the script, then the picture: where gnuplot is not
 * there, what could be made is made. */
#include "harness/base/sink.h"
#include "harness/cli/command.h"
#include "harness/cli/plot_render.h"
#include "harness/model/result_read.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct pin_cli_option options[] = {
    {'t', "type", "TYPE", "what to draw; --list names the types"},
    {'o', "output", "FILE",
     "the picture: .svg .png .pdf .tex, or .gp for the script and no picture; FILE.dat "
     "and FILE.gp are written beside it (TYPE.svg); - for SVG on stdout and nothing "
     "else"},
    {'m', "metric", "FIGURE", "the figure to draw (the first one)"},
    {'s', "slice", "ATTRIBUTE", "the attribute to draw (the first one)"},
    {0, "baseline", "SYSTEM", "with -t queries: of this pair (the first one)"},
    {0, "candidate", "SYSTEM", "likewise"},
    {0, "margin", "X", "with -t forest: lines at X and -X"},
    {'l', "list", NULL, "the types, what they show and what they need"},
    {'h', "help", NULL, "this text"},
};

struct plot {
    struct pin_cli *cli;
    const struct pin_args *args;
    const struct pin_plot_ops *ops;
    struct pin_plot_request request;
    const char *image;         /* NULL: only data and script */
    const char *lines;         /* of LaTeX */
    const char *data, *script; /* NULL: the picture goes to stdout */
    const char *const *paths;
};

static int print_types(void)
{
    for (uint32_t i = 0; pin_plots[i]; i++) {
        (void)printf("%-10s %s\n%-10s needs %s\n", pin_plots[i]->name,
                     pin_plots[i]->summary, "", pin_plots[i]->needs);
    }
    return pin_cli_flush();
}

/* stem and suffix in the arena. */
static enum pin_status joined(const char **out, struct pin_text stem, const char *suffix,
                              struct pin_cli *cli)
{
    const size_t length = strlen(suffix);
    char *text = pin_arena_alloc(&cli->arena, stem.length + length + 1, 1);
    if (!text) {
        return pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the name of a file");
    }
    memcpy(text, stem.bytes, stem.length);
    memcpy(text + stem.length, suffix, length + 1);
    *out = text;
    return PIN_OK;
}

/* The name stands in a script and in LaTeX. */
static enum pin_status name_tex(struct plot *plot, struct pin_text stem)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_-";
    struct pin_cli *cli = plot->cli;
    PIN_TRY(joined(&plot->request.tex_name, stem, "", cli));
    PIN_TRY(joined(&plot->lines, stem, ".pdf", cli));
    const char *slash = strrchr(plot->request.tex_name, '/');
    if (slash) {
        plot->request.tex_name = slash + 1;
    }
    const char *name = plot->request.tex_name;
    return name[0] != '\0' && name[0] != '-' && name[strspn(name, plain)] == '\0'
               ? PIN_OK
               : pin_fail(&cli->err, PIN_E_CONFIG,
                          "-o: the name of a .tex file has letters, digits, _ and - "
                          "only, found \"%.60s\"",
                          name);
}

static enum pin_status name_files(struct plot *plot, const char *output)
{
    static const char *const suffixes[] = {".svg", ".png", ".pdf", ".tex", ".gp"};
    enum { SCRIPT_ONLY = PIN_PLOT_TEX + 1, SUFFIXES_N };
    struct pin_cli *cli = plot->cli;
    const struct pin_text whole = pin_text_of(output);
    const char *dot = strrchr(output, '.');
    if (strcmp(output, "-") == 0) {
        plot->image = output;
        return PIN_OK;
    }
    uint32_t which = 0;
    while (which < SUFFIXES_N && !(dot && strcmp(dot, suffixes[which]) == 0)) {
        which++;
    }
    if (which == SUFFIXES_N) {
        return pin_fail(&cli->err, PIN_E_CONFIG,
                        "-o: expected a name in .svg, .png, .pdf, .tex or .gp, found "
                        "\"%.60s\"",
                        output);
    }
    const struct pin_text stem = {whole.bytes, (size_t)(dot - output)};
    PIN_TRY(joined(&plot->data, stem, ".dat", cli));
    PIN_TRY(joined(&plot->script, stem, ".gp", cli));
    if (which == SCRIPT_ONLY) {
        return PIN_OK;
    }
    plot->image = output;
    plot->request.terminal = (enum pin_plot_terminal)which;
    return which == PIN_PLOT_TEX ? name_tex(plot, stem) : PIN_OK;
}

static enum pin_status choose(struct plot *plot)
{
    struct pin_cli *cli = plot->cli;
    const struct pin_args *args = plot->args;
    struct pin_plot_request *request = &plot->request;
    const char *type = pin_args_last(args, "type");
    const char *margin = pin_args_last(args, "margin");
    const char *output = pin_args_last(args, "output");
    if (!type) {
        return pin_fail(&cli->err, PIN_E_CONFIG, "no --type; --list names them");
    }
    PIN_TRY(pin_plot_find(&plot->ops, type, &cli->err));
    request->figure = pin_args_last(args, "metric");
    request->attribute = pin_args_last(args, "slice");
    request->baseline = pin_args_last(args, "baseline");
    request->candidate = pin_args_last(args, "candidate");
    request->margin = (double)NAN;
    if (margin && (pin_text_f64(&request->margin, pin_text_of(margin), NULL) != PIN_OK ||
                   request->margin <= 0.0)) {
        return pin_fail(&cli->err, PIN_E_CONFIG,
                        "--margin: expected a number above 0, found \"%.40s\"", margin);
    }
    PIN_TRY(pin_args_all(&plot->paths, &request->results_n, args, NULL, &cli->arena,
                         &cli->err));
    if (request->results_n == 0) {
        return pin_fail(&cli->err, PIN_E_CONFIG, "no result file");
    }
    if (request->results_n > 1 && !plot->ops->several) {
        return pin_fail(&cli->err, PIN_E_CONFIG, "-t %s draws one result file",
                        plot->ops->name);
    }
    const char *standard = NULL;
    PIN_TRY(joined(&standard, pin_text_of(plot->ops->name), ".svg", cli));
    return name_files(plot, output ? output : standard);
}

static enum pin_status read_results(struct plot *plot)
{
    struct pin_cli *cli = plot->cli;
    const uint32_t n = plot->request.results_n;
    struct pin_summary *results = PIN_NEW_N(&cli->arena, struct pin_summary, n);
    const char **names = PIN_NEW_N(&cli->arena, const char *, n);
    if (!results || !names) {
        return pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the results");
    }
    for (uint32_t i = 0; i < n; i++) {
        PIN_TRY(pin_result_read(&results[i], plot->paths[i], &cli->arena, &cli->err));
        const char *slash = strrchr(plot->paths[i], '/');
        names[i] = slash && slash[1] != '\0' ? slash + 1 : plot->paths[i];
    }
    plot->request.results = results;
    plot->request.names = names;
    return PIN_OK;
}

static enum pin_status write_picture(struct plot *plot, struct pin_text script)
{
    struct pin_cli *cli = plot->cli;
    struct pin_plot_picture picture;
    PIN_TRY(pin_plot_render(&picture, script, &plot->request, &cli->arena, &cli->err));
    if (picture.remarks.length > 0) {
        pin_cli_warn("gnuplot: %.*s", (int)strcspn(picture.remarks.bytes, "\n"),
                     picture.remarks.bytes);
    }
    if (plot->lines) {
        PIN_TRY(pin_sink_write_file(plot->lines, picture.lines.bytes,
                                    picture.lines.length, &cli->err));
    }
    return pin_sink_write_file(plot->image, picture.image.bytes, picture.image.length,
                               &cli->err);
}

static int failed_picture(const struct plot *plot)
{
    struct pin_cli *cli = plot->cli;
    const bool written = cli->err.status != PIN_E_IO && plot->script;
    if (cli->err.status == PIN_E_UNAVAILABLE) {
        pin_cli_warn("gnuplot is not installed (Debian's package is gnuplot-nox)");
    }
    (void)pin_cli_failed(cli);
    if (written) {
        pin_cli_warn("there is no picture; %s and %s are written", plot->data,
                     plot->script);
    }
    return PIN_EXIT_SYSTEM;
}

static int write_all(struct plot *plot, struct pin_buffer *data,
                     struct pin_buffer *script)
{
    struct pin_cli *cli = plot->cli;
    if (pin_plot_write(data, script, plot->ops, &plot->request, &cli->err) != PIN_OK) {
        return pin_cli_failed(cli);
    }
    if (plot->script && (pin_sink_write_file(plot->data, data->bytes, data->length,
                                             &cli->err) != PIN_OK ||
                         pin_sink_write_file(plot->script, script->bytes, script->length,
                                             &cli->err) != PIN_OK)) {
        return pin_cli_write_failed(cli);
    }
    const struct pin_text text = {script->bytes, script->length};
    return !plot->image || write_picture(plot, text) == PIN_OK ? PIN_EXIT_OK
                                                               : failed_picture(plot);
}

static int run_plot(struct pin_cli *cli, const struct pin_args *args)
{
    struct plot plot = {.cli = cli, .args = args};
    struct pin_buffer data;
    struct pin_buffer script;
    if (pin_args_last(args, "list")) {
        return print_types();
    }
    if (choose(&plot) != PIN_OK) {
        return pin_cli_misused(cli, "%s", cli->err.text);
    }
    if (read_results(&plot) != PIN_OK) {
        return pin_cli_failed(cli);
    }
    pin_buffer_init(&data, 0, NULL);
    pin_buffer_init(&script, 0, NULL);
    const int status = write_all(&plot, &data, &script);
    pin_buffer_free(&data);
    pin_buffer_free(&script);
    return status;
}

const struct pin_command pin_command_plot = {
    .name = "plot",
    .summary = "draw a saved result",
    .usage = "-t TYPE [options] RESULT.json ...",
    .examples = "  pinbench plot -t bars -o bars.svg result.json\n"
                "  pinbench plot -t slices -m ap@10 -s query_category -o slices.pdf "
                "result.json\n"
                "  pinbench plot --list\n",
    .about = "Three files: the data, a script for gnuplot that holds the data too, and "
             "the picture\n"
             "that gnuplot makes of it. Without gnuplot the first two are written, and "
             "the exit\n"
             "status is 1 unless -o names a .gp. A .tex comes with a .pdf that it "
             "includes.\n"
             "docs/PLOTS.md says what each type shows.\n",
    PIN_CLI_OPTIONS(options),
    .run = run_plot,
};
