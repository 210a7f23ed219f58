#!/usr/bin/env python3
"""A raised floor that leaks 40 %: how much air, which racks starve, what sealing it is worth.

Each expected figure follows from the inputs that the scenario states. Speaks TAP; the environment
variable HEADROOM names the program.

SPDX-License-Identifier: Apache-2.0
"""
import json
import math
import subprocess

from test_stories import PROGRAM, check, limit, near, run, table, tell

CFM = 0.3048 ** 3 / 60
RHO, CP = 1.2, 1005          # round figures of the questions
FULL = "output.precision=full"
RATED_M3S, RATED_PA, STALL_PA, INNER_PA, FAN_W = 27000 / 3600, 50, 500, 300, 5e3
N_CRAHS, N_RACKS, N_GRATES, N_PANELS = 22, 118, 90, 28


def loss(open_frac):
    """A perforated panel's velocity heads, with a fifth more for what stands under it."""
    shut = 1 - open_frac
    return 1.2 * (1 + 0.5 * shut ** 0.75 + 1.414 * shut ** 0.375) / open_frac ** 2


GRATE_M2, PANEL_M2 = (0.36 / math.sqrt(loss(share)) for share in (0.56, 0.40))
TILES_M2 = N_GRATES * GRATE_M2 + N_PANELS * PANEL_M2
SEAMS_M2 = TILES_M2 * 0.15 / 0.85
CUTOUTS_M2 = N_RACKS * 0.09026 / math.sqrt(2.7)


def fan_power(share, plenum_pa):
    """Of one handler: 3 % stay whatever its fan does, the rest is flow times pressure."""
    work = share * (plenum_pa + INNER_PA * share ** 2) / (RATED_PA + INNER_PA)
    return FAN_W * (0.03 + 0.97 * work)


def numbers(name, which, row=-1):
    return {key: float(value) for key, value in table(name, which)[row].items()
            if key not in ("time", "rack", "row", "crah", "plant", "feeds") and value != ""}


def question():
    """The arithmetic that the scenario is built on."""
    node = 10.2e3 / (RHO * CP * 12)
    near("one node at 12 K: 0.705 m3/s", node, 0.705, 1e-3)
    near("that is 1,493 CFM", node / CFM, 1493, 1e-3)
    near("1.175 m3/s from the CRAHs", node / 0.6, 1.175, 1e-3)
    near("that is 2,489 CFM", node / 0.6 / CFM, 2489, 1e-3)
    near("the node's own 1,105 CFM warm by 16.2 K", 10.2e3 / (RHO * CP * 1105 * CFM), 16.2, 2e-3)
    near("cut-outs and seams take 40 %", (SEAMS_M2 + CUTOUTS_M2) /
         (TILES_M2 + SEAMS_M2 + CUTOUTS_M2), 0.4, 1e-3)


