noinst_LIBRARIES += libreports.a
libreports_a_SOURCES = \
	%reldir%/cell.c %reldir%/cell.h \
	%reldir%/citations.c %reldir%/citations.h \
	%reldir%/csv_wide.c \
	%reldir%/field.c %reldir%/field.h \
	%reldir%/gate_github.c \
	%reldir%/gate_gitlab.c \
	%reldir%/gate_json.c \
	%reldir%/gate_junit.c \
	%reldir%/gate_markdown.c \
	%reldir%/gate_table.c \
	%reldir%/gate_words.c %reldir%/gate_words.h \
	%reldir%/gate_writers.c %reldir%/gate_writers.h \
	%reldir%/grid.c %reldir%/grid.h \
	%reldir%/html.c \
	%reldir%/html_assets.c %reldir%/html_assets.h \
	%reldir%/html_gate.c %reldir%/html_gate.h \
	%reldir%/html_tables.c %reldir%/html_tables.h \
	%reldir%/html_text.c %reldir%/html_text.h \
	%reldir%/json_page.c %reldir%/json_page.h \
	%reldir%/latex.c \
	%reldir%/latex_text.c %reldir%/latex_text.h \
	%reldir%/legend.c %reldir%/legend.h \
	%reldir%/markdown.c \
	%reldir%/markdown_text.c %reldir%/markdown_text.h \
	%reldir%/methods.c \
	%reldir%/openmetrics.c \
	%reldir%/page.c %reldir%/page.h \
	%reldir%/paragraph.c %reldir%/paragraph.h \
	%reldir%/pinpoint_csv.c \
	%reldir%/plots/plot.c %reldir%/plots/plot.h \
	%reldir%/plots/plot_bars.c \
	%reldir%/plots/plot_cd.c \
	%reldir%/plots/plot_curves.c \
	%reldir%/plots/plot_fairness.c \
	%reldir%/plots/plot_forest.c \
	%reldir%/plots/plot_frontier.c \
	%reldir%/plots/plot_history.c \
	%reldir%/plots/plot_negatives.c \
	%reldir%/plots/plot_pheat.c \
	%reldir%/plots/plot_pick.c %reldir%/plots/plot_pick.h \
	%reldir%/plots/plot_queries.c \
	%reldir%/plots/plot_scatter.c %reldir%/plots/plot_scatter.h \
	%reldir%/plots/plot_slices.c \
	%reldir%/plots/plot_spread.c \
	%reldir%/plots/plot_table.c \
	%reldir%/plots/plot_text.c \
	%reldir%/plots/plot_types.c %reldir%/plots/plot_types.h \
	%reldir%/result_json.c \
	%reldir%/sheet_grid.c %reldir%/sheet_grid.h \
	%reldir%/sheet_json.c %reldir%/sheet_json.h \
	%reldir%/sheet_tsv.c \
	%reldir%/sheet_value.c %reldir%/sheet_value.h \
	%reldir%/slice_tables.c %reldir%/slice_tables.h \
	%reldir%/standing.c %reldir%/standing.h \
	%reldir%/summary_facts.c %reldir%/summary_facts.h \
	%reldir%/table.c %reldir%/table.h \
	%reldir%/text_table.c \
	%reldir%/tsv_tidy.c
PIN_REPORTS = libreports.a $(PIN_PLUGIN)
resultschemadir = $(datadir)/pinbench
dist_resultschema_DATA = %reldir%/gate.schema.json %reldir%/result.schema.json
EXTRA_DIST += %reldir%/README.md
