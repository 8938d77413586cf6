/* isa.c - one table, read when an engine is opened: no resolver that runs before main. */
#include "engines/kernels/isa.h"

#include <string.h>

const struct pin_isa *const pin_isas[] = {
#ifdef PIN_ISA_AMX
    &pin_isa_amx,
#endif
#ifdef PIN_ISA_AVX512
    &pin_isa_avx512,
#endif
#ifdef PIN_ISA_AVX2
    &pin_isa_avx2,
#endif
    &pin_isa_portable, NULL};

enum pin_status pin_isa_choose(const struct pin_isa **out, const char *wanted,
                               struct pin_error *err)
{
    const bool any = !wanted || wanted[0] == '\0';
    for (size_t i = 0; pin_isas[i]; i++) {
        const struct pin_isa *isa = pin_isas[i];
        if (!any && strcmp(isa->name, wanted) != 0) {
            continue;
        }
        if (isa->usable()) {
            *out = isa;
            return PIN_OK;
        }
        if (!any) {
            return pin_fail(err, PIN_E_CONFIG,
                            "PINBENCH_ISA=%s: this machine does not grant it", wanted);
        }
    }
    return pin_fail(err, PIN_E_CONFIG,
                    "PINBENCH_ISA=%s: no such instruction set in this build (amx-int8, "
                    "avx512-vnni, avx2, portable)",
                    wanted);
}
