/* abi.h - the head that every plug-in table starts with.
 *
 * The table carries the size its author compiled. The registry copies it into a table of
 * the host's own size, zero where the plug-in knows nothing, and uses the copy from then
 * on: sizes are looked at once, at the door, and a plug-in cannot change its table later.
 */
#ifndef PIN_HARNESS_PLUGIN_ABI_H
#define PIN_HARNESS_PLUGIN_ABI_H

#include "harness/plugin/option.h"

#include <stdint.h>

#define PIN_ABI_MAJOR 1 /* a member changed: older plug-ins are refused */
#define PIN_ABI_MINOR 1 /* members were appended: older plug-ins still load */

enum pin_kind { PIN_ENGINE, PIN_METRIC, PIN_LOADER, PIN_WRITER, PIN_KINDS_N };

struct pin_head {
    uint16_t abi_major;
    uint16_t abi_minor;
    uint32_t struct_size;
    uint32_t kind;
    uint32_t caps;
    const char *name;        /* [a-z0-9_-]+ */
    const char *summary;     /* one line, for `list` */
    const char *unavailable; /* NULL, or why it cannot run here */
    const struct pin_option *options;
    uint32_t options_n;
    uint32_t options_size; /* of the struct the options fill */
};

#define PIN_HEAD(kind_, type)                                                            \
    .abi_major = PIN_ABI_MAJOR, .abi_minor = PIN_ABI_MINOR, .struct_size = sizeof(type), \
    .kind = (kind_)

/* The member of an options table that says where an option goes. */
#define PIN_OPTIONS(table, type)                                                         \
    .options = (table), .options_n = sizeof(table) / sizeof((table)[0]),                 \
    .options_size = sizeof(type)

#endif
