noinst_LIBRARIES += libengines.a
libengines_a_SOURCES = \
	%reldir%/compose.c %reldir%/compose.h \
	%reldir%/exact.c \
	%reldir%/faulty.c \
	%reldir%/kernels/dot.c %reldir%/kernels/dot.h \
	%reldir%/null.c \
	%reldir%/random.c \
	%reldir%/replay.c \
	%reldir%/table.c %reldir%/table.h
PIN_ENGINES = libengines.a $(PIN_PLUGIN)
EXTRA_DIST += %reldir%/README.md
