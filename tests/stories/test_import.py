#!/usr/bin/env python3
"""Inventories as they come, made into scenarios: the same hall again, nothing guessed, every fault told.

Speaks TAP; the environment variable HEADROOM names the program, the argument the folder of examples.

SPDX-License-Identifier: Apache-2.0
"""
import csv
import json
import math
import os
import random
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "files"))
from tap import PROGRAM, check, main  # noqa: E402

EXAMPLES = os.path.abspath(sys.argv[1])
_n_files = 0


def fresh(ending):
    global _n_files
    _n_files += 1
    return f"file-{_n_files}.{ending}"


def write(text, ending="csv"):
    name = fresh(ending)
    with open(name, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return name


def call(inventory, *words):
    """Ends with its code, its JSON (or None), what stands on stderr, and the scenario's name."""
    output = fresh("yaml")
    said = subprocess.run([PROGRAM, "import", "--json", inventory, "-o", output, *words],
                          capture_output=True)
    try:
        answer = json.loads(said.stdout)
    except ValueError:
        answer = None
    return said.returncode, answer, said.stderr.decode(errors="replace"), output


def imported(text, *words, **maps):
    """The answer to an inventory that must be taken; a map may be given as a dict of YAML."""
    if maps:
        words += ("--map", write(json.dumps(maps), "yaml"))
    code, answer, said, output = call(write(text), *words)
    check(f"it is taken: {text.splitlines()[0][:60]!r}", code == 0, said + str(answer))
    return answer, output


def refused(text, *words, **maps):
    """The problems of an inventory that must not be taken."""
    if maps:
        words += ("--map", write(json.dumps(maps), "yaml"))
    code, answer, said, output = call(write(text), *words)
    check(f"it is refused: {text.splitlines()[0][:60]!r}",
          code == 2 and answer["schema"] == "headroom.problems/1" and not os.path.exists(output),
          said + str(answer))
    return answer["problems"]


def gap(answer, what):
    """Racks and devices of a gap, (0, 0) when it is not there."""
    found = [x for x in answer["gaps"] if what in x["not_known"]]
    return (found[0]["racks"], found[0]["devices"]) if found else (0, 0)


def write_as(name, text):
    with open(name, "w") as file:
        file.write(text)


def run(scenario, *settings):
    results = fresh("h5")
    words = [word for x in settings for word in ("--set", x)]
    said = subprocess.run([PROGRAM, "run", "--json", scenario, "-o", results, *words],
                          capture_output=True)
    return json.loads(said.stdout), results


def rack_table(results):
    folder = fresh("tables")
    subprocess.run([PROGRAM, "report", results, "--csv", folder], check=True, capture_output=True)
    with open(f"{folder}/racks.csv", newline="") as file:
        return {row["rack"]: row for row in csv.DictReader(line for line in file
                                                           if not line.startswith("#"))}


def text_of(name):
    with open(name) as file:
        return file.read()


# ------------------------------------------------------------------- the same hall again

# Entries of the catalogue and their heights in U; every rack of the known hall holds some.
ENTRIES = {"legacy-1u-cpu": 1, "legacy-2u-cpu": 2, "storage-jbod": 4, "network-switch-tor": 1}
POUND_KG = 0.45359237
CFM_M3S = 0.3048**3 / 60


def random_hall(seed):
    """Racks by row: name, limit in W, and (model, count, own W or None, CFM, lb)."""
    draw = random.Random(seed)
    rows = {}
    for row in "AB":
        rows[row] = []
        for i in range(1, draw.randrange(4, 9)):
            devices = [(model, draw.randrange(1, 5), None, None, None)
                       for model in draw.sample(sorted(ENTRIES), 2)]
            devices.append((f"Own {draw.randrange(3)}", draw.randrange(1, 4),
                            draw.randrange(200, 900), draw.randrange(20, 120),
                            draw.randrange(30, 90)))
            rows[row].append((f"{row}{i:02d}", draw.randrange(4000, 9000), devices))
    return rows


def known_scenario(rows):
    text = "scenario: 1\ninclude: \"@first-hall\"\ntitle: known\nhall:\n  rows:\n"
    places = {"A": ("[3.6 m, 2.4 m]", "north"), "B": ("[3.6 m, 5.4 m]", "south")}
    for row, racks in rows.items():
        origin, faces = places[row]
        text += f"    - name: {row}\n      origin: {origin}\n      faces: {faces}\n      racks:\n"
        for name, limit_w, devices in racks:
            text += (f"        - name: {name}\n          limit: {limit_w} W\n          height: 45 U\n"
                     f"          feeds: [pdu-a1, pdu-b1]\n"
                     f"          circuit: {{voltage: 415 V, current: 32 A, continuous: 80 %}}\n"
                     f"          nodes:\n")
            for model, count, own_w, cfm, pounds in devices:
                if own_w is None:
                    text += f"            - {{use: {model}, count: {count}}}\n"
                else:
                    text += (f"            - {{name: {model}, count: {count}, height: 2 U, "
                             f"mass: {pounds} lb, model: curve, basis: measured, "
                             f"points: [[0 %, {own_w} W], [100 %, {own_w} W]], "
                             f"airflow: {cfm} CFM}}\n")
    return write(text, "yaml")


def known_inventory(rows):
    """Device by device, as a DCIM system would have it; and the power feeds as NetBox would."""
    lines = ["Cabinet,Row Label,RUs,Make,Model,Measured Power (kW),Airflow CFM,Weight (lbs),"
             "Rack Power Limit (kW),Rack Height"]
    feeds = ["power_panel,name,rack,status,type,supply,phase,voltage,amperage,max_utilization"]
    for row, racks in rows.items():
        for name, limit_w, devices in racks:
            for panel, kind in (("pdu-a1", "primary"), ("pdu-b1", "redundant")):
                feeds.append(f"{panel},{panel}-{name},{name},active,{kind},ac,three-phase,415,32,80")
            for model, count, own_w, cfm, pounds in devices:
                cells = ["", "", ""] if own_w is None else [own_w / 1e3, cfm, pounds]
                height = ENTRIES.get(model, 2)
                lines += [",".join(map(str, [name, row, height, "", model, *cells, limit_w / 1e3,
                                             45]))] * count
    random.Random(3).shuffle(lines[1:])
    return write("\n".join(lines) + "\n"), write("\n".join(feeds) + "\n")


def the_same_hall_again():
    """An inventory of a known scenario gives its racks' power and its limits back."""
    for seed in range(3):
        rows = random_hall(seed)
        known, known_results = run(known_scenario(rows))
        inventory, feeds = known_inventory(rows)
        code, answer, said, output = call(inventory, "--feeds", feeds, "--into", "@first-hall")
        check(f"hall {seed} is taken", code == 0, said + str(answer))
        again, results = run(output)
        racks = {name for row in rows.values() for name, *_ in row}
        before, after = rack_table(known_results), rack_table(results)
        keys = [k for k in next(iter(before.values())) if k.endswith("_w") or k.endswith("_m3s")]
        # Tables are printed with nine digits; units go from kW, lb and CFM through twelve.
        far = [(name, k, before[name][k], after[name][k]) for name in racks for k in keys
               if before[name][k] != after[name][k] and
               not math.isclose(float(before[name][k]), float(after[name][k]), rel_tol=1e-8)]
        check(f"hall {seed}: every rack draws and blows what it did", not far and len(keys) > 3,
              (keys, far))
        limits = [[(x["subject"], x["limit"], x["with_partner_lost"]) for x in y["limits"]]
                  for y in (known, again)]
        check(f"hall {seed}: the same limits, the binding one first", limits[0] == limits[1],
              [x for x in zip(*limits) if x[0] != x[1]][:5])
        far = [(a["subject"], a["limit"], a["margin"], b["margin"])
               for a, b in zip(known["limits"], again["limits"])
               if a["margin"] != b["margin"] and
               not math.isclose(a["margin"], b["margin"], rel_tol=1e-7)]
        check(f"hall {seed}: with the same margins", not far, far)


# ----------------------------------------------------------------------- the worked example

def the_worked_example():
    """docs/import.md: thirty racks, first bare, then with what is known besides."""
    inventory = f"{EXAMPLES}/thirty-racks.csv"
    with open(inventory, newline="") as file:
        rows = [row for row in csv.DictReader(file)]
    devices = [row for row in rows if row["Model"] and row["Status"] != "Planned"]
    measured = sum(float(row["Measured Power (W)"] or 0) for row in devices)
    code, bare, said, output = call(inventory)
    check("bare, it is taken", code == 0, said)
    check("thirty racks and the devices in service",
          bare["racks"] == 30 and bare["devices"] == len(devices), bare)
    check("what was measured, summed", math.isclose(bare["measured"]["power_w"], measured), bare)
    check("no airflow: not one rack is known, and none is counted as zero",
          bare["racks_known"] == 0 and run(output)[0]["verdict"] == "unknown", bare)
    without = [row for row in devices if not row["Rated Power (W)"] and
               not row["Measured Power (W)"]]
    check("draw not known: as many devices as have neither figure",
          gap(bare, "draw")[1] == len(without), (bare["gaps"], len(without)))

    code, full, said, output = call(inventory, "--map", f"{EXAMPLES}/map.yaml", "--types",
                                    f"{EXAMPLES}/types", "--into", "@first-hall")
    check("with map, types and hall every rack is known", code == 0 and full["racks_known"] == 30,
          said + str(full))
    answer, results = run(output)
    racks = rack_table(results)
    row_a = [row for row in devices if row["Cabinet"] == "A-07"]
    expected = sum(float(row["Measured Power (W)"] or 0) for row in row_a)
    mean = [float(v) for k, v in racks["A-07"].items() if k.startswith("power") and k.endswith("_w")]
    check("a rack draws the sum of its readings",
          any(math.isclose(x, expected, rel_tol=1e-8) for x in mean), (expected, racks["A-07"]))
    check("what binds is a rack of drive enclosures at half of two ports of 900 W",
          answer["limits"] and min((x["margin_frac"], x["subject"]) for x in answer["limits"]
                                   if x["margin_frac"] is not None and not x["advisory"])[1]
          in ("B-11", "B-12"), answer["limits"][:2])
    pod = ['hall.rows[C].racks+={repeat: 4, name: "P-%02d", use: dgx-h100-rack-4, '
           'feeds: [pdu-a1, pdu-b1]}']
    works = ["hall.crahs+={name: crah-new-1, use: crah-100kw, plant: chiller-1, from: [mech]}",
             "hall.rows[*].containment=cold_aisle"]
    os.rename(output, "hall-1.yaml")
    write_as("pod-here.yaml", text_of(f"{EXAMPLES}/pod-here.yaml"))
    verdicts = [run("pod-here.yaml", *sets)[0]["verdict"] for sets in ([], pod, pod + works)]
    check("from there to a decision: the pod does not fit as the hall is, and does with the works",
          verdicts == ["within uncertainty", "does not fit", "within uncertainty"], verdicts)
    output = "hall-1.yaml"
    again = subprocess.run([PROGRAM, "import", inventory, "-o", output], capture_output=True)
    check("a scenario that stands there is not written over",
          again.returncode == 4 and b"stands there already" in again.stderr, again.stderr)


# ------------------------------------------------------------------------------ tables

def tables_as_they_come():
    """One inventory in every dress: the same racks and powers."""
    plain = "Rack,Model,Nameplate (W),Weight (kg)\nR1,\"Box, large\",1250,20\nR2,Box,800,12.5\n"
    dresses = {
        "plain": plain,
        "byte order mark": "\ufeff" + plain,
        "CRLF": plain.replace("\n", "\r\n"),
        "CR alone": plain.replace("\n", "\r"),
        "no last line end": plain.rstrip("\n"),
        "semicolons": "Rack;Model;Nameplate (W);Weight (kg)\nR1;Box, large;1250;20\nR2;Box;800;12.5\n",
        "tabs": "Rack\tModel\tNameplate (W)\tWeight (kg)\nR1\tBox, large\t1250\t20\nR2\tBox\t800\t12.5\n",
        "sep=": "sep=;\nRack;Model;Nameplate (W);Weight (kg)\nR1;Box, large;1250;20\nR2;Box;800;12.5\n",
        "kilowatts, pounds": "Cabinet,Model,Nameplate kW,Weight_lbs\n"
                             f"R1,\"Box, large\",1.25,{20 / POUND_KG:.9f}\nR2,Box,.8,{12.5 / POUND_KG:.9f}\n",
        "units in cells": "RACK,MODEL,nameplate,weight\nR1,\"Box, large\",1.25 kW,20 kg\n"
                          "R2,Box,800W,12.5kg\n",
        "blank lines, spaces, trailing cells": "\n Rack , Model ,Nameplate (W),Weight (kg),,\n,,,,,\n"
                                               "R1 , \"Box, large\" ,1250,20,,\n\nR2,Box, 800 ,12.5\n",
    }
    for name, text in dresses.items():
        answer, output = imported(text)
        check(f"{name}: two racks, 2050 W", answer["racks"] == 2 and
              math.isclose(answer["nameplate"]["power_w"], 2050), answer)
        masses = sum(float(line.split("mass: ")[1].split(" ")[0])
                     for line in text_of(output).splitlines() if "mass: " in line)
        check(f"{name}: 32.5 kg, and the model with its comma", math.isclose(masses, 32.5) and
              '"Box, large"' in text_of(output), text_of(output))
    answer, _ = imported('Rack,Model,Nameplate (W)\n"R\n1","a ""b"" c",100\nR2,x,50\n')
    check("quotes hold line ends and quotes", answer["models"][0]["model"] == 'a "b" c' and
          answer["models"][1]["line"] == 4, answer)


def faults_in_tables():
    """Each has its line and column, and all are told at once."""
    problems = refused("Rack,Model,Nameplate (W)\nR1,a,\"12,5\"\nR2,b,abc\nR3,c,1 kVA\nR4,d,10 Wh/d\n")
    check("a decimal comma, a word, an apparent power and no unit at all",
          [(x["line"], x["column"], x["code"]) for x in problems] ==
          [(2, 6, "E1024"), (3, 6, "E1023"), (4, 6, "E1022"), (5, 6, "E1021")], problems)
    problems = refused("Rack,Model,Nameplate (W)\nR1,a,12,5\n")
    check("a decimal comma without quotes is told as a cell too many",
          problems[0]["line"] == 2 and "comma" in problems[0]["message"], problems)
    problems = refused("Rack,Model,Nameplate\nR1,a,750\n")
    check("a power without a unit", problems[0]["code"] == "E1020", problems)
    problems = refused("Rack,Model,Power (kW)\nR1,a,1\n")
    check("a power that may be the maker's or a meter's must be named",
          problems[0]["code"] == "E1038" and "map" in problems[0]["note"], problems)
    problems = refused("Rack,Model,Power (kW),Weight (kg)\nR1,a,1,heavy\n")
    check("and the rows are read for their own faults all the same",
          [x["line"] for x in problems] == [1, 2], problems)
    imported("Rack,Model,Power (kW)\nR1,a,1\n", columns={"Power (kW)": "measured"})
    problems = refused("Rack,Model,Weight (kg),Weight (lb)\nR1,a,1,2\n")
    check("two columns for one thing", problems[0]["code"] == "E1040", problems)
    problems = refused("Cupboard,Model\nR1,a\n")
    check("no rack column", problems[0]["code"] == "E1011", problems)
    problems = refused("Rack,Model\nR1,\"a\nR2,b\n")
    check("a quote that is never closed", (problems[0]["line"], problems[0]["column"]) == (2, 4),
          problems)
    problems = refused("Rack,Model\n")
    check("a heading alone has no rack", problems[0]["code"] == "E1003", problems)
    code, answer, _, _ = call(write(b"Rack,Model\nR1,Ger\xe4t\n"))
    check("Latin-1 is told with its place", code == 2 and answer["problems"][0]["code"] == "E1004" and
          (answer["problems"][0]["line"], answer["problems"][0]["column"]) == (2, 7), answer)
    problems = refused("Rack,Model,Weight (stones)\nR1,a,1\n")
    check("an unknown unit in a heading", problems[0]["code"] == "E1021", problems)
    code, answer, said, _ = call("there-is-none.csv")
    check("a file that is not there", code == 2 and answer["problems"][0]["code"] == "E1001", said)


def maps():
    problems = refused("Rack,Model,Pwr\nR1,a,1\n", columns={"Pwer": "measured"}, colums={})
    check("misspelt keys of a map get a suggestion",
          {x["message"].split("did you mean ")[1].split("'")[1] for x in problems} ==
          {"columns", "Pwr"}, problems)
    problems = refused("Rack,Model,Pwr\nR1,a,1\n", columns={"Pwr": "messured"})
    check("and so do its fields", "'measured'" in problems[0]["message"], problems)
    problems = refused("Rack,Model\nR1,XE9680\n", models={"XE9680": "hgx-h100"})
    check("an entry that is not in the catalogue", problems[0]["code"] == "E1042", problems)
    answer, output = imported("Rack,Model\nR1,XE9680\n", models={"xe9680": "hgx-h100-oem"})
    check("a mapped model", answer["models"][0]["entry"] == "hgx-h100-oem" and
          answer["racks_known"] == 1 and "use: hgx-h100-oem" in text_of(output), answer)
    problems = refused("Rack,Model,Status\nR1,a,Mothballed\n")
    check("a status that nobody knows is asked for", "Mothballed" in problems[0]["message"], problems)
    answer, _ = imported("Rack,Model,Status\nR1,a,Mothballed\nR1,b,Live\n", counted=["mothballed"])
    check("and counted as the map says", answer["devices"] == 1 and gap(answer, "out of")[1] == 1,
          answer)
    problems = refused("Rack,Model,Room\nR1,a,North\nR2,b,South\n")
    check("of several rooms one must be chosen", "North" in problems[0]["message"], problems)
    answer, _ = imported("Rack,Model,Room\nR1,a,North\nR2,b,South\n", "--room", "South")
    check("it is chosen", answer["racks"] == 1 and answer["models"][0]["model"] == "b", answer)


# ------------------------------------------------------------------- nothing is guessed

def nothing_is_guessed():
    answer, output = imported("Rack,Model\nR1,dgx h100\nR2,DGX-H1000\nR3,NVIDIA DGX H100\n")
    check("a model is matched whole or not at all",
          [x["entry"] for x in answer["models"]] == ["dgx-h100", None, "dgx-h100"] and
          answer["models"][1]["nearest"] == "dgx-h100", answer["models"])
    check("the other's draw is not known", gap(answer, "draw") == (1, 1) and
          "not known: draw" in text_of(output), answer)
    answer, output = imported("Rack,Model,Nameplate (W)\nR1,a,100\nR1,b,n/a\nR1,c,-\nR1,d,\nR1,e,TBD\n")
    check("n/a, -, nothing and TBD are not zero", gap(answer, "draw") == (1, 4) and
          answer["nameplate"] == {"power_w": 100, "devices": 1}, answer)
    answer, output = imported("Rack,Model,Nameplate (W),Measured (W),Airflow (CFM)\nR1,a,900,400,60\n"
                              "R2,b,900,,60\n")
    lines = text_of(output)
    check("a reading goes before a nameplate, which is told where it stands in",
          "[100 %, 400 W]" in lines and "[100 %, 900 W]" in lines and
          gap(answer, "nameplate is its draw") == (1, 1), lines)
    answer, output = imported("Rack,Model,Measured (W)\nR1,a,400\n", assume={"airflow": "100 CFM/kW"})
    # 0.4 kW at 100 CFM/kW; six digits are written.
    flow = float(text_of(output).split("airflow: {value: ")[1].split(" ")[0])
    check("an assumption of the map is a stated estimate",
          math.isclose(flow, 40 * CFM_M3S, rel_tol=1e-5) and "grade: estimate" in text_of(output) and
          gap(answer, "assumption") == (1, 1), text_of(output))
    answer, output = imported("Rack,Model,Measured (W)\nR1,DGX H100,6000\n")
    check("an entry draws by its model, and the reading is told as left",
          "use: dgx-h100" in text_of(output) and gap(answer, "reading left") == (1, 1), answer)
    answer, output = imported("Rack,Model,Measured (W)\nR1,DGX H100,6000\n", assume={"draw": "measured"})
    check("unless the map says: then with the entry's airflow and inlets",
          "[100 %, 6000 W]" in text_of(output) and f"{1105 * CFM_M3S:.4f}" in text_of(output) and
          "inlet_max: 30 degC" in text_of(output), text_of(output))
    answer, output = imported("Rack,Row,Model\n01,A,DGX H100\n01,B,DGX H100\n02,A,DGX H100\n")
    check("racks of one name in two rows are two racks", answer["racks"] == 3 and
          "A-01" in text_of(output) and "B-01" in text_of(output), text_of(output))
    check("racks alike share a template", text_of(output).count("<<: *rack-1") == 3, text_of(output))


def what_can_hardly_be_so():
    cases = {
        "60 kW in 1U is not taken": ("Rack,Model,U Height,Nameplate (kW)\nR1,a,1,60\n", "60000 W in 1 U"),
        "48 U in a rack of 42": ("Rack,Rack Height,Model,Position,Height\nR1,42,a,40,9\n", "U48"),
        "one serial number twice": ("Rack,Model,Serial\nR1,a,X1\nR2,b,X1\n", "'X1' stands twice"),
        "two devices in one place": ("Rack,Model,Position,Height\nR1,a,10,4\nR1,b,12,1\n",
                                     "'b' stands in the same rack units of rack 'R1' as 'a'"),
        "more measured than the maker prints": ("Rack,Model,Nameplate (W),Measured (W)\nR1,a,500,700\n",
                                                "above its nameplate of 500 W"),
        "kilowatts in a column of watts": ("Rack,Model,Nameplate (W)\nR1,a,1.2\n", "column of watts"),
        "another nameplate than the catalogue's": ("Rack,Model,Nameplate (W)\nR1,DGX H100,6500\n",
                                                   "dgx-h100 has 10200 W"),
        "half a tonne in 1U is not taken": ("Rack,Model,Height,Weight (kg)\nR1,a,1,500\n", "500 kg in 1 U"),
        "a rack with two heights": ("Rack,Rack Height,Model\nR1,42,a\nR1,48,b\n", "42 and 48"),
        "a negative power": ("Rack,Model,Nameplate (W)\nR1,a,-5\n", "outside 1 to"),
    }
    for name, (text, words) in cases.items():
        answer, output = imported(text)
        check(name, len(answer["doubtful"]) == 1 and words in answer["doubtful"][0]["message"] and
              answer["doubtful"][0]["line"] > 1, answer["doubtful"])
        check(f"{name}: with --strict it is refused",
              call(write(text), "--strict")[0] == 2)
    answer, _ = imported(cases["60 kW in 1U is not taken"][0])
    check("what is not taken is not known", gap(answer, "draw") == (1, 1) and
          answer["nameplate"]["devices"] == 0, answer)
    for text in ("Rack,Model,Position,Height\nR1,a,10,4\nR1,b,14,1\nR1,c,9,1\nR1,d,0,0\nR1,e,0,0\n",
                 "Rack,Rack Height,Model,Position,Height\nR1,48,a,40,9\n"):
        check("neighbours that touch, strips at U0 and a rack that is full are sound",
              imported(text)[0]["doubtful"] == [])


# ---------------------------------------------------------------------------- NetBox

TYPE = """---
manufacturer: Example
model: {model}
slug: example-{slug}
part_number: {part}
u_height: {u}
is_full_depth: false
weight: {weight}
weight_unit: {unit}
airflow: front-to-rear
"""


def port(i, maximum, allocated=None):
    text = f"  - name: PSU{i}\n    type: iec-60320-c14\n    maximum_draw: {maximum}\n"
    return text + (f"    allocated_draw: {allocated}\n" if allocated else "")


def device_types():
    os.mkdir("types")
    ports = {"One": [(750, None)], "Two": [(800, None), (800, None)], "Both": [(700, 250), (700, 300)],
             "Strip": []}
    for i, (model, its) in enumerate(ports.items()):
        with open(f"types/{model}.yml", "w") as file:
            file.write(TYPE.format(model=model, slug=model.lower(), part=f"P-{i}", u=i + 1,
                                   weight=350 + i, unit="oz"))
            if its:
                file.write("power-ports:\n" + "".join(port(k, *p) for k, p in enumerate(its)))
    text = "Rack,Manufacturer,Type,Position,Face\n" + "".join(
        f"R{i},Example,{model},1,front\n" for i, model in enumerate(ports))
    answer, output = imported(text, "--types", "types")
    lines = text_of(output)
    check("one port: its maximum draw; two: only what is allocated, else nothing",
          answer["nameplate"] == {"power_w": 750 + 550, "devices": 2} and
          gap(answer, "redundancy of its power ports") == (1, 1), answer)
    check("ounces", f"mass: {350 / 16 * POUND_KG:.6g}"[:12] in lines, lines)
    check("no port and no bay: it draws nothing", "[100 %, 0 W]" in lines and answer["racks_known"] == 1,
          lines)
    for rule, watts in (("half", 750 + 800 + 700), ("all", 750 + 1600 + 1400)):
        answer, output = imported(text, "--types", "types", assume={"power_ports": rule,
                                                                    "airflow": "100 CFM/kW"})
        check(f"the map says {rule}", answer["nameplate"] == {"power_w": watts, "devices": 3} and
              answer["racks_known"] == 4, answer)
    check("half of two supplies are needed", "supplies: 2, supplies_needed: 1" in text_of(
        imported(text, "--types", "types", assume={"power_ports": "half"})[1]))
    answer, _ = imported("Rack,Model\nR1,P-1\nR2,example-two\n", "--types", "types/Two.yml")
    check("a type is known by part number and slug too",
          [x["device_type"] for x in answer["models"]] == ["Two", "Two"], answer)
    answer, _ = imported("Rack,Type,Manufacturer,Position,Face\nR1,One,Example,3,front\n"
                         "R1,One,Example,3,rear\n", "--types", "types")
    check("two of half depth share a rack unit, front and rear", answer["doubtful"] == [], answer)
    text = (TYPE.format(model="A", slug="a", part="A", u=1, weight=1, unit="kg") +
            TYPE.format(model="B", slug="b", part="B", u=1, weight="heavy", unit="kg"))
    problems = refused("Rack,Model\nR1,A\n", "--types", write(text, "yaml"))
    line = 1 + [i for i, x in enumerate(text.splitlines()) if "heavy" in x][0]
    check("a fault in the second document of a file has its own line",
          problems[0]["line"] == line and "weight" in problems[0]["message"], problems)


def power_feeds():
    """A feed of a rack is its circuit: voltage times amperage times utilisation, root 3 on three phases."""
    heading = "power_panel,name,rack,status,supply,phase,voltage,amperage,max_utilization\n"
    inventory = "Rack,Model\nR1,DGX H100\nR2,DGX H100\nR3,DGX H100\n"
    feeds = heading + "".join(f"{panel},{panel}-{rack}-{i},{rack},active,ac,{phase},{volts},{amps},75\n"
                              for rack, phase, volts, amps, n in
                              (("R1", "three-phase", 400, 25, 2), ("R2", "single-phase", 230, 63, 1))
                              for panel in ("PA", "PB") for i in range(n))
    feeds += "PA,PA-R3,R3,active,ac,three-phase,400,25,75\nPB,PB-R3,R3,active,ac,three-phase,400,32,75\n"
    answer, output = imported(inventory, "--feeds", write(feeds))
    lines = text_of(output)
    check("two circuits from each panel; one of a single phase", "circuit: {voltage: 400 V, current: 25 A, "
          "phases: 3, count: 2, continuous: 75 %}" in lines and "circuit: {voltage: 230 V, current: 63 A, "
          "phases: 1, count: 1, continuous: 75 %}" in lines and "feeds: [PA, PB]" in lines, lines)
    check("feeds of one rack that differ: its circuit is not known", gap(answer, "circuit") == (1, 0) and
          len(answer["doubtful"]) == 1, answer)
    limits = {x["subject"]: x for x in run(output)[0]["limits"] if x["limit"] == "current"}
    current = {rack: [x["limit_value"] for s, x in limits.items() if s.startswith(rack)]
               for rack in ("R1", "R2")}
    check("the run holds 75 % of two breakers of 25 A, and of one of 63 A",
          all(math.isclose(x, 0.75 * 25 * 2) or math.isclose(x, 0.75 * 25) for x in current["R1"]) and
          all(math.isclose(x, 0.75 * 63) for x in current["R2"]) and current["R1"] and current["R2"],
          current)
    as_yaml = write(json.dumps([dict(zip(heading.strip().split(","), line.split(",")))
                                for line in feeds.splitlines()[1:]]), "yaml")
    again = text_of(imported(inventory, "--feeds", as_yaml)[1])
    check("the same from YAML", again.split("\nhall:")[1] == lines.split("\nhall:")[1], again)
    answer, output = imported("Rack,Model,Feed A,Feed B\nR1,DGX H100,F1,F2\n", "--feeds",
                              write(heading + ",F1,,active,ac,three-phase,400,250,80\n"
                                    ",F2,,active,ac,single-phase,230,100,80\n"))
    check("a feed without a panel is an element with its rating",
          "voltage: 400 V, rating_current: 250 A, continuous: 80 %" in text_of(output) and
          "rating_apparent: 23000 VA" in text_of(output), text_of(output))
    answer, output = imported("Rack,Model,Feed A,Feed B\n" + "R1,DGX H100,F1,F2\n" * 3, "--feeds",
                              write(heading + "PA,F1,,active,ac,three-phase,400,63,80\n"
                                    "PB,F2,,active,ac,three-phase,400,63,80\n"))
    check("three devices on one circuit of each panel: one circuit from each",
          "phases: 3, count: 1, continuous: 80 %" in text_of(output) and
          "feeds: [PA, PB]" in text_of(output), text_of(output))
    problems = refused(inventory, "--feeds", write(heading + "PA,F,R1,active,dc,three-phase,400,25,80\n"))
    check("direct current is refused", "direct current" in problems[0]["message"], problems)
    problems = refused("Rack,Model,Feed A\nR1,DGX H100,pdu-a2\nR2,a,\n", "--into", "@first-hall")
    check("a feed that the hall has not, and a rack without one",
          [x["code"] for x in problems] == ["E1041", "E1053"] and "'pdu-a1'" in problems[0]["message"],
          problems)


# ------------------------------------------------------------------------------ bulk

def thousands_of_rows():
    lines = ["Rack,Row,Position,Height,Model,Nameplate (W),Airflow (CFM),Feed A,Feed B"]
    for rack in range(500):
        for k in range(12):
            lines.append(f"R{rack:03d},{rack // 25:02d},{1 + 3 * k},2,Box {k % 3},"
                         f"{400 + k % 3},{40 + k % 3},A,B")
    answer, output = imported("\n".join(lines) + "\n")
    check("six thousand devices in five hundred racks, all known", answer["racks_known"] == 500 and
          answer["devices"] == 6000 and
          math.isclose(answer["nameplate"]["power_w"], 500 * 4 * (400 + 401 + 402)), answer)
    check("written once", text_of(output).count("model: curve") == 3, "")
    check("and run", math.isclose(run(output)[0]["ledger"]["it_j"],
                                  run(output)[0]["ledger"]["simulated_s"] * 500 * 4 * 1203,
                                  rel_tol=1e-8))


def whatever_comes():
    """Damaged files end in an answer, never in a crash."""
    draw = random.Random(11)
    with open(f"{EXAMPLES}/thirty-racks.csv", "rb") as file:
        sound = file.read()[:3000]
    with open(f"{EXAMPLES}/map.yaml", "rb") as file:
        sound_map = file.read()
    odd = [b'"', b",", b"\n", b"\r", b";", b"\xff", b"\xc3", b"\0", b"(", b"[", b"-", b"1e999", b"\t", b"'",
           b": ", b"{", b"&a [*a]", b"---\n", b"*"]
    for trial in range(150):
        texts = [bytearray(sound), bytearray(sound_map)]
        for text in texts:
            for _ in range(draw.randrange(0, 5)):
                at = draw.randrange(len(text))
                text[at:at + draw.randrange(0, 9)] = draw.choice(odd)
        code, _, said, output = call(write(bytes(texts[0])), "--map", write(bytes(texts[1]), "yaml"))
        if code not in (0, 2):
            check(f"trial {trial} ends with {code}", False, f"{texts[0]!r}\n{texts[1]!r}\n{said}")
            return
        if code == 0:
            checked = subprocess.run([PROGRAM, "check", output], capture_output=True)
            if checked.returncode != 0:
                check(f"trial {trial} is sound", False, checked.stderr.decode())
                return
    check("150 damaged inventories and maps, each refused or imported soundly", True)


if __name__ == "__main__":
    main(the_same_hall_again, the_worked_example, tables_as_they_come, faults_in_tables, maps,
         nothing_is_guessed, what_can_hardly_be_so, device_types, power_feeds, thousands_of_rows,
         whatever_comes)
