#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the documents and scripts that the tests type, again with all kernels that this processor has
# beside those that the whole suite ran with: what is said depends on none. That it does not depend on
# the number of threads either, the suite has shown.
#
#   Tools/test-kernels.sh LSTM
#
# LSTM is the program that was built beside the tests.
set -euo pipefail

# It names those it may be when it is asked for what there is not, the fastest first.
names=$(LSTM_KERNELS='?' "$1" -c '' 2>&1 | sed -n 's/^.*it may be: //p' | tr -d ,) || true
[ -n "$names" ] || { echo "test-kernels: $1 names no kernels" >&2; exit 1; }
used=${LSTM_KERNELS:-${names%% *}}
for kernels in $names; do
  [ "$kernels" != "$used" ] || continue
  echo "with the kernels $kernels:"
  LSTM_KERNELS=$kernels swift test --disable-xctest --skip-build \
    --filter '^REPLTests\.(TutorialTests|TranscriptTests/theProgramSays)'
done
