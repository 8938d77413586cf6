noinst_LIBRARIES += libdatasets.a
libdatasets_a_SOURCES = \
	%reldir%/jsonl.c \
	%reldir%/jsonl_row.c %reldir%/jsonl_row.h \
	%reldir%/npy.c %reldir%/npy.h %reldir%/npy_header.c \
	%reldir%/pinpoint.c \
	%reldir%/pinpoint_parquet.c %reldir%/pinpoint_parquet.h \
	%reldir%/pinpoint_row.c %reldir%/pinpoint_row.h \
	%reldir%/pinpoint_tail.c %reldir%/pinpoint_tail.h \
	%reldir%/qrels.c %reldir%/qrels.h \
	%reldir%/side_files.c %reldir%/side_files.h \
	%reldir%/side_lists.c \
	%reldir%/synthetic.c %reldir%/synthetic.h \
	%reldir%/synthetic_boards.c \
	%reldir%/synthetic_queries.c \
	%reldir%/synthetic_words.c \
	%reldir%/synthetic_world.c \
	%reldir%/table.c %reldir%/table.h \
	%reldir%/vector_check.c %reldir%/vector_check.h \
	%reldir%/vector_rows.c %reldir%/vector_rows.h \
	%reldir%/vectors.c
PIN_DATASETS = libdatasets.a libparquet.a $(PIN_PLUGIN)
EXTRA_DIST += %reldir%/README.md
