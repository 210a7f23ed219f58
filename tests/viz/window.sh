# window.sh - what tests of the window share: a display of their own, keys, mouse, the title, pictures, TAP.
# Sourced, with the arguments PROGRAM PYTHON.
#
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
program=$1
python=${2:-python3}
tests=$(cd -- "$(dirname -- "$0")" && pwd)
scale=1

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
viewer=
trap 'kill $viewer $server 2>/dev/null; rm -rf "$work"' EXIT
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

title()
{
  xdotool getwindowname "$window" 2>/dev/null
}

# expect WORDS PATTERN: the title matches the pattern within five seconds.
expect()
{
  for _ in $(seq 50); do
    # shellcheck disable=SC2254 # the pattern is one
    case $(title) in $2) break ;; esac
    sleep 0.1
  done
  title >said
  # shellcheck disable=SC2254
  case $(title) in
    $2) tell 0 "$1" ;;
    *) tell 1 "$1" ;;
  esac
}

# press KEY WORDS PATTERN: after the key the title matches the pattern.
press()
{
  xdotool key --window "$window" "$1"
  expect "$2" "$3"
}

# open_viewer NAME WORD...: the window of `headroom view WORD...`, whose title starts with a name.
open_viewer()
{
  name=$1
  shift
  # SDL opens the libraries of the desktop at run time and closes them before the leak checker of a
  # sanitized build can name their leaks, so none can be told from ours here. What the viewer itself
  # takes, it takes for pictures too, and there (test_picture.py) leaks count.
  ASAN_OPTIONS=detect_leaks=0 "$program" view "$@" >viewer_said 2>&1 &
  viewer=$!
  window=
  for _ in $(seq 60); do
    window=$(xdotool search --onlyvisible --name "^$name" 2>/dev/null | head -n 1)
    [ -n "$window" ] && break
    sleep 0.25
  done
  [ -n "$window" ]
  tell $? "the window opens"
  [ -n "$window" ] && xdotool windowfocus "$window" 2>/dev/null
}

# close_viewer: q, if there is a window; `status` is how the program ended, 124 when it did not.
# shellcheck disable=SC2034 # read by who sources this
close_viewer()
{
  [ -z "$window" ] || xdotool key --window "$window" q 2>/dev/null
  status=124
  for _ in $(seq 40); do
    if ! kill -0 "$viewer" 2>/dev/null; then
      wait "$viewer"
      status=$?
      break
    fi
    sleep 0.25
  done
  kill "$viewer" 2>/dev/null
  cp viewer_said said
}

# place RACK: puts `x` and `y` at the middle of a rack in the window, at the scale $scale.
# shellcheck disable=SC2034,SC2046 # x and y are for who sources this; words are meant to split
place()
{
  eval $(xdotool getwindowgeometry --shell "$window")
  set -- $("$python" "$tests/place.py" hall.h5 "$WIDTH" "$HEIGHT" "$scale" "$1")
  x=$1
  y=$2
}

# point RACK [XDOTOOL WORDS]: moves the pointer there, and then, for example, clicks.
point()
{
  place "$1"
  shift
  xdotool mousemove --window "$window" "$x" "$y" "$@"
}

# await_picture: the picture that p saves is whole.
await_picture()
{
  for _ in $(seq 50); do
    grep -q IEND headroom-*.png 2>/dev/null && break
    sleep 0.1
  done
}

# same_picture WORDS OPTION...: p saves what `headroom plot` draws with these options, to the last byte.
same_picture()
{
  words=$1
  shift
  sleep 0.2
  rm -f headroom-*.png
  xdotool key --window "$window" p
  await_picture
  "$program" plot hall.h5 "$@" -o plot.png >said 2>&1
  cmp plot.png headroom-*.png >>said 2>&1
  tell $? "$words"
}
