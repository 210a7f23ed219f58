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

/* ------------------------------------------------------------------- supply */

/* What handlers blow into the raised floor, or into ducts: one mix of air. */
struct stream {
    double flow_m3s;
    double temp_c;
};

static enum air_side blows_to(const struct pass *q, size_t k)
{
    const struct air_layout *const layout = q->b->layout;

    return layout->blows != NULL ? layout->blows[k] : AIR_BELOW;
}

static bool has_front(const struct pass *q, size_t k)
{
    return q->room->front[k] >= 0;
}

static struct stream stream_into(const struct pass *q, enum air_side way)
{
    struct stream s = {0};

    for (size_t k = 0; k < q->room->n_handlers; k++) {
        const double flow_m3s = blows_to(q, k) == way ? q->b->flow_m3s[k] : 0.0;
        s.flow_m3s += flow_m3s;
        s.temp_c += flow_m3s * field_supply_of(q->b, k, q->s.return_c[k]);
    }
    s.temp_c = s.flow_m3s > 0.0 ? s.temp_c / s.flow_m3s : q->s.head->air_c;
    return s;
}

double field_way_c(const struct pass *q, size_t k)
{
    return has_front(q, k) ? field_supply_of(q->b, k, q->s.return_c[k])
                           : stream_into(q, blows_to(q, k)).temp_c;
}

static void blow(const struct pass *q, long port, double flow_m3s, const struct stream *from)
{
    const struct field_feed feed = {.flow_m3s = flow_m3s, .temp_c = from->temp_c, .from = -1};

    if (port >= 0) {
        field_set_feed(q->room->field, (size_t)port, &feed);
    }
}

/* A tile before each rack: in proportion to what the racks draw. */
static void supply_racks(const struct pass *q, const struct stream *from)
{
    double asked_m3s = 0.0;

    for (size_t i = 0; i < q->room->n_racks; i++) {
        asked_m3s += q->room->tile[i] >= 0 ? q->b->airflow_m3s[i] : 0.0;
    }
    for (size_t i = 0; i < q->room->n_racks; i++) {
        const double share =
            asked_m3s > 0.0 ? q->b->airflow_m3s[i] / asked_m3s : 1.0 / (double)q->room->n_tiles;
        blow(q, q->room->tile[i], share * from->flow_m3s, from);
    }
}

/* With a plenum: what the tiles give, the rest behind the racks in equal parts; where no floor is free
 * behind any of them, before them in proportion to their tiles. */
static void supply_plenum(const struct pass *q, const struct stream *from)
{
    const double *const tile_m3s = q->b->tile_m3s;
    double tiles_m3s = 0.0;

    for (size_t i = 0; i < q->room->n_racks; i++) {
        tiles_m3s += q->room->tile[i] >= 0 ? tile_m3s[i] : 0.0;
    }
    const bool has_leaks = q->room->n_leaks > 0;
    const double leak_m3s = fmax(0.0, from->flow_m3s - tiles_m3s);
    const double scale = has_leaks && tiles_m3s <= from->flow_m3s ? 1.0
                         : tiles_m3s > 0.0                        ? from->flow_m3s / tiles_m3s
                                                                  : 0.0;
    for (size_t i = 0; i < q->room->n_racks; i++) {
        blow(q, q->room->tile[i], scale * tile_m3s[i], from);
        blow(q, q->room->leak[i], leak_m3s / (double)q->room->n_leaks, from);
    }
}

static double covered_frac(const struct pass *q, size_t g)
{
    return q->b->covered_frac != NULL ? q->b->covered_frac[g] : 0.0;
}

/* Handlers blow what they blow: where every grille of a kind is covered their air finds its way past the
 * covers, as if none lay there. */
static void note_covers(const struct pass *q)
{
    const struct air_layout *const layout = q->b->layout;

    for (size_t kind = 0; kind < AIR_N_GRILLE_KINDS; kind++) {
        q->room->is_all_covered[kind] = true;
    }
    for (size_t g = 0; g < layout->n_grilles; g++) {
        if (covered_frac(q, g) < 1.0) {
            q->room->is_all_covered[layout->grilles[g].kind] = false;
        }
    }
}

/* What a grille passes at one pressure behind all of its kind: by its area over the root of the loss of
 * its pores and of leaving them. */
static double grille_weight(const struct pass *q, size_t g)
{
    const struct air_grille *const grille = &q->b->layout->grilles[g];
    const double area_m2 = field_port_area_m2(q->room->field, (size_t)q->room->grille[g]);
    const double covered = q->room->is_all_covered[grille->kind] ? 0.0 : covered_frac(q, g);
    const double left = 1.0 - covered;

    return left * area_m2 / sqrt(1.0 + field_panel_loss(grille->open_frac));
}

