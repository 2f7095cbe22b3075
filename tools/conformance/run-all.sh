#!/usr/bin/env bash
# The full conformance: every network of a reference directory on every backend and vector width, the embedded model's own
# golden cases, and the scores of its card. Usage: run-all.sh DIR [all], DIR holding reference/, weights/ and data/.
# The 320x480 case is left out on plain loops and at widths that the processor has not: emulated, it takes a quarter of an hour.
# With "all" it runs at every width.
set -euo pipefail

shared=$1
here=$(cd "$(dirname "$0")" && pwd)
derain=$here/../bin/derain
if [ "${2:-}" = all ]; then
    widest=512
else
    widest=$("$derain" info | sed -n 's/^ *vector *yes *\([0-9]*\) bits.*/\1/p')
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
small="minimal thin odd_quarter small"

# The large shard is kept packed; its README says how it comes back.
cp -r "$shared/reference/m17n1" "$work/m17n1"
java=$(command -v java)
"$java" "$shared/reference/generator/Unpack.java" "$work/m17n1/epoch44.data-00000-of-00001.planes.gz" \
    "$work/m17n1/epoch44.data-00000-of-00001"

conformance() { # BITS DIR [OPTION...]
    local bits=$1
    shift
    DERAIN_OPTS="-Dderain4j.vectorBits=$bits" "$derain" conformance "$@"
}

for network in tiny_generator tiny_model training_c16_m2n3; do
    conformance 0 "$shared/reference/$network" --backend reference
    for bits in 128 256 512; do
        conformance $bits "$shared/reference/$network" --backend vector
    done
    conformance 256 "$shared/reference/$network" --backend vector --exact
done
# shellcheck disable=SC2086  # a list of names
conformance 0 "$work/m17n1" --backend reference --case $small
for bits in 128 256 512; do
    if [ "$bits" -le "$widest" ]; then
        conformance $bits "$work/m17n1" --backend vector
    else
        # shellcheck disable=SC2086
        conformance $bits "$work/m17n1" --backend vector --case $small
    fi
done
conformance 256 "$work/m17n1" --backend vector --exact
conformance 256 "$here/../../engine/src/test/resources/lite" -m lite --backend vector
conformance 0 "$here/../../engine/src/test/resources/lite" -m lite --backend reference

# A device of OpenCL, where there is one: PoCL on this processor will do.
left_out=0
devices=$("$derain" devices)
if grep -q '^opencl:0' <<<"$devices"; then
    LD_PRELOAD=$("$here/../../kernels/opencl/libjsig.sh")
    export LD_PRELOAD
    for network in tiny_generator tiny_model training_c16_m2n3; do
        conformance 0 "$shared/reference/$network" --backend opencl
    done
    conformance 0 "$work/m17n1" --backend opencl
    conformance 0 "$here/../../engine/src/test/resources/lite" -m lite --backend opencl
    unset LD_PRELOAD
else
    left_out=5
    echo "opencl: $left_out runs left out: $devices"
fi

# The official checkpoint and its conversion are the same network.
"$derain" convert "$work/m17n1/epoch44" -o "$work/m17n1.safetensors" --verify
conformance 256 "$work/m17n1" -m "$work/m17n1.safetensors" --backend vector --case small

score() { # SET RAINY_DB RAINY_SSIM DERAINED_DB DERAINED_SSIM
    local mean
    mean=$("$derain" eval --rain "$shared/data/$1/rain" --clean "$shared/data/$1/clean" -m lite --csv | tail -n 1)
    echo "$1: $mean (expected $2, $3, $4, $5)"
    echo "$mean" | awk -F, -v a="$2" -v b="$3" -v c="$4" -v d="$5" '
        function off(x, y, by) { return x - y > by || y - x > by }
        { exit off($2, a, 0.01) || off($3, b, 0.0005) || off($4, c, 0.01) || off($5, d, 0.0005) }' || {
        echo "$1: the scores are not those of the model card" >&2
        exit 1
    }
}
score rain100l 27.2335 0.8485 32.5607 0.9444
score rain100h 13.9992 0.3952 24.8953 0.7668
echo "full conformance: all passed, $left_out runs left out"
