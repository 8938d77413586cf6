#include "harness/cli/plot_render.h"

#include "harness/base/process.h"
#include "harness/base/source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PICTURE_MAX = 256 << 20, PATH_BYTES = 1024, DATE_DIGITS = 14 };

#define TIME_LIMIT_NS 60000000000U

static enum pin_status complain(const struct pin_process_end *ended,
                                struct pin_error *err)
{
    const struct pin_process_output *said = &ended->errors;
    const char *line = said->bytes;
    for (const char *end = strchr(line, '\n'); end; end = strchr(line, '\n')) {
        const char *colon = strstr(line, "line ");
        if (colon && colon < end) {
            break; /* "line 12: what is wrong", behind the text of the line */
        }
        line = end + 1;
    }
    if (ended->timed_out) {
        return pin_fail(err, PIN_E_PLUGIN, "gnuplot was stopped after a minute");
    }
    if (ended->output.cut) {
        return pin_fail(err, PIN_E_PLUGIN, "gnuplot's picture is above %d MiB",
                        PICTURE_MAX >> 20);
    }
    line = *line != '\0' ? line : said->bytes;
    while (*line == ' ' || *line == '\n') {
        line++;
    }
    if (ended->signal != 0) {
        return pin_fail(err, PIN_E_PLUGIN, "signal %d ended gnuplot", ended->signal);
    }
    return pin_fail(err, PIN_E_PLUGIN, "gnuplot failed (exit status %d): %.*s",
                    ended->exit, (int)strcspn(line, "\n"), line);
}

/* In the C locale gnuplot complains that it cannot write a degree sign. */
static enum pin_status run_gnuplot(struct pin_process_end *out, struct pin_text script,
                                   struct pin_arena *arena, struct pin_error *err)
{
    static const char *const arguments[] = {"gnuplot", "-d", "-", NULL};
    const struct pin_process process = {.arguments = arguments,
                                        .locale = "C.UTF-8",
                                        .input = script,
                                        .time_limit_ns = TIME_LIMIT_NS,
                                        .output_max = PICTURE_MAX};
    PIN_TRY(pin_process_run(out, &process, arena, err));
    return out->exit == 0 && !out->timed_out && !out->output.cut ? PIN_OK
                                                                 : complain(out, err);
}

/* "/CreationDate (D:20261125165923Z)": a picture is the same whenever it is made. */
static void settle_dates(struct pin_text pdf, char *bytes)
{
    static const char mark[] = "/CreationDate (D:";
    const size_t mark_length = sizeof(mark) - 1;
    for (size_t i = 0; i + mark_length + DATE_DIGITS <= pdf.length; i++) {
        if (memcmp(bytes + i, mark, mark_length) == 0) {
            memcpy(bytes + i + mark_length, "19700101000000", DATE_DIGITS);
            return;
        }
    }
}

static enum pin_status settle_pdf(struct pin_text *pdf, struct pin_arena *arena,
                                  struct pin_error *err)
{
    char *copy = pin_arena_copy_text(arena, pdf->bytes, pdf->length);
    if (!copy) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the picture");
    }
    settle_dates(*pdf, copy);
    pdf->bytes = copy;
    return PIN_OK;
}

static enum pin_status read_whole(struct pin_text *out, const char *path,
                                  struct pin_arena *arena, struct pin_error *err)
{
    enum { PIECE = 1 << 16 };
    struct pin_source *source = NULL;
    struct pin_buffer buffer;
    size_t n = 0;
    PIN_TRY(pin_source_open(&source, path, arena, err));
    pin_buffer_init(&buffer, PICTURE_MAX, NULL);
    enum pin_status status = PIN_OK;
    do {
        char piece[PIECE];
        status = pin_source_read(source, piece, sizeof(piece), &n, err);
        if (status == PIN_OK) {
            status = pin_buffer_put(&buffer, piece, n, err);
        }
    } while (status == PIN_OK && n > 0);
    if (status == PIN_OK) {
        out->length = buffer.length;
        out->bytes = pin_buffer_move(&buffer, arena, err);
        status = out->bytes ? PIN_OK : PIN_E_NOMEM;
    }
    pin_buffer_free(&buffer);
    return status;
}

