noinst_LIBRARIES += libstats.a
libstats_a_SOURCES = \
	%reldir%/bootstrap.c %reldir%/bootstrap.h
EXTRA_DIST += %reldir%/README.md
PIN_STATS = libstats.a $(PIN_BASE)
libstats_a_SOURCES += \
	%reldir%/permute.c %reldir%/permute.h %reldir%/permute_band.c \
	%reldir%/permute_labels.c %reldir%/permute_labels.h \
	%reldir%/variance.c %reldir%/variance.h
