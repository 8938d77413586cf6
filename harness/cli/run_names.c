#include "harness/cli/run_names.h"

#include <stdbool.h>
#include <string.h>

struct pin_run_name {
    const char *path;
    const char *name;
    uint32_t folders_n; /* in front of the file's name */
    bool whole;         /* the name is the path */
    bool clashes;
};

/* Where the last part of a path with so many folders in front begins; NULL when it does
 * not have so many. */
static const char *begin_of(const char *path, uint32_t folders_n)
{
    const char *at = path + strlen(path);
    for (;;) {
        while (at > path && at[-1] != '/') {
            at--;
        }
        if (folders_n == 0) {
            return at;
        }
        if (at == path) {
            return NULL;
        }
        at--;
        folders_n--;
    }
}

static enum pin_status make_name(struct pin_run_name *row, struct pin_arena *arena,
                                 struct pin_error *err)
{
    const char *begin = begin_of(row->path, row->folders_n);
    row->whole = !begin || strcmp(row->path, "-") == 0;
    if (row->whole) {
        row->name = strcmp(row->path, "-") == 0 ? "stdin" : row->path;
        return PIN_OK;
    }
    const char *file = begin_of(row->path, 0);
    const char *dot = strrchr(file, '.');
    const size_t length = dot && dot != file ? (size_t)(dot - begin) : strlen(begin);
    row->name = pin_arena_copy_text(arena, begin, length);
    return row->name ? PIN_OK : pin_fail(err, PIN_E_NOMEM, "no memory for a run's name");
}

static bool find_clashes(struct pin_run_name *rows, uint32_t rows_n)
{
    bool any = false;
    for (uint32_t i = 0; i < rows_n; i++) {
        rows[i].clashes = false;
        for (uint32_t j = 0; j < rows_n && !rows[i].clashes; j++) {
            rows[i].clashes = i != j && strcmp(rows[i].name, rows[j].name) == 0;
        }
        any = any || rows[i].clashes;
    }
    return any;
}

static enum pin_status tell_apart(struct pin_run_name *rows, uint32_t rows_n,
                                  struct pin_arena *arena, struct pin_error *err)
{
    while (find_clashes(rows, rows_n)) {
        bool moved = false;
        const char *twice = "";
        for (uint32_t i = 0; i < rows_n; i++) {
            if (!rows[i].clashes) {
                continue;
            }
            twice = rows[i].path;
            if (!rows[i].whole) {
                rows[i].folders_n++;
                moved = true;
                PIN_TRY(make_name(&rows[i], arena, err));
            }
        }
        if (!moved) {
            return pin_fail(err, PIN_E_CONFIG, "the run %.100s is given twice", twice);
        }
    }
    return PIN_OK;
}

enum pin_status pin_run_names(const char *const **out, const char *const *paths,
                              uint32_t paths_n, struct pin_arena *arena,
                              struct pin_error *err)
{
    struct pin_run_name *rows = PIN_NEW_N(arena, struct pin_run_name, paths_n + 1U);
    const char **names = PIN_NEW_N(arena, const char *, paths_n + 1U);
    if (!rows || !names) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the runs' names");
    }
    for (uint32_t i = 0; i < paths_n; i++) {
        rows[i].path = paths[i];
        PIN_TRY(make_name(&rows[i], arena, err));
    }
    PIN_TRY(tell_apart(rows, paths_n, arena, err));
    for (uint32_t i = 0; i < paths_n; i++) {
        names[i] = rows[i].name;
    }
    *out = names;
    return PIN_OK;
}
