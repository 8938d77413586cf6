noinst_LIBRARIES += libstats.a
libstats_a_SOURCES = \
	%reldir%/bootstrap.c %reldir%/bootstrap.h
PIN_STATS = libstats.a $(PIN_BASE)
