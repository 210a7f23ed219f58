#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Balances made anew from the flows and temperatures in the file, beside the program's own ledger.

A ledger that adds up proves only that it was added up. Here heat is flow times heat capacity times
the difference of temperatures, as an auditor with meters would take it, at the steady state and at
full precision. And a flow that is wrong by 5 % must be found.
"""
import shutil

import h5py
import numpy

import tap

# A steady state is reached when nothing moves by more than 1e-9 a step; products of differences of
# temperatures of some kelvin lose a thousand times that.
CLOSE = 1e-5
AIR_R = 287.042
AIR_CP = 1006.0


def off(found, expected):
    """Greatest relative difference of two arrays, where anything flows."""
    scale = numpy.maximum(numpy.abs(expected), 1.0)
    return float(numpy.max(numpy.abs(found - expected) / scale, initial=0.0))


def air_j_per_m3k(altitude_m, supply_c):
    """What a cubic metre of this hall's air carries: the gas law at its altitude and supply."""
    pressure = 101325 * (1 - 2.25577e-5 * altitude_m) ** 5.2559
    return AIR_CP * pressure / (AIR_R * (273.15 + supply_c))


def balances(path):
    """Each balance with how far it is off."""
    with h5py.File(path) as file:
        altitude_m = file["site_altitude_m"][()]
        last = {name: item[-1] for name, item in file.items()
                if isinstance(item, h5py.Dataset) and item.maxshape[:1] == (None,)}
    by_gas_law = air_j_per_m3k(altitude_m, last["hall_supply_air_c"])
    coil_w = last["crah_coil_w"]
    carried = coil_w / (last["crah_flow_m3s"] * (last["crah_return_c"] - last["crah_supply_c"]))
    found = {
        "coils take what their air gives": off(carried, numpy.full_like(carried, carried.mean())),
        "coils give what their water takes":
            off(last["crah_water_w_per_k"] * (last["crah_water_return_c"] - last["crah_water_c"]),
                coil_w),
        "racks turn power into heat":
            off(last["rack_to_liquid_w"] + last["rack_to_air_w"], last["rack_power_w"]),
        "the hall's coils take what its racks, losses, fans and lights give":
            off(coil_w.sum(), last["hall_to_air_w"] + last["hall_room_heat_w"]),
        "the utility gives what is used":
            off(last["hall_it_w"] + last["hall_mechanical_w"] + last["hall_loss_w"],
                last["hall_utility_w"]),
        "plants take coils and exchangers, and reject them with their own power":
            off(last["plant_reject_w"].sum(),
                coil_w.sum() + last.get("cdu_exchanged_w", numpy.zeros(1)).sum()
                + last["plant_drawn_w"].sum()),
        # The air's capacity is held for a run at its first supply temperature: within 1 %.
        "air carries what the gas law says":
            max(0.0, off(carried, numpy.full_like(carried, by_gas_law)) - 0.01),
    }
    breathing = last["rack_airflow_m3s"] > 0
    rise = (last["rack_outlet_c"] - last["rack_inlet_c"])[breathing]
    rack_air = last["rack_airflow_m3s"][breathing] * rise * carried.mean()
    is_plain = last["rack_to_liquid_w"][breathing] == 0
    found["air-cooled racks warm their air by their heat"] = off(
        rack_air[is_plain], last["rack_to_air_w"][breathing][is_plain])
    if "cdu_flow_m3s" in last:
        per_m3 = last["cdu_w_per_k"] / last["cdu_flow_m3s"]
        rack_per_m3 = last["rack_coolant_w_per_k"] / numpy.maximum(last["rack_coolant_flow_m3s"],
                                                                   1e-12)
        wet = last["rack_coolant_flow_m3s"] > 0
        found.update({
            "CDUs carry what their racks and pumps give":
                off(last["cdu_w_per_k"] * (last["cdu_return_c"] - last["cdu_supply_c"]),
                    last["cdu_heat_w"] + last["cdu_drawn_w"]),
            "and hand all of it over":
                off(last["cdu_exchanged_w"], last["cdu_heat_w"] + last["cdu_drawn_w"]),
            "CDUs hand over what their water takes":
                off(last["cdu_facility_w_per_k"]
                    * (last["cdu_facility_return_c"] - last["cdu_facility_supply_c"]),
                    last["cdu_exchanged_w"]),
            "coolant of the racks is that of the CDUs":
                off(last["rack_coolant_flow_m3s"].sum(), last["cdu_flow_m3s"].sum()) * 1e3,
            "racks' coolant carries their heat":
                off(last["rack_coolant_w_per_k"]
                    * (last["rack_coolant_return_c"] - last["rack_coolant_supply_c"]),
                    last["rack_to_liquid_w"]),
            # 25 % glycol to water, at any temperature of a loop.
            "coolant carries between 3.8 and 4.2 MJ/(m3 K)":
                float(numpy.any((per_m3 < 3.8e6) | (per_m3 > 4.2e6))),
            "the same coolant in racks and CDUs":
                off(rack_per_m3[wet], numpy.full(wet.sum(), per_m3.mean())),
        })
    return found


def audited(scenario):
    path = tap.run(scenario, f"{scenario}.h5", "output.precision=full")
    for what, error in balances(path).items():
        tap.check(f"{scenario}: {what}", error < CLOSE, f"off by {error:.3g}")


def planted(scenario, variable):
    """The same audit of a file with one flow of one item 5 % too high."""
    path = f"wrong-{variable}.h5"
    shutil.copy(f"{scenario}.h5", path)
    with h5py.File(path, "r+") as file:
        values = file[variable][:]
        values[..., 0] *= 1.05
        file[variable][:] = values
    worst = max(balances(path).values())
    tap.check(f"{scenario}: a wrong {variable} is found", worst > 10 * CLOSE, f"off by {worst:.3g}")


def audits():
    for scenario in ("first-hall", "retrofit-pod", "colo-pod", "liquid-flow"):
        audited(scenario)


def planted_errors():
    for variable in ("crah_flow_m3s", "crah_water_w_per_k", "rack_airflow_m3s", "plant_reject_w"):
        planted("first-hall", variable)
    for variable in ("cdu_flow_m3s", "cdu_w_per_k", "cdu_facility_w_per_k",
                     "rack_coolant_flow_m3s", "rack_coolant_w_per_k"):
        planted("colo-pod", variable)


if __name__ == "__main__":
    tap.main(audits, planted_errors)
