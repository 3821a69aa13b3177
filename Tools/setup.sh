#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Sees that what the build needs is there: Swift, make, and the headers of GNU readline, zlib, libstemmer,
# utf8proc and SQLite.
# Says nothing when it is. On Debian and Ubuntu it installs what is missing, if it may; else it
# prints the line to run and fails.
set -eu

if ! swift=$(command -v swift); then
  echo "setup: Swift 6.2 or newer is needed, and there is no swift on the PATH:" \
    "https://www.swift.org/install" >&2
  exit 1
fi

# A C compiler: the system's, or the clang beside swift.
compiler=$(command -v cc || command -v clang || echo "$(dirname "$(readlink -f "$swift")")/clang")

has_header() {
  printf '#if !__has_include(<%s>)\n#error missing\n#endif\n' "$1" |
    "$compiler" -E -x c - >/dev/null 2>&1
}

missing=""
has_header readline/readline.h || missing="$missing libreadline-dev"
has_header zlib.h || missing="$missing zlib1g-dev"
has_header libstemmer.h || missing="$missing libstemmer-dev"
has_header utf8proc.h || missing="$missing libutf8proc-dev"
has_header sqlite3.h || missing="$missing libsqlite3-dev"
command -v make >/dev/null || missing="$missing make"
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
  echo "setup: install what these Debian packages hold, then try again:$missing" >&2
  exit 1
fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  as_root="sudo"
  if ! sudo -n true 2>/dev/null; then
    echo "setup: something is missing; run this line, then try again:" >&2
    echo "sudo apt-get update && sudo apt-get install -y$missing" >&2
    exit 1
  fi
fi

echo "setup: installing$missing" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # $as_root may be empty, and $missing holds several words.
if ! { $as_root apt-get update &&
  $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1
then
  cat "$log" >&2
  echo "setup: that failed; when it is mended, run this line:" >&2
  echo "${as_root:+sudo }apt-get update && ${as_root:+sudo }apt-get install -y$missing" >&2
  exit 1
fi
