/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/events.h"

struct events events_of(const struct results *r)
{
    const struct results_table *const table = results_table(r, "events");
    struct events e = {0};

    if (table == NULL) {
        return e;
    }
    e.at_s = results_numbers(table, "at_s");
    e.subjects = results_texts(table, "subject");
    e.what = results_texts(table, "what");
    e.n = e.at_s != NULL && e.subjects != NULL && e.what != NULL ? table->n_rows : 0;
    return e;
}

size_t events_record(const struct results *r, double at_s)
{
    const size_t n = results_n_times(r);
    const size_t held = results_time_at(r, at_s);

    return results_times_s(r)[held] < at_s && held + 1 < n ? held + 1 : held;
}

size_t events_next(const struct results *r, size_t time_index, bool is_forward)
{
    const struct events e = events_of(r);
    size_t best = time_index;

    for (size_t i = 0; i < e.n; i++) {
        const size_t record = events_record(r, e.at_s[i]);
        const bool is_ahead = is_forward ? record > time_index : record < time_index;
        const bool is_nearer = is_forward ? record < best : record > best;
        if (is_ahead && (best == time_index || is_nearer)) {
            best = record;
        }
    }
    return best;
}
