# SPDX-License-Identifier: Apache-2.0
"""Halls for the page's tests: racks of unlike powers, whose mains fail and come back."""

HEAD = """scenario: 1
title: {title}
time: {{duration: {minutes} min, step: 1 s, record: {record} s}}
hall:
  name: Hall
  size: [{width} m, {depth} m]
  height: 3 m
  positions: {positions}
  air: {{supply: 20 degC, redundancy: N{dew}}}
  power:
    - {{name: grid, model: utility, rating: 9 MW}}
    - {{name: ups, use: ups-1mw-lithium, rating: 8 MW, from: grid}}
    - {{name: mech, model: lossless, from: grid}}
  plants: [{{name: chiller, use: chiller-warm-1mw, supply: 14 degC, from: mech}}]
  crahs:
    - {{repeat: {crahs}, name: "wall-%d", use: fan-wall-400kw, rated_water: 14 degC, plant: chiller, from: mech}}
  events:
    - {{at: 60 s, element: grid, action: fails}}
    - {{at: 75 s, element: grid, action: repairs}}
  rows:
"""

ROW = """    - name: {row}
      containment: hot_aisle
      racks:
"""

RACK = """        - name: {name}
          feeds: ups
          nodes: [{{name: load, model: curve, points: [[0 %, {watts} W], [100 %, {watts}.5 W]], fan: 0 %, \
airflow: {flow:.4f} m3/s, airflow_least: 100 %, inlet_max: {limit} degC}}]
"""


def quoted(name):
    """A YAML text in single quotes."""
    return "'" + name.replace("'", "''") + "'"


def hall(names, title, minutes=3, record=1, dew=""):
    """The text of a scenario with these racks, sixteen a row. No power is a multiple of another."""
    n_rows = -(-len(names) // 16)
    crahs = max(2, len(names) // 20)
    text = HEAD.format(title=quoted(title), minutes=minutes, record=record, width=16,
                       depth=max(6 + 4 * n_rows, 2 + 7 * crahs), positions=len(names), dew=dew, crahs=crahs)
    for i, name in enumerate(names):
        if i % 16 == 0:
            text += ROW.format(row=chr(ord("A") + i // 16))
        watts = 4013 + 37 * (i * 7 % 23)
        text += RACK.format(name=quoted(name), watts=watts, flow=watts * 6.1e-5, limit=f"{21.3 + 0.4 * (i % 5):.1f}")
    return text
