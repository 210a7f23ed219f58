#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same rack in three climates: dry coolers for 30 degC, trim chillers, wetted pads, a heat wave.

The years are the program's own synthetic ones. Each expected figure is computed here, hour by hour, from
the weather file and the ratings of the catalogue.
"""
import json
import os
import subprocess

import tap
from courses import courses

PROGRAM = os.environ["HEADROOM"]
SUPPLY_C = 30.0
RATED_W = 1e6  # the coolers of the catalogue
APPROACH_K = 8.0
RANGE_K = 8.0
PAD_FRAC = 0.8
PADS_ABOVE_C = 24.0
PLANT = ["plant_supply_c", "plant_load_w", "plant_removed_w", "plant_free_w"]


def near(what, found, expected, within):
    tap.check(f"{what}: {expected:.6g} within {within:g}", abs(found - expected) <= within,
          f"{found:.9g}")


def call(*words):
    return subprocess.run([PROGRAM, *words], check=True, capture_output=True, text=True).stdout


def scenario(climate, plant, more=""):
    """liquid-flow for a year of hours, both of its plants replaced by one of the catalogue."""
    text = open("liquid-flow.yaml", encoding="utf-8").read()
    text = text.replace("outdoor: {model: constant, dry_bulb: 20 degC, relative_humidity: 50 %}",
                        f"outdoor: {{model: epw, file: {climate}.epw{more}}}")
    text = text.replace("use: dry-cooler-1mw", f"use: {plant}, supply: 30 degC")
    text = text.replace("use: chiller-air-500kw", "model: fixed, supply: 12 degC, power: 0 %")
    text = text.replace("supply: 32 degC}]", "supply: 34 degC}]")
    return text + "time: {start: 2026-01-01, duration: 365 days, step: 1 h, record: 1 h}\n"


def run(climate, plant, more=""):
    """The ledger, and the plant's hours."""
    name = f"{climate}-{plant}"
    with open(f"{name}.yaml", "w", encoding="utf-8") as file:
        file.write(scenario(climate, plant, more))
    answer = json.loads(call("run", "--json", f"{name}.yaml", "-o", f"{name}.h5"))
    results = courses(f"{name}.h5", PLANT).isel(time=slice(1, None))
    return answer["ledger"], results.sel(plant="dry")


def weather(climate):
    """Dry bulb by hour, as the file has it."""
    with open(f"{climate}.epw", encoding="utf-8") as file:
        rows = file.read().splitlines()[8:]
    return [float(row.split(",")[6]) for row in rows]


def cooler_alone(climate):
    """Supply = max(set point, dry bulb + the approach of the load)."""
    dry_c = weather(climate)
    ledger, hours = run(climate, "dry-cooler-curve-1mw")
    supply_c = hours.plant_supply_c.values
    wanted_c = [max(SUPPLY_C, t + APPROACH_K * load / RATED_W)
                for t, load in zip(dry_c, hours.plant_load_w.values)]
    tap.check(f"{climate}: a record an hour", len(supply_c) == len(dry_c) == 8760, len(supply_c))
    # The water follows an hour's weather with a time constant of nine minutes.
    worst = max(abs(a - b) for a, b in zip(supply_c[24:], wanted_c[24:]))
    tap.check(f"{climate}: supply follows the outdoor air within 0.4 K", worst <= 0.4, worst)
    for limit_c in (32.0, 36.0):
        near(f"{climate}: hours above {limit_c:g} degC", sum(c > limit_c for c in supply_c),
             sum(c > limit_c for c in wanted_c), 60)
    tap.check(f"{climate}: no water", ledger["water_kg"] == 0, ledger)
    return max(supply_c), ledger


def trimmed(climate):
    """Chillers take what the coil leaves: free cooling by the share that it takes."""
    free_h = 0.0
    ledger, hours = run(climate, "trim-plant-1mw")
    for t, load_w in zip(weather(climate), hours.plant_load_w.values):
        offered_w = RATED_W * (SUPPLY_C + load_w * RANGE_K / RATED_W - t) / (APPROACH_K + RANGE_K)
        free_h += min(1.0, max(0.0, offered_w / load_w))
    found_h = float((hours.plant_free_w / hours.plant_removed_w).sum())
    # Water that warmed while a chiller started comes back later: 1 % of the year.
    near(f"{climate}: hours of free cooling", found_h, free_h, 0.01 * 8760)
    held_c = float(hours.plant_supply_c.max())
    tap.check(f"{climate}: the trim chillers hold the supply", held_c < SUPPLY_C + 2.0, held_c)
    tap.check(f"{climate}: they rest where nothing calls them", (free_h < 8759.5) == (found_h < 8759.5),
              found_h)
    tap.check(f"{climate}: no water", ledger["water_kg"] == 0, ledger)


def in_hot_dry(dry_most_c, dry_ledger):
    """Pads trade water for temperature; a heat wave goes through to the supply."""
    ledger, hours = run("hot-dry", "adiabatic-cooler-1mw")
    most_c = float(hours.plant_supply_c.max())
    tap.check("hot-dry: pads use water", ledger["water_kg"] > 0, ledger["water_kg"])
    tap.check("hot-dry: pads hold the set point", most_c < SUPPLY_C + 1.0, most_c)
    tap.check("hot-dry: without them it is ten kelvins warmer", dry_most_c - most_c > 10.0,
              dry_most_c - most_c)
    wave, hours = run("hot-dry", "dry-cooler-curve-1mw", ", warmer_by: 4 K")
    near("hot-dry: a heat wave of 4 K comes through", float(hours.plant_supply_c.max()),
         dry_most_c + 4.0, 0.2)
    tap.check("hot-dry: and costs energy", wave["utility_j"] > dry_ledger["utility_j"],
              wave["utility_j"])


