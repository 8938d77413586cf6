noinst_LIBRARIES += libmetrics.a
libmetrics_a_SOURCES = \
	%reldir%/average_precision.c %reldir%/average_precision.h \
	%reldir%/average_precision_noneg.c \
	%reldir%/delta_noneg.c \
	%reldir%/hit.c \
	%reldir%/judged_share.c \
	%reldir%/ndcg.c \
	%reldir%/neg_before_pos.c \
	%reldir%/neg_recall.c \
	%reldir%/precision.c \
	%reldir%/r_precision.c \
	%reldir%/ranking.h \
	%reldir%/recall.c \
	%reldir%/reciprocal_rank.c \
	%reldir%/table.c %reldir%/table.h
PIN_METRICS = libmetrics.a $(PIN_PLUGIN)
EXTRA_DIST += %reldir%/README.md
