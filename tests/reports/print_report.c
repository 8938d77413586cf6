/* print_report.c - print_report WRITER WHAT [SYSTEMS COLUMNS [WIDTH]]: a report
 * of a made-up summary (small, judged, sheets, large) on stdout, for tests that need it
 * in a file, and to look at. */
#include "harness/base/text.h"
#include "reports/table.h"
#include "tests/reports/fixture.h"

#include <stdio.h>
#include <string.h>

static uint32_t number(int argc, char **argv, int i, uint32_t standard)
{
    uint32_t value = standard;
    if (i < argc && pin_text_u32(&value, pin_text_of(argv[i]), NULL) != PIN_OK) {
        value = standard;
    }
    return value;
}

int main(int argc, char **argv)
{
    struct pin_arena arena;
    const char *name = argc > 1 ? argv[1] : "table";
    const char *text = NULL;
    pin_arena_init(&arena, 0);
    const char *what = argc > 2 ? argv[2] : "small";
    const struct pin_summary *summary =
        strcmp(what, "large") == 0
            ? fixture_large(&arena, number(argc, argv, 3, 2), number(argc, argv, 4, 4))
        : strcmp(what, "sheets") == 0 ? fixture_sheets(&arena)
        : strcmp(what, "judged") == 0 ? fixture_judged(&arena)
                                      : fixture_small(&arena);
    for (uint32_t i = 0; pin_writers[i]; i++) {
        if (strcmp(pin_writers[i]->head.name, name) == 0) {
            text = fixture_written(pin_writers[i], summary, number(argc, argv, 5, 100),
                                   &arena);
        }
    }
    const int status = text && fputs(text, stdout) != EOF ? 0 : 1;
    pin_arena_free(&arena);
    return status;
}
