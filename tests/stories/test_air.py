#!/usr/bin/env python3
"""Questions about the air of a hall, asked of the computed field, against arithmetic.

Speaks TAP; the environment variable HEADROOM names the program.

SPDX-License-Identifier: Apache-2.0
"""
import json
import math
import os
import subprocess
import tempfile

import h5py
import numpy

PROGRAM = os.environ["HEADROOM"]
J_PER_M3K = 1.2041 * 1006.0  # dry air at 20 degC and sea level
results = []


def check(what, is_true, found=""):
    results.append(f"{'ok' if is_true else 'not ok'} {len(results) + 1} - {what}"
                   + ("" if is_true else f"\n# found {found}"))


def run(name, *settings):
    """The answer of a run as JSON, and its results."""
    words = [PROGRAM, "run", "--json", "@" + name, "-o", f"{name}.h5"]
    for setting in settings:
        words += ["--set", setting]
    said = subprocess.run(words, check=True, capture_output=True).stdout
    return json.loads(said), h5py.File(f"{name}.h5", "r")


def names(results_file, what):
    return [name.decode() for name in results_file[what][:]]


def fans_stop():
    """Story 8 in three dimensions: 1.2 MW, fans stopped, the air alone."""
    _, out = run("fans-stop", "hall.air={model: field, supply: 20 degC, redundancy: N, mass: 100 J/m2/K, "
                 "surface: 0.01 W/m2/K}", "time={duration: 72 s, step: 0.5 s, record: 1 s}")
    time_s = out["time"][:]
    air_c = out["air_c"][:]
    mean_c = numpy.nanmean(air_c.reshape(len(time_s), -1), axis=1)
    cell_m3 = numpy.prod([20.0, 20.0, 3.0]) / air_c[0].size
    volume_m3 = numpy.count_nonzero(~numpy.isnan(air_c[0])) * cell_m3
    rate = (mean_c[time_s == 72] - mean_c[time_s == 62])[0] / 10
    expected = 1.2e6 / (J_PER_M3K * volume_m3)
    # A field steps once in two seconds: heat of up to one such step is still to come at either end.
    check(f"the air warms by {expected:.3f} K/s", math.isclose(rate, expected, rel_tol=0.02), rate)
    inlet_c = out["rack_inlet_c"][:]
    rise = inlet_c[time_s == 72][0] - inlet_c[time_s == 60][0]
    check("no inlet cools, and they do not warm alike", rise.min() > 0 and rise.max() > rise.min() + 1,
          rise)
    check("the hottest inlet is below all exhaust", inlet_c.max() < out["rack_outlet_c"][:].max(), "")


TILES = ("{name: a, kind: tile, origin: [3.6 m, 3.6 m], count: 12, open: 25 %}, "
         "{name: b, kind: tile, origin: [3.6 m, 4.8 m], count: 12, open: 25 %}, "
         "{name: c, kind: tile, origin: [3.6 m, 9.6 m], count: 4, open: 25 %}")
CUTOUT_OPEN = 0.35  # of a cut-out of 0.3 m by 0.3 m behind each rack: brushes that are worn
CUTOUTS = (f"{{name: ra, kind: tile, origin: [3.6 m, 2.1 m], count: 24, width: 0.3 m, depth: 0.3 m, "
           f"open: {CUTOUT_OPEN}}}, {{name: rb, kind: tile, origin: [3.6 m, 6.6 m], count: 24, "
           f"width: 0.3 m, depth: 0.3 m, open: {CUTOUT_OPEN}}}")


def passes(area_m2, open_frac):
    """What an opening passes at a pressure: its area over the root of the loss of pores and exit."""
    root = 0.707 * (1 - open_frac) ** 0.375 + 1 - open_frac
    return area_m2 / math.sqrt(1 + (root / open_frac) ** 2)


