#!/usr/bin/env bash
# The same C program, built with the machine's compiler and C library and with ours, says the same on the real kernel:
#   differential.sh COMPILE HOST_COMPILER PROGRAM.c
# COMPILE is called as COMPILE SOURCE OUTPUT. PROGRAM.in, if there is one, is what both get on stdin.
set -euo pipefail
compile=$1 host_compiler=$2 source=$3

if [[ $(uname -s) != Linux || $(uname -m) != x86_64 ]]; then
    echo "skipped because this machine cannot run x86-64 Linux programs"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/host" "$work/ours"
"$host_compiler" -std=gnu11 -w -fno-builtin -o "$work/host/program" "$source" -lm
"$compile" "$source" "$work/ours/program"
chmod +x "$work/ours/program"

input=${source%.c}.in
[[ -e $input ]] || input=/dev/null
for which in host ours; do
    status=0
    (cd "$work/$which" && exec env -i PATH=/usr/bin:/bin TZ=UTC ./program <"$input" >out 2>err) 2>/dev/null || status=$?
    echo "exit status $status" >>"$work/$which/out"
done
diff -u "$work/host/out" "$work/ours/out"
diff -u "$work/host/err" "$work/ours/err"
