noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	%reldir%/arena.c %reldir%/arena.h \
	%reldir%/buffer.c %reldir%/buffer.h \
	%reldir%/digest.c %reldir%/digest.h \
	%reldir%/error.c %reldir%/error.h \
	%reldir%/ids.c %reldir%/ids.h \
	%reldir%/json_lexis.c %reldir%/json_lexis.h \
	%reldir%/json_report.c %reldir%/json_state.h \
	%reldir%/json_stream.c %reldir%/json_stream.h \
	%reldir%/json_walk.c \
	%reldir%/lines.c %reldir%/lines.h \
	%reldir%/rng.c %reldir%/rng.h \
	%reldir%/source.c %reldir%/source.h \
	%reldir%/swar.h \
	%reldir%/utf8.c %reldir%/utf8.h \
	%reldir%/window.c %reldir%/window.h
PIN_LIBS = $(JANSSON_LIBS) $(NETTLE_LIBS) -lm
PIN_BASE = libbase.a $(PIN_LIBS)
