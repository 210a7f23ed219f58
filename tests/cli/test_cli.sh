#!/bin/sh
# test_cli.sh PROGRAM - what the commands answer, where, and how they end. Speaks TAP.
#
# SPDX-License-Identifier: Apache-2.0
set -u
program=$1
# shellcheck source=/dev/null
. "$(dirname -- "$0")/tap.sh"
begin "$program"
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1

is_json()
{
  python3 - "$1" "$2" <<'END'
import json, sys
sys.exit(json.load(open(sys.argv[1]))["schema"] != sys.argv[2])
END
}

begins()
{
  head -n 1 "$1" | grep -q "$2"
}

ends()
{
  tail -n 1 "$1" | grep -q "$2"
}

# ---- help
try 2 && [ ! -s out ] && grep -q 'headroom run @first-hall' err
tell $? "no words: the short help, on stderr, and 2"
try 0 help && grep -q 'headroom run @first-hall' out && [ ! -s err ]
tell $? "help stands on stdout"
for command in $("$program" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' | grep -v '^help$'); do
  try 0 "$command" --help && begins out "^  headroom" && [ ! -s err ]
  tell $? "the help of $command begins with an example"
done
try 0 --version && grep -q 'GSL .*HDF5 .*libyaml' out
tell $? "the version names the libraries"
try 0 help E1042 && grep -q catalogue out
tell $? "help on a code of an error"

# ---- wrong words
try 2 rnu && grep -q "did you mean 'run'" err && [ ! -s out ]
tell $? "a misspelt command"
try 2 help rnu && grep -q "did you mean 'run'" err
tell $? "help on a misspelt command"
try 2 run --out x.h5 @first-hall && grep -q "did you mean '--output'" err && [ ! -e x.h5 ]
tell $? "a shortened option is refused with a suggestion"
try 2 run && grep -q 'usage: headroom run SCENARIO' err
tell $? "run without a scenario"
try 2 run @frist-hall && grep -q "did you mean '@first-hall'" err
tell $? "a misspelt example"
try 2 run @first-hall --units metric && grep -q 'us or si' err
tell $? "an unknown system of units"
try 2 run @first-hall --set hall.air.suply=19C && grep -q 'hall.air.suply' err
tell $? "--set on a path that does not exist"
try 2 run @first-hall --set hall.air.supply=19 && grep -q "write for example '19 °C'" err
tell $? "--set without a unit"
try 2 models mixin && grep -q "did you mean 'mixing'" err
tell $? "a misspelt model"
try 2 catalog dgx-h10 && grep -q "did you mean 'dgx-h100'" err
tell $? "a misspelt entry of the catalogue"

# ---- run
try 0 run @first-hall -o hall.h5 && [ -s hall.h5 ] && [ ! -e hall.h5.part ] && [ ! -s err ] &&
  begins out 'First hall' && ends out 'headroom report hall.h5'
tell $? "a run writes its results, prints the ledger, ends with what to do next, quietly on stderr"
cp hall.h5 first.h5
try 0 run @first-hall -o hall.h5 && cmp first.h5 hall.h5 >err
tell $? "the same command gives the same bytes"
try 0 run --quiet @first-hall -o hall.h5 && begins out '^VERDICT: FITS' && [ "$(wc -l <out)" -le 5 ]
tell $? "--quiet prints the verdict only"
try 0 run --json @first-hall -o hall.h5 && is_json out headroom.run/1
tell $? "--json is one object"
try 2 run --json @first-hall --set hall.height=3 && is_json out headroom.problems/1
tell $? "--json has problems as objects too"
try 0 run --units us @first-hall -o us.h5 && grep -q CFM out && grep -q '°F' out &&
  ! grep -q 'm3/s' out
tell $? "--units us speaks of CFM and °F"
try 0 run --quiet @retrofit-pod -o pod.h5 && begins out 'DOES NOT FIT'
tell $? "a hall that does not fit ends with 0"
try 1 run --quiet --strict @retrofit-pod -o pod.h5 && begins out 'DOES NOT FIT'
tell $? "with --strict it ends with 1"
try 0 show @first-hall --set 'hall.air.supply=16 degC' && grep 'hall.air.supply ' out | grep -q '16 degC *--set'
tell $? "--set replaces a value, and show says so"
try 0 show @first-hall --set 'hall.plants[chiller-1].capacity+=250 kW' &&
  grep 'chiller-1..capacity ' out | grep -q '+ 250 kW *--set' &&
  try 0 run --json @first-hall --set 'hall.plants[chiller-1].capacity+=250 kW' -o more.h5 &&
  grep -q '"limit": "plant capacity", "unit": "W", "value": [0-9.]*, "limit_value": 750000,' out
tell $? "+= adds to a number, and show says so"
try 0 run --json @first-hall -o more.h5 \
  --set 'hall.crahs+={repeat: 2, name: "new-%d", use: crah-50kw, plant: chiller-1, from: mech}' &&
  grep -q '"subject": "crah-4", "limit": "coil capacity"' out &&
  grep -q '"subject": "new-2", "limit": "coil capacity"' out
tell $? "+= adds to a list, and the old items stay"
try 2 run @first-hall --set 'hall.air.supply+=2 degC' && grep -q "not '+='" err &&
  try 2 run @first-hall --set 'hall.air.redundancy+=N' && grep -q 'no key at the path' err &&
  try 2 run @first-hall --set 'hall.floor.bay+=1 m2' && grep -q 'is not known' err
tell $? "+= refuses temperatures, words, and what is not known"
try 0 run --json @first-hall --set 'hall.contract.power=200 kW' -o more.h5 &&
  grep -q '"limit": "contracted power"' out
tell $? "--set fills a mapping that the file does not have"
mv hall.h5 first.h5
status=0
note "a run under a German locale"
LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 "$program" run --json @first-hall -o hall.h5 >out 2>err &&
  cmp first.h5 hall.h5 >err
tell $? "the user's locale changes nothing"

# ---- nothing is lost
cp hall.h5 kept.h5
try 2 run @first-hall --set hall.height=3 -o hall.h5 && cmp hall.h5 kept.h5 >err
tell $? "a wrong scenario leaves older results as they are"
try 4 run @first-hall -o missing/hall.h5 && grep -q missing/hall.h5 err
tell $? "results into a folder that does not exist"
mkdir folder.h5
try 4 run @first-hall -o folder.h5 && [ -d folder.h5 ]
tell $? "results onto a folder"
if [ -e /dev/full ]; then
  status=0
  "$program" run @first-hall -o full.h5 >/dev/full 2>err || status=$?
  note "run >/dev/full: exit $status"
  [ $status -eq 4 ] && [ -s err ]
  tell $? "a full disk under stdout is told"
fi
try 0 new mine.yaml && try 0 check mine.yaml && grep -q sound out
tell $? "a new scenario is sound"
cp mine.yaml kept.yaml
try 4 new mine.yaml && grep -q 'stands there already' err && cmp mine.yaml kept.yaml
tell $? "new writes over nothing"

# ---- contingency
try 0 contingency @first-hall --horizon '2 min' && begins out 'First hall' &&
  grep -q '^VERDICT: HOLDS' out && grep -q 'ups-a +11 .* holds ' out && [ ! -s err ]
tell $? "a hall whose feeds and air have partners holds; like losses share a line"
try 1 contingency --quiet @retrofit-pod --horizon '2 min' && begins out '^VERDICT: FAILS'
tell $? "a hall whose spare air is not enough fails, and ends with 1"
try 1 contingency --quiet --strict @first-hall --horizon '2 min'
tell $? "with --strict an element without a spare ends with 1"
try 0 contingency --json --pairs --jobs 1 @first-hall --horizon '10 s' &&
  is_json out headroom.contingency/1 && mv out alone.json &&
  try 0 contingency --json --pairs --jobs 2 @first-hall --horizon '10 s' && cmp alone.json out >err
tell $? "one process and two give the same bytes"
try 0 contingency --quiet @first-hall --horizon '10 s' -o losses.h5 &&
  try 0 report losses.h5 --csv losses && [ "$(wc -l <losses/contingency.csv)" -eq 21 ]
tell $? "the losses are stored with the results of the run"
try 0 contingency @first-hall --racks mech -o rides.h5 && grep -q '^C-01 .* min ' out &&
  try 0 report rides.h5 --csv rides && grep -q '^mech,C-04,' rides/contingency_racks.csv
tell $? "--racks times every rack through one loss, and stores it"
try 0 contingency @first-hall --racks mech --refine 2 --json && is_json out headroom.contingency/1 &&
  grep -q '"throttle_s"' out
tell $? "--refine divides the steps of a case"
try 2 contingency @first-hall --racks C-01 && try 2 contingency @first-hall --refine 0 &&
  try 2 contingency @first-hall --racks mech --pairs
tell $? "what is no loss, and steps divided by none, are refused"
try 0 contingency @first-hall --feeds pdu-a1 && begins out '^pdu-a1 ' &&
  grep -q '^    C-01  .*also from C-01/pdu-b1$' out
tell $? "--feeds prints what hangs on an element, and what else feeds that"
try 2 contingency @first-hall --feeds pdu-a2 && grep -q "did you mean 'pdu-a1'" err
tell $? "--feeds with a misspelt name"
try 2 contingency @first-hall --jobs two && grep -q 'whole number' err &&
  try 2 contingency @first-hall --horizon soon && grep -q '15 min' err
tell $? "wrong values of options"

# ---- the other commands
try 0 check @first-hall mine.yaml && [ "$(grep -c sound out)" -eq 2 ]
tell $? "check takes several scenarios"
try 2 check mine.yaml missing.yaml && grep -q missing.yaml err
tell $? "check tells of the one that is wrong"
try 0 report hall.h5 && grep -q '^VERDICT: FITS' out
tell $? "the report of a finished run"
try 0 report hall.h5 --csv tables && [ "$(head -n 1 tables/racks.csv | cut -d, -f1)" = rack ] &&
  [ "$(wc -l <tables/racks.csv)" -eq 37 ]
tell $? "the report as CSV has a line for each rack"
try 4 report mine.yaml && grep -q 'not an HDF5 file' err
tell $? "a report on what is not a result"
try 4 report missing.h5 && grep -q missing.h5 err
tell $? "a report on what is not there"
try 0 compare @retrofit-pod @colo-pod && grep -q 'does not fit *fits' out && grep -q PUE out
tell $? "compare runs scenarios side by side"
try 0 compare --json hall.h5 pod.h5 && is_json out headroom.compare/1
tell $? "compare takes results, and speaks JSON"
try 0 show hall.h5 && [ "$(grep -c '^[ABC]-[0-9]' out)" -eq 36 ]
tell $? "show prints every rack"
try 2 show hall.h5 --layer throttle && grep -q 'headroom plot --layer throttle' err
tell $? "show refuses a layer that it cannot draw, and says what can"
try 0 models && grep -q 'mixing' out && try 0 models mixing && grep -qi 'source\|holds' out
tell $? "models, and one of them in full"
try 0 catalog && [ "$(grep -c . out)" -gt 25 ] && try 0 catalog dgx-h100 && grep -q '10.2 kW' out
tell $? "the catalogue, and one entry with its sources"
try 0 catalog --check
tell $? "the catalogue is sound"
try 0 schema && grep -q containment out && try 0 schema --json && python3 -m json.tool <out >err
tell $? "the schema as text and as JSON"
try 0 weather --make hot-dry year.epw && grep -q SYNTHETIC year.epw && try 0 weather year.epw &&
  grep -q 'wet bulb at most 22 degC *8760 h' out
tell $? "a synthetic year, and its hours of free cooling"
try 0 weather year.epw --json && is_json out headroom.weather/1
tell $? "weather speaks JSON"
try 2 weather --make hot year.epw && grep -q 'no synthetic climate' err && try 2 weather none.epw
tell $? "weather names the climates that there are"
try 0 units && grep -q CFM out
tell $? "units"
try 0 examples && grep -q '^@first-hall' out && try 0 examples copy && try 0 check first-hall.yaml
tell $? "examples, and copies that are sound"

# ---- studies
try 0 swing @training-swing && grep -q '^utility grid .* 744\.8 ' out && [ ! -s err ]
tell $? "swing tells what swings at the utility, losses included"
try 0 swing @training-swing --stagger 10 --set 'workloads[training].low=70 %' &&
  [ "$(grep -c 'staggered in 10  .* -90\.' out)" -eq 3 ] && grep -q '^  both ' out
tell $? "cases stand beside the scenario as it is: UPS, utility and all sources swing by a tenth"
try 0 swing @generator-swing --without grid &&
  grep -q '^generator set, without grid: over 1 s at most 744\.8 kW on (42\.6 %' out &&
  grep -q '^without grid: nothing was due any more after' out && [ ! -s err ]
tell $? "without the utility the generator takes the steps of the load"
try 0 swing @generator-swing --without pdu-1 --without pdu-2 --stagger 2 &&
  grep -q '^  without pdu-1, pdu-2, staggered in 2$' out
tell $? "what is lost together stands in the case's name, staggered or not"
try 0 swing @generator-swing --without grid --set 'hall.power[set].rating=0.9 MW' &&
  tr '\n' ' ' <out | grep -q 'without grid, with .*: 20 of the racks are without *power\.'
tell $? "a set that is too small stalls, and the racks are dark"
try 2 swing @generator-swing --without gird && grep -q "did you mean 'grid'" err && [ ! -s out ]
tell $? "an element that is not there is refused"
try 0 swing @generator-swing --without grid --json && is_json out headroom.swing/1 &&
  grep -q '"still_due": *null' out && grep -q '"least_hz": *4[0-9]' out
tell $? "what was waited for, and the frequency, as JSON"
try 0 swing @training-swing --json -o swing.h5 && is_json out headroom.swing/1 &&
  try 0 report swing.h5 --csv swing && grep -q '^as it is,UPS,ups,' swing/swing.csv
tell $? "swings as JSON, and as a table of the results"
try 2 swing @training-swing --stagger 21 && grep -q 'too few' err && [ ! -s out ]
tell $? "more groups than there are entries are refused"
try 2 swing @small-root --stagger 4 && grep -q 'period' err
tell $? "a hall without a period cannot be staggered"
try 2 swing @training-swing --window 0s && grep -q "'0.5 s'" err &&
  try 2 swing @training-swing --span 1s && grep -q 'two windows' err &&
  try 2 swing @training-swing --span 9000h --step 1ms && [ ! -s out ] &&
  try 2 swing @training-swing --span 900h --step 1ms && grep -q 'too many' err
tell $? "times that make no sense are refused"
try 2 swing @training-swing --stagger some && grep -q 'such as 10' err
tell $? "a number of groups is a number"
try 0 retrofit @retrofit-pod && grep -q '^CLEARED: the cheapest set' out && [ ! -s err ] &&
  grep -q '^the change --set ' out
tell $? "retrofit names works and the settings that they are"
try 0 retrofit @retrofit-pod --json -o works.h5 && is_json out headroom.retrofit/1
tell $? "retrofit speaks JSON"
try 1 retrofit @retrofit-pod --strict --set works.catalogue=false && grep -q '^NOT CLEARED' out
tell $? "with --strict it ends with 1 when limits stay passed"
try 2 retrofit @retrofit-pod --reserve 2 && grep -q 'a share' err &&
  try 2 retrofit @retrofit-pod --set 'works.without=[crah-100kw-mor]' &&
  grep -q "did you mean 'crah-100kw-more'" err
tell $? "works and reserves that are not there are refused"
try 0 growth @growth --samples 500 && grep -q '^first to order: ' out && [ ! -s err ]
tell $? "growth says what to order first"
try 0 growth @growth --samples 500 --json -o dates.h5 && is_json out headroom.growth/1
tell $? "growth speaks JSON"
try 2 growth @first-hall && grep -q "no 'growth'" err && [ ! -s out ] &&
  try 2 growth @growth --set 'growth.ladder=[]' && grep -q 'ladder' err &&
  try 2 growth @growth --samples 3 && grep -q 'from 20' err
tell $? "growth without a plan is refused"
try 0 oversubscribe @oversubscribe --correlation 1 --samples 1000 &&
  grep -Eq '^correlation 1 +117 +[0-9]+ +\+[0-9.]+% +[0-9]+ ' out && [ ! -s err ]
tell $? "oversubscribe counts at nameplate, P50 and P95"
try 0 oversubscribe @oversubscribe --json --samples 500 -o over.h5 &&
  is_json out headroom.oversubscribe/1 && try 0 report over.h5 --csv over &&
  [ "$(wc -l <over/oversubscription.csv)" -eq 16 ]
tell $? "counts as JSON, and as a table of the results"
try 2 oversubscribe @oversubscribe --correlation 0,1.5 && grep -q 'from 0 to 1' err &&
  try 2 oversubscribe @oversubscribe --correlation 0.5, && grep -q 'from 0 to 1' err
tell $? "a correlation is between 0 and 1"
try 2 oversubscribe @oversubscribe --limit 1200 && grep -q "'1.2 MW'" err
tell $? "a limit has a unit"
try 2 oversubscribe @small-root && grep -q -- '--limit' err
tell $? "without any limit one is asked for"
try 2 oversubscribe @oversubscribe --samples 10 && try 2 oversubscribe @oversubscribe --seed x &&
  try 2 oversubscribe @oversubscribe --interval 0s
tell $? "samples, seed and interval are numbers that make sense"

end
