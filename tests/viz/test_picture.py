#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pictures of every shipped hall and layer: their size, their colours, and what is refused."""
import os
import re
import struct
import subprocess
import sys
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "files"))
import tap  # noqa: E402

LAYERS = ["power", "load", "inlet", "outlet", "airflow", "coolant", "liquid", "headroom",
          "binding", "bottom", "middle", "top", "return", "flow", "throttle"]
GREY = bytes((58, 62, 70))       # pen_unknown of viz/screen/pen.c
ALARM = bytes((255, 122, 102))   # pen_alarm
EVEN = bytes((247, 247, 247))    # palette_diverging_at(0.5)
LEAST = bytes((33, 102, 172))    # palette_diverging_at(0)
MOST = bytes((178, 24, 43))      # palette_diverging_at(1)


def headroom(*words, display=False):
    env = {k: v for k, v in os.environ.items()
           if display or k not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}
    return subprocess.run([tap.PROGRAM, *words], capture_output=True, text=True, check=False,
                          env=env)


def decode(path):
    """Width, height, bytes a pixel and the rows of a PNG: 8 bits, not interlaced (PNG specification, 9.2)."""
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
    return width, height, n, rows


def pixels(path, most=None):
    """Width, height and the colours of each row (of its first `most` pixels) of a PNG."""
    width, height, n, rows = decode(path)
    return width, height, [{bytes(row[x:x + 3]) for x in range(0, most * n if most else len(row), n)}
                           for row in rows]


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
    n_rows = []
    for file in ("first-hall.h5", "empty.h5"):
        headroom("plot", file, "--layer", "inlet", "-o", "inlet.png")
        n_rows.append(sum(GREY in row for row in pixels("inlet.png")[2]))
    tap.check("racks that draw no air have no colour of an inlet", n_rows[0] < n_rows[1], n_rows)


def plan_of(*words):
    """The set of colours of each row of the plan's pixels: left of the panel, below the head."""
    answer = headroom("plot", *words, "--size", "800x600", "-o", "plan.png")
    assert answer.returncode == 0, answer.stderr
    return pixels("plan.png", 800 - 300)[2][64:]


def a_difference():
    """Second minus first: nothing changes but the rack that was emptied, and that one falls."""
    scenario = ("first-hall", "time={duration: 10 min, step: 10 s}")
    tap.run(scenario[0], "one.h5", scenario[1])
    tap.run(scenario[0], "two.h5", scenario[1], "hall.rows[A].racks[A-02].nodes=[]")
    same = plan_of("one.h5", "one.h5", "--layer", "power")
    tap.check("a run and itself: the middle of the scale, no end of it",
              any(EVEN in row for row in same) and not any(LEAST in row or MOST in row
                                                           for row in same))
    down = plan_of("one.h5", "two.h5", "--layer", "power")
    tap.check("what falls is blue", any(LEAST in row for row in down)
              and not any(MOST in row for row in down))
    up = plan_of("two.h5", "one.h5", "--layer", "power")
    tap.check("the other way round it rises", any(MOST in row for row in up)
              and not any(LEAST in row for row in up))
    beside = plan_of("one.h5", "two.h5", "--layer", "power", "--compare", "side")
    tap.check("side by side there is no difference's colour",
              not any(LEAST in row or EVEN in row for row in beside))
    tap.check("kinds stand side by side", headroom("plot", "one.h5", "two.h5", "--layer", "binding",
                                                   "-o", "kinds.png").returncode == 0)
    answer = headroom("plot", "one.h5", "two.h5", "--compare", "both", "-o", "x.png")
    tap.check("another word is refused", answer.returncode == 2 and "side or difference"
              in answer.stderr, answer)


def frames():
    answer = headroom("plot", "one.h5", "two.h5", "--layer", "power", "--frames", "3", "-o", "f.png")
    names = [name for name in sorted(os.listdir(".")) if name.startswith("f-")]
    tap.check("frames of a film", answer.returncode == 0 and
              names == ["f-0001.png", "f-0002.png", "f-0003.png"], (answer, names))
    headroom("plot", "one.h5", "two.h5", "--layer", "power", "--at", "10 min", "-o", "end.png")
    with open("f-0003.png", "rb") as one, open("end.png", "rb") as two:
        tap.check("the last is of the end", one.read() == two.read())
    os.mkdir("a.film")
    headroom("plot", "one.h5", "--frames", "2", "-o", "a.film/frame")
    tap.check("a point in a folder's name is no ending", sorted(os.listdir("a.film")) ==
              ["frame-0001", "frame-0002"], os.listdir("."))
    answer = headroom("plot", "first-hall.h5", "--frames", "3", "-o", "f.png")
    tap.check("a steady state has no film", answer.returncode == 2 and "steady" in answer.stderr,
              answer)


def unknown_racks():
    """Racks of unknown content are grey; not one of them is hatched as past a limit."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "scenarios",
                           "first-hall.yaml"), encoding="utf-8") as file:
        known = file.read()
    # A rack of the catalogue has nodes of its own: this one is none.
    without = re.sub(r"\n {10}use: [^\n]*((\n {10}feeds: [^\n]*)?)\n {10}nodes:\n( {12}- .*\n)+",
                     r"\1\n", known, count=1)
    assert without != known
    with open("unknown.yaml", "w", encoding="utf-8") as file:
        file.write(without)
    tap.run("unknown.yaml", "unknown.h5")
    for layer in ("power", "headroom", "binding", "inlet"):
        before = plan_of("first-hall.h5", "--layer", layer)
        after = plan_of("unknown.h5", "--layer", layer)
        tap.check(f"{layer}: unknown has its own colour", sum(GREY in row for row in before) <
                  sum(GREY in row for row in after))
        tap.check(f"{layer}: and is not past the limit", sum(ALARM in row for row in before) >=
                  sum(ALARM in row for row in after))


def own_limits():
    """The strictest limit of a hall is not everybody's: here the dense racks have no such limit."""
    colours = plan_of("retrofit-pod.h5", "--layer", "power")
    tap.check("racks without a limit are not past that of others",
              not any(ALARM in row for row in colours))


def one_line():
    """What feeds a rack is framed: more light edges with a rack selected than without."""
    light = bytes((233, 236, 241))
    n = []
    for words in ([], ["--select", "C-01"]):
        answer = headroom("plot", "retrofit-pod.h5", "--diagram", *words, "--size", "800x600",
                          "-o", "line.png")
        assert answer.returncode == 0, answer.stderr
        rows = pixels("line.png", 800 - 300)[2][64:]
        n.append(sum(light in row for row in rows))
    tap.check("the one-line diagram marks what a rack hangs on", n[0] + 100 < n[1], n)
    tap.check("and an air handler past its limit", any(ALARM in row for row in rows))


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
    tap.main(every_layer, one_picture, air_in_a_plane, racks_without_air, unknown_racks,
             own_limits, one_line, a_difference, frames, refusals)
