#!/bin/sh
# test_window.sh PROGRAM - the window takes its keys and closes, on a display of its own. Speaks TAP.
#
# SPDX-License-Identifier: Apache-2.0
set -u
program=$1

for tool in Xvfb xdotool; do
  if ! command -v $tool >/dev/null; then
    echo "1..0 # SKIP there is no $tool"
    exit 0
  fi
done
work=$(mktemp -d)
cd "$work" || exit 1
display=:$((90 + $$ % 100))
Xvfb $display -screen 0 1400x900x24 >/dev/null 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
export DISPLAY=$display SDL_VIDEODRIVER=x11 SDL_RENDER_DRIVER=software
for _ in 1 2 3 4 5 6 7 8 9 10; do
  xdotool getdisplaygeometry >/dev/null 2>&1 && break
  sleep 0.3
done

n=0
tell()
{
  n=$((n + 1))
  [ "$1" -eq 0 ] || printf 'not '
  echo "ok $n - $2"
  [ "$1" -eq 0 ] || sed 's/^/# /' said
}

"$program" run @first-hall --quiet --set 'time={duration: 10 min, step: 10 s}' -o hall.h5 >said 2>&1
tell $? "a run to look at"
# SDL opens the libraries of the desktop at run time and closes them before the leak checker of a
# sanitized build can name their leaks, so none can be told from ours here. What the viewer itself
# takes, it takes for pictures too, and there (test_picture.py) leaks count.
ASAN_OPTIONS=detect_leaks=0 "$program" view hall.h5 >said 2>&1 &
viewer=$!
window=
for _ in $(seq 60); do
  window=$(xdotool search --onlyvisible --name "First hall" 2>/dev/null | head -n 1)
  [ -n "$window" ] && break
  sleep 0.25
done
[ -n "$window" ]
tell $? "the window opens"
if [ -n "$window" ]; then
  xdotool windowfocus "$window" 2>/dev/null
  xdotool mousemove 500 320 click 1
  for key in 1 2 3 8 Right Left End Home w n u h h space f p; do
    xdotool key --window "$window" $key
    sleep 0.05
  done
  sleep 0.5
  kill -0 $viewer 2>/dev/null
  tell $? "it lives through its keys and a click"
  ls ./*.png >/dev/null 2>&1
  tell $? "p saves a picture"
  xdotool key --window "$window" q
fi
status=124
for _ in $(seq 40); do
  if ! kill -0 $viewer 2>/dev/null; then
    wait $viewer
    status=$?
    break
  fi
  sleep 0.25
done
kill $viewer 2>/dev/null
[ $status -eq 0 ] && ! grep -qv '\.png$' said
tell $? "q closes it, with 0; it named the picture and said nothing else"
echo "1..$n"
