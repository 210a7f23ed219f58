/* stages.h - the eight stages of a step, and the checks that follow each.
 *
 * Internal to the engine. A stage reads the plan, hall->was, and the columns of hall->now that
 * earlier stages wrote; it writes its own columns of hall->now.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_ENGINE_STAGES_H
#define SIM_ENGINE_STAGES_H

#include "sim/engine/engine.h"

struct step {
    const struct plan *plan;
    struct hall *hall;
    const struct columns *was;
    struct columns *now;
    double time_s; /* at its start */
    double dt_s;
    struct fault *fault;
};

enum status stage_switch(struct step *s);     /* stage_switch.c */
enum status stage_workload(struct step *s);   /* stage_it.c */
enum status stage_it_power(struct step *s);   /* stage_it.c */
enum status stage_electrical(struct step *s); /* stage_electrical.c */
enum status stage_liquid(struct step *s);     /* stage_liquid.c */
enum status stage_air(struct step *s);        /* stage_air.c */
enum status stage_plant(struct step *s);      /* stage_plant.c */
enum status stage_control(struct step *s);    /* stage_control.c */

/* State at t = 0, written to `now`. */
enum status start_switch(struct step *s);
enum status start_nodes(struct step *s);
enum status start_liquid(struct step *s);
enum status start_air(struct step *s);
enum status start_plants(struct step *s);

/* Copies the private state of a group from `was` to `now`, where the model then advances it, and
 * returns it. */
double *stages_state(const struct step *s, enum family f, const struct group *g);

/* The engine counts time in microseconds: a step that ends on a switch may pass it by less than one,
 * and what is left of a wait then is none. */
#define STAGES_TICK_S 1e-6

/* What may be missing when in and out + stored are compared: rounding of what flowed and is
 * stored. */
#define STAGES_MOST_RESIDUAL 1e-9
/* Marks the item whose energy does not close. Inline use: return stages_check_energy(...). */
enum status stages_check_energy(struct step *s, enum stage stage, enum dim dim, size_t index,
                                double in_j, double out_j, double stored_was_j,
                                double stored_now_j);

#endif
