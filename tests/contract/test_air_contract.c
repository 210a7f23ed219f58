/* test_air_contract.c - what every model of the hall's air must keep, over the registry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/air_model.h"
#include "models/registry.h"
#include "tests/contract/param_block.h"
#include "tests/support/check_main.h"

enum { N_CASES = 1000, N_FIELD_CASES = 25, N_STEPS = 5, MOST_RACKS = 6, MOST_HANDLERS = 4 };
enum { MOST_WORK = 1024, MOST_STATES = 40000, MOST_MEMORY = 4000000 };

/* Edge of everything that stands in the hall, and of the gaps between. */
#define BOX_M 1.2

static const double rounding = 1e-12;
static const double canary = 87.125;

/* A hall with its racks and handlers, and what the model writes about them. */
struct hall {
    const struct air_model *model;
    struct param_block params;
    size_t n_racks;
    size_t n_handlers;
    double air_j_per_m3k;
    double volume_m3;
    double cold_frac;
    double floor_m2;
    double room_heat_w;
    double heat_w[MOST_RACKS];
    double airflow_m3s[MOST_RACKS];
    double recirculation_frac[MOST_RACKS];
    double bypass_frac[MOST_RACKS];
    double top_rise_k[MOST_RACKS];
    double flow_m3s[MOST_HANDLERS];
    double coil_w_per_k[MOST_HANDLERS];
    double water_c[MOST_HANDLERS];
    double set_c[MOST_HANDLERS];
    double outside_c[MOST_HANDLERS];
    double outside_most_frac[MOST_HANDLERS];
    double outside_w[MOST_HANDLERS];
    double inlet_c[MOST_RACKS];
    double inlet_top_c[MOST_RACKS];
    double outlet_c[MOST_RACKS];
    double inlet_bottom_c[MOST_RACKS];
    double inlet_middle_c[MOST_RACKS];
    double inlet_hottest_c[MOST_RACKS];
    double inlet_swing_k[MOST_RACKS];
    double return_c[MOST_HANDLERS];
    double supply_c[MOST_HANDLERS];
    double coil_w[MOST_HANDLERS];
    double hot_c;
    double mass_c;
    double bypass_of_supply_frac;
    double recirculation_of_inlet_frac;
    double stored_j;
    double residual_w;
    double divergence_frac;
    double is_unsteady;
    struct air_box racks[MOST_RACKS];
    enum air_side faces[MOST_RACKS];
    struct air_box handlers[MOST_HANDLERS];
    struct air_layout layout;
    size_t n_states;
    size_t n_bytes;
    double state[MOST_STATES];
    double work[MOST_WORK];
};

/* One for all halls: nothing in it may matter but what follows from params and layout. */
static _Alignas(64) unsigned char memory[MOST_MEMORY];

static const struct air_model *model_at(size_t i)
{
    return (const struct air_model *)registry_at(FAMILY_AIR, i);
}

/* A hall may be a copy of another. */
static void point_layout(struct hall *h)
{
    h->layout.racks = h->racks;
    h->layout.faces = h->faces;
    h->layout.handlers = h->handlers;
}

static struct air_block block_of(struct hall *h, double dt_s)
{
    point_layout(h);
    return (struct air_block){
        .layout = &h->layout,
        .dt_s = dt_s,
        .air_j_per_m3k = h->air_j_per_m3k,
        .volume_m3 = h->volume_m3,
        .cold_frac = h->cold_frac,
        .floor_m2 = h->floor_m2,
        .room_heat_w = h->room_heat_w,
        .n_racks = h->n_racks,
        .heat_w = h->heat_w,
        .airflow_m3s = h->airflow_m3s,
        .recirculation_frac = h->recirculation_frac,
        .bypass_frac = h->bypass_frac,
        .top_rise_k = h->top_rise_k,
        .n_handlers = h->n_handlers,
        .flow_m3s = h->flow_m3s,
        .coil_w_per_k = h->coil_w_per_k,
        .water_c = h->water_c,
        .set_c = h->set_c,
        .outside_c = h->outside_c,
        .outside_most_frac = h->outside_most_frac,
        .inlet_c = h->inlet_c,
        .inlet_top_c = h->inlet_top_c,
        .outlet_c = h->outlet_c,
        .inlet_bottom_c = h->inlet_bottom_c,
        .inlet_middle_c = h->inlet_middle_c,
        .inlet_hottest_c = h->inlet_hottest_c,
        .inlet_swing_k = h->inlet_swing_k,
        .return_c = h->return_c,
        .supply_c = h->supply_c,
        .coil_w = h->coil_w,
        .outside_w = h->outside_w,
        .hot_c = &h->hot_c,
        .mass_c = &h->mass_c,
        .bypass_of_supply_frac = &h->bypass_of_supply_frac,
        .recirculation_of_inlet_frac = &h->recirculation_of_inlet_frac,
        .stored_j = &h->stored_j,
        .residual_w = &h->residual_w,
        .divergence_frac = &h->divergence_frac,
        .is_unsteady = &h->is_unsteady,
        .state = h->state,
        .work = h->work,
        .memory = memory,
    };
}

