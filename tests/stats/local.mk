if UNIT_TESTS
check_PROGRAMS += %reldir%/stats.unit
TESTS += %reldir%/stats.unit
endif
%canon_reldir%_stats_unit_SOURCES = \
	%reldir%/golden.h \
	%reldir%/test_agreement.c \
	%reldir%/test_anova.c \
	%reldir%/test_bootstrap.c \
	%reldir%/test_bootstrap_golden.c \
	%reldir%/test_bootstrap_interval.c \
	%reldir%/test_correlation.c \
	%reldir%/test_crossed.c \
	%reldir%/test_distribution.c \
	%reldir%/test_exposure.c \
	%reldir%/test_functional.c \
	%reldir%/test_interval_checks.c \
	%reldir%/test_letters.c \
	%reldir%/test_multiplicity.c \
	%reldir%/test_paired.c \
	%reldir%/test_permute.c \
	%reldir%/test_permute_band.c \
	%reldir%/test_permute_golden.c \
	%reldir%/test_permute_labels.c \
	%reldir%/test_permute_members.c \
	%reldir%/test_proportion.c \
	%reldir%/test_quantile.c \
	%reldir%/test_ranks.c \
	%reldir%/test_variance.c \
	%reldir%/test_variance_sums.c \
	%reldir%/test_wording_draws.c
%canon_reldir%_stats_unit_CPPFLAGS = $(UNIT_CPPFLAGS)
%canon_reldir%_stats_unit_CFLAGS = $(UNIT_CFLAGS)
%canon_reldir%_stats_unit_LDADD = $(PIN_STATS) $(CRITERION_LIBS) -lm
