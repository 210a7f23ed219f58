/* field_inner.h - what the parts of the model "field" share (field.c).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_AIR_FIELD_INNER_H
#define MODELS_AIR_FIELD_INNER_H

#include "models/air/room.h"

struct field_params {
    double cell_m;
    double period_s;
    double mass_j_per_m2k;
    double surface_w_per_m2k;
    double start_c;
};

/* The first doubles of the state. */
struct head {
    double air_c; /* mean of the field */
    double mass_c;
    double owed_j; /* to the air: booked, but not yet in the field */
    double pending_s;
    double pending_room_j;
    double pending_coil_j;
    double solved_w;  /* heat of the steady field; 0: the field is not steady */
    double supply_c;  /* of the steady field as it stands */
    double stretched; /* heat of the field as it stands over solved_w */
    double has_flow;  /* 0 until a first guess was made */
    double residual_w;
    double divergence_frac;
    double is_unsteady; /* below 0: no steady field */
};

/* Where everything lies in the state. */
struct store {
    struct head *head;
    double *inlet_c;   /* (n_racks, sections) as they stand      */
    double *rise_k;    /* (n_racks, sections) of the steady field */
    double *pending_j; /* (n_racks)                              */
    double *swing_k;   /* (n_racks) of the steady field          */
    double *rack_w;    /* (n_racks) of the steady field          */
    double *rack_m3s;  /* (n_racks)                              */
    double *return_c;  /* (n_handlers)                           */
    double *return_rise_k;
    double *handler_m3s;
    double *way_k;   /* (n_handlers) its way's air over the mix of all, of the steady field */
    double *opened;  /* (n_enclosures, AIR_N_SIDES) open share of each side, of the steady field */
    double *covered; /* (n_grilles) */
    double *panel_m3s;  /* (n_enclosures, AIR_N_SIDES) out of it, as it stands */
    double *grille_m3s; /* (n_grilles) likewise */
    double *field;
};

/* Everything of a step that its parts share. */
struct pass {
    const struct field_params *p;
    const struct air_block *b;
    struct room *room;
    struct store s;
    double supply_m3s;
};

/* field_openings.c. heat_j is that of the racks in dt_s; a rack without flow heats the air of the
 * room, as room_w does. */
void field_set_racks(const struct pass *q, const double *heat_j, double dt_s, double room_w);
/* Supply as the coils make it of the returns as they stand; what each opening gives or takes. */
void field_set_supply(const struct pass *q);
/* Errors  STATUS_BAD_INPUT  an open share that no panel may have */
MUST_CHECK enum status field_set_panels(const struct pass *q);
double field_side_open_frac(const struct air_block *b, size_t enclosure, size_t side);

/* What flows through panels and grilles now, into the state. */
void field_read_flows(const struct pass *q);

/* Air where handler k blows: mixed with that of others under the floor and in ducts. */
double field_way_c(const struct pass *q, size_t k);

/* Air into handler k: now, or with means of a window (one for each port) the mean over it. */
double field_return_c(const struct pass *q, size_t k, const struct field_mean *means);

/* The same of a share that every port has. */
double field_return_share(const struct pass *q, size_t k, const double *port_share);

/* What handler k makes of a return, and the mix of all with the returns as they stand. */
double field_supply_of(const struct air_block *b, size_t k, double return_c);
double field_mixed_supply_c(const struct pass *q);

/* Heat in air and mass, with what has gathered and is owed. */
double field_stored_j(const struct pass *q);
double field_sum(const double *values, size_t n);

/* Hottest section of rack i as its inlets stand. */
double field_hottest_c(const struct store *s, size_t i);

/* field_origins.c: see air_model.h */
MUST_CHECK enum status field_find_origins(const struct pass *q, double *ret_share);

/* field_steady.c: the step to the steady state. */
MUST_CHECK enum status field_to_rest(const struct pass *q);

#endif
