noinst_LIBRARIES += libstats.a
libstats_a_SOURCES = \
	%reldir%/agreement.c %reldir%/agreement.h \
	%reldir%/anova.c %reldir%/anova.h \
	%reldir%/bootstrap.c %reldir%/bootstrap.h \
	%reldir%/bootstrap_interval.c %reldir%/bootstrap_interval.h \
	%reldir%/correlation.c %reldir%/correlation.h \
	%reldir%/crossed.c %reldir%/crossed.h \
	%reldir%/distribution.c %reldir%/distribution.h \
	%reldir%/distribution_range.c \
	%reldir%/exposure.c %reldir%/exposure.h \
	%reldir%/functional.c %reldir%/functional.h \
	%reldir%/incomplete.c %reldir%/incomplete.h \
	%reldir%/letters.c %reldir%/letters.h \
	%reldir%/multiplicity.c %reldir%/multiplicity.h \
	%reldir%/paired.c %reldir%/paired.h \
	%reldir%/permute.c %reldir%/permute.h %reldir%/permute_band.c \
	%reldir%/permute_labels.c %reldir%/permute_labels.h \
	%reldir%/permute_members.c %reldir%/permute_members.h \
	%reldir%/power.c %reldir%/power.h \
	%reldir%/proportion.c %reldir%/proportion.h \
	%reldir%/quantile.c %reldir%/quantile.h \
	%reldir%/ranks.c %reldir%/ranks.h \
	%reldir%/root.c %reldir%/root.h \
	%reldir%/variance.c %reldir%/variance.h \
	%reldir%/variance_sums.c %reldir%/variance_sums.h \
	%reldir%/weighted_block.c %reldir%/weighted_block.h \
	%reldir%/wording_draws.c %reldir%/wording_draws.h
EXTRA_DIST += %reldir%/README.md
PIN_STATS = libstats.a $(PIN_BASE)
