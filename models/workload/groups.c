/* SPDX-License-Identifier: Apache-2.0 */
#include "models/workload/groups.h"

static struct workload_group group_at(const struct workload_block *b,
                                      const struct workload_shape *shape, size_t i)
{
    const bool has_lane = shape->has_lanes && b->lane != NULL;

    return (struct workload_group){b->offset_s[i], has_lane ? b->lane[i] : 0};
}

void workload_each(const struct workload_block *b, const struct workload_shape *shape,
                   double *ret_mean)
{
    struct workload_group last = {0};

    for (size_t i = 0; i < b->n; i++) {
        const struct workload_group group = group_at(b, shape, i);
        const bool is_same = i > 0 && group.offset_s == last.offset_s && group.lane == last.lane;
        ret_mean[i] = is_same ? ret_mean[i - 1] : shape->mean(shape->context, b, group);
        last = group;
    }
}

void workload_finish(const struct workload_block *b, double host_utilisation_frac)
{
    const bool is_same = isnan(host_utilisation_frac);

    for (size_t i = 0; i < b->n; i++) {
        b->util_frac[i] = fmin(1.0, fmax(0.0, b->util_frac[i]));
        b->host_util_frac[i] = is_same ? b->util_frac[i] : host_utilisation_frac;
    }
    if (b->power_w != NULL) {
        for (size_t i = 0; i < b->n; i++) {
            b->power_w[i] = PARAM_UNKNOWN;
        }
    }
}
