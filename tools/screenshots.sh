#!/bin/sh
# screenshots.sh [PROGRAM] - makes the pictures of docs/viewer.md, and the README's air, from shipped scenarios.
#
# SPDX-License-Identifier: Apache-2.0
set -eu
cd -- "$(dirname -- "$0")/.."
root=$PWD
program=${1:-$root/build/sim/cli/headroom}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
"$program" run @contained-aisle --quiet -o aisle.h5 >said
"$program" plot aisle.h5 --layer inlet --select B-10 --size 1280x800 -o viewer.png >said
"$program" run @retrofit-pod --quiet -o pod.h5 >said
"$program" plot pod.h5 --select bus-a --size 1280x800 -o plan.png >said
"$program" plot aisle.h5 --section x=4.1 --at '20 min' --size 1280x600 -o section.png >said
"$program" plot aisle.h5 --elevation B --at '6 min' --size 1280x600 -o row.png >said
"$program" run @first-hall --quiet --set 'hall.air={model: field, cell: 0.3 m, supply: 20 degC}' -o air.h5 >said
"$program" plot air.h5 --layer air --section x=7.2 --size 1000x420 -o air-section.png >said
mv air-section.png viewer.png plan.png section.png row.png "$root/docs/images"
