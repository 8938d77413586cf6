#include "harness/model/sheet_build.h"
#include "reports/latex_text.h"
#include "reports/standing.h"
#include "reports/table.h"
#include "tests/reports/fixture.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

static const char *with_page(void (*put)(struct pin_page *, const char *),
                             const char *text, struct pin_arena *arena)
{
    struct pin_buffer buffer;
    pin_buffer_init(&buffer, 0, NULL);
    struct pin_page page = {.out = &buffer};
    put(&page, text);
    const char *out = pin_buffer_move(&buffer, arena, NULL);
    pin_buffer_free(&buffer);
    return out;
}

Test(latex, every_special_character_is_printed_and_not_obeyed)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    cr_assert_str_eq(with_page(pin_latex_text, "&%$#_{}~^\\<>|", &arena),
                     "\\&\\%\\$\\#\\_\\{\\}\\textasciitilde{}\\textasciicircum{}"
                     "\\textbackslash{}\\textless{}\\textgreater{}\\textbar{}");
    cr_assert_str_eq(
        with_page(pin_latex_text, "a--b \xC3\xA9 \xE4\xB8\xAD \xFF\n", &arena),
        "a{-}{-}b \xC3\xA9 ? ??");
    cr_assert_str_eq(with_page(pin_latex_key, "tab:a}b\\c", &arena), "tab:abc");
    cr_assert_str_eq(with_page(pin_latex_macro_name, "b_noisy2", &arena), "BNoisyTwo");
    cr_assert_str_eq(with_page(pin_latex_macro_name, "ap@10", &arena), "ApAtOneZero");
    pin_arena_free(&arena);
}

/* Three systems: 0 best, 1 tied with it by a letter, 2 the next. */
static struct pin_summary *with_letters(struct pin_arena *arena)
{
    static const struct pin_sheet_column columns[] = {
        {"figure", "figure", PIN_SHEET_TEXT, false},
        {"system", "system", PIN_SHEET_TEXT, false},
        {"letters", "letters", PIN_SHEET_TEXT, false}};
    static const char *const letters[] = {"a", "ab", "b"};
    static const struct pin_figure figures[] = {{.value = 0.9, .low = NAN, .high = NAN},
                                                {.value = 0.8, .low = NAN, .high = NAN},
                                                {.value = 0.7, .low = NAN, .high = NAN}};
    static const struct pin_figure_column figure = {"ap@10", false};
    static const char *const names[] = {"one", "two", "three"};
    struct pin_summary *summary = fixture_large(arena, 3, 1);
    struct pin_system *systems = FIXTURE_COPY(arena, summary->systems, 3);
    struct pin_sheet_book book;
    pin_sheet_book_init(&book, arena);
    pin_sheet_begin(&book, "ranks", "ranks", columns, 3);
    for (uint32_t s = 0; s < 3; s++) {
        systems[s].name = names[s];
        systems[s].figures = &figures[s];
        pin_sheet_text(&book, "ap@10");
        pin_sheet_text(&book, names[s]);
        pin_sheet_text(&book, letters[s]);
    }
    cr_assert_eq(pin_sheet_end(&book, NULL), PIN_OK);
    summary->columns = &figure;
    summary->systems = systems;
    summary->sheets = book.first;
    return summary;
}

Test(latex, the_best_and_what_shares_its_letter_are_bold_and_the_next_is_underlined)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = with_letters(&arena);
    cr_assert_eq(pin_standing_of(summary, 0, 0), PIN_STANDING_BEST);
    cr_assert_eq(pin_standing_of(summary, 0, 1), PIN_STANDING_BEST);
    cr_assert_eq(pin_standing_of(summary, 0, 2), PIN_STANDING_SECOND);
    const char *text = fixture_written(&pin_writer_latex, summary, 0, &arena);
    cr_assert_not_null(strstr(text, "one & {\\textbf{0.9000}\\textsuperscript{a}}"));
    cr_assert_not_null(strstr(text, "two & {\\textbf{0.8000}\\textsuperscript{ab}}"));
    cr_assert_not_null(strstr(text, "three & {\\underline{0.7000}\\textsuperscript{b}}"));
    summary->sheets = NULL;
    cr_assert_eq(pin_standing_of(summary, 0, 1), PIN_STANDING_SECOND);
    cr_assert_eq(pin_standing_of(summary, 0, 2), PIN_STANDING_NONE);
    summary->systems_n = 1;
    cr_assert_eq(pin_standing_of(summary, 0, 0), PIN_STANDING_NONE);
    pin_arena_free(&arena);
}

Test(latex, where_less_is_better_the_least_is_best)
{
    static const struct pin_figure_column lower = {"ap@10", true};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = with_letters(&arena);
    summary->columns = &lower;
    cr_assert_eq(pin_standing_of(summary, 0, 2), PIN_STANDING_BEST);
    cr_assert_eq(pin_standing_of(summary, 0, 1), PIN_STANDING_BEST);
    cr_assert_eq(pin_standing_of(summary, 0, 0), PIN_STANDING_SECOND);
    pin_arena_free(&arena);
}

Test(latex, the_table_has_one_cell_a_figure)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const char *text =
        fixture_written(&pin_writer_latex, fixture_small(&arena), 0, &arena);
    cr_assert_not_null(strstr(text, "\\caption{Results on toy}"));
    cr_assert_not_null(strstr(
        text,
        "plain & {\\textbf{0.3333}} & {\\textbf{0.0000}} & {\\textbf{0.5000}} \\\\\n"
        " & {\\scriptsize [.2500 .5000]} &  &  \\\\\n"));
    cr_assert_not_null(strstr(text, "& {\\underline{0.1000}} & {\\underline{0.0000}} & "
                                    "{--} \\\\\n"));
    pin_arena_free(&arena);
}
