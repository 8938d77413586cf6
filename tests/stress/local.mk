# Only under --enable-tsan, where it stands in for the unit tests.
if TSAN
check_PROGRAMS += %reldir%/stress_score
TESTS += %reldir%/stress.tap
endif
dist_check_SCRIPTS += %reldir%/stress.tap
%canon_reldir%_stress_score_LDADD = \
	$(PIN_ENGINES) libdatasets.a libparquet.a libmetrics.a $(PIN_FLOW)
