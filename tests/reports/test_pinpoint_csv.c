#include "reports/table.h"
#include "tests/reports/fixture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#define HEADER                                                                           \
    "model,precision@1,precision@10,NegRecall@10,mAP@10,mAP@10_noNeg,"                   \
    "delta_mAP@10_noNeg,pct_increase_mAP@10_noNeg,ling_sens_range,total_queries,"        \
    "mAP@1,mAP@5,mAP@50,mAP@1_noNeg,mAP@5_noNeg,mAP@50_noNeg,NegRecall@1,NegRecall@5,"   \
    "NegRecall@50,precision@5,precision@50,recall@1,recall@5,recall@10,recall@50,"       \
    "ling_sens_std\n"

enum { COLUMNS_N = 25, AP_10 = 3 };

/* Column i of the fixture holds (i + 1) / 100 for each system, but for AP@10. */
static struct pin_summary *numbered(struct pin_arena *arena, uint32_t systems_n,
                                    const double *ap, const char *const *names)
{
    struct pin_summary *summary = fixture_large(arena, systems_n, COLUMNS_N);
    struct pin_system *systems = FIXTURE_COPY(arena, summary->systems, systems_n);
    for (uint32_t s = 0; s < systems_n; s++) {
        struct pin_figure figures[COLUMNS_N];
        for (uint32_t c = 0; c < COLUMNS_N; c++) {
            figures[c] = (struct pin_figure){(c + 1) / 100.0, 13, 0, 0};
        }
        figures[AP_10].value = ap[s];
        systems[s].figures = FIXTURE_COPY(arena, figures, COLUMNS_N);
        systems[s].queries_n = 13;
        systems[s].name = names[s];
    }
    summary->systems = systems;
    return summary;
}

Test(pinpoint_csv, columns_stand_in_the_evaluators_order_whatever_the_summarys)
{
    static const double ap[] = {-0.00001};
    static const char *const names[] = {"a, \"b\""};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_summary *summary = numbered(&arena, 1, ap, names);
    cr_assert_str_eq(
        fixture_written(&pin_writer_pinpoint, summary, 0, &arena), HEADER
        "\"a, \"\"b\"\"\",0.0100,0.0200,0.0300,-0.0000,0.0500,0.0600,0.0700,0.0800,"
        "13,0.0900,0.1000,0.1100,0.1200,0.1300,0.1400,0.1500,0.1600,0.1700,0.1800,"
        "0.1900,0.2000,0.2100,0.2200,0.2300,0.2400\n");
    pin_arena_free(&arena);
}

Test(pinpoint_csv, rows_are_ordered_by_map_before_rounding_and_nan_is_empty_and_last)
{
    static const double ap[] = {0.25, (double)NAN, 0.50001, 0.25, 0.50002, (double)NAN};
    static const char *const names[] = {"tie1", "nan1",  "second",
                                        "tie2", "first", "nan2"};
    static const char *const order[] = {"first", "second", "tie1",
                                        "tie2",  "nan1",   "nan2"};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const char *text =
        fixture_written(&pin_writer_pinpoint, numbered(&arena, 6, ap, names), 0, &arena);
    for (size_t i = 0; i < 6; i++) {
        text = strchr(text, '\n') + 1;
        cr_assert_eq(strncmp(text, order[i], strlen(order[i])), 0, "row %zu", i);
        const char *empty = strstr(text, ",0.0300,,0.0500");
        const bool is_empty = empty && empty < strchr(text, '\n');
        cr_assert_eq(is_empty, i >= 4, "row %zu", i);
    }
    cr_assert_str_eq(strchr(text, '\n'), "\n");
    pin_arena_free(&arena);
}

Test(pinpoint_csv, a_system_of_which_no_query_matched_has_no_row)
{
    static const double ap[] = {0.5, 0.25};
    static const char *const names[] = {"gone", "here"};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = numbered(&arena, 2, ap, names);
    struct pin_system *systems = FIXTURE_COPY(&arena, summary->systems, 2);
    systems[0].queries_n = 0;
    summary->systems = systems;
    const char *text = fixture_written(&pin_writer_pinpoint, summary, 0, &arena);
    cr_assert_null(strstr(text, "gone"));
    cr_assert_not_null(strstr(text, "\nhere,"));
    summary->systems_n = 0;
    cr_assert_str_eq(fixture_written(&pin_writer_pinpoint, summary, 0, &arena), HEADER);
    pin_arena_free(&arena);
}

Test(pinpoint_csv, a_column_that_is_missing_is_named)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = fixture_large(&arena, 1, COLUMNS_N);
    /* The last column of the fixture is not one of this file's. */
    for (uint32_t gone = 0; gone + 1 < COLUMNS_N; gone++) {
        struct pin_figure_column *columns =
            FIXTURE_COPY(&arena, summary->columns, COLUMNS_N);
        const char *label = columns[gone].label;
        columns[gone].label = "other";
        struct pin_summary lacking = *summary;
        lacking.columns = columns;
        struct pin_buffer buffer;
        struct pin_error err = {0};
        char message[192];
        pin_buffer_init(&buffer, 0, NULL);
        cr_assert_eq(pin_writer_pinpoint.write(&buffer, &lacking, NULL, &err),
                     PIN_E_CONFIG);
        (void)snprintf(message, sizeof(message),
                       "the pinpoint CSV needs the figure %s: use --profile pinpoint",
                       label);
        cr_assert_str_eq(err.text, message);
        pin_buffer_free(&buffer);
    }
    pin_arena_free(&arena);
}
