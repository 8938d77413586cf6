if UNIT_TESTS
check_PROGRAMS += %reldir%/model.unit
TESTS += %reldir%/model.unit
endif
%canon_reldir%_model_unit_SOURCES = \
	%reldir%/model_case.h \
	%reldir%/test_dataset_build.c \
	%reldir%/test_dataset_labels.c \
	%reldir%/test_gate_rule.c \
	%reldir%/test_judged.c \
	%reldir%/test_matrix.c \
	%reldir%/test_plan.c \
	%reldir%/test_run_allowed.c \
	%reldir%/test_run_build.c \
	%reldir%/test_score_table.c \
	%reldir%/test_sheet_build.c \
	%reldir%/test_tally.c
%canon_reldir%_model_unit_CPPFLAGS = $(UNIT_CPPFLAGS)
%canon_reldir%_model_unit_CFLAGS = $(UNIT_CFLAGS)
%canon_reldir%_model_unit_LDADD = $(PIN_MODEL) $(CRITERION_LIBS) -lm
