#!/usr/bin/env python3
"""Times a fit: how many more nodes a hall on two sides takes, with a panel for each rack on either.

    bench/fit.py PROGRAM [--racks N] [--keep FOLDER] [-o bench/results/NAME.json]

A fit settles the hall for each count that it tries and loses each of its elements in turn. Half of the
racks hold two 8-GPU nodes, the others none; every ten share a PDU and every twenty a UPS on each side.
One process; CPU time of the whole program. Compare two programs in turn on one machine, and speak of
the ratio.

SPDX-License-Identifier: Apache-2.0
"""
import argparse
import os
import tempfile

from run import about, figure, keep, measure, tell

ROW, ROWS_A_UPS = 10, 2


def hall(n_racks):
    """Rows of ten, each rack on a panel of its own on either side."""
    power, rows = [], []
    for side in "ab":
        power += [f"    - {{name: grid-{side}, model: utility, rating: 40 MW}}",
                  f"    - {{name: msb-{side}, model: lossless, rating: 30 MW, from: grid-{side}}}"]
    power.append("    - {name: mech, model: lossless, rating: 20 MW, from: grid-a}")
    for row in range(1, n_racks // ROW + 1):
        ups = (row - 1) // ROWS_A_UPS + 1
        for side in "ab":
            if (row - 1) % ROWS_A_UPS == 0:
                power.append(f"    - {{name: ups-{side}{ups}, model: ups, rating: 1.2 MW, "
                             f"from: msb-{side}}}")
            power += [f"    - {{name: pdu-{side}{row}, use: pdu-450kw, from: ups-{side}{ups}}}",
                      f"    - {{repeat: {ROW}, name: \"rpp-{side}{row}-%02d\", model: lossless, "
                      f"rating: 60 kW, from: pdu-{side}{row}}}"]
        rows += [f"    - name: R{row}", "      containment: hot_aisle", "      racks:"]
        for k in range(1, ROW + 1):
            nodes = "{use: dgx-h100, count: 2}" if k % 2 else ""
            rows.append(f"        - {{name: \"R{row}-{k:02d}\", use: dgx-h100-rack-4, "
                        f"feeds: [rpp-a{row}-{k:02d}, rpp-b{row}-{k:02d}], nodes: [{nodes}]}}")
    return "\n".join([
        "scenario: 1", f"title: A fit of {n_racks} racks on two sides", "hall:", "  name: Hall",
        f"  positions: {n_racks}", "  air: {supply: 22 degC, redundancy: N+1}", "  power:", *power,
        "  plants:",
        f"    - {{name: chilled, model: chiller, capacity: {n_racks * 45} kW, cop: 4, "
        "supply: 12 degC, volume: 80 m3, from: mech}",
        f"  crahs: [{{repeat: {n_racks // ROW}, name: \"wall-%d\", use: fan-wall-400kw, "
        "rated_water: 12 degC, plant: chilled, from: mech}]",
        "  rows:", *rows,
        "site:", "  outdoor: {model: constant, dry_bulb: 30 degC, relative_humidity: 40 %}"]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--racks", type=int, default=60)
    parser.add_argument("--keep", help="write the scenario into this folder and time nothing")
    parser.add_argument("-o", "--output", help="keep the numbers in this file")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or scratch
        with open(os.path.join(folder, "fit.yaml"), "w", encoding="utf-8") as file:
            file.write(hall(options.racks))
        if options.keep:
            return
        wall, cpu = measure([program, "fit", "fit.yaml", "--add", "dgx-h100", "-j", "1"], 3, folder)
    results = {
        **about(program),
        "racks": options.racks,
        "wall_s": figure(wall, 1),
        "cpu_s": figure(cpu, 1),
    }
    print(results["version"])
    print(f"{'':<52} {'least':>9} {'median':>9}")
    tell(f"fit of {options.racks} racks on two sides: wall clock", "s", results["wall_s"])
    tell("  CPU", "s", results["cpu_s"])
    keep(results, options.output)


if __name__ == "__main__":
    main()
