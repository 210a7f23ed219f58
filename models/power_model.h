/* power_model.h - an element of the electrical tree: load to loss.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_POWER_MODEL_H
#define MODELS_POWER_MODEL_H

#include "models/model.h"

/* Elements of one model and one parameter block. Every array has n entries. */
struct power_block {
    size_t n;

    /* Read only. */
    const double *load_w;       /* taken out of the element                          [W]   */
    const double *load_var;     /* reactive power taken out                          [var] */
    const double *rating_w;     /* continuous output rating, NAN when not known    [W]   */
    const double *rating_va;    /* the same as apparent power, NAN when not known  [VA]  */
    const double *is_energised; /* 1, or 0 when nothing feeds it: then no loss           */

    /* Written. */
    double *loss_w;    /* turned into heat in the element                          [W]   */
    double *input_var; /* reactive power drawn from above                          [var] */
};

/* Contract: loss >= 0; loss does not fall when the load grows (in the range 0
 * to rating); no energy, no loss. */
struct power_model {
    struct model_info info;
    bool balances_phases; /* draws its input evenly on three phases (double conversion)    */
    bool needs_rating_w;  /* its loss is stated per rating, so the element must give rating */
    bool needs_rating_va; /* the same for apparent power                                   */
    bool is_source;       /* stands at the top of a tree and needs no feed                 */
    enum status (*step)(const void *params, const struct power_block *b);
};

#endif
