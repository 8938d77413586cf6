noinst_LIBRARIES += libstats.a
libstats_a_SOURCES = \
	%reldir%/bootstrap.c %reldir%/bootstrap.h \
	%reldir%/distribution.c %reldir%/distribution.h \
	%reldir%/distribution_range.c \
	%reldir%/incomplete.c %reldir%/incomplete.h \
	%reldir%/root.c %reldir%/root.h
EXTRA_DIST += %reldir%/README.md
PIN_STATS = libstats.a $(PIN_BASE)
