noinst_LIBRARIES += libreports.a
libreports_a_SOURCES = \
	%reldir%/cell.c %reldir%/cell.h \
	%reldir%/csv_wide.c \
	%reldir%/field.c %reldir%/field.h \
	%reldir%/grid.c %reldir%/grid.h \
	%reldir%/html.c \
	%reldir%/html_assets.c %reldir%/html_assets.h \
	%reldir%/html_tables.c %reldir%/html_tables.h \
	%reldir%/html_text.c %reldir%/html_text.h \
	%reldir%/json_page.c %reldir%/json_page.h \
	%reldir%/latex.c \
	%reldir%/latex_text.c %reldir%/latex_text.h \
	%reldir%/legend.c %reldir%/legend.h \
	%reldir%/markdown.c \
	%reldir%/markdown_text.c %reldir%/markdown_text.h \
	%reldir%/page.c %reldir%/page.h \
	%reldir%/paragraph.c %reldir%/paragraph.h \
	%reldir%/pinpoint_csv.c \
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
dist_resultschema_DATA = %reldir%/result.schema.json
EXTRA_DIST += %reldir%/README.md
