# `make bench` builds and runs these; `make` and `make check` do not.
BENCHES = \
	%reldir%/bench_readers \
	%reldir%/bench_replay \
	%reldir%/bench_search
EXTRA_PROGRAMS += $(BENCHES)
CLEANFILES += $(BENCHES)
%canon_reldir%_bench_readers_SOURCES = %reldir%/bench_readers.c
%canon_reldir%_bench_readers_LDADD = $(PIN_BASE)
%canon_reldir%_bench_replay_SOURCES = %reldir%/bench_replay.c
%canon_reldir%_bench_replay_LDADD = libengines.a $(PIN_DATASETS)
%canon_reldir%_bench_search_SOURCES = %reldir%/bench_search.c
%canon_reldir%_bench_search_LDADD = libengines.a $(PIN_DATASETS)
bench: $(BENCHES)
	for bench in $(BENCHES); do echo "== $$bench"; $$bench || exit 1; done
.PHONY: bench
