/* streams.h - how supply, racks and handlers of the mixing model share the air.
 *
 * The shares follow from flows alone; with them the heat that handlers take is a piecewise linear
 * function of the hot air's temperature, because dampers and valves are shut, modulating or wide open:
 *
 *     outside_k(T_ret) = max(0, min(T_ret - set_k, x_k (T_ret - T_out)))   x_k: largest outdoor share
 *     coil_k(T_ret) = max(0, min(T_mix - set_k, e_k (T_mix - water_k)))    T_mix = T_ret - outside_k
 *     T_ret = T_hot - b / (1 - b) drop     T_s = T_ret - drop     drop: flow-weighted mean of both
 *
 * with e_k = coil / (flow rho cp). Outdoor air comes first; the coil takes what it leaves. Both T_ret
 * and T_s are linear in T_hot and drop, so they hold for the means over a step as well, whatever break
 * points it crosses.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_AIR_STREAMS_H
#define MODELS_AIR_STREAMS_H

#include "models/air_model.h"
#include "models/pieces.h"

struct streams {
    double supply_m3s;  /* of all handlers                                            */
    double rack_m3s;    /* through all racks                                          */
    double bypass_frac; /* b: share of the supply that meets no rack                 */
    double given_frac;  /* supply that racks get over what they ask, 1 when ample    */
    double through_m3s; /* through the cold air: what racks ask of it, or overflows   */
};

/* Racks ask for (1 - r_i) of their air from the supply, of which at least the flow-weighted mean of
 * bypass_frac goes past them. With a plenum each rack has what its tiles give, less its bypass_frac, and
 * what it does not draw of that passes it. */
struct streams streams_split(const struct air_block *b);

/* Share of rack i's inlet that is supply: what it asks for, or what there is for it. */
double streams_fresh_frac(const struct air_block *b, const struct streams *s, size_t i);

/* Share of rack i's inlet that is cold air, of which given_frac is supply and the rest has come from the
 * hot side: above 1 where a plenum gives the rack more than its part. */
double streams_cold_frac(const struct air_block *b, const struct streams *s, size_t i);

/* What handler k takes out of a return at ret_c, in kelvin of its own flow: outdoor air and coil. */
double streams_drop_k(const struct air_block *b, size_t k, double ret_c);

/* Splits taken_w, the mean heat that handler k took, by what its dampers and its valve do at the mean
 * return: writes coil_w and outside_w, which add up to it. */
void streams_book(const struct air_block *b, size_t k, double ret_c, double taken_w);

/* Return air when the handlers cool it by drop_k on average, all air at hot_c being the source. */
double streams_return_c(const struct streams *s, double hot_c, double drop_k);

/* Doubles of scratch for streams_pieces(). */
size_t streams_work_size(size_t n_handlers);

/* Heat that the handlers take over T_hot. The break points lie in the block's work until the next
 * call. */
struct pieces streams_pieces(const struct air_block *b, const struct streams *s);

#endif
