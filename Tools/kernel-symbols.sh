#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sees that code for one instruction set stays with its kernels. The compiler gives helpers, and what
# it makes of generic functions, the same weak name in every module, and the linker keeps one of
# each: were it that of a kernel module, other processors would run what they cannot.
#
#   Tools/kernel-symbols.sh FOLDER
#
# FOLDER is where the program lstm was built, not stripped. Names with their module in them are no
# danger; of the others, what the program holds must be for any processor where any module but those of
# kernels has the name, and for none wider than AVX2 elsewhere.
set -euo pipefail

# Elsewhere there is one instruction set.
[ "$(uname -m)" = x86_64 ] || exit 0
cd "$1"

# The weak names of some objects that are not their module's own.
weak() { nm "$@" 2>/dev/null | awk '$2 == "W" && $3 !~ /^\$s[0-9]*Kernels/ { print $3 }' | sort -u; }

shopt -s nullglob
objects=() others=()
for object in ./*.build/*.o; do
  case $object in
  ./Kernels*) objects+=("$object") ;;
  *Tests.build/*) ;;
  *) others+=("$object") ;;
  esac
done
[ ${#objects[@]} -gt 0 ] || { echo "kernel-symbols: there are no kernels in $1" >&2; exit 1; }
everywhere=$(weak "${others[@]}")
wrong=()
for name in $(weak "${objects[@]}"); do
  wide='%zmm'
  ! grep -qxF -- "$name" <<<"$everywhere" || wide='%[yz]mm|[[:space:]]v[a-z0-9]+[[:space:]]'
  code=$(objdump -d --no-show-raw-insn --disassemble="$name" lstm)
  ! grep -qE "$wide" <<<"$code" || wrong+=("$name")
done
if [ ${#wrong[@]} -gt 0 ]; then
  echo "kernel-symbols: the program has code for one instruction set under shared names:" >&2
  printf '  %s\n' "${wrong[@]}" >&2
  exit 1
fi
