/* cmd_completion.c - what a shell may complete, from the same tables that the parser and
 * the help read, and from the names that are registered.
 *
 * An option's placeholder says what its value is: FORMAT, FIGURE, SPEC, TYPE and
 * FORMAT=FILE are names of this build, a|b|c is a choice, FILE and DIR are files, and of
 * all others nothing is known. Names are [a-z0-9_-]+ (the registry sees to it) and need
 * no quotes; help texts are quoted. */
#include "harness/cli/command.h"
#include "reports/plots/plot.h"

#include <stdio.h>
#include <string.h>

static const struct pin_cli_option options[] = {
    {'h', "help", NULL, "this text"},
};

enum value_kind {
    VALUE_NONE, /* a switch */
    VALUE_FORMATS,
    VALUE_EXPORTS,
    VALUE_METRICS,
    VALUE_LOADERS,
    VALUE_PLOTS,
    VALUE_FILES,
    VALUE_CHOICES,
    VALUE_OTHER,
};

static enum value_kind kind_of(const char *value)
{
    static const struct {
        const char *value;
        enum value_kind kind;
    } known[] = {{"FORMAT", VALUE_FORMATS}, {"FORMAT=FILE", VALUE_EXPORTS},
                 {"FIGURE", VALUE_METRICS}, {"SPEC", VALUE_LOADERS},
                 {"FILE", VALUE_FILES},     {"DIR", VALUE_FILES},
                 {"TYPE", VALUE_PLOTS}};
    if (!value) {
        return VALUE_NONE;
    }
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (strcmp(known[i].value, value) == 0) {
            return known[i].kind;
        }
    }
    return strchr(value, '|') ? VALUE_CHOICES : VALUE_OTHER;
}

/* The text with each character of `which` behind `before`. */
static void print_escaped(const char *text, const char *which, const char *before)
{
    for (; *text; text++) {
        (void)printf("%s%c", strchr(which, *text) ? before : "", *text);
    }
}

/* Between single quotes of bash and zsh; a quote itself ends them and begins new ones. */
static void print_quoted(const char *text)
{
    for (; *text; text++) {
        (void)printf(*text == '\'' ? "'\\''" : "%c", *text);
    }
}

/* "a|b|c" as words. */
static void print_choices(const char *choices)
{
    for (; *choices; choices++) {
        (void)printf("%c", *choices == '|' ? ' ' : *choices);
    }
}

/* The names of a kind of plug-in, with what is typed behind them. */
static void print_names(const struct pin_registry *registry, enum pin_kind kind,
                        const char *behind)
{
    const struct pin_head *head = NULL;
    for (uint32_t i = 0; (head = pin_registry_at(registry, kind, i)); i++) {
        const char *end = kind != PIN_METRIC                  ? behind
                          : head->caps & PIN_CAP_NEEDS_CUTOFF ? "@"
                                                              : "";
        (void)printf("%s%s%s", i == 0 ? "" : " ", head->name, end);
    }
}

static void print_plots(void)
{
    for (uint32_t i = 0; pin_plots[i]; i++) {
        (void)printf("%s%s", i == 0 ? "" : " ", pin_plots[i]->name);
    }
}

static void print_words(const struct pin_registry *registry, const char *value)
{
    switch (kind_of(value)) {
    case VALUE_FORMATS: print_names(registry, PIN_WRITER, ""); break;
    case VALUE_EXPORTS: print_names(registry, PIN_WRITER, "="); break;
    case VALUE_METRICS: print_names(registry, PIN_METRIC, ""); break;
    case VALUE_LOADERS: print_names(registry, PIN_LOADER, ":"); break;
    case VALUE_PLOTS: print_plots(); break;
    case VALUE_CHOICES: print_choices(value); break;
    case VALUE_NONE:
    case VALUE_FILES:
    case VALUE_OTHER: break;
    }
}

static void print_commands(void)
{
    for (uint32_t i = 0; pin_commands[i]; i++) {
        (void)printf("%s%s", i == 0 ? "" : " ", pin_commands[i]->name);
    }
}

/* "    eval:-f | eval:--format)" */
static void bash_value(const struct pin_registry *registry, const char *command,
                       const struct pin_cli_option *option)
{
    const enum value_kind kind = kind_of(option->value);
    if (kind == VALUE_NONE) {
        return;
    }
    (void)printf("    ");
    if (option->letter) {
        (void)printf("%s:-%c | ", command, option->letter);
    }
    (void)printf("%s:--%s) ", command, option->name);
    if (kind == VALUE_FILES) {
        (void)printf("return ;;\n");
    } else if (kind == VALUE_OTHER) {
        (void)printf("compopt +o default 2>/dev/null; return ;;\n");
    } else {
        (void)printf("words='");
        print_words(registry, option->value);
        (void)printf(kind == VALUE_FORMATS || kind == VALUE_PLOTS || kind == VALUE_CHOICES
                         ? "' ;;\n"
                         : "'; compopt -o nospace 2>/dev/null ;;\n");
    }
}

