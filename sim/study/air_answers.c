/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/air_answers.h"

#include <math.h>

#include "models/envelope.h"
#include "models/field/field.h"
#include "models/mixing.h"
#include "models/origins.h"
#include "sim/base/text.h"
#include "sim/engine/engine.h"

/* From the narrowest to the widest; what none allows is beyond. */
enum class_of_inlet { CLASS_RECOMMENDED, CLASS_A1, CLASS_A2, CLASS_A3, CLASS_A4, CLASS_BEYOND };
enum { N_CLASSES = CLASS_BEYOND + 1 };

/* Smaller shares are the noise of the tracers. */
#define LEAST_SHARE 5e-4

struct air_answers {
    const struct plan *plan;
    double *time_s; /* (n_racks, N_CLASSES) */
};

struct air_answers *air_answers_create(struct arena *arena, const struct plan *plan)
{
    struct air_answers *const a = arena_take(arena, 1, sizeof *a, "air answers");

    *a = (struct air_answers){
        .plan = plan,
        .time_s = ARENA_ARRAY(arena, double, plan->n[DIM_RACK] * N_CLASSES, "air answers")};
    return a;
}

static enum class_of_inlet class_of(double inlet_c, double altitude_m)
{
    static const char *const names[] = {"A1", "A2", "A3", "A4"};

    if (inlet_c >= ENVELOPE_RECOMMENDED_MIN_C && inlet_c <= ENVELOPE_RECOMMENDED_MAX_C) {
        return CLASS_RECOMMENDED;
    }
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        const struct envelope_class *const c = envelope_find(names[k]);
        if (inlet_c >= c->min_c && inlet_c <= envelope_class_max_c(c, altitude_m)) {
            return (enum class_of_inlet)(CLASS_A1 + k);
        }
    }
    return CLASS_BEYOND;
}

void air_answers_look(struct air_answers *a, const struct hall *hall, double dt_s)
{
    const struct rack_columns *const rack = &hall->was->rack;

    for (size_t r = 0; r < a->plan->n[DIM_RACK]; r++) {
        if (rack->airflow_m3s[r] > 0.0) {
            const enum class_of_inlet k = class_of(rack->inlet_hottest_c[r], a->plan->altitude_m);
            a->time_s[r * N_CLASSES + k] += dt_s;
        }
    }
}

/* ------------------------------------------------------- the state at the end */

/* Racks that draw air, and what is known of them. */
struct picture {
    struct arena *arena;
    const struct plan *plan;
    const struct columns *c;
    const struct air_answers *answers;
    size_t *racks; /* (n) that draw air */
    size_t n;
    bool has_origins;
    struct origins origins;
};

static double *new_column(struct picture *p, struct table_data *t, const char *name,
                          const char *unit, const char *long_name)
{
    double *const numbers = ARENA_ARRAY(p->arena, double, t->n_rows, "air answers");

    t->columns[t->n_columns++] = (struct table_column){
        .name = name, .unit = unit, .long_name = long_name, .numbers = numbers};
    return numbers;
}

static const char **new_texts(struct picture *p, struct table_data *t, const char *name,
                              const char *long_name)
{
    const char **const texts = ARENA_ARRAY(p->arena, const char *, t->n_rows, "air answers");

    t->columns[t->n_columns++] =
        (struct table_column){.name = name, .long_name = long_name, .texts = texts};
    return texts;
}

static struct table_data *new_table(struct picture *p, const char *name, const char *title,
                                    size_t n_rows)
{
    struct table_data *const t = arena_take(p->arena, 1, sizeof *t, "air answers");

    *t = (struct table_data){.name = name, .title = title, .n_rows = n_rows};
    return t;
}

static void find_origins(struct picture *p, struct hall *hall)
{
    const size_t n_racks = p->plan->n[DIM_RACK];
    const size_t n_handlers = p->plan->n[DIM_CRAH];
    double *const share =
        ARENA_ARRAY(p->arena, double, (n_racks + n_handlers) * (1 + n_racks), "air answers");

    p->origins = (struct origins){.n_inlets = n_racks,
                                  .n_returns = n_handlers,
                                  .inlet_m3s = p->c->rack.airflow_m3s,
                                  .return_m3s = p->c->crah.flow_m3s,
                                  .supply_m3s = p->c->hall.supply_flow_m3s[0],
                                  .share = share};
    p->has_origins =
        engine_air_origins(p->plan, hall, share) == STATUS_OK && origins_are_whole(&p->origins);
}

