/* control_model.h - what moves fans and pumps to the flow that is asked for.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_CONTROL_MODEL_H
#define MODELS_CONTROL_MODEL_H

#include "models/model.h"

/* Actuators with one model and one parameter block. Every array has n entries. */
struct control_block {
    size_t n;
    double dt_s;

    const double *wanted_frac; /* flow asked for over rated flow; may exceed 1     [1] */
    const double *was_frac;    /* speed in the last step                           [1] */

    double *speed_frac; /* speed for the next step, 0 to 1                         [1] */
};

/* Contract: 0 <= speed <= 1; at a constant demand the speed settles, whatever the step length;
 * two steps of dt/2 end where one of dt ends. */
struct control_model {
    struct model_info info;
    enum status (*step)(const void *params, const struct control_block *b);
};

#endif
