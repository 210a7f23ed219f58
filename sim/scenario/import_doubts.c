/* import_doubts.c - what an inventory says and can hardly be so: told, and left as it is.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "sim/base/names.h"
#include "sim/scenario/import_parts.h"

enum { MOST_U = 100 };

/* A server that is on takes more; less is kilowatts in a column of watts. */
static const double least_w_per_u = 5.0;
/* Two figures of one nameplate that differ by more are of two machines, or one is wrong. */
static const double nameplate_spread_frac = 0.1;

static const char *label(const struct inventory_device *d)
{
    const char *const name = d->row->text[INV_NAME];

    return name != NULL ? name : d->row->text[INV_MODEL] != NULL ? d->row->text[INV_MODEL] : "?";
}

/* ----------------------------------------------------------------------- space */

/* Two half-depth devices may share a rack unit, one from the front and one from the rear. */
static bool may_share(const struct inventory_device *a, const struct inventory_device *b)
{
    const char *const x = a->row->text[INV_FACE];
    const char *const y = b->row->text[INV_FACE];

    return x != NULL && y != NULL && strcasecmp(x, y) != 0 &&
           (a->is_half_depth || b->is_half_depth);
}

static void check_height(const struct importer *m, const struct inventory_rack *rack,
                         const struct inventory_device *d)
{
    const double top_u = d->row->number[INV_POSITION] + d->height_u * d->count - 1.0;
    const double most_u = isnan(rack->height_u) ? 42.0 : rack->height_u;

    if (top_u > most_u) {
        diag_add(m->diag, DIAG_DOUBTFUL, d->row->cell_at[INV_POSITION],
                 "'%s' reaches U%g of rack '%s', which has %g U%s", label(d), top_u, rack->name,
                 most_u, isnan(rack->height_u) ? " as far as is known" : "");
    }
}

/* Every rack unit remembers who stands in it. */
static void check_places(const struct importer *m, const struct inventory_rack *rack)
{
    const struct inventory_device *in[MOST_U + 1] = {0};

    for (size_t i = 0; i < rack->n_devices; i++) {
        const struct inventory_device *const d = &rack->devices[i];
        const double from_u = d->row->number[INV_POSITION];
        if (isnan(from_u) || from_u < 1.0 || isnan(d->height_u)) {
            continue; /* upright strips stand at U0 */
        }
        check_height(m, rack, d);
        const struct inventory_device *other = NULL;
        const double end_u = fmin(MOST_U + 1.0, ceil(from_u + d->height_u * d->count));
        for (size_t u = (size_t)from_u; u < (size_t)end_u; u++) {
            other = in[u] != NULL && !may_share(in[u], d) ? in[u] : other;
            in[u] = d;
        }
        if (other != NULL) {
            diag_add(m->diag, DIAG_DOUBTFUL, d->row->cell_at[INV_POSITION],
                     "'%s' stands in the same rack units of rack '%s' as '%s'", label(d),
                     rack->name, label(other));
            diag_note(m->diag, "that one is at line %u", other->row->at.line);
        }
    }
}

/* ----------------------------------------------------------------------- power */

static void check_power(const struct importer *m, const struct inventory_device *d)
{
    const double read_w = fmax(d->measured_w, d->peak_w); /* the one that is known */

    if (read_w > d->nameplate_w) {
        diag_add(m->diag, DIAG_DOUBTFUL, d->row->at,
                 "'%s': %g W were measured, above its nameplate of %g W", label(d), read_w,
                 d->nameplate_w);
    }
    if (d->nameplate_w < least_w_per_u * fmax(1.0, d->height_u)) {
        diag_add(m->diag, DIAG_DOUBTFUL, d->row->cell_at[INV_NAMEPLATE],
                 "'%s': a nameplate of %g W in %g U; kilowatts in a column of watts?", label(d),
                 d->nameplate_w, d->height_u);
    }
}

static void check_entry(const struct importer *m, const struct inventory_device *d,
                        const struct catalog_entry *entry)
{
    const double its_w = import_entry_number(entry, "nameplate", "W");
    const double its_u = import_entry_number(entry, "height", "U");

    if (fabs(d->nameplate_w - its_w) > nameplate_spread_frac * its_w) {
        diag_add(m->diag, DIAG_DOUBTFUL, d->row->cell_at[INV_NAMEPLATE],
                 "'%s': a nameplate of %g W, where the catalogue's %s has %g W", label(d),
                 d->nameplate_w, entry->name, its_w);
    }
    if (fabs(d->row->number[INV_HEIGHT] - its_u) >= 1.0) {
        diag_add(m->diag, DIAG_DOUBTFUL, d->row->cell_at[INV_HEIGHT],
                 "'%s': %g U high, where the catalogue's %s has %g U", label(d),
                 d->row->number[INV_HEIGHT], entry->name, its_u);
    }
}

/* --------------------------------------------------------------------- devices */

static void check_serial(const struct importer *m, struct names *serials,
                         const struct inventory_device *d)
{
    const char *const serial = d->row->text[INV_SERIAL];
    struct span first = {0};

    if (serial == NULL) {
        return;
    }
    if (names_find(serials, serial, &first) == NAME_NOT_FOUND) {
        (void)names_add(serials, serial, 0, d->row->at);
        return;
    }
    diag_add(m->diag, DIAG_DOUBTFUL, d->row->cell_at[INV_SERIAL],
             "serial number '%s' stands twice; both devices are counted", serial);
    diag_note(m->diag, "the first is at line %u", first.line);
}

static void check_airflow(const struct importer *m, const struct inventory_model *model)
{
    const char *const airflow = model->type != NULL ? model->type->airflow : NULL;

    if (airflow == NULL || sheet_is_one_of(airflow, "front-to-rear|passive")) {
        return;
    }
    diag_add(m->diag, DIAG_DOUBTFUL, model->at,
             "'%s' blows %s by its device type; racks breathe from front to rear here",
             model->model, airflow);
}

void import_doubts(struct importer *m)
{
    const struct inventory *const v = m->inventory;
    struct names serials = {.arena = m->arena};

    for (size_t i = 0; i < v->n_models; i++) {
        check_airflow(m, &v->models[i]);
    }
    for (size_t i = 0; i < v->n_devices; i++) {
        const struct inventory_device *const d = &v->devices[i];
        const struct catalog_entry *const entry = inventory_entry_of(v, d);
        check_serial(m, &serials, d);
        check_power(m, d);
        if (entry != NULL) {
            check_entry(m, d, entry);
        }
    }
    for (size_t r = 0; r < v->n_racks; r++) {
        check_places(m, &v->racks[r]);
    }
}