/* Steps the hall; beyond the work that the model asked for nothing may be touched. */
static void step_hall(struct hall *h, double dt_s)
{
    const struct air_block block = block_of(h, dt_s);
    const size_t n_items = h->n_racks + h->n_handlers;
    const size_t n_work =
        h->model->info.work_size != NULL ? h->model->info.work_size(h->params.bytes, n_items) : 0;

    ck_assert_uint_lt(n_work, MOST_WORK);
    h->work[n_work] = canary;
    ck_assert_int_eq(h->model->step(h->params.bytes, &block), STATUS_OK);
    ck_assert_double_eq(h->work[n_work], canary);
    ck_assert_double_eq(h->state[h->n_states], canary);
    ck_assert_uint_eq(memory[h->n_bytes], (unsigned char)canary);
}

/* Idle and busy racks of every containment. */
static void draw_racks(struct hall *h, const gsl_rng *rng)
{
    h->room_heat_w = draw_between(rng, 0.0, 2e4);
    for (size_t i = 0; i < h->n_racks; i++) {
        h->heat_w[i] = draw_index(rng, 6) == 0 ? 0.0 : draw_decades(rng, 100.0, 1e5);
        h->airflow_m3s[i] = draw_index(rng, 6) == 0 ? 0.0 : draw_between(rng, 0.05, 6.0);
        h->recirculation_frac[i] = draw_between(rng, 0.0, 0.5);
        h->bypass_frac[i] = draw_between(rng, 0.0, 0.6);
        h->top_rise_k[i] = draw_between(rng, 0.0, 5.0);
        /* A field knows its range of temperatures: no rack warms its air by more than 20 K. */
        if (h->model->is_field) {
            h->heat_w[i] = fmin(h->heat_w[i], 20.0 * h->air_j_per_m3k * h->airflow_m3s[i]);
        }
    }
}

/* Handlers that stand still, have no water, an ideal coil or one that is ideal but for a rounding;
 * water colder and warmer than the set point; with and without outdoor air of all weathers. */
static void draw_handlers(struct hall *h, const gsl_rng *rng)
{
    for (size_t k = 0; k < h->n_handlers; k++) {
        const double shares[] = {0.0,
                                 1.0,
                                 1.0 - 2e-16,
                                 1.0 - 1e-9,
                                 draw_between(rng, 0.1, 0.95),
                                 draw_between(rng, 0.1, 0.95)};
        const double outdoor_shares[] = {
            0.0, 0.0, 1.0, 1.0 - 1e-9, draw_between(rng, 0.1, 0.95), draw_between(rng, 0.1, 0.95)};
        h->flow_m3s[k] = draw_index(rng, 6) == 0 ? 0.0 : draw_between(rng, 0.1, 15.0);
        h->coil_w_per_k[k] = h->flow_m3s[k] * h->air_j_per_m3k * shares[draw_index(rng, 6)];
        h->water_c[k] = draw_between(rng, 3.0, 40.0);
        h->set_c[k] = draw_between(rng, 12.0, 35.0);
        h->outside_c[k] = draw_between(rng, -30.0, 45.0);
        h->outside_most_frac[k] = outdoor_shares[draw_index(rng, 6)];
    }
}

static struct air_box box_at(size_t column, double y_m)
{
    const double x_m = BOX_M * (double)(column + 1);

    return (struct air_box){{x_m, y_m, 0.0}, {x_m + BOX_M, y_m + BOX_M, 2.0}};
}

