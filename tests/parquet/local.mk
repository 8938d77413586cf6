if UNIT_TESTS
check_PROGRAMS += %reldir%/parquet.unit
TESTS += %reldir%/parquet.unit
endif
%canon_reldir%_parquet_unit_SOURCES = %reldir%/test_parquet.c
%canon_reldir%_parquet_unit_CPPFLAGS = $(UNIT_CPPFLAGS)
if SNAPPY
%canon_reldir%_parquet_unit_CPPFLAGS += -DPIN_TEST_SNAPPY
endif
if ZSTD
%canon_reldir%_parquet_unit_CPPFLAGS += -DPIN_TEST_ZSTD
endif
%canon_reldir%_parquet_unit_CFLAGS = $(UNIT_CFLAGS)
%canon_reldir%_parquet_unit_LDADD = $(PIN_PARQUET) $(CRITERION_LIBS) -lm
EXTRA_DIST += %reldir%/fixtures %reldir%/make_fixtures.py
