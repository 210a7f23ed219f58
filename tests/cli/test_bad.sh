#!/bin/sh
# test_bad.sh - each broken scenario of tests/cli/bad gives exactly the diagnostics beside it.
#
#   test_bad.sh PROGRAM           compares, and speaks TAP
#   test_bad.sh PROGRAM --write   writes the .txt files anew: read every line of the change
#
# SPDX-License-Identifier: Apache-2.0
set -u
program=$1
mode=${2:-}
cd -- "$(dirname -- "$0")/bad" || exit 1
said=$(mktemp)
trap 'rm -f "$said"' EXIT

n=0
for scenario in *.yaml; do
  expected=${scenario%.yaml}.txt
  "$program" check "$scenario" >"$said" 2>&1
  status=$?
  if [ "$mode" = --write ]; then
    cp "$said" "$expected"
    continue
  fi
  n=$((n + 1))
  if [ $status -eq 2 ] && diff -u "$expected" "$said" >"$said.diff" 2>&1; then
    echo "ok $n - $scenario"
  else
    echo "not ok $n - $scenario (exit $status)"
    sed 's/^/# /' "$said.diff"
  fi
  rm -f "$said.diff"
done
[ "$mode" = --write ] || echo "1..$n"
