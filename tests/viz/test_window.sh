#!/bin/sh
# test_window.sh PROGRAM - the window takes its keys and closes, on a display of its own. Speaks TAP.
#
# SPDX-License-Identifier: Apache-2.0
set -u
# shellcheck source=tests/viz/window.sh
. "$(dirname -- "$0")/window.sh"

for file in hall other; do
  set -- 'time={duration: 10 min, step: 10 s, record: 10 s}'
  [ $file = hall ] || set -- "$@" 'hall.rows[A].racks[A-02].nodes=[]'
  "$program" run @first-hall --quiet --set "$1" ${2:+--set "$2"} -o $file.h5 >said 2>&1
  tell $? "a run to look at: $file"
done
if open_viewer "First hall" hall.h5 other.h5; then
  expect "it shows what changes between the files" "* - inlet at * - difference"
  press c "c shows the first file" "* - inlet at * s"
  press c "c again shows both" "* - side by side"
  press c "and again what changes" "* - difference"
  press c "and the first file" "* - inlet at * s"
  press 1 "1 is the power" "* - power at *"
  press 9 "9 is the binding limit" "* - binding at *"
  press c "kinds stand side by side" "* - side by side"
  press c "and have no difference" "* - binding at * s"
  press c "what changes" "* - binding at * - side by side"
  press 1 "of the power" "* - power at * - side by side"
  press c "again" "* - power at * - difference"
  # Names of layers stand in a strip below the head of 64 pixels; where each begins, the font decides.
  eval "$(xdotool getwindowgeometry --shell "$window")"
  for x in $(seq 20 20 900); do
    xdotool mousemove $((X + x)) $((Y + 75)) click 1
    sleep 0.1
    case $(title) in *" - binding at "*) break ;; esac
  done
  expect "a click on the name of kinds shows both files too" "* - binding at * - side by side"
  press c "and the first" "* - binding at * s"
  press shift+l "L goes back a layer" "* - headroom at *"
  press l "l goes forward" "* - binding at *"
  press 1 "power again" "* - power at *"
  press Home "home is the start" "* at 0 min"
  press Right "right is the next record" "* at 10 s"
  press shift+Right "with shift the tenth after it" "* at 1 min 50 s"
  press Left "left is the one before" "* at 1 min 40 s"
  press End "end is the end" "* at 10 min"
  press n "n selects the worst rack" "* at 10 min - ?-??"
  press Escape "esc lets it go" "* at 10 min"
  # The timeline stands 16 pixels in, above the lower edge, left of the panel of 300.
  # shellcheck disable=SC2046
  eval $(xdotool getwindowgeometry --shell "$window")
  middle=$((X + 16 + (WIDTH - 332) / 2))
  xdotool mousemove $middle $((Y + HEIGHT - 45)) click 1
  expect "a click in the middle of the timeline goes there" "* at 5 min*"
  xdotool mousemove $((X + WIDTH - 150)) $((Y + 20))
  press n "n again" "* - ?-??"
  press o "o is the one-line diagram" "* - one line"
  press o "o again the plan" "* - ?-??"
  for key in u h h f plus minus space j shift+j e shift+e; do
    xdotool key --window "$window" $key
  done
  sleep 0.5
  kill -0 "$viewer" 2>/dev/null
  tell $? "it lives through the keys that the title does not tell"
  echo kept >headroom-001.png
  press p "p is heard" "*First hall*"
  for _ in $(seq 30); do [ -s headroom-002.png ] && break; sleep 0.1; done
  [ -s headroom-002.png ] && [ "$(cat headroom-001.png)" = kept ]
  tell $? "p saves a picture, and writes over none"
fi
close_viewer
[ "$status" -eq 0 ] && ! grep -qv '\.png$' said
tell $? "q closes it, with 0; it named the picture and said nothing else"
echo "1..$n"
