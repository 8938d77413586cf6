#include "harness/base/json.h"
#include "harness/base/sink.h"
#include "harness/cli/command.h"
#include "reports/plots/plot.h"

#include <stdio.h>
#include <string.h>

static const struct pin_cli_option options[] = {
    {0, "json", NULL, "as JSON, with every option"},
    {0, "markdown", NULL,
     "as Markdown, with definitions (docs/METRICS.md is made from it)"},
    {'h', "help", NULL, "this text"},
};

/* Plots are no plug-ins: a kind of their own, behind those. */
enum { PLOTS = PIN_KINDS_N, LISTS_N };

static const char *const kinds[LISTS_N] = {[PLOTS] = "plots",
                                           [PIN_ENGINE] = "engines",
                                           [PIN_METRIC] = "metrics",
                                           [PIN_LOADER] = "datasets",
                                           [PIN_WRITER] = "reports"};

static const char *const types[] = {
    [PIN_OPT_BOOL] = "true or false", [PIN_OPT_U32] = "whole number",
    [PIN_OPT_U64] = "whole number",   [PIN_OPT_F64] = "number",
    [PIN_OPT_TEXT] = "text",          [PIN_OPT_PATH] = "path",
    [PIN_OPT_CHOICE] = "choice",      [PIN_OPT_PATHS] = "paths"};

static void print_options(const struct pin_head *head)
{
    for (uint32_t i = 0; i < head->options_n; i++) {
        const struct pin_option *option = &head->options[i];
        (void)printf("      %-16s %s", option->name, option->help ? option->help : "");
        if (option->type == PIN_OPT_CHOICE) {
            for (uint32_t c = 0; option->choices[c]; c++) {
                (void)printf("%s%s", c == 0 ? " (" : ", ", option->choices[c]);
            }
            (void)printf(")");
        }
        if (option->standard) {
            (void)printf(" [%s]", option->standard);
        } else if (option->required) {
            (void)printf(" [required]");
        }
        (void)printf("\n");
    }
}

static void print_plain(const struct pin_registry *registry, enum pin_kind kind)
{
    (void)printf("%s\n", kinds[kind]);
    const struct pin_head *head = NULL;
    for (uint32_t i = 0; (head = pin_registry_at(registry, kind, i)); i++) {
        (void)printf("  %-15s %s%s%s%s\n", head->name, head->summary,
                     head->unavailable ? " (not here: " : "",
                     head->unavailable ? head->unavailable : "",
                     head->unavailable ? ")" : "");
        print_options(head);
    }
}

static void print_plots(bool markdown)
{
    (void)printf("%s", markdown ? "" : "plots\n");
    for (uint32_t i = 0; pin_plots[i]; i++) {
        const struct pin_plot_ops *plot = pin_plots[i];
        if (markdown) {
            (void)printf("## `%s`\n\nShows %s.\n\nNeeds %s.\n\n", plot->name,
                         plot->summary, plot->needs);
        } else {
            (void)printf("  %-15s %s\n      needs %s\n", plot->name, plot->summary,
                         plot->needs);
        }
    }
}

static const struct pin_metric_ops *metric_at(const struct pin_registry *registry,
                                              const struct pin_head *head)
{
    const struct pin_metric_ops *ops = NULL;
    return pin_registry_metric(registry, head->name, &ops, NULL) == PIN_OK ? ops : NULL;
}