static double weight_of_kind(const struct pass *q, enum air_grille_kind kind, bool is_enclosed)
{
    double sum = 0.0;

    for (size_t g = 0; g < q->b->layout->n_grilles; g++) {
        const struct air_grille *const grille = &q->b->layout->grilles[g];
        const bool is_meant = grille->kind == kind && (grille->enclosure >= 0) == is_enclosed;
        sum += is_meant ? grille_weight(q, g) : 0.0;
    }
    return sum;
}

static void supply_grilles(const struct pass *q, enum air_grille_kind kind,
                           const struct stream *from)
{
    const double total = weight_of_kind(q, kind, false) + weight_of_kind(q, kind, true);

    for (size_t g = 0; g < q->b->layout->n_grilles; g++) {
        const double share = total > 0.0 ? grille_weight(q, g) / total : 0.0;
        const struct field_feed feed = {
            .flow_m3s = share * from->flow_m3s, .temp_c = from->temp_c, .from = -1};
        if (q->b->layout->grilles[g].kind == kind) {
            field_set_feed(q->room->field, (size_t)q->room->grille[g], &feed);
        }
    }
}

/* ------------------------------------------------------------------ returns */

static void draw(const struct pass *q, long port, double flow_m3s)
{
    const struct field_feed feed = {.flow_m3s = flow_m3s, .from = -1};

    field_set_feed(q->room->field, (size_t)port, &feed);
}

/* Does the exhaust of an enclosure find a grille there? */
static double enclosure_weight(const struct pass *q, long enclosure)
{
    double sum = 0.0;

    for (size_t g = 0; g < q->b->layout->n_grilles; g++) {
        const struct air_grille *const grille = &q->b->layout->grilles[g];
        const bool is_meant = grille->kind == AIR_RETURN && grille->enclosure == enclosure;
        sum += is_meant ? grille_weight(q, g) : 0.0;
    }
    return sum;
}

/* Sums into ceiling_m3s what racks blow into each enclosure that has a grille; returns the total. */
static double gather_exhaust(const struct pass *q)
{
    const struct air_layout *const layout = q->b->layout;
    double total_m3s = 0.0;

    for (size_t e = 0; e < layout->n_enclosures; e++) {
        q->room->ceiling_m3s[e] = 0.0;
    }
    for (size_t i = 0; i < layout->n_racks && layout->rack_enclosure != NULL; i++) {
        const long e = layout->rack_enclosure[i];
        if (e >= 0 && enclosure_weight(q, e) > 0.0) {
            q->room->ceiling_m3s[e] += q->b->airflow_m3s[i];
            total_m3s += q->b->airflow_m3s[i];
        }
    }
    return total_m3s;
}

/* The plenum above the ceiling takes from each closed aisle what its racks blow there and the rest
 * from grilles in the open, by their area; what is short or has no grille in the open is shared in
 * proportion. */
static void draw_ceiling(const struct pass *q, double flow_m3s)
{
    const struct air_layout *const layout = q->b->layout;
    const double open_weight = weight_of_kind(q, AIR_RETURN, false);
    const double all_weight = open_weight + weight_of_kind(q, AIR_RETURN, true);
    const double exhaust_m3s = gather_exhaust(q);
    const bool is_scaled = exhaust_m3s > flow_m3s || open_weight <= 0.0;
    const double scale = exhaust_m3s > 0.0 && is_scaled ? flow_m3s / exhaust_m3s : 1.0;
    const double rest_m3s = fmax(0.0, flow_m3s - scale * exhaust_m3s);
    const double rest_weight = open_weight > 0.0 ? open_weight : all_weight;

    for (size_t g = 0; g < layout->n_grilles; g++) {
        const long e = layout->grilles[g].enclosure;
        if (layout->grilles[g].kind != AIR_RETURN) {
            continue;
        }
        const double weight = grille_weight(q, g);
        const bool takes_rest = e < 0 || open_weight <= 0.0;
        const double own_m3s = e >= 0 && exhaust_m3s > 0.0
                                   ? q->room->ceiling_m3s[e] * weight / enclosure_weight(q, e)
                                   : 0.0;
        const double more_m3s =
            takes_rest && rest_weight > 0.0 ? rest_m3s * weight / rest_weight : 0.0;
        draw(q, q->room->grille[g], scale * own_m3s + more_m3s);
    }
}

