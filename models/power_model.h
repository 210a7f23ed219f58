/* power_model.h - an element of the electrical tree: load to loss, and what it does when its feed dies.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_POWER_MODEL_H
#define MODELS_POWER_MODEL_H

#include "models/model.h"

/* Elements of one model and one parameter block. Every array has n entries. */
struct power_block {
    size_t n;
    double dt_s;    /* length of the step; connect() and step() do without              [s]   */
    bool is_steady; /* a steady question: what takes time has had its time                     */

    /* Read only. */
    const double *load_w;        /* taken out of the element, mean over the step         [W]   */
    const double *load_var;      /* reactive power taken out                             [var] */
    const double *rating_w;      /* continuous output rating, NAN when not known         [W]   */
    const double *rating_va;     /* the same as apparent power, NAN when not known       [VA]  */
    const double *current_a;     /* of the most loaded phase, NAN without a voltage      [A]   */
    const double *voltage_v;     /* nominal, NAN when not known                          [V]   */
    const double *is_fed;        /* 1 when something above gives it power                      */
    const double *alive_parent;  /* place of the first live one among its parents, -1: none    */
    const double *alive_parents; /* all that live, as the sum of 2^place: a switch that stands on a
                                  * later one must know when that dies                         */
    const double *is_called;     /* 1 when what it stands by for is dead (standby sources)     */

    /* Written by connect(), read by the others. Before connect() both stand as an element without
     * memory has them. */
    double *is_energised; /* 1 when it has power at its output                                */
    double *parent;       /* place of the parent that it takes all from, -1: all that live    */

    /* Written by step(). */
    double *loss_w;    /* turned into heat in the element                               [W]   */
    double *input_var; /* reactive power drawn from above                               [var] */
    double *drop_frac; /* voltage lost along it over the nominal; stands at 0 before.
                        * NULL: nobody asks                                             [1]   */

    /* Written by advance(): means over the step, stored_j at its end. Before advance() they stand
     * as an element without memory has them: load + loss, 0, never. */
    double *input_w;  /* drawn from above, or made by a source                          [W]   */
    double *stored_j; /* energy held in batteries, flywheels, capacitors                [J]   */
    double *switch_s; /* from the start of the step until it next switches by itself    [s]   */

    double *state;
};

/* Contract, checked by the engine on every step:
 *     input * dt == (load + loss) * dt + change of stored
 * and: loss >= 0; loss does not fall when the load grows (in the range 0 to rating); no energy, no
 * loss; an element that is not fed draws nothing. The engine does not step past switch_s (but for the
 * rest of a microsecond): it takes the step again, that long, and connect() of the step after must
 * see the switch done. */
struct power_model {
    struct model_info info;
    bool balances_phases; /* draws its input evenly on three phases (double conversion)       */
    bool needs_rating_w;  /* its loss is stated per rating, so the element must give rating   */
    bool needs_rating_va; /* the same for apparent power                                      */
    bool needs_voltage;   /* its loss goes by its current, so the element must give voltage   */
    bool (*has_own_voltage)(const void *params); /* ... unless its parameters state one; optional */
    bool is_source;   /* stands at the top of a tree and needs no feed                    */
    bool is_standby;  /* a source that runs only when it is called                        */
    bool takes_first; /* takes all from one parent: the first that lives, by its own time */

    /* Of a source with a state row "frequency_hz" (0 at rest): between what it must stay; false when
     * nothing was asked of it. Optional. */
    bool (*frequency_limits)(const void *params, double *ret_low_hz, double *ret_high_hz);

    /* Load to loss, of an element that has power or has none. */
    enum status (*step)(const void *params, const struct power_block *b);

    /* For elements that remember: batteries, generators, transfer switches. All three or none. */
    enum status (*start)(const void *params, const struct power_block *b); /* state and stored_j */
    enum status (*connect)(const void *params, const struct power_block *b);
    enum status (*advance)(const void *params, const struct power_block *b);
};

#endif
