if UNIT_TESTS
check_PROGRAMS += %reldir%/engines.unit
TESTS += %reldir%/engines.unit
endif
%canon_reldir%_engines_unit_SOURCES = \
	%reldir%/engine_case.h \
	%reldir%/test_compositions.c %reldir%/test_contract.c \
	%reldir%/test_dot.c \
	%reldir%/test_exact.c \
	%reldir%/test_finder.c \
	%reldir%/test_random.c \
	%reldir%/test_rescore_vectors.c \
	%reldir%/test_synthetic_search.c \
	tests/folder.h %reldir%/test_replay.c
%canon_reldir%_engines_unit_CPPFLAGS = $(UNIT_CPPFLAGS)
%canon_reldir%_engines_unit_CFLAGS = $(UNIT_CFLAGS)
# The synthetic dataset is searched here, so this one program links two plug-in layers.
%canon_reldir%_engines_unit_LDADD = $(PIN_ENGINES) $(PIN_DATASETS) $(CRITERION_LIBS) -lm