struct workplace { /* a folder for the two files of LaTeX */
    char folder[PATH_BYTES];
    char text[PATH_BYTES];
    char lines[PATH_BYTES];
};

static enum pin_status make_workplace(struct workplace *out, const char *name,
                                      struct pin_error *err)
{
    const char *parent = getenv("TMPDIR");
    if (!parent || parent[0] != '/' || parent[strcspn(parent, "\n\r'")] != '\0') {
        parent = "/tmp";
    }
    const int length =
        snprintf(out->folder, PATH_BYTES, "%s/pinbench-plot.XXXXXX", parent);
    if (length < 0 || (size_t)length + strlen(name) + 6 > PATH_BYTES) {
        return pin_fail(err, PIN_E_IO, "TMPDIR or the file's name is too long");
    }
    if (!mkdtemp(out->folder)) {
        return pin_fail(err, PIN_E_IO, "%.120s: cannot make the folder: %s", out->folder,
                        strerror(errno));
    }
    memcpy(out->text, out->folder, (size_t)length);
    (void)snprintf(out->text + length, PATH_BYTES - (size_t)length, "/%s.tex", name);
    memcpy(out->lines, out->folder, (size_t)length);
    (void)snprintf(out->lines + length, PATH_BYTES - (size_t)length, "/%s.pdf", name);
    return PIN_OK;
}

static enum pin_status render_tex(struct pin_plot_picture *out, struct pin_text script,
                                  const struct pin_plot_request *request,
                                  struct pin_arena *arena, struct pin_error *err)
{
    struct workplace place = {.folder = ""};
    struct pin_process_end ended;
    PIN_TRY(make_workplace(&place, request->tex_name, err));
    struct pin_buffer whole;
    pin_buffer_init(&whole, 0, NULL);
    enum pin_status status = pin_buffer_putf(&whole, err, "cd '%s'\n", place.folder);
    if (status == PIN_OK) {
        status = pin_buffer_put(&whole, script.bytes, script.length, err);
    }
    if (status == PIN_OK) {
        script = (struct pin_text){whole.bytes, whole.length};
        status = run_gnuplot(&ended, script, arena, err);
    }
    pin_buffer_free(&whole);
    if (status == PIN_OK) {
        out->remarks = (struct pin_text){ended.errors.bytes, ended.errors.length};
        if (read_whole(&out->image, place.text, arena, NULL) != PIN_OK ||
            read_whole(&out->lines, place.lines, arena, NULL) != PIN_OK) {
            status = pin_fail(err, PIN_E_PLUGIN, "gnuplot made no picture");
        }
    }
    (void)unlink(place.text);
    (void)unlink(place.lines);
    (void)rmdir(place.folder);
    return status == PIN_OK ? settle_pdf(&out->lines, arena, err) : status;
}

enum pin_status pin_plot_render(struct pin_plot_picture *out, struct pin_text script,
                                const struct pin_plot_request *request,
                                struct pin_arena *arena, struct pin_error *err)
{
    *out = (struct pin_plot_picture){.lines = {NULL, 0}};
    if (request->terminal == PIN_PLOT_TEX) {
        return render_tex(out, script, request, arena, err);
    }
    struct pin_process_end ended;
    PIN_TRY(run_gnuplot(&ended, script, arena, err));
    out->image = (struct pin_text){ended.output.bytes, ended.output.length};
    out->remarks = (struct pin_text){ended.errors.bytes, ended.errors.length};
    if (out->image.length == 0) {
        return pin_fail(err, PIN_E_PLUGIN, "gnuplot made no picture");
    }
    return request->terminal == PIN_PLOT_PDF ? settle_pdf(&out->image, arena, err)
                                             : PIN_OK;
}
