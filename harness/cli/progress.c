#include "harness/cli/progress.h"

#include "harness/base/clock.h"
#include "harness/base/json.h"
#include "harness/cli/interrupt.h"
#include "reports/cell.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    BAR_CELLS = 20,
    SUBJECT_WIDTH = 30, /* the whole line stays under 80 columns */
    REDRAW_NS = 50000000,
};

struct pin_progress {
    struct pin_observer observer;
    FILE *events; /* or NULL */
    bool has_bar;
    bool has_lines;
    bool drawn; /* a bar stands on the terminal */
    uint64_t begin_ns;
    uint64_t drawn_ns; /* when it was drawn last */
};

static void put_steps(struct pin_cell *cell, const struct pin_phase *phase)
{
    pin_cell_count(cell, phase->done);
    pin_cell_text(cell, "/");
    pin_cell_count(cell, phase->of);
}

static void draw(struct pin_progress *progress, const struct pin_phase *phase)
{
    struct pin_cell line = {.length = 0};
    const uint64_t of = phase->of > 0 ? phase->of : 1;
    const uint64_t full = phase->done * BAR_CELLS / of;
    pin_cell_text(&line, phase->name);
    pin_cell_text(&line, " ");
    pin_cell_name(&line, phase->subject ? phase->subject : "", SUBJECT_WIDTH);
    pin_cell_text(&line, phase->subject ? " [" : "[");
    for (uint64_t i = 0; i < BAR_CELLS; i++) {
        pin_cell_text(&line, i < full ? "#" : ".");
    }
    pin_cell_text(&line, "] ");
    put_steps(&line, phase);
    (void)fprintf(stderr, "\r%s\033[K", line.text);
    (void)fflush(stderr);
    progress->drawn = true;
}

static void print_line(const struct pin_phase *phase, uint64_t ns)
{
    struct pin_cell line = {.length = 0};
    pin_cell_text(&line, phase->name);
    if (phase->subject) {
        pin_cell_text(&line, " ");
        pin_cell_name(&line, phase->subject, PIN_CELL_NAME_MAX);
    }
    pin_cell_text(&line, ": ");
    put_steps(&line, phase);
    (void)fprintf(stderr, "pinbench: %s, at %.3f s\n", line.text, (double)ns * 1e-9);
}

/* A name that is no UTF-8 cannot stand in JSON as it is: pin_json_escape sees to it. */
static void put_event(FILE *to, const struct pin_phase *phase, uint64_t ns)
{
    struct pin_buffer subject;
    struct pin_error ignored = {0};
    pin_buffer_init(&subject, 0, NULL);
    enum pin_status status = PIN_OK;
    if (phase->subject) {
        status = pin_json_escape(&subject, pin_text_of(phase->subject), &ignored);
    }
    const bool named = status == PIN_OK && subject.length > 0;
    (void)fprintf(to, "{\"event\":\"phase\",\"name\":\"%s\"%s", phase->name,
                  named ? ",\"system\":" : "");
    (void)fwrite(subject.bytes ? subject.bytes : "", 1, named ? subject.length : 0, to);
    (void)fprintf(to, ",\"done\":%" PRIu64 ",\"of\":%" PRIu64 ",\"ns\":%" PRIu64 "}\n",
                  phase->done, phase->of, ns);
    (void)fflush(to);
    pin_buffer_free(&subject);
}

static void tell(void *context, const struct pin_phase *phase)
{
    struct pin_progress *progress = context;
    const uint64_t now_ns = pin_clock_ns();
    const uint64_t ns = now_ns - progress->begin_ns;
    if (progress->events) {
        put_event(progress->events, phase, ns);
    }
    if (progress->has_lines && phase->done == phase->of) {
        print_line(phase, ns);
    }
    if (progress->has_bar &&
        (phase->done == 0 || now_ns - progress->drawn_ns >= REDRAW_NS)) {
        draw(progress, phase);
        progress->drawn_ns = now_ns;
    }
}

static bool stops(void *context)
{
    (void)context;
    return pin_interrupt_signal() != 0;
}

static void close_events(void *events)
{
    const bool failed = ferror((FILE *)events) != 0;
    if (fclose(events) != 0 || failed) {
        pin_cli_warn("not all events could be written");
    }
}

static enum pin_status open_events(struct pin_progress *progress, const char *path,
                                   struct pin_cli *cli)
{
    if (path[0] == '\0' || strcmp(path, "-") == 0) {
        return pin_fail(&cli->err, PIN_E_CONFIG,
                        "--events: expected a file, found \"%s\" (/dev/stderr is one)",
                        path);
    }
    progress->events = fopen(path, "w");
    if (!progress->events) {
        (void)pin_fail(&cli->err, PIN_E_IO, "cannot write the events");
        pin_error_at(&cli->err, path, 0, 0);
        return PIN_E_IO;
    }
    return pin_arena_own(&cli->arena, close_events, progress->events)
               ? PIN_OK
               : pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the progress");
}

static bool is_terminal(void)
{
    const char *term = getenv("TERM");
    return isatty(STDERR_FILENO) == 1 && term && *term != '\0' &&
           strcmp(term, "dumb") != 0;
}

enum pin_status pin_progress_open(struct pin_progress **out, struct pin_cli *cli,
                                  const struct pin_args *args)
{
    const char *events = pin_args_last(args, "events");
    const bool quiet = pin_args_last(args, "quiet") != NULL;
    struct pin_progress *progress = PIN_NEW(&cli->arena, struct pin_progress);
    if (!progress) {
        return pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the progress");
    }
    progress->observer = (struct pin_observer){tell, stops, progress};
    progress->has_lines = !quiet && pin_args_last(args, "verbose");
    progress->has_bar = !quiet && !progress->has_lines && is_terminal();
    progress->begin_ns = pin_clock_ns();
    *out = progress;
    PIN_TRY(events ? open_events(progress, events, cli) : PIN_OK);
    pin_interrupt_catch();
    return PIN_OK;
}

static void clear(struct pin_progress *progress)
{
    if (progress->drawn) {
        (void)fputs("\r\033[K", stderr);
        (void)fflush(stderr);
        progress->drawn = false;
    }
}

enum pin_status pin_progress_load(struct pin_progress *progress,
                                  const struct pin_dataset **out,
                                  const struct pin_dataset_request *request,
                                  struct pin_cli *cli)
{
    struct pin_phase phase = {"load", NULL, 0, 1};
    pin_observer_tell(&progress->observer, &phase);
    const enum pin_status status =
        pin_load(out, cli->registry, request, &cli->arena, &cli->err);
    phase.done = 1;
    if (status == PIN_OK) {
        pin_observer_tell(&progress->observer, &phase);
    }
    clear(progress);
    return status;
}

enum pin_status pin_progress_run(struct pin_progress *progress, struct pin_summary *out,
                                 struct pin_pipeline *pipeline, struct pin_cli *cli)
{
    pipeline->observer = &progress->observer;
    const enum pin_status status =
        pin_pipeline_run(out, pipeline, &cli->arena, &cli->err);
    clear(progress);
    return status;
}
