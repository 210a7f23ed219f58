/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/schema.h"

#include <string.h>

#include "sim/base/units.h"
#include "sim/scenario/schema_tables.h"

void schema_key(const struct param *row, char ret_key[SCHEMA_KEY_ROOM])
{
    const struct dimension *const dim = row->unit != NULL ? units_dimension(row->unit) : NULL;
    const char *const suffix = row->kind == PARAM_DATE ? "_us" : dim != NULL ? dim->suffix : "";
    const size_t n_suffix = strlen(suffix);
    size_t n = strlen(row->key);

    if (n > n_suffix && strcmp(row->key + n - n_suffix, suffix) == 0) {
        n -= n_suffix;
    }
    n = n < SCHEMA_KEY_ROOM - 1 ? n : SCHEMA_KEY_ROOM - 1;
    memcpy(ret_key, row->key, n);
    ret_key[n] = '\0';
}

static const struct table *const tables[] = {
    &schema_scenario,   &schema_time,
    &schema_output,     &schema_workload,
    &schema_site,       &schema_outdoor,
    &schema_hall,       &schema_air,
    &schema_floor,      &schema_delivery,
    &schema_contract,   &schema_control,
    &schema_actuator,   &schema_power,
    &schema_protection, &schema_circuit_breaker,
    &schema_event,      &schema_job,
    &schema_plant,      &schema_crah,
    &schema_cdu,        &schema_row,
    &schema_rack,       &schema_cooling,
    &schema_circuit,    &schema_shelf,
    &schema_node,       &schema_sizing,
    &schema_money,      &schema_cost,
    &schema_entry,      &schema_plenum,
    &schema_tiles,      &schema_zone,
    &schema_opening,    &schema_obstacle,
    &schema_works,      &schema_work,
    &schema_load_step,  &schema_growth,
    &schema_rung,       &schema_tariff,
    &schema_period,     &schema_cloud,
    &schema_egress,     &schema_thermal_cap,
    &schema_aisle,      &schema_grille,
    &schema_link,       &schema_data,
    &schema_transfer,   &schema_recovery,
    &schema_receiver,   &schema_recovered,
    &schema_path,       &schema_migration,
    &schema_wave,       &schema_spell,
    &schema_placement,  &schema_load,
    &schema_venue,      &schema_migration_data,
};

const struct table *schema_table_at(size_t i)
{
    return i < sizeof tables / sizeof tables[0] ? tables[i] : NULL;
}

const struct table *schema_entry_table(const char *entry_kind)
{
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        if (tables[i]->entry_kind != NULL && strcmp(tables[i]->entry_kind, entry_kind) == 0) {
            return tables[i];
        }
    }
    return NULL;
}
