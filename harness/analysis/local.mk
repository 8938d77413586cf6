noinst_LIBRARIES += libanalysis.a
libanalysis_a_SOURCES = \
	%reldir%/confusions.c %reldir%/confusions.h
PIN_ANALYSIS = libanalysis.a $(PIN_FLOW)
EXTRA_DIST += %reldir%/README.md
