# blocks.awk - replaces the fenced block behind each mark of a page by the text of NAME.txt.
#
#   <!-- MARK NAME ... -->     ...     <!-- end -->          awk -v mark=MARK -f blocks.awk PAGE
#
# SPDX-License-Identifier: Apache-2.0
$1 == "<!--" && $2 == mark {
  print; part = $3; getline; print "```"
  while ((getline line < (part ".txt")) > 0) { sub(/[ \t]+$/, "", line); print line }
  print "```"; skip = 1; next
}
/^<!-- end -->/ { skip = 0 }
!skip { print }