static void print_markdown(const struct pin_registry *registry, enum pin_kind kind)
{
    const struct pin_head *head = NULL;
    for (uint32_t i = 0; (head = pin_registry_at(registry, kind, i)); i++) {
        const struct pin_metric_ops *ops =
            kind == PIN_METRIC ? metric_at(registry, head) : NULL;
        const bool cutoff = ops && (head->caps & (PIN_CAP_CUTOFF | PIN_CAP_NEEDS_CUTOFF));
        const bool needs = ops && (head->caps & PIN_CAP_NEEDS_CUTOFF);
        const char *suffix = needs ? "@k" : cutoff ? "[@k]" : "";
        const char first = head->summary[0]; /* a sentence begins with a capital */
        (void)printf("## `%s%s`\n\n%c%s.\n\n", head->name, suffix,
                     first >= 'a' && first <= 'z' ? first - 'a' + 'A' : first,
                     head->summary + (first != '\0'));
        if (ops) {
            (void)printf("%s\n\n", ops->definition);
            (void)printf("Better: %s. Source: %s\n\n",
                         head->caps & PIN_CAP_LOWER_IS_BETTER ? "lower" : "higher",
                         ops->source);
        }
        for (uint32_t o = 0; o < head->options_n; o++) {
            const struct pin_option *option = &head->options[o];
            (void)printf("- `%s` (%s%s%s): %s\n", option->name, types[option->type],
                         option->standard   ? ", default "
                         : option->required ? ", required"
                                            : "",
                         option->standard ? option->standard : "",
                         option->help ? option->help : "");
        }
        if (head->options_n > 0) {
            (void)printf("\n");
        }
    }
}

static enum pin_status put_member(struct pin_buffer *out, const char *name,
                                  const char *text, struct pin_error *err)
{
    PIN_TRY(pin_buffer_putf(out, err, ", \"%s\": ", name));
    return text ? pin_json_escape(out, pin_text_of(text), err)
                : pin_buffer_text(out, "null", err);
}

static enum pin_status put_option(struct pin_buffer *out, const struct pin_option *option,
                                  struct pin_error *err)
{
    PIN_TRY(pin_buffer_text(out, "{\"name\": ", err));
    PIN_TRY(pin_json_escape(out, pin_text_of(option->name), err));
    PIN_TRY(put_member(out, "type", types[option->type], err));
    PIN_TRY(pin_buffer_putf(out, err, ", \"required\": %s",
                            option->required ? "true" : "false"));
    PIN_TRY(put_member(out, "default", option->standard, err));
    PIN_TRY(put_member(out, "help", option->help, err));
    PIN_TRY(pin_buffer_text(out, ", \"choices\": [", err));
    for (uint32_t i = 0; option->choices && option->choices[i]; i++) {
        PIN_TRY(pin_buffer_text(out, i == 0 ? "" : ", ", err));
        PIN_TRY(pin_json_escape(out, pin_text_of(option->choices[i]), err));
    }
    return pin_buffer_text(out, "]}", err);
}

static enum pin_status put_plugin(struct pin_buffer *out,
                                  const struct pin_registry *registry,
                                  const struct pin_head *head, struct pin_error *err)
{
    PIN_TRY(pin_buffer_text(out, "    {\"name\": ", err));
    PIN_TRY(pin_json_escape(out, pin_text_of(head->name), err));
    PIN_TRY(put_member(out, "summary", head->summary, err));
    PIN_TRY(put_member(out, "unavailable", head->unavailable, err));
    if (head->kind == PIN_METRIC) {
        const struct pin_metric_ops *ops = metric_at(registry, head);
        PIN_TRY(put_member(out, "definition", ops ? ops->definition : NULL, err));
        PIN_TRY(put_member(out, "source", ops ? ops->source : NULL, err));
    }
    PIN_TRY(pin_buffer_text(out, ", \"options\": [", err));
    for (uint32_t i = 0; i < head->options_n; i++) {
        PIN_TRY(pin_buffer_text(out, i == 0 ? "" : ", ", err));
        PIN_TRY(put_option(out, &head->options[i], err));
    }
    return pin_buffer_text(out, "]}", err);
}

