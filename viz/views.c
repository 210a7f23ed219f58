/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/views.h"

void views_open(const struct scene *s, struct views *ret_views)
{
    *ret_views = (struct views){.followed = -1};
    cut_open(s->results, &ret_views->cut);
}

void views_close(struct views *v)
{
    cut_close(&v->cut);
    section_close(&v->section);
    elevation_close(&v->elevation);
}

const struct section *views_section(struct views *v, const struct scene *s)
{
    const enum plane_axis axis = v->cut.axis;

    if (axis == PLANE_Z) {
        return NULL;
    }
    if (!v->has_section || v->section_axis != axis || v->section_m != v->cut.at_m[axis] ||
        v->section_time != s->time_index) {
        section_close(&v->section);
        v->section_axis = axis;
        v->section_m = v->cut.at_m[axis];
        v->section_time = s->time_index;
        v->has_section = section_open(s, axis, v->section_m, &v->section) == STATUS_OK;
    }
    return v->has_section ? &v->section : NULL;
}

const struct elevation *views_elevation(struct views *v, const struct scene *s)
{
    if (!v->has_elevation || v->elevation.number != v->row || v->elevation_time != s->time_index) {
        elevation_close(&v->elevation);
        v->elevation_time = s->time_index;
        v->has_elevation = elevation_open(s, v->row, &v->elevation) == STATUS_OK;
    }
    return v->has_elevation ? &v->elevation : NULL;
}
