/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/hall/hall.h"

#define NODE(field)   .name = #field, .offset = offsetof(struct node_columns, field)
#define RACK(field)   .name = #field, .offset = offsetof(struct rack_columns, field)
#define FEED(field)   .name = #field, .offset = offsetof(struct feed_columns, field)
#define CRAH(field)   .name = #field, .offset = offsetof(struct crah_columns, field)
#define CDU(field)    .name = #field, .offset = offsetof(struct cdu_columns, field)
#define PLANT(field)  .name = #field, .offset = offsetof(struct plant_columns, field)
#define PANEL(field)  .name = #field, .offset = offsetof(struct panel_columns, field)
#define GRILLE(field) .name = #field, .offset = offsetof(struct grille_columns, field)
#define HALL(field)   .name = #field, .offset = offsetof(struct hall_columns, field)

enum {
    NO = RECORD_NONE,
    MEAN = RECORD_MEAN,
    MEAN_MAX = RECORD_MEAN | RECORD_MAX,
    MEAN_MIN = RECORD_MEAN | RECORD_MIN,
};

#define OUT_TEXT "0 in service, 1 failed, 2 opened, 3 tripped"

static const struct column node_table[] = {
    {NODE(force_w), "W", STAGE_WORKLOAD, NO, true, "power that a study or a trace sets"},
    {NODE(stopped_s), "s", STAGE_WORKLOAD, NO, false, "until its job works again"},
    {NODE(util_frac), "1", STAGE_WORKLOAD, MEAN, false, "activity of the accelerators"},
    {NODE(host_util_frac), "1", STAGE_WORKLOAD, NO, false, "activity of CPU, memory and network"},
    {NODE(sink_c), "degC", STAGE_IT_POWER, NO, false, "coolant or inlet that cools them"},
    {NODE(demand_w), "W", STAGE_IT_POWER, MEAN_MAX, false, "power wanted at the inputs"},
    {NODE(accelerator_w), "W", STAGE_IT_POWER, MEAN, false, "accelerators with their memory"},
    {NODE(host_w), "W", STAGE_IT_POWER, MEAN, false, "CPUs"},
    {NODE(memory_w), "W", STAGE_IT_POWER, MEAN, false, "host memory"},
    {NODE(network_w), "W", STAGE_IT_POWER, MEAN, false, "NICs and switches"},
    {NODE(storage_w), "W", STAGE_IT_POWER, MEAN, false, "drives"},
    {NODE(board_w), "W", STAGE_IT_POWER, MEAN, false, "regulators and the rest of the board"},
    {NODE(fan_w), "W", STAGE_IT_POWER, MEAN, false, "the nodes' own fans"},
    {NODE(psu_loss_w), "W", STAGE_IT_POWER, MEAN, false, "loss of the power supplies"},
    {NODE(buffer_w), "W", STAGE_IT_POWER, MEAN, false, "out of the storage of the supplies"},
    {NODE(plate_w), "W", STAGE_IT_POWER, MEAN, false, "heat into the coolant of cold plates"},
    {NODE(air_w), "W", STAGE_IT_POWER, MEAN, false, "heat into the air through the nodes"},
    {NODE(airflow_m3s), "m3/s", STAGE_IT_POWER, MEAN, false, "air drawn through the nodes"},
    {NODE(die_c), "degC", STAGE_IT_POWER, MEAN_MAX, true, "hottest accelerator junction"},
    {NODE(hbm_c), "degC", STAGE_IT_POWER, MEAN_MAX, true, "hottest memory of the accelerators"},
    {NODE(work_frac), "1", STAGE_IT_POWER, MEAN_MIN, false,
     "work done over work with power for all and without cap or throttle"},
    {NODE(ceiling_frac), "1", STAGE_IT_POWER, MEAN_MIN, false,
     "clock that heat leaves the accelerators, over the highest"},
    {NODE(shut_nodes), "-", STAGE_IT_POWER, MEAN_MAX, false,
     "off because they were too hot, or their rack boiled"},
    {NODE(stored_j), "J", STAGE_IT_POWER, NO, false,
     "held in dies, plates, sinks and the storage of the supplies"},
    {NODE(powered_frac), "1", STAGE_SWITCH, MEAN, false, "share of the nodes that has power"},
    {NODE(supply_frac), "1", STAGE_SWITCH, MEAN_MIN, false, "share of their supplies with power"},
    {NODE(coolant_m3s), "m3/s", STAGE_LIQUID, MEAN, false, "coolant through its cold plates"},
    {NODE(unplugged), "-", STAGE_SWITCH, NO, false, "nodes whose couplings are apart"},
};

