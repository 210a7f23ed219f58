#!/bin/sh
# check_globals.sh - no library of the program has a mutable global; names file, line and symbol.
#
#   tools/check_globals.sh BUILD
#
# BUILD must be a plain build: sanitizers and coverage add variables of their own. Mutable is what
# lies in .data and .bss, in their thread-local kin and among the common symbols, but not in
# .data.rel.ro, which the loader closes once it has filled in addresses. Lines are known where the
# build has debug information, else the object file is named.
#
# SPDX-License-Identifier: Apache-2.0
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$(cd -- "$(dirname -- "$0")/.." && pwd -P)

# The mutable symbols of one archive: objdump knows their sections, nm their lines. A line of objdump
# is "address flags section <tab> size name"; flag d marks sections and files.
mutable_symbols()
{
  nm -l --defined-only "$1" >"$work/lines" 2>/dev/null
  objdump -t "$1" >"$work/symbols"
  awk -F'\t' '
    NR == FNR && /:$/ { member = $1; sub(/:$/, "", member); next }
    NR == FNR { n = split($1, word, " "); line[member, word[n]] = $2; next }
    / file format / { member = $1; sub(/: +file format.*/, "", member); next }
    NF == 2 {
      n = split($1, word, " ")
      section = word[n]
      if (section !~ /^([.](data|bss|tdata|tbss)([.]|$)|[*]COM[*])/) next
      if (section ~ /^[.]data[.]rel[.]ro/ || word[n - 1] ~ /d/) next
      name = $2
      sub(/^[0-9a-f]+ +([.]hidden )?/, "", name)
      at = line[member, name] != "" ? line[member, name] : member
      printf "%s: \"%s\" is a mutable global, in %s\n", at, name, section
    }' "$work/lines" "$work/symbols"
}

find "${1:?which build folder?}" -name 'lib*.a' >"$work/libraries"
if [ ! -s "$work/libraries" ]; then
  echo "globals: no library in $1" >&2
  exit 2
fi
while read -r library; do
  mutable_symbols "$library"
done <"$work/libraries" >"$work/offences"
# The compiler writes paths as seen from the build folder: build/../models/lump.c.
sed "s,^$root/,,; s,^[^:]*/[.][.]/,," "$work/offences" | sort -t: -k1,1 -k2,2n
[ ! -s "$work/offences" ] || exit 1
echo "globals: none in $(wc -l <"$work/libraries" | tr -d ' ') libraries"
