#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds Benchmarks/ and measures the engine on this machine: a line of JSON a figure.
#
#   Tools/bench.sh DATA
#
# DATA is the folder with the data sets; the language models are skipped where theirs are not there.
# Nothing else should run meanwhile. Benchmarks/peers/compare.py sets the figures beside those of
# other systems.
set -euo pipefail

package=$(cd "$(dirname "${BASH_SOURCE[0]}")/../Benchmarks" && pwd)
data=$1

swift build -c release --package-path "$package" -Xswiftc -enable-testing
bench=$package/.build/release/bench

for threads in 1 2; do
  "$bench" table --threads "$threads"
  "$bench" dropout --threads "$threads"
  "$bench" latency --threads "$threads"
  if [ -e "$data/ptb/ptb.train.txt.gz" ]; then
    "$bench" ptb --threads "$threads" --data "$data" --steps 100
    "$bench" ptb --threads "$threads" --data "$data" --steps 20 --hidden 650 --bptt 35
  else
    echo "skipped ptb: there is no $data/ptb/ptb.train.txt.gz" >&2
  fi
  if [ -e "$data/tinyshakespeare/input.txt" ]; then
    sizes=(--threads "$threads" --data "$data" --hidden 256)
    "$bench" characters "${sizes[@]}" --batch 64 --bptt 100 --steps 30
    "$bench" characters "${sizes[@]}" --sample 5000
  else
    echo "skipped characters: there is no $data/tinyshakespeare/input.txt" >&2
  fi
done