static const struct column rack_table[] = {
    {RACK(out), "-", STAGE_SWITCH, NO, false, OUT_TEXT},
    {RACK(has_boiled), "-", STAGE_IT_POWER, RECORD_MAX, false,
     "1 when boiling coolant has lost it, until it is put back in service"},
    {RACK(power_w), "W", STAGE_ELECTRICAL, MEAN_MAX, false, "power drawn at the rack's inputs"},
    {RACK(plate_w), "W", STAGE_ELECTRICAL, NO, false, "heat of its nodes into cold plates"},
    {RACK(air_w), "W", STAGE_ELECTRICAL, NO, false, "heat of nodes and shelves into its air"},
    {RACK(airflow_m3s), "m3/s", STAGE_ELECTRICAL, MEAN_MAX, false, "air drawn through it"},
    {RACK(coolant_flow_m3s), "m3/s", STAGE_LIQUID, MEAN_MIN, false, "coolant through it"},
    {RACK(coolant_w_per_k), "W/K", STAGE_LIQUID, MEAN, false, "capacity rate of its coolant"},
    {RACK(least_flow_frac), "1", STAGE_LIQUID, MEAN_MIN, false,
     "coolant of its worst node over the mean of its nodes"},
    {RACK(open_frac), "1", STAGE_SWITCH, NO, false, "opening of its coolant valve"},
    {RACK(to_liquid_w), "W", STAGE_LIQUID, MEAN_MAX, false, "heat carried off by coolant"},
    {RACK(to_air_w), "W", STAGE_LIQUID, MEAN_MAX, false, "heat given to the room air"},
    {RACK(coolant_supply_c), "degC", STAGE_LIQUID, MEAN_MAX, true, "coolant into it"},
    {RACK(coolant_return_c), "degC", STAGE_LIQUID, MEAN_MAX, true, "coolant out of it"},
    {RACK(is_boiling), "-", STAGE_LIQUID, RECORD_MAX, false, "1 at its coolant's boiling point"},
    {RACK(stored_j), "J", STAGE_LIQUID, NO, false, "heat held in it besides its nodes"},
    {RACK(supply_air_c), "degC", STAGE_AIR, MEAN, false, "supply air meant for it"},
    {RACK(inlet_c), "degC", STAGE_AIR, MEAN_MAX, false, "inlet air, mean over its front"},
    {RACK(inlet_bottom_c), "degC", STAGE_AIR, MEAN_MAX, true, "inlet air, lower third"},
    {RACK(inlet_middle_c), "degC", STAGE_AIR, MEAN_MAX, true, "inlet air, middle third"},
    {RACK(inlet_top_c), "degC", STAGE_AIR, MEAN_MAX, false, "inlet air at its top"},
    {RACK(inlet_hottest_c), "degC", STAGE_AIR, MEAN_MAX, false, "inlet air where it is hottest"},
    {RACK(inlet_swing_k), "K", STAGE_AIR, RECORD_MAX, true,
     "standard deviation of its inlet in a steady field"},
    {RACK(inlet_humidity_frac), "1", STAGE_AIR, MEAN_MAX, true, "relative humidity of its inlet"},
    {RACK(outlet_c), "degC", STAGE_AIR, MEAN_MAX, false, "outlet air"},
    {RACK(underfloor_pa), "Pa", STAGE_AIR, MEAN, true, "pressure in the plenum at its tiles"},
    {RACK(tile_flow_m3s), "m3/s", STAGE_AIR, MEAN_MIN, true, "supply air from its own tiles"},
    {RACK(given_flow_m3s), "m3/s", STAGE_AIR, MEAN_MIN, true, "supply air that reaches it"},
    {RACK(is_hot), "-", STAGE_CONTROL, NO, false, "1 when its thermal cap wants it capped"},
    {RACK(is_capped), "-", STAGE_CONTROL, MEAN_MAX, false,
     "1 when a thermal cap holds its nodes from the next step on"},
    {RACK(cap_wait_s), "s", STAGE_CONTROL, NO, false, "until the thermal cap follows"},
    {RACK(headroom_w), "W", STAGE_OBSERVE, MEAN_MIN, true, "further power until its first limit"},
    {RACK(binding), "-", STAGE_OBSERVE, NO, true, "index of that limit"},
};

