#include "harness/cli/command.h"

#include <stdio.h>
#include <string.h>

enum { LEFT_COLUMN = 26 };

static void print_option(const struct pin_cli_option *option)
{
    char left[80];
    (void)snprintf(left, sizeof(left), "  %c%c%s --%s%s%s", option->letter ? '-' : ' ',
                   option->letter ? option->letter : ' ', option->letter ? "," : " ",
                   option->name, option->value ? " " : "",
                   option->value ? option->value : "");
    const char *gap = strlen(left) > LEFT_COLUMN ? "\n" : "";
    (void)printf("%-*s%s%*s %s\n", LEFT_COLUMN, left, gap, *gap ? LEFT_COLUMN : 0, "",
                 option->help);
}

int pin_cli_help(const struct pin_cli *cli)
{
    const struct pin_command *command = cli->command;
    (void)printf("pinbench %s: %s\n\nexamples:\n%s\nusage: pinbench %s %s\n\n",
                 command->name, command->summary, command->examples, command->name,
                 command->usage);
    for (uint32_t i = 0; i < command->options_n; i++) {
        print_option(&command->options[i]);
    }
    if (command->about) {
        (void)printf("\n%s", command->about);
    }
    return pin_cli_flush();
}
