noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	%reldir%/arena.c %reldir%/arena.h \
	%reldir%/buffer.c %reldir%/buffer.h \
	%reldir%/clock.c %reldir%/clock.h \
	%reldir%/crc32.c %reldir%/crc32.h \
	%reldir%/digest.c %reldir%/digest.h \
	%reldir%/digest_thread.c %reldir%/digest_thread.h \
	%reldir%/error.c %reldir%/error.h \
	%reldir%/half.h \
	%reldir%/ids.c %reldir%/ids.h \
	%reldir%/json.c %reldir%/json.h \
	%reldir%/json_lexis.c %reldir%/json_lexis.h \
	%reldir%/json_report.c %reldir%/json_state.h \
	%reldir%/json_stream.c %reldir%/json_stream.h \
	%reldir%/json_value.c \
	%reldir%/json_walk.c \
	%reldir%/json_write.c \
	%reldir%/lines.c %reldir%/lines.h \
	%reldir%/map32.c %reldir%/map32.h \
	%reldir%/number.c %reldir%/number.h \
	%reldir%/observer.c %reldir%/observer.h \
	%reldir%/pack.h \
	%reldir%/parallel.c %reldir%/parallel.h \
	%reldir%/platform.c %reldir%/platform.h \
	%reldir%/process.c %reldir%/process.h \
	%reldir%/read_ahead.c %reldir%/read_ahead.h \
	%reldir%/rng.c %reldir%/rng.h \
	%reldir%/sink.c %reldir%/sink.h \
	%reldir%/source.c %reldir%/source.h \
	%reldir%/sum.c %reldir%/sum.h \
	%reldir%/swar.h \
	%reldir%/text.c %reldir%/text.h \
	%reldir%/top.c %reldir%/top.h \
	%reldir%/unpack.c %reldir%/unpack.h \
	%reldir%/unpack_codec.h \
	%reldir%/unpack_gzip.c \
	%reldir%/utf8.c %reldir%/utf8.h \
	%reldir%/window.c %reldir%/window.h
if ZSTD
libbase_a_SOURCES += %reldir%/pack_zstd.c %reldir%/unpack_zstd.c
else
libbase_a_SOURCES += %reldir%/pack_zstd_absent.c %reldir%/unpack_zstd_absent.c
endif
PIN_LIBS = $(JANSSON_LIBS) $(NETTLE_LIBS) $(ZLIB_LIBS) $(ZSTD_LIBS) $(SNAPPY_LIBS) -lm
PIN_BASE = libbase.a $(PIN_LIBS)
EXTRA_DIST += %reldir%/README.md
