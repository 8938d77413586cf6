#include "harness/model/fusion.h"

#include <stddef.h>

const char *const pin_fusion_methods[] = {"rrf", "combsum", "combmnz", NULL};
const char *const pin_normalises[] = {"minmax", "z", "rank", "none", NULL};
