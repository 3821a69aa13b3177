#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Holds the program against its targets on real data, and prints each figure beside its target.
#
#   Tools/acceptance.sh LSTM DATA [PART ...]
#
# LSTM is the program, DATA the folder with the data sets; what needs a set that is not there is
# skipped. SEEDS (1 2 3 4 5 when unset) are the seeds that the median is taken over. The exit code
# is 1 when a target is missed, 2 for a part that there is not.
#
# The parts, all of them when none is named; `timing`, `bits` and `accuracy` name those of a line:
#
#   timing    start prompt check large second             nothing else may run meanwhile
#   bits      kills grid bytes reports                          on a busy machine too, as all below
#   accuracy  trec sst2 trec-vectors sst2-vectors waimai conll atis ptb shakespeare resumes
#             keywords labels segments vowels motions movement etth1 m4 airline pm25 digits
#             multi30k cmudict titles spoken speakers strings
set -euo pipefail
export LC_ALL=C LSTM_RECORD=off

timing=(start prompt check large second)
bits=(kills grid bytes reports)
accuracy=(trec sst2 trec-vectors sst2-vectors waimai conll atis ptb shakespeare resumes
  keywords labels segments vowels motions movement etth1 m4 airline pm25 digits multi30k cmudict
  titles spoken speakers strings)

program=$(realpath "$1")
data=$(realpath --canonicalize-missing "$2")
shift 2
parts=()
for part in "${@:-all}"; do
  case $part in
  all) parts+=("${timing[@]}" "${bits[@]}" "${accuracy[@]}") ;;
  timing) parts+=("${timing[@]}") ;;
  bits) parts+=("${bits[@]}") ;;
  accuracy) parts+=("${accuracy[@]}") ;;
  *)
    if [[ " ${timing[*]} ${bits[*]} ${accuracy[*]} " != *" $part "* ]]; then
      echo "acceptance: there is no part $part; the parts are all, timing (${timing[*]})," \
        "bits (${bits[*]}) and accuracy (${accuracy[*]})" >&2
      exit 2
    fi
    parts+=("$part")
    ;;
  esac
done
seeds=${SEEDS:-1 2 3 4 5}
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")/../scripts" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
missed=0
glove=$data/word_vectors/glove.6B.50d.5k.txt

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

# reports: the pages of the scripts that need no other data: the same bytes trained and from the cache, and
# nothing to complain of for a browser
reports() {
  local script page browser complaints
  browser=$(command -v chromium || command -v chromium-browser || true)
  for script in demo compare review tones; do
    page=$work/$script.html
    "$program" run "$scripts/$script.lstm" --threads 2 --report "$page" --out "$work/out" >"$work/results" 2>&1 || true
    cp "$page" "$page.first"
    "$program" run "$scripts/$script.lstm" --threads 1 --report "$page" --out "$work/out" >"$work/results" 2>&1 || true
    if cmp -s "$page" "$page.first"; then
      report ok "report of $script, again" identical identical
    else
      report MISSED "report of $script, again" differs identical
    fi
    hold "report of $script, bytes" "$(wc -c <"$page")" "<=" 3000000 "" ""
    if [ -z "$browser" ]; then
      report skipped "report of $script, complaints" - "<= 0" "there is no chromium"
      continue
    fi
    complaints=$("$browser" --headless=new --no-sandbox --disable-gpu --user-data-dir="$work/browser" \
      --enable-logging=stderr --dump-dom "file://$page" 2>&1 >/dev/null | grep -c CONSOLE || true)
    hold "report of $script, complaints" "$complaints" "<=" 0 "" "$(basename "$browser")"
  done
}

