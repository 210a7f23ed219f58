#!/usr/bin/env python3
"""Published figures of power beside ours; docs/validation.md must state what comes out here.

Each part puts our figures of some rows of the table "Published figures: power" into `ours`, in the
words of the table. Speaks TAP; the environment variable HEADROOM names the program, and the one
argument is the page.

SPDX-License-Identifier: Apache-2.0
"""
import os
import sys

from test_stories import check, limit, run, run_file, study, table, tell

PAGE = os.path.abspath(sys.argv[1])
ours = {}

HALL = """
scenario: 1
title: one rack
{time}
workloads:
  - {{name: job, {job}}}
hall:
  name: H
  it_limit: 1.2 MW
  air: {{supply: 22 degC, redundancy: N}}
  power:
    - {{name: grid, model: utility}}
    - {{name: tx, use: transformer-1000kva, from: grid}}
    - {{name: mech, model: utility}}
  plants: [{{name: chw, use: chiller-air-1mw, from: mech}}]
  crahs: [{{name: c1, use: fan-wall-400kw, plant: chw, from: mech}}]
  cdus: [{{name: cdu, use: cdu-1mw, plant: chw, from: mech, supply: 30 degC}}]
  rows: [{{name: R, containment: cold_aisle, racks: [{racks}]}}]
"""
FULL = "model: constant, utilisation: 100 %, host_utilisation: 100 %"
AIR = "{{name: R1, feeds: tx, nodes: [{{{node}}}]}}"
STEPS = "time: {{duration: {0}, step: {1}, record: {0}}}"


def hall(racks, job=FULL, time="", *settings):
    with open("one.yaml", "w") as file:
        file.write(HALL.format(racks=racks, job=job, time=time))
    return run_file("one.yaml", "one", "output.precision=full", *settings)


def node(words, job=FULL, time=""):
    """The first group of nodes of a rack, over a run or steady."""
    hall(AIR.format(node=words), job, time)
    return {key: float(value) for key, value in table("one", "nodes")[0].items()
            if key.endswith(("_w", "_frac")) and value != ""}


def off(found, published):
    return f"{100 * (found / published - 1):+.1f} %"


def constant(gpu, host):
    return f"model: constant, utilisation: {100 * gpu} %, host_utilisation: {100 * host} %"


def activity_that_draws(power_w, host):
    """By halving, for a node's power rises with its GPUs' activity."""
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        draws_more = node("use: dgx-h100, workload: job", constant(middle, host))["demand_w"] > power_w
        low, high = (low, middle) if draws_more else (middle, high)
    return (low + high) / 2


def dgx_h100():
    """Rows 1, 2 and 8: a node by its parts, in the catalogue's pre-training."""
    minute = STEPS.format("60 s", "0.1 s")
    found = node("use: dgx-h100, workload: job", "use: pretraining", minute)
    most, mean = found["demand_max_w"], found["demand_w"]
    ours[1] = (f"{most / 1e3:.2f} kW", off(most, 8400))
    ours[2] = (f"{mean / 1e3:.2f} kW", off(mean, 7750))
    for row, power_w in ((1, 8400), (2, 7750)):
        share = activity_that_draws(power_w, 0.5)
        ours[row] += (f"{100 * share:.0f} % of the GPUs",)
        check(f"row {row}: parts draw more than was measured, and some activity draws that",
              mean > power_w * 0.9 and 0.5 < share < 1, share)
    gpu_w = node("use: dgx-h100, workload: job")["accelerator_w"] / 8
    ours[8] = (f"{gpu_w:.0f} W", off(gpu_w, (683 + 690) / 2))


def decode():
    """Row 3: a cap above the natural power does nothing."""
    texts = []
    for gpu_w in (137, 300):
        activity = (gpu_w - 80) / (700 - 80)
        found = node("use: dgx-h200, workload: job, cap: 8 kW", constant(activity, 0.5))
        check(f"row 3: {gpu_w} W a GPU under a cap costs no work", found["work_frac"] == 1, found)
        texts.append(f"{found['accelerator_w'] / 8:.0f}")
    ours[3] = (f"{texts[0]} to {texts[1]} W",)