def as_it_is():
    answer = run("leaky-floor", FULL)
    hall = numbers("leaky-floor", "hall")
    crah = numbers("leaky-floor", "crahs")
    racks = {row["rack"]: row for row in table("leaky-floor", "racks")}
    near("racks draw 82.9 m3/s", hall["rack_airflow_m3s"], 82.9, 1e-3)
    near("air handlers must move 138.2", hall["wanted_flow_m3s"], 138.2, 1e-3)
    rise_k = float(racks["A-01"]["outlet_c"]) - float(racks["A-01"]["inlet_c"])
    # 1.204 kg/m3 and 1006 J/(kg K) at 20 degC against 1.2 and 1005.
    near("A-01 warms its air by 12 K", rise_k, 12, 0.01)
    supply = hall["supply_flow_m3s"]
    for cause, area in (("tile", TILES_M2), ("seam", SEAMS_M2), ("cutout", CUTOUTS_M2)):
        near(f"{cause}s take their share of the supply", hall[f"{cause}_flow_m3s"] / supply,
             area / (TILES_M2 + SEAMS_M2 + CUTOUTS_M2), 1e-6)
    # Fans follow 5 % above what is asked for.
    near("supply", supply, 1.05 * hall["wanted_flow_m3s"], 1e-6)
    pressure = 0.5 * RHO * (supply / (TILES_M2 + SEAMS_M2 + CUTOUTS_M2)) ** 2
    near("plenum pressure", hall["plenum_pa"], pressure, 0.005)  # density 1.204 against 1.2
    share = supply / N_CRAHS / RATED_M3S
    near("each fan stands on its curve", crah["speed_frac"] ** 2,
         (hall["plenum_pa"] + (STALL_PA - RATED_PA) * share ** 2) / STALL_PA, 1e-6)
    # The model weighs the 3 % with the rest.
    near("fan power by flow and pressure", crah["drawn_w"],
         fan_power(share, hall["plenum_pa"]), 0.01)
    starving = sorted(name for name, row in racks.items()
                      if float(row["given_flow_m3s"]) < float(row["airflow_m3s"]))
    check("row D starves and nothing else",
          starving == [f"D-{k + 1:02d}" for k in range(N_PANELS)], starving)
    near("by its panels against the others' grates", float(racks["D-01"]["given_flow_m3s"]) /
         float(racks["A-01"]["given_flow_m3s"]), PANEL_M2 / GRATE_M2, 1e-6)
    advice = limit(answer, "D-01", "air from the floor")
    check("which the limits tell as advice", advice["advisory"] and advice["margin"] < 0, advice)
    fresh = float(racks["D-01"]["given_flow_m3s"]) / float(racks["D-01"]["airflow_m3s"])
    near("what is short is exhaust", float(racks["D-01"]["inlet_c"]),
         fresh * hall["supply_air_c"] + (1 - fresh) * hall["hot_c"], 1e-6)
    spare = limit(answer, "Legacy hall", "supply air")
    check("a lost air handler is the tightest of what is shared", spare["with_partner_lost"], spare)


def one_lost():
    """Without a damper the lost handler lets air back: static N-1 solved here by bisection."""
    lost = {}
    for damper in ("true", "false"):
        answer = run("leaky-floor", FULL, f"hall.crahs[*].backdraft_damper={damper}")
        lost[damper] = (numbers("leaky-floor", "hall")["available_flow_m3s"]
                        - limit(answer, "Legacy hall", "supply air")["limit_value"])
    mean = numbers("leaky-floor", "hall")["available_flow_m3s"] / N_CRAHS
    check("behind a damper the others make good a part of its air", lost["true"] < mean, lost)
    check("without one it takes more with it than it gave", lost["false"] > mean, lost)
    rho = 101325 / (287.042 * (20 + 273.15))
    out = (TILES_M2 + SEAMS_M2 + CUTOUTS_M2) * math.sqrt(2 / rho)
    free = RATED_M3S * math.sqrt(STALL_PA / (STALL_PA - RATED_PA))
    low, high = 0.0, STALL_PA
    for _ in range(100):
        pa = (low + high) / 2
        supply = ((N_CRAHS - 1) * free * math.sqrt(1 - pa / STALL_PA)
                  - RATED_M3S * math.sqrt(pa / INNER_PA))
        low, high = (pa, high) if supply > out * math.sqrt(pa) else (low, pa)
    near("supply with one handler lost", limit(answer, "Legacy hall", "supply air")["limit_value"],
         supply, 1e-6)


def sealed():
    """Sealing the cut-outs leaves the seams' 15 %."""
    run("leaky-floor", FULL)
    supply = numbers("leaky-floor", "hall")["supply_flow_m3s"]
    fan_w = numbers("leaky-floor", "crahs")["drawn_w"]
    run("leaky-floor", FULL, "hall.plenum.sealed=100 %")
    hall = numbers("leaky-floor", "hall")
    crah = numbers("leaky-floor", "crahs")
    near("seams alone leak 15 %", hall["seam_flow_m3s"] / hall["supply_flow_m3s"], 0.15, 1e-6)
    check("nothing comes through cut-outs", hall["cutout_flow_m3s"] == 0, hall["cutout_flow_m3s"])
    near("the same air at the racks for 82.9 / 0.85", hall["wanted_flow_m3s"], 82.9 / 0.85, 1e-3)
    near("less supply", hall["supply_flow_m3s"] / supply, 0.6 / 0.85, 1e-3)
    # Tiles give the same at the same pressure; inside the handlers pressure goes with flow squared.
    share = hall["supply_flow_m3s"] / N_CRAHS / RATED_M3S
    near("and less fan power", crah["drawn_w"], fan_power(share, hall["plenum_pa"]), 0.01)
    check("by more than half", crah["drawn_w"] < 0.5 * fan_w, (crah["drawn_w"], fan_w))


