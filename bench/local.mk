# `make bench` builds and runs these; `make` and `make check` do not.
EXTRA_PROGRAMS += %reldir%/bench_readers
%canon_reldir%_bench_readers_SOURCES = %reldir%/bench_readers.c
%canon_reldir%_bench_readers_LDADD = $(PIN_BASE)
CLEANFILES += %reldir%/bench_readers
bench: %reldir%/bench_readers
	%reldir%/bench_readers
.PHONY: bench
