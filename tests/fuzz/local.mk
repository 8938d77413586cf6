# A fuzz target is fuzz_NAME.c with a folder corpus/NAME, and one line in this list. Each
# is linked with replay.c, or with libFuzzer's main under --enable-fuzzing; both run the
# files that they are given. tests/fuzz.tap runs each target over its corpus.
FUZZ_TARGETS = \
	%reldir%/fuzz_figure \
	%reldir%/fuzz_gate_rules \
	%reldir%/fuzz_groups \
	%reldir%/fuzz_item_attributes \
	%reldir%/fuzz_json_stream \
	%reldir%/fuzz_jsonl \
	%reldir%/fuzz_lines \
	%reldir%/fuzz_npy \
	%reldir%/fuzz_parquet \
	%reldir%/fuzz_pinpoint \
	%reldir%/fuzz_plan \
	%reldir%/fuzz_replay \
	%reldir%/fuzz_result \
	%reldir%/fuzz_scores \
	%reldir%/fuzz_spec \
	%reldir%/fuzz_unpack \
	%reldir%/fuzz_vectors \
	%reldir%/fuzz_where
check_PROGRAMS += $(FUZZ_TARGETS)

if FUZZING
FUZZ_MAIN = $(FUZZ_ENGINE)
else
check_LIBRARIES += %reldir%/libreplay.a
FUZZ_MAIN = %reldir%/libreplay.a
endif
%canon_reldir%_libreplay_a_SOURCES = %reldir%/replay.c
# A part of the command line, which is in no library.
%canon_reldir%_fuzz_spec_SOURCES = %reldir%/fuzz_spec.c harness/cli/dataset_spec.c
# The default of programs that name no libraries, which the targets above are.
LDADD = $(FUZZ_MAIN) libreports.a $(PIN_ENGINES) libdatasets.a libparquet.a libmetrics.a $(PIN_FLOW)
EXTRA_DIST += %reldir%/corpus %reldir%/check_dataset.h %reldir%/memory_file.h \
	%reldir%/small_dataset.h
