noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	%reldir%/arena.c %reldir%/arena.h \
	%reldir%/buffer.c %reldir%/buffer.h \
	%reldir%/clock.c %reldir%/clock.h \
	%reldir%/error.c %reldir%/error.h \
	%reldir%/ids.c %reldir%/ids.h \
	%reldir%/json.c %reldir%/json.h \
	%reldir%/json_value.c \
	%reldir%/json_write.c \
	%reldir%/number.c %reldir%/number.h \
	%reldir%/platform.c %reldir%/platform.h \
	%reldir%/rng.c %reldir%/rng.h \
	%reldir%/sink.c %reldir%/sink.h \
	%reldir%/sum.c %reldir%/sum.h \
	%reldir%/text.c %reldir%/text.h \
	%reldir%/top.c %reldir%/top.h
PIN_LIBS = $(JANSSON_LIBS) $(NETTLE_LIBS) -lm
PIN_BASE = libbase.a $(PIN_LIBS)
