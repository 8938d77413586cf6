# `make bench` builds and runs these; `make` and `make check` do not. bench_command times a
# whole program; scripts/measure uses it.
EXTRA_PROGRAMS += %reldir%/bench_command %reldir%/bench_ids %reldir%/bench_readers \
	%reldir%/bench_search
EXTRA_DIST += %reldir%/README.md
%canon_reldir%_bench_command_SOURCES = %reldir%/bench_command.c
%canon_reldir%_bench_command_LDADD = $(PIN_BASE)
%canon_reldir%_bench_ids_SOURCES = %reldir%/bench_ids.c
%canon_reldir%_bench_ids_LDADD = $(PIN_BASE)
%canon_reldir%_bench_readers_SOURCES = %reldir%/bench_readers.c
%canon_reldir%_bench_readers_LDADD = $(PIN_BASE)
%canon_reldir%_bench_search_SOURCES = %reldir%/bench_search.c
%canon_reldir%_bench_search_LDADD = libengines.a $(PIN_DATASETS)
CLEANFILES += %reldir%/bench_command %reldir%/bench_ids %reldir%/bench_readers \
	%reldir%/bench_search
bench: %reldir%/bench_command %reldir%/bench_ids %reldir%/bench_readers %reldir%/bench_search
	%reldir%/bench_readers
	%reldir%/bench_ids
	%reldir%/bench_search
.PHONY: bench
