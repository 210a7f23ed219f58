#!/usr/bin/env python3
"""Writes a hall of 1,000 racks in 25 rows for the viewer's benches, and stretches its results to a year.

    bench/thousand.py scenario > thousand.yaml
    headroom run thousand.yaml -o thousand.h5
    bench/thousand.py stretch thousand.h5 year.h5 [--records 525600]

The stretched file has the layout of a run of that many records of a minute: every series is as long, but
only the first records hold numbers and take room on the disk; the others were never written and read as
not known. So a file far larger than memory takes some megabytes. Needs h5py and numpy.

SPDX-License-Identifier: Apache-2.0
"""
import argparse
import shutil

ROWS, RACKS_A_ROW = 25, 40


def scenario():
    """Rows face each other in pairs over cold aisles; 1,024 records, which is one chunk of the file."""
    rows, y = [], 2.0
    for k in range(ROWS):
        rows += [f"    - name: R{k:02d}", f"      origin: [3.0 m, {y:.1f} m]",
                 f"      faces: {'south' if k % 2 else 'north'}", "      containment: open",
                 "      racks:",
                 f"        - {{repeat: {RACKS_A_ROW}, name: \"R{k:02d}-%02d\", "
                 f"feeds: [pdu-a{k % 5 + 1}, pdu-b{k % 5 + 1}], nodes: "
                 "[{use: dgx-h100, count: 3, workload: training}, "
                 "{use: network-switch-tor, count: 2, workload: training}]}"]
        y += 2.6 if k % 2 else 2.4
    return "\n".join([
        "scenario: 1",
        "title: A thousand racks",
        "time: {duration: 1024 min, step: 60 s, record: 60 s}",
        "workloads:",
        "  - {name: training, model: training, period: 6 s, duty: 85 %, high: 100 %, low: 45 %, "
        "checkpoint_interval: 30 min, checkpoint_duration: 60 s, checkpoint: 40 %}",
        "hall:", "  name: Hall", "  size: [34 m, 70 m]",
        "  air: {supply: 22 degC, redundancy: N+1}",
        "  power:",
        "    - {name: grid, model: utility, rating: 100 MW}",
        "    - {name: ups-a, model: ups, rating: 50 MW, from: grid}",
        "    - {name: ups-b, model: ups, rating: 50 MW, from: grid}",
        "    - {repeat: 5, name: \"pdu-a%d\", model: lossless, rating: 10 MW, from: ups-a}",
        "    - {repeat: 5, name: \"pdu-b%d\", model: lossless, rating: 10 MW, from: ups-b}",
        "    - {name: mech, model: lossless, from: grid, rating: 40 MW}",
        "  plants: [{name: chiller, model: chiller, capacity: 60 MW, cop: 3.5, supply: 12 degC, "
        "volume: 200 m3, from: mech}]",
        "  crahs: [{repeat: 10, name: \"wall-%d\", model: fixed, airflow: 250 m3/s, fan: 100 kW, "
        "plant: chiller, from: mech}]",
        "  rows:", *rows])


def stretch(source, target, n_records):
    """Makes every series n_records long; gives the bytes that they would take unpacked."""
    import h5py
    import numpy

    shutil.copy(source, target)
    n_bytes = 0
    with h5py.File(target, "r+") as file:
        def grow(_, item):
            nonlocal n_bytes
            if isinstance(item, h5py.Dataset) and item.maxshape and item.maxshape[0] is None:
                item.resize(n_records, axis=0)
                n_bytes += item.size * item.dtype.itemsize
        file.visititems(grow)
        file["time"][:] = numpy.arange(n_records) * 60.0
    return n_bytes


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("scenario", help="print the scenario")
    words = commands.add_parser("stretch", help="stretch a results file")
    words.add_argument("source")
    words.add_argument("target")
    words.add_argument("--records", type=int, default=525600)
    options = parser.parse_args()
    if options.command == "scenario":
        print(scenario())
    else:
        n_bytes = stretch(options.source, options.target, options.records)
        print(f"{options.target}: {n_bytes / 1e9:.0f} GB unpacked")


if __name__ == "__main__":
    main()