static void bash_options(const struct pin_command *command)
{
    (void)printf("        %s:-*) words='", command->name);
    for (uint32_t i = 0; i < command->options_n; i++) {
        const struct pin_cli_option *option = &command->options[i];
        (void)printf("%s--%s", i == 0 ? "" : " ", option->name);
        if (option->letter) {
            (void)printf(" -%c", option->letter);
        }
    }
    (void)printf("' ;;\n");
    if (command->operands) {
        (void)printf("        %s:*) words='", command->name);
        print_choices(command->operands);
        (void)printf("' ;;\n");
    }
}

/* Readline breaks words at "=" and ":" too. An empty answer leaves file names to it. */
static void print_bash(const struct pin_registry *registry)
{
    (void)printf("# bash completion for pinbench, made by `pinbench completion bash`\n"
                 "_pinbench() {\n"
                 "    local cur=${COMP_WORDS[COMP_CWORD]} words=\n"
                 "    local prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
                 "    COMPREPLY=()\n"
                 "    if [ \"$COMP_CWORD\" -gt 1 ] && [ \"$cur\" = = ]; then\n"
                 "        cur=\n"
                 "    elif [ \"$COMP_CWORD\" -gt 2 ] && [ \"$prev\" = = ]; then\n"
                 "        prev=${COMP_WORDS[COMP_CWORD - 2]}\n"
                 "    fi\n"
                 "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                 "        words='");
    print_commands();
    (void)printf(" help --help --version'\n"
                 "    else\n"
                 "    case ${COMP_WORDS[1]}:$prev in\n"
                 "    help:help) words='");
    print_commands();
    (void)printf("' ;;\n");
    for (uint32_t i = 0; pin_commands[i]; i++) {
        for (uint32_t o = 0; o < pin_commands[i]->options_n; o++) {
            bash_value(registry, pin_commands[i]->name, &pin_commands[i]->options[o]);
        }
    }
    (void)printf("    *)\n        case ${COMP_WORDS[1]}:$cur in\n");
    for (uint32_t i = 0; pin_commands[i]; i++) {
        bash_options(pin_commands[i]);
    }
    (void)printf("        esac ;;\n    esac\n    fi\n"
                 "    if [ -n \"$words\" ]; then\n"
                 "        COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                 "    fi\n}\n"
                 "complete -o default -F _pinbench pinbench\n");
}

/* A function for each kind of name, called where an option takes one. */
static void zsh_functions(const struct pin_registry *registry)
{
    static const char *const tests[] = {[VALUE_EXPORTS] = "*=", [VALUE_LOADERS] = "*:"};
    static const char *const values[] = {[VALUE_FORMATS] = "FORMAT",
                                         [VALUE_EXPORTS] = "FORMAT=FILE",
                                         [VALUE_METRICS] = "FIGURE",
                                         [VALUE_LOADERS] = "SPEC",
                                         [VALUE_PLOTS] = "TYPE"};
    for (uint32_t kind = VALUE_FORMATS; kind <= VALUE_PLOTS; kind++) {
        const bool then_file = kind == VALUE_EXPORTS || kind == VALUE_LOADERS;
        (void)printf("_pinbench_values_%u() {\n    ", kind);
        if (then_file) {
            (void)printf("compset -P '%s' && { _files; return }\n    ", tests[kind]);
        }
        (void)printf("compadd %s-- ",
                     kind == VALUE_FORMATS || kind == VALUE_PLOTS ? "" : "-S '' ");
        print_words(registry, values[kind]);
        (void)printf("\n}\n");
    }
}

static void zsh_option(const struct pin_cli_option *option)
{
    const enum value_kind kind = kind_of(option->value);
    const char *equals = kind == VALUE_NONE ? "" : "=";
    (void)printf(" \\\n            '*'");
    if (option->letter) {
        (void)printf("{-%c%s,--%s%s}'", option->letter, *equals ? "+" : "", option->name,
                     equals);
    } else {
        (void)printf("'--%s%s", option->name, equals);
    }
    (void)printf("[");
    for (const char *c = option->help; *c; c++) {
        const char one[2] = {*c, '\0'};
        (void)printf("%s", strchr("[]\\", *c) ? "\\" : "");
        print_quoted(one);
    }
    (void)printf("]");
    if (kind == VALUE_FILES) {
        (void)printf(":file:_files");
    } else if (kind == VALUE_CHOICES) {
        (void)printf(":value:(");
        print_choices(option->value);
        (void)printf(")");
    } else if (kind == VALUE_OTHER) {
        (void)printf(":value: ");
    } else if (kind != VALUE_NONE) {
        (void)printf(":value:_pinbench_values_%u", (unsigned)kind);
    }
    (void)printf("'");
}

