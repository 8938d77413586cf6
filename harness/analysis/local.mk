noinst_LIBRARIES += libanalysis.a
libanalysis_a_SOURCES = \
	%reldir%/compare.c %reldir%/compare.h \
	%reldir%/compare_queries.c \
	%reldir%/compare_sheets.c %reldir%/compare_sheets.h \
	%reldir%/comparison.c %reldir%/comparison.h \
	%reldir%/comparison_interval.c %reldir%/comparison_parts.h \
	%reldir%/confusions.c %reldir%/confusions.h
PIN_ANALYSIS = libanalysis.a $(PIN_FLOW)
EXTRA_DIST += %reldir%/README.md
