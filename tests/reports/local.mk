if UNIT_TESTS
check_PROGRAMS += %reldir%/reports.unit %reldir%/print_report
TESTS += %reldir%/reports.unit %reldir%/schema.tap
endif
%canon_reldir%_reports_unit_SOURCES = \
	%reldir%/fixture.c %reldir%/fixture.h \
	%reldir%/test_cell.c \
	%reldir%/test_latex.c \
	%reldir%/test_markdown.c \
	%reldir%/test_methods.c \
	%reldir%/test_openmetrics.c \
	%reldir%/test_page.c \
	%reldir%/test_pinpoint_csv.c \
	%reldir%/test_plot_text.c \
	%reldir%/test_plots.c \
	%reldir%/test_result_json.c \
	%reldir%/test_result_read.c \
	%reldir%/test_sheet_grid.c \
	%reldir%/test_text_table.c \
	%reldir%/test_writers.c
%canon_reldir%_reports_unit_CPPFLAGS = $(UNIT_CPPFLAGS)
%canon_reldir%_reports_unit_CFLAGS = $(UNIT_CFLAGS)
%canon_reldir%_reports_unit_LDADD = $(PIN_REPORTS) $(PIN_BASE) $(CRITERION_LIBS) -lm
%canon_reldir%_print_report_SOURCES = \
	%reldir%/fixture.c %reldir%/fixture.h %reldir%/print_report.c
%canon_reldir%_print_report_LDADD = $(PIN_REPORTS) $(PIN_BASE)
dist_check_SCRIPTS += %reldir%/schema.tap
EXTRA_DIST += %reldir%/check_schema.py %reldir%/read_openmetrics.py
