/* write_tables.c - what an import tells: its gaps and its models, for the screen and for the file.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>

#include "sim/scenario/inventory.h"
#include "sim/scenario/write_yaml.h"

static void add_count(struct text *t, double n, int width)
{
    char digits[16];

    (void)snprintf(digits, sizeof digits, n > 0.0 ? "%.0f" : "-", n);
    text_add_cell(t, digits, width);
}

void inventory_print_gaps(const struct inventory *inventory, const char *indent, struct text *t)
{
    if (inventory->n_gaps == 0) {
        text_add(t, "%snothing\n", indent);
        return;
    }
    text_add(t, "%sracks devices not known                      cannot be told\n", indent);
    for (size_t i = 0; i < inventory->n_gaps; i++) {
        const struct inventory_gap *const g = &inventory->gaps[i];
        text_add(t, "%s", indent);
        add_count(t, (double)g->n_racks, 5);
        add_count(t, g->n_devices, 8);
        text_add(t, " ");
        text_add_cell(t, g->what, -30);
        text_add(t, " %s\n", g->consequence);
    }
}

/* "DGX H100" and what it is taken for. */
static void add_model(const struct inventory_model *m, struct text *t)
{
    struct text name = {0};

    yaml_word(&name, m->model);
    text_add_cell(t, name.at, -30);
    text_release(&name);
    if (m->entry != NULL) {
        text_add(t, "  %s, %s%s", m->entry->name, m->how, m->type != NULL ? "; device type" : "");
    } else if (m->type != NULL) {
        text_add(t, "  its device type");
    } else {
        text_add(t, "  no entry%s%s%s", m->nearest != NULL ? " (not taken: " : "",
                 m->nearest != NULL ? m->nearest : "", m->nearest != NULL ? ")" : "");
    }
    text_add(t, "\n");
}

void inventory_print_models(const struct inventory *inventory, const char *indent, struct text *t)
{
    text_add(t, "%s devices  model                           in the catalogue\n", indent);
    for (size_t i = 0; i < inventory->n_models; i++) {
        text_add(t, "%s", indent);
        add_count(t, inventory->models[i].n_devices, 8);
        text_add(t, "  ");
        add_model(&inventory->models[i], t);
    }
}