/* ------------------------------------------------------------------- figures */

struct figures {
    double rci_high;
    double rci_low;
    double rti;
    double shi;
};

/* Inlets that the cooling index counts: thirds of fronts, or the one number that zone means have. */
static size_t list_inlets(const struct picture *p, double *ret_inlet_c)
{
    const struct rack_columns *const rack = &p->c->rack;
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++) {
        const size_t r = p->racks[i];
        if (isnan(rack->inlet_bottom_c[r])) {
            ret_inlet_c[n++] = rack->inlet_hottest_c[r];
        } else {
            ret_inlet_c[n++] = rack->inlet_bottom_c[r];
            ret_inlet_c[n++] = rack->inlet_middle_c[r];
            ret_inlet_c[n++] = rack->inlet_top_c[r];
        }
    }
    return n;
}

static struct figures figures_of(const struct picture *p)
{
    const struct envelope_class *const a1 = envelope_find("A1");
    const struct rack_columns *const rack = &p->c->rack;
    const struct hall_columns *const h = &p->c->hall;
    double *const inlet_c = ARENA_ARRAY(p->arena, double, 3 * p->n, "air answers");
    const size_t n = list_inlets(p, inlet_c);
    double rise_k = 0.0;
    struct figures f = {PARAM_UNKNOWN, PARAM_UNKNOWN, PARAM_UNKNOWN, PARAM_UNKNOWN};

    for (size_t i = 0; i < p->n; i++) {
        const size_t r = p->racks[i];
        rise_k += rack->airflow_m3s[r] * (rack->outlet_c[r] - rack->inlet_c[r]);
    }
    if (n > 0) {
        f.rci_high = mixing_rci_high(n, inlet_c, ENVELOPE_RECOMMENDED_MAX_C, a1->max_c);
        f.rci_low = mixing_rci_low(n, inlet_c, ENVELOPE_RECOMMENDED_MIN_C, a1->min_c);
    }
    if (rise_k > 0.0 && h->supply_flow_m3s[0] > 0.0) {
        f.rti = mixing_rti(h->return_air_c[0], h->supply_air_c[0], rise_k / h->rack_airflow_m3s[0]);
        f.shi = mixing_shi(p->plan->n[DIM_RACK], rack->airflow_m3s, rack->inlet_c, rack->outlet_c,
                           h->supply_air_c[0]);
    }
    return f;
}

static const struct table_data *figures_table(struct picture *p)
{
    const struct figures f = figures_of(p);
    const struct origins *const o = &p->origins;
    const double bypass = p->has_origins ? origins_bypass(o) : p->c->hall.bypass_frac[0];
    const double captured = p->has_origins ? origins_mean_cold_capture(o) : PARAM_UNKNOWN;
    const struct {
        const char *name;
        const char *meaning;
        double value;
    } rows[] = {
        {"rci_high", "1: no inlet above 27 degC; 0: all at 32 degC on average", f.rci_high},
        {"rci_low", "1: no inlet below 18 degC; 0: all at 15 degC on average", f.rci_low},
        {"rti", "return over racks' rise: below 1 supply goes past, above 1 it is short", f.rti},
        {"shi", "share of the air's rise that came before the racks", f.shi},
        {"rhi", "the rest of it", 1.0 - f.shi},
        {"bypass", "share of the supply that meets no rack", bypass},
        {"cold_capture", "share of the racks' air that came straight from the supply", captured},
    };
    const size_t n = sizeof rows / sizeof rows[0];
    struct table_data *const t = new_table(p, "air", "the room's air, at the end of the run", n);
    const char **const names = new_texts(p, t, "figure", "figure of merit");
    double *const values = new_column(p, t, "value", "1", "value");
    const char **const meanings = new_texts(p, t, "meaning", "what it says");

    for (size_t i = 0; i < n; i++) {
        names[i] = rows[i].name;
        values[i] = rows[i].value;
        meanings[i] = rows[i].meaning;
    }
    return t;
}

/* --------------------------------------------------------------------- racks */

