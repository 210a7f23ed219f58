#!/bin/sh
# test_window_feeds.sh PROGRAM - feeds, plants and units are selected by key and by mouse. Speaks TAP.
#
# SPDX-License-Identifier: Apache-2.0
set -u
# shellcheck source=tests/viz/window.sh
. "$(dirname -- "$0")/window.sh"

# point X Y: a click at pixels of the window.
point()
{
  # shellcheck disable=SC2046
  eval $(xdotool getwindowgeometry --shell "$window")
  xdotool mousemove $((X + $1)) $((Y + $2)) click 1
}

"$program" run @first-hall --quiet -o hall.h5 >said 2>&1
tell $? "a run to look at"
open_viewer "First hall" hall.h5
if [ -n "$window" ]; then
  press bracketright "] selects the first element" "* - grid"
  press bracketright "and the next one" "* - tx-1"
  press bracketleft "[ goes back" "* - grid"
  press bracketleft "before the first stands the last" "* - crah-4"
  press n "a rack takes its place" "* - ?-??"
  press bracketleft "and gives it back to an element" "* - crah-4"
  press Escape "esc lets it go" "* at 0 s"
  # Six chips stand in a row at the foot of a window of 1280 x 720, from 16 pixels in, 135 apart.
  point $((16 + 5 * 135 + 60)) 700
  expect "a click on a chip selects it" "* - chiller-1"
  point $((16 + 60)) 700
  expect "and on another one that" "* - grid"
  point 170 560
  expect "a click on an air handler selects it" "* - crah-1"
  press o "o shows the one line" "* - one line"
  point 60 130
  press o "back on the plan: what was clicked there is selected" "* - grid"
fi
close_viewer
[ "$status" -eq 0 ] && [ ! -s said ]
tell $? "q closes it, with 0, and it said nothing"
echo "1..$n"
