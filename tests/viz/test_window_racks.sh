#!/bin/sh
# test_window_racks.sh PROGRAM PYTHON - racks are found, hovered, chosen one or many, by mouse and by key, in
# windows of several sizes; colours span a range of one's own. Pictures are compared with those of
# `headroom plot`, which test_picture.py looks at. Speaks TAP.
#
# SPDX-License-Identifier: Apache-2.0
set -u
# shellcheck source=tests/viz/window.sh
. "$(dirname -- "$0")/window.sh"

"$program" run @first-hall --quiet --set 'time={duration: 10 min, step: 10 s, record: 10 s}' -o hall.h5 >said 2>&1
tell $? "a run to look at"
if open_viewer "First hall" hall.h5 --layer power --at "2 min" --select B-02; then
  expect "the options say what is shown at first" "* - power at 2 min - B-02"
  xdotool mousemove --window "$window" 10 10
  same_picture "p saves the picture that plot makes" --layer power --at "2 min" --select B-02

  # One rack.
  point A-03 click 1
  expect "a click selects a rack" "* - A-03"
  xdotool key --window "$window" Escape
  point B-05
  same_picture "a rack under the pointer shows its facts" --layer power --at "2 min" --select B-05
  point A-03 click 1 mousedown 1 mousemove_relative 40 30 mouseup 1
  press f "a drag pans and leaves the selection; f fits" "* - A-03"
  point C-02 click 1
  expect "after f a click meets its rack" "* - C-02"

  # Several.
  point A-01
  xdotool keydown ctrl click 1 keyup ctrl
  expect "control and a click take a second one" "* - 2 racks"
  point A-02
  xdotool keydown ctrl click 1 keyup ctrl
  expect "and a third" "* - 3 racks"
  point C-02
  xdotool keydown ctrl click 1 keyup ctrl
  expect "and the first one out again" "* - 2 racks"
  xdotool mousemove --window "$window" 10 10
  press Escape "esc lets all go" "* at 2 min"
  place A-01; x0=$x; y0=$y
  place B-04
  xdotool mousemove --window "$window" "$x0" "$y0" keydown shift mousedown 1 \
    mousemove --window "$window" "$x" "$((y - 1))" mousemove --window "$window" "$x" "$y" mouseup 1 keyup shift
  expect "shift and a drag take all racks in the box" "* - 8 racks"
  xdotool mousemove --window "$window" 10 10
  same_picture "the panel tells of several what plot --select does" --layer power --at "2 min" \
    --select A-01,A-02,A-03,A-04,B-01,B-02,B-03,B-04
  press Escape "esc lets them go" "* at 2 min"
  press ctrl+a "control and a take all" "* - 36 racks"
  press Escape "and esc none" "* at 2 min"
  press n "n walks to the worst rack" "* - ?-??"
  press shift+r "R takes its row" "* - 12 racks"
  press s "s takes one out" "* - 11 racks"
  press n "n walks on and keeps them" "* - 11 racks"
  press s "s takes the next one out" "* - 10 racks"
  press Escape "none again" "* at 2 min"

  # By name.
  xdotool key --window "$window" slash
  press b "a name, small or capital, finds its first rack" "* - B-01"
  xdotool key --window "$window" minus 1
  press 1 "each letter further on" "* - B-11"
  press Tab "tab takes the next one that begins so, here the same" "* - B-11"
  press BackSpace "a letter less" "* - B-10"
  press Tab "tab goes on" "* - B-11"
  press Escape "esc gives back what was" "* at 2 min"
  xdotool key --window "$window" slash
  press c "again" "* - C-01"
  xdotool mousemove --window "$window" 5 300 click 1
  expect "a click beside all racks ends it and lets the rack go" "* at 2 min"
  xdotool key --window "$window" bracketright slash
  press c "a rack is found where a feed was selected" "* - C-01"
  xdotool key --window "$window" Return
  press 3 "enter keeps it, and keys are keys again" "* - inlet at 2 min - C-01"
  press 1 "power" "* - power at 2 min - C-01"

  # Sizes.
  same_picture "as it was" --layer power --at "2 min" --select C-01
  xdotool windowsize --sync "$window" 900 560
  same_picture "a smaller window is a smaller picture" --layer power --at "2 min" --select C-01 --size 900x560
  point B-07 click 1
  expect "and a click meets its rack" "* - B-07"
  xdotool windowsize --sync "$window" 640 360
  xdotool mousemove --window "$window" 10 10
  same_picture "the smallest window" --layer power --at "2 min" --select B-07 --size 640x360
  point A-09 click 1
  expect "where a click meets its rack too" "* - A-09"
  xdotool windowsize --sync "$window" 1280 720
  for _ in 1 2 3 4 5; do xdotool key --window "$window" ctrl+plus; done
  xdotool mousemove --window "$window" 10 10
  same_picture "control and plus make text larger" --layer power --at "2 min" --select A-09 --scale 1.5
  scale=1.5
  point B-03 click 1
  expect "a click meets its rack in a dense picture" "* - B-03"
  scale=1
  press ctrl+0 "control and 0 the size it had" "* - B-03"
  point B-04 click 1
  expect "and the mouse knows" "* - B-04"

  # Everywhere in the hall by key: zoom, pan, and back.
  for key in Prior Prior Prior ctrl+Left ctrl+Up; do xdotool key --window "$window" $key; done
  press f "f fits after zoom and pan by key" "* - B-04"
  point A-06 click 1
  expect "and a click meets its rack" "* - A-06"

  # Colours.
  xdotool mousemove --window "$window" 10 10
  press Escape "none" "* at 2 min"
  xdotool key --window "$window" 3
  expect "the inlets" "* - inlet at 2 min"
  same_picture "with the run's range" --layer inlet --at "2 min"
  # The bar is 190 high and stands 18 + 6 into the panel, below two lines of title.
  xdotool mousemove --window "$window" 1005 140 mousedown 1 mousemove --window "$window" 1006 160 \
    mousemove --window "$window" 1006 200 mouseup 1 mousemove --window "$window" 10 10
  cp headroom-*.png before
  rm headroom-*.png
  xdotool key --window "$window" p
  await_picture
  ! cmp -s before headroom-*.png
  tell $? "a drag on the colours changes them"
  press r "r gives back" "* - inlet at 2 min"
  same_picture "the run's range" --layer inlet --at "2 min"
  press 1 "the power" "* - power at 2 min"
  xdotool key --window "$window" alt+Down alt+Down alt+shift+Up r
  same_picture "r also after ends moved by key" --layer power --at "2 min"

  # Tabs: the first is power; the second stands right of it.
  xdotool mousemove --window "$window" 90 75 click 1
  expect "a click on a layer's name shows it" "* - load at 2 min"
