/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/hall/build.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "models/phys.h"
#include "sim/hall/builder.h"
#include "sim/scenario/geometry.h"

enum { MOST_RACKS = 100000 };

bool builder_same_model(const struct model_ref *a, const struct model_ref *b)
{
    return a->info == b->info && memcmp(a->params, b->params, a->info->params_size) == 0;
}

void builder_group(struct builder *b, struct groups *groups, const struct model_ref *refs,
                   const size_t *ranks, size_t n)
{
    groups->items = ARENA_ARRAY(b->arena, struct group, n, "plan");
    groups->n = 0;
    groups->n_states = 0;
    groups->n_work = 0;
    for (size_t i = 0; i < n; i++) {
        struct group *const last = groups->n > 0 ? &groups->items[groups->n - 1] : NULL;
        const bool is_same_rank = ranks == NULL || i == 0 || ranks[i] == ranks[i - 1];
        if (i > 0 && is_same_rank && builder_same_model(&refs[i - 1], &refs[i])) {
            last->n++;
            continue;
        }
        groups->items[groups->n++] =
            (struct group){.info = refs[i].info, .params = refs[i].params, .first = i, .n = 1};
    }
    for (size_t k = 0; k < groups->n; k++) {
        struct group *const g = &groups->items[k];
        const size_t n_work = g->info->work_size != NULL ? g->info->work_size(g->params, g->n) : 0;
        g->first_state = groups->n_states;
        groups->n_states += model_n_states(g->info) * g->n;
        groups->n_work = n_work > groups->n_work ? n_work : groups->n_work;
    }
}

static int64_t to_us(double seconds)
{
    return (int64_t)llround(seconds * 1e6);
}

/* About a thousand intervals a run, of a round length, never shorter than a step. */
static double choose_record_s(double duration_s, double step_s)
{
    static const double round_s[] = {1,   2,   5,   10,   15,   30,   60,    120,
                                     300, 600, 900, 1800, 3600, 7200, 21600, 86400};
    double record_s = step_s;

    for (size_t i = 0; i < sizeof round_s / sizeof round_s[0]; i++) {
        record_s = fmax(round_s[i], step_s);
        if (duration_s / record_s <= 1500.0) {
            break;
        }
    }
    return record_s;
}

/* Where in its year the run begins: weather repeats by the year. */
static void take_year(struct plan *plan, int64_t start_us)
{
    const time_t start_s = (time_t)(start_us / 1000000);
    struct tm when = {0};

    (void)gmtime_r(&start_s, &when);
    const int year = when.tm_year + 1900;
    plan->is_leap_year = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    plan->year_started_s =
        ((when.tm_yday * 24.0 + when.tm_hour) * 60.0 + when.tm_min) * 60.0 + when.tm_sec;
}

static void take_time(struct plan *plan, const struct scn_time *t)
{
    plan->start_us = t->start_us;
    take_year(plan, t->start_us);
    plan->step_us = to_us(t->step_s);
    if (!isnan(t->duration_s)) {
        const double record_s =
            isnan(t->record_s) ? choose_record_s(t->duration_s, t->step_s) : t->record_s;
        plan->duration_us = to_us(t->duration_s);
        plan->record_us = to_us(fmin(record_s, t->duration_s));
    }
}

static struct group lone_group(const struct model_ref *ref)
{
    return (struct group){.info = ref->info, .params = ref->params, .n = 1};
}

