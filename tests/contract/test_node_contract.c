/* test_node_contract.c - what every node model must keep, over the registry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/node_model.h"
#include "models/registry.h"
#include "tests/contract/param_block.h"
#include "tests/support/check_main.h"

enum { N_CASES = 1000, N_STEPS = 3, N_GROUPS = 4, MOST_STATES = 12 };

/* What is set for a group. */
struct given {
    double count[N_GROUPS];
    double util_frac[N_GROUPS];
    double host_util_frac[N_GROUPS];
    double cap_w[N_GROUPS];
    double force_w[N_GROUPS];
    double powered_frac[N_GROUPS];
    double plated_frac[N_GROUPS];
    double inlet_c[N_GROUPS];
    double coolant_c[N_GROUPS];
    double coolant_m3s[N_GROUPS];
    double coolant_w_per_k[N_GROUPS];
    double supply_frac[N_GROUPS];
};

/* What a model writes. die_c and hbm_c alone may be not known. */
struct written {
    double demand_w[N_GROUPS];
    double parts_w[8][N_GROUPS];
    double buffer_w[N_GROUPS];
    double plate_w[N_GROUPS];
    double air_w[N_GROUPS];
    double airflow_m3s[N_GROUPS];
    double work_frac[N_GROUPS];
    double ceiling_frac[N_GROUPS];
    double shut_nodes[N_GROUPS];
    double stored_j[N_GROUPS];
    double die_c[N_GROUPS];
    double hbm_c[N_GROUPS];
    double state[MOST_STATES * N_GROUPS];
};

enum { N_FINITE = 16 }; /* columns of struct written before die_c */

/* One case: a model with drawn parameters and its groups. */
struct hall {
    const struct node_model *model;
    struct param_block params;
    size_t n;
    double dt_s;
    struct given given;
    struct node_traits traits[N_GROUPS];
    struct written now;
};

static const struct node_model *model_at(size_t m)
{
    return (const struct node_model *)registry_at(FAMILY_NODE, m);
}

static struct node_block bind(struct hall *h)
{
    struct given *const g = &h->given;
    struct written *const now = &h->now;

    return (struct node_block){
        .n = h->n,
        .dt_s = h->dt_s,
        .air_j_per_m3k = 1180.0,
        .count = g->count,
        .util_frac = g->util_frac,
        .host_util_frac = g->host_util_frac,
        .cap_w = g->cap_w,
        .force_w = g->force_w,
        .powered_frac = g->powered_frac,
        .plated_frac = g->plated_frac,
        .inlet_c = g->inlet_c,
        .coolant_c = g->coolant_c,
        .coolant_m3s = g->coolant_m3s,
        .coolant_w_per_k = g->coolant_w_per_k,
        .supply_frac = g->supply_frac,
        .traits = h->traits,
        .demand_w = now->demand_w,
        .accelerator_w = now->parts_w[0],
        .host_w = now->parts_w[1],
        .memory_w = now->parts_w[2],
        .network_w = now->parts_w[3],
        .storage_w = now->parts_w[4],
        .board_w = now->parts_w[5],
        .fan_w = now->parts_w[6],
        .psu_loss_w = now->parts_w[7],
        .buffer_w = now->buffer_w,
        .plate_w = now->plate_w,
        .air_w = now->air_w,
        .airflow_m3s = now->airflow_m3s,
        .die_c = now->die_c,
        .hbm_c = now->hbm_c,
        .work_frac = now->work_frac,
        .ceiling_frac = now->ceiling_frac,
        .shut_nodes = now->shut_nodes,
        .stored_j = now->stored_j,
        .state = now->state,
    };
}

static void start(struct hall *h)
{
    const struct node_block block = bind(h);
    ck_assert_int_eq(h->model->start(h->params.bytes, &block), STATUS_OK);
}

static void step(struct hall *h)
{
    const struct node_block block = bind(h);
    ck_assert_int_eq(h->model->step(h->params.bytes, &block), STATUS_OK);
}

/* Off, full, or between. */
static double draw_share(const gsl_rng *rng)
{
    const size_t corner = draw_index(rng, 4);

    return corner < 2 ? (double)corner : draw_between(rng, 0.0, 1.0);
}