static const struct column feed_table[] = {
    {FEED(out), "-", STAGE_SWITCH, NO, false, OUT_TEXT},
    {FEED(is_fed), "-", STAGE_SWITCH, NO, false, "1 when something above gives it power"},
    {FEED(is_energised), "-", STAGE_SWITCH, MEAN_MIN, false, "1 when it has power at its output"},
    {FEED(alive_parents), "-", STAGE_SWITCH, NO, false, "its live parents, as the sum of 2^place"},
    {FEED(alive_parent), "-", STAGE_SWITCH, NO, false, "place of its first live parent, -1: none"},
    {FEED(parent), "-", STAGE_SWITCH, NO, false, "place of the parent that carries all, -1: all"},
    {FEED(is_called), "-", STAGE_SWITCH, NO, false, "1 when something waits for it"},
    {FEED(wait_s), "s", STAGE_SWITCH, NO, false, "until it closes after power came back"},
    {FEED(capacity_w), "W", STAGE_SWITCH, NO, true, "what its live feeds leave of its rating"},
    {FEED(load_w), "W", STAGE_ELECTRICAL, MEAN_MAX, false, "power taken out of it"},
    {FEED(load_var), "var", STAGE_ELECTRICAL, NO, false, "reactive power taken out of it"},
    {FEED(load_va), "VA", STAGE_ELECTRICAL, MEAN_MAX, false, "apparent power taken out of it"},
    {FEED(phase_a_w), "W", STAGE_ELECTRICAL, MEAN, false, "load on phase A"},
    {FEED(phase_b_w), "W", STAGE_ELECTRICAL, MEAN, false, "load on phase B"},
    {FEED(phase_c_w), "W", STAGE_ELECTRICAL, MEAN, false, "load on phase C"},
    {FEED(current_a), "A", STAGE_ELECTRICAL, MEAN_MAX, true, "current of the most loaded phase"},
    {FEED(neutral_a), "A", STAGE_ELECTRICAL, RECORD_MAX, true, "current in its neutral"},
    {FEED(drop_frac), "1", STAGE_ELECTRICAL, RECORD_MAX, false, "voltage lost from the source on"},
    {FEED(loss_w), "W", STAGE_ELECTRICAL, MEAN, false, "loss, turned into heat in it"},
    {FEED(input_w), "W", STAGE_ELECTRICAL, MEAN_MAX, false, "power drawn from above"},
    {FEED(input_var), "var", STAGE_ELECTRICAL, NO, false, "reactive power drawn from above"},
    {FEED(stored_j), "J", STAGE_ELECTRICAL, RECORD_MIN, false, "energy in its battery"},
    {FEED(switch_s), "s", STAGE_ELECTRICAL, NO, true, "until it switches by itself"},
    {FEED(trip_s), "s", STAGE_ELECTRICAL, NO, true, "until its protection opens it"},
    {FEED(is_tripping), "-", STAGE_ELECTRICAL, NO, false, "1 when its protection opens it now"},
    {FEED(step_w), "W", STAGE_ELECTRICAL, RECORD_MAX | RECORD_MIN, false,
     "change of its load against the step before"},
    {FEED(frequency_hz), "Hz", STAGE_ELECTRICAL, RECORD_MAX | RECORD_MIN, true,
     "of a generator; its nominal one at rest"},
    {FEED(n1_load_w), "W", STAGE_OBSERVE, NO, true, "load with its worst partner lost"},
    {FEED(n1_load_va), "VA", STAGE_OBSERVE, NO, true, "apparent load with its worst partner lost"},
    {FEED(n1_current_a), "A", STAGE_OBSERVE, NO, true, "current with its worst partner lost"},
    {FEED(n1_capacity_w), "W", STAGE_OBSERVE, NO, true, "capacity with its worst feed lost"},
};

