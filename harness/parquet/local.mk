noinst_LIBRARIES += libparquet.a
libparquet_a_SOURCES = \
	%reldir%/parquet.c %reldir%/parquet.h \
	%reldir%/parquet_column.c %reldir%/parquet_column.h \
	%reldir%/parquet_cursor.c \
	%reldir%/parquet_delta.c \
	%reldir%/parquet_footer.c \
	%reldir%/parquet_hybrid.c \
	%reldir%/parquet_page.c \
	%reldir%/parquet_parts.h \
	%reldir%/parquet_schema.c \
	%reldir%/parquet_thrift.c %reldir%/parquet_thrift.h \
	%reldir%/parquet_values.c
if SNAPPY
libparquet_a_SOURCES += %reldir%/parquet_snappy.c
else
libparquet_a_SOURCES += %reldir%/parquet_snappy_absent.c
endif
PIN_PARQUET = libparquet.a $(PIN_BASE)
EXTRA_DIST += %reldir%/README.md
