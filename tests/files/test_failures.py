#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Cooling that stops: seconds to throttle, to shutdown and to a warm inlet, against lumped masses.

Expected figures are computed here from the inputs that the scenarios state.
"""
import itertools
import subprocess

import numpy

import tap
from courses import courses

R_DIE_K_PER_W = 0.012  # gb200-compute-tray
R_HBM_K_PER_W = 0.08
DIE_TIME_S = 0.015  # the model's default
DIE_FRAC = 0.85  # of a GPU's heat; its memory gives off the rest
THROTTLE_C = 87.0
SHUT_C = THROTTLE_C + 8.0
PLATE_J_PER_K = 390.0 + DIE_TIME_S * (1 / R_DIE_K_PER_W + 1 / R_HBM_K_PER_W)
N_GPUS = 18 * 4
RUNS = itertools.count()
WANTED = ["node_accelerator_w", "node_die_c", "node_die_max_c", "node_shut_nodes", "node_work_min_frac",
          "hall_hot_c", "hall_it_w", "hall_room_heat_w", "rack_inlet_c", "rack_inlet_max_c", "rack_is_capped_max", "plant_load_w", "plant_supply_c"]


def near(what, found, expected, share):
    tap.check(f"{what}: {expected:.6g} within {share:g}",
              abs(found - expected) <= share * abs(expected), f"{found:.9g}")


def opened(scenario, *settings):
    """The courses of a run at full precision, by seconds."""
    path = tap.run(scenario, f"{scenario}-{next(RUNS)}.h5", "output.precision=full", *settings)
    return courses(path, WANTED)


def first_s(series, is_met):
    """Time of the first record at which it is; infinite when never."""
    when = series.time.values[is_met(series.values)]
    return float(when[0]) if len(when) else float("inf")


# ---------------------------------------------------------------------- flow in a rack

def valve(step_s, *settings):
    """Seconds from the valve to the throttle and to the shutdown, and the courses of the rack."""
    results = opened("flow-stops", f"time.step={step_s:g} s", f"time.record={step_s:g} s", *settings)
    rack = results.sel(node="A-01/trays")
    throttle_s = first_s(rack.node_die_max_c, lambda c: c >= THROTTLE_C - 0.2) - 60
    shut_s = first_s(rack.node_shut_nodes, lambda n: n > 0) - 60
    return throttle_s, shut_s, results


def flow_stops():
    """A plate of 390 J/K under 1 kW warms by 2.6 K/s at zero flow."""
    throttle_s, shut_s, results = valve(0.1)
    rack = results.sel(node="A-01/trays")
    course = rack.node_die_c.sel(time=slice(61, 69))
    power_w = rack.node_accelerator_w.sel(time=slice(61, 69)) / N_GPUS
    near("about 1 kW", float(power_w.mean()), 1000.0, 0.02)
    rate = float(course[-1] - course[0]) / float(course.time[-1] - course.time[0])
    # 0.5 W/K go to the air besides, of a plate that is 33 K above it on the way: 1.7 %.
    near("the die warms at power over capacity", rate, float(power_w.mean()) / PLATE_J_PER_K, 0.03)
    near("which is 2.6 K/s", rate, 2.6, 0.03)
    before_c = float(rack.node_die_c.sel(time=59))
    margin_k = THROTTLE_C - before_c
    near("the margin is gone after margin over rate", throttle_s, margin_k / rate, 0.03)
    near("25 K would take ten seconds", 25.0 / rate, 10.0, 0.05)
    tap.check("shutdown follows the throttle, well under a minute after the valve",
              throttle_s + 5 < shut_s < 45, shut_s)
    # At the lowest clock: what is left of the power, over the same mass, for the 8 K to the shutdown.
    slow = rack.sel(time=slice(80, 94))
    slow_rate = float(slow.node_die_c[-1] - slow.node_die_c[0]) / 14
    near("the lowest clock only slows it", slow_rate,
         (float(slow.node_accelerator_w.mean()) / N_GPUS - 0.5 * (90 - 25)) / PLATE_J_PER_K, 0.10)
    other = results.sel(node="A-02/trays")
    tap.check("the rack beside it never throttles", float(other.node_die_max_c.max()) < THROTTLE_C - 20)
    halved = valve(0.05)
    near("half the step moves the throttle by less than 5 %", halved[0], throttle_s, 0.05)
    near("and the shutdown", halved[1], shut_s, 0.05)
    return throttle_s, shut_s, before_c, rate


def cap_helps_only_when_faster(throttle_s, shut_s, before_c, rate):
    """A cap puts off what it comes before; what has happened, it does not undo."""
    for cap_s in (3.0, 20.0, 45.0):
        capped_s, capped_shut_s, results = valve(
            0.1, f"hall.jobs[full].end={60 + cap_s:g} s",
            f"hall.jobs[capped].start={60 + cap_s:g} s")
        if cap_s > throttle_s:
            near(f"a cap {cap_s:g} s after the valve is too late for the throttle", capped_s,
                 throttle_s, 0.001)
            tap.check("it puts off the shutdown only when it comes before",
                      capped_shut_s > shut_s + 5 if cap_s < shut_s else capped_shut_s == shut_s,
                      (capped_shut_s, shut_s))
            continue
        watts = results.sel(node="A-01/trays").node_accelerator_w.sel(time=slice(64, 80)) / N_GPUS
        capped_w = float(watts.mean())
        full_w = rate * PLATE_J_PER_K
        plate_c = before_c - R_DIE_K_PER_W * DIE_FRAC * full_w + rate * cap_s
        plate_limit_c = THROTTLE_C - R_DIE_K_PER_W * DIE_FRAC * capped_w
        # The same 0.5 W/K to the air, of a plate some 50 K above it.
        expected_s = cap_s + (plate_limit_c - plate_c) * PLATE_J_PER_K / (capped_w - 0.5 * 50)
        near(f"a cap {cap_s:g} s after the valve puts the throttle off", capped_s, expected_s, 0.10)
        tap.check("and the shutdown behind it", capped_shut_s > 1.5 * shut_s, capped_shut_s)


def thermal_cap_helps_only_when_faster(throttle_s, shut_s, before_c, rate):
    """A control that watches dies at 80 degC has (87 - 80) K over the rate: slower, it is too late."""
    left_s = (THROTTLE_C - 80.0) / rate
    for share_of_left in (0.7, 1.4):
        latency_s = share_of_left * left_s
        capped_s, capped_shut_s, results = valve(
            0.1, "hall.jobs[full].end=170 s", "hall.jobs[capped].start=170 s",
            f"hall.control.thermal_cap={{die: 80 degC, share: 20 %, latency: {latency_s:.3f} s}}")
        watched = results.sel(rack="A-01").rack_is_capped_max
        # A step to see it, the node's own 50 ms, and a record's width.
        near("the cap takes hold a latency after 80 degC", first_s(watched, lambda c: c > 0) - 60,
             (80.0 - before_c) / rate + latency_s, 0.05)
        if share_of_left < 1.0:
            tap.check("a cap that is faster than the time left keeps it from throttling on the way",
                      capped_s > 3 * throttle_s, (capped_s, throttle_s))
            tap.check("and puts off the shutdown", capped_shut_s > shut_s + 10,
                      (capped_shut_s, shut_s))
        else:
            near("one that is slower comes after the throttle", capped_s, throttle_s, 0.001)


def flow_in_a_rack():
    known = flow_stops()
    cap_helps_only_when_faster(*known)
    thermal_cap_helps_only_when_faster(*known)


# ------------------------------------------------------------------------- CDUs that fail

def throttles(warmer_k):
    """Dies' margins by row, and when each row first does less work, on facility water that is so much
    warmer than the stated 40 degC; the CDUs hold 4 K above it."""
    course = opened("cdu-failure", f"hall.plants[fws].supply={40 + warmer_k} degC",
                    f"hall.cdus[*].supply={44 + warmer_k} degC")
    margin_k, first = {}, {}
    for row in "AB":
        rows = course.sel(node=[n for n in course.node.values
                                if n.startswith(row) and n.endswith("compute")])
        margin_k[row] = THROTTLE_C - float(rows.node_die_max_c.max())
        first[row] = first_s(rows.node_work_min_frac.min("node"), lambda work: work < 0.9999)
    return margin_k, first


def who_throttles_first():
    """On the stated water nobody does, and the margins say on which water who would."""
    margin_k, first = throttles(0.0)
    tap.check("on water of 40 degC nobody throttles when two of four CDUs are lost",
              min(first.values()) == float("inf") and min(margin_k.values()) > 0, (margin_k, first))
    tap.check("the racks with less flow are the nearest", margin_k["B"] < margin_k["A"], margin_k)
    # Dies follow the water kelvin by kelvin, and 2 % more: warm silicon leaks.
    _, first = throttles(margin_k["B"] - 0.5)
    tap.check(f"nor on water {margin_k['B'] - 0.5:.1f} K warmer", min(first.values()) == float("inf"),
              first)
    _, first = throttles(margin_k["B"] + 0.3)
    tap.check(f"{margin_k['B'] + 0.3:.1f} K warmer the B racks do, after the second loss",
              300 < first["B"] < 600, first)
    tap.check("and the A racks do not", first["A"] == float("inf"), first)
    _, first = throttles(margin_k["A"] + 0.8)
    tap.check(f"{margin_k['A'] + 0.8:.1f} K warmer the B racks do with all CDUs in service, the A "
              "racks after the second loss", first["B"] < 60 and 300 < first["A"] < 600, first)


# ----------------------------------------------------------------------- fans of a hall

def air_j_per_k(volume_m3, air_c):
    """Dry air by the gas law, at the supply temperature that the run holds it at."""
    return volume_m3 * 1006.0 * 101325.0 / (287.042 * (273.15 + air_c))


def slope(series, from_s, to_s):
    part = series.sel(time=slice(from_s, to_s))
    return float(part[-1] - part[0]) / float(part.time[-1] - part.time[0])


def all_air_c(run, cold_frac, recirculation_frac=0.01):
    """Mean of cold and hot air; inlets behind a contained hot aisle are cold air but for 1 %."""
    cold_c = (run.rack_inlet_c[:, 0] - recirculation_frac * run.hall_hot_c) / (1 - recirculation_frac)
    return cold_frac * cold_c + (1 - cold_frac) * run.hall_hot_c


def fans_stop():
    """1.2 MW in 1,200 m3: air alone, with slab and steel, and with the fans on the UPS."""
    bare = ("hall.air.mass=100 J/m2/K", "hall.air.surface=0.01 W/m2/K")
    for cold in (0.1, 0.4, 0.9):
        alone = opened("fans-stop", f"hall.air.cold_air={100 * cold} %", *bare)
        heat_w = 1.2e6 + float(alone.hall_room_heat_w.sel(time=70))
        rate = slope(all_air_c(alone, cold), 62, 74)
        near(f"air alone, {cold:g} of it cold, warms at power over capacity", rate,
             heat_w / air_j_per_k(1200, 20), 1e-3)
        near("which is 0.83 K/s", rate, 1.2e6 / (1200 * 1.2 * 1005), 0.02)
        near("8 K in ten seconds", 10 * rate, 8.0, 0.05)
    # The cold air's share of the heat passes the racks: T_hot - T_cold = rate C_cold / G in the end.
    near("hot and cold air come to within what warms the cold",
         float(alone.hall_hot_c.sel(time=75) - alone.rack_inlet_c.sel(time=75)[0]),
         rate * cold * 1200 / (60 * 1.38 * 0.99), 0.03)

    with_mass = opened("fans-stop")
    most_cold = 0.95  # all but the contained aisle, and never more than this
    air_c = all_air_c(with_mass, most_cold)
    # dT/dt = (P - U (T - T_mass)) / C with U of 8 W/(m2 K) over 400 m2. A record is the mean of its
    # second: half a second less than fifteen.
    surface_w_per_k = 8.0 * 400
    tau_s = air_j_per_k(1200, 20) / surface_w_per_k
    rise_k = heat_w / surface_w_per_k * (1 - numpy.exp(-14.5 / tau_s))
    near("slab and steel take little in fifteen seconds",
         float(air_c.sel(time=75) - air_c.sel(time=60)), rise_k, 0.03)
    tap.check("but they do take some", rise_k < 0.99 * 14.5 * rate, (rise_k, 14.5 * rate))
    jump_k = float(with_mass.rack_inlet_c.sel(time=61)[0] - with_mass.rack_inlet_c.sel(time=60)[0])
    tap.check("inlets do not jump: the room before the racks warms first", 0 < jump_k < rate, jump_k)

    servers = opened("fans-stop", "hall.rows[*].racks[*].nodes=[{use: dgx-h100, count: 2}]")
    rate = slope(all_air_c(servers, most_cold), 62, 72)
    heat_w = float(servers.hall_it_w.sel(time=slice(62, 72)).mean())
    sinks_j_per_k = 60 * 2 * 8 * 1500  # dgx-h100: eight heat sinks of 1.5 kJ/K, which warm by their fins
    tap.check("the servers' heat sinks slow it, by less than all they could hold",
              heat_w / (air_j_per_k(1200, 20) + sinks_j_per_k) < rate
              < 0.95 * heat_w / air_j_per_k(1200, 20), (rate, heat_w))

    on_ups = opened("fans-stop", "hall.crahs[*].from=ups")
    limit_c = 35.0
    least_c = float(with_mass.rack_inlet_max_c.max())
    tap.check("without fans the inlets come near 35 degC in seconds", limit_c - 3 < least_c < limit_c,
              least_c)
    open_rows = opened("fans-stop", "hall.rows[*].containment=open")
    late_s = first_s(open_rows.rack_inlet_max_c.max("rack"), lambda c: c > limit_c) - 60
    tap.check("in open aisles they pass it", 0 < late_s < 15, late_s)
    warmest_c = float(on_ups.rack_inlet_max_c.max())
    tap.check("fans on the UPS keep them 8 K below it", warmest_c < limit_c - 8, warmest_c)


def buffer():
    """What carries 1.2 MW through the restart: E = rho V c FOM dT."""
    water_j_per_m3k = 997 * 4181
    ideal_m3 = 1.2e6 * 300 / (water_j_per_m3k * 6)
    near("a restart of 5 min at 6 K: about 14 m3 of ideal buffer", ideal_m3, 14.4, 0.01)
    for merit, tank_m3 in ((1.0, 14.4), (0.9, 16.0), (0.85, 16.9)):
        near(f"{tank_m3:g} m3 at a figure of merit of {merit:g}", ideal_m3 / merit, tank_m3, 0.01)
    for restart_s, tank_m3, merit in ((600, 32, 0.9), (1200, 68, 0.85)):
        near(f"a restart of {restart_s / 60:g} min", 1.2e6 * restart_s / (water_j_per_m3k * 6 * merit),
             tank_m3, 0.01)
    for restart_s, tank_m3, merit in ((300, 15.9, 0.9), (300, 16.9, 0.85), (1200, 67.7, 0.85)):
        results = opened("fans-stop", "hall.crahs[*].from=ups", "time.duration=30 min",
                         "time.step=5 s", "time.record=5 s",
                         f"hall.plants[chillers].restart={restart_s} s",
                         f"hall.plants[chillers].tank={tank_m3} m3",
                         f"hall.plants[chillers].merit={merit}")
        # Fifteen seconds without mains come before the restart; fans add to the load.
        load_w = float(results.plant_load_w.sel(time=slice(61, 60 + 15 + restart_s)).mean())
        stored_j_per_k = water_j_per_m3k * (tank_m3 * merit + 0.1)
        near(f"{tank_m3:g} m3 through {restart_s / 60:g} min: swing of the water",
             float(results.plant_supply_c.max()) - 14.0, load_w * (restart_s + 15) / stored_j_per_k,
             0.02)
        near("which is about 6 K", float(results.plant_supply_c.max()) - 14.0, 6.0, 0.10)


def main():
    for scenario in ("flow-stops", "fans-stop"):
        said = subprocess.run([tap.PROGRAM, "examples"], check=True, capture_output=True, text=True)
        tap.check(f"{scenario} is shipped", "@" + scenario in said.stdout)
    tap.main(flow_in_a_rack, who_throttles_first, fans_stop, buffer)


main()