# figures SCRIPT SEED PATH: the accuracy and the macro F1 that a script prints, or nothing. Whether
# its own assertions hold makes no difference here.
figures() {
  local own=("data=$3") params=() param
  ! grep -q '^param vectors' "$scripts/$1" || own+=("vectors=$glove")
  for param in "${own[@]}"; do params+=(-p "$param"); done
  "$program" run "$scripts/$1" --seed "$2" "${params[@]}" --fresh 2>"$work/errors" |
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

# printed NAME SCRIPT PATH FIGURE COMPARISON TARGET -p NAME=VALUE ...: a figure that a script prints
# after its name, held to a target.
printed() {
  local name=$1 script=$2 path=$data/$3 figure=$4 comparison=$5 target=$6 found epochs
  shift 6
  if [ ! -e "$path" ]; then
    report skipped "$name" - "$comparison $target" "there is no $path"
    return
  fi
  found=$("$program" run "$scripts/$script" -p "data=$path" "$@" --fresh 2>"$work/errors" |
    sed -nE "s/^$figure ([0-9.]+).*$/\\1/p" || true)
  if [ -z "$found" ]; then
    report MISSED "$name" none "$comparison $target" "$script printed no figure"
    cat "$work/errors" >&2
    return
  fi
  epochs=$(grep -c '^epoch' "$work/errors" || true)
  hold "$name" "$found" "$comparison" "$target" "" "$([ "$epochs" = 0 ] || echo "$epochs epochs")"
}

# several SCRIPT PATH NAME;PATTERN;COMPARISON;TARGET ...: figures of lines that a script prints, each the
# first group of an extended regular expression; without a path the script has its own data.
several() {
  local script=$1 path=$data/$2 name pattern comparison target found
  local given=(-p "data=$path")
  [ -n "$2" ] || given=()
  shift 2
  if [ ! -e "$path" ]; then
    report skipped "$script" - - "there is no $path"
    return
  fi
  "$program" run "$scripts/$script" "${given[@]}" --fresh >"$work/printed" 2>"$work/errors" || true
  for figure in "$@"; do
    IFS=';' read -r name pattern comparison target <<<"$figure"
    found=$(sed -nE "s/^$pattern$/\1/p" "$work/printed" | head -1)
    if [ -z "$found" ]; then
      report MISSED "$name" none "$comparison $target" "$script printed no figure"
      cat "$work/errors" >&2
    else
      hold "$name" "$found" "$comparison" "$target" "" ""
    fi
  done
}

# strings: spoken strings of digits, which are joined from recordings first.
strings() {
  local recordings=$data/fsdd/recordings
  if [ ! -e "$recordings" ]; then
    report skipped "strings of digits" - - "there is no $recordings"
    return
  fi
  python3 "$scripts/data/make_digit_strings.py" "$recordings" "$work/strings"
  data=$work several digit-strings.lstm strings \
    "strings of digits, exact;strings right ([0-9.]+) digit.*;>=;0.90" \
    "strings of digits, digit error;.*digit error ([0-9.]+).*;<=;0.03"
}

# joint NAME SCRIPT FOLDER F1 ACCURACY: the F1 of slots and the accuracy of intents of one model.
joint() {
  local name=$1 script=$2 path=$data/$3 f1 accuracy
  if [ ! -e "$path" ]; then
    report skipped "$name" - ">= $4, $5" "there is no $path"
    return
  fi
  "$program" run "$scripts/$script" -p "data=$path" --fresh >"$work/output" 2>"$work/errors" || true
  f1=$(sed -nE 's/^entity F1 ([0-9.]+)$/\1/p' "$work/output")
  accuracy=$(sed -nE 's/^intent accuracy ([0-9.]+)$/\1/p' "$work/output")
  if [ -z "$f1" ] || [ -z "$accuracy" ]; then
    report MISSED "$name" none ">= $4, $5" "$script printed no figures"
    cat "$work/errors" >&2
    return
  fi
  hold "$name slot F1, dev" "$f1" ">=" "$4" "" "$(grep -c '^epoch' "$work/errors") epochs"
  hold "$name intent accuracy, dev" "$accuracy" ">=" "$5" "" "the same model"
}

# found SCRIPT PARAM ...: the numbers that a script prints on its line with `F1`.
found() {
  local script=$1 params=() param
  shift
  for param in "$@"; do params+=(-p "$param"); done
  "$program" run "$scripts/$script" "${params[@]}" --fresh 2>"$work/errors" |
    sed -nE '/^(label|phrase|word) F1 /{s/F1//;s/[^0-9. ]+//gp}' || true
}

# Words, phrases and labels of texts, each a part: the tagger of keywords beside the two rankings,
# label sets, and segmentation.
words() {
  local figure frequent central
  local jieba=$data/zh_jieba vectors=$data/word_vectors/tencent_char_200d.txt.gz
  local stopwords=$data/zh_stopwords/hit_stopwords.txt
  if [ ! -e "$jieba" ] || [ ! -e "$vectors" ] || [ ! -e "$stopwords" ]; then
    report skipped "$1" - "" "there is no dictionary in $data"
    return
  fi
  local own=("words=$jieba/dict.txt.gz" "stopwords=$stopwords" "vectors=$vectors")
  case $1 in
  keywords)
    [ -e "$data/zh_csl" ] || return 0
    read -r figure frequent central <<<"$(found keywords-zh.lstm \
      "data=$data/zh_csl/keywords_dev.tsv" "idf=$jieba/idf.txt.gz" "${own[@]}")"
    hold "CSL keywords, phrase F1" "${figure:-0}" ">=" "${frequent:-1}" "" \
      "the target is tf-idf's; TextRank $central"
    ;;
  labels)
    [ -e "$data/zh_ccpc" ] || return 0
    read -r figure <<<"$(found labels-zh.lstm \
      "data=$data/zh_ccpc/ccpc_valid_v1.0.json" "${own[@]}")"
    hold "quatrains, label F1" "${figure:-0}" ">=" 0.7 "" ""
    ;;
  segments)
    [ -e "$data/zh_pd1998" ] || return 0
    read -r figure <<<"$(found segment-zh.lstm \
      "data=$data/zh_pd1998/pd199801.txt.gz" "vectors=$vectors")"
    hold "PD1998 word F1, dev" "${figure:-0}" ">=" 0.94 "" ""
    ;;
  esac
}