static void add_temperatures(struct picture *p, struct table_data *t)
{
    const struct rack_columns *const c = &p->c->rack;
    const struct {
        const char *name;
        const char *unit;
        const char *long_name;
        const double *from;
    } fields[] = {
        {"bottom_c", "degC", "inlet, lower third", c->inlet_bottom_c},
        {"middle_c", "degC", "inlet, middle third", c->inlet_middle_c},
        {"top_c", "degC", "inlet, upper third", c->inlet_top_c},
        {"hottest_c", "degC", "inlet where it is hottest", c->inlet_hottest_c},
        {"swing_k", "K", "its standard deviation in a steady field", c->inlet_swing_k},
    };

    for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++) {
        double *const to = new_column(p, t, fields[k].name, fields[k].unit, fields[k].long_name);
        for (size_t i = 0; i < p->n; i++) {
            to[i] = fields[k].from[p->racks[i]];
        }
    }
}

static void add_origins(struct picture *p, struct table_data *t)
{
    double *const cold = new_column(p, t, "cold_capture_frac", "1", "share straight from supply");
    double *const hot =
        new_column(p, t, "hot_capture_frac", "1", "share of its exhaust that returns draw first");
    const char **const sources = new_texts(p, t, "main_source", "rack whose exhaust it draws most");
    double *const most = new_column(p, t, "main_source_frac", "1", "share of that");

    for (size_t i = 0; i < p->n; i++) {
        const size_t r = p->racks[i];
        const size_t source = p->has_origins ? origins_main_source(&p->origins, r) : SIZE_MAX;
        const bool has_source = p->has_origins && source < p->origins.n_inlets &&
                                origins_share(&p->origins, r, 1 + source) >= LEAST_SHARE;
        cold[i] = p->has_origins ? origins_cold_capture(&p->origins, r) : PARAM_UNKNOWN;
        hot[i] = p->has_origins ? origins_hot_capture(&p->origins, r) : PARAM_UNKNOWN;
        sources[i] = has_source ? p->plan->names[DIM_RACK][source] : "";
        most[i] = has_source       ? origins_share(&p->origins, r, 1 + source)
                  : p->has_origins ? 0.0
                                   : PARAM_UNKNOWN;
    }
}

static void add_classes(struct picture *p, struct table_data *t)
{
    static const char *const words[N_CLASSES] = {"recommended", "A1", "A2", "A3", "A4", "beyond"};
    static const char *const names[N_CLASSES] = {"recommended_s", "a1_s", "a2_s",
                                                 "a3_s",          "a4_s", "beyond_s"};
    const char **const now = new_texts(p, t, "class", "narrowest class that allows it");

    for (size_t i = 0; i < p->n; i++) {
        now[i] = words[class_of(p->c->rack.inlet_hottest_c[p->racks[i]], p->plan->altitude_m)];
    }
    for (size_t k = 0; k < N_CLASSES; k++) {
        double *const to = new_column(p, t, names[k], "s", "time in that class, in none narrower");
        for (size_t i = 0; i < p->n; i++) {
            to[i] = p->answers->time_s[p->racks[i] * N_CLASSES + k];
        }
    }
}

static const struct table_data *racks_table(struct picture *p)
{
    struct table_data *const t =
        new_table(p, "air_racks", "inlets of racks, at the end of the run", p->n);
    const char **const names = new_texts(p, t, "rack", "rack");

    for (size_t i = 0; i < p->n; i++) {
        names[i] = p->plan->names[DIM_RACK][p->racks[i]];
    }
    add_temperatures(p, t);
    add_origins(p, t);
    add_classes(p, t);
    return t;
}

/* ------------------------------------------------------------ what nobody compared */

enum { MOST_UNCHECKED = 5 };

/* Racks above the densest that was compared; the first of them. */
static size_t count_dense(const struct picture *p, size_t *ret_first)
{
    size_t n = 0;

    for (size_t i = p->n; i-- > 0;) {
        if (p->c->rack.to_air_w[p->racks[i]] > FIELD_COMPARED_RACK_W) {
            *ret_first = p->racks[i];
            n++;
        }
    }
    return n;
}

