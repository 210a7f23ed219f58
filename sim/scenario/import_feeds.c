/* import_feeds.c - what each rack hangs on: the feeds that its rows name, and the power feeds of NetBox.
 *
 * A power feed with a panel is a branch circuit of its rack, and the panel is the element; one without is
 * an element itself. Circuits of one rack that differ are not known: a scenario has one kind a rack.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/base/names.h"
#include "sim/scenario/import_parts.h"

struct linker {
    struct importer *m;
    struct names feeds;    /* power feeds by name             */
    struct names racks;    /* racks by name                   */
    struct names elements; /* of the inventory's element list */
    struct names hall;     /* elements of the hall, if any    */
    struct names taken;    /* "rack, power feed" that counted */
    size_t *n_circuits;    /* a rack's feed k has [4 r + k]   */
};

static bool is_same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static void check_in_hall(struct linker *k, const char *name, const char *element, struct span at)
{
    if (k->m->inventory->hall == NULL || names_find(&k->hall, element, NULL) != NAME_NOT_FOUND) {
        return;
    }
    const char *const near = names_nearest(&k->hall, element);
    diag_add(k->m->diag, DIAG_UNKNOWN_NAME, at, "the hall has no power element '%s'%s%s%s", element,
             near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
             near != NULL ? "'?" : "");
    diag_note(k->m->diag, "a map (--map) can translate it: feeds: {\"%s\": %s}", name,
              near != NULL ? near : "ELEMENT");
}

static void add_element(struct linker *k, const char *name, const struct power_feed *feed)
{
    struct inventory *const v = k->m->inventory;

    if (v->hall != NULL ||
        names_add(&k->elements, name, (long)v->n_elements, (struct span){0}) != NAME_NOT_FOUND) {
        return;
    }
    const bool is_feed = feed != NULL && feed->panel == NULL;
    v->elements[v->n_elements++] = (struct inventory_element){
        .name = name,
        .voltage_v = is_feed ? feed->voltage_v : (double)NAN,
        .current_a = is_feed ? feed->current_a : (double)NAN,
        .phases = is_feed ? feed->phases : (double)NAN,
        .continuous_frac = is_feed ? feed->continuous_frac : (double)NAN,
    };
}

/* The place of an element among a rack's feeds; it is added when it is new. */
static int add_feed(struct linker *k, struct inventory_rack *rack, const char *name, struct span at)
{
    for (size_t i = 0; i < rack->n_feeds; i++) {
        if (strcmp(rack->feeds[i], name) == 0) {
            return (int)i;
        }
    }
    if (rack->n_feeds == RACK_MOST_FEEDS) {
        diag_add(k->m->diag, DIAG_TOO_MANY, at,
                 "rack '%s' has more than %d feeds; leave out those of lesser devices", rack->name,
                 RACK_MOST_FEEDS);
        return -1;
    }
    rack->feeds[rack->n_feeds] = name;
    return (int)rack->n_feeds++;
}

/* Circuits alike add up; one that differs makes them unknown for good (count 0). */
static void take_circuit(struct linker *k, struct inventory_rack *rack, int slot,
                         const struct power_feed *f)
{
    struct inventory_circuit *const c = &rack->circuit;
    const char *const key = text_print(k->m->arena, "%s\n%s", rack->name, f->name);
    size_t *const n = &k->n_circuits[RACK_MOST_FEEDS * (size_t)(rack - k->m->inventory->racks)];
    const bool is_whole = !isnan(f->voltage_v) && !isnan(f->current_a) && !isnan(f->phases);
    const bool is_first = n[0] + n[1] + n[2] + n[3] == 0;

    if (names_add(&k->taken, key, 0, f->at) != NAME_NOT_FOUND) {
        return; /* another device on the same circuit */
    }
    n[slot]++;
    if (is_first && is_whole) {
        *c = (struct inventory_circuit){f->voltage_v, f->current_a, f->phases, f->continuous_frac,
                                        1.0};
        return;
    }
    const bool is_alike = is_whole && c->voltage_v == f->voltage_v &&
                          c->current_a == f->current_a && c->phases == f->phases &&
                          is_same(c->continuous_frac, f->continuous_frac);
    if (!is_alike && !isnan(c->voltage_v)) {
        diag_add(k->m->diag, DIAG_NOT_TAKEN, f->at,
                 "rack '%s': its power feeds differ; its circuits are taken as not known",
                 rack->name);
    }
    c->voltage_v = is_alike ? c->voltage_v : (double)NAN;
}

/* Links a rack with what a name stands for: a power feed, or an element. */
static void link_feed(struct linker *k, struct inventory_rack *rack, const char *name,
                      struct span at)
{
    const struct inventory *const v = k->m->inventory;
    const long f = names_find(&k->feeds, name, NULL);
    const struct power_feed *const feed = f != NAME_NOT_FOUND ? &v->power_feeds.items[f] : NULL;
    const char *const raw = feed != NULL && feed->panel != NULL ? feed->panel : name;
    const char *const mapped = import_map_word(v->map.feeds, raw);
    const char *const element = mapped != NULL ? mapped : raw;
    const int slot = add_feed(k, rack, element, at);