def what_servers_do():
    """Their own 1,105 CFM: less air, warmer exhaust; the fans of the hall follow or stay."""
    own = "hall.rows[*].racks[*].nodes[dgx].airflow=1105 CFM"
    run("leaky-floor", FULL, own)
    hall = numbers("leaky-floor", "hall")
    racks = {row["rack"]: row for row in table("leaky-floor", "racks")}
    asked = 117 * 1105 * CFM + 0.456
    near("the hall must move", hall["wanted_flow_m3s"], asked / 0.6, 1e-3)
    near("A-01 warms its air by 16.2 K", float(racks["A-01"]["outlet_c"]) -
         float(racks["A-01"]["inlet_c"]), 16.2, 0.01)
    fresh = float(racks["D-01"]["given_flow_m3s"]) / float(racks["D-01"]["airflow_m3s"])
    check("row D starves by as much: the fans have followed", fresh < 0.8, fresh)
    run("leaky-floor", FULL, own, "hall.control={fans: {model: fixed, speed: 87 %}}")
    racks = table("leaky-floor", "racks")
    check("with fans left at the speed for 12 K none starves",
          all(float(row["given_flow_m3s"]) > float(row["airflow_m3s"]) for row in racks), racks[-2])


def plenum(*words):
    said = subprocess.run([PROGRAM, "plenum", "@leaky-floor", "--json", *words], check=True,
                          capture_output=True).stdout
    return json.loads(said)


def in_its_plane():
    """The command for the floor alone: the same at one pressure; by the field near and far differ."""
    run("leaky-floor", FULL)
    hall = numbers("leaky-floor", "hall")
    floor = plenum("--field")
    near("one pressure is the run's", floor["plenum_pa"], hall["plenum_pa"], 1e-6)
    near("supply is the run's", floor["supply_m3s"], hall["supply_flow_m3s"], 1e-6)
    check("the field says that nobody validated it", floor["field"]["is_validated"] is False, floor["field"])
    tiles = {row["rack"]: row["field_tile_flow_m3s"] for row in floor["racks"]}
    # Jets of 3 m/s hold 5 Pa of 26, the air that they drive along more: some tiles lose most of theirs.
    check("some tiles with grates give less than half of others' air",
          min(v for k, v in tiles.items() if k[0] in "AB") < 0.5 * tiles["A-01"], tiles)
    starving = {which: sum(row[which] < row["airflow_m3s"] for row in floor["racks"])
                for which in ("given_flow_m3s", "field_given_flow_m3s")}
    check("so more racks starve than one pressure shows",
          starving["given_flow_m3s"] == N_PANELS < starving["field_given_flow_m3s"], starving)
    lost = plenum("--without", "crah-s3")
    handlers = {row["handler"]: row for row in lost["handlers"]}
    near("a lost handler lets back what runs at 300 Pa as its rated air", lost["back_m3s"],
         RATED_M3S * math.sqrt(lost["plenum_pa"] / INNER_PA), 1e-6)
    check("its fan stands", handlers["crah-s3"]["fan_w"] == 0, handlers["crah-s3"])
    # The fans follow until racks have their air again.
    near("the others make its air good", lost["tiles_m3s"], floor["tiles_m3s"], 1e-6)


if __name__ == "__main__":
    tell(question, as_it_is, one_lost, sealed, what_servers_do, in_its_plane)
