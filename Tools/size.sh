#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prints the files and lines of each folder, and what the program weighs.
#
#   Tools/size.sh LSTM
set -euo pipefail
export LC_ALL=C

program=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

printf '%-28s %6s %7s %7s %8s\n' folder files lines median longest
for folder in Sources/*/ Sources/{LSTM,DSL,REPL}/*/ Tests/*/; do
  # A linked file counts where it stands, not in the folders that link to it.
  find "$folder" -type f \( -name '*.swift' -o -name '*.[ch]' \) -exec wc -l {} \; |
    sort -n | awk -v folder="${folder%/}" '
      { lines[NR] = $1; sum += $1 }
      END {
        if (NR) printf "%-28s %6d %7d %7d %8d\n", folder, NR, sum, lines[int(NR / 2) + 1], lines[NR]
      }'
done

stripped=$(mktemp)
trap 'rm -f "$stripped"' EXIT
strip -o "$stripped" "$program"
printf '\n%-28s %.1f MB, stripped %.1f MB\n' lstm \
  "$(stat -c '%s' "$program")e-6" "$(stat -c '%s' "$stripped")e-6"
