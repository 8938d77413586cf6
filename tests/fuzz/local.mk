# A fuzz target is fuzz_NAME.c with a folder corpus/NAME, and one line in this list. Each
# is linked with replay.c, or with libFuzzer's main under --enable-fuzzing; both run the
# files that they are given. tests/fuzz.tap runs each target over its corpus.
FUZZ_TARGETS = \
	%reldir%/fuzz_json_stream \
	%reldir%/fuzz_lines
check_PROGRAMS += $(FUZZ_TARGETS)

if FUZZING
FUZZ_MAIN = $(FUZZ_ENGINE)
else
check_LIBRARIES += %reldir%/libreplay.a
FUZZ_MAIN = %reldir%/libreplay.a
endif
%canon_reldir%_libreplay_a_SOURCES = %reldir%/replay.c
# The default of programs that name no libraries, which the targets above are.
LDADD = $(FUZZ_MAIN) $(PIN_BASE)
EXTRA_DIST += %reldir%/corpus
