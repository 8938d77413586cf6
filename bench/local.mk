# `make bench` builds and runs these; `make` and `make check` do not.
EXTRA_PROGRAMS += %reldir%/bench_readers %reldir%/bench_search
%canon_reldir%_bench_readers_SOURCES = %reldir%/bench_readers.c
%canon_reldir%_bench_readers_LDADD = $(PIN_BASE)
%canon_reldir%_bench_search_SOURCES = %reldir%/bench_search.c
%canon_reldir%_bench_search_LDADD = libengines.a $(PIN_DATASETS)
CLEANFILES += %reldir%/bench_readers %reldir%/bench_search
bench: %reldir%/bench_readers %reldir%/bench_search
	%reldir%/bench_readers
	%reldir%/bench_search
.PHONY: bench
