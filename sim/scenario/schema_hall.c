/* schema_hall.c - the hall: floor, air, electrical tree, plants, air handlers, CDUs, rows.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/scenario/scenario.h"
#include "sim/scenario/schema_tables.h"

static const char *const redundancy_words[] = {"N", "N+1", NULL};
static const struct param air_rows[] = {
    {PARAM(scn_air, model), .kind = PARAM_MODEL, .text = "how the hall's air is computed"},
    {PARAM(scn_air, supply_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 5.0, .max = 50.0,
     .warn_min = 16.0, .warn_max = 27.0, .fallback = 20.0, .grade = GRADE_RULE,
     .source = "low half of the ASHRAE recommended range 18-27 degC (2021)",
     .text = "set point of the supply air"},
    {PARAM(scn_air, dew_point_c), .kind = PARAM_NUMBER, .unit = "degC", .min = -30.0, .max = 30.0,
     .warn_min = -9.0, .warn_max = 15.0, .fallback = PARAM_UNKNOWN,
     .text = "highest dew point of the hall's air: coolant must stay above it"},
    {PARAM(scn_air, redundancy), .kind = PARAM_CHOICE, .choices = redundancy_words,
     .fallback = REDUNDANCY_N1, .grade = GRADE_RULE,
     .source = "one spare air handler is the trade's minimum",
     .text = "N+1: headroom also counts with each air handler lost"},
    {PARAM(scn_air, lights_w), .kind = PARAM_NUMBER, .unit = "W", .min = 0.0, .max = 1e6,
     .fallback = 0.0, .grade = GRADE_ESTIMATE, .source = "lights off in an unmanned hall",
     .text = "lights and people in the hall"},
    {0},
};
const struct table schema_air = {.name = "air",
                                 .rows = air_rows,
                                 .size = sizeof(struct scn_air),
                                 .has_model = true,
                                 .family = FAMILY_AIR,
                                 .default_model = "mixing",
                                 .text = "the hall's air"};

static const struct param floor_rows[] = {
    {PARAM(scn_floor, tile_m), .kind = PARAM_NUMBER, .unit = "m", .min = 0.3, .max = 1.2,
     .fallback = 0.6, .grade = GRADE_DATASHEET, .source = "600 mm panel (EN 12825)",
     .text = "side of a floor panel"},
    {PARAM(scn_floor, uniform_max_kg_per_m2), .kind = PARAM_NUMBER, .unit = "kg/m2", .min = 50.0,
     .max = 1e5, .warn_min = 300.0, .warn_max = 5000.0, .fallback = PARAM_UNKNOWN,
     .text = "uniform load that the slab takes"},
    {PARAM(scn_floor, caster_max_kg), .kind = PARAM_NUMBER, .unit = "kg", .min = 20.0,
     .max = 5000.0, .fallback = PARAM_UNKNOWN,
     .text = "concentrated load that a panel takes under one caster"},
    {PARAM(scn_floor, rolling_max_kg), .kind = PARAM_NUMBER, .unit = "kg", .min = 20.0,
     .max = 5000.0, .fallback = PARAM_UNKNOWN,
     .text = "rolling load that a panel takes from one caster"},
    {PARAM(scn_floor, bay_m2), .kind = PARAM_NUMBER, .unit = "m2", .min = 0.5, .max = 20.0,
     .fallback = PARAM_UNKNOWN,
     .text = "floor that carries one rack: its footprint and its share of the aisles; when absent, "
             "the footprint and half a 1.2 m aisle before and behind"},
    {0},
};
const struct table schema_floor = {.name = "floor",
                                   .rows = floor_rows,
                                   .size = sizeof(struct scn_floor),
                                   .text = "what the floor carries"};

static const struct param delivery_rows[] = {
    {PARAM(scn_delivery, door_height_m), .kind = PARAM_NUMBER, .unit = "m", .min = 1.5, .max = 10.0,
     .fallback = PARAM_UNKNOWN, .text = "lowest door on the way from the dock"},
    {PARAM(scn_delivery, door_width_m), .kind = PARAM_NUMBER, .unit = "m", .min = 0.5, .max = 10.0,
     .fallback = PARAM_UNKNOWN, .text = "narrowest door on the way"},
    {PARAM(scn_delivery, lift_max_kg), .kind = PARAM_NUMBER, .unit = "kg", .min = 100.0, .max = 1e5,
     .fallback = PARAM_UNKNOWN, .text = "what the goods lift takes"},
    {PARAM(scn_delivery, crate_m), .kind = PARAM_NUMBER, .unit = "m", .min = 0.0, .max = 1.0,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "unpacked at the dock",
     .text = "pallet and crate above the rack's own height"},
    {0},
};
const struct table schema_delivery = {.name = "delivery",
                                      .rows = delivery_rows,
                                      .size = sizeof(struct scn_delivery),
                                      .text = "the way from the dock to the hall"};

static const char *const granted_words[] = {"not stated", "N", "N+1", NULL};
static const struct param contract_rows[] = {
    {PARAM(scn_contract, power_w), .kind = PARAM_NUMBER, .unit = "W", .min = 1e3, .max = 1e9,
     .fallback = PARAM_UNKNOWN, .text = "contracted IT power"},
    {PARAM(scn_contract, rack_power_w), .kind = PARAM_NUMBER, .unit = "W", .min = 100.0, .max = 1e6,
     .fallback = PARAM_UNKNOWN, .text = "contracted power of a rack"},
    {PARAM(scn_contract, residual_air_w), .kind = PARAM_NUMBER, .unit = "W", .min = 0.0, .max = 1e6,
     .fallback = PARAM_UNKNOWN, .text = "heat that a rack may give to the air"},
    {PARAM(scn_contract, flow_max_m3_per_j), .kind = PARAM_NUMBER, .unit = "m3/J", .min = 0.0,
     .max = 1e-6, .fallback = PARAM_UNKNOWN, .text = "coolant flow per power that is granted"},
    {PARAM(scn_contract, supply_max_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 5.0,
     .max = 60.0, .fallback = PARAM_UNKNOWN,
     .text = "warmest coolant that the landlord may supply"},
    {PARAM(scn_contract, minimum_take_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 1.0, .fallback = PARAM_UNKNOWN,
     .text = "share of the contracted power paid for anyway"},
    {PARAM(scn_contract, redundancy), .kind = PARAM_CHOICE, .choices = granted_words,
     .fallback = GRANTED_NOT_STATED, .grade = GRADE_RULE, .source = "no term of the contract",
     .text = "spare air handlers that are granted; the hall may not count on more"},
    {PARAM(scn_contract, feeds), .kind = PARAM_COUNT, .unit = "-", .min = 1.0, .max = 8.0,
     .fallback = PARAM_UNKNOWN, .text = "feeds that a rack is granted"},
    {0},
};
const struct table schema_contract = {
    .name = "contract",
    .rows = contract_rows,
    .size = sizeof(struct scn_contract),
    .text = "what a colocation contract grants; limits like any other"};

static const struct param actuator_rows[] = {
    {PARAM(scn_actuator, model), .kind = PARAM_MODEL, .text = "how they are driven"},
    {0},
};
const struct table schema_actuator = {.name = "actuator",
                                      .rows = actuator_rows,
                                      .size = sizeof(struct scn_actuator),
                                      .has_model = true,
                                      .family = FAMILY_CONTROL,
                                      .default_model = "follow",
                                      .text = "fans or pumps"};

static const struct param control_rows[] = {
    {PARAM(scn_control, fans), .kind = PARAM_MAP, .table = &schema_actuator, .fallback = PRESENT,
     .text = "fans of the air handlers"},
    {PARAM(scn_control, pumps), .kind = PARAM_MAP, .table = &schema_actuator, .fallback = PRESENT,
     .text = "pumps of the CDUs"},
    {PARAM(scn_control, thermal_cap), .kind = PARAM_MAP, .table = &schema_thermal_cap,
     .fallback = PARAM_UNKNOWN, .text = "what caps the nodes of racks that are too warm"},
    {PARAM(scn_control, call_return_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 15.0,
     .max = 60.0, .fallback = PARAM_UNKNOWN,
     .text = "return air that calls air handlers that stand by; when absent, only a failure does"},
    {0},
};
const struct table schema_control = {.name = "control",
                                     .rows = control_rows,
                                     .size = sizeof(struct scn_control),
                                     .text = "what sets fans and pumps"};

static const struct param protection_rows[] = {
    {PARAM(scn_protection, model), .kind = PARAM_MODEL, .text = "breaker or relay"},
    {0},
};
const struct table schema_protection = {.name = "protection",
                                        .rows = protection_rows,
                                        .size = sizeof(struct scn_protection),
                                        .entry_kind = "protection",
                                        .has_model = true,
                                        .family = FAMILY_PROTECTION,
                                        .default_model = "none",
                                        .text = "what opens an element that carries too much"};

/* A branch circuit is its breaker. */
const struct table schema_circuit_breaker = {.name = "circuit breaker",
                                             .rows = protection_rows,
                                             .size = sizeof(struct scn_protection),
                                             .has_model = true,
                                             .family = FAMILY_PROTECTION,
                                             .default_model = "breaker",
                                             .text = "the breaker of a rack's circuit"};