fi
close_viewer
[ "$status" -eq 0 ] && ! grep -qv '\.png$' said
tell $? "q closes it, with 0; it named the pictures and said nothing else"

if open_viewer "First hall" hall.h5 --at "2 min" --range 20:40; then
  xdotool mousemove --window "$window" 10 10
  same_picture "colours span what --range says" --at "2 min" --range 20:40
  xdotool key --window "$window" alt+Down alt+shift+Up
  same_picture "alt and arrows move their ends by a twentieth: the upper down, the lower up" --at "2 min" \
    --range 20.95:39
  xdotool key --window "$window" r
  same_picture "r takes the run's range, which was not shown yet" --at "2 min"
fi
close_viewer

HEADROOM_VIEW_SCALE=2
export HEADROOM_VIEW_SCALE
scale=2
if open_viewer "First hall" hall.h5 --size 1320x800; then
  point B-08 click 1
  expect "HEADROOM_VIEW_SCALE is for dense screens" "* - B-08"
  xdotool mousemove --window "$window" 10 10
  same_picture "and plot knows it too" --size 1320x800 --select B-08
  press ctrl+equal "larger goes no further than the parts have room" "* - B-08"
  scale=2.0625 # 1320 of 640
  point B-02 click 1
  expect "and a click still meets its rack" "* - B-02"
fi
close_viewer
echo "1..$n"