static void draw_group(struct given *g, size_t i, const gsl_rng *rng)
{
    g->util_frac[i] = draw_share(rng);
    g->host_util_frac[i] = draw_share(rng);
    g->cap_w[i] = draw_index(rng, 2) == 0 ? (double)INFINITY : draw_decades(rng, 1.0, 1e6);
    g->force_w[i] = draw_index(rng, 4) == 0 ? draw_decades(rng, 1.0, 1e6) : (double)NAN;
    g->powered_frac[i] = draw_share(rng);
    g->inlet_c[i] = draw_between(rng, -5.0, 60.0);
    g->coolant_c[i] = g->plated_frac[i] > 0.0 && draw_index(rng, 4) > 0
                          ? draw_between(rng, 5.0, 70.0)
                          : (double)NAN;
    g->supply_frac[i] = draw_index(rng, 3) == 0 ? draw_share(rng) : 1.0;
    const bool is_known = draw_index(rng, 4) > 0;
    const double flow_m3s = draw_index(rng, 3) == 0 ? 0.0 : draw_decades(rng, 1e-7, 1e-2);
    g->coolant_m3s[i] = is_known ? flow_m3s : (double)NAN;
    g->coolant_w_per_k[i] = is_known ? 4e6 * flow_m3s : (double)NAN;
}

static double draw_or_none(const gsl_rng *rng, double none, double low, double high)
{
    return draw_index(rng, 3) == 0 ? none : draw_decades(rng, low, high);
}

static struct node_traits draw_traits(const gsl_rng *rng)
{
    return (struct node_traits){
        .rating_w = draw_or_none(rng, (double)NAN, 1e2, 1e5),
        .supplies = draw_or_none(rng, (double)NAN, 1.0, 12.0),
        .supplies_needed = draw_or_none(rng, (double)NAN, 1.0, 12.0),
        .on_supply_loss = (int)draw_index(rng, 3),
        .cap_latency_s = draw_or_none(rng, 0.0, 1e-3, 1e2),
        .restart_s = draw_or_none(rng, 0.0, 1e-2, 1e4),
        .buffer_j = draw_or_none(rng, 0.0, 1.0, 1e6),
        .buffer_time_s = draw_or_none(rng, 0.0, 1e-3, 1e2),
        .throttle_c = draw_or_none(rng, (double)NAN, 60.0, 110.0),
    };
}

static void draw_step(struct hall *h, const gsl_rng *rng)
{
    h->dt_s = draw_decades(rng, 1e-3, 1e7);
    for (size_t i = 0; i < h->n; i++) {
        draw_group(&h->given, i, rng);
    }
}

static void draw_hall(struct hall *h, size_t m, const gsl_rng *rng)
{
    memset(h, 0, sizeof *h);
    h->model = model_at(m);
    h->n = N_GROUPS;
    ck_assert_uint_le(model_n_states(&h->model->info), MOST_STATES);
    ck_assert(h->model->info.work_size == NULL); /* else give it work here */
    param_block_draw(&h->params, &h->model->info, rng);
    for (size_t i = 0; i < h->n; i++) {
        h->given.count[i] = (double)draw_index(rng, 40); /* a rack may have lost them all */
        h->given.plated_frac[i] = (double)draw_index(rng, 2);
        h->traits[i] = draw_traits(rng);
    }
    draw_step(h, rng);
}

