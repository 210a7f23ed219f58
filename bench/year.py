#!/usr/bin/env python3
"""Times a year of weather: a hall of 200 racks at steps of 60 s.

    bench/year.py PROGRAM [--days N] [--keep FOLDER] [-o bench/results/NAME.json]

80 liquid-cooled racks of 72 GPUs on 32 CDUs and a tower plant with an economiser, 120 racks of four
8-GPU nodes on fan walls and chillers, everything on two UPS of each power block; the weather is the
synthetic hot-dry year that the program makes. Wall clock and CPU time of the whole program, its output
included. Compare two programs in turn on one machine, and speak of the ratio.

SPDX-License-Identifier: Apache-2.0
"""
import argparse
import os
import subprocess
import tempfile

from run import about, figure, keep, measure, tell

STEPS_A_DAY = 1440
LIQUID_BLOCKS, LIQUID_RACKS = 16, 5
AIR_BLOCKS, AIR_RACKS = 12, 10


def hall(days):
    """Blocks of racks, each on an A and a B side; pairs of CDUs share a block."""
    power = ["    - {name: grid, model: utility, rating: 60 MW}",
             "    - {name: mech, model: lossless, from: grid, rating: 20 MW}",
             "    - {name: ups-a, model: ups, rating: 25 MW, from: grid}",
             "    - {name: ups-b, model: ups, rating: 25 MW, from: grid}"]
    cdus, rows = [], []
    for k in range(1, LIQUID_BLOCKS + 1):
        power.append(f"    - {{name: bus-a{k}, model: lossless, rating: 1 MW, from: ups-a}}")
        power.append(f"    - {{name: bus-b{k}, model: lossless, rating: 1 MW, from: ups-b}}")
        cdus.append(f"    - {{repeat: 2, name: \"cdu-{k}-%d\", use: cdu-400kw, plant: warm, "
                    "from: mech, supply: 35 degC}")
        rows += [f"    - name: L{k}", "      containment: hot_aisle", "      racks:",
                 f"        - {{repeat: {LIQUID_RACKS}, name: \"L{k}-%02d\", use: gb200-nvl72, "
                 f"feeds: [bus-a{k}, bus-b{k}], cdus: [cdu-{k}-1, cdu-{k}-2], "
                 "coolant_drop: 1.5 bar, nodes: ["
                 "{use: gb200-compute-tray, name: compute, count: 18, workload: training}, "
                 "{use: nvl72-switch-tray, name: switch, count: 9, workload: training}]}"]
    for k in range(1, AIR_BLOCKS + 1):
        power.append(f"    - {{name: pdu-a{k}, use: pdu-450kw, from: ups-a}}")
        power.append(f"    - {{name: pdu-b{k}, use: pdu-450kw, from: ups-b}}")
        rows += [f"    - name: A{k}", "      containment: hot_aisle", "      racks:",
                 f"        - {{repeat: {AIR_RACKS}, name: \"A{k}-%02d\", "
                 f"feeds: [pdu-a{k}, pdu-b{k}], "
                 "nodes: [{use: dgx-h100, count: 4, workload: service}]}"]
    return "\n".join([
        "scenario: 1",
        "title: A year of 200 racks",
        f"time: {{start: 2025-01-01T00:00:00Z, duration: {days} days, step: 60 s, record: 1 h}}",
        "workloads:",
        "  - {name: training, model: training, period: 6 s, duty: 85 %, high: 100 %, low: 45 %, "
        "checkpoint_interval: 30 min, checkpoint_duration: 60 s, checkpoint: 40 %}",
        "  - {name: service, model: inference, mean: 55 %, swing: 40 %, peak: 14 h, weekend: 60 %}",
        "hall:", "  name: Hall", "  air: {supply: 22 degC, redundancy: N+1}", "  power:", *power,
        "  plants:",
        "    - {name: warm, model: water_plant, supply: 30 degC, machines: 6, machine: 2.5 MW, "
        "curves: carrier-19xr-869kw-vsd, rejector: tower, economiser: switch, approach: 4 K, "
        "range: 5.5 K, fan: 1.5 %, pump: 4 %, volume: 90 m3, from: mech}",
        "    - {name: chilled, model: chiller, capacity: 8 MW, cop: 4, supply: 12 degC, "
        "volume: 80 m3, from: mech}",
        "  crahs: [{repeat: 20, name: \"wall-%d\", use: fan-wall-400kw, rated_water: 12 degC, "
        "plant: chilled, from: mech}]",
        "  cdus:", *cdus, "  rows:", *rows,
        "site:", "  outdoor: {model: epw, file: year.epw}"]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--keep", help="write the scenario into this folder and time nothing")
    parser.add_argument("-o", "--output", help="keep the numbers in this file")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or scratch
        subprocess.run([program, "weather", "--make", "hot-dry", "year.epw"], check=True,
                       cwd=folder, stdout=subprocess.DEVNULL)
        with open(os.path.join(folder, "year.yaml"), "w", encoding="utf-8") as file:
            file.write(hall(options.days))
        if options.keep:
            return
        wall, cpu = measure([program, "run", "--quiet", "year.yaml", "-o", "year.h5"], 1, folder)
        n_bytes = os.path.getsize(os.path.join(folder, "year.h5"))
    results = {
        **about(program),
        "days": options.days,
        "racks": LIQUID_BLOCKS * LIQUID_RACKS + AIR_BLOCKS * AIR_RACKS,
        "wall_s": figure(wall, 1),
        "cpu_s": figure(cpu, 1),
        "step_us": figure(cpu, 1e6 / STEPS_A_DAY / options.days),
        "file_mb": n_bytes / 1e6,
    }
    print(results["version"])
    print(f"{'':<52} {'least':>9} {'median':>9}")
    tell(f"200 racks, {options.days} days at 60 s: wall clock", "s", results["wall_s"])
    tell("  CPU", "s", results["cpu_s"])
    tell("  a step", "us", results["step_us"])
    keep(results, options.output)


if __name__ == "__main__":
    main()
