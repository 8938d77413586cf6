/* version.h - which version this is. */
#ifndef PIN_HARNESS_CLI_VERSION_H
#define PIN_HARNESS_CLI_VERSION_H

const char *pin_version(void);

#endif
