#include "reports/table.h"
#include "tests/reports/fixture.h"

#include <string.h>

#include <criterion/criterion.h>

#define HOSTILE_TSV "&%$#_{}~^\\\\|<>\"'\\n\\t,\xFF\xC3\xA9"

Test(writers, csv_has_one_row_a_system_and_an_empty_field_for_no_value)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    cr_assert_str_eq(fixture_written(&pin_writer_csv, fixture_small(&arena), 0, &arena),
                     "system,ap@10,neg_recall@10,range(ap@10)\n"
                     "plain,0.3333333333333333,-0,0.5\n"
                     "\"&%$#_{}~^\\|<>\"\"'\n\t,\xFF\xC3\xA9\",0.1,1e-7,\n");
    pin_arena_free(&arena);
}

Test(writers, tsv_has_one_row_a_number)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    cr_assert_str_eq(
        fixture_written(&pin_writer_tsv, fixture_small(&arena), 0, &arena),
        "system\tslice\tmetric\tvalue\tqueries\tundefined\tgroups\tlow\thigh\tclusters\n"
        "plain\tall\tap@10\t0.3333333333333333\t4\t0\t0\t0.25\t0.5\t2\n"
        "plain\tall\tneg_recall@10\t-0\t3\t1\t0\t\t\t0\n"
        "plain\tall\trange(ap@10)\t0.5\t4\t0\t2\t\t\t0\n"
        "plain\tkind=red\tap@10\t1\t1\t0\t0\t\t\t0\n"
        "plain\tkind=red\tneg_recall@10\t0\t1\t0\t0\t\t\t0\n"
        "plain\tkind=red\trange(ap@10)\t0.25\t1\t0\t1\t\t\t0\n"
        "plain\tkind=a,b=\"c\"\tap@10\t1\t1\t0\t0\t\t\t0\n"
        "plain\tkind=a,b=\"c\"\tneg_recall@10\t0\t1\t0\t0\t\t\t0\n"
        "plain\tkind=a,b=\"c\"\trange(ap@10)\t0.25\t1\t0\t1\t\t\t0\n" HOSTILE_TSV
        "\tall\tap@10\t0.1\t4\t0\t0\t\t\t0\n" HOSTILE_TSV
        "\tall\tneg_recall@10\t1e-7\t3\t1\t0\t\t\t0\n" HOSTILE_TSV
        "\tall\trange(ap@10)\t\t0\t0\t0\t\t\t0\n" HOSTILE_TSV
        "\tkind=red\tap@10\t0.6666666666666666\t1\t0\t0\t\t\t0\n" HOSTILE_TSV
        "\tkind=red\tneg_recall@10\t\t0\t1\t0\t\t\t0\n" HOSTILE_TSV
        "\tkind=red\trange(ap@10)\t0.125\t1\t0\t1\t\t\t0\n" HOSTILE_TSV
        "\tkind=a,b=\"c\"\tap@10\t0.6666666666666666\t1\t0\t0\t\t\t0\n" HOSTILE_TSV
        "\tkind=a,b=\"c\"\tneg_recall@10\t\t0\t1\t0\t\t\t0\n" HOSTILE_TSV
        "\tkind=a,b=\"c\"\trange(ap@10)\t0.125\t1\t0\t1\t\t\t0\n");
    pin_arena_free(&arena);
}

Test(writers, sheets_are_tables_of_their_own_with_the_ends_of_intervals_as_columns)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    cr_assert_str_eq(
        fixture_written(&pin_writer_sheets, fixture_sheets(&arena), 0, &arena),
        "# pairs\n"
        "system\tn\tvalue\tvalue_low\tvalue_high\tp\n" HOSTILE_TSV
        "\t4\t0.3333333333333333\t-0.25\t0.5\t0.05\n"
        "\t\t\t\t\t\n"
        "\n"
        "# empty\n"
        "system\tn\tvalue\tvalue_low\tvalue_high\tp\tshare\n");
    cr_assert_str_eq(
        fixture_written(&pin_writer_sheets, fixture_small(&arena), 0, &arena), "");
    pin_arena_free(&arena);
}

Test(writers, the_same_summary_gives_the_same_bytes)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (uint32_t i = 0; pin_writers[i]; i++) {
        const struct pin_summary *summary = fixture_large(&arena, 3, 25);
        const struct pin_summary *again = fixture_large(&arena, 3, 25);
        const char *text = fixture_written(pin_writers[i], summary, 100, &arena);
        cr_assert_not_null(text);
        cr_assert_str_eq(text, fixture_written(pin_writers[i], again, 100, &arena));
    }
    pin_arena_free(&arena);
}

Test(writers, a_partial_result_says_so_where_a_reader_looks_first)
{
    static const struct pin_writer_ops *const writers[] = {
        &pin_writer_table, &pin_writer_markdown, &pin_writer_latex, &pin_writer_html};
    static const char says[] =
        "PARTIAL: interrupted; 2 of 7 systems, and no tables of analyses";
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = fixture_small(&arena);
    for (uint32_t i = 0; i < 4; i++) {
        summary->partial = false;
        const char *whole = fixture_written(writers[i], summary, 100, &arena);
        cr_assert_null(strstr(whole, "PARTIAL"));
        summary->partial = true;
        summary->asked_n = 7;
        const char *text = fixture_written(writers[i], summary, 100, &arena);
        const char *found = strstr(text, says);
        cr_assert_not_null(found, "%s", writers[i]->head.name);
        cr_assert_lt(found, strstr(text, "plain"));
    }
    cr_assert_not_null(strstr(fixture_written(&pin_writer_json, summary, 0, &arena),
                              "\"partial\": true"));
    pin_arena_free(&arena);
}

