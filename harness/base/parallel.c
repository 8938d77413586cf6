#include "harness/base/parallel.h"

#ifdef _OPENMP
#include <omp.h>

uint32_t pin_threads_standard(void)
{
    return (uint32_t)omp_get_max_threads();
}

uint32_t pin_thread_ix(void)
{
    return (uint32_t)omp_get_thread_num();
}
#else
uint32_t pin_threads_standard(void)
{
    return 1;
}

uint32_t pin_thread_ix(void)
{
    return 0;
}
#endif
