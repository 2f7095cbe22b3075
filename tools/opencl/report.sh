#!/usr/bin/env bash
# Joins what measure.sh left in a folder to one table and one JSON, and writes the layers of every benchmark as a table of its own.
# Usage: report.sh FOLDER DATE
set -euo pipefail

out=$1 date=$2

number() { # FILE NAME: a member of the outermost object
    sed -n "s/^  \"$2\": \([0-9.eE+-]*\),*\$/\1/p" "$1"
}

# MODEL SIZE PRECISION: form, device ms, whole ms, bytes, distance; nothing if PyTorch has no such row.
peer() {
    local file=$out/pytorch-$1.tsv
    [ ! -f "$file" ] || awk -F '\t' -v size="$2" -v precision="$3" \
        '$2 == size && $3 == precision { print $4, $5, $6, $7, $8 }' "$file"
}

layers() { # FILE BYTES_PER_VALUE
    awk -v copies="$(number "$1" copyBytesPerSecond)" -v bytes="$2" '
        function value(line) { sub(/^[^:]*: /, "", line); sub(/,$/, "", line); gsub(/"/, "", line); return line }
        BEGIN { printf "%-46s %5s %10s %9s %10s %8s %10s\n", "layers, each step at its best", "steps", "ms", "GFLOP/s", "of ceiling",
            "GB/s", "of copies" }
        /^      "kind"/ { kind = value($0) }
        /^      "steps"/ { steps = value($0) }
        /^      "milliseconds"/ { ms = value($0) }
        /^      "mapValues"/ { values = value($0) }
        /^      "gigaflops"/ { speed = value($0) }
        /^      "ofCeiling"/ { gb = values * bytes / ms / 1e6
            printf "%-46s %5d %10.3f %9.1f %10.2f %8.1f %10.2f\n", kind, steps, ms, speed, value($0), gb, gb * 1e9 / copies }
    ' "$1"
}

{
    printf '%-12s %-10s %-7s %11s %11s %9s   %-10s %11s %11s %9s   %7s %7s\n' model size mode "device ms" "whole ms" "MB" \
        PyTorch "device ms" "whole ms" "MB" "ratio" "whole"
    for file in "$out"/bench-*.json; do
        [ -f "$file" ] || continue
        name=$(basename "$file" .json)
        name=${name#bench-}
        mode=${name##*-} name=${name%-*}
        size=${name##*-} name=${name%-*}
        case $mode in
            single) precision=fp32 ;;
            half) precision=fp16 ;;
            *) precision=$mode ;;
        esac
        layers "$file" "$([ "$mode" = half ] && echo 2 || echo 4)" >"$out/layers-$name-$size-$mode.txt"
        read -r form theirs their_whole their_bytes _ < <(peer "$name" "$size" "$precision" || true) || form=none
        awk -v name="$name" -v size="$size" -v mode="$mode" -v steps="$(number "$file" stepsSeconds)" \
            -v whole="$(number "$file" seconds)" -v bytes="$(number "$file" deviceBytes)" -v form="${form:-none}" \
            -v theirs="${theirs:-0}" -v their_whole="${their_whole:-0}" -v their_bytes="${their_bytes:-0}" 'BEGIN {
            printf "%-12s %-10s %-7s %11.2f %11.2f %9.0f   ", name, size, mode, steps * 1e3, whole * 1e3, bytes / 1048576
            if (form == "none") { printf "%-10s %11s %11s %9s   %7s %7s\n", form, "-", "-", "-", "-", "-" }
            else { printf "%-10s %11.2f %11.2f %9.0f   %7.2f %7.2f\n", form, theirs, their_whole, their_bytes / 1048576,
                steps * 1e3 / theirs, whole * 1e3 / their_whole } }'
        unset form theirs their_whole their_bytes
    done
    for file in "$out"/bench-*.json; do
        [ -f "$file" ] || continue
        awk -v flop="$(number "$file" ceiling)" -v copies="$(number "$file" copyBytesPerSecond)" 'BEGIN {
            printf "the device: %.0f GFLOP/s of multiply-adds, %.0f GB/s of copies\n", flop, copies / 1e9 }'
        break
    done
    failed=$(grep -lx failed "$out"/conformance-*-single.txt 2>/dev/null | wc -l) || true
    count=$(ls "$out"/conformance-*-single.txt 2>/dev/null | wc -l) || true
    echo "conformance in single precision: $count references, $failed failed"
    [ ! -f "$out/contract.json" ] || echo "contract tests: $(tr -d '{}"' <"$out/contract.json")"
    echo "ratio: ours over theirs, on the device and from bytes to bytes; below 1 ours is faster"
} | tee "$out/table.txt"

join() { # FILE...
    local separator= file
    for file in "$@"; do
        [ -f "$file" ] || continue
        printf '%s' "$separator"
        cat "$file"
        separator=,
    done
}
{
    echo "{\"date\": \"$date\", \"failedReferences\": $(grep -lx failed "$out"/conformance-*-single.txt 2>/dev/null | wc -l || true), \"devices\":"
    cat "$out/devices.json"
    echo ", \"contract\": $(cat "$out/contract.json" 2>/dev/null || echo null), \"benchmarks\": ["
    join "$out"/bench-*.json
    echo "], \"pytorch\": ["
    join "$out"/pytorch-*.json
    echo "]}"
} >"$out/results.json"
echo "$out/results.json"
! grep -qx failed "$out"/conformance-*-single.txt 2>/dev/null &&
    ! grep -qE '"failed": [1-9]|"complete": false' "$out/contract.json" 2>/dev/null
