# `make bench` builds and runs these; `make` and `make check` do not. bench_command times a
# whole program; scripts/measure runs it.
BENCHES = \
	%reldir%/bench_bootstrap \
	%reldir%/bench_ids \
	%reldir%/bench_readers \
	%reldir%/bench_replay \
	%reldir%/bench_search
EXTRA_PROGRAMS += $(BENCHES) %reldir%/bench_command
EXTRA_DIST += %reldir%/README.md
CLEANFILES += $(BENCHES) %reldir%/bench_command
%canon_reldir%_bench_bootstrap_SOURCES = %reldir%/bench_bootstrap.c
%canon_reldir%_bench_bootstrap_LDADD = $(PIN_STATS)
%canon_reldir%_bench_command_SOURCES = %reldir%/bench_command.c
%canon_reldir%_bench_command_LDADD = $(PIN_BASE)
%canon_reldir%_bench_ids_SOURCES = %reldir%/bench_ids.c
%canon_reldir%_bench_ids_LDADD = $(PIN_BASE)
%canon_reldir%_bench_readers_SOURCES = %reldir%/bench_readers.c
%canon_reldir%_bench_readers_LDADD = $(PIN_BASE)
%canon_reldir%_bench_replay_SOURCES = %reldir%/bench_replay.c
%canon_reldir%_bench_replay_LDADD = $(PIN_ENGINES) $(PIN_DATASETS)
%canon_reldir%_bench_search_SOURCES = %reldir%/bench_search.c
%canon_reldir%_bench_search_LDADD = $(PIN_ENGINES) $(PIN_DATASETS)
bench: $(BENCHES)
	for bench in $(BENCHES); do echo "== $$bench"; $$bench || exit 1; done
.PHONY: bench
BENCHES += %reldir%/bench_permute
%canon_reldir%_bench_permute_SOURCES = %reldir%/bench_permute.c
%canon_reldir%_bench_permute_LDADD = $(PIN_STATS)
