#!/bin/sh
# test_air.sh PROGRAM REFERENCES - headroom air as a user meets it: tables, options, refusals. TAP.
#
# SPDX-License-Identifier: Apache-2.0
set -u
references=$2
# shellcheck source=/dev/null
. "$(dirname -- "$0")/tap.sh"
begin "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# refuse EDIT WORDS TEXT: open_100 with an edit is refused with these words and their place.
refuse()
{
  sed "$1" "$references/open_100/case.yaml" >bad.yaml
  shift
  try 2 air bad.yaml && grep -q "$1" err && grep -q '^bad.yaml:[0-9]*:[0-9]*: error' err && [ ! -s out ]
  tell $? "$2"
}

# ---- tables
try 0 air "$references/open_100/case.yaml" --grid 0.3 &&
  [ "$(head -n 1 out)" = "$(head -n 1 "$references/open_100/racks.csv")" ] &&
  [ "$(cut -d, -f1-2 out)" = "$(cut -d, -f1-2 "$references/open_100/racks.csv")" ] &&
  grep -q 'steady after' err
tell $? "a steady case prints the rack table with the reference's headings and rows"

try 0 air "$references/coil_loss/case.yaml" --grid 0.3 --until 20 --step 1 &&
  sed '1,/^$/d' out >series &&
  [ "$(head -n 1 series)" = "$(head -n 1 "$references/coil_loss/timeseries.csv")" ] &&
  [ "$(cut -d, -f1 series | tr '\n' ' ')" = "t_s 0 5 10 15 20 " ]
tell $? "a transient case adds the time series after an empty line"

try 0 air "$references/duct/case.yaml" --grid 0.1 && grep -q '^return_T_C,30[.]0' out
tell $? "a case without racks prints its summary"

mkdir tables
try 0 air "$references/open_100/case.yaml" --grid coarse -o tables &&
  [ "$(find tables -type f | sort | tr "\n" " ")" = "tables/field.csv tables/racks.csv tables/recirculation.csv tables/summary.csv " ] &&
  awk -F, 'NR > 1 { s = 0; for (i = 2; i <= NF; i++) s += $i; if (s < 0.999 || s > 1.001) exit 1 }' \
    tables/recirculation.csv
tell $? "a folder takes every table; shares of an inlet add up to one; grids have names"

sed 's/heat_W: 5000.0/heat_W: 26000.0/' "$references/open_100/case.yaml" >dense.yaml
try 0 air dense.yaml --grid 0.3 && grep -q '^not validated: racks above 25 kW' err
tell $? "racks denser than those that were compared are called not validated"

# ---- refusals
refuse 's/flow_m3s: 1.381980/flow_m3s: 1.2/' 'the supplies blow' "flows that do not cancel"
refuse 's/sign: -1}/sign: -1, stops: true}/' 'of what goes on after t = 0, the supplies blow' \
  "a return that stops alone"
refuse 's/inlet_side: xmin/inlet_side: left/' 'one of xmin' "a side that is none"
refuse 's/, heat_W: 5000.0//' "heat_W" "a rack without heat"
refuse 's/heat_W/heat_w/' "did you mean 'heat_W'" "a misspelt key"
refuse 's/0.6, 1.8, 1.8, 2.4, 0.0, 2.1/0.6, 1.8, 1.8, 2.4/' '6 numbers' "a box of four numbers"
refuse 's/0.0, 0.9, 0.0, 2.1/0.0, 0.9, 0.0, 3.1/' 'leaves the room' "a box that leaves the room"
refuse 's/name: r2/name: r1/' "two racks are called" "two racks of one name"
refuse 's/symmetry: .xmin./symmetry: [west]/' 'no face of the room' "an unknown face"
refuse 's/axis: z, at: 2.1/axis: z, at: 1.5/' 'stand between a wall and air' \
  "a return inside a block"
refuse 's/T_C: 18.0/T_C: 18.0, T_from_return: r/' "there is no return 'r'" \
  "a return that is not there"
try 2 air "$references/open_100/case.yaml" --grid -1 && grep -q 'above zero' err
tell $? "a grid below zero"
try 2 air nowhere.yaml && [ ! -s out ]
tell $? "a case that is not there"

end