static void take_hall(struct builder *b)
{
    struct plan *const plan = b->plan;
    const struct scn_hall *const hall = b->hall;

    plan->name = b->scenario->name;
    plan->title = b->scenario->tree->title != NULL ? b->scenario->tree->title : b->scenario->name;
    plan->hall_name = hall->name != NULL ? hall->name : "hall";
    plan->site_name = b->site->name != NULL ? b->site->name : "";
    plan->altitude_m = b->site->altitude_m;
    plan->carbon_kg_per_j = b->site->carbon_kg_per_j;
    plan->pressure_pa = phys_atmosphere_pa(b->site->altitude_m);
    /* Held at the supply temperature: a flow in m3/s then always carries the same mass, and heat
     * closes. The hottest exhaust is 8 % thinner, which is inside the band of room air. */
    plan->air_j_per_m3k =
        phys_dry_air_kg_per_m3(hall->air->supply_c, plan->pressure_pa) * PHYS_AIR_CP_J_PER_KGK;
    memcpy(plan->size_m, hall->size_m, sizeof plan->size_m);
    plan->height_m = hall->height_m;
    plan->lights_w = hall->air->lights_w;
    plan->dew_point_c = hall->air->dew_point_c;
    plan->has_spare_handler = hall->air->redundancy == REDUNDANCY_N1;
    plan->weather = lone_group(&b->site->outdoor->model);
    plan->air = lone_group(&hall->air->model);
    plan->fan_control = lone_group(&hall->control->fans->model);
    plan->pump_control = lone_group(&hall->control->pumps->model);
    plan->n[DIM_HALL] = 1;
    plan->names[DIM_HALL] = ARENA_ARRAY(b->arena, const char *, 1, "plan");
    plan->names[DIM_HALL][0] = plan->hall_name;
}

static void count_racks(struct builder *b)
{
    const struct scn_row *const rows = b->hall->rows.items;
    struct plan *const plan = b->plan;
    size_t n = 0;

    plan->n_rows = b->hall->rows.n;
    plan->row_names = ARENA_ARRAY(b->arena, const char *, plan->n_rows, "plan");
    for (size_t i = 0; i < plan->n_rows; i++) {
        plan->row_names[i] = rows[i].name;
        n += rows[i].racks.n;
    }
    if (n > MOST_RACKS) {
        diag_add(b->diag, DIAG_TOO_MANY, b->hall->at,
                 "hall: %zu racks are more than the %d that "
                 "one hall takes",
                 n, MOST_RACKS);
        b->status = STATUS_BAD_INPUT;
        return;
    }
    plan->n[DIM_RACK] = n;
    b->racks = ARENA_ARRAY(b->arena, const struct scn_rack *, n, "plan");
    b->rows = ARENA_ARRAY(b->arena, const struct scn_row *, n, "plan");
    plan->rack_row = ARENA_ARRAY(b->arena, int32_t, n, "plan");
    plan->rack_place = ARENA_ARRAY(b->arena, struct floor_rect, n, "plan");
    n = 0;
    for (size_t i = 0; i < plan->n_rows; i++) {
        const struct scn_rack *const racks = rows[i].racks.items;
        double along_m = 0.0;
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            b->racks[n] = &racks[k];
            b->rows[n] = &rows[i];
            plan->rack_row[n] = (int32_t)i;
            plan->rack_place[n] = geometry_rack(&rows[i], k, &along_m);
            n++;
        }
    }
}

enum status build_plan(struct arena *arena, const struct scenario *scenario, size_t site,
                       size_t hall, struct diag *diag, const struct plan **ret_plan)
{
    struct builder b = {
        .arena = arena,
        .diag = diag,
        .scenario = scenario,
        .site = &scenario->sites[site],
        .hall = &((const struct scn_hall *)scenario->sites[site].halls.items)[hall],
        .plan = arena_take(arena, 1, sizeof *b.plan, "plan"),
    };
    void (*const parts[])(struct builder *) = {
        take_hall,           count_racks,        builder_add_nodes,  builder_add_racks,
        builder_add_jobs,    builder_add_caps,   builder_add_feeds,  builder_add_units,
        builder_add_coolant, builder_add_plenum, builder_add_layout, builder_add_events,
        builder_add_limits,
    };

    take_time(b.plan, scenario->tree->time);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && b.status == STATUS_OK; i++) {
        parts[i](&b);
    }
    if (b.status == STATUS_OK) {
        *ret_plan = b.plan;
    }
    return b.status;
}
