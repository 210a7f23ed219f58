#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Where things stand: the file says what the scenario says, in metres from the hall's corner."""
import os
import subprocess
import sys

import h5py
import numpy

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tap  # noqa: E402

HALL = (9.3, 7.1, 3.2)
RACK = (0.6, 1.1, 2.15)       # width, depth, overall height
ROWS = {"A": (2.3, 1.4, "north"), "B": (2.3, 3.9, "south")}
N = 3
CRAH = (0.2, 0.7, 0.9, 2.1, 1.8)
CDU = (8.1, 5.2, 0.7, 1.3, 1.95)
PDU = (6.4, 0.3, 1.1, 0.5)
BUS = (2.0, 1.7, 5.5, 0.3)    # overhead, above row A
TILE = (7.2, 5.8, 0.5, 0.4)
LEAKAGE, DOORS = 0.03, 0.07
DEPTH = 0.75                  # of the raised floor
PANEL = 0.61                  # side of a floor panel
TILES = {"A": 2, "B": 1}      # perforated panels before each rack


def rows_text(tiles):
    words = []
    for name, (x_m, y_m, faces) in ROWS.items():
        own = f"tiles: {{count: {TILES[name]}}}, " if tiles else ""
        words.append(f"""    - name: {name}
      origin: [{x_m} m, {y_m} m]
      faces: {faces}
      racks: [{{repeat: {N}, name: "{name}-%d", width: {RACK[0]} m, depth: {RACK[1]} m, overall_height: {RACK[2]} m,
               {own}feeds: pdu, nodes: [{{model: curve, points: [[0 %, 3 kW], [100 %, 3.0001 kW]], airflow: 0.3 m3/s}}]}}]""")
    return "\n".join(words)


def hall_text(extra, tiles=False, pdu="", bus=""):
    pdu = pdu or f"origin: [{PDU[0]} m, {PDU[1]} m], width: {PDU[2]} m, depth: {PDU[3]} m, place: hall"
    bus = bus or f"origin: [{BUS[0]} m, {BUS[1]} m], width: {BUS[2]} m, depth: {BUS[3]} m, place: hall, overhead: yes"
    return f"""scenario: 1
site: {{outdoor: {{model: constant, dry_bulb: 20 degC, relative_humidity: 40 %}}}}
hall:
  size: [{HALL[0]} m, {HALL[1]} m]
  height: {HALL[2]} m
  floor: {{tile: {PANEL} m}}
  power:
    - {{name: grid, model: utility, rating: 1 MW}}
    - {{name: pdu, model: lossless, from: grid, rating: 100 kW, {pdu}}}
    - {{name: bus, model: lossless, from: grid, rating: 100 kW, {bus}}}
  plants: [{{name: chw, model: fixed, supply: 10 degC, power: 15 %, from: grid}}]
  crahs:
    - {{name: c1, use: crah-100kw, from: grid, origin: [{CRAH[0]} m, {CRAH[1]} m], width: {CRAH[2]} m, depth: {CRAH[3]} m, height: {CRAH[4]} m}}
  cdus:
    - {{name: u1, use: cdu-400kw, from: grid, origin: [{CDU[0]} m, {CDU[1]} m], width: {CDU[2]} m, depth: {CDU[3]} m, height: {CDU[4]} m}}
  rows:
{rows_text(tiles)}
  aisles: [{{name: cold, rows: [A, B], leakage: {LEAKAGE * 100:g} %, doors_open: {DOORS * 100:g} %}}]
{extra}"""


def make(name, text):
    with open(name + ".yaml", "w", encoding="utf-8") as file:
        file.write(text)
    tap.run(name + ".yaml", name + ".h5")
    return h5py.File(name + ".h5")


def place(file, kind, item):
    names = [n.decode() for n in file[kind.split("_")[0]][()]]
    return [float(file[f"{kind}_{field}"][()][names.index(item)])
            for field in ("x_m", "y_m", "width_m", "depth_m")]


def same(found, expected):
    # The file holds 64-bit floats; places are sums of a few of them.
    return numpy.allclose(found, expected, rtol=1e-12, atol=1e-12)


def word(file, name, index):
    v = file[name]
    meanings = v.attrs["flag_meanings"].decode().split()
    return meanings[list(v.attrs["flag_values"]).index(v[()][index])]


def standing(file, model):
    for row, (x_m, y_m, _) in ROWS.items():
        for k in range(N):
            found = place(file, "rack", f"{row}-{k + 1}")
            tap.check(f"{model}: rack {row}-{k + 1}",
                      same(found, [x_m + k * RACK[0], y_m, RACK[0], RACK[1]]), found)
    tap.check(f"{model}: racks' height", same(file["rack_height_m"][()], 2 * N * [RACK[2]]))
    for kind, name, expected in (("crah", "c1", CRAH), ("cdu", "u1", CDU)):
        tap.check(f"{model}: {name}", same(place(file, kind, name), expected[:4]) and
                  same(file[f"{kind}_height_m"][()], [expected[4]]), place(file, kind, name))
    tap.check(f"{model}: elements with a place", same(place(file, "feed", "pdu"), PDU) and
              same(place(file, "feed", "bus"), BUS))
    tap.check(f"{model}: and those without", numpy.isnan(place(file, "feed", "grid")).all())
    feeds = [n.decode() for n in file["feed"][()]]
    tap.check(f"{model}: what hangs overhead", [word(file, "feed_overhead", i) for i in
              range(len(feeds))] == ["yes" if n == "bus" else "no" for n in feeds])
    tap.check(f"{model}: the hall", same([file[n][()] for n in (
        "hall_size_x_m", "hall_size_y_m", "hall_height_m")], HALL))


