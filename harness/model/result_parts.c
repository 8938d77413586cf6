#include "harness/model/result_parts.h"

#include <math.h>
#include <string.h>

enum pin_status pin_result_no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for a result");
}

enum pin_status pin_result_text(const char **out, struct pin_json_at at, const char *key,
                                struct pin_error *err)
{
    struct pin_json_at member;
    PIN_TRY(pin_json_member(&member, at, key, err));
    return pin_json_text(out, member, err);
}

enum pin_status pin_result_text_or_null(const char **out, struct pin_json_at at,
                                        const char *key, struct pin_error *err)
{
    struct pin_json_at member;
    PIN_TRY(pin_json_member(&member, at, key, err));
    *out = NULL;
    return pin_json_kind(member) == PIN_JSON_NULL ? PIN_OK
                                                  : pin_json_text(out, member, err);
}

enum pin_status pin_result_number(double *out, struct pin_json_at at, const char *key,
                                  struct pin_error *err)
{
    struct pin_json_at member;
    PIN_TRY(pin_json_member(&member, at, key, err));
    *out = (double)NAN;
    return pin_json_kind(member) == PIN_JSON_NULL ? PIN_OK
                                                  : pin_json_f64(out, member, err);
}

enum pin_status pin_result_count(uint32_t *out, struct pin_json_at at, const char *key,
                                 struct pin_error *err)
{
    struct pin_json_at member;
    PIN_TRY(pin_json_member(&member, at, key, err));
    return pin_json_u32(out, member, 0, UINT32_MAX, err);
}

enum pin_status pin_result_count64(uint64_t *out, struct pin_json_at at, const char *key,
                                   struct pin_error *err)
{
    struct pin_json_at member;
    int64_t value = 0;
    PIN_TRY(pin_json_member(&member, at, key, err));
    PIN_TRY(pin_json_i64(&value, member, 0, INT64_MAX, err));
    *out = (uint64_t)value;
    return PIN_OK;
}

static enum pin_status read_file(struct pin_file **out, struct pin_json_at at,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_file *file = PIN_NEW(arena, struct pin_file);
    if (!file) {
        return pin_result_no_memory(err);
    }
    PIN_TRY(pin_result_text(&file->role, at, "role", err));
    PIN_TRY(pin_result_text(&file->name, at, "name", err));
    PIN_TRY(pin_result_count64(&file->bytes, at, "bytes", err));
    PIN_TRY(pin_result_text(&file->sha256, at, "sha256", err));
    if (strlen(file->sha256) != 64) {
        return pin_json_fail(at, err, "sha256: expected 64 digits");
    }
    file->path = file->name;
    *out = file;
    return PIN_OK;
}

enum pin_status pin_result_file(const struct pin_file **out, struct pin_json_at at,
                                struct pin_arena *arena, struct pin_error *err)
{
    struct pin_file *file = NULL;
    PIN_TRY(read_file(&file, at, arena, err));
    *out = file;
    return PIN_OK;
}

enum pin_status pin_result_files(const struct pin_file **out, struct pin_json_at list,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_file *files = NULL;
    uint32_t files_n = 0;
    PIN_TRY(pin_json_length(&files_n, list, err));
    for (uint32_t i = 0; i < files_n; i++) {
        struct pin_json_at at;
        struct pin_file *file = NULL;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(read_file(&file, at, arena, err));
        pin_file_append(&files, file);
    }
    *out = files;
    return PIN_OK;
}

static enum pin_status read_examples(struct pin_tallies *out, const char *what,
                                     struct pin_json_at note, struct pin_error *err)
{
    struct pin_json_at list;
    uint32_t examples_n = 0;
    PIN_TRY(pin_json_member(&list, note, "examples", err));
    PIN_TRY(pin_json_length(&examples_n, list, err));
    for (uint32_t i = 0; i < examples_n; i++) {
        struct pin_json_at at;
        const char *example = NULL;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(pin_json_text(&example, at, err));
        PIN_TRY(pin_tally_example(out, what, example, err));
    }
    return PIN_OK;
}

