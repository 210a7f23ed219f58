/* weather_model.h - the air outside.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_WEATHER_MODEL_H
#define MODELS_WEATHER_MODEL_H

#include "models/model.h"

struct weather_block {
    double time_s;      /* start of the step since the start of the run     [s]    */
    double dt_s;        /* length of the step                               [s]    */
    double pressure_pa; /* at the site's altitude                           [Pa]   */
    double started_s;   /* from 1 January, 00:00, to the start of the run   [s]    */
    bool is_leap_year;  /* that of the start                                       */
    bool is_steady;     /* a steady question: the step is no time           */

    /* Written: means over the step, one value each. */
    double *dry_bulb_c;
    double *wet_bulb_c;
    double *dew_point_c;
};

/* Air of a steady question: that of the moment of the start, or the one that the model is for.
 * Contract: dew point <= wet bulb <= dry bulb. */
struct weather_model {
    struct model_info info;
    enum status (*step)(const void *params, const struct weather_block *b);
};

#endif
