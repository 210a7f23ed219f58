#!/bin/sh
# test_window_views.sh PROGRAM - the air, sections and rows in the window, by key and by mouse. Speaks TAP.
#
# SPDX-License-Identifier: Apache-2.0
set -u
# shellcheck source=tests/viz/window.sh
. "$(dirname -- "$0")/window.sh"

# picture FILE: what the window shows, as a file of this name.
picture()
{
  rm -f headroom-*.png
  xdotool key --window "$window" p
  for _ in $(seq 50); do
    # The viewer names the file when it is written.
    set -- "$1" headroom-*.png
    [ -s "$2" ] && grep -q "$2" viewer_said && break
    sleep 0.1
  done
  mv "$2" "$1"
}

# differs WORDS A B
differs()
{
  ! cmp -s "$2" "$3"
  tell $? "$1"
}

"$program" run @contained-aisle --quiet -o aisle.h5 \
  --set 'time={duration: 20 s, step: 2 s, record: 10 s}' --set 'hall.air.cell=0.6 m' >said 2>&1
tell $? "a run with a field of the air"
"$program" run @first-hall --quiet -o mixed.h5 >said 2>&1
tell $? "a run without one"

if open_viewer "A contained" aisle.h5; then
  # The hall of 3.3 m is 6 cells high; its racks are A-01 to A-10 and B-01 to B-10.
  xdotool mousemove --window "$window" 5 5
  picture plan.png
  press a "a is the air at a height" "* - air at z 1.3[78] m"
  picture air.png
  differs "it is another picture" plan.png air.png
  press Up "up is a cell higher" "* - air at z 1.9[23] m"
  picture higher.png
  differs "there the air is another" air.png higher.png
  press Down "down is a cell lower" "* - air at z 1.3[78] m"
  picture again.png
  cmp -s air.png again.png
  tell $? "where it was before, with the same picture"
  for _ in $(seq 20); do xdotool key --window "$window" Down; done
  expect "the floor stops it" "* - air at z 0.2[78] m"
  xdotool mousemove --window "$window" 490 400
  xdotool keydown ctrl click 4 keyup ctrl
  expect "ctrl and the wheel move it too" "* - air at z 0.8[23] m"
  picture there.png
  xdotool mousemove --window "$window" 240 400
  picture elsewhere.png
  differs "the panel tells the air under the pointer" there.png elsewhere.png
  xdotool mousemove --window "$window" 5 5
  press Home "the air goes with the time" "* at 0 s* - air at z 0.8[23] m"
  picture first.png
  press End "to its end" "* at 20 s* - air at z 0.8[23] m"
  picture last.png
  differs "and changes" first.png last.png
  # The worst rack stands at the east end of a row: a section goes through its middle.
  press n "n selects in the air too" "* - [AB]-?? - air at z 0.8[23] m"
  press x "x is a section through it" "* - [AB]-?? - section at x *"
  picture section.png
  differs "with racks in it" air.png section.png
  before=$(title)
  xdotool key --window "$window" Up
  for _ in $(seq 50); do [ "$(title)" != "$before" ] && break; sleep 0.1; done
  [ "$(title)" != "$before" ]
  tell $? "up moves the section"
  press y "y is the other one" "* - section at y *"
  press z "z is the plane at its height" "* - air at z 0.8[23] m"
  press z "z again the plan" "* - [AB]-??"
  press Escape "nothing is selected" "* at 20 s"
  press v "v is a row from the front" "* - row A"
  picture row_a.png
  press period "the next one" "* - row B"
  picture row_b.png
  differs "is another" row_a.png row_b.png
  press period "after the last the first" "* - row A"
  press comma "and back" "* - row B"
  # Ten racks of 0.6 m fill the width of the plan: the fifth from the left is B-05.
  xdotool mousemove --window "$window" 446 380 click 1
  expect "a click selects a rack" "* - B-05 - row B"
  xdotool mousemove --window "$window" 5 5
  press n "the next worst rack brings its row" "* - [AB]-?? - row [AB]"
  press v "v again the plan" "* - [AB]-??"
  close_viewer
  [ $status -eq 0 ] && ! grep -qv '\.png$' said
  tell $? "q closes it, with 0; it named the pictures and said nothing else"
fi

if open_viewer "First hall" mixed.h5; then
  press a "without a field a says so" "* - no field of the air"
  press a "and a again is the plan" "* - inlet at 0 s"
  press x "a section needs none" "* - section at x *"
  press v "nor does a row" "* - row A"
  close_viewer
  [ $status -eq 0 ]
  tell $? "it ends well"
fi
echo "1..$n"
