#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The plan's furniture in pixels: aisles, panels, tiles, units with their state, and what hangs on a feed."""
import os
import shutil
import sys

import h5py

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "files"))
import tap  # noqa: E402
from test_picture import ALARM, decode, headroom  # noqa: E402

# Colours of viz/screen: pen.c, plan_room.c.
PAPER, TEXT, PANEL = (18, 20, 24), (233, 236, 241), (214, 219, 228)
COLD, HOT, TILE = (24, 42, 60), (58, 36, 32), (92, 128, 158)

# Pixels of viz/screen/painter.c and plan_chips.c: head, panel, timeline, edge; a row of chips and its rim.
HEAD, SIDE, TIME, EDGE, CHIP, RIM = 64, 300, 70, 28, 26, 8
SIZE = (900, 700)
HALL = (11.3, 8.9)
RACK = (0.6, 1.1)
A, B = (3.1, 2.2), (3.1, 4.7)   # corners of the rows; A looks north, B south
N = 4
CRAHS = {"c1": (0.4, 1.1), "c2": (0.4, 5.3)}
CRAH = (0.9, 2.3)
PDU = (8.2, 1.3, 0.9, 0.7)
GRILLE = (7.3, 6.1, 0.7, 0.8)
TEXT_HALL = f"""scenario: 1
title: Furniture
time: {{duration: 6 min, step: 10 s, record: 30 s}}
site: {{outdoor: {{model: constant, dry_bulb: 20 degC, relative_humidity: 40 %}}}}
hall:
  size: [{HALL[0]} m, {HALL[1]} m]
  air: {{model: field, cell: 0.6 m, supply: 20 degC}}
  power:
    - {{name: grid, model: utility, rating: 1 MW}}
    - {{name: mech, model: lossless, from: grid, rating: 100 kW}}
    - {{name: pdu-a, model: lossless, from: grid, rating: 37 kW, place: hall,
       origin: [{PDU[0]} m, {PDU[1]} m], width: {PDU[2]} m, depth: {PDU[3]} m}}
    - {{name: pdu-b, model: lossless, from: grid, rating: 41 kW}}
  plants: [{{name: chw, model: fixed, supply: 10 degC, power: 15 %, from: mech}}]
  crahs:
    - {{name: c1, use: crah-100kw, from: mech, origin: [{CRAHS["c1"][0]} m, {CRAHS["c1"][1]} m], width: {CRAH[0]} m, depth: {CRAH[1]} m}}
    - {{name: c2, use: crah-100kw, from: mech, origin: [{CRAHS["c2"][0]} m, {CRAHS["c2"][1]} m], width: {CRAH[0]} m, depth: {CRAH[1]} m}}
  rows:
    - name: A
      origin: [{A[0]} m, {A[1]} m]
      faces: north
      racks: [{{repeat: {N}, name: "A-%d", width: {RACK[0]} m, depth: {RACK[1]} m, feeds: pdu-a,
               nodes: [{{model: curve, points: [[0 %, 5 kW], [100 %, 5.0001 kW]], airflow: 0.4 m3/s}}]}}]
    - name: B
      origin: [{B[0]} m, {B[1]} m]
      faces: south
      racks: [{{repeat: {N}, name: "B-%d", width: {RACK[0]} m, depth: {RACK[1]} m, feeds: pdu-b,
               nodes: [{{model: curve, points: [[0 %, 7 kW], [100 %, 7.0001 kW]], airflow: 0.4 m3/s}}]}}]
  aisles: [{{name: cold, rows: [A, B]}}]
  grilles: [{{name: t, kind: tile, origin: [{GRILLE[0]} m, {GRILLE[1]} m], width: {GRILLE[2]} m, depth: {GRILLE[3]} m}}]
  events:
    - {{at: 2 min, element: cold/east, action: is_opened}}
    - {{at: 3 min, element: c1, action: fails}}
    - {{at: 4 min, element: t, action: is_covered, share: 60 %}}
"""


class Picture:
    """Pixels by their place in the hall; the window's timeline and one row of chips stand below."""

    def __init__(self, *words, hall=HALL):
        answer = headroom("plot", *words, "--layer", "power", "--size", f"{SIZE[0]}x{SIZE[1]}",
                          "-o", "plan.png")
        assert answer.returncode == 0, answer.stderr
        _, _, self.n, self.rows = decode("plan.png")
        room = SIZE[0] - SIDE, SIZE[1] - HEAD - TIME - CHIP - RIM
        self.scale = min((room[i] - 2 * EDGE) / hall[i] for i in (0, 1))
        self.left = (room[0] - hall[0] * self.scale) / 2
        self.base = HEAD + (room[1] + hall[1] * self.scale) / 2

    def pixel(self, x, y):
        return tuple(self.rows[y][x * self.n:x * self.n + 3])

    def at(self, x_m, y_m):
        return self.pixel(int(self.left + x_m * self.scale), int(self.base - y_m * self.scale))

    def box(self, x_m, y_m, width_m, depth_m, rim=0):
        """The colours in a box of the floor and so many pixels around it."""
        x0, x1 = self.left + x_m * self.scale, self.left + (x_m + width_m) * self.scale
        y0, y1 = self.base - (y_m + depth_m) * self.scale, self.base - y_m * self.scale
        return [self.pixel(x, y) for y in range(int(y0) - rim, int(y1) + rim + 1)
                for x in range(int(x0) - rim, int(x1) + rim + 1)]

    def share(self, colour, *box, rim=0):
        found = self.box(*box, rim=rim)
        return sum(p == colour for p in found) / len(found)

    def chips(self):
        """The colours of the row of chips, the rim of a marked one included."""
        top = SIZE[1] - TIME - CHIP - RIM
        return [self.pixel(x, y) for y in range(top, SIZE[1] - TIME) for x in range(SIZE[0] - SIDE)]


