/* write_inventory.c - an inventory as a scenario that a person can read.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/base/names.h"
#include "sim/scenario/inventory.h"
#include "sim/scenario/write_node.h"
#include "sim/scenario/write_yaml.h"

struct writer {
    struct arena *arena;
    const struct inventory *v;
    struct text *to;
    const char **contents; /* of each rack, as a template has them; NULL: nothing is known */
    size_t *template_of;   /* of each rack, from 1; 0: none */
};

/* -------------------------------------------------------------- what is in it */

static bool has_own(const struct inventory_rack *rack, const char *key)
{
    return rack->own != NULL && doc_find(rack->own, key, NULL) != NULL;
}

static void add_number(struct text *t, const struct inventory_rack *rack, const char *key,
                       double value, const char *unit)
{
    if (!isnan(value) && !has_own(rack, key)) {
        text_add(t, "    %s: ", key);
        yaml_number(t, value, unit);
        text_add(t, "\n");
    }
}

static void add_circuit(struct text *t, const struct inventory_rack *rack)
{
    const struct inventory_circuit *const c = &rack->circuit;

    if (isnan(c->voltage_v) || has_own(rack, "circuit")) {
        return;
    }
    text_add(t, "    circuit: {voltage: ");
    yaml_number(t, c->voltage_v, "V");
    text_add(t, ", current: ");
    yaml_number(t, c->current_a, "A");
    text_add(t, ", phases: %g, count: %g", c->phases, c->count);
    if (!isnan(c->continuous_frac)) {
        text_add(t, ", continuous: ");
        yaml_number(t, 100.0 * c->continuous_frac, "%");
    }
    text_add(t, "}\n");
}

/* What everybody would look for and nobody said. */
static void add_not_known(struct text *t, const struct inventory_rack *rack)
{
    const struct {
        const char *key;
        bool is_known;
    } keys[] = {
        {"nodes", rack->n_devices > 0},
        {"height", !isnan(rack->height_u) || rack->entry != NULL},
        {"limit", !isnan(rack->limit_w) ||
                      (rack->entry != NULL && doc_find(rack->entry->node, "limit", NULL) != NULL)},
        {"circuit", !isnan(rack->circuit.voltage_v)},
    };
    const char *between = "    # not known: ";

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (!keys[i].is_known && !has_own(rack, keys[i].key)) {
            text_add(t, "%s%s", between, keys[i].key);
            between = ", ";
        }
    }
    text_add(t, between[0] == ',' ? "\n" : "");
}

/* The keys of a rack that others may share, four blanks in; NULL when there are none. */
static const char *contents_of(const struct writer *w, const struct inventory_rack *rack)
{
    struct text t = {0};

    if (rack->entry != NULL) {
        text_add(&t, "    use: %s\n", rack->entry->name);
    }
    add_number(&t, rack, "height", rack->height_u, "U");
    add_number(&t, rack, "limit", rack->limit_w, "W");
    add_circuit(&t, rack);
    if (rack->entry == NULL && rack->n_devices > 0 && !has_own(rack, "nodes")) {
        text_add(&t, "    nodes:\n");
        write_nodes(w->arena, w->v, rack, "      ", &t);
    }
    const bool is_empty = t.length == 0;
    add_not_known(&t, rack);
    const char *const text = is_empty ? NULL : text_copy(w->arena, view_of(t.at));
    text_release(&t);
    return text;
}

/* Racks with the same contents share a template. */
static void find_templates(struct writer *w)
{
    const size_t n = w->v->n_racks;
    struct names seen = {.arena = w->arena};
    size_t *const n_alike = ARENA_ARRAY(w->arena, size_t, n, "inventory");
    size_t *const first = ARENA_ARRAY(w->arena, size_t, n, "inventory");
    size_t n_templates = 0;

    w->contents = ARENA_ARRAY(w->arena, const char *, n, "inventory");
    w->template_of = ARENA_ARRAY(w->arena, size_t, n, "inventory");
    for (size_t r = 0; r < n; r++) {
        w->contents[r] = contents_of(w, &w->v->racks[r]);
        first[r] = r;
        if (w->contents[r] != NULL) {
            const long known = names_add(&seen, w->contents[r], (long)r, (struct span){0});
            first[r] = known != NAME_NOT_FOUND ? (size_t)known : r;
        }
        n_alike[first[r]]++;
    }
    for (size_t r = 0; r < n; r++) {
        if (first[r] == r && n_alike[r] > 1 && w->contents[r] != NULL) {
            w->template_of[r] = ++n_templates;
        }
        w->template_of[r] = w->template_of[first[r]];
    }
}

