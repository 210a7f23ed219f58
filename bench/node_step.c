/* node_step.c - what a step of the node model "parts" costs, by what happens in it.
 *
 *     node_step [GROUPS [STEPS]]
 *
 * Prints ns for a step of one group, the least of seven runs. A group is a rack's worth of equal nodes:
 * its cost does not depend on how many GPUs they hold.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "models/node/parts.h"
#include "models/registry.h"

enum { MOST_GROUPS = 1024, N_RUNS = 7 };

/* Everything that a block points to. */
struct field {
    double columns[31][MOST_GROUPS];
    double states[PARTS_N_STATES * MOST_GROUPS];
    struct node_traits traits[MOST_GROUPS];
};

/* A DGX H100 with plates as an option: as scenarios/catalog/nodes.yaml has it. */
static struct parts_params given_params(void)
{
    struct parts_params p;

    memset(&p, 0, sizeof p);
    for (const struct param *row = node_parts.info.params; row->key != NULL; row++) {
        if (row->kind == PARAM_NUMBER || row->kind == PARAM_COUNT) {
            memcpy((char *)&p + row->offset, &row->fallback, sizeof row->fallback);
        }
    }
    p.accelerators = 8.0;
    p.accelerator_idle_w = 75.0;
    p.accelerator_max_w = 700.0;
    p.hosts = 2.0;
    p.host_idle_w = 100.0;
    p.host_max_w = 350.0;
    p.memory_w = 290.0;
    p.network_w = 870.0;
    p.storage_w = 120.0;
    p.board_w = 870.0;
    p.fan_w = 1200.0;
    p.psu_curve =
        (struct curve){.n = 4, .x = {0.1, 0.2, 0.5, 1.0}, .y = {0.90, 0.935, 0.9465, 0.925}};
    p.psu_rating_w = 19800.0;
    p.die_resistance_k_per_w = 0.020;
    p.sink_fixed_k_per_w = 0.020;
    p.sink_film_k_per_w = 0.030;
    p.sink_capacity_j_per_k = 1500.0;
    return p;
}

static struct node_block given_block(struct field *f, size_t n)
{
    return (struct node_block){
        .n = n,
        .dt_s = 1.0,
        .air_j_per_m3k = 1180.0,
        .count = f->columns[0],
        .util_frac = f->columns[1],
        .host_util_frac = f->columns[2],
        .cap_w = f->columns[3],
        .force_w = f->columns[4],
        .powered_frac = f->columns[5],
        .supply_frac = f->columns[6],
        .plated_frac = f->columns[7],
        .inlet_c = f->columns[8],
        .coolant_c = f->columns[9],
        .coolant_m3s = f->columns[10],
        .coolant_w_per_k = f->columns[11],
        .traits = f->traits,
        .demand_w = f->columns[12],
        .accelerator_w = f->columns[13],
        .host_w = f->columns[14],
        .memory_w = f->columns[15],
        .network_w = f->columns[16],
        .storage_w = f->columns[17],
        .board_w = f->columns[18],
        .fan_w = f->columns[19],
        .psu_loss_w = f->columns[20],
        .buffer_w = f->columns[21],
        .plate_w = f->columns[22],
        .air_w = f->columns[23],
        .airflow_m3s = f->columns[24],
        .die_c = f->columns[25],
        .hbm_c = f->columns[26],
        .work_frac = f->columns[27],
        .shut_nodes = f->columns[28],
        .stored_j = f->columns[29],
        .ceiling_frac = f->columns[30],
        .state = f->states,
    };
}

struct trial {
    const char *name;
    double cap_w;
    double plated_frac;
    double coolant_c;
    double throttle_c;
    double swing_frac; /* of the utilisation, from step to step */
};

static const struct trial trials[] = {
    {"air, steady", (double)INFINITY, 0.0, 0.0, 87.0, 0.0},
    {"air, training swing", (double)INFINITY, 0.0, 0.0, 87.0, 0.6},
    {"plates, steady", (double)INFINITY, 1.0, 38.0, 87.0, 0.0},
    {"plates, training swing", (double)INFINITY, 1.0, 38.0, 87.0, 0.6},
    {"plates, capped", 7000.0, 1.0, 38.0, 87.0, 0.0},
    {"plates, throttled", (double)INFINITY, 1.0, 60.0, 87.0, 0.0},
};

static void set_up(struct field *f, const struct trial *t, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const double values[] = {4.0,
                                 1.0,
                                 0.9,
                                 t->cap_w,
                                 (double)NAN,
                                 1.0,
                                 1.0,
                                 t->plated_frac,
                                 24.0 + 1e-3 * (double)i,
                                 t->plated_frac > 0.0 ? t->coolant_c : (double)NAN,
                                 2e-4,
                                 800.0};
        for (size_t k = 0; k < sizeof values / sizeof values[0]; k++) {
            f->columns[k][i] = values[k];
        }
        f->traits[i] = (struct node_traits){.rating_w = 10200.0,
                                            .supplies = 6.0,
                                            .supplies_needed = 4.0,
                                            .cap_latency_s = 0.05,
                                            .restart_s = 300.0,
                                            .buffer_time_s = 0.1,
                                            .throttle_c = t->throttle_c};
    }
}

static double now_s(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double measure_ns(struct field *f, const struct trial *t, size_t n, int n_steps)
{
    const struct parts_params params = given_params();
    const struct node_block block = given_block(f, n);
    double least_s = (double)INFINITY;

    set_up(f, t, n);
    if (node_parts.start(&params, &block) != STATUS_OK) {
        return (double)NAN;
    }
    for (int run = 0; run < N_RUNS; run++) {
        const double began_s = now_s();
        for (int k = 0; k < n_steps; k++) {
            for (size_t i = 0; i < n && t->swing_frac > 0.0; i++) {
                f->columns[1][i] = k % 2 == 0 ? 1.0 : 1.0 - t->swing_frac;
            }
            if (node_parts.step(&params, &block) != STATUS_OK) {
                return (double)NAN;
            }
        }
        least_s = fmin(least_s, now_s() - began_s);
    }
    return least_s / ((double)n * n_steps) * 1e9;
}

int main(int argc, char **argv)
{
    const long n = argc > 1 ? strtol(argv[1], NULL, 10) : 200;
    const long n_steps = argc > 2 ? strtol(argv[2], NULL, 10) : 2000;

    if (n < 1 || n > MOST_GROUPS || n_steps < 1 || n_steps > 10000000) {
        (void)fprintf(stderr, "usage: node_step [GROUPS up to %d [STEPS]]\n", MOST_GROUPS);
        return 2;
    }
    struct field *const f = calloc(1, sizeof *f);
    for (size_t k = 0; f != NULL && k < sizeof trials / sizeof trials[0]; k++) {
        printf("%-24s %8.1f ns a group-step\n", trials[k].name,
               measure_ns(f, &trials[k], (size_t)n, (int)n_steps));
    }
    const int failed = f == NULL;
    free(f);
    return failed;
}