static void keep_the_books(const struct hall *h, const double *was_j, size_t i, int k)
{
    const struct written *const now = &h->now;
    const char *const name = h->model->info.name;
    const double in_j = now->demand_w[i] * h->dt_s;
    const double out_j = (now->plate_w[i] + now->air_w[i]) * h->dt_s;
    const double residual_j = in_j - out_j - (now->stored_j[i] - was_j[i]);
    const double scale_j = in_j + (fabs(now->plate_w[i]) + fabs(now->air_w[i])) * h->dt_s +
                           fabs(now->stored_j[i]) + fabs(was_j[i]);
    double sum_w = 0.0;

    for (size_t part = 0; part < 8; part++) {
        ck_assert_msg(now->parts_w[part][i] >= 0.0, "%s, case %d: part %zu wins %g W", name, k,
                      part, -now->parts_w[part][i]);
        sum_w += now->parts_w[part][i];
    }
    ck_assert_msg(fabs(residual_j) <= 1e-12 * scale_j,
                  "%s, case %d, group %zu, step of %g s: %g J of %g J appeared from nowhere", name,
                  k, i, h->dt_s, -residual_j, scale_j);
    const double given_w = now->demand_w[i] + now->buffer_w[i];
    ck_assert_msg(fabs(sum_w - given_w) <= 1e-12 * (sum_w + fabs(now->buffer_w[i])),
                  "%s, case %d: parts draw %.17g W of %.17g W", name, k, sum_w, given_w);
    ck_assert_msg(now->demand_w[i] >= 0.0, "%s, case %d: draws %g W", name, k, now->demand_w[i]);
    ck_assert_msg(now->work_frac[i] >= 0.0 && now->work_frac[i] <= 1.0, "%s, case %d: work %g",
                  name, k, now->work_frac[i]);
    ck_assert_msg(now->ceiling_frac[i] > 0.0 && now->ceiling_frac[i] <= 1.0,
                  "%s, case %d: heat leaves %g of the clock", name, k, now->ceiling_frac[i]);
    ck_assert_msg(now->airflow_m3s[i] >= 0.0, "%s, case %d: airflow %g", name, k,
                  now->airflow_m3s[i]);
    ck_assert_msg(h->given.powered_frac[i] > 0.0 || now->demand_w[i] == 0.0,
                  "%s, case %d: draws %g W without power", name, k, now->demand_w[i]);
    ck_assert_msg(!isnan(h->given.coolant_c[i]) || now->plate_w[i] == 0.0,
                  "%s, case %d: %g W into plates without coolant", name, k, now->plate_w[i]);
}

START_TEST(rows_are_complete)
{
    for (size_t m = 0; model_at(m) != NULL; m++) {
        param_rows_check(&model_at(m)->info);
    }
}
END_TEST

/* Draws every model of the family with many parameters and hands each to a check. */
static void over_cases(unsigned long seed, void (*check)(struct hall *h, int k, const gsl_rng *rng))
{
    gsl_rng *const rng = draw_create(seed);
    struct hall h;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_hall(&h, m, rng);
            check(&h, k, rng);
        }
    }
    gsl_rng_free(rng);
}

static void check_start(struct hall *h, int k, const gsl_rng *rng)
{
    const char *const name = h->model->info.name;
    double *const column = (double *)&h->now;
    const double poison = 1e300;

    (void)rng;
    for (size_t i = 0; i < sizeof h->now / sizeof *column; i++) {
        column[i] = poison;
    }
    start(h);
    for (size_t c = 0; c < N_FINITE + 2; c++) {
        for (size_t i = 0; i < N_GROUPS; i++) {
            const double x = column[c * N_GROUPS + i];
            ck_assert_msg(x != poison && (c >= N_FINITE || isfinite(x)),
                          "%s, case %d: column %zu is %g", name, k, c, x);
        }
    }
    for (size_t i = 0; i < N_GROUPS; i++) {
        const bool has_coolant = !isnan(h->given.coolant_c[i]);
        const double sink_c = has_coolant ? h->given.coolant_c[i] : h->given.inlet_c[i];
        ck_assert_msg(isnan(h->now.die_c[i]) ||
                          (h->now.die_c[i] == sink_c && h->now.hbm_c[i] == sink_c),
                      "%s, case %d: dies start at %g, not %g", name, k, h->now.die_c[i], sink_c);
    }
}

START_TEST(start_writes_every_column)
{
    over_cases(50631, check_start);
}
END_TEST

static void check_energy(struct hall *h, int k, const gsl_rng *rng)
{
    start(h);
    for (int s = 0; s < N_STEPS; s++) {
        double was_j[N_GROUPS];
        memcpy(was_j, h->now.stored_j, sizeof was_j);
        draw_step(h, rng);
        step(h);
        for (size_t i = 0; i < h->n; i++) {
            keep_the_books(h, was_j, i, k);
        }
    }
}

START_TEST(energy_closes_over_three_steps)
{
    over_cases(50632, check_energy);
}
END_TEST

/* Nothing that hangs on what came before: no storage, no restart, no delay, no throttling. */
static void forget(struct hall *h)
{
    for (size_t i = 0; i < N_GROUPS; i++) {
        h->traits[i].buffer_j = 0.0;
        h->traits[i].restart_s = 0.0;
        h->traits[i].cap_latency_s = 0.0;
        h->traits[i].throttle_c = (double)NAN;
        h->traits[i].on_supply_loss = NODE_SUPPLY_NONE;
    }
}

