#!/bin/sh
# readme.sh - puts what the program says into the README, and makes its pictures; --check compares.
#
#   tools/readme.sh PROGRAM [--check]
#
# SPDX-License-Identifier: Apache-2.0
set -eu
export LC_ALL=C.UTF-8
program=$(cd -- "$(dirname -- "$1")" && pwd -P)/$(basename -- "$1")
mode=${2:-write}
root=$(cd -- "$(dirname -- "$0")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

"$program" run @first-hall -o first-hall.h5 >/dev/null
"$program" run @retrofit-pod -o retrofit-pod.h5 >run.txt
"$program" run @colo-pod -o colo-pod.h5 >/dev/null
"$program" compare retrofit-pod.h5 colo-pod.h5 >compare.txt
# How long it took is another machine's.
"$program" contingency @retrofit-pod | sed 's/; \([0-9]*\) cases in .*/; \1 cases/' >contingency.txt || true

awk -v mark=tools/readme.sh -f "$root/tools/blocks.awk" "$root/README.md" >README.md

if [ "$mode" = --check ]; then
  diff -u "$root/README.md" README.md
else
  cp README.md "$root/README.md"
  mkdir -p "$root/docs/images"
  "$program" plot first-hall.h5 --layer inlet -o "$root/docs/images/first-hall.png"
  "$program" report retrofit-pod.h5 colo-pod.h5 -o report.html >/dev/null
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/browser" \
    --window-size=1100,1500 --screenshot="$root/docs/images/report.png" "file://$work/report.html" \
    2>/dev/null
fi
