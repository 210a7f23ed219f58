/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/write_node.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "sim/scenario/import_parts.h"
#include "sim/scenario/write_yaml.h"

/* Figures of one thing that differ by less are the same figure, rounded. */
static const double same_frac = 0.005;

static void add_number(struct text *t, const char *key, double value, const char *unit)
{
    if (!isnan(value)) {
        text_add(t, ", %s: ", key);
        yaml_number(t, value, unit);
    }
}

/* What the inventory says otherwise than the entry does. */
static void add_override(struct text *t, const struct catalog_entry *entry, const char *key,
                         double value, const char *unit)
{
    const double its = import_entry_number(entry, key, unit);

    if (!isnan(value) && !(fabs(value - its) <= same_frac * its)) {
        add_number(t, key, value, unit);
    }
}

static void add_entry(struct text *t, const struct inventory_device *d,
                      const struct catalog_entry *entry)
{
    add_override(t, entry, "nameplate", d->nameplate_w, "W");
    add_override(t, entry, "measured_max", d->peak_w, "W");
    add_override(t, entry, "mass", d->mass_kg, "kg");
    add_override(t, entry, "height", d->height_u, "U");
    text_add(t, "}");
}

static void add_airflow(struct text *t, const struct inventory *v, const struct inventory_device *d)
{
    if (!d->airflow_is_assumed) {
        add_number(t, "airflow", d->airflow_m3s, "m3/s");
        return;
    }
    assert(v->map.name != NULL); /* nothing else assumes */
    const char *const slash = strrchr(v->map.name, '/');
    struct text source = {0};
    text_add(&source, "%s, line %u: %s", slash != NULL ? slash + 1 : v->map.name,
             v->map.airflow_at.line, v->map.airflow_text);
    text_add(t, ", airflow: {value: %.6g m3/s, grade: estimate, source: ", d->airflow_m3s);
    yaml_word(t, source.at);
    text_add(t, "}");
    text_release(&source);
}

/* One line through the only power that is known: it asks for nothing of what the device does. */
static void add_curve(struct text *t, const struct inventory *v, const struct inventory_device *d)
{
    text_add(t, ", model: curve, points: [[0 %%, ");
    yaml_number(t, d->draw_w, "W");
    text_add(t, "], [100 %%, ");
    yaml_number(t, d->draw_w, "W");
    text_add(t, "]]%s", d->draw_is_measured ? ", basis: measured" : "");
    add_airflow(t, v, d);
}

/* Why its draw is not known, or where its figures are from. */
static void add_remarks(struct text *t, const struct inventory_device *d)
{
    const struct {
        bool is_so;
        const char *what;
    } remarks[] = {
        {isnan(d->draw_w), "not known: draw"},
        {!isnan(d->draw_w) && isnan(d->airflow_m3s), "not known: airflow, and so its draw"},
        {isnan(d->mass_kg), "not known: mass"},
        {isnan(d->height_u), "not known: height"},
        {!d->is_passive && !isnan(d->draw_w) && !d->draw_is_measured, "draws its nameplate"},
        {d->nameplate_how != NULL, d->nameplate_how},
    };
    const char *between = "  # ";

    for (size_t i = 0; i < sizeof remarks / sizeof remarks[0]; i++) {
        if (remarks[i].is_so) {
            text_add(t, "%s%s", between, remarks[i].what);
            between = "; ";
        }
    }
}

static void add_own(struct text *t, const struct inventory *v, const struct inventory_device *d)
{
    const struct catalog_entry *const entry = inventory_entry_of(v, d);
    const bool is_halved = v->map.ports == PORTS_HALF && fmod(d->supplies, 2.0) == 0.0;

    add_number(t, "nameplate", d->nameplate_w, "W");
    add_number(t, "measured_max", d->peak_w, "W");
    add_number(t, "mass", d->mass_kg, "kg");
    add_number(t, "height", d->height_u, "U");
    if (entry != NULL) {
        add_number(t, "inlet_min", import_entry_number(entry, "inlet_min", "degC"), "degC");
        add_number(t, "inlet_max", import_entry_number(entry, "inlet_max", "degC"), "degC");
    }
    if (!d->is_passive) {
        add_number(t, "supplies", d->supplies, "");
        add_number(t, "supplies_needed", is_halved ? d->supplies / 2.0 : (double)NAN, "");
    }
    if (!isnan(d->draw_w) && !isnan(d->airflow_m3s)) {
        add_curve(t, v, d);
    }
    text_add(t, "}");
    add_remarks(t, d);
}

