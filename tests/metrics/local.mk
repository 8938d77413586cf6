if UNIT_TESTS
check_PROGRAMS += %reldir%/metrics.unit
TESTS += %reldir%/metrics.unit
endif
%canon_reldir%_metrics_unit_SOURCES = \
	%reldir%/rankings.c %reldir%/rankings.h \
	%reldir%/test_against_reference.c \
	%reldir%/test_by_hand.c \
	%reldir%/test_properties.c \
	%reldir%/test_table.c \
	tests/property/prop.h \
	tests/reference/metrics_reference.c \
	tests/reference/metrics_reference.h
%canon_reldir%_metrics_unit_CPPFLAGS = $(UNIT_CPPFLAGS)
%canon_reldir%_metrics_unit_CFLAGS = $(UNIT_CFLAGS)
%canon_reldir%_metrics_unit_LDADD = $(PIN_METRICS) $(CRITERION_LIBS) -lm
