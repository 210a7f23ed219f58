/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/validate_layout.h"

#include <math.h>
#include <string.h>

#include "models/containment.h"
#include "sim/scenario/decode_value.h"
#include "sim/scenario/geometry.h"
#include "sim/scenario/references.h"
#include "sim/scenario/schema_tables.h"

struct layout_check {
    struct scn_hall *hall;
    struct diag *diag;
    struct names rows;
    struct names aisles;
    struct names grilles;
};

/* ------------------------------------------------------------------ aisles */

/* A row that an aisle closes is contained for the zone means too. */
static void close_row(struct layout_check *c, const struct scn_aisle *aisle, long index)
{
    struct scn_row *const row = &((struct scn_row *)c->hall->rows.items)[index];
    const int kind = aisle->kind == AISLE_HOT ? CONTAINMENT_HOT_AISLE : CONTAINMENT_COLD_AISLE;

    if (row->containment == CONTAINMENT_OPEN) {
        row->containment = kind;
    } else if (row->containment != kind) {
        diag_add(c->diag, DIAG_CONTRADICTION, aisle->at,
                 "aisle '%s' is %s, but row '%s' has 'containment: %s'", aisle->name,
                 aisle->kind == AISLE_HOT ? "hot" : "cold", row->name,
                 containment_at((size_t)row->containment)->name);
    }
}

static const struct scn_row *row_of(const struct layout_check *c, const struct scn_aisle *aisle,
                                    size_t i)
{
    const bool is_found = i < aisle->rows.n && aisle->rows.items[i].index >= 0;

    return is_found ? &((const struct scn_row *)c->hall->rows.items)[aisle->rows.items[i].index]
                    : NULL;
}

static void check_facing(struct layout_check *c, const struct scn_aisle *aisle)
{
    const struct scn_row *const first = row_of(c, aisle, 0);
    const struct scn_row *const second = row_of(c, aisle, 1);
    struct floor_rect rect;

    if (first == NULL || (second == NULL && aisle->rows.n > 1) ||
        geometry_aisle(c->hall, first, second, aisle->kind, aisle->width_m, &rect)) {
        return;
    }
    const char *const ends = aisle->kind == AISLE_HOT ? "rears" : "fronts";
    if (second == NULL) {
        diag_add(c->diag, DIAG_CONTRADICTION, aisle->at,
                 "aisle '%s': there is no floor before the %s of row '%s'", aisle->name, ends,
                 first->name);
    } else {
        diag_add(c->diag, DIAG_CONTRADICTION, aisle->at,
                 "aisle '%s': the %s of rows '%s' and '%s' do not look at each other", aisle->name,
                 ends, first->name, second->name);
    }
}

static void check_aisle(struct layout_check *c, struct scn_aisle *aisle)
{
    references_claim(c->diag, &c->aisles, "aisle", aisle->name, (long)c->aisles.n, aisle->at);
    if (aisle->rows.n > 2) {
        diag_add(c->diag, DIAG_CONTRADICTION, aisle->rows.items[2].at,
                 "aisle '%s' lies along %zu rows; it takes one or two", aisle->name, aisle->rows.n);
    }
    for (size_t i = 0; i < aisle->rows.n; i++) {
        references_resolve(c->diag, &c->rows, "row", &aisle->rows.items[i]);
        if (aisle->rows.items[i].index >= 0) {
            close_row(c, aisle, aisle->rows.items[i].index);
        }
    }
    check_facing(c, aisle);
    if (aisle->height_m > c->hall->height_m) {
        diag_add(c->diag, DIAG_OUTSIDE_HALL, aisle->at,
                 "aisle '%s': its roof at %.2f m is above the ceiling at %.2f m", aisle->name,
                 aisle->height_m, c->hall->height_m);
    }
}

/* ------------------------------------------- aisles that nobody described */

static bool is_in_aisle(const struct scn_hall *hall, size_t row)
{
    const struct scn_aisle *const aisles = hall->aisles.items;

    for (size_t i = 0; i < hall->aisles.n; i++) {
        for (size_t k = 0; k < aisles[i].rows.n; k++) {
            if (aisles[i].rows.items[k].index == (long)row) {
                return true;
            }
        }
    }
    return false;
}

/* The row of the same containment that looks at this one from nearest, or none. */
static long partner_of(const struct scn_hall *hall, size_t row, int kind)
{
    const struct scn_row *const rows = hall->rows.items;
    double least_m2 = (double)INFINITY;
    long partner = NAME_NOT_FOUND;

    for (size_t i = 0; i < hall->rows.n; i++) {
        struct floor_rect rect;
        if (i != row && rows[i].containment == rows[row].containment && !is_in_aisle(hall, i) &&
            geometry_aisle(hall, &rows[row], &rows[i], kind, 0.0, &rect) &&
            rect.width_m * rect.depth_m < least_m2) {
            least_m2 = rect.width_m * rect.depth_m;
            partner = (long)i;
        }
    }
    return partner;
}

static void add_aisle(struct layout_check *c, size_t row, long partner, int kind)
{
    struct arena *const arena = c->rows.arena;
    const struct scn_row *const rows = c->hall->rows.items;
    struct scn_aisle *const aisle =
        &((struct scn_aisle *)c->hall->aisles.items)[c->hall->aisles.n++];
    struct name_ref *const refs = ARENA_ARRAY(arena, struct name_ref, 2, "scenario");

    for (const struct param *p = schema_aisle.rows; p->key != NULL; p++) {
        if (p->kind == PARAM_NUMBER) {
            decode_fallback(p, (char *)aisle + p->offset);
        }
    }
    refs[0] = (struct name_ref){rows[row].name, rows[row].at, (long)row};
    aisle->rows = (struct name_list){refs, 1};
    aisle->name = rows[row].name;
    if (partner >= 0) {
        refs[1] = (struct name_ref){rows[partner].name, rows[partner].at, partner};
        aisle->rows.n = 2;
        aisle->name = text_print(arena, "%s+%s", rows[row].name, rows[partner].name);
    }
    aisle->at = rows[row].at;
    aisle->kind = kind;
}