enum pin_status pin_result_notes(struct pin_tallies *out, struct pin_json_at list,
                                 struct pin_arena *arena, struct pin_error *err)
{
    uint32_t notes_n = 0;
    pin_tallies_init(out, arena);
    PIN_TRY(pin_json_length(&notes_n, list, err));
    for (uint32_t i = 0; i < notes_n; i++) {
        struct pin_json_at note;
        const char *what = NULL;
        uint64_t count = 0;
        PIN_TRY(pin_json_element(&note, list, i, err));
        PIN_TRY(pin_result_text(&what, note, "what", err));
        PIN_TRY(pin_result_count64(&count, note, "count", err));
        if (count == 0) {
            return pin_json_fail(note, err, "a note that was met 0 times");
        }
        PIN_TRY(pin_tally_add(out, what, count, err, NULL));
        PIN_TRY(read_examples(out, what, note, err));
    }
    return PIN_OK;
}

/* A stage with its options, in the order and with the blanks that a result has. */
static enum pin_status put_stage(struct pin_buffer *out, struct pin_json_at stage,
                                 struct pin_error *err)
{
    struct pin_json_at option = {.document = NULL};
    const char *before = "{";
    if (pin_json_kind(stage) != PIN_JSON_OBJECT) {
        return pin_json_dump(out, stage, err);
    }
    while (pin_json_next(&option, stage)) {
        PIN_TRY(pin_buffer_text(out, before, err));
        PIN_TRY(pin_json_escape(out, pin_text_of(option.key), err));
        PIN_TRY(pin_buffer_text(out, ": ", err));
        PIN_TRY(pin_json_dump(out, option, err));
        before = ", ";
    }
    return pin_buffer_text(out, *before == '{' ? "{}" : "}", err);
}

static enum pin_status put_pipeline(struct pin_buffer *out, struct pin_json_at pipeline,
                                    struct pin_error *err)
{
    uint32_t stages_n = 0;
    PIN_TRY(pin_json_length(&stages_n, pipeline, err));
    PIN_TRY(pin_buffer_text(out, "[", err));
    for (uint32_t i = 0; i < stages_n; i++) {
        struct pin_json_at stage;
        PIN_TRY(pin_json_element(&stage, pipeline, i, err));
        PIN_TRY(pin_buffer_text(out, i > 0 ? ", " : "", err));
        PIN_TRY(put_stage(out, stage, err));
    }
    return pin_buffer_text(out, "]", err);
}

enum pin_status pin_result_pipeline(const char **out, struct pin_json_at at,
                                    struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at pipeline;
    struct pin_buffer text;
    PIN_TRY(pin_json_member(&pipeline, at, "pipeline", err));
    *out = NULL;
    if (pin_json_kind(pipeline) == PIN_JSON_NULL) {
        return PIN_OK;
    }
    pin_buffer_init(&text, 0, NULL);
    enum pin_status status = put_pipeline(&text, pipeline, err);
    if (status == PIN_OK) {
        *out = pin_arena_copy_text(arena, text.bytes, text.length);
        status = *out ? PIN_OK : pin_result_no_memory(err);
    }
    pin_buffer_free(&text);
    return status;
}

enum pin_status pin_result_per_query(const struct pin_per_query **out,
                                     struct pin_json_at root, struct pin_arena *arena,
                                     struct pin_error *err)
{
    struct pin_json_at at;
    if (!pin_json_find(&at, root, "per_query") || pin_json_kind(at) == PIN_JSON_NULL) {
        return PIN_OK;
    }
    struct pin_per_query *file = PIN_NEW(arena, struct pin_per_query);
    if (!file) {
        return pin_result_no_memory(err);
    }
    PIN_TRY(pin_result_text(&file->name, at, "name", err));
    PIN_TRY(pin_result_text(&file->sha256, at, "sha256", err));
    PIN_TRY(pin_result_text(&file->cluster, at, "cluster", err));
    PIN_TRY(
        pin_result_texts(&file->columns, &file->columns_n, at, "columns", arena, err));
    *out = file;
    return PIN_OK;
}