static void add_templates(const struct writer *w)
{
    size_t n_written = 0;

    for (size_t r = 0; r < w->v->n_racks; r++) {
        if (w->template_of[r] <= n_written) {
            continue;
        }
        size_t n_alike = 0;
        n_written = w->template_of[r];
        for (size_t k = r; k < w->v->n_racks; k++) {
            n_alike += w->template_of[k] == n_written;
        }
        text_add(w->to, n_written == 1 ? "\n# Racks alike share a template.\nx-racks:\n" : "");
        text_add(w->to, "  rack-%zu: &rack-%zu  # %zu racks, the first is ", n_written, n_written,
                 n_alike);
        yaml_word(w->to, w->v->racks[r].name);
        text_add(w->to, "\n%s", w->contents[r]);
    }
}

/* --------------------------------------------------------------------- racks */

static void add_feeds(const struct writer *w, const struct inventory_rack *rack)
{
    struct text *const t = w->to;

    if (has_own(rack, "feeds")) {
        return;
    }
    text_add(t, ", feeds: [");
    for (size_t i = 0; i < rack->n_feeds; i++) {
        text_add(t, i > 0 ? ", " : "");
        yaml_word(t, rack->feeds[i]);
    }
    text_add(t, "%s]", rack->n_feeds == 0 ? "feed-not-known" : "");
}

/* The contents of a rack of its own kind, moved in below its first line. */
static void add_contents(const struct writer *w, const char *contents)
{
    for (const char *line = contents; line != NULL && *line != '\0';) {
        const size_t n = strcspn(line, "\n");
        text_add(w->to, "      ");
        text_add_view(w->to, (struct view){line, n + 1});
        line += n + 1;
    }
}

static void add_place(const struct writer *w, const struct inventory_rack *rack)
{
    text_add(w->to, "  # line %u", rack->at.line);
    if (rack->n_devices > 1) {
        text_add(w->to, ", %zu lines", rack->n_devices);
    }
    if (rack->n_feeds == 0 && !has_own(rack, "feeds")) {
        text_add(w->to, "; not known: feeds");
    }
    text_add(w->to, "\n");
}

static void add_rack(const struct writer *w, size_t r)
{
    const struct inventory_rack *const rack = &w->v->racks[r];
    struct text *const t = w->to;

    if (w->template_of[r] > 0 || w->contents[r] == NULL) {
        text_add(t, "        - {name: ");
        yaml_word(t, rack->name);
        if (w->template_of[r] > 0) {
            text_add(t, ", <<: *rack-%zu", w->template_of[r]);
        }
        add_feeds(w, rack);
        yaml_pairs(t, rack->own, "name", ", ", "");
        text_add(t, "}");
        add_place(w, rack);
        return;
    }
    text_add(t, "        - name: ");
    yaml_word(t, rack->name);
    add_place(w, rack);
    if (!has_own(rack, "feeds")) {
        struct text feeds = {0};
        const struct writer inner = {.v = w->v, .to = &feeds};
        add_feeds(&inner, rack);
        text_add(t, "          %s\n", feeds.at + 2);
        text_release(&feeds);
    }
    yaml_pairs(t, rack->own, "name", "          ", "\n");
    add_contents(w, w->contents[r]);
}

static bool is_same_row(const struct inventory_rack *a, const struct inventory_rack *b)
{
    return a->row == b->row || (a->row != NULL && b->row != NULL && strcmp(a->row, b->row) == 0);
}

static void add_rows(const struct writer *w)
{
    const struct inventory *const v = w->v;

    text_add(w->to, "  rows:\n");
    for (size_t r = 0; r < v->n_racks; r++) {
        const char *const row = v->racks[r].row;
        if (r == 0 || !is_same_row(&v->racks[r], &v->racks[r - 1])) {
            const struct doc_node *const said =
                row != NULL ? import_map_for(v->map.rows, row) : NULL;
            const struct doc_node *const place =
                said != NULL ? said : (row != NULL ? inventory_hall_row(v, row) : NULL);
            text_add(w->to, "    - name: ");
            yaml_word(w->to, row != NULL ? row : "row-not-known");
            text_add(w->to, "\n");
            yaml_pairs(w->to, place, "name|racks", "      ", "\n");
            text_add(w->to, "%s      racks:\n",
                     place == NULL ? "      # not known: origin, faces, containment\n" : "");
        }
        add_rack(w, r);
    }
}