    check_in_hall(k, raw, element, at);
    add_element(k, element, feed);
    if (slot >= 0 && feed != NULL && feed->panel != NULL && feed->rack == NULL) {
        take_circuit(k, rack, slot, feed); /* those with a rack are taken with the file */
    }
}

static void link_row(struct linker *k, struct inventory_rack *rack, const struct sheet_row *row)
{
    static const enum inventory_field sides[] = {INV_FEED_A, INV_FEED_B};

    for (size_t s = 0; row != NULL && s < sizeof sides / sizeof sides[0]; s++) {
        if (row->text[sides[s]] != NULL) {
            link_feed(k, rack, row->text[sides[s]], row->cell_at[sides[s]]);
        }
    }
}

static void link_rows(struct linker *k)
{
    struct inventory *const v = k->m->inventory;

    for (size_t r = 0; r < v->n_racks; r++) {
        link_row(k, &v->racks[r], v->racks[r].bare);
    }
    for (size_t i = 0; i < v->n_devices; i++) {
        link_row(k, &v->racks[v->devices[i].rack], v->devices[i].row);
    }
}

/* Power feeds that name their rack. */
static void link_power_feeds(struct linker *k)
{
    struct inventory *const v = k->m->inventory;

    for (size_t i = 0; i < v->power_feeds.n; i++) {
        const struct power_feed *const f = &v->power_feeds.items[i];
        const long r = f->rack != NULL ? names_find(&k->racks, f->rack, NULL) : NAME_NOT_FOUND;
        if (r == NAME_NOT_FOUND) {
            continue; /* of another room, or of no rack */
        }
        struct inventory_rack *const rack = &v->racks[r];
        const char *const raw = f->panel != NULL ? f->panel : f->name;
        const char *const mapped = import_map_word(v->map.feeds, raw);
        const char *const element = mapped != NULL ? mapped : raw;
        const int slot = add_feed(k, rack, element, f->at);
        check_in_hall(k, raw, element, f->at);
        add_element(k, element, f);
        if (slot >= 0 && f->panel != NULL) {
            take_circuit(k, rack, slot, f);
        }
    }
}

/* As many circuits from each feed, or nobody knows. */
static void count_circuits(struct linker *k)
{
    struct inventory *const v = k->m->inventory;

    for (size_t r = 0; r < v->n_racks; r++) {
        struct inventory_rack *const rack = &v->racks[r];
        const size_t *const n = &k->n_circuits[RACK_MOST_FEEDS * r];
        for (size_t i = 1; i < rack->n_feeds; i++) {
            if (n[i] != n[0]) {
                rack->circuit.voltage_v = (double)NAN;
            }
        }
        rack->circuit.count = (double)n[0];
    }
}

static void name_hall(struct linker *k)
{
    const struct doc_node *const hall = k->m->inventory->hall;
    const struct doc_node *const power = hall != NULL ? doc_find(hall, "power", NULL) : NULL;

    for (size_t i = 0; power != NULL && power->kind == DOC_LIST && i < power->n; i++) {
        const struct doc_node *const name = doc_find(power->items[i], "name", NULL);
        if (name != NULL && name->kind == DOC_VALUE) {
            (void)names_add(&k->hall, name->text, (long)i, name->at);
        }
    }
}

/* With a hall, a rack without a feed would be refused. */
static void check_fed(const struct importer *m)
{
    const struct inventory *const v = m->inventory;

    for (size_t r = 0; r < v->n_racks; r++) {
        const struct inventory_rack *const rack = &v->racks[r];
        const bool has_own = rack->own != NULL && doc_find(rack->own, "feeds", NULL) != NULL;
        if (v->hall != NULL && rack->n_feeds == 0 && !has_own) {
            diag_add(m->diag, DIAG_NOT_SERVED, rack->at,
                     "nothing says what feeds rack '%s' in the hall", rack->name);
            diag_note(m->diag, "a map (--map) can: racks: {\"*\": {feeds: [ELEMENT, ELEMENT]}}");
        }
    }
}

void import_feeds(struct importer *m)
{
    struct inventory *const v = m->inventory;
    struct linker k = {.m = m,
                       .feeds = {.arena = m->arena},
                       .racks = {.arena = m->arena},
                       .elements = {.arena = m->arena},
                       .hall = {.arena = m->arena},
                       .taken = {.arena = m->arena}};

    k.n_circuits = ARENA_ARRAY(m->arena, size_t, RACK_MOST_FEEDS * v->n_racks, "inventory");
    v->elements = ARENA_ARRAY(m->arena, struct inventory_element,
                              2 * (v->n_devices + v->n_racks) + v->power_feeds.n, "inventory");
    for (size_t i = 0; i < v->power_feeds.n; i++) {
        (void)names_add(&k.feeds, v->power_feeds.items[i].name, (long)i,
                        v->power_feeds.items[i].at);
    }
    for (size_t r = 0; r < v->n_racks; r++) {
        (void)names_add(&k.racks, v->racks[r].name, (long)r, v->racks[r].at);
    }
    name_hall(&k);
    link_rows(&k);
    link_power_feeds(&k);
    count_circuits(&k);
    check_fed(m);
}
