#include "harness/model/tally.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void pin_tallies_init(struct pin_tallies *tallies, struct pin_arena *arena)
{
    *tallies = (struct pin_tallies){.arena = arena};
}

static struct pin_tally *find(const struct pin_tallies *tallies, const char *what)
{
    struct pin_tally *tally = tallies->first;
    while (tally && strcmp(tally->what, what) != 0) {
        tally = tally->next;
    }
    return tally;
}

static struct pin_tally *append(struct pin_tallies *tallies, const char *what)
{
    struct pin_tally *tally = PIN_NEW(tallies->arena, struct pin_tally);
    if (!tally) {
        return NULL;
    }
    tally->what = what;
    struct pin_tally **end = &tallies->first;
    while (*end) {
        end = &(*end)->next;
    }
    *end = tally;
    return tally;
}

static enum pin_status keep_example(struct pin_tallies *tallies, struct pin_tally *tally,
                                    const char *text, struct pin_error *err)
{
    if (tally->examples_n == PIN_TALLY_EXAMPLES) {
        return PIN_OK;
    }
    char *example = pin_arena_copy_text(tallies->arena, text, strlen(text));
    if (!example) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for a note on the data");
    }
    tally->examples[tally->examples_n++] = example;
    return PIN_OK;
}

enum pin_status pin_tally_add(struct pin_tallies *tallies, const char *what,
                              uint64_t count, struct pin_error *err, const char *fmt, ...)
{
    if (count == 0) {
        return PIN_OK;
    }
    struct pin_tally *tally = find(tallies, what);
    if (!tally && !(tally = append(tallies, what))) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for a note on the data");
    }
    tally->count += count;
    if (!fmt || tally->examples_n == PIN_TALLY_EXAMPLES) {
        return PIN_OK;
    }
    char text[PIN_TALLY_EXAMPLE_BYTES];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    return keep_example(tallies, tally, text, err);
}

enum pin_status pin_tally_example(struct pin_tallies *tallies, const char *what,
                                  const char *example, struct pin_error *err)
{
    struct pin_tally *tally = find(tallies, what);
    return tally ? keep_example(tallies, tally, example, err) : PIN_OK;
}

const struct pin_tally *pin_tally_find(const struct pin_tallies *tallies,
                                       const char *what)
{
    return find(tallies, what);
}
