#!/usr/bin/env bash
# What a card is asked in a loan of a few minutes, the most important first, so that what is cut off is the least. Beside measure.sh, in the
# folder that build-kit.sh packed. Each part has what is left of the time, and what does not begin any more is said.
#
# Usage: card.sh [-l SECONDS] [-o FOLDER] [-s SIZES] [-r C,M] first|second|both [REFERENCE...]
#   first    conformance, speed and PyTorch in the same minutes, at each of the SIZES; then tiles for small maps and transposed steps
#   second   speed again, with these tiles; the contract tests; 3840x2160 in half
#   -l       in all (540)
#   -o       for the results (this one); its table.txt files and tuning-*.txt are what goes into notes
#   -s       ("480x320 1920x1080")
#   -r       the network of random weights that is measured beside lite (64,17, the paper's)
# Tiles are kept in the user's cache folder: `second` must run on the machine of `first`, before it is given back.
set -euo pipefail

here=$(cd -P "$(dirname "$0")" && pwd)
limit=540 out=$PWD sizes="480x320 1920x1080" random=64,17
while getopts l:o:s:r: option; do
    case $option in
        l) limit=$OPTARG ;;
        o) out=$OPTARG ;;
        s) sizes=$OPTARG ;;
        r) random=$OPTARG ;;
        *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
stage=${1:-}
case $stage in first | second | both) shift ;; *) sed -n '2,15s/^# \{0,1\}//p' "$0" >&2; exit 2 ;; esac
references=("$@")

network=random-${random/,/-}
readonly KINDS=stride1.small,stride2.small,transposed.small,transposed

# part NAME LEAST OPTIONS...: measure.sh with these options into FOLDER/NAME, unless less than LEAST seconds are left.
part() {
    local name=$1 least=$2 left=$((limit - SECONDS)) code=0
    shift 2
    if [ $left -lt "$least" ]; then
        echo "$name: left out, $left s are left"
        return
    fi
    mkdir -p "$out/$name" "$out/$network"
    ln -sfn "../$network" "$out/$name/$network" # made once
    timeout --kill-after=5 $left "$here/measure.sh" -o "$out/$name" -r "$random" "$@" ${references[@]+"${references[@]}"} >"$out/$name/log.txt" 2>&1 || code=$?
    echo "$name: $((limit - SECONDS)) s are left, exit code $code"
    cat "$out/$name/table.txt" 2>/dev/null || tail -5 "$out/$name/log.txt"
}

if [ "$stage" != second ]; then
    part device 10 -p conformance
    for size in $sizes; do
        part "before-$size" 40 -p "bench pytorch" -s "$size" -y $((limit / 6))
    done
    part tiles 40 -p tune -k $KINDS -t 6
fi
if [ "$stage" != first ]; then
    for size in $sizes; do
        part "after-$size" 30 -p bench -s "$size"
    done
    part contract 30 -p contract -c $((limit - SECONDS > 30 ? limit - SECONDS - 20 : 10))
    part large 20 -p bench -s 3840x2160 -b half
fi
