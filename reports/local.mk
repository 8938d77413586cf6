noinst_LIBRARIES += libreports.a
libreports_a_SOURCES = \
	%reldir%/cell.c %reldir%/cell.h \
	%reldir%/csv_wide.c \
	%reldir%/field.c %reldir%/field.h \
	%reldir%/gate_github.c \
	%reldir%/gate_json.c \
	%reldir%/gate_junit.c \
	%reldir%/gate_markdown.c \
	%reldir%/gate_table.c \
	%reldir%/gate_words.c %reldir%/gate_words.h \
	%reldir%/gate_writers.c %reldir%/gate_writers.h \
	%reldir%/grid.c %reldir%/grid.h \
	%reldir%/json_page.c %reldir%/json_page.h \
	%reldir%/legend.c %reldir%/legend.h \
	%reldir%/page.c %reldir%/page.h \
	%reldir%/paragraph.c %reldir%/paragraph.h \
	%reldir%/pinpoint_csv.c \
	%reldir%/result_json.c \
	%reldir%/sheet_grid.c %reldir%/sheet_grid.h \
	%reldir%/sheet_json.c %reldir%/sheet_json.h \
	%reldir%/sheet_tsv.c \
	%reldir%/summary_facts.c %reldir%/summary_facts.h \
	%reldir%/table.c %reldir%/table.h \
	%reldir%/text_table.c \
	%reldir%/tsv_tidy.c
PIN_REPORTS = libreports.a $(PIN_PLUGIN)
resultschemadir = $(datadir)/pinbench
dist_resultschema_DATA = %reldir%/gate.schema.json %reldir%/result.schema.json
EXTRA_DIST += %reldir%/README.md
