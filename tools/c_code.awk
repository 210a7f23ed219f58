# c_code.awk - prints C sources as file:line:code, without comments and with strings emptied.
#
# A rule that looks for a word must not stumble over a sentence that mentions it. Lines that include
# a header keep its name. A // comment is replaced by the word that no C program contains: //.
#
# SPDX-License-Identifier: Apache-2.0
BEGIN {
  string = "^([^\"\\\\]|\\\\.)*\""
  character = "^([^'\\\\]|\\\\.)*'"
}

FNR == 1 { in_comment = 0 }

{
  rest = $0
  code = ""
  while (rest != "") {
    if (in_comment) {
      if (!match(rest, /\*\//)) {
        break
      }
      in_comment = 0
      rest = substr(rest, RSTART + 2)
    } else if (!match(rest, /\/\*|\/\/|["']/)) {
      code = code rest
      break
    } else {
      mark = substr(rest, RSTART, RLENGTH)
      code = code substr(rest, 1, RSTART - 1)
      rest = substr(rest, RSTART + RLENGTH)
      if (mark == "/*") {
        in_comment = 1
        code = code " "
      } else if (mark == "//") {
        code = code mark
        break
      } else if (match(rest, mark == "'" ? character : string)) {
        code = code mark (code ~ /^[ \t]*#[ \t]*include/ ? substr(rest, 1, RLENGTH) : mark)
        rest = substr(rest, RLENGTH + 1)
      }
    }
  }
  if (code ~ /[^ \t]/) {
    print FILENAME ":" FNR ":" code
  }
}