# What `same_bytes` trains, on any machine and with any kernels: the fingerprint of the weights, which
# changes when arithmetic does, and the cksum of the file, which also changes when files say more.
pinned_weights=b5c38704357bcfbe
pinned_file=95531362

# The same model trained four times, on one to three threads: the files must be the same bytes.
same_bytes() {
  local name="model files on 1, 2, 3, 3 threads" path=$data/trec/TREC.train.all
  if [ ! -e "$path" ]; then
    report skipped "$name" - identical "there is no $path"
    return
  fi
  local turn=0 threads found sum
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
print r.fingerprint
SCRIPT
    if ! found=$("$program" run "$work/$turn.lstm" --threads "$threads" -p "data=$path" --fresh \
      2>"$work/errors")
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
  pinned "weights as on every machine" "$found" "$pinned_weights"
  pinned "model file as on every machine" "${sum%% *}" "$pinned_file"
}

# pinned NAME FIGURE TARGET
pinned() {
  local verdict=MISSED
  [ "$2" != "$3" ] || verdict=ok
  report "$verdict" "$1" "$2" "$3"
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

# seconds COMMAND ...: how long it takes, in seconds; its output goes to files.
seconds() {
  local begin=${EPOCHREALTIME/./}
  "$@" >"$work/output" 2>"$work/errors" || true
  awk -v t=$((${EPOCHREALTIME/./} - begin)) 'BEGIN { printf "%.2f", t / 1e6 }'
}

# A script of a thousand statements is parsed and checked; the best of five, as the machine is shared.
thousand_statements() {
  awk 'BEGIN {
    print "data d = rows [text, label] [[\"a\", 1], [\"b\", 0], [\"a c\", 1], [\"b c\", 0]," \
      " [\"a d\", 1], [\"b d\", 0], [\"a e\", 1], [\"b e\", 0], [\"a\", 1], [\"b\", 0]]"
    for (i = 1; i < 1000; i += 5) {
      printf "let a%d = %d / 7 + round(%d.5, 1)\n", i, i, i
      printf "model m%d(units=8) for d = embed 8 | bilstm units x2 dropout=0.2 | dense 16 tanh | output\n", i
      printf "train r%d = m%d(units=4) epochs=3 lr=1e-3 patience=2\n", i, i
      printf "eval e%d = r%d\n", i, i
      if (i < 996) printf "assert e%d.accuracy > 0.5, a%d > 0\n", i, i
    }
  }' >"$work/thousand.lstm"
  local turn best=9
  for turn in 1 2 3 4 5; do
    best=$(printf '%s\n' "$best" "$(seconds "$program" check "$work/thousand.lstm")" | sort -g | head -1)
  done
  hold "check of $(wc -l <"$work/thousand.lstm") statements" "$(awk -v s="$best" 'BEGIN { print 1000 * s }')" \
    "<=" 50 " ms" "best of 5, the whole process"
}

# A script whose data is 100 MB.
large_data() {
  awk 'BEGIN {
    srand(1); print "id,text,label"
    for (i = 0; bytes < 100000000; i++) {
      text = ""
      for (n = 5 + int(rand() * 35); n > 0; n--) text = text "w" int(rand() * 20000) " "
      line = i ",\"" text "\",c" (i % 5)
      bytes += length(line) + 1
      print line
    }
  }' >"$work/large.csv"
  cat >"$work/large.lstm" <<'SCRIPT'
