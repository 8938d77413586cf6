noinst_LIBRARIES += libgate.a
libgate_a_SOURCES = \
	%reldir%/decide.c %reldir%/decide.h \
	%reldir%/family.c %reldir%/family.h \
	%reldir%/gate.c %reldir%/gate.h \
	%reldir%/gate_losses.c %reldir%/gate_losses.h \
	%reldir%/gate_row.c %reldir%/gate_row.h \
	%reldir%/obstacles.c \
	%reldir%/pairing.c %reldir%/pairing.h \
	%reldir%/remark.c %reldir%/remark.h
PIN_GATE = libgate.a libstats.a $(PIN_MODEL)
EXTRA_DIST += %reldir%/README.md
