#!/bin/sh
# test_house.sh - each rule of the house is broken once, in a small house of its own, and must be
# named.
#
# A check that passes on clean sources proves nothing; here it has to find what was planted, at the
# right file and line, and nothing else. Speaks TAP.
#
# SPDX-License-Identifier: Apache-2.0
set -u
cd -- "$(dirname -- "$0")/../.." || exit 1
house=$(mktemp -d)
trap 'rm -rf "$house"' EXIT
cp -R tools "$house"
cd "$house" || exit 1
licence='/* SPDX-License-Identifier: Apache-2.0 */'
for header in models/status.h models/model.h models/registry.h sim/base/arena.h sim/cli/cmd.h; do
  mkdir -p "${header%/*}"
  echo "$licence" >$header
done
n=0

# verdict NAME WAS-RIGHT SAID
verdict()
{
  n=$((n + 1))
  if [ "$2" = yes ]; then
    echo "ok $n - $1"
  else
    echo "not ok $n - $1"
    printf '%s\n' "$3" | sed 's/^/# /'
  fi
}

# check_with FILE CODE: what the house check says when CODE stands in line 2 of FILE.
check_with()
{
  mkdir -p "${1%/*}"
  printf '%s\n%s\n' "$licence" "$2" >"$1"
  tools/check_house.sh 2>&1
  status=$?
  rm "$1"
  return $status
}

# refused NAME FILE CODE MESSAGE: exactly this message, at line 2.
refused()
{
  said=$(check_with "$2" "$3")
  status=$?
  right=no
  [ $status = 1 ] && [ "$said" = "$2:2: $4" ] && right=yes
  verdict "$1" "$right" "exit status $status: $said"
}

allowed()
{
  said=$(check_with "$2" "$3") && right=yes || right=no
  verdict "$1" "$right" "$said"
}

said=$(tools/check_house.sh 2>&1) && right=yes || right=no
verdict a_clean_house_passes "$right" "$said"

refused models_know_no_simulator models/planted.c \
  '#include "sim/base/arena.h"' 'models must not include "sim/base/arena.h"'
refused models_in_a_family_folder_obey_too models/power/planted.h \
  '#  include "sim/base/arena.h"' 'models must not include "sim/base/arena.h"'
refused base_knows_only_status_of_models sim/base/planted.c \
  '#include "models/model.h"' 'sim/base must not include "models/model.h"'
refused no_way_leads_through_the_parent_folder sim/engine/planted.c \
  '#include "sim/base/../base/arena.h"' '"sim/base/../base/arena.h" is not a path from the root'
refused scenario_knows_no_names_that_only_begin_alike sim/scenario/planted.c \
  '#include "models.h"' '"models.h" is not a path from the root
sim/scenario/planted.c:2: sim/scenario must not include "models.h"'
refused viewer_reads_no_arithmetic_of_models viz/screen/planted.c \
  '#include "models/registry.h"' 'viz must not include "models/registry.h"'
refused decisions_know_no_model sim/decide/planted.c \
  '#include "models/model.h"' 'sim/decide must not include "models/model.h"'
refused headers_are_named_from_the_root sim/base/planted.c \
  '#include "arena.h"' '"arena.h" is not a path from the root
sim/base/planted.c:2: sim/base must not include "arena.h"'
refused own_headers_stand_in_quotes sim/base/planted.c \
  '#include <sim/base/arena.h>' '<sim/base/arena.h> belongs nowhere: write "..."'

refused nobody_includes_the_command_line tests/unit/planted.c \
  '#include "sim/cli/cmd.h"' '"sim/cli/cmd.h" belongs only in sim/cli'

refused windows_only_in_the_screen viz/page/planted.c \
  '#include <SDL2/SDL.h>' '<SDL2/SDL.h> belongs only in viz/screen tests'
refused pictures_only_in_the_viewer sim/results/planted.c \
  '#include <png.h>' '<png.h> belongs only in viz tests'
