/* swing_table.c - swings as a table of the results.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/study/swing.h"

/* The numbers of an item, in the order of the columns. */
static const struct {
    const char *name;
    const char *unit;
    const char *long_name;
    size_t offset;
} numbers[] = {
#define FIELD(field) offsetof(struct swing_item, field)
    {"rating_w", "W", "its rating", FIELD(rating_w)},
    {"mean_w", "W", "mean power", FIELD(mean_w)},
    {"peak_w", "W", "greatest mean of a step", FIELD(peak_w)},
    {"trough_w", "W", "least mean of a step", FIELD(trough_w)},
    {"up_w_per_s", "W/s", "steepest rise over the window", FIELD(up_w_per_s)},
    {"down_w_per_s", "W/s", "steepest fall over the window", FIELD(down_w_per_s)},
    {"period_s", "s", "of the strongest line of the spectrum", FIELD(period_s)},
    {"amplitude_w", "W", "of that line", FIELD(amplitude_w)},
    {"band_w", "W", "root mean square of what swings from 0.1 to 20 Hz", FIELD(band_w)},
    {"stored_swing_j", "J", "how far its battery's charge swung", FIELD(stored_swing_j)},
    {"discharged_j", "J", "what its battery gave", FIELD(discharged_j)},
    {"charged_j", "J", "what its battery took", FIELD(charged_j)},
    {"n_discharges", "1", "times that its battery began to empty", FIELD(n_discharges)},
    {"nominal_hz", "Hz", "nominal frequency of a generator", FIELD(nominal_hz)},
    {"least_hz", "Hz", "its least frequency", FIELD(least_hz)},
    {"most_hz", "Hz", "its greatest frequency", FIELD(most_hz)},
    {"mean_hz", "Hz", "its mean frequency", FIELD(mean_hz)},
#undef FIELD
};

enum { N_NUMBERS = sizeof numbers / sizeof numbers[0], N_TEXTS = 3 };
_Static_assert((int)N_TEXTS + (int)N_NUMBERS <= (int)TABLE_MOST_COLUMNS,
               "a table has room for all columns");

static double number_of(const struct swing_item *item, size_t k)
{
    return *(const double *)((const char *)item + numbers[k].offset);
}

const struct table_data *swing_table(struct arena *arena, const struct swing_case *cases,
                                     size_t n_cases)
{
    struct table_data *const table = arena_take(arena, 1, sizeof *table, "swing");
    const char **texts[N_TEXTS];
    size_t n = 0;

    for (size_t c = 0; c < n_cases; c++) {
        n += cases[c].answer.n_items;
    }
    *table = (struct table_data){.name = "swing",
                                 .title = "power swing by rack and element",
                                 .n_rows = n,
                                 .n_columns = N_TEXTS + N_NUMBERS};
    static const char *const names[N_TEXTS][2] = {
        {"case", "what was changed"}, {"kind", "what it is"}, {"subject", "its name"}};
    for (size_t k = 0; k < N_TEXTS; k++) {
        texts[k] = ARENA_ARRAY(arena, const char *, n, "swing");
        table->columns[k] = (struct table_column){
            .name = names[k][0], .unit = "", .long_name = names[k][1], .texts = texts[k]};
    }
    for (size_t k = 0; k < N_NUMBERS; k++) {
        double *const values = ARENA_ARRAY(arena, double, n, "swing");
        size_t row = 0;
        for (size_t c = 0; c < n_cases; c++) {
            for (size_t i = 0; i < cases[c].answer.n_items; i++, row++) {
                const struct swing_item *const item = &cases[c].answer.items[i];
                texts[0][row] = cases[c].name;
                texts[1][row] = item->kind;
                texts[2][row] = item->name;
                values[row] = number_of(item, k);
            }
        }
        table->columns[N_TEXTS + k] = (struct table_column){.name = numbers[k].name,
                                                            .unit = numbers[k].unit,
                                                            .long_name = numbers[k].long_name,
                                                            .numbers = values};
    }
    return table;
}
