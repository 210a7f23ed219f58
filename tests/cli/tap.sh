# tap.sh - what the tests of the command line share. To be sourced; speaks TAP.
#
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh

# begin PROGRAM: what `try` runs.
begin()
{
  program=$1
  n=0
  said=
}

# note TEXT: what is told of a failure, where `try` did not run the program.
note()
{
  said=$1
}

# end: the plan.
end()
{
  echo "1..$n"
}

# try STATUS ARGUMENT...: runs the program; what it said lies in `out` and `err`.
try()
{
  wanted=$1
  shift
  status=0
  "$program" "$@" >out 2>err || status=$?
  said="headroom $*: exit $status, expected $wanted"
  [ "$status" -eq "$wanted" ]
}

# tell RESULT TEXT: one line of TAP; on failure what was run and said.
tell()
{
  n=$((n + 1))
  if [ "$1" -eq 0 ]; then
    echo "ok $n - $2"
  else
    echo "not ok $n - $2"
    echo "# $said"
    sed 's/^/# out: /' out | head -n 10
    sed 's/^/# err: /' err | head -n 10
  fi
}
