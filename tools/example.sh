#!/bin/sh
# example.sh - walks from an inventory to a decision and puts what was said into the page that tells of
# it; --check compares.
#
#   tools/example.sh PROGRAM [--check]
#
# SPDX-License-Identifier: Apache-2.0
# What is typed stands between single quotes: the shell of `say` expands it.
# shellcheck disable=SC2016
set -eu
export LC_ALL=C.UTF-8
program=$(cd -- "$(dirname -- "$1")" && pwd -P)/$(basename -- "$1")
mode=${2:-write}
root=$(cd -- "$(dirname -- "$0")/.." && pwd -P)
page=docs/example-inventory-to-decision.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$root/tests/import" "$work/example"
mkdir "$work/bin"
ln -s "$program" "$work/bin/headroom"
PATH="$work/bin:$PATH"
cd "$work/example"

# say NAME COMMAND: runs the line as a reader's shell does, and keeps it with its answer. Warnings go
# to another stream; a verdict may end with 1.
say()
{
  printf '$ %s\n' "$2" >>"$1.txt"
  eval "$2" >>"$1.txt" 2>errors.log || [ $? -eq 1 ] || { cat errors.log >&2; exit 1; }
}

say import 'headroom import thirty-racks.csv --map map.yaml --types types --into @first-hall -o hall-1.yaml'
say today 'headroom assess pod-here.yaml'
# The shell keeps what is typed again and again.
say retrofit "POD='hall.rows[C].racks+={repeat: 4, name: \"P-%02d\", use: dgx-h100-rack-4, feeds: [pdu-a1, pdu-b1], nodes: [{use: dgx-h100, count: 4, workload: training}]}'"
say retrofit 'headroom retrofit pod-here.yaml --set "$POD"'
say works "CRAH='hall.crahs+={name: crah-new-1, use: crah-100kw, plant: chiller-1, from: [mech]}'"
say works "AISLES='hall.rows[*].containment=cold_aisle'"
say works 'headroom assess pod-here.yaml --set "$POD" --set "$CRAH" --set "$AISLES"'
say results 'headroom run pod-here.yaml --set "money.capital=[]" -o today.h5 --quiet'
say results 'headroom run pod-here.yaml --set "$POD" --set "$CRAH" --set "$AISLES" -o pod-here.h5 --quiet'
say results 'headroom run @colo-pod -o colo-pod.h5 --quiet'
say compare 'headroom compare pod-here.h5 colo-pod.h5'
say alone 'headroom compare pod-here.h5 today.h5'

# What the text about the decision needs, from what stands above it.
cat compare.txt alone.txt | awk '
  /^cost over the term/ { a[++n] = $(NF - 3); b[n] = $(NF - 1) }
  /^months to power/ && !months { months = $(NF - 1) - $NF }
  END {
    printf "here          %.2f with the pod - %.2f without = %.2f MUSD\n", a[2], b[2], a[2] - b[2]
    printf "colocation    %.2f MUSD, %.2f more\n", b[1], b[1] - (a[2] - b[2])
    printf "power         %.0f months sooner in colocation\n", months
  }' >decision.txt

awk -v mark=tools/example.sh -f "$root/tools/blocks.awk" "$root/$page" >page.md
if [ "$mode" = --check ]; then
  diff -u "$root/$page" page.md
else
  cp page.md "$root/$page"
fi
