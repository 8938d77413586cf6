# `make check-long` builds and runs these, a minute for all; `make check` does not. Each
# prints a table, and exits 1 when something in it is out of bounds.
LONG_CHECKS = \
	%reldir%/coverage \
	%reldir%/false_alarms \
	%reldir%/gate_alarms
EXTRA_PROGRAMS += $(LONG_CHECKS)
CLEANFILES += $(LONG_CHECKS)
%canon_reldir%_coverage_SOURCES = %reldir%/coverage.c
%canon_reldir%_coverage_LDADD = $(PIN_STATS)
%canon_reldir%_false_alarms_SOURCES = %reldir%/false_alarms.c
%canon_reldir%_false_alarms_LDADD = $(PIN_STATS) -lm
%canon_reldir%_gate_alarms_SOURCES = %reldir%/gate_alarms.c
%canon_reldir%_gate_alarms_LDADD = $(PIN_GATE) -lm
check-long: $(LONG_CHECKS)
	@status=0; for check in $(LONG_CHECKS); do \
		echo "== $$check"; $$check || status=1; \
	done; exit $$status
.PHONY: check-long