static const struct column crah_table[] = {
    {CRAH(out), "-", STAGE_SWITCH, NO, false, OUT_TEXT},
    {CRAH(is_shut), "-", STAGE_SWITCH, NO, false,
     "1 when its dampers to the outside are held shut"},
    {CRAH(is_running), "-", STAGE_SWITCH, MEAN_MIN, false, "1 when its fans have power"},
    {CRAH(has_water), "-", STAGE_SWITCH, MEAN_MIN, false, "1 when chilled water flows to it"},
    {CRAH(is_on_duty), "-", STAGE_CONTROL, MEAN_MIN, false, "1 unless it stands by"},
    {CRAH(drawn_w), "W", STAGE_ELECTRICAL, MEAN_MAX, false, "fan power"},
    {CRAH(flow_frac), "1", STAGE_AIR, NO, false, "air moved over rated airflow, if it runs"},
    {CRAH(external_pa), "Pa", STAGE_AIR, MEAN_MAX, true, "pressure in the plenum before it"},
    {CRAH(outdoor_drawn_w), "W", STAGE_ELECTRICAL, MEAN, false, "of it: becomes heat outside"},
    {CRAH(flow_m3s), "m3/s", STAGE_AIR, MEAN_MAX, false, "air moved"},
    {CRAH(coil_w_per_k), "W/K", STAGE_AIR, NO, false, "coil with its valve open"},
    {CRAH(fan_w), "W", STAGE_AIR, NO, false, "fan power for the next step"},
    {CRAH(outdoor_fan_w), "W", STAGE_AIR, NO, false, "of it: becomes heat outside"},
    {CRAH(water_c), "degC", STAGE_AIR, MEAN, false, "chilled water into the coil"},
    {CRAH(outside_c), "degC", STAGE_AIR, NO, false, "what outdoor air can bring the return to"},
    {CRAH(outside_most_frac), "1", STAGE_AIR, NO, false, "share of the return that it may"},
    {CRAH(outside_frac), "1", STAGE_AIR, MEAN, false, "share of the return cooled by outdoor air"},
    {CRAH(outside_w), "W", STAGE_AIR, MEAN, false, "heat given to the outdoor air"},
    {CRAH(outdoor_m3s), "m3/s", STAGE_AIR, MEAN, false, "hall air replaced by outdoor air"},
    {CRAH(wetted_kgs), "kg/s", STAGE_AIR, MEAN, false, "water used up on the outdoor side"},
    {CRAH(return_c), "degC", STAGE_AIR, MEAN_MAX, false, "air into it"},
    {CRAH(supply_c), "degC", STAGE_AIR, MEAN_MAX, false, "air out of it"},
    {CRAH(coil_w), "W", STAGE_AIR, MEAN_MAX, false, "heat taken by the coil"},
    {CRAH(coil_capacity_w), "W", STAGE_AIR, MEAN_MIN, false,
     "heat that the coil could take at full fan speed"},
    {CRAH(water_return_c), "degC", STAGE_AIR, MEAN, false, "chilled water out of the coil"},
    {CRAH(water_w_per_k), "W/K", STAGE_AIR, MEAN, false, "capacity rate of its chilled water"},
    {CRAH(speed_frac), "1", STAGE_CONTROL, MEAN_MAX, false, "fan speed"},
    {CRAH(n1_coil_w), "W", STAGE_OBSERVE, NO, true, "heat it must take with another one lost"},
};

