# Every test program speaks TAP. unit: one Criterion program a layer, one file a module,
# linked with that layer and the ones under it only.
TEST_EXTENSIONS = .unit .tap
UNIT_LOG_DRIVER = $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
UNIT_LOG_COMPILER = $(top_srcdir)/tests/run-unit
TAP_LOG_DRIVER = $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
AM_TESTS_ENVIRONMENT = \
	PIN_BIN='$(abs_top_builddir)'; export PIN_BIN; \
	PIN_SRC='$(abs_top_srcdir)'; export PIN_SRC; \
	TSAN_OPTIONS=ignore_noninstrumented_modules=1; export TSAN_OPTIONS;
dist_check_SCRIPTS += %reldir%/run-unit %reldir%/cli.tap %reldir%/scripts.tap \
	%reldir%/no-units.tap %reldir%/docs.tap %reldir%/metrics-doc.tap \
	%reldir%/render.tap %reldir%/progress.tap %reldir%/completion.tap
TESTS += %reldir%/cli.tap %reldir%/scripts.tap %reldir%/docs.tap %reldir%/metrics-doc.tap \
	%reldir%/render.tap %reldir%/progress.tap %reldir%/completion.tap
if !UNIT_TESTS
TESTS += %reldir%/no-units.tap
endif
EXTRA_DIST += %reldir%/README.md %reldir%/cli %reldir%/docs
UNIT_CPPFLAGS = $(AM_CPPFLAGS) $(CRITERION_CFLAGS)
UNIT_CFLAGS = -std=c17 $(PIN_SANITIZE) $(OPENMP_CFLAGS) $(JANSSON_CFLAGS) $(NETTLE_CFLAGS)

include %reldir%/base/local.mk
include %reldir%/parquet/local.mk
include %reldir%/stats/local.mk
include %reldir%/fuzz/local.mk
dist_check_SCRIPTS += %reldir%/clip.tap %reldir%/fuzz.tap %reldir%/golden.tap %reldir%/parquet.tap
TESTS += %reldir%/clip.tap %reldir%/parquet.tap %reldir%/fuzz.tap %reldir%/golden.tap
EXTRA_DIST += %reldir%/clip_plans.py %reldir%/compare_golden.py %reldir%/check_html.py
include %reldir%/model/local.mk
include %reldir%/plugin/local.mk
include %reldir%/metrics/local.mk
include %reldir%/datasets/local.mk
include %reldir%/engines/local.mk
include %reldir%/flow/local.mk
include %reldir%/gate/local.mk
include %reldir%/analysis/local.mk
include %reldir%/reports/local.mk
include %reldir%/stress/local.mk
include %reldir%/long/local.mk