/* Rows that are contained and lie along no aisle of the file: with the row that they look at, or alone. */
static void add_aisles(struct layout_check *c)
{
    const struct scn_row *const rows = c->hall->rows.items;
    const struct list given = c->hall->aisles;
    struct scn_aisle *const all =
        ARENA_ARRAY(c->rows.arena, struct scn_aisle, given.n + c->hall->rows.n, "scenario");

    if (given.n > 0) {
        memcpy(all, given.items, given.n * sizeof *all);
    }
    c->hall->aisles.items = all;
    for (size_t i = 0; i < c->hall->rows.n; i++) {
        const bool is_hot = rows[i].containment == CONTAINMENT_HOT_AISLE;
        const int kind = is_hot ? AISLE_HOT : AISLE_COLD;
        struct floor_rect rect;
        if (!(is_hot || rows[i].containment == CONTAINMENT_COLD_AISLE) || is_in_aisle(c->hall, i)) {
            continue;
        }
        const long partner = partner_of(c->hall, i, kind);
        if (partner >= 0 || geometry_aisle(c->hall, &rows[i], NULL, kind, 1.2, &rect)) {
            add_aisle(c, i, partner, kind);
        }
    }
}

/* ----------------------------------------------------------------- grilles */

static struct floor_rect grille_rect(const struct scn_grille *g)
{
    const bool is_x = g->axis == AXIS_X;

    return (struct floor_rect){.x_m = g->origin_m[0],
                               .y_m = g->origin_m[1],
                               .width_m = g->width_m * (is_x ? g->count : 1.0),
                               .depth_m = g->depth_m * (is_x ? 1.0 : g->count)};
}

static void refuse_overlap(struct layout_check *c, const struct scn_grille *g, const char *what,
                           const char *name, const struct floor_rect *other)
{
    const struct floor_rect r = grille_rect(g);

    if (geometry_overlap(&r, other)) {
        diag_add(c->diag, DIAG_OVERLAP, g->at,
                 "%s '%s' at x %.2f to %.2f m, y %.2f to %.2f m lies under %s '%s'",
                 g->kind == AIR_TILE ? "tile" : "grille", g->name, r.x_m, r.x_m + r.width_m, r.y_m,
                 r.y_m + r.depth_m, what, name);
    }
}

static void check_under(struct layout_check *c, const struct scn_grille *g)
{
    const struct scn_row *const rows = c->hall->rows.items;
    const struct scn_crah *const crahs = c->hall->crahs.items;

    for (size_t i = 0; i < c->hall->rows.n; i++) {
        const struct scn_rack *const racks = rows[i].racks.items;
        double along_m = 0.0;
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            const struct floor_rect rack = geometry_rack(&rows[i], k, &along_m);
            refuse_overlap(c, g, "rack", racks[k].name, &rack);
        }
    }
    for (size_t i = 0; i < c->hall->crahs.n; i++) {
        const struct floor_rect crah = {crahs[i].origin_m[0], crahs[i].origin_m[1],
                                        crahs[i].width_m, crahs[i].depth_m};
        refuse_overlap(c, g, "CRAH", crahs[i].name, &crah);
    }
}

/* Openings of one plane may not lie on each other. */
static void check_beside(struct layout_check *c, const struct scn_grille *g, size_t i)
{
    const struct scn_grille *const all = c->hall->grilles.items;
    const struct floor_rect r = grille_rect(g);

    for (size_t k = 0; k < i; k++) {
        const struct floor_rect other = grille_rect(&all[k]);
        const bool is_one_plane = (all[k].kind == AIR_TILE) == (g->kind == AIR_TILE);
        if (is_one_plane && geometry_overlap(&r, &other)) {
            diag_add(c->diag, DIAG_OVERLAP, g->at, "grille '%s' lies on grille '%s'", g->name,
                     all[k].name);
        }
    }
}

static void check_grille(struct layout_check *c, size_t i)
{
    const struct scn_grille *const g = &((const struct scn_grille *)c->hall->grilles.items)[i];
    const struct floor_rect r = grille_rect(g);

    references_claim(c->diag, &c->grilles, "grille", g->name, (long)c->grilles.n, g->at);
    geometry_check_inside(c->hall, &r, "grille", g->name, g->at, c->diag);
    if (g->kind == AIR_TILE) {
        check_under(c, g);
    }
    check_beside(c, g, i);
}

void validate_layout(struct arena *arena, struct scn_hall *hall, struct diag *diag)
{
    struct layout_check c = {.hall = hall, .diag = diag};
    const struct scn_row *const rows = hall->rows.items;
    struct scn_aisle *const aisles = hall->aisles.items;

    c.rows.arena = c.aisles.arena = c.grilles.arena = arena;
    for (size_t i = 0; i < hall->rows.n; i++) {
        if (rows[i].name != NULL) {
            (void)names_add(&c.rows, rows[i].name, (long)i, rows[i].at);
        }
    }
    for (size_t i = 0; i < hall->aisles.n; i++) {
        check_aisle(&c, &aisles[i]);
    }
    add_aisles(&c);
    for (size_t i = 0; i < hall->grilles.n; i++) {
        check_grille(&c, i);
    }
}