static const struct column cdu_table[] = {
    {CDU(out), "-", STAGE_SWITCH, NO, false, OUT_TEXT},
    {CDU(pumps_lost), "-", STAGE_SWITCH, NO, false, "pumps that have failed"},
    {CDU(leak_m3s), "m3/s", STAGE_SWITCH, NO, false, "coolant that would run out"},
    {CDU(fill_m3s), "m3/s", STAGE_SWITCH, NO, false, "coolant that could be filled in"},
    {CDU(air_frac), "1", STAGE_SWITCH, NO, false, "gas in the coolant at its pumps, by volume"},
    {CDU(water_lost_frac), "1", STAGE_SWITCH, NO, false, "of its facility flow that an event took"},
    {CDU(facility_frac), "1", STAGE_SWITCH, NO, false, "of its rated facility flow that is there"},
    {CDU(is_running), "-", STAGE_SWITCH, MEAN_MIN, false, "1 when its pumps have power"},
    {CDU(drawn_w), "W", STAGE_ELECTRICAL, MEAN_MAX, false, "pump and fan power"},
    {CDU(turning_frac), "1", STAGE_LIQUID, MEAN_MIN, false, "pump speed in the step"},
    {CDU(pumps_running), "-", STAGE_LIQUID, MEAN_MIN, false, "pumps that turn"},
    {CDU(level_frac), "1", STAGE_LIQUID, MEAN_MIN, false, "coolant left above low level"},
    {CDU(reserve_m3), "m3", STAGE_LIQUID, MEAN, true, "coolant above low level"},
    {CDU(spilt_m3s), "m3/s", STAGE_LIQUID, MEAN, false, "coolant that ran out"},
    {CDU(filled_m3s), "m3/s", STAGE_LIQUID, MEAN, false, "coolant that was filled in"},
    {CDU(header_pa), "Pa", STAGE_LIQUID, MEAN, false, "pressure across the racks' branches"},
    {CDU(flow_m3s), "m3/s", STAGE_LIQUID, MEAN_MAX, false, "coolant to the racks"},
    {CDU(head_pa), "Pa", STAGE_LIQUID, MEAN, false, "pressure rise of its pumps"},
    {CDU(w_per_k), "W/K", STAGE_LIQUID, MEAN, false, "capacity rate of the coolant"},
    {CDU(pump_w), "W", STAGE_LIQUID, NO, false, "pump power for the next step"},
    {CDU(heat_w), "W", STAGE_LIQUID, MEAN_MAX, false, "heat from its racks"},
    {CDU(set_c), "degC", STAGE_LIQUID, MEAN, false, "set point of its supply in force"},
    {CDU(supply_c), "degC", STAGE_LIQUID, MEAN_MAX, false, "coolant out of it"},
    {CDU(delivered_c), "degC", STAGE_LIQUID, MEAN_MAX, false, "coolant that arrives at the racks"},
    {CDU(return_c), "degC", STAGE_LIQUID, MEAN_MAX, false, "coolant into its exchanger"},
    {CDU(facility_supply_c), "degC", STAGE_LIQUID, MEAN_MAX, false, "facility water in"},
    {CDU(facility_return_c), "degC", STAGE_LIQUID, MEAN_MAX, false, "facility water out"},
    {CDU(facility_w_per_k), "W/K", STAGE_LIQUID, MEAN, false, "capacity rate of facility water"},
    {CDU(exchanged_w), "W", STAGE_LIQUID, MEAN_MAX, false, "heat handed to the facility water"},
    {CDU(to_room_w), "W", STAGE_LIQUID, MEAN_MAX, false, "heat handed to the room's air"},
    {CDU(exchanger_max_w), "W", STAGE_LIQUID, MEAN_MIN, true, "heat it could hand over"},
    {CDU(valve_frac), "1", STAGE_LIQUID, MEAN_MAX, false, "share of that which it hands over"},
    {CDU(above_dew_k), "K", STAGE_AIR, NO, true, "supply above the dew point of the hall's air"},
    {CDU(stored_j), "J", STAGE_LIQUID, NO, false, "heat held in coolant and pipes"},
    {CDU(speed_frac), "1", STAGE_CONTROL, MEAN_MAX, false, "pump speed"},
    {CDU(n1_heat_w), "W", STAGE_OBSERVE, NO, true, "heat from racks with its worst partner lost"},
};

