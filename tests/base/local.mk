if UNIT_TESTS
check_PROGRAMS += %reldir%/base.unit
TESTS += %reldir%/base.unit
endif
%canon_reldir%_base_unit_SOURCES = \
	%reldir%/test_ids.c \
	%reldir%/test_number.c \
	%reldir%/test_text.c
%canon_reldir%_base_unit_CPPFLAGS = $(UNIT_CPPFLAGS)
%canon_reldir%_base_unit_CFLAGS = $(UNIT_CFLAGS)
%canon_reldir%_base_unit_LDADD = $(PIN_BASE) $(CRITERION_LIBS) -lm
