/* field_openings.c - what goes through the openings of the field, and the books about it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/air/field_inner.h"
#include "models/air/streams.h"

double field_sum(const double *values, size_t n)
{
    double total = 0.0;

    for (size_t i = 0; i < n; i++) {
        total += values[i];
    }
    return total;
}

double field_hottest_c(const struct store *s, size_t i)
{
    double most_c = s->inlet_c[i * ROOM_N_SECTIONS];

    for (size_t k = 1; k < ROOM_N_SECTIONS; k++) {
        most_c = fmax(most_c, s->inlet_c[i * ROOM_N_SECTIONS + k]);
    }
    return most_c;
}

/* heat_j of the racks in dt_s; a rack without flow heats the air of the room. */
void field_set_racks(const struct pass *q, const double *heat_j, double dt_s, double room_w)
{
    double loose_w = room_w;

    for (size_t i = 0; i < q->room->n_racks; i++) {
        const double flow_m3s = q->b->airflow_m3s[i] / ROOM_N_SECTIONS;
        const double heat_w = heat_j[i] / dt_s;
        loose_w += flow_m3s > 0.0 ? 0.0 : heat_w;
        for (size_t k = 0; k < ROOM_N_SECTIONS; k++) {
            const size_t inlet = room_inlet(i, k);
            struct field_feed feed = *field_feed_of(q->room->field, inlet);
            feed.flow_m3s = flow_m3s;
            field_set_feed(q->room->field, inlet, &feed);
            feed = *field_feed_of(q->room->field, inlet + 1);
            feed.flow_m3s = flow_m3s;
            feed.heat_w = flow_m3s > 0.0 ? heat_w / ROOM_N_SECTIONS : 0.0;
            field_set_feed(q->room->field, inlet + 1, &feed);
        }
    }
    q->room->source.heat_w = loose_w;
}

static void blow(const struct pass *q, long port, double flow_m3s, double supply_c)
{
    const struct field_feed feed = {.flow_m3s = flow_m3s, .temp_c = supply_c, .from = -1};

    if (port >= 0) {
        field_set_feed(q->room->field, (size_t)port, &feed);
    }
}

/* What comes up before each rack: all supply in proportion to what the racks draw. */
static void supply_racks(const struct pass *q, double supply_c)
{
    double asked_m3s = 0.0;

    for (size_t i = 0; i < q->room->n_racks; i++) {
        asked_m3s += q->room->tile[i] >= 0 ? q->b->airflow_m3s[i] : 0.0;
    }
    for (size_t i = 0; i < q->room->n_racks; i++) {
        const double share =
            asked_m3s > 0.0 ? q->b->airflow_m3s[i] / asked_m3s : 1.0 / (double)q->room->n_tiles;
        blow(q, q->room->tile[i], share * q->supply_m3s, supply_c);
    }
}

/* With a plenum: what the tiles give, the rest behind the racks in equal parts; where no floor is free
 * behind any of them, before them in proportion to their tiles. */
static void supply_plenum(const struct pass *q, double supply_c)
{
    const double *const tile_m3s = q->b->tile_m3s;
    double tiles_m3s = 0.0;

    for (size_t i = 0; i < q->room->n_racks; i++) {
        tiles_m3s += q->room->tile[i] >= 0 ? tile_m3s[i] : 0.0;
    }
    const bool has_leaks = q->room->n_leaks > 0;
    const double leak_m3s = fmax(0.0, q->supply_m3s - tiles_m3s);
    const double scale = has_leaks && tiles_m3s <= q->supply_m3s ? 1.0
                         : tiles_m3s > 0.0                       ? q->supply_m3s / tiles_m3s
                                                                 : 0.0;
    for (size_t i = 0; i < q->room->n_racks; i++) {
        blow(q, q->room->tile[i], scale * tile_m3s[i], supply_c);
        blow(q, q->room->leak[i], leak_m3s / (double)q->room->n_leaks, supply_c);
    }
}

void field_set_supply(const struct pass *q, double supply_c)
{
    for (size_t k = 0; k < q->room->n_handlers; k++) {
        const struct field_feed feed = {
            .flow_m3s = q->b->flow_m3s[k], .temp_c = supply_c, .from = -1};
        field_set_feed(q->room->field, room_return(q->room, k), &feed);
    }
    if (q->b->tile_m3s != NULL) {
        supply_plenum(q, supply_c);
    } else {
        supply_racks(q, supply_c);
    }
}

double field_supply_of(const struct air_block *b, size_t k, double return_c)
{
    return b->flow_m3s[k] > 0.0 ? return_c - streams_drop_k(b, k, return_c) : return_c;
}

double field_mixed_supply_c(const struct pass *q)
{
    double sum_c = 0.0;

    for (size_t k = 0; k < q->room->n_handlers; k++) {
        sum_c += q->b->flow_m3s[k] * field_supply_of(q->b, k, q->s.return_c[k]);
    }
    return q->supply_m3s > 0.0 ? sum_c / q->supply_m3s : q->s.head->air_c;
}

double field_stored_j(const struct pass *q)
{
    const struct head *const h = q->s.head;

    return q->b->air_j_per_m3k * field_volume_m3(q->room->field) * h->air_c +
           q->p->mass_j_per_m2k * q->b->floor_m2 * h->mass_c + h->owed_j + h->pending_room_j +
           field_sum(q->s.pending_j, q->room->n_racks) - h->pending_coil_j;
}
