/* ids.h - names in, dense indexes out.
 *
 * Indexes are given in order of first appearance, so that row i of a matrix is item i and
 * a report lists queries as their file does. A name is any run of bytes without NUL.
 *
 * Cost: one hash of the name and about one probe, on a table at most half full that
 * doubles by moving its 8-byte slots only (names are never hashed twice), so n names cost
 * O(total bytes) at any n up to PIN_IDS_MAX. Memory: the bytes, plus 5 a name, plus 8 for
 * the pointer and 16 to 32 for the slots. */
#ifndef PIN_HARNESS_BASE_IDS_H
#define PIN_HARNESS_BASE_IDS_H

#include "harness/base/arena.h"
#include "harness/base/error.h"
#include "harness/base/text.h"

#include <stddef.h>
#include <stdint.h>

#define PIN_IX_NONE UINT32_MAX
#define PIN_IDS_MAX 0xFFFFFF00U /* the indexes above it are for sentinels */

/* Two index spaces that must not be mixed up, so the compiler keeps them apart. */
typedef struct {
    uint32_t ix;
} pin_item;

typedef struct {
    uint32_t ix;
} pin_query;

struct pin_ids;

/* The arena outlives the ids and every name got from them. */
PIN_MUST_USE enum pin_status pin_ids_new(struct pin_ids **out, struct pin_arena *arena,
                                         struct pin_error *err);

/* A name already there gives the index it has; *added_out (may be NULL) says which. */
PIN_MUST_USE enum pin_status pin_ids_add(struct pin_ids *ids, const char *name,
                                         size_t length, uint32_t *ix_out, bool *added_out,
                                         struct pin_error *err);

/* PIN_IX_NONE when the name is not there. */
uint32_t pin_ids_find(const struct pin_ids *ids, const char *name, size_t length);

/* pin_ids_find for each of the names: ix_out[i] belongs to names[i]. A batch waits for
 * memory a few times, and single calls do so for every name. */
void pin_ids_find_many(const struct pin_ids *ids, const struct pin_text *names,
                       uint32_t names_n, uint32_t *ix_out);

/* pin_ids_add for each of the names; those in front of a failure are added. */
PIN_MUST_USE enum pin_status pin_ids_add_many(struct pin_ids *ids,
                                              const struct pin_text *names,
                                              uint32_t names_n, uint32_t *ix_out,
                                              struct pin_error *err);

uint32_t pin_ids_count(const struct pin_ids *ids);
const char *pin_ids_name(const struct pin_ids *ids, uint32_t ix); /* NUL-terminated */
size_t pin_ids_length(const struct pin_ids *ids, uint32_t ix);

#endif