static size_t list_unchecked(const struct picture *p, const struct air_model *model,
                             const char **ret_texts)
{
    const struct hall_columns *const h = &p->c->hall;
    const double ratio = h->supply_flow_m3s[0] / h->rack_airflow_m3s[0];
    size_t first = 0;
    size_t n = 0;
    const size_t n_dense = count_dense(p, &first);

    ret_texts[n++] = "jets of perforated tiles, uneven fields under the floor";
    if (isnan(model->band_k(p->plan->air.params, 0.0))) {
        ret_texts[n++] = text_print(p->arena, "cells above %g m", FIELD_COMPARED_CELL_M);
    }
    if (n_dense > 0) {
        ret_texts[n++] =
            text_print(p->arena, "racks with more than %g kW into the air (%zu, such as %s)",
                       FIELD_COMPARED_RACK_W / 1e3, n_dense, p->plan->names[DIM_RACK][first]);
    }
    if (ratio > 0.0 && (ratio < FIELD_COMPARED_LEAST || ratio > FIELD_COMPARED_MOST)) {
        ret_texts[n++] =
            text_print(p->arena, "a supply of %.0f %% of what racks draw (compared: %.0f to %.0f)",
                       100.0 * ratio, 100.0 * FIELD_COMPARED_LEAST, 100.0 * FIELD_COMPARED_MOST);
    }
    if (h->air_is_unsteady[0] > 0.0) {
        ret_texts[n++] = "rooms that do not rest: inlets are means of swings";
    }
    return n;
}

static const struct table_data *unchecked_table(struct picture *p, const struct air_model *model)
{
    const char *found[MOST_UNCHECKED];
    const size_t n = list_unchecked(p, model, found);
    struct table_data *const t =
        new_table(p, "air_unchecked", "what of the air's field nobody compared with CFD", n);
    const char **const texts = new_texts(p, t, "what", "not validated");

    for (size_t i = 0; i < n; i++) {
        texts[i] = found[i];
    }
    return t;
}

/* -------------------------------------------------------------- recirculation */

static bool is_told(const struct picture *p, size_t i, size_t column)
{
    return origins_share(&p->origins, p->racks[i], column) >= LEAST_SHARE;
}

static const struct table_data *recirculation_table(struct picture *p)
{
    const size_t n_columns = 1 + p->plan->n[DIM_RACK];
    const char *const *const names = p->plan->names[DIM_RACK];
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++) {
        for (size_t k = 0; k < n_columns; k++) {
            n += is_told(p, i, k);
        }
    }
    struct table_data *const t =
        new_table(p, "recirculation", "where each rack's air was last, shares above 5e-4", n);
    const char **const racks = new_texts(p, t, "rack", "whose inlet");
    const char **const sources = new_texts(p, t, "source", "whose exhaust, or the supply");
    double *const shares = new_column(p, t, "share_frac", "1", "share of the inlet");
    n = 0;
    for (size_t i = 0; i < p->n; i++) {
        for (size_t k = 0; k < n_columns; k++) {
            if (is_told(p, i, k)) {
                racks[n] = names[p->racks[i]];
                sources[n] = k == 0 ? "supply" : names[k - 1];
                shares[n++] = origins_share(&p->origins, p->racks[i], k);
            }
        }
    }
    return t;
}

void air_answers_tables(struct arena *arena, struct air_answers *a, struct hall *hall,
                        const struct table_data **ret_tables)
{
    struct picture p = {
        .arena = arena,
        .plan = a->plan,
        .c = hall->was,
        .answers = a,
        .racks = ARENA_ARRAY(arena, size_t, a->plan->n[DIM_RACK], "air answers"),
    };
    const struct air_model *const model = (const struct air_model *)a->plan->air.info;
    size_t n = 0;

    for (size_t r = 0; r < a->plan->n[DIM_RACK]; r++) {
        if (p.c->rack.airflow_m3s[r] > 0.0) {
            p.racks[p.n++] = r;
        }
    }
    if (p.n > 0) {
        find_origins(&p, hall);
        ret_tables[n++] = figures_table(&p);
        ret_tables[n++] = racks_table(&p);
        if (model->is_field) {
            ret_tables[n++] = unchecked_table(&p, model);
        }
        if (p.has_origins) {
            ret_tables[n++] = recirculation_table(&p);
        }
    }
    ret_tables[n] = NULL;
}
