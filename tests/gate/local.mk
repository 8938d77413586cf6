if UNIT_TESTS
check_PROGRAMS += %reldir%/gate.unit
TESTS += %reldir%/gate.unit
endif
%canon_reldir%_gate_unit_SOURCES = \
	%reldir%/gate_case.h \
	%reldir%/test_decide.c \
	%reldir%/test_gate.c \
	%reldir%/test_gate_obstacles.c
%canon_reldir%_gate_unit_CPPFLAGS = $(UNIT_CPPFLAGS)
%canon_reldir%_gate_unit_CFLAGS = $(UNIT_CFLAGS)
%canon_reldir%_gate_unit_LDADD = $(PIN_GATE) $(CRITERION_LIBS) -lm
