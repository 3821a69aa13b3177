#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prints the reference manual of the language, as Markdown, from the program's own help: the same
# tables that check scripts.
#
#   Tools/reference.sh LSTM > docs/reference.md
set -euo pipefail
export LC_ALL=C

program=$1

# The overview has a line for each table, such as `layers`, and under it an indented line a name.
overview() {
  "$program" help | awk '/^statements$/ { found = 1 } /^`lstm help/ { exit } found'
}

# topic KIND NAME: what the help on a name says of it as a layer, a function …
topic() {
  "$program" help "$2" |
    awk -v kind="$1" -v name="$2" '$2 == name ":" && /^[a-z]/ { wanted = $1 == kind } wanted'
}

cat <<'TXT'
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Written by `make docs` from the tables that check scripts; not to be edited. -->
# The language, name by name
TXT

while IFS= read -r line; do
  case $line in
    "  "*)
      read -r name _ <<<"$line"
      printf '\n### %s %s\n\n```\n%s\n```\n' "$kind" "$name" "$(topic "$kind" "$name")"
      ;;
    ?*)
      kind=${line%s}
      printf '\n## %s\n' "${line^}"
      ;;
  esac
done < <(overview)
