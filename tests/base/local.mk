if UNIT_TESTS
check_PROGRAMS += %reldir%/base.unit
TESTS += %reldir%/base.unit
endif
%canon_reldir%_base_unit_SOURCES = \
	%reldir%/json_document.h \
	%reldir%/packed_text.h \
	%reldir%/test_clock.c \
	%reldir%/test_digest.c \
	%reldir%/test_digest_thread.c \
	%reldir%/test_ids.c \
	%reldir%/test_json.c \
	%reldir%/test_json_stream.c \
	%reldir%/test_json_stream_long.c \
	%reldir%/test_lines.c \
	%reldir%/test_map32.c \
	%reldir%/test_number.c \
	%reldir%/test_platform.c \
	%reldir%/test_process.c \
	%reldir%/test_rng.c \
	%reldir%/test_sink.c \
	%reldir%/test_source.c \
	%reldir%/test_sum.c \
	%reldir%/test_text.c \
	%reldir%/test_top.c \
	%reldir%/test_unpack.c \
	%reldir%/test_utf8.c
if ZSTD
%canon_reldir%_base_unit_SOURCES += %reldir%/test_unpack_zstd.c
endif
%canon_reldir%_base_unit_CPPFLAGS = $(UNIT_CPPFLAGS)
%canon_reldir%_base_unit_CFLAGS = $(UNIT_CFLAGS)
%canon_reldir%_base_unit_LDADD = $(PIN_BASE) $(CRITERION_LIBS) -lm
