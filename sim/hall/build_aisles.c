/* build_aisles.c - closed aisles, chimneys, openings in floor and ceiling, for a computed field.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/containment.h"
#include "sim/base/text.h"
#include "sim/hall/builder.h"

/* A roof this near to the ceiling ends there. */
#define NEAR_M 0.05

/* Of a chimney: bolted sheets. */
#define CHIMNEY_FRAC 0.002

static const char *const side_words[AIR_N_SIDES] = {"west",  "east",  "south",
                                                    "north", "floor", "roof"};

bool builder_leads_up(const struct builder *b)
{
    const struct scn_aisle *const aisles = b->hall->aisles.items;
    const struct scn_grille *const grilles = b->hall->grilles.items;
    bool leads_up = false;

    for (size_t r = 0; r < b->plan->n[DIM_RACK]; r++) {
        leads_up = leads_up || b->rows[r]->containment == CONTAINMENT_CHIMNEY;
    }
    for (size_t i = 0; i < b->hall->aisles.n; i++) {
        const bool is_tall =
            isnan(aisles[i].height_m) || aisles[i].height_m > b->plan->height_m - NEAR_M;
        leads_up = leads_up || (aisles[i].kind == AISLE_HOT && is_tall);
    }
    for (size_t i = 0; i < b->hall->grilles.n; i++) {
        leads_up = leads_up || grilles[i].kind == AIR_RETURN;
    }
    return leads_up;
}

/* -------------------------------------------------------------- enclosures */

/* Draft of what builder_add_enclosures() makes: rooms for all aisles and chimneys. */
struct enclosures {
    struct air_enclosure *items;
    const char **names;
    size_t n;
};

/* From the top of a rack to the ceiling. */
static void add_chimney(struct builder *b, struct enclosures *e, size_t r)
{
    struct air_enclosure *const chimney = &e->items[e->n];

    chimney->box = b->plan->layout.racks[r];
    chimney->box.lo_m[2] = chimney->box.hi_m[2];
    chimney->box.hi_m[2] = b->plan->height_m;
    for (int side = 0; side < AIR_N_SIDES; side++) {
        chimney->open_frac[side] = CHIMNEY_FRAC;
    }
    e->names[e->n++] = text_print(b->arena, "%s/chimney", b->racks[r]->name);
}

/* The panels that events can name, AIR_N_SIDES for each enclosure. */
static void name_panels(struct builder *b, const struct enclosures *e)
{
    const size_t n = e->n * AIR_N_SIDES;

    b->plan->n[DIM_PANEL] = n;
    b->plan->names[DIM_PANEL] = ARENA_ARRAY(b->arena, const char *, n, "plan");
    for (size_t k = 0; k < n; k++) {
        b->plan->names[DIM_PANEL][k] =
            text_print(b->arena, "%s/%s", e->names[k / AIR_N_SIDES], side_words[k % AIR_N_SIDES]);
    }
}

static bool holds(const struct air_box *box, double x_m, double y_m)
{
    return x_m > box->lo_m[0] && x_m < box->hi_m[0] && y_m > box->lo_m[1] && y_m < box->hi_m[1];
}

/* The enclosure that a rack's exhaust enters: a hot aisle behind it or its chimney. */
static long exhaust_of(const struct builder *b, size_t r, size_t n_aisles)
{
    const struct scn_aisle *const aisles = b->hall->aisles.items;
    long found = -1;

    for (size_t i = 0; i < n_aisles; i++) {
        const bool is_along = b->rows[r] == builder_aisle_row(b, &aisles[i], 0) ||
                              b->rows[r] == builder_aisle_row(b, &aisles[i], 1);
        found = aisles[i].kind == AISLE_HOT && is_along ? (long)i : found;
    }
    return found;
}

void builder_add_enclosures(struct builder *b)
{
    struct plan *const plan = b->plan;
    const size_t n_aisles = plan->n_aisles;
    const size_t n_racks = plan->n[DIM_RACK];
    long *const into = ARENA_ARRAY(b->arena, long, n_racks, "plan");
    struct enclosures e = {
        .items = ARENA_ARRAY(b->arena, struct air_enclosure, n_aisles + n_racks, "plan"),
        .names = ARENA_ARRAY(b->arena, const char *, n_aisles + n_racks, "plan"),
    };

    for (; e.n < plan->n_aisles; e.n++) {
        e.names[e.n] = plan->aisles[e.n].name;
        e.items[e.n] = plan->aisles[e.n].walls;
    }
    for (size_t r = 0; r < n_racks; r++) {
        into[r] = plan->layout.rack_blows_up[r] ? (long)e.n : exhaust_of(b, r, n_aisles);
        if (plan->layout.rack_blows_up[r]) {
            add_chimney(b, &e, r);
        }
    }
    b->enclosure_names = e.names;
    name_panels(b, &e);
    plan->layout.n_enclosures = e.n;
    plan->layout.enclosures = e.items;
    plan->layout.rack_enclosure = into;
}

/* ----------------------------------------------------------------- grilles */

struct grilles {
    struct air_grille *items;
    const char **names;
    size_t n;
};