static void check_busier(struct hall *h, int k, const gsl_rng *rng)
{
    forget(h);
    start(h);
    step(h);
    draw_step(h, rng);
    for (size_t i = 0; i < N_GROUPS; i++) {
        h->given.cap_w[i] = (double)INFINITY;
    }
    struct hall busier = *h;
    double *const util_frac = k % 2 == 0 ? busier.given.util_frac : busier.given.host_util_frac;
    for (size_t i = 0; i < N_GROUPS; i++) {
        util_frac[i] = draw_between(rng, util_frac[i], 1.0);
    }
    step(h);
    step(&busier);
    for (size_t i = 0; i < N_GROUPS; i++) {
        ck_assert_msg(busier.now.demand_w[i] >= h->now.demand_w[i] * (1.0 - 1e-12),
                      "%s, case %d: %.17g W, and %.17g W for more work", h->model->info.name, k,
                      h->now.demand_w[i], busier.now.demand_w[i]);
    }
}

START_TEST(more_work_never_draws_less)
{
    over_cases(50633, check_busier);
}
END_TEST

/* The same step under one cap for all. */
static struct hall step_capped(const struct hall *h, double cap_w)
{
    struct hall capped = *h;

    for (size_t i = 0; i < N_GROUPS; i++) {
        capped.given.cap_w[i] = cap_w;
    }
    step(&capped);
    return capped;
}

/* Under a cap of nothing a node draws the least that it can be slowed to. The caps lie from below
 * that to above what it draws when free. Returns how many groups were slowed. */
static int check_cap(struct hall *h, int k, const gsl_rng *rng)
{
    int n_slowed = 0;

    forget(h);
    start(h);
    step(h);
    draw_step(h, rng);
    for (size_t i = 0; i < N_GROUPS; i++) {
        h->given.force_w[i] = (double)NAN;
    }
    const struct hall least = step_capped(h, 0.0);
    const struct hall unbound = step_capped(h, (double)INFINITY);
    for (size_t i = 0; i < N_GROUPS; i++) {
        const double n_on = h->given.count[i] * h->given.powered_frac[i];
        const double group_w =
            draw_between(rng, 0.8 * least.now.demand_w[i], 1.2 * unbound.now.demand_w[i]);
        h->given.cap_w[i] = n_on > 0.0 ? group_w / n_on : 1.0;
    }
    step(h);
    for (size_t i = 0; i < N_GROUPS; i++) {
        const double cap_w = h->given.cap_w[i] * h->given.count[i] * h->given.powered_frac[i];
        const double most_w = fmax(cap_w, least.now.demand_w[i]);
        ck_assert_msg(h->now.demand_w[i] <= most_w * (1.0 + 1e-12),
                      "%s, case %d: %.17g W over a cap of %.17g W", h->model->info.name, k,
                      h->now.demand_w[i], most_w);
        n_slowed += h->now.demand_w[i] < unbound.now.demand_w[i];
    }
    return n_slowed;
}

START_TEST(cap_is_kept_or_the_least_is_drawn)
{
    gsl_rng *const rng = draw_create(50634);
    struct hall h;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        int n_slowed = 0;
        for (int k = 0; k < N_CASES; k++) {
            draw_hall(&h, m, rng);
            n_slowed += check_cap(&h, k, rng);
        }
        /* A model that takes no notice of caps would keep the rest of this test. */
        ck_assert_msg(n_slowed > N_CASES / 10, "%s: caps bound %d times", model_at(m)->info.name,
                      n_slowed);
    }
    gsl_rng_free(rng);
}
END_TEST

static void check_forced(struct hall *h, int k, const gsl_rng *rng)
{
    for (size_t i = 0; i < N_GROUPS; i++) {
        h->given.force_w[i] = draw_decades(rng, 1.0, 1e6);
    }
    start(h);
    step(h);
    for (size_t i = 0; i < N_GROUPS; i++) {
        const double forced_w = h->given.force_w[i] * h->given.count[i] * h->given.powered_frac[i];
        ck_assert_msg(fabs(h->now.demand_w[i] - forced_w) <= 1e-12 * forced_w,
                      "%s, case %d: %.17g W instead of %.17g W", h->model->info.name, k,
                      h->now.demand_w[i], forced_w);
    }
}

START_TEST(forced_node_draws_what_it_is_forced_to)
{
    over_cases(50635, check_forced);
}
END_TEST

