/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/air_tables.h"

#include <math.h>

#include "models/envelope.h"
#include "models/mixing.h"

const char *air_table_name(const struct airflow *a, enum air_table table)
{
    static const char *const steady[] = {"racks", "recirculation", "summary", "field"};
    static const char *const start[] = {"racks_0s", "recirculation", "summary", "field_0s"};

    return a->source->mode == CASE_TRANSIENT ? start[table] : steady[table];
}

static const struct case_rack *rack_of(const struct airflow *a, size_t s)
{
    return (const struct case_rack *)a->source->racks.items + a->sections[s].rack;
}

/* "bottom" and "b" for three sections, the index otherwise. */
static void print_section(FILE *to, const struct airflow *a, size_t s, bool is_short)
{
    static const char *const words[] = {"bottom", "middle", "top"};
    const size_t k = a->sections[s].section;

    if (rack_of(a, s)->sections != 3.0) {
        (void)fprintf(to, "%zu", k);
    } else if (is_short) {
        (void)fprintf(to, "%c", words[k][0]);
    } else {
        (void)fprintf(to, "%s", words[k]);
    }
}

static void print_racks(FILE *to, const struct airflow *a, const struct origins *origins)
{
    const double j_per_m3k = a->room.air.density_kg_per_m3 * a->room.air.heat_j_per_kgk;

    (void)fprintf(to, "rack,section,z_lo_m,z_hi_m,flow_m3s,heat_W,T_in_C,T_in_sd_C,T_out_C,"
                      "cold_capture_index,hot_capture_index\n");
    for (size_t s = 0; s < a->n_sections; s++) {
        const struct airflow_section *const section = &a->sections[s];
        const struct field_mean *const in = &a->means[section->inlet];
        const double rise_k =
            section->heat_w > 0.0 ? section->heat_w / (j_per_m3k * section->flow_m3s) : 0.0;
        (void)fprintf(to, "%s,", rack_of(a, s)->name);
        print_section(to, a, s, false);
        (void)fprintf(to, ",%g,%g,%.6f,%.1f,%.3f,%.3f,%.3f", section->lo_m, section->hi_m,
                      section->flow_m3s, section->heat_w, in->mean_c, in->deviation_k,
                      in->mean_c + rise_k);
        if (origins != NULL) {
            (void)fprintf(to, ",%.4f,%.4f\n", origins_cold_capture(origins, s),
                          origins_hot_capture(origins, s));
        } else {
            (void)fprintf(to, ",,\n");
        }
    }
}

static void print_recirculation(FILE *to, const struct airflow *a, const struct origins *origins)
{
    (void)fprintf(to, "inlet,from_tiles");
    for (size_t s = 0; s < a->n_sections; s++) {
        (void)fprintf(to, ",from_%s_", rack_of(a, s)->name);
        print_section(to, a, s, true);
        (void)fprintf(to, "_outlet");
    }
    for (size_t s = 0; s < a->n_sections && origins != NULL; s++) {
        (void)fprintf(to, "\n%s_", rack_of(a, s)->name);
        print_section(to, a, s, true);
        for (size_t g = 0; g <= a->n_sections; g++) {
            (void)fprintf(to, ",%.5f", origins_share(origins, s, g));
        }
    }
    (void)fprintf(to, "\n");
}

/* NAN is an empty cell. */
static void print_quantity(FILE *to, const char *name, double value)
{
    if (isnan(value)) {
        (void)fprintf(to, "%s,\n", name);
    } else {
        (void)fprintf(to, "%s,%.9g\n", name, value);
    }
}

/* Mean over the sections of an index of each: they weigh alike. */
static double mean_index(const struct airflow *a,
                         double index(size_t, const double *, double, double), double recommended_c,
                         double allowable_c)
{
    double sum = 0.0;

    for (size_t s = 0; s < a->n_sections; s++) {
        const double inlet_c = a->means[a->sections[s].inlet].mean_c;
        sum += index(1, &inlet_c, recommended_c, allowable_c);
    }
    return sum / (double)a->n_sections;
}

/* Figures of merit of a room with racks and one temperature of supply. */
static void print_figures(FILE *to, const struct airflow *a, double rack_m3s, double inlet_c)
{
    const struct envelope_class *const a1 = envelope_find("A1");
    const struct case_sheet *const supplies = a->source->supplies.items;
    const double j_per_m3k = a->room.air.density_kg_per_m3 * a->room.air.heat_j_per_kgk;
    double heat_w = 0.0;

    if (!(rack_m3s > 0.0) || a->source->supplies.n == 0) {
        return;
    }
    for (size_t s = 0; s < a->n_sections; s++) {
        heat_w += a->sections[s].heat_w;
    }
    const double supply_c = supplies[0].temp_c;
    const double outlet_c = inlet_c + heat_w / (j_per_m3k * rack_m3s);
    const double shi = mixing_shi(1, &rack_m3s, &inlet_c, &outlet_c, supply_c);
    print_quantity(to, "shi", shi);
    print_quantity(to, "rhi", 1.0 - shi);
    print_quantity(to, "rti", mixing_rti(airflow_return_c(a, true), supply_c, outlet_c - inlet_c));
    print_quantity(to, "rci_high",
                   mean_index(a, mixing_rci_high, ENVELOPE_RECOMMENDED_MAX_C, a1->max_c));
    print_quantity(to, "rci_low",
                   mean_index(a, mixing_rci_low, ENVELOPE_RECOMMENDED_MIN_C, a1->min_c));
}