refused results_format_only_with_writer_and_reader sim/hall/planted.c \
  '#include <hdf5_hl.h>' \
  '<hdf5_hl.h> belongs only in sim/record sim/results sim/scenario/import_trace.c tests'
refused yaml_only_in_the_document sim/scenario/planted.c \
  '#include <yaml.h>' '<yaml.h> belongs only in sim/scenario/document.c tests'
allowed yaml_in_the_document sim/scenario/document.c '#include <yaml.h>'
allowed trace_importer_reads_results_format sim/scenario/import_trace.c '#include <hdf5.h>'

refused models_do_not_print models/planted.c \
  'void f(void) { printf ("x"); }' 'printf() has no place in models'
refused halls_do_not_print sim/hall/planted.c \
  'void f(void) { (void)fprintf(stderr, "x"); }' 'fprintf() has no place in sim/hall'
refused engines_do_not_end_the_program sim/engine/planted.c \
  'void f(void) { exit(3); }' 'exit() has no place in sim/engine'
refused scenarios_take_no_heap sim/scenario/planted.c \
  'void *f(void) { return malloc(3); }' 'malloc() has no place in sim/scenario'
allowed text_in_memory_is_not_printing models/planted.c \
  'void f(char *s, size_t n) { (void)snprintf(s, n, "printf(%d)", 3); } /* not malloc(3) */'
allowed command_line_prints sim/cli/planted.c 'int main(void) { return printf("x"); }'

refused line_comments_are_refused models/planted.c \
  'int f(void); // why not' 'comments are written /* */'
allowed addresses_are_no_comments models/planted.c \
  'const char *f(void); /* https://a */ #define A "https://b\"//" '"'\"' '/' /* // */"
# These cases concern whole files, so the line is not the second.
whole_file()
{
  said=$(tools/check_house.sh 2>&1)
  [ "$said" = "$2" ] && right=yes || right=no
  verdict "$1" "$right" "$said"
  rm "${2%%:*}"
}
mkdir sim/utils && echo "$licence" >sim/utils/planted.c
whole_file a_folder_has_no_rule 'sim/utils/planted.c:1: no rule for this room'
echo 'int f(void);' >models/planted.h
whole_file a_licence_line_is_missing \
  'models/planted.h:1: the line "SPDX-License-Identifier: Apache-2.0" is missing'
{ echo "$licence" && yes 'int f(void);' | head -n 500; } >models/planted.h
whole_file a_file_is_too_long 'models/planted.h:501: a file may have 500 lines'
{ echo "$licence" && yes 'int f(void);' | head -n 700; } >tests/planted.h
whole_file a_test_is_too_long 'tests/planted.h:701: a file may have 700 lines'

# globals NAME EXPECTED-STATUS SYMBOL CODE: a library made of CODE.
globals()
{
  rm -rf built && mkdir built
  printf '%s\n' "$4" >built/planted.c
  cc -g -fPIC -c built/planted.c -o built/planted.o && ar csr built/libplanted.a built/planted.o
  said=$(tools/check_globals.sh built 2>&1)
  status=$?
  right=no
  if [ $status = "$2" ]; then
    case $said in
      *\"$3*"is a mutable global"* | "globals: none"*) right=yes ;;
    esac
  fi
  verdict "$1" "$right" "exit status $status: $said"
}
globals a_global_variable_is_named 1 total 'int total = 3;'
globals a_zero_global_is_named 1 total 'double total;'
globals a_static_variable_is_named 1 count 'static int count; int f(void) { return ++count; }'
globals a_hidden_counter_is_named 1 '*calls' 'int f(void) { static int calls; return ++calls; }'
globals a_thread_local_is_named 1 mine '_Thread_local int mine;'
globals a_table_of_words_may_not_be_changed 1 words 'const char *words[] = {"a", "b"};'
globals constant_tables_are_free 0 '' 'extern int x; int *const table[] = {&x}; const double d[] = {1};'
rm -f built/*.a
tools/check_globals.sh built >said 2>&1
[ $? = 2 ] && right=yes || right=no
verdict a_folder_without_libraries_is_not_a_success "$right" "$(cat said)"
echo "1..$n"