def fans():
    """Row 9: fans of a server of 911 W whose fans draw 140 W at most, by the affinity laws."""
    server = ("name: n, model: parts, accelerators: 0, accelerator_idle: 0 W, accelerator_max: 0 W, "
              "hosts: 1, host_idle: 100 W, host_max: 671 W, memory: 60 W, network: 20 W, storage: "
              "10 W, board: 10 W, fan: 140 W, airflow: 100 CFM, airflow_least: {least}, workload: job")
    published = [(320, 28.6), (911, 140.0)]
    shares = []
    for server_w, _ in published:
        low, high = 0.0, 1.0
        for _ in range(14):
            middle = (low + high) / 2
            found = node(server.format(least="30 %"), constant(0, middle))
            low, high = (low, middle) if found["demand_w"] > server_w else (middle, high)
        shares.append(found["fan_w"])
    ours[9] = (f"{shares[0]:.1f} to {shares[1]:.0f} W", off(shares[0], 28.6))


def machine():
    """Rows 10 to 13: the Frontier-like machine."""
    found = {}
    for name, cpu, gpu in (("idle", 0, 0), ("HPL", 0.33, 0.79), ("peak", 1, 1)):
        at = ("output.precision=full", f"workloads[job].utilisation={100 * gpu} %",
              f"workloads[job].host_utilisation={100 * cpu} %")
        answer = run("frontier", *at)
        lost_w = (sum(float(x["psu_loss_w"]) for x in table("frontier", "nodes"))
                  + sum(float(x["loss_w"]) for x in table("frontier", "feeds")))
        it_w = answer["ledger"]["it_j"] / answer["ledger"]["simulated_s"]
        found[name] = (limit(answer, "machine", "power")["value"], 1 - lost_w / it_w, lost_w,
                       answer["ledger"]["to_liquid_j"] / answer["ledger"]["it_j"])
    powers = [found[name][0] / 1e6 for name in ("idle", "HPL", "peak")]
    ours[10] = (f"{powers[0]:.4f}, {powers[1]:.4f}, {powers[2]:.4f} MW",)
    ours[11] = tuple(off(power, published) for power, published in
                     zip(powers + powers, (7.4, 21.3, 27.4, 7.24, 22.3, 28.2)))
    bus = run("frontier", "hall.rows[*].racks[*].shelf.constant=0 W",
              "hall.rows[*].racks[*].shelf.efficiency=100 %", "output.precision=full")
    lost_w = sum(float(x["psu_loss_w"]) for x in table("frontier", "nodes"))
    what_if = 1 - lost_w * bus["ledger"]["simulated_s"] / bus["ledger"]["it_j"]
    ours[12] = (f"{100 * found['HPL'][1]:.2f} %", f"{found['HPL'][2] / 1e6:.2f} MW",
                f"{100 * found['idle'][1]:.2f}", f"{100 * found['peak'][1]:.2f}",
                f"{100 * what_if:.1f} %")
    ours[13] = (f"{found['HPL'][3]:.4f}", f"{found['idle'][3]:.3f}", f"{found['peak'][3]:.4f}")


def nvl72():
    """Rows 14 and 15: racks and trays on cold plates, everything at full activity."""
    rack = "{name: R1, use: gb200-nvl72, feeds: tx, cdus: cdu}"
    answer = hall(rack)
    rack_w = answer["ledger"]["it_j"] / answer["ledger"]["simulated_s"]
    ours[14] = (f"{8 * rack_w / 1e6:.2f} MW", off(8 * rack_w, 1.2e6))
    hall("{name: R1, use: gb300-nvl72, feeds: tx, cdus: cdu}")
    tray = [x for x in table("one", "nodes") if x["node"] == "R1/compute"][0]
    tray_w, plate_w = float(tray["demand_w"]) / 18, float(tray["plate_w"]) / 18
    ours[15] = (f"{tray_w / 1e3:.2f} kW", off(tray_w, 6600), f"{plate_w / 1e3:.2f} kW",
                off(plate_w, 6200))


