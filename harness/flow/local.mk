noinst_LIBRARIES += libflow.a
libflow_a_SOURCES = \
	%reldir%/analyses.c %reldir%/analyses.h \
	%reldir%/analysis.h \
	%reldir%/attribute.c %reldir%/attribute.h \
	%reldir%/audit.c %reldir%/audit.h \
	%reldir%/audit_groupings.c \
	%reldir%/audit_groups.c \
	%reldir%/audit_labels.c %reldir%/audit_parts.h \
	%reldir%/audit_references.c \
	%reldir%/audit_vectors.c \
	%reldir%/chain.c %reldir%/chain.h \
	%reldir%/cluster.c %reldir%/cluster.h \
	%reldir%/examine.c %reldir%/examine.h \
	%reldir%/execute.c %reldir%/execute.h \
	%reldir%/figure.c %reldir%/figure.h \
	%reldir%/figure_parse.c \
	%reldir%/flight.c %reldir%/flight.h \
	%reldir%/fuse.c %reldir%/fuse.h %reldir%/fuse_runs.c \
	%reldir%/interval.c %reldir%/interval.h \
	%reldir%/item_slice.c %reldir%/item_slice.h \
	%reldir%/load.c %reldir%/load.h \
	%reldir%/oracle.c %reldir%/oracle.h \
	%reldir%/panel.c %reldir%/panel.h \
	%reldir%/pipeline.c %reldir%/pipeline.h \
	%reldir%/policy.c %reldir%/policy.h \
	%reldir%/profile.c %reldir%/profile.h \
	%reldir%/rescore.c %reldir%/rescore.h \
	%reldir%/saved.c %reldir%/saved.h \
	%reldir%/score.c %reldir%/score.h \
	%reldir%/slice.c %reldir%/slice.h \
	%reldir%/spread.c %reldir%/spread.h \
	%reldir%/summarise.c %reldir%/summarise.h %reldir%/summarise_parts.h \
	%reldir%/summarise_slices.c \
	%reldir%/where.c %reldir%/where.h
PIN_FLOW = libflow.a libstats.a $(PIN_PLUGIN)
EXTRA_DIST += %reldir%/README.md
