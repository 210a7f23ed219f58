#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pictures of every shipped hall and layer: their size, their colours, and what is refused."""
import os
import struct
import subprocess
import sys
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "files"))
import tap  # noqa: E402

LAYERS = ["power", "load", "inlet", "outlet", "airflow", "coolant", "liquid", "headroom"]


def headroom(*words, display=False):
    env = {k: v for k, v in os.environ.items()
           if display or k not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}
    return subprocess.run([tap.PROGRAM, *words], capture_output=True, text=True, check=False,
                          env=env)


def pixels(path):
    """Width, height and rows of RGB of a PNG: 8 bits, not interlaced (PNG specification, 9.2)."""
    with open(path, "rb") as file:
        data = file.read()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", "not a PNG"
    at, packed = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", data[at + 8:at + 18])
        elif kind == b"IDAT":
            packed += data[at + 8:at + 8 + length]
        at += length + 12
    n = {2: 3, 6: 4}[colour]
    assert depth == 8
    raw, rows, last = zlib.decompress(packed), [], bytearray(width * n)
    for y in range(height):
        line = bytearray(raw[y * (width * n + 1) + 1:(y + 1) * (width * n + 1)])
        how = raw[y * (width * n + 1)]
        for x in range(width * n):
            a = line[x - n] if x >= n else 0
            b, c = last[x], last[x - n] if x >= n else 0
            p = abs(b - c), abs(a - c), abs(a + b - 2 * c)
            paeth = a if p[0] <= p[1] and p[0] <= p[2] else b if p[1] <= p[2] else c
            line[x] = (line[x] + (0, a, b, (a + b) // 2, paeth)[how]) & 255
        rows.append(line)
        last = line
    return width, height, [{bytes(row[x:x + 3]) for x in range(0, len(row), n)} for row in rows]


def every_layer():
    for scenario in ("first-hall", "retrofit-pod", "colo-pod", "small-root"):
        tap.run(scenario, f"{scenario}.h5")
        for layer in LAYERS:
            answer = headroom("plot", f"{scenario}.h5", "--layer", layer, "-o", "hall.png")
            made = answer.returncode == 0 and os.path.getsize("hall.png") > 5000
            empty = answer.returncode == 2 and "does not hold" in answer.stderr
            tap.check(f"{scenario}: {layer}", made or empty, answer.stderr)


def one_picture():
    headroom("plot", "retrofit-pod.h5", "--layer", "power", "--size", "800x600", "-o", "one.png")
    headroom("plot", "retrofit-pod.h5", "--layer", "power", "--size", "800x600", "-o", "two.png")
    with open("one.png", "rb") as one, open("two.png", "rb") as two:
        tap.check("the same command gives the same picture", one.read() == two.read())
    width, height, rows = pixels("one.png")
    tap.check("it has the size that was asked for", (width, height) == (800, 600), (width, height))
    colours = set().union(*rows)
    tap.check("it has more than a few colours", len(colours) > 100, len(colours))
    busiest = max(len(row) for row in rows)
    tap.check("and no line of noise", busiest < 400, busiest)


def air_in_a_plane():
    tap.run("first-hall", "air.h5", "hall.air={model: field, cell: 0.3 m, supply: 20 degC}")
    for place in (["--height", "1.5"], ["--section", "x=7.2"], ["--section", "y=4.8"]):
        answer = headroom("plot", "air.h5", "--layer", "air", *place, "-o", "air.png")
        colours = set().union(*pixels("air.png")[2]) if answer.returncode == 0 else set()
        tap.check("air: " + " ".join(place), len(colours) > 100, answer.stderr)
    os.replace("air.png", "before.png")
    headroom("plot", "air.h5", "--layer", "air", "--section", "y=1.2", "-o", "air.png")
    with open("air.png", "rb") as one, open("before.png", "rb") as two:
        tap.check("another section is another picture", one.read() != two.read())
    os.remove("air.png")
    for file, place, words in (("first-hall.h5", ["--height", "1.5"], "no computed field"),
                               ("air.h5", ["--section", "x=99"], "outside the hall"),
                               ("air.h5", ["--section", "z=1"], "x=M or y=M"),
                               ("air.h5", ["--height", "low"], "in metres")):
        answer = headroom("plot", file, "--layer", "air", *place, "-o", "air.png")
        tap.check("air refuses " + " ".join([file, *place]), answer.returncode == 2
                  and words in answer.stderr and not os.path.exists("air.png"), answer)
    answer = headroom("plot", "air.h5", "--height", "1.5", "-o", "air.png")
    tap.check("a plane belongs to the air", answer.returncode == 2 and "--layer air"
              in answer.stderr, answer)


def racks_without_air():
    """An empty rack draws no air: its inlet has no colour."""
    tap.run("first-hall", "empty.h5", "hall.rows[A].racks[A-02].nodes=[]")
    grey = bytes((58, 62, 70))
    n_rows = []
    for file in ("first-hall.h5", "empty.h5"):
        headroom("plot", file, "--layer", "inlet", "-o", "inlet.png")
        n_rows.append(sum(grey in row for row in pixels("inlet.png")[2]))
    tap.check("racks that draw no air have no colour of an inlet", n_rows[0] < n_rows[1], n_rows)


def refusals():
    answer = headroom("plot", "first-hall.h5", "--layer", "inlett", "-o", "x.png")
    tap.check("a layer that is not there", answer.returncode == 2 and "inlett" in answer.stderr
              and not os.path.exists("x.png"), answer)
    answer = headroom("plot", "missing.h5", "-o", "x.png")
    tap.check("a file that is not there", answer.returncode == 4 and "missing.h5" in answer.stderr,
              answer)
    with open("text.h5", "w", encoding="utf-8") as file:
        file.write("not HDF5\n")
    answer = headroom("plot", "text.h5", "-o", "x.png")
    tap.check("a file that is no result", answer.returncode == 4 and "text.h5" in answer.stderr,
              answer)
    answer = headroom("plot", "first-hall.h5", "-o", "no/folder/x.png")
    tap.check("a folder that is not there", answer.returncode == 4 and answer.stderr != "", answer)
    answer = headroom("view", "first-hall.h5")
    tap.check("a window without a display", answer.returncode == 4 and "headroom plot"
              in answer.stderr, answer)


if __name__ == "__main__":
    tap.main(every_layer, one_picture, air_in_a_plane, racks_without_air, refusals)
