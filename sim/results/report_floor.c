/* report_floor.c - what a plenum does with the supply: pressure, leaks by cause, racks that starve.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/results/report_tables.h"

/* A series of the hall over the run; NAN when it was not recorded. */
static double hall_value(const struct results *r, const char *name, enum results_over over)
{
    const struct results_variable *const v = results_variable(r, name);
    double value = (double)NAN;

    return v != NULL && results_over_run(r, v, over, &value) == STATUS_OK ? value : (double)NAN;
}

static void add_part(struct text *t, const char *label, double flow_m3s, double supply_m3s,
                     enum unit_system units)
{
    if (flow_m3s > 0.0) {
        text_add(t, "%s ", label);
        report_tables_quantity(t, "m3/s", flow_m3s, supply_m3s, units);
        text_add(t, " (%.0f %%)", 100.0 * flow_m3s / supply_m3s);
    }
}

/* Racks that draw more than reaches them, at the worst moment of the run. */
static void add_starved(const struct results *r, struct text *t, enum unit_system units)
{
    const struct results_limit *worst = NULL;
    size_t n = 0;

    for (size_t i = 0; i < results_n_limits(r); i++) {
        const struct results_limit *const l = &results_limits(r)[i];
        if (strcmp(l->name, "air from the floor") == 0 && l->margin < 0.0) {
            worst = worst == NULL || l->margin < worst->margin ? l : worst;
            n++;
        }
    }
    if (worst == NULL) {
        text_add(t, "       no rack starves\n");
        return;
    }
    text_add(t, "       %zu rack%s starve%s, %s most: ", n, n == 1 ? "" : "s", n == 1 ? "s" : "",
             worst->subject);
    report_tables_quantity(t, "m3/s", worst->limit, worst->value, units);
    text_add(t, " reach it of ");
    report_tables_quantity(t, "m3/s", worst->value, worst->value, units);
    text_add(t, " (%.0f %%)\n", 100.0 * worst->limit / worst->value);
}

void report_tables_floor(const struct results *r, struct text *t, enum unit_system units)
{
    const double pressure_pa = hall_value(r, "hall_plenum_pa", RESULTS_MEAN);
    const double tiles_m3s = hall_value(r, "hall_tile_flow_m3s", RESULTS_MEAN);
    const double seams_m3s = hall_value(r, "hall_seam_flow_m3s", RESULTS_MEAN);
    const double cutouts_m3s = hall_value(r, "hall_cutout_flow_m3s", RESULTS_MEAN);
    const double stray_m3s = hall_value(r, "hall_stray_flow_m3s", RESULTS_MEAN);
    const double back_m3s = hall_value(r, "hall_back_flow_m3s", RESULTS_MEAN);
    const double supply_m3s = tiles_m3s + seams_m3s + cutouts_m3s + stray_m3s + back_m3s;
    struct text line = {0};

    if (isnan(pressure_pa)) {
        return;
    }
    report_tables_quantity(&line, "Pa", pressure_pa, pressure_pa, units);
    add_part(&line, "; tiles", tiles_m3s, supply_m3s, units);
    add_part(&line, ", seams", seams_m3s, supply_m3s, units);
    add_part(&line, ", cut-outs", cutouts_m3s, supply_m3s, units);
    add_part(&line, ", stray tiles", stray_m3s, supply_m3s, units);
    add_part(&line, ", back through handlers", back_m3s, supply_m3s, units);
    text_add(t, "floor: ");
    lines_wrap(t, line.at, 7, 7, LINES_WIDTH);
    text_add(t, "\n");
    text_release(&line);
    add_starved(r, t, units);
}
