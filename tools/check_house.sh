#!/bin/sh
# check_house.sh - the rules of the house that no compiler knows; names file, line and rule.
#
# It reads the sources only: who includes what, and words that have no place. The rule on mutable
# globals needs compiled code and has its own script, check_globals.sh.
#
# SPDX-License-Identifier: Apache-2.0
set -eu
cd -- "$(dirname -- "$0")/.."
export LC_ALL=C

# The heart: a list to read. docs/architecture.md draws the same picture.
rules()
{
  # may_include ROOM OTHER...: a room may always include itself, and besides only what is named.
  may_include models
  may_include sim/base      models/status.h
  may_include sim/scenario  models sim/base
  may_include sim/airflow   models sim/base sim/scenario
  may_include sim/hall      models sim/base sim/scenario
  may_include sim/results   models/status.h sim/base
  may_include sim/engine    models sim/base sim/hall
  may_include sim/record    models sim/base sim/scenario sim/hall sim/engine sim/results/layout.h
  may_include sim/study     models sim/base sim/scenario sim/hall sim/engine sim/record sim/results
  may_include sim/decide    models/status.h models/curve.h models/root.h sim/base sim/scenario \
    sim/results sim/study \
    sim/record/tables.h
  may_include sim/page      models/status.h models/envelope.h models/phys.h models/psychro.h sim/base \
    sim/results sim/decide/money.h sim/decide/levers.h sim/decide/lever_words.h sim/decide/bands.h \
    sim/decide/flip.h sim/decide/offer.h \
    viz/fixtures.h viz/layer.h viz/palette.h viz/scene.h
  may_include viz           models/status.h sim/base sim/results
  may_include sim/cli       models sim viz
  may_include tests         models sim viz
  may_include bench         models sim viz tests

  # only_in HEADER PLACE...: the header, a regular expression, may be included nowhere else.
  only_in '"sim/cli/'          sim/cli
  only_in '<(SDL|SDL2/)'       viz/screen tests
  only_in '<png[.]h>'          viz tests
  only_in '<(hdf5|H5)'         sim/record sim/results sim/scenario/import_trace.c tests
  only_in '<yaml[.]h>'         sim/scenario/document.c tests
  only_in '<mpi[.]h>'          sim/study/workers_mpi.c
  only_in '<(models|sim|viz|tests|bench)/'

  # refuse_calls FUNCTIONS PLACE...: rooms that neither print, nor end the program, nor take memory.
  quiet_rooms='models sim/airflow sim/hall sim/engine sim/scenario'
  refuse_calls 'v?f?printf|v?dprintf|f?puts|f?putc|putchar|perror' "$quiet_rooms"
  refuse_calls 'exit|_exit|_Exit|quick_exit|abort' "$quiet_rooms"
  refuse_calls 'malloc|calloc|realloc|aligned_alloc|v?asprintf|strn?dup' "$quiet_rooms"

  refuse_line_comments
  includes_start_at_the_root
  not_longer_than 500 models sim viz bench tools .ci dev
  not_longer_than 700 tests
  every_c_file_has_a_licence
}

may_include()
{
  printf '%s\n' "$1" >>"$work/rooms"
  awk -F: -v room="$1" -v others="$*" '
    BEGIN { n = split(others, may, " ") }
    index($1, room "/") == 1 && $3 ~ /^"/ {
      header = substr($3, 2, length($3) - 2)
      for (i = 1; i <= n; i++) {
        if (header == may[i] || index(header, may[i] "/") == 1) next
      }
      printf "%s:%s: %s must not include \"%s\"\n", $1, $2, room, header
    }' "$work/includes"
}

only_in()
{
  header=$1
  shift
  awk -F: -v header="^$header" -v places="$*" '
    BEGIN { n = split(places, place, " ") }
    $3 ~ header {
      for (i = 1; i <= n; i++) {
        if ($1 == place[i] || index($1, place[i] "/") == 1) next
      }
      printf "%s:%s: %s belongs %s\n", $1, $2, $3, n == 0 ? "nowhere: write \"...\"" : "only in " places
    }' "$work/includes"
}

refuse_calls()
{
  functions=$1
  shift
  awk -F: -v call="(^|[^A-Za-z0-9_])($functions)[ ]*[(]" -v places="$*" '
    BEGIN { n = split(places, place, " ") }
    match($0, call) {
      name = substr($0, RSTART, RLENGTH)
      gsub(/[^A-Za-z0-9_]/, "", name)
      for (i = 1; i <= n; i++) {
        if (index($1, place[i] "/") == 1) {
          printf "%s:%s: %s() has no place in %s\n", $1, $2, name, place[i]
        }
      }
    }' "$work/code"
}

refuse_line_comments()
{
  sed -n 's,^\([^:]*:[0-9]*\):.*//.*,\1: comments are written /* */,p' "$work/code"
}

# A generated header lies in the source tree as its template, NAME.h.in.
includes_start_at_the_root()
{
  sed -n 's/^\([^:]*:[0-9]*\):"\(.*\)"$/\1 \2/p' "$work/includes" | while read -r at header; do
    case $header in
      *..*) ;;
      *) if [ -f "$header" ] || [ -f "$header.in" ]; then continue; fi ;;
    esac
    echo "$at: \"$header\" is not a path from the root"
  done
}

not_longer_than()
{
  limit=$1
  shift
  find "$@" -type f \( -name '*.[ch]' -o -name '*.sh' -o -name '*.py' -o -name '*.awk' -o -name run \
    -o -name dev -o -name meson.build \) -exec wc -l {} + 2>/dev/null |
    awk -v limit="$limit" '$2 != "total" && $1 > limit {
      printf "%s:%d: a file may have %d lines\n", $2, limit + 1, limit }'
}

every_c_file_has_a_licence()
{
  xargs grep -L 'SPDX-License-Identifier: Apache-2[.]0' <"$work/files" |
    sed 's/$/:1: the line "SPDX-License-Identifier: Apache-2.0" is missing/'
}

# Files of the program in a folder that has no row above would escape every rule.
refuse_unknown_rooms()
{
  awk 'NR == FNR { room[$0]; next }
    { for (r in room) if (index($0, r "/") == 1) next; printf "%s:1: no rule for this room\n", $0 }' \
    "$work/rooms" "$work/files"
}

check_sources()
{
  find models sim viz tests bench -name '*.[ch]' 2>/dev/null | sort >"$work/files"
  xargs awk -f tools/c_code.awk <"$work/files" >"$work/code"
  sed -n 's/^\([^:]*:[0-9]*:\)[ \t]*#[ \t]*include[ \t]*\(["<][^">]*[">]\).*/\1\2/p' \
    "$work/code" >"$work/includes"
  rules
  refuse_unknown_rooms
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
check_sources >"$work/offences"
sort -t: -k1,1 -k2,2n "$work/offences"
[ ! -s "$work/offences" ] || exit 1
echo "house: $(wc -l <"$work/files" | tr -d ' ') C files keep the rules"
