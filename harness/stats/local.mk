noinst_LIBRARIES += libstats.a
libstats_a_SOURCES = \
	%reldir%/bootstrap.c %reldir%/bootstrap.h \
	%reldir%/bootstrap_interval.c %reldir%/bootstrap_interval.h \
	%reldir%/distribution.c %reldir%/distribution.h \
	%reldir%/distribution_range.c \
	%reldir%/functional.c %reldir%/functional.h \
	%reldir%/incomplete.c %reldir%/incomplete.h \
	%reldir%/quantile.c %reldir%/quantile.h \
	%reldir%/root.c %reldir%/root.h \
	%reldir%/weighted_block.c %reldir%/weighted_block.h
EXTRA_DIST += %reldir%/README.md
PIN_STATS = libstats.a $(PIN_BASE)