/* The group as the only one of its hall, started and stepped. */
static struct hall alone_at(const struct hall *h, size_t at)
{
    struct hall alone = *h;
    double *const given = (double *)&alone.given;

    alone.n = 1;
    for (size_t c = 0; c < sizeof alone.given / sizeof *given / N_GROUPS; c++) {
        given[c * N_GROUPS] = given[c * N_GROUPS + at];
    }
    alone.traits[0] = h->traits[at];
    start(&alone);
    step(&alone);
    return alone;
}

static void check_neighbours(struct hall *h, int k, const gsl_rng *rng)
{
    const double *const together = (const double *)&h->now;

    (void)rng;
    start(h);
    step(h);
    for (size_t i = 0; i < N_GROUPS; i++) {
        const struct hall alone = alone_at(h, i);
        const double *const single = (const double *)&alone.now;
        for (size_t c = 0; c < N_FINITE + 2; c++) {
            const double *const x = &together[c * N_GROUPS + i];
            ck_assert_msg(memcmp(x, &single[c * N_GROUPS], sizeof *x) == 0,
                          "%s, case %d, group %zu: column %zu is %.17g, alone %.17g",
                          h->model->info.name, k, i, c, *x, single[c * N_GROUPS]);
        }
    }
}

/* A second run with the same inputs, so this also finds results that hang on anything else. */
START_TEST(group_does_not_feel_its_neighbours)
{
    over_cases(50636, check_neighbours);
}
END_TEST

/* Hours without any flow, hot and loaded, in steps of every length. */
static void check_no_flow(struct hall *h, int k, const gsl_rng *rng)
{
    start(h);
    for (int s = 0; s < 4 * N_STEPS; s++) {
        double was_j[N_GROUPS];
        memcpy(was_j, h->now.stored_j, sizeof was_j);
        draw_step(h, rng);
        for (size_t i = 0; i < N_GROUPS; i++) {
            h->given.coolant_m3s[i] = 0.0;
            h->given.coolant_w_per_k[i] = 0.0;
        }
        step(h);
        for (size_t i = 0; i < h->n; i++) {
            keep_the_books(h, was_j, i, k);
            ck_assert_msg(isfinite(h->now.stored_j[i]) && isfinite(h->now.plate_w[i]),
                          "%s, case %d: holds %g J", h->model->info.name, k, h->now.stored_j[i]);
        }
    }
}

START_TEST(no_flow_is_a_state_like_any_other)
{
    over_cases(50637, check_no_flow);
}
END_TEST

/* A steady question is a few very long steps: they come to rest, whatever slows the node or stops
 * it. Drawn masses and resistances may take 1e8 s, so that these are longer still. */
static void check_settles(struct hall *h, int k, const gsl_rng *rng)
{
    struct hall last;

    start(h);
    draw_step(h, rng);
    h->dt_s = 1e11;
    for (int s = 0; s < 100; s++) {
        last = *h;
        step(h);
    }
    for (size_t i = 0; i < N_GROUPS; i++) {
        const double change_w = fabs(h->now.demand_w[i] - last.now.demand_w[i]);
        const double change_k = fabs(h->now.die_c[i] - last.now.die_c[i]);
        ck_assert_msg(change_w <= 1e-9 * (1.0 + h->now.demand_w[i]),
                      "%s, case %d, group %zu: %.12g W after %.12g W", h->model->info.name, k, i,
                      h->now.demand_w[i], last.now.demand_w[i]);
        ck_assert_msg(!(change_k > 1e-9 * (100.0 + fabs(h->now.die_c[i]))),
                      "%s, case %d, group %zu: %.12g degC after %.12g degC", h->model->info.name, k,
                      i, h->now.die_c[i], last.now.die_c[i]);
    }
}

START_TEST(very_long_steps_come_to_rest)
{
    over_cases(50638, check_settles);
}
END_TEST

TCASE(tc_contract, "contract", rows_are_complete, start_writes_every_column,
      energy_closes_over_three_steps, more_work_never_draws_less, cap_is_kept_or_the_least_is_drawn,
      forced_node_draws_what_it_is_forced_to, group_does_not_feel_its_neighbours,
      no_flow_is_a_state_like_any_other, very_long_steps_come_to_rest)
CHECK_MAIN("node contract", tc_contract)