def aisle_box():
    """Between the fronts of A, which looks north, and of B, which looks south."""
    low = ROWS["A"][1] + RACK[1]
    return [ROWS["A"][0], low, N * RACK[0], ROWS["B"][1] - low]


def closed(file, model):
    tap.check(f"{model}: the aisle lies between the fronts",
              same(place(file, "aisle", "cold"), aisle_box()), place(file, "aisle", "cold"))
    tap.check(f"{model}: it is cold, its doors at the ends of x", word(file, "aisle_kind", 0) == "cold"
              and word(file, "aisle_along", 0) == "x")
    tap.check(f"{model}: its roof lies on the racks", same(file["aisle_height_m"][()], [RACK[2]]))
    tap.check(f"{model}: what its doors and its roof leave open",
              same(file["aisle_doors_open_frac"][()], [DOORS]) and
              same(file["aisle_roof_open_frac"][()], [LEAKAGE]))


def zones():
    file = make("zones", hall_text(""))
    standing(file, "zones")
    closed(file, "zones")
    tap.check("zones: no panels, no raised floor", "panel" not in file and
              "hall_raised_floor_m" not in file and "rack_tiles_x_m" not in file)


def panels():
    tile = f"""  grilles:
    - {{name: t, kind: tile, origin: [{TILE[0]} m, {TILE[1]} m], width: {TILE[2]} m, depth: {TILE[3]} m, open: 33 %, count: 2}}
  air: {{model: field, cell: 0.6 m, supply: 20 degC}}
"""
    file = make("field", hall_text(tile))
    standing(file, "field")
    closed(file, "field")
    x_m, y_m, w_m, d_m = aisle_box()
    expected = {  # place, from, to, role, open
        "west": ([x_m, y_m, 0, d_m], 0, RACK[2], "door", DOORS),
        "east": ([x_m + w_m, y_m, 0, d_m], 0, RACK[2], "door", DOORS),
        "south": ([x_m, y_m, w_m, 0], 0, RACK[2], "side", LEAKAGE),
        "north": ([x_m, y_m + d_m, w_m, 0], 0, RACK[2], "side", LEAKAGE),
        "floor": ([x_m, y_m, w_m, d_m], 0, 0, "floor", 0),
        "roof": ([x_m, y_m, w_m, d_m], RACK[2], RACK[2], "roof", LEAKAGE)}
    names = [n.decode() for n in file["panel"][()]]
    for side, (box, bottom_m, top_m, role, open_frac) in expected.items():
        i = names.index("cold/" + side)
        found = place(file, "panel", "cold/" + side), [float(file[n][()][i]) for n in (
            "panel_bottom_m", "panel_top_m", "panel_open_frac")], word(file, "panel_role", i)
        tap.check(f"panel {side}", same(found[0], box) and
                  same(found[1], [bottom_m, top_m, open_frac]) and found[2] == role, found)
    for k, name in enumerate(("t-1", "t-2")):
        found = place(file, "grille", name)
        tap.check(f"tile {name}", same(found, [TILE[0] + k * TILE[2], *TILE[1:]]), found)
    tap.check("tiles are open by their share", same(file["grille_open_frac"][()], [0.33, 0.33]) and
              word(file, "grille_kind", 0) == "tile")


def raised_floor():
    """A rack's panels lie before its front, as wide as it is, as deep as their area wants."""
    plenum = f"  plenum: {{depth: {DEPTH} m, cutout_area: 0 m2}}\n"
    file = make("floor", hall_text(plenum, tiles=True))
    tap.check("depth of the raised floor", same(file["hall_raised_floor_m"][()], DEPTH))
    for row, (x_m, y_m, faces) in ROWS.items():
        depth_m = TILES[row] * PANEL ** 2 / RACK[0]
        low_m = y_m + RACK[1] if faces == "north" else y_m - depth_m
        for k in range(N):
            found = place(file, "rack_tiles", f"{row}-{k + 1}")
            tap.check(f"panels before {row}-{k + 1}",
                      same(found, [x_m + k * RACK[0], low_m, RACK[0], depth_m]), found)


def refusals():
    """An element with a place heats the hall, lies inside it and stands in nothing."""
    at = "origin: [{} m, {} m], width: 1.1 m, depth: 0.5 m"
    for pdu, words in ((at.format(6.4, 0.3), "place: hall"),
                       (at.format(8.9, 0.3) + ", place: hall", "outside the hall"),
                       (at.format(2.4, 1.9) + ", place: hall", "stands in rack 'A-1'"),
                       (at.format(0.5, 1.0) + ", place: hall", "stands in CRAH 'c1'"),
                       (at.format(8.0, 5.5) + ", place: hall", "stands in CDU 'u1'")):
        with open("bad.yaml", "w", encoding="utf-8") as file:
            file.write(hall_text("", pdu=pdu))
        answer = subprocess.run([tap.PROGRAM, "check", "bad.yaml"], capture_output=True, text=True,
                                check=False)
        tap.check("refused: " + words, answer.returncode == 2 and words in answer.stderr, answer)
    with open("bad.yaml", "w", encoding="utf-8") as file:
        file.write(hall_text("", bus="origin: [6.5 m, 0.4 m], place: hall"))
    answer = subprocess.run([tap.PROGRAM, "check", "bad.yaml"], capture_output=True, text=True,
                            check=False)
    tap.check("refused: two elements in one place", answer.returncode == 2 and
              "'bus'" in answer.stderr and "stands in power element 'pdu'" in answer.stderr, answer)


if __name__ == "__main__":
    tap.main(zones, panels, raised_floor, refusals)
