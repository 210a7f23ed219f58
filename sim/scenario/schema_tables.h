/* schema_tables.h - the tables, by file: schema_top.c, schema_hall.c, schema_control.c, schema_rack.c,
 * schema_money.c, schema_plenum.c.
 *
 * Internal to the scenario room.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_SCHEMA_TABLES_H
#define SIM_SCENARIO_SCHEMA_TABLES_H

#include "sim/scenario/schema.h"

extern const struct table schema_time;
extern const struct table schema_output;
extern const struct table schema_workload;
extern const struct table schema_site;
extern const struct table schema_outdoor;
extern const struct table schema_hall;
extern const struct table schema_aisle;
extern const struct table schema_grille;
extern const struct table schema_air;
extern const struct table schema_floor;
extern const struct table schema_plenum;
extern const struct table schema_tiles;
extern const struct table schema_zone;
extern const struct table schema_opening;
extern const struct table schema_obstacle;
extern const struct table schema_delivery;
extern const struct table schema_contract;
extern const struct table schema_control;
extern const struct table schema_actuator;
extern const struct table schema_thermal_cap;
extern const struct table schema_power;
extern const struct table schema_protection;
extern const struct table schema_circuit_breaker;
extern const struct table schema_plant;
extern const struct table schema_crah;
extern const struct table schema_cdu;
extern const struct table schema_event;
extern const struct table schema_job;
extern const struct table schema_row;
extern const struct table schema_rack;
extern const struct table schema_cooling;
extern const struct table schema_circuit;
extern const struct table schema_shelf;
extern const struct table schema_node;
extern const struct table schema_sizing;
extern const struct table schema_money;
extern const struct table schema_cost;
extern const struct table schema_works;
extern const struct table schema_work;
extern const struct table schema_growth;
extern const struct table schema_rung;
extern const struct table schema_load_step;
extern const struct table schema_tariff;
extern const struct table schema_period;
extern const struct table schema_cloud;
extern const struct table schema_egress;
extern const struct table schema_link;
extern const struct table schema_data;
extern const struct table schema_transfer;
extern const struct table schema_recovery;
extern const struct table schema_receiver;
extern const struct table schema_recovered;
extern const struct table schema_path;
extern const struct table schema_migration;
extern const struct table schema_wave;
extern const struct table schema_spell;
extern const struct table schema_migration_data;
extern const struct table schema_placement;
extern const struct table schema_load;
extern const struct table schema_venue;

/* An absent mapping is read as an empty one, so that its defaults hold. */
#define PRESENT 0.0

#endif
