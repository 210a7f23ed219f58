/* registry.h - every model, one row each.
 *
 * A new model is a file, a row here and a line in meson.build; the scenario
 * reader, the reference pages, the recorder and the contract tests find it by
 * this list. These list macros replace three hand-kept lists (declarations,
 * tables, tests); see docs/decisions/0005.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_REGISTRY_H
#define MODELS_REGISTRY_H

#include "models/air_model.h"
#include "models/control_model.h"
#include "models/cooling_model.h"
#include "models/handler_model.h"
#include "models/loop_model.h"
#include "models/model.h"
#include "models/node_model.h"
#include "models/plant_model.h"
#include "models/power_model.h"
#include "models/protection_model.h"
#include "models/weather_model.h"
#include "models/workload_model.h"

/* ROW(family constant, type, name of the constant) */
#define MODELS(ROW)                                                                                \
    ROW(FAMILY_WORKLOAD, struct workload_model, workload_constant)                                 \
    ROW(FAMILY_WORKLOAD, struct workload_model, workload_trace)                                    \
    ROW(FAMILY_WORKLOAD, struct workload_model, workload_training)                                 \
    ROW(FAMILY_WORKLOAD, struct workload_model, workload_inference)                                \
    ROW(FAMILY_WEATHER, struct weather_model, weather_constant)                                    \
    ROW(FAMILY_WEATHER, struct weather_model, weather_design_day)                                  \
    ROW(FAMILY_WEATHER, struct weather_model, weather_epw)                                         \
    ROW(FAMILY_NODE, struct node_model, node_parts)                                                \
    ROW(FAMILY_NODE, struct node_model, node_curve)                                                \
    ROW(FAMILY_POWER, struct power_model, power_source)                                            \
    ROW(FAMILY_POWER, struct power_model, power_lossless)                                          \
    ROW(FAMILY_POWER, struct power_model, power_proportional)                                      \
    ROW(FAMILY_POWER, struct power_model, power_transformer)                                       \
    ROW(FAMILY_POWER, struct power_model, power_ups)                                               \
    ROW(FAMILY_POWER, struct power_model, power_converter)                                         \
    ROW(FAMILY_POWER, struct power_model, power_shelf)                                             \
    ROW(FAMILY_POWER, struct power_model, power_line)                                              \
    ROW(FAMILY_POWER, struct power_model, power_transfer_switch)                                   \
    ROW(FAMILY_POWER, struct power_model, power_generator)                                         \
    ROW(FAMILY_PROTECTION, struct protection_model, protection_none)                               \
    ROW(FAMILY_PROTECTION, struct protection_model, protection_breaker)                            \
    ROW(FAMILY_PROTECTION, struct protection_model, protection_relay)                              \
    ROW(FAMILY_COOLING, struct cooling_model, cooling_air_only)                                    \
    ROW(FAMILY_COOLING, struct cooling_model, cooling_cold_plate)                                  \
    ROW(FAMILY_COOLING, struct cooling_model, cooling_rear_door)                                   \
    ROW(FAMILY_COOLING, struct cooling_model, cooling_immersion)                                   \
    ROW(FAMILY_LOOP, struct loop_model, loop_fixed)                                                \
    ROW(FAMILY_LOOP, struct loop_model, loop_cdu)                                                  \
    ROW(FAMILY_HANDLER, struct handler_model, handler_fixed)                                       \
    ROW(FAMILY_HANDLER, struct handler_model, handler_chilled_water)                               \
    ROW(FAMILY_AIR, struct air_model, air_field)                                                   \
    ROW(FAMILY_AIR, struct air_model, air_fixed)                                                   \
    ROW(FAMILY_AIR, struct air_model, air_mixing)                                                  \
    ROW(FAMILY_PLANT, struct plant_model, plant_fixed)                                             \
    ROW(FAMILY_PLANT, struct plant_model, plant_chiller)                                           \
    ROW(FAMILY_PLANT, struct plant_model, plant_dry_cooler)                                        \
    ROW(FAMILY_PLANT, struct plant_model, plant_water)                                             \
    ROW(FAMILY_CONTROL, struct control_model, control_fixed)                                       \
    ROW(FAMILY_CONTROL, struct control_model, control_follow)

enum family {
    FAMILY_WORKLOAD,
    FAMILY_WEATHER,
    FAMILY_NODE,
    FAMILY_POWER,
    FAMILY_PROTECTION,
    FAMILY_COOLING,
    FAMILY_LOOP,
    FAMILY_HANDLER,
    FAMILY_AIR,
    FAMILY_PLANT,
    FAMILY_CONTROL,
    FAMILY_COUNT,
};

#define MODEL_EXTERN(family, type, model) extern const type model;
MODELS(MODEL_EXTERN)
#undef MODEL_EXTERN

/* "workload", "weather", ... */
const char *registry_family_text(enum family f);

/* The model of a family by its keyword, or NULL. Every model type begins with its info, so the
 * result may be cast to the family's type. */
const struct model_info *registry_find(enum family f, const char *name);

/* The i-th model of a family in the order of the list, or NULL past the end. */
const struct model_info *registry_at(enum family f, size_t i);

#endif
