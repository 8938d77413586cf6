noinst_LIBRARIES += libengines.a
libengines_a_SOURCES = \
	%reldir%/compose.c %reldir%/compose.h \
	%reldir%/exact.c \
	%reldir%/faulty.c \
	%reldir%/finder.c %reldir%/finder.h %reldir%/finder_room.h \
	%reldir%/joint.c %reldir%/joint.h \
	%reldir%/kernels/dot.c %reldir%/kernels/dot.h \
	%reldir%/kernels/isa.c %reldir%/kernels/isa.h \
	%reldir%/kernels/isa_portable.c %reldir%/kernels/sieve.h \
	%reldir%/null.c \
	%reldir%/quantised.c %reldir%/quantised.h \
	%reldir%/random.c \
	%reldir%/replay.c \
	%reldir%/rescore.c %reldir%/rescore.h \
	%reldir%/rescore_vectors.c \
	%reldir%/rows.c %reldir%/rows.h \
	%reldir%/screen.c %reldir%/screen.h \
	%reldir%/select.c %reldir%/select.h \
	%reldir%/table.c %reldir%/table.h
libengines_a_CPPFLAGS = $(AM_CPPFLAGS) $(PIN_ISA_CPPFLAGS)
PIN_ENGINES = libengines.a

# One library for each instruction set, compiled with the flags of that set alone.
if ISA_AVX2
noinst_LIBRARIES += libisa_avx2.a
libisa_avx2_a_SOURCES = %reldir%/kernels/isa_avx2.c
libisa_avx2_a_CFLAGS = $(AM_CFLAGS) $(PIN_AVX2_CFLAGS)
PIN_ENGINES += libisa_avx2.a
endif
if ISA_AMX
noinst_LIBRARIES += libisa_amx.a
libisa_amx_a_SOURCES = %reldir%/kernels/isa_amx.c
libisa_amx_a_CFLAGS = $(AM_CFLAGS) $(PIN_AVX512_CFLAGS) $(PIN_AMX_CFLAGS)
PIN_ENGINES += libisa_amx.a
endif
if ISA_AVX512
noinst_LIBRARIES += libisa_avx512.a
libisa_avx512_a_SOURCES = %reldir%/kernels/isa_avx512.c %reldir%/kernels/wide.h
libisa_avx512_a_CFLAGS = $(AM_CFLAGS) $(PIN_AVX512_CFLAGS)
PIN_ENGINES += libisa_avx512.a
endif
PIN_ENGINES += $(PIN_PLUGIN)
EXTRA_DIST += %reldir%/README.md