def storage():
    """Row 16: what 65 J a GPU take off the peak, by the time of an iteration."""
    nodes = "[{use: gb300-compute-tray, count: 18, workload: job, buffer: 0 J}]"
    for period_s, span_s in ((6, 60), (0.1, 4)):
        with open("swing.yaml", "w") as file:
            file.write(HALL.format(
                racks="{name: R1, use: gb300-nvl72, feeds: tx, cdus: cdu, nodes: %s}" % nodes,
                job=f"model: training, period: {period_s} s, duty: 50 %, high: 100 %, low: 20 %, "
                    "checkpoint_duration: 0 s", time=STEPS.format("1 min", "0.01 s")))
        answer = study("swing", "swing.yaml", "--step", "0.01s", "--span", f"{span_s}s", "--set",
                       "hall.rows[R].racks[R1].nodes[*].buffer=260 J")
        without, with_it = [[x for x in case["items"] if x["name"] == "grid"][0]["peak_w"]
                            for case in answer["cases"]]
        ours.setdefault(16, ())
        ours[16] += (f"{100 * (with_it / without - 1):.0f} % at {period_s} s",)


def more_servers():
    """Row 17: servers of an inference cluster at P95 of their load."""
    racks = "{repeat: 20, name: \"R%02d\", feeds: tx, nodes: [{use: dgx-h100, count: 4, workload: job}]}"
    gains = []
    for job in ("model: inference, mean: 60 %, swing: 40 %", "use: serving-405b-h100"):
        with open("cluster.yaml", "w") as file:
            file.write(HALL.format(racks=racks, job=job, time=STEPS.format("10 min", "0.5 s")))
        answer = study("oversubscribe", "cluster.yaml", "--correlation", "0.2", "--samples", "4000")
        gains.append(100 * answer["correlations"][0]["levels"][1]["gain_frac"])
    ours[17] = tuple(f"{gain:+.0f} %" for gain in gains)


def shelves():
    """Rows 18 to 20: the inputs come back out."""
    rack = "{name: R1, feeds: tx, shelf: {use: orv3-hpr-33kw}, nodes: [{name: n, model: curve, points: " \
           "[[0 %%, 1 kW], [100 %%, %g kW]], airflow: 2 m3/s, power_factor: 100 %%}]}"
    shares = []
    for load_kw in (16.5, 33):
        answer = hall(rack % load_kw)
        shares.append(load_kw * 1e3 * answer["ledger"]["simulated_s"] / answer["ledger"]["it_j"])
    ours[18] = (f"{100 * shares[0]:.1f} %, {100 * shares[1]:.1f} %",)
    shelf = limit(answer, "R1/shelf", "power")
    ours[19] = (f"{shelf['limit_value'] / 1e3:.0f} kW",)
    hall("{name: R1, feeds: tx, nodes: [{name: n, model: curve, points: [[0 %, 1 kW], [100 %, 350 kW]], "
         "airflow: 20 m3/s, power_factor: 100 %}]}")
    row = [x for x in table("one", "feeds") if x["feed"] == "tx"][0]
    share = float(row["load_w"]) / (float(row["load_w"]) + float(row["loss_w"]))
    ours[20] = (f"{100 * share:.2f} %",)


def page():
    """The page says what was found."""
    with open(PAGE) as file:
        lines = [line for line in file if line.startswith("| ")]
    for row, texts in sorted(ours.items()):
        line = [x for x in lines if x.split("|")[1].strip() == str(row)]
        missing = [text for text in texts if len(line) != 1 or text not in line[0]]
        check(f"row {row} of the page says {', '.join(texts)}", missing == [], missing)
    check("rows 1 to 20, but 4 to 7 of the fits", sorted(ours) == [1, 2, 3, *range(8, 21)], ours)


if __name__ == "__main__":
    tell(dgx_h100, decode, fans, machine, nvl72, storage, more_servers, shelves, page)