/* Devices of a rack that are the same thing: only what they draw, and so blow, may differ. */
struct kind {
    struct inventory_device
        one; /* its count is that of all, its readings and airflow are their means */
    double least_w;
    double most_w;
    size_t n; /* lines of the inventory */
};

static bool is_same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool is_alike(const struct inventory_device *a, const struct inventory_device *b)
{
    const bool has_draw = !isnan(a->draw_w) && !isnan(a->airflow_m3s);
    const char *const x = a->row->text[INV_NAME];
    const char *const y = b->row->text[INV_NAME];
    const bool has_name = a->model != SIZE_MAX || x == y || (x && y && strcmp(x, y) == 0);

    return a->model == b->model && has_name && is_same(a->nameplate_w, b->nameplate_w) &&
           is_same(a->mass_kg, b->mass_kg) && is_same(a->height_u, b->height_u) &&
           is_same(a->supplies, b->supplies) && a->is_passive == b->is_passive &&
           a->draw_is_measured == b->draw_is_measured &&
           a->airflow_is_assumed == b->airflow_is_assumed && a->nameplate_how == b->nameplate_how &&
           isnan(a->peak_w) == isnan(b->peak_w) && isnan(a->draw_w) == isnan(b->draw_w) &&
           has_draw == (!isnan(b->draw_w) && !isnan(b->airflow_m3s));
}

static double mean_of(const struct inventory_device *a, double x, const struct inventory_device *b,
                      double y)
{
    return x == y ? x : (a->count * x + b->count * y) / (a->count + b->count);
}

/* Means keep the rack's sums, for power and air go with the number of devices. */
static void add_to_kind(struct kind *k, const struct inventory_device *d)
{
    struct inventory_device *const one = &k->one;

    one->draw_w = mean_of(one, one->draw_w, d, d->draw_w);
    one->peak_w = mean_of(one, one->peak_w, d, d->peak_w);
    one->airflow_m3s = mean_of(one, one->airflow_m3s, d, d->airflow_m3s);
    one->count += d->count;
    k->least_w = fmin(k->least_w, d->draw_w);
    k->most_w = fmax(k->most_w, d->draw_w);
    k->n++;
}

static void add_kind(const struct inventory *v, const struct kind *k, struct text *t)
{
    const struct inventory_device *const d = &k->one;
    const struct inventory_model *const model = inventory_model_of(v, d);
    const char *const name = d->row->text[INV_NAME];
    const char *const workload =
        model != NULL ? import_map_word(v->map.workloads, model->model) : NULL;
    const bool is_entry = model != NULL && model->entry != NULL && isnan(d->draw_w);

    text_add(t, is_entry ? "{use: " : "{name: ");
    yaml_word(t, is_entry        ? model->entry->name
                 : model != NULL ? model->model
                                 : (name != NULL ? name : "device"));
    text_add(t, ", count: %g", d->count);
    if (workload != NULL) {
        text_add(t, ", workload: ");
        yaml_word(t, workload);
    }
    if (is_entry) {
        add_entry(t, d, model->entry);
    } else {
        add_own(t, v, d);
    }
    if (k->most_w > k->least_w) {
        text_add(t, "  # mean of %zu, %g to %g W", k->n, k->least_w, k->most_w);
    }
    text_add(t, "\n");
}

void write_nodes(struct arena *arena, const struct inventory *inventory,
                 const struct inventory_rack *rack, const char *indent, struct text *t)
{
    struct kind *const kinds = ARENA_ARRAY(arena, struct kind, rack->n_devices, "inventory");
    size_t n = 0;

    for (size_t i = 0; i < rack->n_devices; i++) {
        const struct inventory_device *const d = &rack->devices[i];
        size_t k = 0;
        while (k < n && !is_alike(&kinds[k].one, d)) {
            k++;
        }
        if (k < n) {
            add_to_kind(&kinds[k], d);
        } else {
            kinds[n++] = (struct kind){*d, d->draw_w, d->draw_w, 1};
        }
    }
    for (size_t k = 0; k < n; k++) {
        text_add(t, "%s- ", indent);
        add_kind(inventory, &kinds[k], t);
    }
}
