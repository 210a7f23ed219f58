#!/usr/bin/env python3
"""Times the program as a user waits for it, and the cost of a step.

    bench/run.py PROGRAM [-o bench/results/NAME.json]

Each figure is the least of several runs, for other programs of a machine only ever add; the median
stands beside it. CPU time is that of the program and its kernel calls; output at the cadence of the
scenario is part of it. Build with --buildtype=release before you compare.

SPDX-License-Identifier: Apache-2.0
"""
import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
DAY = os.path.join(HERE, "twenty-racks.yaml")
GPUS = 20 * 4 * 8
STEPS = 86400


def cpu_s():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(words, times, folder):
    """Seconds of wall clock and of CPU, for each run."""
    wall, cpu = [], []
    for _ in range(times):
        before = cpu_s()
        began = time.perf_counter()
        subprocess.run(words, check=True, cwd=folder, stdout=subprocess.DEVNULL)
        wall.append(time.perf_counter() - began)
        cpu.append(cpu_s() - before)
    return wall, cpu


def figure(values, scale):
    return {"least": min(values) * scale, "median": statistics.median(values) * scale}


def about(program=None):
    """What stands beside every number: the program's version, the machine, the command."""
    facts = {"machine": f"{platform.machine()}, {os.cpu_count()} CPUs, {platform.system()} "
                        f"{platform.release()}",
             "command": " ".join(sys.argv)}
    if program:
        version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True)
        facts = {"version": version.stdout.strip(), **facts}
    return facts


def keep(results, path):
    if path:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(results, file, indent=2)
            file.write("\n")


def tell(name, unit, values):
    print(f"{name:<52} {values['least']:>9.3g} {values['median']:>9.3g} {unit}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("-o", "--output", help="keep the numbers in this file")
    options = parser.parse_args()
    program = os.path.abspath(options.program)

    with tempfile.TemporaryDirectory() as folder:
        words = {
            "day": [program, "run", "--quiet", DAY, "-o", "day.h5"],
            "steady": [program, "run", "--quiet", "@first-hall", "-o", "steady.h5"],
            "version": [program, "--version"],
        }
        _, day = measure(words["day"], 5, folder)
        steady, _ = measure(words["steady"], 20, folder)
        start, _ = measure(words["version"], 20, folder)

    results = {
        **about(program),
        "day_cpu_s": figure(day, 1),
        "step_us": figure(day, 1e6 / STEPS),
        "gpu_step_ns": figure(day, 1e9 / STEPS / GPUS),
        "first_output_ms": figure(steady, 1e3),
        "process_start_ms": figure(start, 1e3),
    }
    print(results["version"])
    print(f"{'':<52} {'least':>9} {'median':>9}")
    tell("20 racks, 640 GPUs, a day at 1 s: CPU", "s", results["day_cpu_s"])
    tell("  a step", "us", results["step_us"])
    tell("  a GPU and step", "ns", results["gpu_step_ns"])
    tell("start to the end of a steady hall of 36 racks", "ms", results["first_output_ms"])
    tell("  of which the process and its libraries", "ms", results["process_start_ms"])
    keep(results, options.output)


if __name__ == "__main__":
    main()