def leaky_floor():
    """Story 2 by place: what comes up behind the racks is missed before them."""
    found = {}
    for what, grilles in (("sealed", TILES), ("leaky", TILES + ", " + CUTOUTS)):
        _, out = run("retrofit-pod", "hall.air.model=field", f"hall.grilles=[{grilles}]",
                     "hall.control={fans: {model: fixed, speed: 100 %}}")
        racks = names(out, "rack")
        flow = dict(zip(names(out, "grille"), out["grille_flow_m3s"][-1]))
        starved = {rack for rack, draws in zip(racks, out["rack_airflow_m3s"][-1])
                   if flow[f"{rack[0].lower()}-{int(rack[2:])}"] < draws}
        over_k = dict(zip(racks, out["rack_inlet_c"][-1] - out["hall_supply_air_c"][-1]))
        found[what] = (flow, starved, over_k)
        coils = out["crah_coil_w"][-1].sum()
        heat = out["hall_to_air_w"][-1] + out["hall_room_heat_w"][-1]
        check(f"{what}: the coils take all heat", math.isclose(coils, heat, rel_tol=1e-4), coils)
        check(f"{what}: openings give what the handlers move",
              math.isclose(sum(flow.values()), out["hall_supply_flow_m3s"][-1], rel_tol=1e-3),
              sum(flow.values()))  # the file rounds to three digits and a half
    flow, starved, over_k = found["leaky"]
    before = 28 * passes(0.36, 0.25)
    behind = 48 * passes(0.09, CUTOUT_OPEN)
    lost = 1 - sum(value for key, value in flow.items() if key[0] in "abc") / sum(flow.values())
    check(f"{behind / (before + behind):.1%} of the air comes up behind the racks",
          math.isclose(lost, behind / (before + behind), rel_tol=1e-3), lost)
    dense = {"C-01", "C-02", "C-03", "C-04"}
    check("the four dense racks starve on one tile each even over a tight floor",
          dense <= found["sealed"][1], found["sealed"][1])
    check("whoever starves over a tight floor starves over a leaky one",
          found["sealed"][1] <= starved, starved)
    check("and breathe more than a kelvin above the supply",
          all(case[2][rack] > 1 for case in found.values() for rack in dense), over_k)


def closed_aisle():
    """A surplus keeps the room out of a closed aisle; a door left open lets it in beside it."""
    answer, out = run("contained-aisle")
    time_s = out["time"][:]
    top_c = out["rack_inlet_top_c"][:]
    panels = names(out, "panel")
    racks = names(out, "rack")
    shut, door, roof = (int(numpy.argmin(abs(time_s - at))) for at in (290, 590, 1480))
    check("shut, every rack breathes the supply of 22 degC", abs(top_c[shut] - 22).max() < 0.1,
          top_c[shut])
    beside = [racks.index("A-10"), racks.index("B-10")]
    others = [k for k in range(len(racks)) if k not in beside]
    check("a door that stands open warms the two racks beside it",
          top_c[door][beside].min() > 22.3 and top_c[door][others].max() < 22.2, top_c[door])
    check("air leaves by the door below and above what the other panels lose",
          out["panel_flow_m3s"][door][panels.index("cold/east")]
          > 2 * out["panel_flow_m3s"][shut][panels.index("cold/east")], "")
    supply = out["hall_supply_flow_m3s"][roof] - out["hall_rack_airflow_m3s"][roof]
    lost = out["panel_flow_m3s"][roof].sum()
    check("what leaves through panels is part of the surplus", 0 < lost < supply * 1.5, (lost, supply))
    short, out = run("contained-aisle", "hall.control={fans: {model: fixed, speed: 36 %}}")
    top_c = out["rack_inlet_top_c"][:]
    check("short of a tenth of the air no inlet is at the supply", top_c[shut].min() > 23, top_c[shut])
    check("and the open door costs the racks beside it kelvins",
          top_c[door][beside].max() > top_c[shut][beside].max() + 2, top_c[door][beside])


with tempfile.TemporaryDirectory(prefix="headroom-air-") as folder:
    os.chdir(folder)
    for story in (fans_stop, leaky_floor, closed_aisle):
        story()
    os.chdir("/")
print("\n".join(results))
print(f"1..{len(results)}")
