/* layer.h - what a picture of the hall can show.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_LAYER_H
#define VIZ_LAYER_H

#include <stdbool.h>
#include <stddef.h>

struct layer {
    const char *name;       /* "inlet": what --layer takes            */
    const char *title;      /* "Inlet air, mean over the front"       */
    const char *variable;   /* of the results, over (time, rack)      */
    const char *over;       /* divided by this one (rack), or NULL    */
    const char *unit;       /* SI                                     */
    const char *limit_name; /* limit of the racks that is marked, or NULL */
    bool low_is_bad;        /* danger lies at low values              */
    bool is_about_limit;    /* colours diverge about the limit        */
    bool is_air;            /* rests on the air model                 */
    bool is_kind;           /* values are kinds of limits, see binding.h, not quantities */
    bool is_time_left;      /* values are seconds to what the variable tells, see throttle.h */
};

const struct layer *layer_at(size_t i);
const struct layer *layer_find(const char *name);

#endif