Test(writers, no_system_and_no_figure_are_no_fault)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (uint32_t i = 0; pin_writers[i]; i++) {
        cr_assert_not_null(
            fixture_written(pin_writers[i], fixture_large(&arena, 0, 25), 100, &arena));
        const bool pinpoint = pin_writers[i] == &pin_writer_pinpoint;
        cr_assert_eq(fixture_written(pin_writers[i], fixture_large(&arena, 2, 0), 100,
                                     &arena) == NULL,
                     pinpoint);
    }
    cr_assert_str_eq(
        fixture_written(&pin_writer_csv, fixture_large(&arena, 2, 0), 0, &arena),
        "system\na_oracle\nb_noisy\n");
    cr_assert_str_eq(
        fixture_written(&pin_writer_csv, fixture_large(&arena, 0, 1), 0, &arena),
        "system,p@1\n");
    pin_arena_free(&arena);
}

static enum pin_status write_once(const struct pin_writer_ops *writer,
                                  const struct pin_summary *summary, uint64_t fail_at,
                                  struct pin_error *err)
{
    struct pin_arena account;
    struct pin_arena arena;
    struct pin_buffer buffer;
    pin_arena_init(&account, 0);
    pin_arena_init(&arena, 0);
    account.fail_at_call = fail_at;
    pin_buffer_init(&buffer, 0, &account);
    const enum pin_status status =
        writer->write(&buffer, summary, fixture_options(writer, 100, &arena), err);
    pin_buffer_free(&buffer);
    cr_assert_eq(account.used_bytes, 0);
    pin_arena_free(&account);
    pin_arena_free(&arena);
    return status;
}

Test(writers, every_allocation_may_fail_and_nothing_leaks)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = fixture_large(&arena, 2, 25);
    summary->sheets = fixture_sheets(&arena)->sheets;
    for (uint32_t i = 0; pin_writers[i]; i++) {
        enum pin_status status = PIN_E_NOMEM;
        uint64_t fail_at = 0;
        while (status != PIN_OK) {
            struct pin_error err = {0};
            status = write_once(pin_writers[i], summary, ++fail_at, &err);
            cr_assert(status == PIN_OK || (status == PIN_E_NOMEM && err.status == status),
                      "%s", pin_writers[i]->head.name);
        }
        cr_assert_gt(fail_at, pin_writers[i] == &pin_writer_sheets ? 1 : 3);
    }
    pin_arena_free(&arena);
}

Test(writers, each_has_a_whole_head_and_a_name_of_its_own)
{
    uint32_t writers_n = 0;
    for (; pin_writers[writers_n]; writers_n++) {
        const struct pin_head *head = &pin_writers[writers_n]->head;
        cr_assert_eq(head->kind, PIN_WRITER);
        cr_assert_eq(head->struct_size, sizeof(struct pin_writer_ops));
        cr_assert_eq(strspn(head->name, "abcdefghijklmnopqrstuvwxyz0123456789_-"),
                     strlen(head->name));
        cr_assert_not_null(head->summary);
        for (uint32_t before = 0; before < writers_n; before++) {
            cr_assert_str_neq(head->name, pin_writers[before]->head.name);
        }
    }
    cr_assert_eq(writers_n, 11);
}

/* What a command takes no digest for must not be missed. */
Test(writers, who_says_that_no_digest_is_shown_shows_none)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_summary *summary = fixture_small(&arena);
    uint32_t without_n = 0;
    for (uint32_t i = 0; pin_writers[i]; i++) {
        if (pin_writers[i] == &pin_writer_pinpoint) {
            continue; /* it has columns of its own, and no other figures will do */
        }
        const char *text = fixture_written(pin_writers[i], summary, 80, &arena);
        const bool shows = strstr(text, "aaaaaaaaaaaa") || strstr(text, "bbbbbbbbbbbb");
        const bool without = (pin_writers[i]->head.caps & PIN_CAP_NO_DIGESTS) != 0;
        cr_assert(!without || !shows, "%s", pin_writers[i]->head.name);
        cr_assert(shows || strcmp(pin_writers[i]->head.name, "table") != 0);
        without_n += without;
    }
    cr_assert_eq(without_n, 4);
    pin_arena_free(&arena);
}

Test(writers, the_page_begins_with_what_a_gate_decided)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = fixture_judged(&arena);
    const char *text = fixture_written(&pin_writer_html, summary, 0, &arena);
    const char *gate = strstr(text, "<h2>Gate: REGRESSED</h2>");
    cr_assert_not_null(gate);
    cr_assert_lt(gate, strstr(text, "<h2>Verdict</h2>"));
    cr_assert_not_null(strstr(text, "<li><a href=\"#gate\">gate</a></li>"));
    cr_assert_not_null(strstr(gate, "exit status 10; p adjusted by max-t"));
    cr_assert_not_null(strstr(gate, "worse\">fail</td><td class=\"t\">REGRESSED</td>"));
    cr_assert_not_null(strstr(gate, "better\">pass (shown only)</td>"));
    cr_assert_not_null(strstr(gate, "data-v=\"-0.25\">-0.2500"));
    cr_assert_null(strstr(text, HOSTILE_NAME));
    summary->gate = NULL;
    cr_assert_null(
        strstr(fixture_written(&pin_writer_html, summary, 0, &arena), "gate\""));
    pin_arena_free(&arena);
}