static bool reaches_ceiling(const struct builder *b, const struct air_enclosure *e)
{
    return e->box.hi_m[2] > b->plan->height_m - NEAR_M;
}

static long enclosure_at(const struct builder *b, double x_m, double y_m)
{
    const struct air_layout *const layout = &b->plan->layout;

    for (size_t e = 0; e < layout->n_enclosures; e++) {
        if (reaches_ceiling(b, &layout->enclosures[e]) &&
            holds(&layout->enclosures[e].box, x_m, y_m)) {
            return (long)e;
        }
    }
    return -1;
}

static void add_given(struct builder *b, struct grilles *g, const struct scn_grille *given)
{
    const bool is_x = given->axis == AXIS_X;

    for (size_t k = 0; k < (size_t)given->count; k++) {
        const double x_m = given->origin_m[0] + (is_x ? (double)k * given->width_m : 0.0);
        const double y_m = given->origin_m[1] + (is_x ? 0.0 : (double)k * given->depth_m);
        g->names[g->n] =
            given->count > 1.0 ? text_print(b->arena, "%s-%zu", given->name, k + 1) : given->name;
        g->items[g->n++] = (struct air_grille){
            .kind = (enum air_grille_kind)given->kind,
            .lo_m = {x_m, y_m},
            .hi_m = {x_m + given->width_m, y_m + given->depth_m},
            .open_frac = given->open_frac,
            .enclosure = given->kind == AIR_RETURN ? enclosure_at(b, x_m + 0.5 * given->width_m,
                                                                  y_m + 0.5 * given->depth_m)
                                                   : -1,
        };
    }
}

static bool has_return(const struct grilles *g, size_t enclosure)
{
    for (size_t i = 0; i < g->n; i++) {
        if (g->items[i].enclosure == (long)enclosure) {
            return true;
        }
    }
    return false;
}

/* Does some rack blow into it? */
static bool is_hot(const struct builder *b, size_t enclosure)
{
    for (size_t r = 0; r < b->plan->n[DIM_RACK]; r++) {
        if (b->plan->layout.rack_enclosure[r] == (long)enclosure) {
            return true;
        }
    }
    return false;
}

/* A hot aisle and a chimney are open to the plenum above the ceiling. */
static void add_usual(struct builder *b, struct grilles *g)
{
    const struct air_layout *const layout = &b->plan->layout;

    for (size_t e = 0; e < layout->n_enclosures; e++) {
        const struct air_box *const box = &layout->enclosures[e].box;
        if (!reaches_ceiling(b, &layout->enclosures[e]) || has_return(g, e) || !is_hot(b, e)) {
            continue;
        }
        g->names[g->n] = text_print(b->arena, "%s/ceiling", b->enclosure_names[e]);
        g->items[g->n++] = (struct air_grille){.kind = AIR_RETURN,
                                               .lo_m = {box->lo_m[0], box->lo_m[1]},
                                               .hi_m = {box->hi_m[0], box->hi_m[1]},
                                               .open_frac = 1.0,
                                               .enclosure = (long)e};
    }
}

static size_t count_of(const struct grilles *g, enum air_grille_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < g->n; i++) {
        n += g->items[i].kind == kind ? 1 : 0;
    }
    return n;
}

static void check_ways(struct builder *b, const struct grilles *g)
{
    const struct scn_crah *const crahs = b->hall->crahs.items;
    const bool has_returns = count_of(g, AIR_RETURN) > 0;
    const bool has_diffusers = count_of(g, AIR_DIFFUSER) > 0;

    for (size_t k = 0; k < b->hall->crahs.n; k++) {
        if (b->plan->layout.draws[k] == AIR_CEILING && !has_returns) {
            diag_add(b->diag, DIAG_NOT_SERVED, crahs[k].at,
                     "CRAH '%s' draws from the ceiling, but nothing opens there: give 'grilles' "
                     "of 'kind: return'",
                     crahs[k].name);
            b->status = STATUS_BAD_INPUT;
        }
        if (b->plan->layout.blows[k] == AIR_CEILING && !has_diffusers) {
            diag_add(b->diag, DIAG_NOT_SERVED, crahs[k].at,
                     "CRAH '%s' blows into ducts, but nothing opens from them: give 'grilles' of "
                     "'kind: diffuser'",
                     crahs[k].name);
            b->status = STATUS_BAD_INPUT;
        }
    }
}

void builder_add_grilles(struct builder *b)
{
    struct plan *const plan = b->plan;
    const struct scn_grille *const given = b->hall->grilles.items;
    size_t most = plan->layout.n_enclosures;

    for (size_t i = 0; i < b->hall->grilles.n; i++) {
        most += (size_t)given[i].count;
    }
    struct grilles g = {
        .items = ARENA_ARRAY(b->arena, struct air_grille, most, "plan"),
        .names = ARENA_ARRAY(b->arena, const char *, most, "plan"),
    };
    for (size_t i = 0; i < b->hall->grilles.n; i++) {
        add_given(b, &g, &given[i]);
    }
    add_usual(b, &g);
    check_ways(b, &g);
    plan->n[DIM_GRILLE] = g.n;
    plan->names[DIM_GRILLE] = g.names;
    plan->layout.n_grilles = g.n;
    plan->layout.grilles = g.items;
}
