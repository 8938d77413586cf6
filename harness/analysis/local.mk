noinst_LIBRARIES += libanalysis.a
libanalysis_a_SOURCES = \
	%reldir%/confusions.c %reldir%/confusions.h \
	%reldir%/fairness.c %reldir%/fairness.h %reldir%/fairness_parts.h \
	%reldir%/fairness_case.c \
	%reldir%/fairness_exposure.c %reldir%/fairness_exposure.h \
	%reldir%/fairness_exposure_sheets.c \
	%reldir%/fairness_groups.c \
	%reldir%/fairness_null.c \
	%reldir%/fairness_sheets.c
PIN_ANALYSIS = libanalysis.a $(PIN_FLOW)
EXTRA_DIST += %reldir%/README.md
