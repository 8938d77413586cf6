/* replay.c - a stored run in PinPoint's format: one JSON object from query id to an
 * object whose "retrieved_items" is the list of item ids, best first. Other members are
 * passed over. The file is read once, token by token; memory is the lists and the new
 * ids. */
#include "engines/table.h"
#include "harness/base/json_stream.h"
#include "harness/plugin/engine.h"

#include <stdlib.h>
#include <string.h>

enum { READING_STRICT, READING_REFERENCE };
enum { GATHERED_MAX = 64, GATHERED_BYTES = 8192 };

struct replay_options {
    const char *run;
    uint32_t reading;
};

struct pin_engine {
    const struct replay_options *options;
};

struct replay_reader {
    struct pin_json_stream *stream;
    struct pin_run_builder *builder;
    bool reference;                      /* accept what the reference evaluator accepts */
    struct pin_text items[GATHERED_MAX]; /* hits that wait to be looked up together */
    uint32_t items_n;
    uint32_t text_used;
    char text[GATHERED_BYTES]; /* of their ids */
};

static enum pin_status replay_open(struct pin_engine **out, const void *options,
                                   uint32_t threads, struct pin_error *err)
{
    (void)threads;
    *out = calloc(1, sizeof(**out));
    if (!*out) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the engine");
    }
    (*out)->options = options;
    return PIN_OK;
}

static void replay_close(struct pin_engine *engine)
{
    free(engine);
}

static enum pin_status look_up_gathered(struct replay_reader *reader,
                                        struct pin_error *err)
{
    const uint32_t items_n = reader->items_n;
    reader->items_n = 0;
    reader->text_used = 0;
    return pin_run_add(reader->builder, reader->items, items_n, err);
}

/* Copies an id to those that wait, because a token lives until the next one only. */
static enum pin_status gather(struct replay_reader *reader, char kind, struct pin_text id,
                              struct pin_error *err)
{
    const size_t need = id.length + (kind != '\0');
    if (reader->items_n == GATHERED_MAX || need > GATHERED_BYTES - reader->text_used) {
        PIN_TRY(look_up_gathered(reader, err));
    }
    if (need > GATHERED_BYTES) {
        return pin_run_add(reader->builder, &id, 1, err);
    }
    char *place = reader->text + reader->text_used;
    reader->items[reader->items_n++] = (struct pin_text){place, need};
    reader->text_used += (uint32_t)need;
    if (kind != '\0') {
        *place++ = kind;
    }
    memcpy(place, id.bytes, id.length);
    return PIN_OK;
}

/* A hit that is a number or a truth value matches no label, whose ids are strings: the
 * reference evaluator compares types too. A byte that no UTF-8 has keeps it apart. */
static enum pin_status gather_odd(struct replay_reader *reader,
                                  const struct pin_json_token *token,
                                  struct pin_error *err)
{
    struct pin_text id = {token->bytes, token->length};
    if (token->type != PIN_TOKEN_NUMBER) {
        id = pin_text_of(pin_json_token_name(token->type));
    }
    return gather(reader, '\xFF', id, err);
}

static enum pin_status read_hit(struct replay_reader *reader,
                                const struct pin_json_token *token, struct pin_error *err)
{
    if (token->type == PIN_TOKEN_STRING) {
        const struct pin_text id = {token->bytes, token->length};
        if (memchr(id.bytes, '\0', id.length)) {
            return pin_json_stream_fail(reader->stream, token, PIN_E_PARSE, err,
                                        "an item id holds a NUL byte");
        }
        return gather(reader, '\0', id, err);
    }
    if (token->type == PIN_TOKEN_NULL) {
        PIN_TRY(look_up_gathered(reader, err));
        return pin_run_add_null(reader->builder, err);
    }
    const bool scalar = token->type == PIN_TOKEN_NUMBER ||
                        token->type == PIN_TOKEN_TRUE || token->type == PIN_TOKEN_FALSE;
    if (scalar && reader->reference) {
        return gather_odd(reader, token, err);
    }
    return pin_json_stream_fail(reader->stream, token, PIN_E_PARSE, err,
                                "expected an item id (a string), found %s",
                                pin_json_token_name(token->type));
}

static enum pin_status read_list(struct replay_reader *reader, struct pin_error *err)
{
    struct pin_json_token token;
    PIN_TRY(pin_json_stream_next(reader->stream, &token, err));
    if (token.type != PIN_TOKEN_ARRAY_BEGIN) {
        return pin_json_stream_fail(reader->stream, &token, PIN_E_PARSE, err,
                                    "expected the list of retrieved items, found %s",
                                    pin_json_token_name(token.type));
    }
    PIN_TRY(pin_json_stream_next(reader->stream, &token, err));
    while (token.type != PIN_TOKEN_ARRAY_END) {
        PIN_TRY(read_hit(reader, &token, err));
        PIN_TRY(pin_json_stream_next(reader->stream, &token, err));
    }
    return look_up_gathered(reader, err);
}

static bool is_key(const struct pin_json_token *token, const char *name)
{
    return token->length == strlen(name) &&
           memcmp(token->bytes, name, token->length) == 0;
}

