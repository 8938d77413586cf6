noinst_LIBRARIES += libplugin.a
libplugin_a_SOURCES = \
	%reldir%/abi.h \
	%reldir%/engine.h \
	%reldir%/loader.h \
	%reldir%/metric.h \
	%reldir%/metric_spec.c %reldir%/metric_spec.h \
	%reldir%/option.c %reldir%/option.h \
	%reldir%/option_json.c %reldir%/option_json.h \
	%reldir%/option_value.c %reldir%/option_value.h \
	%reldir%/registry.c %reldir%/registry.h \
	%reldir%/writer.h
PIN_PLUGIN = libplugin.a $(PIN_MODEL)
EXTRA_DIST += %reldir%/README.md