static double ceiling_flow(const struct pass *q)
{
    double flow_m3s = 0.0;

    for (size_t k = 0; k < q->room->n_handlers; k++) {
        flow_m3s += q->room->back[k] < 0 ? q->b->flow_m3s[k] : 0.0;
    }
    return flow_m3s;
}

/* A value of every port: of means, of values, or without either its temperature now. */
struct reading {
    const struct field_mean *means;
    const double *values;
};

static double read_port(const struct pass *q, size_t port, const struct reading *r)
{
    if (r->values != NULL) {
        return r->values[port];
    }
    return r->means != NULL ? r->means[port].mean_c : field_port_c(q->room->field, port);
}

/* What handler k draws: of its own opening, or the mix of the returns in the ceiling. */
static double read_return(const struct pass *q, size_t k, const struct reading *r, double idle)
{
    const struct air_layout *const layout = q->b->layout;
    double sum = 0.0;
    double flow_m3s = 0.0;

    if (q->room->back[k] >= 0) {
        return read_port(q, (size_t)q->room->back[k], r);
    }
    for (size_t g = 0; g < layout->n_grilles; g++) {
        if (layout->grilles[g].kind == AIR_RETURN) {
            const size_t port = (size_t)q->room->grille[g];
            const double own_m3s = field_feed_of(q->room->field, port)->flow_m3s;
            sum += own_m3s * read_port(q, port, r);
            flow_m3s += own_m3s;
        }
    }
    return flow_m3s > 0.0 ? sum / flow_m3s : idle;
}

double field_return_c(const struct pass *q, size_t k, const struct field_mean *means)
{
    return read_return(q, k, &(struct reading){.means = means}, q->s.head->air_c);
}

double field_return_share(const struct pass *q, size_t k, const double *port_share)
{
    return read_return(q, k, &(struct reading){.values = port_share}, 0.0);
}

void field_set_supply(const struct pass *q)
{
    const struct stream floor = stream_into(q, AIR_BELOW);
    const struct stream ducts = stream_into(q, AIR_CEILING);

    note_covers(q);
    for (size_t k = 0; k < q->room->n_handlers; k++) {
        const struct field_feed feed = {.flow_m3s = q->b->flow_m3s[k],
                                        .temp_c = field_supply_of(q->b, k, q->s.return_c[k]),
                                        .from = -1};
        if (has_front(q, k)) {
            field_set_feed(q->room->field, (size_t)q->room->front[k], &feed);
        }
        if (q->room->back[k] >= 0) {
            draw(q, q->room->back[k], feed.flow_m3s);
        }
    }
    if (q->room->n_tiles > 0 && q->b->tile_m3s != NULL) {
        supply_plenum(q, &floor);
    } else if (q->room->n_tiles > 0) {
        supply_racks(q, &floor);
    }
    supply_grilles(q, AIR_TILE, &floor);
    supply_grilles(q, AIR_DIFFUSER, &ducts);
    draw_ceiling(q, ceiling_flow(q));
}

/* ------------------------------------------------------------------- panels */

double field_side_open_frac(const struct air_block *b, size_t enclosure, size_t side)
{
    const double built = b->layout->enclosures[enclosure].open_frac[side];
    const double opened =
        b->opened_frac != NULL ? b->opened_frac[enclosure * AIR_N_SIDES + side] : 0.0;

    return fmin(1.0, built + (1.0 - built) * opened);
}

enum status field_set_panels(const struct pass *q)
{
    enum status st = STATUS_OK;

    for (size_t e = 0; e < q->b->layout->n_enclosures; e++) {
        for (size_t side = 0; side < AIR_N_SIDES && st == STATUS_OK; side++) {
            st = field_set_panel(q->room->field, room_side(q->room, e, side),
                                 field_side_open_frac(q->b, e, side));
        }
    }
    return st;
}

void field_read_flows(const struct pass *q)
{
    const struct room *const r = q->room;
    const struct air_layout *const layout = q->b->layout;

    field_panel_flows(r->field, r->panel_m3s);
    for (size_t e = 0; e < layout->n_enclosures; e++) {
        for (size_t side = 0; side < AIR_N_SIDES; side++) {
            const bool is_low = side == AIR_WEST || side == AIR_SOUTH || side == AIR_BELOW;
            q->s.panel_m3s[e * AIR_N_SIDES + side] =
                (is_low ? -1.0 : 1.0) * r->panel_m3s[room_side(r, e, side)];
        }
    }
    for (size_t g = 0; g < layout->n_grilles; g++) {
        q->s.grille_m3s[g] = field_feed_of(r->field, (size_t)r->grille[g])->flow_m3s;
    }
}

/* --------------------------------------------------------------------- both */

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