def rack(row, k):
    return (row[0] + k * RACK[0], row[1], *RACK)


EAST = (A[0] + N * RACK[0] - 0.03, A[1] + RACK[1] + 0.2, 0.06, B[1] - A[1] - RACK[1] - 0.4)
WEST = (A[0] - 0.03, *EAST[1:])


def make():
    with open("hall.yaml", "w", encoding="utf-8") as file:
        file.write(TEXT_HALL)
    tap.run("hall.yaml", "hall.h5")


def room():
    p = Picture("hall.h5", "--at", "60 s")
    # Off the middle, where its word stands.
    tap.check("before the fronts the floor is cold", p.at(A[0] + 0.3, 3.9) == COLD, p.at(A[0] + 0.3, 3.9))
    tap.check("behind the rears it is hot", p.at(A[0] + 0.3, A[1] - 0.5) == HOT and
              p.at(B[0] + 0.3, B[1] + RACK[1] + 0.5) == HOT)
    tap.check("elsewhere it is neither", p.at(10.1, 7.9) == PAPER)
    tap.check("a tile has its frame", p.share(TILE, *GRILLE) > 0.15, p.share(TILE, *GRILLE))
    for name, door in (("west", WEST), ("east", EAST)):
        tap.check(f"the {name} door is a thick line", p.share(PANEL, *door) > 0.5,
                  p.share(PANEL, *door))
        tap.check(f"and the {name} door is shut", p.share(tuple(ALARM), *door, rim=2) == 0.0)
    away = Picture("hall.h5", "--at", "150 s")
    tap.check("an open door is dashes of another colour", away.share(PANEL, *EAST) == 0.0 and
              0.2 < away.share(tuple(ALARM), *EAST) < 0.8, away.share(tuple(ALARM), *EAST))
    tap.check("the other one stays shut", away.share(PANEL, *WEST) > 0.5)
    covered = Picture("hall.h5", "--at", "330 s")
    tap.check("a covered tile is hatched", p.share(tuple(ALARM), *GRILLE) == 0.0 and
              covered.share(tuple(ALARM), *GRILLE) > 0.05)


def happenings():
    """The file's account of the run names what was opened and covered; the strip's marks rest on it."""
    with h5py.File("hall.h5") as file:
        table = file["tables/events"]
        told = [(float(at), subject.decode(), what.decode()) for at, subject, what in
                zip(table["at_s"][:], table["subject"][:], table["what"][:])]
    for row in ((120.0, "cold/east", "was opened"), (180.0, "c1", "stopped"), (240.0, "t", "was covered")):
        tap.check(f"the run tells that {row[1]} {row[2]}", row in told, told)


def units():
    before, after = (Picture("hall.h5", "--at", at) for at in ("60 s", "270 s"))
    for name, place in CRAHS.items():
        runs, fails = (p.share(tuple(ALARM), *place, *CRAH) for p in (before, after))
        tap.check(f"{name} runs at first", runs == 0.0, runs)
        tap.check(f"{name} " + ("has stopped, and is hatched" if name == "c1" else "goes on running"),
                  (fails > 0.05) == (name == "c1"), fails)


def holds():
    """Interior and frame of a rack that hangs on a feed, and of one that does not."""
    plain = Picture("hall.h5", "--at", "60 s")
    for feed, own, other in (("pdu-a", A, B), ("pdu-b", B, A)):
        p = Picture("hall.h5", "--at", "60 s", "--select", feed)
        for k in range(N):
            mine, theirs = rack(own, k), rack(other, k)
            corner = [(box[0] + 0.08, box[1] + 0.15) for box in (mine, theirs)]
            tap.check(f"{feed}: rack {k + 1} that hangs on it keeps its colour and is framed",
                      p.at(*corner[0]) == plain.at(*corner[0]) and
                      p.share(TEXT, *mine) > plain.share(TEXT, *mine) + 0.03)
            tap.check(f"{feed}: rack {k + 1} that does not steps back, without a frame",
                      sum(p.at(*corner[1])) < 0.7 * sum(plain.at(*corner[1])) and
                      p.share(TEXT, *theirs) <= plain.share(TEXT, *theirs),
                      (p.at(*corner[1]), plain.at(*corner[1])))
    by_cooling = Picture("hall.h5", "--at", "60 s", "--select", "chw")
    tap.check("all racks that draw air hang on the plant", all(
        by_cooling.at(box[0] + 0.08, box[1] + 0.15) == plain.at(box[0] + 0.08, box[1] + 0.15)
        for row in (A, B) for box in (rack(row, k) for k in range(N))))