# ------------------------------------------------------------------------ a pod of 1 MW

def pod(climate, plant, more=""):
    """The answer of @climate for a year of hours, and its plant's hours."""
    path = f"pod-{climate}-{plant}{len(more)}.h5"
    outdoor = f"{{model: epw, file: {os.getcwd()}/{climate}.epw{more}}}"
    words = ["run", "--json", "@climate", "-o", path]
    for setting in (f"site.outdoor={outdoor}", f"hall.plants[dry].use={plant}", "time.step=1h",
                    "time.duration=365 days", "time.start=2026-01-01", "time.record=1h",
                    "output.precision=full"):
        words += ["--set", setting]
    answer = json.loads(call(*words))
    limit = [x for x in answer["limits"]
             if (x["subject"], x["limit"]) == ("A-01", "coolant supply")][0]
    hours = courses(path, PLANT + ["cdu_supply_c"]).isel(time=slice(1, None))
    return answer["ledger"], limit, hours.sel(plant="dry")


def pod_alone(climate, warmer_k=0.0):
    """Racks that may have 45 degC behind a CDU behind a dry cooler: T + 8 K by load + its approach."""
    dry_c = [t + warmer_k for t in weather(climate)]
    more = f", warmer_by: {warmer_k:g} K" if warmer_k else ""
    ledger, limit, hours = pod(climate, "dry-cooler-curve-1mw", more)
    worst = int(hours.plant_supply_c.argmax())
    cdu_k = float(hours.cdu_supply_c[worst, 0] - hours.plant_supply_c[worst])
    tap.check(f"{climate}: the CDU's exchanger is wide open, within its rated 4 K", 3.0 < cdu_k < 4.0,
              cdu_k)
    cooler_k = APPROACH_K * float(hours.plant_load_w[worst]) / RATED_W
    what = f"{climate}{more}"
    near(f"{what}: the worst hour's headroom", limit["margin"],
         45.0 - (max(dry_c) + cooler_k + cdu_k), 0.2)
    # The water follows an hour's weather with a time constant of minutes: some hours at the edge.
    near(f"{what}: hours above the racks' limit", limit["beyond_s"] / 3600,
         sum(t + cooler_k + cdu_k > 45.0 for t in dry_c), 60)
    tap.check(f"{what}: no water", ledger["water_kg"] == 0, ledger)
    return limit["margin"]


def pod_trimmed(climate):
    """What the coil leaves in the hottest hour is the trim chillers' to take."""
    _, limit, hours = pod(climate, "trim-plant-1mw")
    chilled_w = (hours.plant_removed_w - hours.plant_free_w).max()
    load_w = float(hours.plant_load_w.mean())
    hottest_c = max(weather(climate))
    offered_w = RATED_W * (SUPPLY_C + load_w * RANGE_K / RATED_W - hottest_c) / (APPROACH_K + RANGE_K)
    left_w = min(load_w, load_w - max(0.0, offered_w))
    if climate == "hot-dry":
        # Two of 400 kW, less in such air: the pod has no trim for its hottest hours.
        tap.check("hot-dry: two trim chillers are too small for the hottest hours",
                  float(chilled_w) < left_w and float(hours.plant_supply_c.max()) > SUPPLY_C + 5,
                  (float(chilled_w), left_w))
        tap.check("hot-dry: but they keep the racks inside their limit", limit["margin"] > 0, limit)
        return
    near(f"{climate}: kW of trim in the hottest hour", float(chilled_w) / 1e3, left_w / 1e3,
         0.03 * left_w / 1e3 + 1.0)


def pods():
    """The same pod in each climate, alone, with trim, with pads, and in a heat wave."""
    margin_k = {climate: pod_alone(climate) for climate in ("cold", "hot-humid", "hot-dry")}
    tap.check("the hot-dry year alone passes the racks' limit",
              margin_k["hot-dry"] < 0 < margin_k["hot-humid"] < margin_k["cold"], margin_k)
    near("hot-dry: a heat wave of 4 K takes 4 K of headroom",
         margin_k["hot-dry"] - pod_alone("hot-dry", 4.0), 4.0, 0.1)
    for climate in margin_k:
        pod_trimmed(climate)
    ledger, limit, _ = pod("hot-dry", "adiabatic-cooler-1mw")
    tap.check("hot-dry: pads keep the racks inside their limit, and drink", limit["margin"] > 5 and
              ledger["water_kg"] > 1e6, (limit, ledger))


def main():
    call("examples", "copy")
    for climate in ("cold", "hot-dry", "hot-humid"):
        call("weather", "--make", climate, f"{climate}.epw")
        trimmed(climate)
        if climate != "cold":
            most_c, ledger = cooler_alone(climate)
        if climate == "hot-dry":
            in_hot_dry(most_c, ledger)


tap.main(main, pods)
