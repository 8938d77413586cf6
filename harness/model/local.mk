noinst_LIBRARIES += libmodel.a
libmodel_a_SOURCES = \
	%reldir%/dataset.c %reldir%/dataset.h \
	%reldir%/dataset_build.c %reldir%/dataset_build.h \
	%reldir%/dataset_freeze.c %reldir%/dataset_lists.c %reldir%/dataset_parts.h \
	%reldir%/dataset_rows.c \
	%reldir%/facts.h \
	%reldir%/fusion.c %reldir%/fusion.h \
	%reldir%/gate_parts.h %reldir%/gate_rule.c %reldir%/gate_rule.h \
	%reldir%/gate_rules_read.c \
	%reldir%/input_file.c %reldir%/input_file.h \
	%reldir%/judged.c %reldir%/judged.h \
	%reldir%/matrix.c %reldir%/matrix.h \
	%reldir%/plan.c %reldir%/plan.h \
	%reldir%/plan_fuse.c \
	%reldir%/plan_parts.h %reldir%/plan_systems.c \
	%reldir%/result_facts.c \
	%reldir%/result_parts.c %reldir%/result_parts.h \
	%reldir%/result_read.c %reldir%/result_read.h \
	%reldir%/result_sheets.c \
	%reldir%/run.c %reldir%/run.h \
	%reldir%/run_allowed.c %reldir%/run_allowed.h \
	%reldir%/run_build.c %reldir%/run_build.h \
	%reldir%/score_table.c %reldir%/score_table.h \
	%reldir%/scores.h %reldir%/sheet.c %reldir%/sheet.h \
	%reldir%/sheet_build.c %reldir%/sheet_build.h \
	%reldir%/summary.h \
	%reldir%/tally.c %reldir%/tally.h \
	%reldir%/verdict.c %reldir%/verdict.h
PIN_MODEL = libmodel.a $(PIN_BASE)
EXTRA_DIST += %reldir%/README.md
