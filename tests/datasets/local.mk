if UNIT_TESTS
check_PROGRAMS += %reldir%/datasets.unit
TESTS += %reldir%/datasets.unit
endif
%canon_reldir%_datasets_unit_SOURCES = \
	%reldir%/test_jsonl.c \
	%reldir%/test_npy.c \
	%reldir%/test_pinpoint.c \
	%reldir%/test_pinpoint_bad.c \
	%reldir%/test_pinpoint_groups.c \
	%reldir%/test_synthetic.c \
	%reldir%/test_synthetic_attributes.c \
	%reldir%/test_vectors.c \
	tests/folder.h %reldir%/vectors_case.h %reldir%/pinpoint_case.h %reldir%/synthetic_case.h
%canon_reldir%_datasets_unit_CPPFLAGS = $(UNIT_CPPFLAGS)
%canon_reldir%_datasets_unit_CFLAGS = $(UNIT_CFLAGS)
%canon_reldir%_datasets_unit_LDADD = $(PIN_DATASETS) $(CRITERION_LIBS) -lm
