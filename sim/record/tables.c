/* tables.c - the energy ledger, and small tables of studies and decisions.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/metrics.h"
#include "sim/record/inner.h"
#include "sim/results/layout.h"

void tables_write_ledger(struct record_file *file, const struct ledger *ledger)
{
    const struct metrics m = metrics_of(&(struct metrics_use){
        .facility = ledger->utility_j,
        .it = ledger->it_j,
        .compute = ledger->compute_j,
        .reused = ledger->reused_j,
        .water_kg = ledger->water_kg,
        .carbon_kg_per_j = ledger->carbon_kg_per_j,
    });
    const struct {
        const char *name;
        const char *unit;
        const char *long_name;
        double value;
    } fields[] = {
        {"simulated_s", "s", "time that the sums cover", ledger->simulated_s},
        {"utility_j", "J", "energy drawn from the sources", ledger->utility_j},
        {"it_j", "J", "energy of the racks", ledger->it_j},
        {"mechanical_j", "J", "energy of fans, pumps, chillers and lights", ledger->mechanical_j},
        {"loss_j", "J", "electrical losses outside the racks", ledger->loss_j},
        {"to_liquid_j", "J", "heat of racks to coolant", ledger->to_liquid_j},
        {"to_air_j", "J", "heat of racks to air", ledger->to_air_j},
        {"reject_j", "J", "heat to the outside by all plants", ledger->reject_j},
        {"exhausted_j", "J", "heat to the outdoor air by handlers", ledger->exhausted_j},
        {"outside_j", "J", "losses that heat no hall", ledger->outside_j},
        {"stored_j", "J", "change of the heat that is stored", ledger->stored_j},
        {"worst_residual_frac", "1", "greatest share of a step's energy without a place",
         ledger->worst_residual_frac},
        {"worst_time_s", "s", "time of that step, since the start", ledger->worst_time_s},
        {"n_steps", "1", "steps taken", (double)ledger->n_steps},
        {"water_kg", "kg", "water used up by plants and handlers", ledger->water_kg},
        {"reused_j", "J", "heat handed to users", ledger->reused_j},
        {"free_s", "s", "time of free cooling, by the share of heat without a compressor",
         ledger->free_s},
        {"all_free_s", "s", "time of free cooling without any compressor", ledger->all_free_s},
        {"wet_s", "s", "time with a coil below the dew point", ledger->wet_s},
        {"compute_j", "J", "IT energy without fans and power supplies", ledger->compute_j},
        {"gpu_s", "s", "accelerators at work, times time", ledger->gpu_s},
        {"lost_gpu_s", "s", "work of accelerators lost to caps, heat and power",
         ledger->lost_gpu_s},
        {"pue", "1", "utility energy over IT energy", m.pue},
        {"dcie", "1", "IT energy over utility energy", m.dcie},
        {"wue_kg_per_j", "kg/J", "water over IT energy", m.wue_kg_per_j},
        {"cue_kg_per_j", "kg/J", "carbon over IT energy", m.cue_kg_per_j},
        {"ere", "1", "utility energy less reused heat over IT energy", m.ere},
        {"erf", "1", "reused heat over utility energy", m.erf},
        {"itue", "1", "IT energy over compute energy", m.itue},
        {"tue", "1", "ITUE times PUE", m.tue},
    };
    const hid_t group = h5_group(&file->h5, file->h5.id, LAYOUT_LEDGER);

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const struct h5_var var = {
            .name = fields[i].name, .unit = fields[i].unit, .long_name = fields[i].long_name};
        h5_doubles(&file->h5, group, &var, &fields[i].value);
    }
    h5_close_group(group);
}

/* ------------------------------------------------------------------ tables */

static void write_column(struct record_file *file, hid_t group, const struct h5_dim *dim,
                         const struct table_column *column)
{
    const bool has_unit = column->unit != NULL && column->unit[0] != '\0';
    struct h5_var var = {.name = column->name, .dim = dim, .long_name = column->long_name};

    if (column->texts == NULL) {
        var.unit = has_unit ? column->unit : "1";
        h5_doubles(&file->h5, group, &var, column->numbers);
        return;
    }
    const char **const texts = ARENA_ARRAY(file->arena, const char *, dim->n, "results");
    for (size_t i = 0; i < dim->n; i++) {
        texts[i] = column->texts[i] != NULL ? column->texts[i] : "";
    }
    h5_texts(&file->h5, group, &var, texts);
}

static void write_table(struct record_file *file, hid_t parent, const struct table_data *table)
{
    const hid_t group = h5_group(&file->h5, parent, table->name);
    const struct h5_dim dim = h5_counted(&file->h5, group, table->name, table->n_rows);
    const char *const title = table->title != NULL ? table->title : table->name;

    h5_texts(&file->h5, group, &(struct h5_var){.name = "title", .long_name = "title of the table"},
             &title);
    for (size_t i = 0; i < table->n_columns; i++) {
        write_column(file, group, &dim, &table->columns[i]);
    }
    h5_close_dim(&file->h5, &dim);
    h5_close_group(group);
}

void tables_write(struct record_file *file, const struct table_data *const *tables)
{
    if (tables == NULL || tables[0] == NULL) {
        return;
    }
    const hid_t group = h5_group(&file->h5, file->h5.id, LAYOUT_TABLES);
    for (size_t i = 0; tables[i] != NULL; i++) {
        write_table(file, group, tables[i]);
    }
    h5_close_group(group);
}