static const struct column plant_table[] = {
    {PLANT(out), "-", STAGE_SWITCH, NO, false, OUT_TEXT},
    {PLANT(is_running), "-", STAGE_SWITCH, MEAN_MIN, false, "1 when its motors have power"},
    {PLANT(gives_water), "-", STAGE_SWITCH, MEAN_MIN, false, "1 when its water flows"},
    {PLANT(drawn_w), "W", STAGE_ELECTRICAL, MEAN_MAX, false, "power drawn"},
    {PLANT(load_w), "W", STAGE_PLANT, MEAN_MAX, false, "heat from coils and CDUs"},
    {PLANT(supply_c), "degC", STAGE_PLANT, MEAN_MAX, false, "water to the hall"},
    {PLANT(removed_w), "W", STAGE_PLANT, MEAN, false, "heat taken out of its loop"},
    {PLANT(capacity_w), "W", STAGE_PLANT, MEAN_MIN, true, "greatest heat it can take"},
    {PLANT(power_w), "W", STAGE_PLANT, NO, false, "power for the next step"},
    {PLANT(reject_w), "W", STAGE_PLANT, MEAN, false, "heat to the outside"},
    {PLANT(stored_j), "J", STAGE_PLANT, NO, false, "heat held in its water"},
    {PLANT(water_kgs), "kg/s", STAGE_PLANT, MEAN_MAX, false, "water used up"},
    {PLANT(reused_w), "W", STAGE_PLANT, MEAN, false, "heat handed to a user"},
    {PLANT(free_w), "W", STAGE_PLANT, MEAN, false, "heat removed without a compressor"},
    {PLANT(is_held), "-", STAGE_PLANT, MEAN, false, "1 when a correlation is out of its range"},
};

static const struct column panel_table[] = {
    {PANEL(opened_frac), "1", STAGE_SWITCH, MEAN, false, "of what is shut of it: stands open"},
    {PANEL(flow_m3s), "m3/s", STAGE_AIR, MEAN, false, "air out of the aisle through it"},
};

static const struct column grille_table[] = {
    {GRILLE(covered_frac), "1", STAGE_SWITCH, MEAN, false, "of its area"},
    {GRILLE(flow_m3s), "m3/s", STAGE_AIR, MEAN_MIN, false, "air through it"},
};