static void print_zsh(const struct pin_registry *registry)
{
    (void)printf("#compdef pinbench\n"
                 "# zsh completion for pinbench, made by `pinbench completion zsh`\n");
    zsh_functions(registry);
    (void)printf("_pinbench() {\n"
                 "    if (( CURRENT == 2 )); then\n"
                 "        local -a commands=(");
    for (uint32_t i = 0; pin_commands[i]; i++) {
        (void)printf("\n            '%s:", pin_commands[i]->name);
        print_quoted(pin_commands[i]->summary);
        (void)printf("'");
    }
    (void)printf(")\n"
                 "        _describe command commands\n"
                 "        return\n"
                 "    fi\n"
                 "    local command=${words[2]}\n"
                 "    shift words\n"
                 "    (( CURRENT-- ))\n"
                 "    case $command in\n");
    for (uint32_t i = 0; pin_commands[i]; i++) {
        const struct pin_command *command = pin_commands[i];
        (void)printf("    %s)\n        _arguments -s -S", command->name);
        for (uint32_t o = 0; o < command->options_n; o++) {
            zsh_option(&command->options[o]);
        }
        (void)printf(" \\\n            '*:operand:");
        if (command->operands) {
            (void)printf("(");
            print_choices(command->operands);
            (void)printf(")' ;;\n");
        } else {
            (void)printf("_files' ;;\n");
        }
    }
    (void)printf("    esac\n}\n"
                 "if [ \"$funcstack[1]\" = _pinbench ]; then\n"
                 "    _pinbench \"$@\"\n"
                 "else\n"
                 "    compdef _pinbench pinbench\n"
                 "fi\n");
}

static void fish_option(const struct pin_registry *registry, const char *command,
                        const struct pin_cli_option *option)
{
    const enum value_kind kind = kind_of(option->value);
    (void)printf("complete -c pinbench -n '__fish_seen_subcommand_from %s'", command);
    if (option->letter) {
        (void)printf(" -s %c", option->letter);
    }
    (void)printf(" -l %s", option->name);
    if (kind == VALUE_FILES) {
        (void)printf(" -r -F");
    } else if (kind != VALUE_NONE) {
        (void)printf(kind == VALUE_LOADERS || kind == VALUE_EXPORTS ? " -r -F -a '"
                                                                    : " -x -a '");
        print_words(registry, option->value);
        (void)printf("'");
    }
    (void)printf(" -d '");
    print_escaped(option->help, "\\'", "\\");
    (void)printf("'\n");
}

static void print_fish(const struct pin_registry *registry)
{
    (void)printf("# fish completion for pinbench, made by `pinbench completion fish`\n"
                 "complete -c pinbench -f\n");
    for (uint32_t i = 0; pin_commands[i]; i++) {
        const struct pin_command *command = pin_commands[i];
        (void)printf("complete -c pinbench -n __fish_use_subcommand -a %s -d '",
                     command->name);
        print_escaped(command->summary, "\\'", "\\");
        (void)printf("'\n");
        (void)printf("complete -c pinbench -n '__fish_seen_subcommand_from %s' ",
                     command->name);
        if (command->operands) {
            (void)printf("-a '");
            print_choices(command->operands);
            (void)printf("'\n");
        } else {
            (void)printf("-F\n");
        }
        for (uint32_t o = 0; o < command->options_n; o++) {
            fish_option(registry, command->name, &command->options[o]);
        }
    }
}

static int run_completion(struct pin_cli *cli, const struct pin_args *args)
{
    const char *const *operands = NULL;
    uint32_t operands_n = 0;
    if (pin_args_all(&operands, &operands_n, args, NULL, &cli->arena, &cli->err) !=
        PIN_OK) {
        return pin_cli_failed(cli);
    }
    if (operands_n != 1) {
        return pin_cli_misused(cli, "expected one shell, found %u", operands_n);
    }
    if (strcmp(operands[0], "bash") == 0) {
        print_bash(cli->registry);
    } else if (strcmp(operands[0], "zsh") == 0) {
        print_zsh(cli->registry);
    } else if (strcmp(operands[0], "fish") == 0) {
        print_fish(cli->registry);
    } else {
        return pin_cli_misused(cli, "no shell \"%.40s\": expected bash, zsh or fish",
                               operands[0]);
    }
    return pin_cli_flush();
}

const struct pin_command pin_command_completion = {
    .name = "completion",
    .summary = "what bash, zsh or fish needs to complete commands, options and names",
    .usage = "bash|zsh|fish",
    .examples = "  source <(pinbench completion bash)\n"
                "  pinbench completion zsh >~/.zfunc/_pinbench\n"
                "  pinbench completion fish >~/.config/fish/completions/pinbench.fish\n",
    .about = "`make install` puts all three where the shells look for them.\n",
    .operands = "bash|zsh|fish",
    PIN_CLI_OPTIONS(options),
    .run = run_completion,
};