/* Racks in a row that looks at the handlers, along the wall on the other side of an aisle. */
static void lay_out(struct hall *h, const gsl_rng *rng)
{
    for (size_t i = 0; i < h->n_racks; i++) {
        h->racks[i] = box_at(i, BOX_M);
        h->faces[i] = AIR_NORTH;
    }
    for (size_t k = 0; k < h->n_handlers; k++) {
        h->handlers[k] = box_at(k, 4.0 * BOX_M);
    }
    h->layout = (struct air_layout){
        .size_m = {BOX_M * (MOST_RACKS + 2), BOX_M * 5.0, draw_between(rng, 3.0, 4.0)},
        .n_racks = h->n_racks,
        .n_handlers = h->n_handlers,
    };
    point_layout(h);
    if (h->model->is_field) {
        h->floor_m2 = h->layout.size_m[0] * h->layout.size_m[1];
        h->volume_m3 = h->floor_m2 * h->layout.size_m[2];
    }
}

/* Parameters with which the model has room in what the test gives it. */
static void draw_params(struct hall *h, const gsl_rng *rng)
{
    const struct air_model *const model = h->model;
    size_t n_states = MOST_STATES;
    size_t n_bytes = MOST_MEMORY;

    while (n_states >= MOST_STATES || n_bytes >= MOST_MEMORY) {
        param_block_draw(&h->params, &model->info, rng);
        n_states = model->state_size != NULL ? model->state_size(h->params.bytes, &h->layout)
                                             : model_n_states(&model->info);
        n_bytes = model->memory_size != NULL ? model->memory_size(h->params.bytes, &h->layout) : 0;
    }
    memory[n_bytes] = (unsigned char)canary;
    h->state[n_states] = canary;
    h->n_states = n_states;
    h->n_bytes = n_bytes;
}

static size_t n_cases(const struct air_model *model)
{
    return model->is_field ? N_FIELD_CASES : N_CASES;
}

/* A field takes one step of its own in each period: long ones are tested with halls that have a steady
 * state. */
static double draw_dt_s(const struct hall *h, const gsl_rng *rng)
{
    return draw_decades(rng, 1e-3, h->model->is_field ? 20.0 : 1e7);
}

/* A started hall. */
static void draw_hall(struct hall *h, const struct air_model *model, const gsl_rng *rng)
{
    memset(h, 0, sizeof *h);
    h->model = model;
    h->n_racks = 1 + draw_index(rng, MOST_RACKS);
    h->n_handlers = 1 + draw_index(rng, MOST_HANDLERS);
    h->air_j_per_m3k = draw_between(rng, 700.0, 1300.0);
    h->floor_m2 = draw_decades(rng, 10.0, 5000.0);
    h->cold_frac = draw_decades(rng, 0.001, 0.95);
    h->volume_m3 = h->floor_m2 * draw_between(rng, 2.5, 8.0);
    lay_out(h, rng);
    draw_params(h, rng);
    draw_racks(h, rng);
    draw_handlers(h, rng);
    const struct air_block block = block_of(h, (double)NAN);
    ck_assert_int_eq(model->start(h->params.bytes, &block), STATUS_OK);
}

/* A started hall after some steps of other service. */
static void draw_warm_hall(struct hall *h, const struct air_model *model, const gsl_rng *rng)
{
    draw_hall(h, model, rng);
    for (size_t k = draw_index(rng, N_STEPS); k > 0; k--) {
        step_hall(h, fmin(1e4, draw_dt_s(h, rng)));
        draw_racks(h, rng);
        draw_handlers(h, rng);
    }
}

static double sum(const double *values, size_t n)
{
    double s = 0.0;

    for (size_t i = 0; i < n; i++) {
        s += values[i];
    }
    return s;
}

static double supply_w_per_k(const struct hall *h)
{
    return sum(h->flow_m3s, h->n_handlers) * h->air_j_per_m3k;
}

/* Flow-weighted; handlers that all stand still count alike. */
static double mixed_supply_c(const struct hall *h)
{
    const double flow_m3s = sum(h->flow_m3s, h->n_handlers);
    double mixed_c = 0.0;

    for (size_t k = 0; k < h->n_handlers; k++) {
        const double share =
            flow_m3s > 0.0 ? h->flow_m3s[k] / flow_m3s : 1.0 / (double)h->n_handlers;
        mixed_c += share * h->supply_c[k];
    }
    return mixed_c;
}

/* Temperatures of the step are sums of rounded ones; the heat of a short step is a small difference
 * of large stored heats, and its rounding passes to the supply by the handlers' flow. */
