#include "reports/table.h"
#include "tests/reports/fixture.h"

#include <string.h>

#include <criterion/criterion.h>

Test(openmetrics, a_line_a_figure_with_labels_escaped_and_an_end)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_summary *summary = fixture_small(&arena);
    summary->provenance.tool_version = "1.2.3";
    summary->provenance.profile = "strict";
#define NAME "&%$#_{}~^\\\\|<>\\\"'\\n\t,\xEF\xBF\xBD\xC3\xA9"
    cr_assert_str_eq(
        fixture_written(&pin_writer_openmetrics, summary, 0, &arena),
        "# TYPE pinbench_run info\n"
        "# HELP pinbench_run What the figures were computed by, and on.\n"
        "pinbench_run_info{version=\"1.2.3\",dataset=\"toy\",profile=\"strict\","
        "partial=\"false\"} 1\n"
        "# TYPE pinbench_figure gauge\n"
        "# HELP pinbench_figure A figure of a system.\n"
        "pinbench_figure{system=\"plain\",figure=\"ap@10\"} 0.3333333333333333\n"
        "pinbench_figure{system=\"plain\",figure=\"neg_recall@10\"} -0\n"
        "pinbench_figure{system=\"plain\",figure=\"range(ap@10)\"} 0.5\n"
        "pinbench_figure{system=\"" NAME "\",figure=\"ap@10\"} 0.1\n"
        "pinbench_figure{system=\"" NAME "\",figure=\"neg_recall@10\"} 1e-7\n"
        "pinbench_figure{system=\"" NAME "\",figure=\"range(ap@10)\"} NaN\n"
        "# EOF\n");
    pin_arena_free(&arena);
}
