if UNIT_TESTS
check_PROGRAMS += %reldir%/stats.unit
TESTS += %reldir%/stats.unit
endif
%canon_reldir%_stats_unit_SOURCES = \
	%reldir%/test_bootstrap.c
%canon_reldir%_stats_unit_CPPFLAGS = $(UNIT_CPPFLAGS)
%canon_reldir%_stats_unit_CFLAGS = $(UNIT_CFLAGS)
%canon_reldir%_stats_unit_LDADD = $(PIN_STATS) $(CRITERION_LIBS) -lm
%canon_reldir%_stats_unit_SOURCES += \
	%reldir%/test_permute.c \
	%reldir%/test_permute_band.c \
	%reldir%/test_permute_golden.c \
	%reldir%/test_permute_labels.c \
	%reldir%/test_variance.c
