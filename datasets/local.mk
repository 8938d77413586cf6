noinst_LIBRARIES += libdatasets.a
libdatasets_a_SOURCES = \
	%reldir%/jsonl.c \
	%reldir%/jsonl_row.c %reldir%/jsonl_row.h \
	%reldir%/pinpoint.c \
	%reldir%/pinpoint_files.c %reldir%/pinpoint_files.h \
	%reldir%/pinpoint_parquet.c %reldir%/pinpoint_parquet.h \
	%reldir%/pinpoint_row.c %reldir%/pinpoint_row.h \
	%reldir%/pinpoint_tail.c %reldir%/pinpoint_tail.h \
	%reldir%/synthetic.c %reldir%/synthetic.h \
	%reldir%/synthetic_boards.c \
	%reldir%/synthetic_queries.c \
	%reldir%/synthetic_words.c \
	%reldir%/synthetic_world.c \
	%reldir%/table.c %reldir%/table.h
PIN_DATASETS = libdatasets.a libparquet.a $(PIN_PLUGIN)
EXTRA_DIST += %reldir%/README.md