static const struct column hall_table[] = {
    {HALL(gpus_working), "-", STAGE_IT_POWER, MEAN, false, "accelerators, by the work they do"},
    {HALL(gpus_lost), "-", STAGE_IT_POWER, MEAN, false,
     "accelerators, by the work that caps, heat or lost power keep them from"},
    {HALL(dry_bulb_c), "degC", STAGE_WORKLOAD, MEAN, false, "outside air"},
    {HALL(wet_bulb_c), "degC", STAGE_WORKLOAD, MEAN, false, "outside wet bulb"},
    {HALL(outdoor_dew_point_c), "degC", STAGE_WORKLOAD, NO, false, "outside dew point"},
    {HALL(it_w), "W", STAGE_ELECTRICAL, MEAN_MAX, false, "power of all racks"},
    {HALL(mechanical_w), "W", STAGE_ELECTRICAL, MEAN_MAX, false, "fans, pumps, chillers, lights"},
    {HALL(loss_w), "W", STAGE_ELECTRICAL, MEAN_MAX, false, "electrical losses outside the racks"},
    {HALL(utility_w), "W", STAGE_ELECTRICAL, MEAN_MAX, false, "power drawn from the sources"},
    {HALL(pue), "-", STAGE_ELECTRICAL, MEAN_MAX, true, "utility power over IT power"},
    {HALL(outside_loss_w), "W", STAGE_ELECTRICAL, MEAN, false, "losses that heat no hall"},
    {HALL(room_heat_w), "W", STAGE_ELECTRICAL, MEAN, false, "losses, fans, lights into the air"},
    {HALL(to_liquid_w), "W", STAGE_LIQUID, MEAN_MAX, false, "heat of racks to coolant"},
    {HALL(cdu_to_room_w), "W", STAGE_LIQUID, MEAN_MAX, false, "heat of CDUs to the room's air"},
    {HALL(to_air_w), "W", STAGE_LIQUID, MEAN_MAX, false, "heat of racks to air"},
    {HALL(rack_airflow_m3s), "m3/s", STAGE_AIR, MEAN_MAX, false, "air drawn by all racks"},
    {HALL(supply_flow_m3s), "m3/s", STAGE_AIR, MEAN_MAX, false, "air moved by all handlers"},
    {HALL(wanted_flow_m3s), "m3/s", STAGE_AIR, MEAN_MAX, false, "supply air the racks ask for"},
    {HALL(available_flow_m3s), "m3/s", STAGE_AIR, MEAN_MIN, false, "supply air at full speed"},
    {HALL(plenum_pa), "Pa", STAGE_AIR, MEAN_MIN, true, "mean pressure of the plenum"},
    {HALL(tile_flow_m3s), "m3/s", STAGE_AIR, MEAN_MIN, true, "supply up before racks"},
    {HALL(seam_flow_m3s), "m3/s", STAGE_AIR, MEAN, true, "supply through seams"},
    {HALL(cutout_flow_m3s), "m3/s", STAGE_AIR, MEAN, true, "supply through cable cut-outs"},
    {HALL(stray_flow_m3s), "m3/s", STAGE_AIR, MEAN, true, "supply through tiles before no rack"},
    {HALL(back_flow_m3s), "m3/s", STAGE_AIR, MEAN_MAX, true,
     "supply backward through handlers that stand"},
    {HALL(supply_air_c), "degC", STAGE_AIR, MEAN_MAX, false, "mean supply air"},
    {HALL(return_air_c), "degC", STAGE_AIR, MEAN_MAX, false, "mean return air"},
    {HALL(hot_c), "degC", STAGE_AIR, MEAN_MAX, false, "exhaust air"},
    {HALL(mass_c), "degC", STAGE_AIR, MEAN, false, "slab and steel"},
    {HALL(bypass_frac), "1", STAGE_AIR, MEAN, false, "share of the supply that meets no rack"},
    {HALL(recirculation_frac), "1", STAGE_AIR, MEAN_MAX, false, "share of exhaust in the inlets"},
    {HALL(air_stored_j), "J", STAGE_AIR, NO, false, "heat held in air and mass"},
    {HALL(exhausted_w), "W", STAGE_AIR, MEAN, false, "heat to the outdoor air by handlers"},
    {HALL(humidity_ratio), "1", STAGE_AIR, NO, true, "humidity ratio of the hall's air"},
    {HALL(dew_point_c), "degC", STAGE_AIR, MEAN_MAX, true, "dew point of the hall's air"},
    {HALL(is_coil_wet), "-", STAGE_AIR, MEAN, false, "1 when a coil that cools is below it"},
    {HALL(air_residual_w), "W", STAGE_AIR, MEAN_MAX, true, "heat that the air's field misses"},
    {HALL(air_divergence_frac), "1", STAGE_AIR, RECORD_MAX, true,
     "worst cell of the air's field: net flow over throughflow"},
    {HALL(air_is_unsteady), "-", STAGE_AIR, RECORD_MAX, true, "1 when a steady field swings"},
    {HALL(positions_used), "-", STAGE_ELECTRICAL, NO, false, "racks"},
    {HALL(n1_available_flow_m3s), "m3/s", STAGE_OBSERVE, NO, true, "supply with one handler lost"},
    {HALL(reject_w), "W", STAGE_PLANT, MEAN, false, "heat to the outside by all plants"},
    {HALL(water_kgs), "kg/s", STAGE_PLANT, MEAN_MAX, false, "water used up by all plants"},
    {HALL(reused_w), "W", STAGE_PLANT, MEAN, false, "heat handed to users"},
    {HALL(free_frac), "1", STAGE_PLANT, MEAN, true, "of the heat removed: without a compressor"},
    {HALL(compute_w), "W", STAGE_PLANT, MEAN, false, "IT power without fans and power supplies"},
    {HALL(wue_kg_per_j), "kg/J", STAGE_PLANT, MEAN, true, "WUE: water over IT energy"},
    {HALL(cue_kg_per_j), "kg/J", STAGE_PLANT, MEAN, true, "CUE: carbon over IT energy"},
    {HALL(ere), "-", STAGE_PLANT, MEAN, true, "ERE: utility less reused over IT power"},
    {HALL(erf), "-", STAGE_PLANT, MEAN, true, "ERF: reused over utility power"},
    {HALL(itue), "-", STAGE_PLANT, MEAN, true, "ITUE: IT over compute power"},
    {HALL(tue), "-", STAGE_PLANT, MEAN, true, "TUE: ITUE times PUE"},
    {HALL(stored_j), "J", STAGE_OBSERVE, NO, false, "energy held everywhere"},
    {HALL(n_switched), "-", STAGE_SWITCH, NO, false, "elements and racks that switched"},
    {HALL(residual_frac), "1", STAGE_OBSERVE, RECORD_MAX, false, "energy the ledger cannot place"},
};

