/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/import_print.h"

#include <math.h>
#include <stdio.h>

#include "sim/cli/json.h"
#include "sim/cli/term.h"

/* A sum over devices, and how many of them it holds. */
struct sum {
    double w;
    double n;
};

struct totals {
    double n_devices;
    size_t n_known; /* racks */
    struct sum nameplate;
    struct sum measured;
    struct sum peak;
};

static void add(struct sum *sum, double value_w, double count)
{
    if (!isnan(value_w)) {
        sum->w += value_w * count;
        sum->n += count;
    }
}

static struct totals total(const struct inventory *v)
{
    struct totals t = {0};

    for (size_t i = 0; i < v->n_devices; i++) {
        const struct inventory_device *const d = &v->devices[i];
        t.n_devices += d->count;
        add(&t.nameplate, d->nameplate_w, d->count);
        add(&t.measured, d->measured_w, d->count);
        add(&t.peak, d->peak_w, d->count);
    }
    for (size_t r = 0; r < v->n_racks; r++) {
        t.n_known += v->racks[r].is_known ? 1 : 0;
    }
    return t;
}

static void print_sum(const char *name, const struct sum *sum, double n_devices)
{
    if (sum->n > 0.0) {
        (void)printf("%-12s %.4g kW on %.0f of %.0f devices\n", name, sum->w / 1e3, sum->n,
                     n_devices);
    }
}

static void print_unused(const struct sheet *sheet)
{
    if (sheet->n_unused == 0) {
        return;
    }
    struct text names = {0};
    for (size_t i = 0; i < sheet->n_unused; i++) {
        text_add(&names, "%s%s", i > 0 ? ", " : "", sheet->unused[i]);
    }
    (void)printf("\n");
    term_say("", 2, "Columns without a use here: %s", names.at);
    text_release(&names);
}

void import_print(const struct inventory *inventory, const struct diag *diag, const char *path)
{
    const struct totals t = total(inventory);
    struct text text = {0};

    term_say("", 2, "%s: %zu rack%s, %.0f device%s in service of %zu model%s",
             inventory->request->path, inventory->n_racks, inventory->n_racks == 1 ? "" : "s",
             t.n_devices, t.n_devices == 1.0 ? "" : "s", inventory->n_models,
             inventory->n_models == 1 ? "" : "s");
    (void)printf("known        %zu racks of %zu by what every device draws\n", t.n_known,
                 inventory->n_racks);
    print_sum("nameplate", &t.nameplate, t.n_devices);
    print_sum("measured", &t.measured, t.n_devices);
    print_sum("peak", &t.peak, t.n_devices);
    if (diag_n_warnings(diag) > 0) {
        (void)printf("doubtful     %zu values, above with their lines\n", diag_n_warnings(diag));
    }
    (void)printf("\nModels\n");
    inventory_print_models(inventory, "", &text);
    text_add(&text, "\nGaps\n");
    inventory_print_gaps(inventory, "", &text);
    (void)fputs(text.at, stdout);
    text_release(&text);
    print_unused(&inventory->sheet);
    (void)printf("\nfile         %s, checked: sound\n", path);
    (void)printf("next: headroom run %s\n", path);
}

/* ------------------------------------------------------------------------ JSON */

static void place(struct json *j, const struct diag *diag, struct span at)
{
    if (at.line > 0) {
        json_text(j, "file", diag_source_name(diag, at.source));
        json_number(j, "line", (double)at.line);
    }
}

static void json_models(struct json *j, const struct inventory *v, const struct diag *diag)
{
    json_open(j, "models", '[');
    for (size_t i = 0; i < v->n_models; i++) {
        const struct inventory_model *const m = &v->models[i];
        json_open(j, NULL, '{');
        json_text(j, "manufacturer", m->maker);
        json_text(j, "model", m->model);
        json_number(j, "devices", m->n_devices);
        json_text(j, "entry", m->entry != NULL ? m->entry->name : NULL);
        json_text(j, "matched", m->entry != NULL ? m->how : NULL);
        json_text(j, "nearest", m->nearest);
        json_text(j, "device_type", m->type != NULL ? m->type->model : NULL);
        place(j, diag, m->at);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_gaps(struct json *j, const struct inventory *v, const struct diag *diag)
{
    json_open(j, "gaps", '[');
    for (size_t i = 0; i < v->n_gaps; i++) {
        const struct inventory_gap *const g = &v->gaps[i];
        json_open(j, NULL, '{');
        json_text(j, "not_known", g->what);
        json_text(j, "cannot_be_told", g->consequence);
        json_number(j, "racks", (double)g->n_racks);
        json_number(j, "devices", g->n_devices);
        place(j, diag, g->first);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_doubts(struct json *j, const struct diag *diag)
{
    struct diag_entry e;

    json_open(j, "doubtful", '[');
    for (size_t i = 0; diag_entry_at(diag, i, &e); i++) {
        json_open(j, NULL, '{');
        place(j, diag, e.at);
        json_number(j, "column", (double)e.at.column);
        json_text(j, "message", e.message);
        json_text(j, "note", e.note);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_sum(struct json *j, const char *key, const struct sum *sum)
{
    json_open(j, key, '{');
    json_number(j, "power_w", sum->w);
    json_number(j, "devices", sum->n);
    json_close(j, '}');
}

void import_print_json(const struct inventory *inventory, const struct diag *diag, const char *path)
{
    const struct totals t = total(inventory);
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.import/1");
    json_text(&j, "inventory", inventory->request->path);
    json_text(&j, "scenario", path);
    json_number(&j, "racks", (double)inventory->n_racks);
    json_number(&j, "racks_known", (double)t.n_known);
    json_number(&j, "devices", t.n_devices);
    json_sum(&j, "nameplate", &t.nameplate);
    json_sum(&j, "measured", &t.measured);
    json_sum(&j, "peak", &t.peak);
    json_models(&j, inventory, diag);
    json_gaps(&j, inventory, diag);
    json_doubts(&j, diag);
    json_open(&j, "columns_unused", '[');
    for (size_t i = 0; i < inventory->sheet.n_unused; i++) {
        json_text(&j, NULL, inventory->sheet.unused[i]);
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}
