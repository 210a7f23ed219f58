#!/bin/sh
# test_window_files.sh PROGRAM PYTHON - a window of files that are none, and of a run that did not end. What
# else can be wrong with a file test_damaged.py asks of pictures: both open it in one way. Speaks TAP.
#
# SPDX-License-Identifier: Apache-2.0
set -u
# shellcheck source=tests/viz/window.sh
. "$(dirname -- "$0")/window.sh"

: >empty.h5
echo "hall: {}" >text.h5
"$python" -c 'import h5py; h5py.File("foreign.h5", "w").create_dataset("rack_power_w", data=[[1.0]])'
for name in empty text foreign missing; do
  "$program" view $name.h5 >said 2>&1
  [ $? -eq 4 ] && grep -q "^headroom-view: $name.h5: " said && [ "$(wc -l <said)" -eq 1 ]
  tell $? "no window for a file that is $name: one sentence, exit 4"
done

long='time={duration: 365 d, step: 1 s, record: 1 s}'
"$program" run @first-hall --quiet --set "$long" -o hall.h5 >said 2>&1 &
run=$!
for _ in $(seq 60); do
  "$program" plot hall.h5.part -o so-far.png >said 2>&1 && break
  sleep 0.5
done
[ -s so-far.png ]
tell $? "a run can be looked at while it runs"
if open_viewer "First hall" --follow hall.h5.part; then
  xdotool mousemove --window "$window" 10 10
  press n "and followed, at its last record" "* (not finished) - ?-??"
  earlier=$(title)
  for _ in $(seq 200); do
    [ "$(title)" != "$earlier" ] && break
    sleep 0.1
  done
  title >said
  [ "$(title)" != "$earlier" ]
  tell $? "which moves on by itself; the rack stays selected"
  press Home "at another record" "* at 0 *"
fi
kill -INT $run
wait $run
[ $? -eq 130 ]
tell $? "it is interrupted, and its file has another name now"
if [ -n "$window" ]; then
  sleep 3
  press End "the window goes on with that one" "* (not finished) - ?-??"
  same_picture "to its end" --at "365 d" --select "$(title | sed 's/.* - //')"
fi
close_viewer
[ "$status" -eq 0 ]
tell $? "q closes it"
if open_viewer "First hall" hall.h5; then
  expect "the title says that it did not end" "* (not finished)"
  press End "its last record can be gone to" "* (not finished)"
  xdotool mousemove --window "$window" 10 10
  "$program" plot hall.h5 -o first.png >said 2>&1
  same_picture "and is the picture of that time" --at "365 d"
  ! cmp -s first.png plot.png
  tell $? "which is not that of the worst time"
fi
close_viewer
[ "$status" -eq 0 ]
tell $? "q closes it"

"$program" run @first-hall --quiet --set "$long" -o lost.h5 >said 2>&1 &
run=$!
for _ in $(seq 60); do
  "$program" plot lost.h5.part -o so-far.png >said 2>&1 && break
  sleep 0.5
done
open_viewer "First hall" --follow lost.h5.part
kill -KILL $run
wait $run 2>/dev/null
echo "hall: {}" >lost.h5.part
window=
close_viewer
[ "$status" -eq 4 ] && grep -q "cannot be read any more" said
tell $? "a followed file that is none any more ends the window with a sentence and 4"
echo "1..$n"