#define COMPLETE(table, type)                                                                      \
    _Static_assert(sizeof(table) / sizeof(table)[0] == sizeof(struct type) / sizeof(double *),     \
                   "every column of " #type " needs a row in " #table)
COMPLETE(node_table, node_columns);
COMPLETE(rack_table, rack_columns);
COMPLETE(feed_table, feed_columns);
COMPLETE(crah_table, crah_columns);
COMPLETE(cdu_table, cdu_columns);
COMPLETE(plant_table, plant_columns);
COMPLETE(panel_table, panel_columns);
COMPLETE(grille_table, grille_columns);
COMPLETE(hall_table, hall_columns);

#define LENGTH(table) (sizeof(table) / sizeof(table)[0])
static const struct {
    const struct column *rows;
    size_t n;
    size_t offset; /* of the dimension's struct in struct columns */
    const char *name;
} dims[DIM_COUNT] = {
    [DIM_NODE] = {node_table, LENGTH(node_table), offsetof(struct columns, node), "node"},
    [DIM_RACK] = {rack_table, LENGTH(rack_table), offsetof(struct columns, rack), "rack"},
    [DIM_FEED] = {feed_table, LENGTH(feed_table), offsetof(struct columns, feed), "feed"},
    [DIM_CRAH] = {crah_table, LENGTH(crah_table), offsetof(struct columns, crah), "crah"},
    [DIM_CDU] = {cdu_table, LENGTH(cdu_table), offsetof(struct columns, cdu), "cdu"},
    [DIM_PLANT] = {plant_table, LENGTH(plant_table), offsetof(struct columns, plant), "plant"},
    [DIM_PANEL] = {panel_table, LENGTH(panel_table), offsetof(struct columns, panel), "panel"},
    [DIM_GRILLE] = {grille_table, LENGTH(grille_table), offsetof(struct columns, grille), "grille"},
    [DIM_HALL] = {hall_table, LENGTH(hall_table), offsetof(struct columns, hall), "hall"},
};

const char *dim_text(enum dim d)
{
    return d < DIM_COUNT ? dims[d].name : "?";
}

const char *hall_stage_text(enum stage s)
{
    static const char *const words[STAGE_COUNT] = {"switch",     "workload", "it_power",
                                                   "electrical", "liquid",   "air",
                                                   "plant",      "control",  "observe"};

    return s < STAGE_COUNT ? words[s] : "?";
}

const struct column *hall_column_table(enum dim d, size_t *ret_n)
{
    *ret_n = dims[d].n;
    return dims[d].rows;
}

double *hall_column(const struct columns *c, enum dim d, size_t offset)
{
    return *(double *const *)(const void *)((const char *)c + dims[d].offset + offset);
}

void hall_column_set(struct columns *c, enum dim d, size_t offset, double *array)
{
    *(double **)(void *)((char *)c + dims[d].offset + offset) = array;
}
