#include "harness/base/clock.h"
#include "harness/base/text.h"
#include "harness/cli/command.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

const struct pin_command *const pin_commands[] = {
    &pin_command_run,  &pin_command_eval,       &pin_command_compare,
    &pin_command_gate, &pin_command_baseline,   &pin_command_report,
    &pin_command_plot, &pin_command_check,      &pin_command_list,
    &pin_command_demo, &pin_command_completion, NULL,
};

static void print_overview(FILE *to)
{
    (void)fputs("pinbench measures visual retrieval and recommendation systems.\n\n"
                "  pinbench demo                       a first look, on built-in data\n"
                "  pinbench eval --dataset pinpoint:labels.jsonl run.json\n"
                "  pinbench run plan.json\n\n"
                "commands:\n",
                to);
    for (const struct pin_command *const *command = pin_commands; *command; command++) {
        (void)fprintf(to, "  %-10s %s\n", (*command)->name, (*command)->summary);
    }
    (void)fputs(
        "\n`pinbench COMMAND --help` tells more; `pinbench --version` says which build "
        "this is.\n",
        to);
}

static const struct pin_command *find_command(const char *name)
{
    const struct pin_command *const *command = pin_commands;
    while (*command && strcmp((*command)->name, name) != 0) {
        command++;
    }
    return *command;
}

static int unknown_command(const char *name)
{
    const char *names[sizeof(pin_commands) / sizeof(pin_commands[0])];
    uint32_t names_n = 0;
    for (; pin_commands[names_n]; names_n++) {
        names[names_n] = pin_commands[names_n]->name;
    }
    const char *nearest = pin_text_nearest(name, names, names_n);
    (void)fprintf(stderr, "pinbench: no command \"%s\"%s%s%s\n", name,
                  nearest ? " (did you mean \"" : "", nearest ? nearest : "",
                  nearest ? "\"?)" : "; `pinbench --help` lists them");
    return PIN_EXIT_USAGE;
}

static bool asks_for_help(const struct pin_args *args)
{
    return pin_args_last(args, "help") != NULL;
}

static int run_command(struct pin_cli *cli, char **argv)
{
    const struct pin_command *command = cli->command;
    struct pin_args args;
    if (pin_args_parse(&args, command->options, command->options_n, argv, &cli->arena,
                       &cli->err) != PIN_OK) {
        return pin_cli_misused(cli, "%s", cli->err.text);
    }
    if (asks_for_help(&args)) {
        return pin_cli_help(cli);
    }
    if (pin_cli_register(&cli->registry, &cli->arena, &cli->err) != PIN_OK) {
        return pin_cli_failed(cli);
    }
    return command->run(cli, &args);
}

/* topic is a command's name; NULL: the program. */
static int help(const char *topic)
{
    if (topic) {
        const struct pin_cli cli = {.command = find_command(topic)};
        return cli.command ? pin_cli_help(&cli) : unknown_command(topic);
    }
    print_overview(stdout);
    return pin_cli_flush();
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        print_overview(stderr);
        return PIN_EXIT_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
        strcmp(name, "help") == 0) {
        return help(argv[2]);
    }
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        return pin_cli_version(true);
    }
    struct pin_cli cli = {.command = find_command(name),
                          .start_ns = pin_clock_ns(),
                          .started = (int64_t)time(NULL)};
    if (!cli.command) {
        return unknown_command(name);
    }
    pin_arena_init(&cli.arena, 0);
    const int status = run_command(&cli, argv + 2);
    pin_arena_free(&cli.arena);
    return status;
}