static double slack_k(const struct hall *h, double dt_s)
{
    const double w_per_k = supply_w_per_k(h);
    const double by_books_k = w_per_k > 0.0 ? 1e-15 * fabs(h->stored_j) / dt_s / w_per_k : 0.0;

    return rounding * (100.0 + fabs(h->hot_c)) + by_books_k;
}

START_TEST(rows_are_complete)
{
    for (size_t m = 0; model_at(m) != NULL; m++) {
        param_rows_check(&model_at(m)->info);
    }
}
END_TEST

START_TEST(heat_goes_to_handlers_or_stays)
{
    gsl_rng *const rng = draw_create(91401);
    struct hall h;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (size_t k = 0; k < n_cases(model_at(m)); k++) {
            draw_hall(&h, model_at(m), rng);
            for (int i = 0; i < N_STEPS; i++) {
                const double dt_s = draw_dt_s(&h, rng);
                const double was_j = h.stored_j;
                draw_racks(&h, rng);
                draw_handlers(&h, rng);
                step_hall(&h, dt_s);
                const double heat_j = (sum(h.heat_w, h.n_racks) + h.room_heat_w) * dt_s;
                const double coil_j =
                    (sum(h.coil_w, h.n_handlers) + sum(h.outside_w, h.n_handlers)) * dt_s;
                const double lost_j = heat_j - coil_j - (h.stored_j - was_j);
                const double scale_j = heat_j + coil_j + fabs(was_j) + fabs(h.stored_j);

                ck_assert_msg(fabs(lost_j) <= rounding * scale_j,
                              "%s, case %zu, step %d of %g s: %g J of %g J lost",
                              h.model->info.name, k, i, dt_s, lost_j, scale_j);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(handlers_only_cool)
{
    gsl_rng *const rng = draw_create(91402);
    struct hall h;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (size_t k = 0; k < n_cases(model_at(m)); k++) {
            draw_warm_hall(&h, model_at(m), rng);
            const double dt_s = draw_dt_s(&h, rng);
            step_hall(&h, dt_s);

            for (size_t i = 0; i < h.n_handlers; i++) {
                const double carried_w =
                    h.flow_m3s[i] * h.air_j_per_m3k * (h.return_c[i] - h.supply_c[i]);
                const double slack_w = h.flow_m3s[i] * h.air_j_per_m3k * slack_k(&h, dt_s);
                const double taken_w = h.coil_w[i] + h.outside_w[i];
                ck_assert_msg(
                    h.coil_w[i] >= 0.0 && h.outside_w[i] >= 0.0 && h.supply_c[i] <= h.return_c[i],
                    "%s, case %zu, handler %zu: %g and %g W, %g to %g degC", h.model->info.name, k,
                    i, h.coil_w[i], h.outside_w[i], h.return_c[i], h.supply_c[i]);
                ck_assert_msg(!(h.flow_m3s[i] > 0.0) || fabs(carried_w - taken_w) <= slack_w,
                              "%s, case %zu, handler %zu: taken %g W, air %g W", h.model->info.name,
                              k, i, taken_w, carried_w);
                ck_assert_msg(h.outside_most_frac[i] > 0.0 || h.outside_w[i] == 0.0,
                              "%s, case %zu, handler %zu: %g W without outdoor air",
                              h.model->info.name, k, i, h.outside_w[i]);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* These are of zone means. In a field air of an earlier level may still be on its way, more heat moves
 * more than the air's temperature, and places differ; it has its own tests (test_field_hall.c).
 *
 * At rest no inlet is colder than the mixed supply, none hotter than the exhaust, and a rack warms its
 * air by its heat. Before that there may be air from before at its front. */
START_TEST(inlets_at_rest_lie_between_supply_and_exhaust)
{
    gsl_rng *const rng = draw_create(91403);
    struct hall h;
    size_t n_rested = 0;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (size_t k = 0; k < N_CASES && !model_at(m)->is_field; k++) {
            const double dt_s = 1e7;
            draw_warm_hall(&h, model_at(m), rng);
            step_hall(&h, dt_s);
            const double was_j = h.stored_j;
            step_hall(&h, dt_s);
            if (fabs(h.stored_j - was_j) > 1e-12 * fabs(was_j)) {
                continue; /* nothing carries its heat off */
            }
            n_rested++;
            const double slack = slack_k(&h, dt_s);
            const double mixed_c = mixed_supply_c(&h);

            for (size_t i = 0; i < h.n_racks; i++) {
                const double w_per_k = h.airflow_m3s[i] * h.air_j_per_m3k;
                ck_assert_msg(
                    h.inlet_c[i] >= fmin(mixed_c, h.hot_c) - slack &&
                        h.inlet_c[i] <= h.inlet_top_c[i] &&
                        h.inlet_top_c[i] <= fmax(mixed_c, h.hot_c) + slack,
                    "%s, case %zu, rack %zu: %g degC, top %g degC, between %g and %g degC",
                    h.model->info.name, k, i, h.inlet_c[i], h.inlet_top_c[i], mixed_c, h.hot_c);
                ck_assert_msg(!(w_per_k > 0.0) ||
                                  fabs(w_per_k * (h.outlet_c[i] - h.inlet_c[i]) - h.heat_w[i]) <=
                                      rounding * (h.heat_w[i] + w_per_k * fabs(h.outlet_c[i])),
                              "%s, case %zu, rack %zu: %g to %g degC", h.model->info.name, k, i,
                              h.inlet_c[i], h.outlet_c[i]);
            }
        }
    }
    ck_assert_uint_gt(n_rested, N_CASES / 2);
    gsl_rng_free(rng);
}
END_TEST

START_TEST(more_heat_never_lowers_an_inlet)
{
    gsl_rng *const rng = draw_create(91404);
    struct hall h;
    struct hall warm;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (size_t k = 0; k < N_CASES && !model_at(m)->is_field; k++) {
            draw_warm_hall(&h, model_at(m), rng);
            memcpy(&warm, &h, sizeof h);
            const double dt_s = draw_dt_s(&h, rng);
            step_hall(&h, dt_s);
            warm.heat_w[draw_index(rng, h.n_racks)] += draw_decades(rng, 1.0, 1e5);
            step_hall(&warm, dt_s);
            const double slack = slack_k(&warm, dt_s);

            for (size_t i = 0; i < h.n_racks; i++) {
                ck_assert_msg(warm.inlet_c[i] >= h.inlet_c[i] - slack &&
                                  warm.inlet_top_c[i] >= h.inlet_top_c[i] - slack,
                              "%s, case %zu, rack %zu, %g s: %.17g degC, with more heat %.17g degC",
                              h.model->info.name, k, i, dt_s, h.inlet_c[i], warm.inlet_c[i]);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

static void swap(double *values, size_t a, size_t b)
{
    const double kept = values[a];

    values[a] = values[b];
    values[b] = kept;
}

/* Only the order of sums differs. */
START_TEST(swapped_racks_swap_their_results)
{
    gsl_rng *const rng = draw_create(91405);
    struct hall h;
    struct hall other;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (size_t k = 0; k < N_CASES && !model_at(m)->is_field; k++) {
            draw_warm_hall(&h, model_at(m), rng);
            const size_t a = draw_index(rng, h.n_racks);
            const size_t b = draw_index(rng, h.n_racks);
            const double dt_s = draw_dt_s(&h, rng);
            memcpy(&other, &h, sizeof h);
            swap(other.heat_w, a, b);
            swap(other.airflow_m3s, a, b);
            swap(other.recirculation_frac, a, b);
            swap(other.bypass_frac, a, b);
            swap(other.top_rise_k, a, b);
            step_hall(&h, dt_s);
            step_hall(&other, dt_s);
            swap(other.inlet_c, a, b);
            swap(other.inlet_top_c, a, b);
            const double slack = slack_k(&h, dt_s);

            for (size_t i = 0; i < h.n_racks; i++) {
                ck_assert_msg(fabs(other.inlet_c[i] - h.inlet_c[i]) <= slack &&
                                  fabs(other.inlet_top_c[i] - h.inlet_top_c[i]) <= slack,
                              "%s, case %zu, rack %zu, %g s: %.17g and %.17g degC",
                              h.model->info.name, k, i, dt_s, h.inlet_c[i], other.inlet_c[i]);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_contract, "contract", rows_are_complete, heat_goes_to_handlers_or_stays,
      handlers_only_cool, inlets_at_rest_lie_between_supply_and_exhaust,
      more_heat_never_lowers_an_inlet, swapped_racks_swap_their_results)
CHECK_MAIN("air contract", tc_contract)
