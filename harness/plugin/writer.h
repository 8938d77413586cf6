/* writer.h - what turns a summary into bytes. It formats; it computes nothing. */
#ifndef PIN_HARNESS_PLUGIN_WRITER_H
#define PIN_HARNESS_PLUGIN_WRITER_H

#include "harness/base/buffer.h"
#include "harness/model/summary.h"
#include "harness/plugin/abi.h"

enum {
    PIN_CAP_SHOWS_NOTES = 1U << 0, /* prints the tallies, so nobody else needs to */
    PIN_CAP_NO_DIGESTS = 1U << 1,  /* shows no digest of a file, so none need be taken */
};

struct pin_writer_ops {
    struct pin_head head;

    /* Required. The same summary gives the same bytes, on any machine and in any locale.
     * The harness writes the buffer to its file, all of it or none. */
    enum pin_status (*write)(struct pin_buffer *out, const struct pin_summary *summary,
                             const void *options, struct pin_error *err);
};

#endif
