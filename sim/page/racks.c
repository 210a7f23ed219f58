/* racks.c - the table of racks, which the script sorts and filters.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>

#include "sim/page/html.h"
#include "sim/page/inner.h"

static const struct {
    const char *head;
    const char *variable;
    const char *unit;
} quantities[] = {
    {"power, mean", "rack_power_w", "W"},
    {"power, peak", "rack_power_max_w", "W"},
    {"limit", "rack_limit_w", "W"},
    {"to liquid", "rack_to_liquid_w", "W"},
    {"to air", "rack_to_air_w", "W"},
    {"air drawn, peak", "rack_airflow_max_m3s", "m3/s"},
    {"hottest inlet", "rack_inlet_hottest_max_c", "degC"},
    {"further power", "rack_headroom_min_w", "W"},
};
enum { N_QUANTITIES = sizeof quantities / sizeof quantities[0] };

static void add_rows(struct page *p, const struct results_dim *racks)
{
    const char *const *const rows = results_labels(p->r, "rack_row");
    const char *const *const feeds = results_labels(p->r, "rack_feeds");
    double *values[N_QUANTITIES] = {0};
    double nothing[N_QUANTITIES]; /* in the unit of the column's greatest */

    for (size_t k = 0; k < N_QUANTITIES; k++) {
        size_t n = 0;
        values[k] = page_read(p->r, quantities[k].variable, &n);
        nothing[k] = 0.0;
        for (size_t i = 0; i < n; i++) {
            nothing[k] = isfinite(values[k][i]) ? fmax(nothing[k], values[k][i]) : nothing[k];
        }
    }
    for (size_t i = 0; i < racks->n; i++) {
        html_row_head(p->t, racks->labels[i]);
        html_cell_text(p->t, rows != NULL ? rows[i] : "");
        html_cell_text(p->t, feeds != NULL ? feeds[i] : "");
        for (size_t k = 0; k < N_QUANTITIES; k++) {
            const double value = values[k] != NULL ? values[k][i] : (double)NAN;
            html_cell(p->t, quantities[k].unit, value, value != 0.0 ? value : nothing[k], p->units);
        }
        html_row_end(p->t);
    }
    for (size_t k = 0; k < N_QUANTITIES; k++) {
        free(values[k]);
    }
}

void page_add_racks(struct page *p)
{
    const struct results_dim *const racks = results_dim(p->r, "rack");
    struct html_column columns[3 + N_QUANTITIES] = {
        {"rack", false}, {"row", false}, {"feeds", false}};

    if (racks == NULL || racks->n == 0) {
        return;
    }
    for (size_t k = 0; k < N_QUANTITIES; k++) {
        columns[3 + k] = (struct html_column){quantities[k].head, true};
    }
    html_section_begin(p->t, "racks", "Racks");
    html_table_begin(p->t, "rack-table", "Every rack over the run", columns,
                     sizeof columns / sizeof columns[0]);
    add_rows(p, racks);
    html_table_end(p->t);
    text_add(p->t,
             "<p class=\"soft\">Peaks, hottest inlets and further power are those of the worst "
             "moment. Further power: what the rack may draw more until the first limit on its "
             "way, its own or one it shares, is met; negative when one is passed. Records hold "
             "three to four digits.</p>\n");
    html_section_end(p->t);
}
