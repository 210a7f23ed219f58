#!/usr/bin/env python3
"""Times an hour of synchronised training at steps of 0.1 s: a rack of 72 GPUs, a hall of 10,000 nodes.

    bench/swing.py PROGRAM [-o bench/results/NAME.json]

CPU time of the whole program, its start and its output included, over GPUs and steps. The hall is
2,500 racks of four 8-GPU nodes on 250 PDUs, 25 UPS and one utility. The rack is run three times and
the least counts; the hall once. Build with --buildtype=release before you compare.

SPDX-License-Identifier: Apache-2.0
"""
import argparse
import os
import tempfile

from run import about, figure, keep, measure, tell

STEPS = 36000
HEAD = """scenario: 1
title: %s
time: {duration: 1 h, step: 0.1 s, record: 60 s}
workloads:
  - {name: job, model: training, period: 6 s, duty: 85 %%, high: 100 %%, low: 45 %%, checkpoint_interval: 30 min, checkpoint_duration: 60 s, checkpoint: 40 %%}
"""
RACK = HEAD % "An hour of one NVL72" + """hall:
  name: One rack
  air: {supply: 24 degC, redundancy: N}
  power:
    - {name: grid, model: utility, rating: 1 MW}
    - {name: ups, use: ups-500kw, from: grid}
    - {name: pdu, use: pdu-450kw, from: ups}
  plants:
    - {name: dry, use: dry-cooler-1mw, from: grid}
    - {name: chw, use: chiller-air-500kw, from: grid}
  crahs: [{name: crah-1, use: crah-100kw, plant: chw, from: grid}]
  cdus: [{name: cdu-1, use: cdu-400kw, plant: dry, from: grid, supply: 32 degC}]
  rows:
    - name: A
      containment: hot_aisle
      racks:
        - name: A-01
          use: gb200-nvl72
          feeds: pdu
          cdus: cdu-1
          nodes:
            - {use: gb200-compute-tray, name: compute, count: 18, workload: job}
            - {use: nvl72-switch-tray, name: switch, count: 9, workload: job}
site:
  outdoor: {model: constant, dry_bulb: 20 degC, relative_humidity: 50 %}
"""


def hall():
    """10,000 nodes: ten racks a PDU, ten PDUs a UPS."""
    power = ["    - {name: grid, model: utility, rating: 300 MW}",
             "    - {name: mech, model: lossless, from: grid, rating: 100 MW}"]
    rows = []
    for u in range(25):
        power.append(f"    - {{name: ups-{u}, model: ups, rating: 5 MW, from: grid}}")
        power.append(f"    - {{repeat: 10, name: \"pdu-{u}-%d\", use: pdu-450kw, from: ups-{u}}}")
        racks = [f"        - {{repeat: 10, name: \"R{u}-{p}-%d\", feeds: pdu-{u}-{p}, "
                 "nodes: [{use: dgx-h100, count: 4, workload: job}]}" for p in range(1, 11)]
        rows += [f"    - name: R{u}", "      containment: hot_aisle", "      racks:", *racks]
    return HEAD % "An hour of 10,000 nodes" + "\n".join([
        "hall:", "  name: Hall", "  air: {supply: 22 degC, redundancy: N}", "  power:", *power,
        "  plants: [{name: chiller, model: chiller, capacity: 150 MW, cop: 4, supply: 12 degC, "
        "volume: 2000 m3, from: mech}]",
        "  crahs: [{repeat: 400, name: \"wall-%d\", use: fan-wall-400kw, rated_water: 12 degC, "
        "plant: chiller, from: mech}]",
        "  rows:", *rows]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("-o", "--output", help="keep the numbers in this file")
    parser.add_argument("--note", help="what a reader must know about the machine")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    results = {
        **about(program),
        "note": options.note,
    }
    print(results["version"])
    print(f"{'':<52} {'least':>9} {'median':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for name, text, gpus, times in [("rack", RACK, 72, 3), ("hall", hall(), 80000, 1)]:
            with open(os.path.join(folder, name + ".yaml"), "w", encoding="utf-8") as file:
                file.write(text)
            run = [program, "run", "--quiet", name + ".yaml", "-o", name + ".h5"]
            swing = [program, "swing", name + ".yaml", "--stagger", "2"] if name == "hall" else [
                program, "swing", name + ".yaml"]
            _, hour = measure(run, times, folder)
            _, study = measure(swing, times, folder)
            results[name] = {"gpus": gpus, "hour_cpu_s": figure(hour, 1),
                             "step_us": figure(hour, 1e6 / STEPS),
                             "gpu_step_ns": figure(hour, 1e9 / STEPS / gpus),
                             "swing_cpu_s": figure(study, 1)}
            tell(f"{name} of {gpus} GPUs, an hour at 0.1 s: CPU", "s", results[name]["hour_cpu_s"])
            tell("  a step", "us", results[name]["step_us"])
            tell("  a GPU and step", "ns", results[name]["gpu_step_ns"])
            tell(f"  headroom {' '.join(swing[1:])}: CPU", "s", results[name]["swing_cpu_s"])
    keep(results, options.output)


if __name__ == "__main__":
    main()