/* The members of an entry whose '{' was read. */
static enum pin_status read_entry(struct replay_reader *reader,
                                  const struct pin_json_token *begin, pin_query query,
                                  struct pin_error *err)
{
    bool found = false;
    struct pin_json_token token;
    PIN_TRY(pin_json_stream_next(reader->stream, &token, err));
    while (token.type != PIN_TOKEN_OBJECT_END) {
        if (!is_key(&token, "retrieved_items")) {
            PIN_TRY(pin_json_stream_skip(reader->stream, err));
        } else if (query.ix == PIN_IX_NONE && reader->reference) {
            PIN_TRY(pin_json_stream_skip(reader->stream, err));
        } else if (found) {
            return pin_json_stream_fail(reader->stream, &token, PIN_E_DUPLICATE, err,
                                        "a second \"retrieved_items\" in one entry");
        } else {
            found = true;
            PIN_TRY(read_list(reader, err));
        }
        PIN_TRY(pin_json_stream_next(reader->stream, &token, err));
    }
    if (!found && !reader->reference) {
        return pin_json_stream_fail(reader->stream, begin, PIN_E_PARSE, err,
                                    "the entry has no \"retrieved_items\"");
    }
    return PIN_OK;
}

static enum pin_status fail_entry(struct replay_reader *reader,
                                  const struct pin_json_token *token, bool checkpoint,
                                  struct pin_error *err)
{
    return pin_json_stream_fail(
        reader->stream, token, PIN_E_PARSE, err,
        "expected an object with \"retrieved_items\", found %s%s",
        pin_json_token_name(token->type),
        checkpoint ? " (a checkpoint holds its lists under \"results\")" : "");
}

static enum pin_status read_query(struct replay_reader *reader,
                                  const struct pin_json_token *key, struct pin_error *err)
{
    const struct pin_text name = {key->bytes, key->length};
    const bool checkpoint = is_key(key, "last_processed_idx");
    pin_query query;
    const enum pin_status status = pin_run_begin(reader->builder, name, &query, err);
    if (status != PIN_OK) {
        return pin_json_stream_fail(reader->stream, key, status, err, "bad query");
    }
    struct pin_json_token value;
    PIN_TRY(pin_json_stream_next(reader->stream, &value, err));
    if (value.type == PIN_TOKEN_OBJECT_BEGIN) {
        return read_entry(reader, &value, query, err);
    }
    if (reader->reference && query.ix == PIN_IX_NONE) {
        return pin_json_stream_skip_rest(reader->stream, &value, err);
    }
    return fail_entry(reader, &value, checkpoint, err);
}

static enum pin_status read_run(struct replay_reader *reader, struct pin_error *err)
{
    struct pin_json_token token;
    PIN_TRY(pin_json_stream_expect(reader->stream, PIN_TOKEN_OBJECT_BEGIN, &token, err));
    PIN_TRY(pin_json_stream_next(reader->stream, &token, err));
    while (token.type != PIN_TOKEN_OBJECT_END) {
        PIN_TRY(read_query(reader, &token, err));
        PIN_TRY(pin_json_stream_next(reader->stream, &token, err));
    }
    return pin_json_stream_expect(reader->stream, PIN_TOKEN_END, &token, err);
}

static enum pin_status replay_stored(struct pin_engine *engine,
                                     struct pin_run_builder *builder,
                                     struct pin_error *err)
{
    struct pin_arena arena; /* for the reader; the lists go to the builder's */
    pin_arena_init(&arena, 0);
    struct replay_reader reader = {
        .builder = builder, .reference = engine->options->reading == READING_REFERENCE};
    if (reader.reference) {
        pin_run_let_last_win(builder);
    }
    struct pin_source *source = NULL;
    enum pin_status status =
        pin_run_open(builder, &source, engine->options->run, &arena, err);
    if (status == PIN_OK) {
        status =
            pin_json_stream_new(&reader.stream, source, PIN_JSON_DOCUMENT, &arena, err);
    }
    if (status == PIN_OK) {
        status = read_run(&reader, err);
    }
    if (status == PIN_OK) {
        status = pin_run_set_file(builder, source, err);
    }
    pin_arena_free(&arena);
    return status;
}

static const char *const readings[] = {"strict", "reference", NULL};

static const struct pin_option options[] = {
    {.name = "run",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct replay_options, run),
     .required = true,
     .help = "the results file (\"-\" for standard input)"},
    {.name = "reading",
     .type = PIN_OPT_CHOICE,
     .offset = offsetof(struct replay_options, reading),
     .standard = "strict",
     .choices = readings,
     .help = "reference: take what the reference evaluator takes (a missing list is "
             "empty, the "
             "last of two entries wins)"},
};

const struct pin_engine_ops pin_engine_replay = {
    .head =
        {
            PIN_HEAD(PIN_ENGINE, struct pin_engine_ops),
            .caps = PIN_CAP_DETERMINISTIC,
            .name = "replay",
            .summary = "gives the lists of a stored run (PinPoint results JSON)",
            PIN_OPTIONS(options, struct replay_options),
        },
    .open = replay_open,
    .close = replay_close,
    .stored = replay_stored,
};
