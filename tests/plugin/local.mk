if UNIT_TESTS
check_PROGRAMS += %reldir%/plugin.unit
TESTS += %reldir%/plugin.unit
endif
%canon_reldir%_plugin_unit_SOURCES = \
	%reldir%/test_metric_spec.c \
	%reldir%/test_option.c \
	%reldir%/test_option_paths.c \
	%reldir%/test_registry.c
%canon_reldir%_plugin_unit_CPPFLAGS = $(UNIT_CPPFLAGS)
%canon_reldir%_plugin_unit_CFLAGS = $(UNIT_CFLAGS)
%canon_reldir%_plugin_unit_LDADD = $(PIN_PLUGIN) $(CRITERION_LIBS) -lm