static enum pin_status put_plot(struct pin_buffer *out, const struct pin_plot_ops *plot,
                                struct pin_error *err)
{
    PIN_TRY(pin_buffer_text(out, "    {\"name\": ", err));
    PIN_TRY(pin_json_escape(out, pin_text_of(plot->name), err));
    PIN_TRY(put_member(out, "summary", plot->summary, err));
    PIN_TRY(put_member(out, "needs", plot->needs, err));
    return pin_buffer_text(out, "}", err);
}

static enum pin_status put_json(struct pin_buffer *out,
                                const struct pin_registry *registry, uint32_t first,
                                uint32_t end, struct pin_error *err)
{
    PIN_TRY(pin_buffer_text(out, "{", err));
    for (uint32_t kind = first; kind < end; kind++) {
        PIN_TRY(pin_buffer_putf(out, err, "%s\n  \"%s\": [", kind == first ? "" : ",",
                                kinds[kind]));
        const struct pin_head *head = NULL;
        for (uint32_t i = 0; kind == PLOTS && pin_plots[i]; i++) {
            PIN_TRY(pin_buffer_text(out, i == 0 ? "\n" : ",\n", err));
            PIN_TRY(put_plot(out, pin_plots[i], err));
        }
        for (uint32_t i = 0;
             kind != PLOTS && (head = pin_registry_at(registry, (enum pin_kind)kind, i));
             i++) {
            PIN_TRY(pin_buffer_text(out, i == 0 ? "\n" : ",\n", err));
            PIN_TRY(put_plugin(out, registry, head, err));
        }
        PIN_TRY(pin_buffer_text(out, "\n  ]", err));
    }
    return pin_buffer_text(out, "\n}\n", err);
}

static int print_json(struct pin_cli *cli, uint32_t first, uint32_t end)
{
    struct pin_buffer out;
    pin_buffer_init(&out, 0, NULL);
    int exit = PIN_EXIT_OK;
    if (put_json(&out, cli->registry, first, end, &cli->err) != PIN_OK) {
        exit = pin_cli_failed(cli);
    } else if (pin_sink_write_file("-", out.bytes, out.length, &cli->err) != PIN_OK) {
        exit = pin_cli_write_failed(cli);
    }
    pin_buffer_free(&out);
    return exit;
}

static int run_list(struct pin_cli *cli, const struct pin_args *args)
{
    const char *const *operands = NULL;
    uint32_t operands_n = 0;
    if (pin_args_all(&operands, &operands_n, args, NULL, &cli->arena, &cli->err) !=
        PIN_OK) {
        return pin_cli_failed(cli);
    }
    uint32_t first = 0;
    uint32_t end = LISTS_N;
    if (operands_n > 1) {
        return pin_cli_misused(cli, "expected one kind, found %u", operands_n);
    }
    if (operands_n == 1) {
        while (first < LISTS_N && strcmp(kinds[first], operands[0]) != 0) {
            first++;
        }
        if (first == LISTS_N) {
            return pin_cli_misused(cli,
                                   "no kind \"%s\": expected engines, metrics, datasets, "
                                   "reports or plots",
                                   operands[0]);
        }
        end = first + 1;
    }
    if (pin_args_last(args, "json")) {
        return print_json(cli, first, end);
    }
    const bool markdown = pin_args_last(args, "markdown") != NULL;
    for (uint32_t kind = first; kind < end; kind++) {
        if (kind == PLOTS) {
            print_plots(markdown);
        } else if (markdown) {
            print_markdown(cli->registry, (enum pin_kind)kind);
        } else {
            print_plain(cli->registry, (enum pin_kind)kind);
        }
    }
    return pin_cli_flush();
}

const struct pin_command pin_command_list = {
    .name = "list",
    .summary =
        "the engines, metrics, datasets, reports and plots there are, with their options",
    .usage = "[engines|metrics|datasets|reports|plots] [--json|--markdown]",
    .examples = "  pinbench list\n"
                "  pinbench list metrics --markdown\n",
    .operands = "engines|metrics|datasets|reports",
    PIN_CLI_OPTIONS(options),
    .run = run_list,
};