/* Where something stands in the hall. */
#define PLACE_ROWS(type, w, d)                                                                     \
    {PARAM(type, origin_m),                                                                        \
     .kind = PARAM_POINT,                                                                          \
     .unit = "m",                                                                                  \
     .min = 0.0,                                                                                   \
     .max = 1000.0,                                                                                \
     .fallback = PARAM_UNKNOWN,                                                                    \
     .text = "its corner with the least x and y"},                                                 \
        {PARAM(type, width_m),                                                                     \
         .kind = PARAM_NUMBER,                                                                     \
         .unit = "m",                                                                              \
         .min = 0.1,                                                                               \
         .max = 100.0,                                                                             \
         .fallback = (w),                                                                          \
         .grade = GRADE_ESTIMATE,                                                                  \
         .source = "typical unit",                                                                 \
         .text = "along x"},                                                                       \
    {                                                                                              \
        PARAM(type, depth_m), .kind = PARAM_NUMBER, .unit = "m", .min = 0.1, .max = 100.0,         \
                              .fallback = (d), .grade = GRADE_ESTIMATE, .source = "typical unit",  \
                              .text = "along y"                                                    \
    }

static const char *const split_words[] = {"share", "first", NULL};
static const char *const place_words[] = {"hall", "plant_room", "outside", NULL};
static const struct param power_rows[] = {
    {PARAM(scn_power, name), .kind = PARAM_TEXT, .is_required = true,
     .text = "name of the element"},
    {PARAM(scn_power, model), .kind = PARAM_MODEL, .text = "what it loses"},
    {PARAM(scn_power, from), .kind = PARAM_NAMES,
     .text = "what feeds it: one element, or several that share its load"},
    {PARAM(scn_power, split), .kind = PARAM_CHOICE, .choices = split_words, .fallback = 0.0,
     .grade = GRADE_RULE, .source = "two cords share a load evenly",
     .text = "with several feeds: share the load, or take all from the first that is alive (ATS)"},
    {PARAM(scn_power, rating_w), .kind = PARAM_NUMBER, .unit = "W", .min = 1.0, .max = 1e10,
     .fallback = PARAM_UNKNOWN, .text = "rated power out of it"},
    {PARAM(scn_power, rating_apparent_va), .kind = PARAM_NUMBER, .unit = "VA", .min = 1.0,
     .max = 1e10, .fallback = PARAM_UNKNOWN, .text = "rated apparent power out of it"},
    {PARAM(scn_power, rating_current_a), .kind = PARAM_NUMBER, .unit = "A", .min = 0.1, .max = 1e6,
     .fallback = PARAM_UNKNOWN, .text = "rated current of a phase; needs the voltage"},
    {PARAM(scn_power, voltage_v), .kind = PARAM_NUMBER, .unit = "V", .min = 10.0, .max = 5e5,
     .fallback = PARAM_UNKNOWN, .text = "voltage between its phases"},
    {PARAM(scn_power, continuous_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.1, .max = 1.0,
     .fallback = 1.0, .grade = GRADE_DATASHEET, .source = "100 % rated equipment",
     .text = "share of the rating that may be drawn for hours: 80 % for standard breakers under "
             "NEC 210.20(A)"},
    {PARAM(scn_power, protection), .kind = PARAM_MAP, .table = &schema_protection,
     .fallback = PRESENT, .text = "what opens it when it carries too much"},
    {PARAM(scn_power, return_delay_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0,
     .max = 86400.0, .fallback = 0.0, .grade = GRADE_RULE, .source = "closes at once",
     .text = "how long it waits after power has come back: the order in which loads return"},
    {PARAM(scn_power, place), .kind = PARAM_CHOICE, .choices = place_words,
     .fallback = PLACE_PLANT_ROOM, .grade = GRADE_RULE,
     .source = "switchgear, UPS and transformers stand outside the white space",
     .text = "where its losses become heat"},
    PLACE_ROWS(scn_power, 0.8, 0.8),
    {PARAM(scn_power, overhead), .kind = PARAM_SWITCH, .fallback = 0.0, .grade = GRADE_RULE,
     .source = "cabinets stand on the floor",
     .text = "hangs above what stands in the hall, as a busway does"},
    {0},
};
const struct table schema_power = {
    .name = "power element",
    .rows = power_rows,
    .size = sizeof(struct scn_power),
    .entry_kind = "power",
    .has_model = true,
    .family = FAMILY_POWER,
    .default_model = "lossless",
    .text = "an element of the electrical tree: utility, transformer, UPS, PDU, busway, ..."};

static const struct param plant_rows[] = {
    {PARAM(scn_plant, name), .kind = PARAM_TEXT, .is_required = true, .text = "name of the plant"},
    {PARAM(scn_plant, model), .kind = PARAM_MODEL, .text = "how it gives the heat away"},
    {PARAM(scn_plant, from), .kind = PARAM_NAMES, .text = "what feeds its motors"},
    {0},
};
const struct table schema_plant = {.name = "plant",
                                   .rows = plant_rows,
                                   .size = sizeof(struct scn_plant),
                                   .entry_kind = "plant",
                                   .has_model = true,
                                   .family = FAMILY_PLANT,
                                   .text = "chiller, dry cooler or a given supply"};

static const char *const duty_words[] = {"runs", "stands_by", NULL};
static const char *const draws_words[] = {"west", "east",    "south", "north",
                                          "top",  "ceiling", "usual", NULL};
static const char *const blows_words[] = {"west", "east", "south", "north", "floor", "ducts", NULL};
static const struct param crah_rows[] = {
    {PARAM(scn_crah, name), .kind = PARAM_TEXT, .is_required = true, .text = "name of the unit"},
    {PARAM(scn_crah, model), .kind = PARAM_MODEL, .text = "its fan and coil"},
    {PARAM(scn_crah, plant), .kind = PARAM_NAME, .text = "plant that gives it chilled water"},
    {PARAM(scn_crah, from), .kind = PARAM_NAMES, .text = "what feeds its fans"},
    {PARAM(scn_crah, supply_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 5.0, .max = 50.0,
     .fallback = PARAM_UNKNOWN, .text = "its own set point; when absent, the hall's"},
    {PARAM(scn_crah, duty), .kind = PARAM_CHOICE, .choices = duty_words, .fallback = DUTY_RUNS,
     .grade = GRADE_RULE, .source = "all units share the air unless said",
     .text = "runs, or stands by until one that runs fails or the return air is too warm"},
    {PARAM(scn_crah, fan_external_pa), .kind = PARAM_NUMBER, .unit = "Pa", .min = 1.0,
     .max = 2000.0, .fallback = 50.0, .grade = GRADE_RULE,
     .source = "down-flow units are rated at 0.2 inch of water outside the unit",
     .text = "with a plenum: pressure outside the unit at which it moves its rated airflow"},
    {PARAM(scn_crah, fan_stall_pa), .kind = PARAM_NUMBER, .unit = "Pa", .min = 10.0, .max = 5000.0,
     .fallback = 500.0, .grade = GRADE_ESTIMATE, .source = "plug fans behind coil and filter",
     .text = "with a plenum: pressure outside the unit at full speed without flow"},
    {PARAM(scn_crah, inner_drop_pa), .kind = PARAM_NUMBER, .unit = "Pa", .min = 10.0, .max = 2000.0,
     .fallback = 300.0, .grade = GRADE_ESTIMATE, .source = "coil, filter and casing",
     .text = "with a plenum: what coil and filter take at rated airflow"},
    {PARAM(scn_crah, backdraft_damper), .kind = PARAM_SWITCH, .fallback = 1.0,
     .grade = GRADE_ESTIMATE, .source = "down-flow units on a common plenum usually have one",
     .text = "with a plenum: a damper closes it when it stands; without, plenum air runs back"},
    PLACE_ROWS(scn_crah, 2.4, 0.9),
    {PARAM(scn_crah, height_m), .kind = PARAM_NUMBER, .unit = "m", .min = 0.3, .max = 20.0,
     .fallback = 2.0, .grade = GRADE_ESTIMATE, .source = "a down-flow unit is as high as a rack",
     .text = "for a computed field"},
    {PARAM(scn_crah, draws), .kind = PARAM_CHOICE, .choices = draws_words, .fallback = DRAWS_USUAL,
     .grade = GRADE_RULE,
     .source = "units breathe the ceiling where a hot aisle or a chimney ends there, else the room",
     .text =
         "where its air comes from, for a computed field: a side, its top, returns in the "
         "ceiling; usual: the ceiling where closed aisles or chimneys lead there, else its top"},
    {PARAM(scn_crah, blows), .kind = PARAM_CHOICE, .choices = blows_words, .fallback = BLOWS_FLOOR,
     .grade = GRADE_RULE, .source = "raised floor",
     .text = "where its air goes, for a computed field: the raised floor, ducts to diffusers in "
             "the ceiling, or out of a side into the room"},
    {0},
};
const struct table schema_crah = {.name = "CRAH",
                                  .rows = crah_rows,
                                  .size = sizeof(struct scn_crah),
                                  .entry_kind = "crah",
                                  .has_model = true,
                                  .family = FAMILY_HANDLER,
                                  .default_model = "crah",
                                  .text = "an air handler: CRAH, fan wall or in-row cooler"};

static const struct param cdu_rows[] = {
    {PARAM(scn_cdu, name), .kind = PARAM_TEXT, .is_required = true, .text = "name of the CDU"},
    {PARAM(scn_cdu, model), .kind = PARAM_MODEL, .text = "its exchanger and pumps"},
    {PARAM(scn_cdu, plant), .kind = PARAM_NAME, .text = "plant that gives it facility water"},
    {PARAM(scn_cdu, from), .kind = PARAM_NAMES, .text = "what feeds its pumps"},
    PLACE_ROWS(scn_cdu, 0.8, 1.2),
    {PARAM(scn_cdu, height_m), .kind = PARAM_NUMBER, .unit = "m", .min = 0.1, .max = 20.0,
     .fallback = 2.0, .grade = GRADE_ESTIMATE, .source = "an in-row CDU is as high as a rack",
     .text = "for the picture"},
    {0},
};
const struct table schema_cdu = {
    .name = "CDU",
    .rows = cdu_rows,
    .size = sizeof(struct scn_cdu),
    .entry_kind = "cdu",
    .has_model = true,
    .family = FAMILY_LOOP,
    .default_model = "cdu",
    .text = "a coolant distribution unit between racks and facility water"};

static const char *const action_words[] = {
    "fails",        "repairs",       "opens",         "closes",        "loses_pump",
    "regains_pump", "leaks",         "is_sealed",     "gets_air",      "is_vented",
    "loses_water",  "regains_water", "shuts_dampers", "opens_dampers", "shuts",
    "opens_valve",  "unplugs",       "plugs_in",      "fills",         "stops_filling",
    "is_opened",    "is_shut",       "is_covered",    "is_uncovered",  NULL};
static const struct param event_rows[] = {
    {PARAM(scn_event, at_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 3.2e8,
     .is_required = true, .text = "when it happens, from the start of the run"},
    {PARAM(scn_event, element), .kind = PARAM_NAME, .is_required = true,
     .text =
         "power element, plant, CRAH, CDU, rack, RACK/NODES, AISLE/SIDE or grille that it happens "
         "to"},
    {PARAM(scn_event, action), .kind = PARAM_CHOICE, .choices = action_words, .is_required = true,
     .text = "fails: out of service; repairs: in service again, a tripped breaker closed; opens "
             "and closes: switched by hand. CDU: loses_pump, leaks, fills, gets_air, loses_water. "
             "CRAH: "
             "shuts_dampers to the outside. Rack: shuts its coolant valve. Nodes: unplugs. Side "
             "of an aisle: is_opened. Grille: is_covered. What follows each undoes it"},
    {PARAM(scn_event, count), .kind = PARAM_COUNT, .unit = "-", .min = 1.0, .max = 1e4,
     .fallback = PARAM_UNKNOWN, .text = "pumps or nodes; when absent, one, or all to undo"},
    {PARAM(scn_event, share), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = PARAM_UNKNOWN,
     .text =
         "gets_air: gas by volume; loses_water, shuts, is_opened, is_covered: how much of it, all "
         "when absent"},
    {PARAM(scn_event, rate_m3s), .kind = PARAM_NUMBER, .unit = "m3/s", .min = 1e-9, .max = 1.0,
     .fallback = PARAM_UNKNOWN,
     .text = "leaks: coolant that runs out; fills: that is filled in until its reservoir is full"},
    {0},
};
const struct table schema_event = {.name = "event",
                                   .rows = event_rows,
                                   .size = sizeof(struct scn_event),
                                   .text = "something that happens at a given time"};

static const struct param job_rows[] = {
    {PARAM(scn_job, name), .kind = PARAM_TEXT, .text = "what the job is called"},
    {PARAM(scn_job, workload), .kind = PARAM_NAME, .is_required = true, .text = "what it asks for"},
    {PARAM(scn_job, racks), .kind = PARAM_NAMES, .is_required = true,
     .text = "racks that it is placed on, by name or by pattern: \"A-*\"; between jobs they idle"},
    {PARAM(scn_job, start_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 3.2e8,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "runs when the run begins",
     .text = "when it begins, from the start of the run"},
    {PARAM(scn_job, end_s), .kind = PARAM_NUMBER, .unit = "s", .min = 1e-3, .max = 3.2e8,
     .fallback = PARAM_UNKNOWN, .text = "when it ends; when absent, with the run"},
    {0},
};
const struct table schema_job = {.name = "job",
                                 .rows = job_rows,
                                 .size = sizeof(struct scn_job),
                                 .text = "a workload that is placed on racks for a time"};

static const struct param hall_rows[] = {
    {PARAM(scn_hall, name), .kind = PARAM_TEXT, .text = "name of the hall"},
    {PARAM(scn_hall, size_m), .kind = PARAM_POINT, .unit = "m", .min = 1.0, .max = 1000.0,
     .fallback = PARAM_UNKNOWN,
     .text = "length along x and along y; when absent, what stands in it"},
    {PARAM(scn_hall, height_m), .kind = PARAM_NUMBER, .unit = "m", .min = 2.0, .max = 20.0,
     .fallback = 3.0, .grade = GRADE_RULE, .source = "floor to ceiling of a typical hall",
     .text = "height of the air above the floor"},
    {PARAM(scn_hall, positions), .kind = PARAM_COUNT, .unit = "-", .min = 0.0, .max = 1e5,
     .fallback = PARAM_UNKNOWN, .text = "rack positions, used and free"},
    {PARAM(scn_hall, it_limit_w), .kind = PARAM_NUMBER, .unit = "W", .min = 1e3, .max = 1e10,
     .fallback = PARAM_UNKNOWN, .text = "IT power that the hall was built for"},
    {PARAM(scn_hall, air), .kind = PARAM_MAP, .table = &schema_air, .fallback = PRESENT,
     .text = "the hall's air"},
    {PARAM(scn_hall, floor), .kind = PARAM_MAP, .table = &schema_floor, .fallback = PRESENT,
     .text = "what the floor carries"},
    {PARAM(scn_hall, plenum), .kind = PARAM_MAP, .table = &schema_plenum, .fallback = PARAM_UNKNOWN,
     .text = "how supply air reaches the racks; when absent, each rack gets its share"},
    {PARAM(scn_hall, delivery), .kind = PARAM_MAP, .table = &schema_delivery, .fallback = PRESENT,
     .text = "the way in"},
    {PARAM(scn_hall, contract), .kind = PARAM_MAP, .table = &schema_contract,
     .fallback = PARAM_UNKNOWN, .text = "a colocation contract"},
    {PARAM(scn_hall, control), .kind = PARAM_MAP, .table = &schema_control, .fallback = PRESENT,
     .text = "what sets fans and pumps"},
    {PARAM(scn_hall, power), .kind = PARAM_LIST, .table = &schema_power,
     .text = "the electrical tree, from the utility down"},
    {PARAM(scn_hall, plants), .kind = PARAM_LIST, .table = &schema_plant,
     .text = "what takes the heat out of the building"},
    {PARAM(scn_hall, crahs), .kind = PARAM_LIST, .table = &schema_crah, .text = "air handlers"},
    {PARAM(scn_hall, cdus), .kind = PARAM_LIST, .table = &schema_cdu,
     .text = "coolant distribution units"},
    {PARAM(scn_hall, rows), .kind = PARAM_LIST, .table = &schema_row, .text = "rows of racks"},
    {PARAM(scn_hall, aisles), .kind = PARAM_LIST, .table = &schema_aisle,
     .text = "closed aisles; when absent, those that the rows' `containment` asks for"},
    {PARAM(scn_hall, grilles), .kind = PARAM_LIST, .table = &schema_grille,
     .text = "openings in floor and ceiling, for a computed field"},
    {PARAM(scn_hall, jobs), .kind = PARAM_LIST, .table = &schema_job,
     .text = "workloads placed on racks, one after the other"},
    {PARAM(scn_hall, events), .kind = PARAM_LIST, .table = &schema_event,
     .text = "what happens at given times: failures, repairs, switching"},
    {0},
};
const struct table schema_hall = {
    .name = "hall", .rows = hall_rows, .size = sizeof(struct scn_hall), .text = "the room"};
