#include "reports/plots/plot.h"
#include "tests/reports/fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

struct drawn {
    struct pin_buffer data, script;
    struct pin_error err;
    enum pin_status status;
};

static struct drawn draw(const char *type, const struct pin_summary *summary,
                         const char *figure)
{
    static const char *const names[] = {HOSTILE_NAME, "b"};
    const struct pin_summary results[] = {*summary, *summary};
    const struct pin_plot_ops *ops = NULL;
    struct drawn drawn = {.status = pin_plot_find(&ops, type, NULL)};
    cr_assert_eq(drawn.status, PIN_OK);
    const struct pin_plot_request request = {.results = results,
                                             .names = names,
                                             .results_n = ops->several ? 2 : 1,
                                             .figure = figure,
                                             .margin = (double)NAN};
    pin_buffer_init(&drawn.data, 0, NULL);
    pin_buffer_init(&drawn.script, 0, NULL);
    drawn.status = pin_plot_write(&drawn.data, &drawn.script, ops, &request, &drawn.err);
    return drawn;
}

static void end(struct drawn *drawn)
{
    pin_buffer_free(&drawn->data);
    pin_buffer_free(&drawn->script);
}

/* Quotes come in pairs on every line of the script in front of the data and behind it;
 * one that is open would let a name become a command. */
static bool quotes_close(const char *script)
{
    for (const char *line = script; *line != '\0';) {
        const size_t length = strcspn(line, "\n");
        size_t quotes_n = 0;
        if (strncmp(line, "$data <<", 8) == 0) {
            line = strstr(line, "\nEOD\n");
            cr_assert_not_null(line);
            line += 5;
            continue;
        }
        for (size_t i = 0; i < length; i++) {
            quotes_n += line[i] == '\'';
        }
        if (quotes_n % 2 != 0 && line[0] != '#') {
            return false;
        }
        line += length + (line[length] == '\n');
    }
    return true;
}

Test(plots, every_type_draws_or_says_what_it_lacks_for_any_size_and_name)
{
    static const uint32_t sizes[] = {1, 2, 20, 400};
    for (size_t size = 0; size < sizeof(sizes) / sizeof(sizes[0]); size++) {
        struct pin_arena arena;
        pin_arena_init(&arena, 0);
        struct pin_summary *summary = fixture_large(&arena, sizes[size], 25);
        struct pin_system *systems =
            FIXTURE_COPY(&arena, summary->systems, summary->systems_n);
        systems[0].name = HOSTILE_NAME;
        systems[0].search_ns = 1000000;
        summary->systems = systems;
        for (uint32_t i = 0; pin_plots[i]; i++) {
            struct drawn drawn = draw(pin_plots[i]->name, summary, NULL);
            cr_assert(drawn.status == PIN_OK || drawn.status == PIN_E_CONFIG);
            cr_assert_eq(drawn.status != PIN_OK, drawn.err.text[0] != '\0');
            if (drawn.status == PIN_OK) {
                cr_assert(quotes_close(drawn.script.bytes), "%s", pin_plots[i]->name);
                cr_assert_eq(drawn.data.bytes[0], '#');
            }
            end(&drawn);
        }
        pin_arena_free(&arena);
    }
}

Test(plots, without_systems_or_figures_there_is_nothing_to_draw)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (uint32_t i = 0; pin_plots[i]; i++) {
        struct pin_summary *summary = fixture_small(&arena);
        summary->systems_n = 0;
        summary->slices_n = 0;
        struct drawn drawn = draw(pin_plots[i]->name, summary, NULL);
        cr_assert_eq(drawn.status, PIN_E_CONFIG, "%s", pin_plots[i]->name);
        end(&drawn);
    }
    pin_arena_free(&arena);
}

Test(plots, a_figure_without_any_value_is_nothing_to_draw)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    static const char *const types[] = {"bars", "slices", "history"};
    struct pin_summary *summary = fixture_large(&arena, 2, 3);
    for (uint32_t s = 0; s < 2; s++) {
        ((struct pin_figure *)summary->systems[s].figures)[0].value = (double)NAN;
    }
    for (uint32_t i = 0; i < summary->slices_n; i++) {
        ((struct pin_figure *)summary->slices[i].figures)[0].value = (double)NAN;
        ((struct pin_figure *)summary->slices[i].figures)[3].value = (double)NAN;
    }
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        struct drawn drawn = draw(types[i], summary, "p@1");
        cr_assert_eq(drawn.status, PIN_E_CONFIG, "%s", types[i]);
        cr_assert_not_null(strstr(drawn.err.text, "nothing to draw"), "%s",
                           drawn.err.text);
        end(&drawn);
    }
    pin_arena_free(&arena);
}

Test(plots, rows_beyond_the_limit_are_in_the_data_and_the_caption_says_so)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct drawn drawn = draw("bars", fixture_large(&arena, 301, 3), NULL);
    cr_assert_eq(drawn.status, PIN_OK);
    cr_assert_not_null(strstr(drawn.script.bytes, "'the first 300 of 301 rows'"));
    cr_assert_not_null(strstr(drawn.data.bytes, "\n300\t"));
    cr_assert_not_null(strstr(drawn.script.bytes, "every ::0::299 "));
    cr_assert_null(strstr(drawn.script.bytes, "' 300"));
    end(&drawn);
    pin_arena_free(&arena);
}

Test(plots, each_allocation_may_fail)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_summary *summary = fixture_small(&arena);
    const struct pin_plot_request request = {
        .results = summary, .results_n = 1, .margin = (double)NAN};
    for (uint64_t call = 1;; call++) {
        struct pin_arena failing;
        struct pin_buffer data;
        struct pin_buffer script;
        pin_arena_init(&failing, 0);
        pin_buffer_init(&data, 0, &failing);
        pin_buffer_init(&script, 0, &failing);
        failing.fail_at_call = call;
        const enum pin_status status =
            pin_plot_write(&data, &script, pin_plots[0], &request, NULL);
        pin_buffer_free(&data);
        pin_buffer_free(&script);
        pin_arena_free(&failing);
        if (status == PIN_OK) {
            cr_assert_gt(call, 4U);
            break;
        }
        cr_assert_eq(status, PIN_E_NOMEM);
        cr_assert_lt(call, 100U);
    }
    pin_arena_free(&arena);
}
