#!/bin/sh
# test_count.sh - tools/count_tests.py counts what Meson logged, above all what went wrong.
#
# Each case is a line of Meson's log, or a few, and the sentence that must come out. Speaks TAP.
#
# SPDX-License-Identifier: Apache-2.0
set -u
cd -- "$(dirname -- "$0")/../.." || exit 1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
n=0

# expect NAME EXIT-STATUS SENTENCE; the log comes on stdin.
expect()
{
  n=$((n + 1))
  cat >"$log"
  said=$(python3 tools/count_tests.py "$log")
  status=$?
  if [ "$status" = "$2" ] && [ "$(printf '%s\n' "$said" | tail -n 1)" = "$3" ]; then
    echo "ok $n - $1"
  else
    echo "not ok $n - $1: exit status $status, '$said', expected $2, '$3'"
  fi
}

expect each_subtest_counts_once 0 "3 passed, 0 failed" <<'END'
{"name": "a", "result": "OK", "stdout": "1..3\nok 1 - x\nok 2 - # of racks\nok 3\n"}
END
expect a_program_without_subtests_counts_once 0 "1 passed, 0 failed" <<'END'
{"name": "a", "result": "OK", "stdout": "fine"}
END
expect failed_subtests_are_counted_beside_passed_ones 1 "1 passed, 2 failed" <<'END'
{"name": "a", "result": "FAIL", "stdout": "ok 1 - x\nnot ok 2 - y\nnot ok 3 - z\n1..3\n"}
END
expect subtests_lost_in_a_crash_have_failed 1 "1 passed, 6 failed" <<'END'
{"name": "a", "result": "ERROR", "stdout": "1..7\nok 1 - x\n"}
END
expect a_crash_before_the_first_subtest_is_one_failure 1 "0 passed, 1 failed" <<'END'
{"name": "a", "result": "ERROR"}
END
expect a_timeout_after_good_subtests_is_one_failure 1 "1 passed, 1 failed" <<'END'
{"name": "a", "result": "TIMEOUT", "stdout": "ok 1 - x\n"}
END
expect a_skipped_subtest_is_neither 0 "1 passed, 0 failed" <<'END'
{"name": "a", "result": "OK", "stdout": "ok 1 - x\nok 2 - y # SKIP no window\n1..2\n"}
END
expect skipped_tests_alone_are_not_a_success 1 "0 passed, 0 failed" <<'END'
{"name": "a", "result": "SKIP", "stdout": "1..0 # SKIP no window\n"}
END
expect an_unexpected_success_is_a_failure 1 "0 passed, 1 failed" <<'END'
{"name": "a", "result": "UNEXPECTEDPASS", "stdout": ""}
END
expect programs_add_up 1 "3 passed, 1 failed" <<'END'
{"name": "a", "result": "OK", "stdout": "ok 1 - x\nok 2 - y\n1..2\n"}
{"name": "b", "result": "FAIL", "stdout": "ok 1 - x\nnot ok 2 - y\n1..2\n"}
END
expect an_empty_log_is_not_a_success 1 "0 passed, 0 failed" </dev/null
echo "1..$n"
