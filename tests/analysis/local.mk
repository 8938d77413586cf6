if UNIT_TESTS
check_PROGRAMS += %reldir%/analysis.unit
TESTS += %reldir%/analysis.unit
endif
%canon_reldir%_analysis_unit_SOURCES = \
	%reldir%/analysis_case.c %reldir%/analysis_case.h \
	%reldir%/fairness_scene.h \
	%reldir%/hand_panel.h \
	%reldir%/test_compare.c \
	%reldir%/test_comparison.c \
	%reldir%/test_comparison_golden.c \
	%reldir%/test_confusions.c \
	%reldir%/test_fairness.c \
	%reldir%/test_fairness_exposure.c \
	%reldir%/test_fairness_small.c \
	%reldir%/test_images.c \
	%reldir%/test_negatives.c \
	%reldir%/test_ranking.c \
	%reldir%/test_repeats.c \
	%reldir%/test_robustness.c \
	%reldir%/test_robustness_bad.c \
	%reldir%/test_run_agreement.c \
	%reldir%/test_slice_rest.c \
	%reldir%/test_wordings.c \
	%reldir%/worded_case.h \
	tests/flow/fakes.c tests/flow/flow_case.h
%canon_reldir%_analysis_unit_CPPFLAGS = $(UNIT_CPPFLAGS)
%canon_reldir%_analysis_unit_CFLAGS = $(UNIT_CFLAGS)
%canon_reldir%_analysis_unit_LDADD = libmetrics.a $(PIN_ANALYSIS) $(CRITERION_LIBS) -lm
