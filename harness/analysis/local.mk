noinst_LIBRARIES += libanalysis.a
libanalysis_a_SOURCES = \
	%reldir%/compare.c %reldir%/compare.h \
	%reldir%/compare_queries.c \
	%reldir%/compare_sheets.c %reldir%/compare_sheets.h \
	%reldir%/comparison.c %reldir%/comparison.h \
	%reldir%/comparison_interval.c %reldir%/comparison_parts.h \
	%reldir%/confusions.c %reldir%/confusions.h \
	%reldir%/fairness.c %reldir%/fairness.h %reldir%/fairness_parts.h \
	%reldir%/fairness_case.c \
	%reldir%/fairness_columns.c \
	%reldir%/fairness_exposure.c %reldir%/fairness_exposure.h \
	%reldir%/fairness_exposure_sheets.c \
	%reldir%/fairness_groups.c \
	%reldir%/fairness_null.c \
	%reldir%/fairness_odds.c \
	%reldir%/fairness_sheets.c \
	%reldir%/images.c %reldir%/images.h \
	%reldir%/list_agreement.c %reldir%/list_agreement.h \
	%reldir%/measure.c %reldir%/measure.h \
	%reldir%/negatives.c %reldir%/negatives.h \
	%reldir%/order_agreement.c %reldir%/order_agreement.h \
	%reldir%/rank_table.c %reldir%/rank_table.h \
	%reldir%/rank_tests.c %reldir%/rank_tests.h \
	%reldir%/ranking.c %reldir%/ranking.h \
	%reldir%/ranking_sheets.c %reldir%/ranking_sheets.h \
	%reldir%/repeats.c %reldir%/repeats.h \
	%reldir%/robustness.c %reldir%/robustness.h \
	%reldir%/robustness_flips.c \
	%reldir%/robustness_lists.c \
	%reldir%/robustness_parts.h \
	%reldir%/robustness_rows.c \
	%reldir%/robustness_spread.c \
	%reldir%/robustness_variance.c \
	%reldir%/run_agreement.c %reldir%/run_agreement.h \
	%reldir%/slice_case.c \
	%reldir%/slice_rest.c %reldir%/slice_rest.h %reldir%/slice_rest_parts.h \
	%reldir%/wordings.c %reldir%/wordings.h
PIN_ANALYSIS = libanalysis.a $(PIN_FLOW)
EXTRA_DIST += %reldir%/README.md
