#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Holds the program against its targets on real data, and prints each figure beside its target.
#
#   Tools/acceptance.sh LSTM DATA
#
# LSTM is the program, DATA the folder with the data sets; what needs a set that is not there is
# skipped. SEEDS (1 2 3 4 5 when unset) are the seeds that the median is taken over. The exit code
# is 1 when a target is missed.
set -euo pipefail
export LC_ALL=C

program=$(realpath "$1")
data=$(realpath --canonicalize-missing "$2")
seeds=${SEEDS:-1 2 3 4 5}
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")/../scripts" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
missed=0

# report VERDICT NAME FIGURE TARGET [REMARK]
report() {
  printf '%-7s  %-34s  %-12s  %-12s  %s\n' "$1" "$2" "$3" "$4" "${5:-}"
  [ "$1" != MISSED ] || missed=$((missed + 1))
}

# hold NAME FIGURE RELATION TARGET UNIT REMARK, with >= or <= as the relation
hold() {
  local verdict=MISSED
  if awk -v f="$2" -v t="$4" -v r="$3" 'BEGIN { exit !(r == ">=" ? f >= t : f <= t) }'; then
    verdict=ok
  fi
  report "$verdict" "$1" "$2$5" "$3 $4$5" "$6"
}

# median NUMBER ...: the upper one of the two in the middle
median() {
  printf '%s\n' "$@" | sort -g | sed -n "$(($# / 2 + 1))p"
}

# figures SCRIPT SEED PATH: the accuracy and the macro F1 that a script prints, or nothing. Whether
# its own assertions hold makes no difference here.
figures() {
  "$program" run "$scripts/$1" --seed "$2" -p "data=$3" 2>"$work/errors" |
    sed -nE 's/^accuracy ([0-9.]+) macro F1 ([0-9.]+)$/\1 \2/p' || true
}

# quality NAME SCRIPT PATH TARGET SEED ...: the median accuracy over the seeds
quality() {
  local name=$1 script=$2 path=$data/$3 target=$4
  shift 4
  if [ ! -e "$path" ]; then
    report skipped "$name" - ">= $target" "there is no $path"
    return
  fi
  local seed accuracy f1 accuracies=() f1s=()
  for seed in "$@"; do
    read -r accuracy f1 <<<"$(figures "$script" "$seed" "$path")"
    if [ -z "$f1" ]; then
      report MISSED "$name" none ">= $target" "$script printed no figures with seed $seed"
      cat "$work/errors" >&2
      return
    fi
    accuracies+=("$accuracy")
    f1s+=("$f1")
  done
  local remark
  remark="macro F1 $(median "${f1s[@]}")"
  [ $# -eq 1 ] || remark+=", accuracies ${accuracies[*]}"
  hold "$name" "$(median "${accuracies[@]}")" ">=" "$target" "" "$remark"
}

# The same model trained four times, on one to three threads: the files must be the same bytes.
same_bytes() {
  local name="model files on 1, 2, 3, 3 threads" path=$data/trec/TREC.train.all
  if [ ! -e "$path" ]; then
    report skipped "$name" - identical "there is no $path"
    return
  fi
  local turn=0 threads sum
  for threads in 1 2 3 3; do
    turn=$((turn + 1))
    cat >"$work/$turn.lstm" <<'SCRIPT'
param data = ""
seed 7
data questions = labelled data
model m for questions = embed 64 | bilstm 64 x2 dropout=0.2 recurrent_dropout=0.2
  | gru 64 | attend | dropout 0.5 | output
train r = m epochs=2 batch=50
save r "model"
SCRIPT
    if ! "$program" run "$work/$turn.lstm" --threads "$threads" -p "data=$path" 2>"$work/errors"
    then
      report MISSED "$name" none identical "the run on $threads threads failed"
      cat "$work/errors" >&2
      return
    fi
    sum=$(cksum <"$work/model")
    mv "$work/model" "$work/model.$turn"
    if ! cmp -s "$work/model.1" "$work/model.$turn"; then
      report MISSED "$name" different identical "run $turn, on $threads threads"
      return
    fi
  done
  report ok "$name" identical identical "cksum ${sum% *}"
}

# The time from the shell's fork to its return, which is a little more than the program's own.
start_up() {
  local turn begin end times=()
  for turn in {1..20}; do
    begin=${EPOCHREALTIME/./}
    "$program" -c 'print 1' >/dev/null
    end=${EPOCHREALTIME/./}
    times+=("$(awk -v t=$((end - begin)) 'BEGIN { printf "%.1f", t / 1000 }')")
  done
  hold "start-up, median of 20" "$(median "${times[@]}")" "<=" 20 " ms" "lstm -c 'print 1'"
}

report "" what figure target
start_up
same_bytes
# shellcheck disable=SC2086 # The seeds are several words.
quality "TREC accuracy, median of $(wc -w <<<"$seeds")" trec.lstm trec/TREC.train.all 0.83 $seeds
quality "SST-2 accuracy, dev" sentiment-en.lstm sst2 0.76 1
# shellcheck disable=SC2086
quality "waimai accuracy, median of $(wc -w <<<"$seeds")" reviews-zh.lstm zh_waimai/waimai_10k.csv 0.88 $seeds

if [ "$missed" -gt 0 ]; then
  echo "acceptance: $missed missed"
  exit 1
fi
echo "acceptance: nothing missed"