static void print_summary(FILE *to, const struct airflow *a, const struct origins *origins)
{
    const struct field_ledger l = field_ledger(a->field);
    double rack_m3s = 0.0;
    double inlet_mix = 0.0;

    for (size_t s = 0; s < a->n_sections; s++) {
        rack_m3s += a->sections[s].flow_m3s;
        inlet_mix += a->sections[s].flow_m3s * a->means[a->sections[s].inlet].mean_c;
    }
    (void)fprintf(to, "quantity,value\n");
    print_quantity(to, "cells", (double)a->n_cells);
    print_quantity(to, "supply_flow_m3s", a->supply_m3s);
    print_quantity(to, "rack_flow_m3s", rack_m3s);
    print_quantity(to, "rack_heat_W", a->heat_w);
    print_quantity(to, "surface_heat_loss_W", l.time_s > 0.0 ? l.surfaces_j / l.time_s : 0.0);
    print_quantity(to, "return_T_C", airflow_return_c(a, true));
    print_quantity(to, "return_T_exact_C", airflow_exact_return_c(a));
    print_quantity(to, "room_mean_T_C", field_mean_c(a->field));
    print_quantity(to, "inlet_mean_T_C", rack_m3s > 0.0 ? inlet_mix / rack_m3s : PARAM_UNKNOWN);
    print_quantity(to, "cold_capture_mean",
                   origins != NULL ? origins_mean_cold_capture(origins) : PARAM_UNKNOWN);
    print_quantity(to, "bypass", origins != NULL ? origins_bypass(origins) : PARAM_UNKNOWN);
    print_figures(to, a, rack_m3s, inlet_mix / rack_m3s);
    print_quantity(to, "is_steady", a->settled.is_steady ? 1.0 : 0.0);
    print_quantity(to, "largest_swing_K", a->settled.swing_k);
    print_quantity(to, "heat_stored_frac", a->settled.balance_frac);
    print_quantity(to, "ledger_closure_frac",
                   l.turnover_j > 0.0 ? (l.residual_j + l.links_j) / l.turnover_j : 0.0);
    print_quantity(to, "ledger_openings_residual_frac",
                   l.turnover_j > 0.0 ? fabs(l.links_j) / l.turnover_j : 0.0);
    print_quantity(to, "worst_cell_divergence_frac", l.divergence_frac);
    print_quantity(to, "net_opening_flow_frac", l.opening_frac);
}

static void print_cell(FILE *to, const struct field_cell *c)
{
    if (c->is_air) {
        (void)fprintf(to, "%.4f,%.4f,%.4f,%.3f,%.4f,%.4f,%.4f\n", c->centre_m[FIELD_X],
                      c->centre_m[FIELD_Y], c->centre_m[FIELD_Z], c->temp_c,
                      c->velocity_ms[FIELD_X], c->velocity_ms[FIELD_Y], c->velocity_ms[FIELD_Z]);
    }
}

static void print_field(FILE *to, const struct airflow *a)
{
    (void)fprintf(to, "x_m,y_m,z_m,T_C,u_ms,v_ms,w_ms\n");
    for (size_t k = 0; k < a->room.n_cells[FIELD_Z]; k++) {
        for (size_t j = 0; j < a->room.n_cells[FIELD_Y]; j++) {
            for (size_t i = 0; i < a->room.n_cells[FIELD_X]; i++) {
                const struct field_cell c = field_cell_at(a->field, i, j, k);
                print_cell(to, &c);
            }
        }
    }
}

void air_print_table(FILE *to, const struct airflow *a, enum air_table table,
                     const struct origins *origins)
{
    switch (table) {
    case AIR_RACKS:
        print_racks(to, a, origins);
        break;
    case AIR_RECIRCULATION:
        print_recirculation(to, a, origins);
        break;
    case AIR_SUMMARY:
        print_summary(to, a, origins);
        break;
    case AIR_FIELD:
        print_field(to, a);
        break;
    case AIR_TABLES:
        break;
    }
}

void air_print_series_head(FILE *to, const struct airflow *a)
{
    (void)fprintf(to, "t_s,room_mean_T_C,return_T_C");
    for (size_t s = 0; s < a->n_sections; s++) {
        (void)fprintf(to, ",%s_", rack_of(a, s)->name);
        print_section(to, a, s, true);
        (void)fprintf(to, "_T_in_C");
    }
    (void)fprintf(to, "\n");
}

void air_print_series_row(FILE *to, const struct airflow *a, double time_s)
{
    const double return_c = airflow_return_c(a, false);

    (void)fprintf(to, "%g,%.3f,", time_s, field_mean_c(a->field));
    if (!isnan(return_c)) {
        (void)fprintf(to, "%.3f", return_c);
    }
    for (size_t s = 0; s < a->n_sections; s++) {
        (void)fprintf(to, ",%.3f", field_port_c(a->field, a->sections[s].inlet));
    }
    (void)fprintf(to, "\n");
}
