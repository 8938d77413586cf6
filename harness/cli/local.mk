bin_PROGRAMS += pinbench
pinbench_SOURCES = \
	%reldir%/analysis_args.c %reldir%/analysis_args.h \
	%reldir%/args.c %reldir%/args.h \
	%reldir%/baseline_store.c %reldir%/baseline_store.h \
	%reldir%/builtin.c \
	%reldir%/bundle.c %reldir%/bundle.h \
	%reldir%/bundle_readme.c %reldir%/bundle_readme.h \
	%reldir%/check_report.c %reldir%/check_report.h \
	%reldir%/cmd_baseline.c \
	%reldir%/cmd_check.c \
	%reldir%/cmd_compare.c \
	%reldir%/cmd_completion.c \
	%reldir%/cmd_demo.c \
	%reldir%/cmd_eval.c \
	%reldir%/cmd_gate.c \
	%reldir%/cmd_list.c \
	%reldir%/cmd_plot.c \
	%reldir%/cmd_report.c \
	%reldir%/cmd_run.c \
	%reldir%/command.h \
	%reldir%/compare_args.c %reldir%/compare_args.h \
	%reldir%/dataset_spec.c %reldir%/dataset_spec.h \
	%reldir%/fairness_args.c %reldir%/fairness_args.h \
	%reldir%/gate_inputs.c %reldir%/gate_inputs.h \
	%reldir%/gate_result.c %reldir%/gate_result.h \
	%reldir%/help.c \
	%reldir%/interrupt.c %reldir%/interrupt.h \
	%reldir%/main.c \
	%reldir%/message.c \
	%reldir%/output.c %reldir%/output.h \
	%reldir%/plan_run.c %reldir%/plan_run.h \
	%reldir%/plot_render.c %reldir%/plot_render.h \
	%reldir%/progress.c %reldir%/progress.h \
	%reldir%/provenance.c %reldir%/provenance.h \
	%reldir%/run_names.c %reldir%/run_names.h \
	%reldir%/saved_results.c %reldir%/saved_results.h \
	%reldir%/saved_systems.c \
	%reldir%/scored.c %reldir%/scored.h \
	%reldir%/systems_args.c %reldir%/systems_args.h \
	%reldir%/version.c %reldir%/version.h
pinbench_LDADD = libgate.a libanalysis.a libflow.a libstats.a libreports.a $(PIN_ENGINES) libdatasets.a libparquet.a libmetrics.a $(PIN_PLUGIN)
EXTRA_DIST += %reldir%/README.md

# Made by the program itself, from its tables of options and plug-ins.
if RUNS_HERE
bashcompletiondir = $(datadir)/bash-completion/completions
fishcompletiondir = $(datadir)/fish/vendor_completions.d
zshcompletiondir = $(datadir)/zsh/site-functions
nodist_bashcompletion_DATA = completions/pinbench
nodist_fishcompletion_DATA = completions/pinbench.fish
nodist_zshcompletion_DATA = completions/_pinbench
completion_files = completions/pinbench completions/pinbench.fish completions/_pinbench
CLEANFILES += $(completion_files)
$(completion_files): pinbench$(EXEEXT)
	$(AM_V_GEN)case $@ in *.fish) shell=fish ;; */_*) shell=zsh ;; *) shell=bash ;; esac; \
		$(MKDIR_P) completions && ./pinbench$(EXEEXT) completion $$shell >$@-t && mv $@-t $@
endif
