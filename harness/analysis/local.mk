noinst_LIBRARIES += libanalysis.a
libanalysis_a_SOURCES = \
	%reldir%/confusions.c %reldir%/confusions.h \
	%reldir%/measure.c %reldir%/measure.h \
	%reldir%/negatives.c %reldir%/negatives.h
PIN_ANALYSIS = libanalysis.a $(PIN_FLOW)
EXTRA_DIST += %reldir%/README.md
