#!/usr/bin/env bash
# Training the paper's network on a card that is lent by the minute: what travels is packed small, each command ends in time,
# weights leave in pieces, and any part can be the last.
#
#   card.sh pack FOLDER PHOTOS      this tool and photos, nothing else, under 64 MiB; then, on the card, in FOLDER:
#   ./card.sh probe [OPTION...]     in about 75 seconds: which shape of a batch is fastest, which rate is stable
#   ./card.sh part OUT [OPTION...]  one part of the run: from OUT's checkpoint if there is one, else from pieces of weights in
#                                   RESULT (the part of another machine), else from the beginning
#
# PART_MINUTES (9) of the wall is a part, files written. TOTAL_MINUTES of steps is the run, whose cosine ends with it; without it the
# run is this one part, and the cosine ends with the part. More options go to `derain_training`, such as --rate 2e-3 --batch 24. What a
# part leaves in RESULT (OUT/result) travels back: pieces, log, pictures.
set -euo pipefail

here=$(cd -P "$(dirname "$0")" && pwd)
readonly MOST_BYTES=$((64 * 1024 * 1024)) PIECE_MB=15
# float32's exponents, half the traffic; forward and backward recorded once. SPEED="--bf16 --graphs --compile" takes minutes to begin.
speed=${SPEED-"--bf16 --graphs"}
export PYTHONPATH=$here PYTHONUNBUFFERED=1

pack() { # FOLDER PHOTOS
    mkdir -p "$1/data/photos"
    cp -r "$here/derain_training" "$here/card.sh" "$1/"
    rm -rf "$1/derain_training/__pycache__"
    cp "$2"/* "$1/data/photos/"
    local bytes
    bytes=$(find "$1" -type f -printf '%s\n' | awk '{ sum += $1 } END { print sum }')
    echo "$1: $bytes bytes"
    [ "$bytes" -le $MOST_BYTES ] || {
        echo "card: that is more than $MOST_BYTES bytes; leave photos out or shrink them" >&2
        exit 1
    }
}

training() { # COMMAND [OPTION...]
    # shellcheck disable=SC2086 # speed is a list
    "${PYTHON:-python3}" -m derain_training "$1" --photos "$here/data/photos" $speed --rate 1e-3 --batch 16 "${@:2}"
}

part() { # OUT [OPTION...]
    local out=$1 result=${RESULT:-$1/result} begin=() budget=(--within "${PART_MINUTES:-9}")
    shift
    if [ -f "$out/checkpoint.pt" ]; then
        begin=(--resume)
    elif ls "$result"/weights-*-of-*.safetensors >/dev/null 2>&1; then
        begin=(--weights "$result" --continue)
    fi
    [ -z "${TOTAL_MINUTES:-}" ] || budget=(--minutes "$TOTAL_MINUTES" --stop-after "${PART_MINUTES:-9}")
    trap : TERM # a shell that ended at once would take the training's last check with it
    # The checkpoint and the rain stay on the machine, for the next part; the result is what must not be lost.
    training train --out "$out" --result "$result" --schedule cosine --warm-up 200 --turned 0.25 \
        "${budget[@]}" --check-every 120 --no-plot --pieces $PIECE_MB "${begin[@]}" "$@"
    ls -l "$result"
}

case ${1:-} in
    pack) shift && pack "$@" ;;
    probe) shift && training probe --layers 100 --limit 75 "$@" ;;
    part) shift && part "$@" ;;
    *) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" && exit 2 ;;
esac
