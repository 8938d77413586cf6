#include "harness/model/run.h"

const char *pin_run_item_name(const struct pin_run *run, const struct pin_corpus *corpus,
                              pin_item item)
{
    if (item.ix < run->known_items_n) {
        return pin_ids_name(corpus->ids, item.ix);
    }
    return pin_ids_name(run->strangers, item.ix - run->known_items_n);
}
