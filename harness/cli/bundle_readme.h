/* bundle_readme.h - what a bundle says of itself: which file is what, and how the result
 * was made, as far as the result tells. */
#ifndef PIN_HARNESS_CLI_BUNDLE_README_H
#define PIN_HARNESS_CLI_BUNDLE_README_H

#include "harness/cli/command.h"
#include "reports/page.h"

struct pin_bundle_file {
    const char *name;
    const char *what;
};

/* Where all systems are stored runs of a loader's files, a command that makes the result
 * again is part of it; the registry tells which options the loader has. */
void pin_bundle_readme(struct pin_page *page, const struct pin_summary *summary,
                       const struct pin_bundle_file *files, uint32_t files_n,
                       const struct pin_registry *registry);

#endif