data d = csv "large.csv" { text text; target label }
model m for d = embed 64 | lstm 64 | output
train r = m epochs=1
SCRIPT
  local turn best=99
  for turn in 1 2 3; do
    best=$(printf '%s\n' "$best" "$(seconds "$program" check "$work/large.lstm")" | sort -g | head -1)
  done
  hold "check of 100 MB of data" "$best" "<=" 1 " s" "best of 3"
  rm "$work/large.csv"
}

# The second run of every script trains nothing.
second_runs() {
  local script name slowest=0 trained=0 taken
  for script in "$scripts"/*.lstm; do
    name=$(basename "$script")
    # Many minutes to train, and seconds to measure; their figures stand below.
    case $name in ptb-small.lstm | shakespeare.lstm | tang-poems.lstm)
      report skipped "second run of $name" - "<= 1 s" "it trains for many minutes"
      continue
      ;;
    esac
    "$program" run "$script" >/dev/null 2>"$work/errors" || true
    if grep -q E0601 "$work/errors"; then
      report skipped "second run of $name" - "<= 1 s" "its data is not there"
      continue
    fi
    taken=$(seconds "$program" run "$script")
    slowest=$(printf '%s\n' "$slowest" "$taken" | sort -g | tail -1)
    trained=$((trained + $(grep -c '^epoch' "$work/errors" || true)))
  done
  hold "second runs, the slowest" "$slowest" "<=" 1 " s" "of all scripts"
  hold "second runs, epochs trained" "$trained" "<=" 0 "" ""
}

# The script that is killed: options with a state of their own, some seconds long.
killed_script() {
  cat >"$1" <<'SCRIPT'
param data = ""
data q = labelled data { text text tokens=blank min_count=2; split 80/10/10 }
model m for q = embed 50 | bilstm 64 | dropout 0.3 | output
train r = m epochs=24 batch=32 adam cosine lr=2e-3 average=ema class_weights=auto
save r "model"
SCRIPT
}

# Killed at random moments and run again, twenty times over.
kills() {
  local name="runs that end the same after kill -9" path=$data/trec/TREC.train.all
  if [ ! -e "$path" ]; then
    report skipped "$name" - ">= 20 of 20" "there is no $path"
    return
  fi
  killed_script "$work/killed.lstm"
  local run=("$program" run "$work/killed.lstm" -p "data=$path")
  LSTM_CACHE="" "${run[@]}" 2>"$work/errors"
  mv "$work/model" "$work/model.whole"
  local turn same=0 kills=0 resumed=0
  RANDOM=7
  for turn in {1..20}; do
    rm -rf "$LSTM_CACHE" "$work/model"
    while ! timeout -s KILL "$(awk -v r=$RANDOM 'BEGIN { print 0.1 + r / 32768 * 4 }')" \
      "${run[@]}" 2>"$work/errors"; do
      kills=$((kills + 1))
      resumed=$((resumed + $(grep -c 'from its checkpoint' "$work/errors" || true)))
      [ $kills -lt 400 ] || break
    done
    resumed=$((resumed + $(grep -c 'from its checkpoint' "$work/errors" || true)))
    ! cmp -s "$work/model" "$work/model.whole" || same=$((same + 1))
  done 2>/dev/null
  hold "$name" "$same" ">=" 20 " of 20" "$kills kills, $resumed went on from a checkpoint"
}

# Two processes with the same script and one cache.
two_at_once() {
  local name="two at once end the same" path=$data/trec/TREC.train.all
  [ -e "$work/model.whole" ] || return 0
  rm -rf "$LSTM_CACHE"
  mkdir -p "$work/a" "$work/b"
  local pids=() folder
  for folder in a b; do
    "$program" run "$work/killed.lstm" -p "data=$path" --out "$work/$folder" 2>/dev/null &
    pids+=($!)
  done
  local failed=0 pid
  for pid in "${pids[@]}"; do wait "$pid" || failed=$((failed + 1)); done
  if [ $failed -eq 0 ] && cmp -s "$work/a/model" "$work/model.whole" &&
    cmp -s "$work/b/model" "$work/model.whole"; then
    report ok "$name" identical identical ""
  else
    report MISSED "$name" different identical "$failed failed"
  fi
}

# A grid of 24, broken off in the middle and taken up again, beside a loop of train statements.
grid_of_24() {
  local name="grid of 24 and a loop by hand" table=$scripts/data/requests.csv
  local head="data d = csv \"$table\" { text request; target intent; split 70/15/15 }
model m(units=8, drop=0) for d = embed 16 | bilstm units | max | dropout drop | output"
  printf '%s\n' "$head" \
    'grid g = train m(units=[8, 12, 16], drop=[0, 0.3]) lr=[1e-3, 3e-3, 1e-2, 3e-2] epochs=5 by loss' \
    'print g.best.fingerprint' 'print g.trials' >"$work/grid.lstm"
  rm -rf "$LSTM_CACHE"
  # Broken off when the eighth run is done.
  "$program" run "$work/grid.lstm" >/dev/null 2>"$work/errors" &
  local pid=$! before found
  while kill -0 "$pid" 2>/dev/null && [ "$(grep -c 'valid.loss' "$work/errors")" -lt 8 ]; do
    sleep 0.01
  done
  kill -TERM "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  before=$(grep -c 'valid.loss' "$work/errors" || true)
  found=$("$program" run "$work/grid.lstm" 2>"$work/errors" | tail -2 | tr '\n' ' ')
  local taken
  taken=$(grep -c 'from the cache' "$work/errors" || true)
  {
    echo "$head"
    local units drop rate
    for units in 8 12 16; do for drop in 0 0.3; do for rate in 1e-3 3e-3 1e-2 3e-2; do
      echo "train r${units}_${drop#0.}_${rate/-/} = m(units=$units, drop=$drop) lr=$rate epochs=5"
      echo "print r${units}_${drop#0.}_${rate/-/}.valid_loss, r${units}_${drop#0.}_${rate/-/}.fingerprint"
    done; done; done
  } >"$work/loop.lstm"
  local best
  best=$(LSTM_CACHE="" "$program" run "$work/loop.lstm" 2>/dev/null | sort -g | head -1 | cut -d' ' -f2)
  if [ "$found" = "$best 24 " ]; then
    report ok "$name" "$best" "the same" "stopped after $before, then $taken from the cache"
  else
    report MISSED "$name" "$found" "$best 24" ""
  fi
}

# The prompt, at a terminal of its own: when it is ready with 10,000 entries in its history, how it
# answers keys with 200 definitions and 50,000 rows, and how soon Ctrl-C gives it back in training.
prompt() {
  local root figures
  root=$(dirname "$scripts")
  # The tests drive the terminal; the program that is measured is the one given.
  if ! figures=$(cd "$root" && LSTM_MEASURE=$program LSTM_SCRIPTS=$scripts SWIFT_BACKTRACE=enable=no \
    swift test --disable-xctest --filter PromptMeasurements 2>"$work/errors" | grep '^measured'); then
    report MISSED "the prompt" none "" "it could not be measured"
    tail -5 "$work/errors" >&2
    return
  fi
  local name median worst slowest=0
  while read -r _ name median worst; do
    case $name in
    ready) hold "prompt ready, median of 20" "$median" "<=" 15 " ms" "10,000 entries of history" ;;
    key | tab | entry) hold "prompt, $name, the slowest" "$worst" "<=" 5 " ms" "median $median ms" ;;
    interrupt:*) slowest=$(printf '%s\n' "$slowest" "$worst" | sort -g | tail -1) ;;
    esac
  done <<<"$figures"
  hold "Ctrl-C in training, the slowest" "$slowest" "<=" 200 " ms" \
    "of $(grep -c interrupt: <<<"$figures") scripts, 5 moments each"
}

# vectors NAME SCRIPT PATH TARGET SEED ...: the same as quality, with the vectors of GloVe.
vectors() {
  if [ -e "$glove" ]; then
    quality "$@"
  else
    report skipped "$1" - ">= $4" "there is no $glove"
  fi
}

# run_part PART
run_part() {
  local trec=trec/TREC.train.all of
  # shellcheck disable=SC2086 # The seeds are several words.
  set -- "$1" $seeds
  of="median of $(($# - 1))"
  case $1 in
  start) start_up ;;
  prompt) prompt ;;
  check) thousand_statements ;;
  large) large_data ;;
  second) second_runs ;;
  kills) kills && two_at_once ;;
  grid) grid_of_24 ;;
  bytes) same_bytes ;;
  reports) reports ;;
  trec) quality "TREC accuracy, $of" trec.lstm $trec 0.83 "${@:2}" ;;
  sst2) quality "SST-2 accuracy, dev" sentiment-en.lstm sst2 0.76 1 ;;
  trec-vectors) vectors "TREC with vectors, $of" trec-vectors.lstm $trec 0.86 "${@:2}" ;;
  sst2-vectors) vectors "SST-2 with vectors, $of" sentiment-vectors.lstm sst2 0.80 "${@:2}" ;;
  waimai)
    quality "waimai accuracy, $of" reviews-zh.lstm zh_waimai/waimai_10k.csv 0.88 "${@:2}" ;;
  conll) printed "CoNLL-2003 entity F1, testa" ner-en.lstm conll2003 "entity F1" ">=" 0.87 \
    -p "glove=$glove" ;;
  atis) joint "ATIS" atis.lstm atis 0.93 0.94 ;;
  ptb) printed "PTB 2 x 200, validation perplexity" ptb-small.lstm ptb \
    "validation perplexity" "<=" 123 ;;
  shakespeare) printed "Shakespeare 2 x 256, validation nats" shakespeare.lstm \
    tinyshakespeare/input.txt "validation loss" "<=" 1.55 ;;
  resumes) printed "Chinese résumés entity F1, dev" ner-zh.lstm zh_resume_ner "entity F1" ">=" 0.91 ;;
  keywords | labels | segments) words "$1" ;;
  vowels) printed "Japanese vowels accuracy, 5 folds" vowels.lstm \
    japanese_vowels/JapaneseVowels_TRAIN.ts accuracy ">=" 0.95 ;;
  motions) printed "basic motions accuracy, 5 folds" motions.lstm \
    basic_motions/BasicMotions_TRAIN.ts accuracy ">=" 0.95 ;;
  movement) printed "indoor movement accuracy, 5 folds" movement.lstm indoor_movement accuracy ">=" 0.85 ;;
  etth1) several etth1.lstm etth1 \
    "ETTh1, 24 ahead, MSE;24 hours: MSE ([0-9.]+).*;<=;0.050" \
    "ETTh1, 96 ahead, MSE;96 hours: MSE ([0-9.]+).*;<=;0.093" ;;
  m4) several m4-hourly.lstm m4 \
    "M4 hourly MASE, last 48 steps;MASE ([0-9.]+).*;<=;0.98" \
    "M4 hourly quantile loss;.*quantile loss ([0-9.]+).*;<=;0.031" \
    "M4 hourly coverage of 80 %, least;.*coverage ([0-9.]+).*;>=;0.75" \
    "M4 hourly coverage of 80 %, most;.*coverage ([0-9.]+).*;<=;0.85" ;;
  airline) several airline.lstm series \
    "airline, six months ahead, MAPE %;percentage error ([0-9.]+).*;<=;2.7" ;;
  pm25) several pm25.lstm beijing_pm25 \
    "PM2.5 RMSE one hour ahead;([0-9.]+) to [0-9.]+ of persistence.*;<=;22.1" \
    "PM2.5 RMSE of persistence;[0-9.]+ to ([0-9.]+) of persistence.*;>=;22.1" ;;
  digits) several reverse.lstm "" \
    "digits copied, exact;.*copied.exact = ([0-9.]+).*;>=;0.99" \
    "digits turned round, exact;.*turned.exact = ([0-9.]+).*;>=;0.99" \
    "digits sorted, exact;.*sorted.exact = ([0-9.]+).*;>=;0.99" ;;
  multi30k) several translate-de-en.lstm multi30k \
    "Multi30k, German to English, BLEU;BLEU ([0-9.]+) greedy.*;>=;30" ;;
  cmudict) several pronounce.lstm cmudict \
    "CMUdict, word error on dev;word error ([0-9.]+).*;<=;0.30" \
    "CMUdict, phone error on dev;.*phone error ([0-9.]+).*;<=;0.07" ;;
  titles) several titles-zh.lstm zh_csl \
    "titles of abstracts, ROUGE-L;ROUGE-L ([0-9.]+) first.*;>=;0.2768" ;;
  spoken) several digits.lstm fsdd/recordings \
    "spoken digits, five folds;accuracy ([0-9.]+).*;>=;0.98" ;;
  speakers) several speakers.lstm fsdd/recordings \
    "spoken digits, each speaker left out;accuracy ([0-9.]+).*;>=;0.75" ;;
  strings) strings ;;
  esac
}

# What is kept of runs goes to a folder of its own; accuracies are those of runs that were trained.
export LSTM_CACHE=$work/cache

report "" what figure target
for part in "${parts[@]}"; do
  run_part "$part"
  rm -rf "$LSTM_CACHE"
done

if [ "$missed" -gt 0 ]; then
  echo "acceptance: $missed missed"
  exit 1
fi
echo "acceptance: nothing missed"
