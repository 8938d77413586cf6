/* unpack.c - packed bytes go through a small window; text is written where the reader
 * wants it, on its own thread at first, and through the pieces of a thread that works
 * ahead once a file has proved long. */
#include "harness/base/read_ahead.h"
#include "harness/base/unpack_codec.h"

#include <string.h>

enum {
    PACKED_BYTES = 64 * 1024,
    ALONE_BYTES = 1 << 20, /* of text, before a thread is worth its start */
};

struct pin_unpacker {
    const struct pin_unpack_codec *codec;
    void *state;
    struct pin_unpack_input input;
    enum pin_unpack_place place;
    bool ended;       /* the input gives no more */
    uint64_t taken_n; /* packed bytes read from the input */
    uint64_t given_n; /* bytes of text */
    struct pin_unpack_io io;
    struct pin_read_ahead *ahead; /* or NULL */
    bool alone;                   /* no thread any more */
    unsigned char packed[PACKED_BYTES];
};

enum pin_packing pin_packing_of(const void *head, size_t length)
{
    const unsigned char *bytes = head;
    if (length >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B) {
        return PIN_PACKING_GZIP;
    }
    if (length < PIN_PACKING_HEAD) {
        return PIN_PACKING_NONE;
    }
    const bool frame = memcmp(bytes, "\x28\xB5\x2F\xFD", 4) == 0;
    const bool skippable =
        (bytes[0] & 0xF0) == 0x50 && memcmp(bytes + 1, "\x2A\x4D\x18", 3) == 0;
    return frame || skippable ? PIN_PACKING_ZSTD : PIN_PACKING_NONE;
}

static const struct pin_unpack_codec *codec_of(enum pin_packing packing)
{
    return packing == PIN_PACKING_GZIP ? &pin_unpack_gzip : &pin_unpack_zstd;
}

static void release(void *object)
{
    struct pin_unpacker *unpacker = object;
    pin_read_ahead_stop(unpacker->ahead);
}

enum pin_status pin_unpacker_new(struct pin_unpacker **out, enum pin_packing packing,
                                 const struct pin_unpack_input *input,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_unpacker *unpacker = PIN_NEW(arena, struct pin_unpacker);
    enum pin_status status = PIN_E_NOMEM;
    if (!unpacker) {
        status = pin_fail(err, PIN_E_NOMEM, "no memory to unpack");
    } else {
        unpacker->codec = codec_of(packing);
        unpacker->input = *input;
        status = unpacker->codec->open(&unpacker->state, arena, err);
    }
    /* Owned behind the codec's state, and so released before it: the thread uses it. */
    if (status == PIN_OK && !pin_arena_own(arena, release, unpacker)) {
        status = pin_fail(err, PIN_E_NOMEM, "no memory to unpack");
    }
    if (status != PIN_OK) {
        pin_error_at(err, input->name, 0, 0);
        return status;
    }
    *out = unpacker;
    return PIN_OK;
}

static enum pin_status refill(struct pin_unpacker *unpacker, struct pin_error *err)
{
    size_t n = 0;
    PIN_TRY(unpacker->input.read(unpacker->input.object, (char *)unpacker->packed,
                                 PACKED_BYTES, &n, err));
    unpacker->io.in = unpacker->packed;
    unpacker->io.in_n = n;
    unpacker->taken_n += n;
    unpacker->ended = n == 0;
    return PIN_OK;
}

static enum pin_status refuse(const struct pin_unpacker *unpacker, const char *reason,
                              struct pin_error *err)
{
    const unsigned long long at = unpacker->taken_n - unpacker->io.in_n;
    if (reason) {
        (void)pin_fail(err, PIN_E_PARSE, "corrupt %s data at byte %llu: %s",
                       unpacker->codec->name, at, reason);
    } else {
        (void)pin_fail(err, PIN_E_PARSE,
                       "the %s data ends too early, behind %llu bytes of it",
                       unpacker->codec->name, at);
    }
    pin_error_at(err, unpacker->input.name, 0, 0);
    return PIN_E_PARSE;
}

/* On the thread of whoever calls. */
static enum pin_status unpack(void *object, char *into, size_t capacity, size_t *n_out,
                              struct pin_error *err)
{
    struct pin_unpacker *unpacker = object;
    struct pin_unpack_io *io = &unpacker->io;
    io->out = (unsigned char *)into;
    io->out_n = capacity;
    while (io->out_n == capacity) {
        if (io->in_n == 0 && !unpacker->ended) {
            PIN_TRY(refill(unpacker, err));
        }
        const char *reason = NULL;
        const size_t in_n = io->in_n;
        unpacker->place = unpacker->codec->step(unpacker->state, io, &reason);
        if (unpacker->place == PIN_UNPACK_CORRUPT) {
            return refuse(unpacker, reason, err);
        }
        const bool stands = io->in_n == in_n && io->out_n == capacity;
        if (unpacker->ended && stands) {
            if (unpacker->place != PIN_UNPACK_BETWEEN) {
                return refuse(unpacker, NULL, err);
            }
            break;
        }
    }
    *n_out = capacity - io->out_n;
    return PIN_OK;
}

enum pin_status pin_unpacker_read(struct pin_unpacker *unpacker, char *into,
                                  size_t capacity, size_t *n_out, struct pin_error *err)
{
    *n_out = 0;
    if (unpacker->input.reads_behind && !unpacker->alone && !unpacker->ahead &&
        unpacker->given_n >= ALONE_BYTES) {
        unpacker->ahead = pin_read_ahead_start(unpack, unpacker);
        unpacker->alone = !unpacker->ahead;
    }
    if (unpacker->ahead) {
        return pin_read_ahead_read(unpacker->ahead, into, capacity, n_out, err);
    }
    PIN_TRY(unpack(unpacker, into, capacity, n_out, err));
    unpacker->given_n += *n_out;
    return PIN_OK;
}

void pin_unpacker_rest(struct pin_unpacker *unpacker)
{
    if (unpacker->ahead) {
        pin_read_ahead_rest(unpacker->ahead);
    }
}

/* Steps until nothing moves. */
static enum pin_status unpack_whole(const struct pin_unpack_codec *codec, void *state,
                                    const struct pin_unpack_block *block,
                                    struct pin_error *err)
{
    struct pin_unpack_io io = {block->packed, block->packed_n, block->text,
                               block->text_n};
    enum pin_unpack_place place = PIN_UNPACK_INSIDE;
    size_t before = SIZE_MAX;
    while (io.in_n + io.out_n != before) {
        const char *reason = NULL;
        before = io.in_n + io.out_n;
        place = codec->step(state, &io, &reason);
        if (place == PIN_UNPACK_CORRUPT) {
            return pin_fail(err, PIN_E_PARSE, "corrupt %s data: %s", codec->name, reason);
        }
    }
    if (io.in_n > 0 || io.out_n > 0 || place != PIN_UNPACK_BETWEEN) {
        return pin_fail(err, PIN_E_PARSE, "expected %zu bytes from the %s data, found %s",
                        block->text_n, codec->name, io.out_n > 0 ? "fewer" : "more");
    }
    return PIN_OK;
}

enum pin_status pin_unpack_block(enum pin_packing packing,
                                 const struct pin_unpack_block *block,
                                 struct pin_error *err)
{
    const struct pin_unpack_codec *codec = codec_of(packing);
    struct pin_arena arena;
    void *state = NULL;
    pin_arena_init(&arena, 0);
    enum pin_status status = codec->open(&state, &arena, err);
    if (status == PIN_OK) {
        status = unpack_whole(codec, state, block, err);
    }
    pin_arena_free(&arena);
    return status;
}