/* ---------------------------------------------------------------------- hall */

static void add_element(struct text *t, const struct inventory_element *e)
{
    text_add(t, "    - {name: ");
    yaml_word(t, e->name);
    text_add(t, ", model: lossless, from: upstream-not-known");
    if (isnan(e->voltage_v) || isnan(e->current_a) || isnan(e->phases)) {
        text_add(t, "}  # not known: rating\n");
        return;
    }
    if (e->phases == 3.0) {
        text_add(t, ", voltage: ");
        yaml_number(t, e->voltage_v, "V");
        text_add(t, ", rating_current: ");
        yaml_number(t, e->current_a, "A");
    } else {
        text_add(t, ", rating_apparent: ");
        yaml_number(t, e->voltage_v * e->current_a, "VA");
    }
    if (!isnan(e->continuous_frac)) {
        text_add(t, ", continuous: ");
        yaml_number(t, 100.0 * e->continuous_frac, "%");
    }
    text_add(t, "}\n");
}

static void add_stand_ins(const struct writer *w)
{
    struct text *const t = w->to;
    bool has_unfed = false;

    for (size_t r = 0; r < w->v->n_racks; r++) {
        has_unfed =
            has_unfed || (w->v->racks[r].n_feeds == 0 && !has_own(&w->v->racks[r], "feeds"));
    }
    text_add(
        t,
        "  # An inventory does not say what cools a hall. These stand-ins take all heat and give\n"
        "  # every inlet 20 degC: nothing that a report says of supply air, coils, plant or "
        "inlets\n"
        "  # is about your hall until they are replaced (or import with --into HALL.yaml).\n"
        "  air: {model: fixed, supply: 20 degC}\n"
        "  plants: [{name: plant-not-known, model: fixed, supply: 10 degC, power: 0 %%}]\n"
        "  crahs: [{name: crah-not-known, model: fixed, airflow: 1000 m3/s, fan: 0 W}]\n\n"
        "  # Nor what is upstream of the feeds that it names.\n"
        "  power:\n"
        "    - {name: upstream-not-known, model: utility}\n");
    for (size_t i = 0; i < w->v->n_elements; i++) {
        add_element(t, &w->v->elements[i]);
    }
    if (has_unfed) {
        text_add(t, "    - {name: feed-not-known, model: lossless, from: upstream-not-known}\n");
    }
    text_add(t, "\n");
}

static void add_head(const struct writer *w, const char *include)
{
    const struct inventory *const v = w->v;
    struct text *const t = w->to;
    const char *const slash = strrchr(v->sheet.name, '/');
    const char *const file = slash != NULL ? slash + 1 : v->sheet.name;

    text_add(t, "# Written by `headroom import` from ");
    yaml_word(t, file);
    text_add(t,
             ", whose lines stand behind each rack.\n# Nothing in it is guessed: what no source "
             "gave is left out and marked \"not known\".\n#\n# Not known, and what then cannot be "
             "told:\n#\n");
    inventory_print_gaps(v, "#   ", t);
    text_add(t, "#\n# Models:\n#\n");
    inventory_print_models(v, "#   ", t);
    text_add(t, "scenario: 1\n");
    if (include != NULL) {
        text_add(t, "include: ");
        yaml_word(t, include);
        text_add(t, "\n");
    }
    text_add(t, "title: ");
    yaml_word(t, text_print(w->arena, "%s%s%s", v->request->room != NULL ? v->request->room : file,
                            v->request->room != NULL ? ", imported from " : ", imported",
                            v->request->room != NULL ? file : ""));
    text_add(t, "\n");
}

void inventory_write(struct arena *arena, const struct inventory *inventory, const char *include,
                     struct text *ret_text)
{
    struct writer w = {.arena = arena, .v = inventory, .to = ret_text};

    find_templates(&w);
    add_head(&w, include);
    add_templates(&w);
    text_add(ret_text, "\nhall:\n");
    if (inventory->hall == NULL) {
        add_stand_ins(&w);
    }
    add_rows(&w);
}