def feeds_of_a_rack():
    plain = Picture("hall.h5", "--at", "60 s")
    shares = {}
    for name in ("A-2", "B-2"):
        p = Picture("hall.h5", "--at", "60 s", "--select", name)
        shares[name] = p.share(TEXT, *PDU, rim=3) - plain.share(TEXT, *PDU, rim=3)
        # grid feeds both; pdu-b has no place, so its chip is framed too.
        shares[name, "chips"] = p.chips().count(TEXT) - plain.chips().count(TEXT)
    tap.check("a rack frames the feed that it hangs on", shares["A-2"] > 0.05 and
              shares["B-2"] == 0.0, shares)
    tap.check("and the chips of those without a place", shares["A-2", "chips"] > 100 and
              shares["B-2", "chips"] > 1.5 * shares["A-2", "chips"], shares)


def small():
    """A tile of less than three pixels vanishes."""
    wide = (160.0, 8.9)
    tap.run("hall.yaml", "wide.h5", f"hall.size=[{wide[0]} m, {wide[1]} m]", "hall.air=mixing",
            "hall.events=[]", "hall.grilles=[]",
            "hall.plenum={cutout_area: 0 m2}")
    tap.run("hall.yaml", "near.h5", "hall.air=mixing", "hall.events=[]", "hall.grilles=[]",
            "hall.plenum={cutout_area: 0 m2}")
    tiles = A[0], A[1] + RACK[1], N * RACK[0], B[1] - A[1] - RACK[1]
    near = Picture("near.h5", "--at", "60 s").share(TILE, *tiles)
    far = Picture("wide.h5", "--at", "60 s", hall=wide)
    tap.check("tiles before racks are drawn", near > 0.1, near)
    tap.check("until they are too small", 0.6 * far.scale < 3 and far.share(TILE, *tiles) == 0.0 and
              far.share((40, 62, 82), *tiles) == 0.0)


def old_files():
    """Without what the file says of places the plan has racks and open aisles."""
    shutil.copy("hall.h5", "old.h5")
    with h5py.File("old.h5", "r+") as file:
        for name in [n for n in file if n.startswith(("aisle", "panel", "grille")) or
                     n.endswith(("_height_m", "_overhead", "crah_feeds", "plant_feeds", "_rating_a")) or
                     (n.startswith("feed_") and n.endswith("_m"))]:
            del file[name]
    p = Picture("old.h5", "--at", "150 s")
    tap.check("a file of before opens; its aisle is not closed", p.at(A[0] + 0.3, 3.9) == COLD and
              p.share(PANEL, *WEST) == 0.0 and p.share(tuple(ALARM), *EAST) == 0.0)
    answer = headroom("plot", "old.h5", "--select", "mech", "-o", "x.png")
    tap.check("and its feeds can be selected", answer.returncode == 0, answer)


def absurd_places():
    """What a damaged file says of places costs neither time nor a crash."""
    shutil.copy("hall.h5", "absurd.h5")
    with h5py.File("absurd.h5", "r+") as file:
        for name, value in (("grille_width_m", 1e30), ("aisle_x_m", -1e30), ("aisle_width_m", 1e35),
                            ("feed_depth_m", 1e30), ("crah_y_m", float("nan")),
                            ("rack_width_m", 1e25), ("panel_opened_frac", 7e8)):
            file[name][...] = value
    for words in ([], ["--select", "mech"], ["--diagram"]):
        answer = headroom("plot", "absurd.h5", *words, "--at", "270 s", "-o", "absurd.png")
        tap.check("absurd places are drawn " + " ".join(words), answer.returncode == 0, answer)


def selection():
    for name in ("grid", "c1", "chw", "A-1"):
        for view in ([], ["--diagram"]):
            answer = headroom("plot", "hall.h5", "--select", name, *view, "-o", "x.png")
            tap.check(f"{name} is selected{' in the diagram' if view else ''}",
                      answer.returncode == 0, answer)
    answer = headroom("plot", "hall.h5", "--select", "pdu-c", "-o", "y.png")
    tap.check("a name that nothing has is refused", answer.returncode == 2 and
              "no rack, feed, plant, CRAH or CDU" in answer.stderr and "pdu-c" in answer.stderr and
              not os.path.exists("y.png"), answer)
    headroom("plot", "hall.h5", "--diagram", "-o", "none.png")
    headroom("plot", "hall.h5", "--diagram", "--select", "mech", "-o", "mech.png")
    light = [sum(row.count(bytes(TEXT)) for row in decode(name)[3]) for name in
             ("none.png", "mech.png")]
    tap.check("the diagram frames what hangs on a feed", light[1] > light[0] + 1000, light)


if __name__ == "__main__":
    tap.main(make, room, happenings, units, holds, feeds_of_a_rack, small, old_files, absurd_places, selection)
