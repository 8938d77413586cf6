if UNIT_TESTS
check_PROGRAMS += %reldir%/flow.unit
TESTS += %reldir%/flow.unit
endif
%canon_reldir%_flow_unit_SOURCES = \
	%reldir%/fakes.c %reldir%/flow_case.h \
	%reldir%/test_analyses.c \
	%reldir%/test_attribute.c \
	%reldir%/test_audit_groupings.c \
	%reldir%/test_cluster.c \
	%reldir%/test_examine.c \
	%reldir%/test_execute.c \
	%reldir%/test_figure_parse.c \
	%reldir%/test_figure_value.c \
	%reldir%/test_fuse.c \
	%reldir%/test_interval.c \
	%reldir%/test_item_slice.c \
	%reldir%/test_oracle.c \
	%reldir%/test_panel.c \
	%reldir%/test_pipeline.c \
	%reldir%/test_profile.c \
	%reldir%/test_rescore.c \
	%reldir%/test_score.c \
	%reldir%/test_spread.c \
	%reldir%/test_summarise.c \
	%reldir%/test_where.c
%canon_reldir%_flow_unit_CPPFLAGS = $(UNIT_CPPFLAGS)
%canon_reldir%_flow_unit_CFLAGS = $(UNIT_CFLAGS)
%canon_reldir%_flow_unit_LDADD = $(PIN_FLOW) $(CRITERION_LIBS) -lm
