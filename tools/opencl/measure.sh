#!/usr/bin/env bash
# Measures the OpenCL backend on this machine's device: what there is, conformance, tiles, speed. Prints one table and writes
# results.json. Usage, in the folder that build-kit.sh packed: measure.sh [-d N] [-o FOLDER] [-s "WxH ..."] [REFERENCE...],
# N the device (0), REFERENCE more directories for `derain conformance`, whose weights are measured, too.
set -euo pipefail

here=$(cd -P "$(dirname "$0")" && pwd)
device=0
out=$PWD
sizes="480x320 1920x1080 3840x2160"
while getopts d:o:s: option; do
    case $option in
        d) device=$OPTARG ;;
        o) out=$OPTARG ;;
        s) sizes=$OPTARG ;;
        *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
mkdir -p "$out"
export LC_ALL=C.UTF-8

derain() {
    "$here/java/bin/java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -XX:MaxRAMPercentage=80 \
        -Djava.awt.headless=true ${DERAIN_OPTS:-} -cp "$here/jars/*" org.derain4j.cli.Derain "$@" 2> >(grep -v incubator >&2)
}

# Without a loader the packed one serves; without a registered driver NVIDIA's is registered, if its library is there.
if ! ldconfig -p | grep -q 'libOpenCL\.so\.1 '; then
    export LD_LIBRARY_PATH=$here/loader${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
fi
if ! ls /etc/OpenCL/vendors/*.icd >/dev/null 2>&1 && ldconfig -p | grep -q 'libnvidia-opencl\.so\.1 '; then
    mkdir -p "$out/vendors"
    echo libnvidia-opencl.so.1 >"$out/vendors/nvidia.icd"
    export OCL_ICD_VENDORS=$out/vendors
fi

derain devices | tee "$out/devices.txt"
grep -q "^opencl:$device " "$out/devices.txt" || exit 1
derain devices --json >"$out/devices.json"

failed=0
for reference in "$here"/references/* "$@"; do
    derain conformance "$reference" --backend "opencl:$device" | tee "$out/conformance-$(basename "$reference").txt" ||
        failed=$((failed + 1))
done

derain devices --tune "$device" | tee "$out/tuning.txt"

models=lite
for reference in "$@"; do
    for index in "$reference"/*.index; do
        [ -f "$index" ] && models="$models ${index%.index}"
    done
done
rows=
for model in $models; do
    for size in $sizes; do
        for backend in "opencl:$device" "opencl:$device:half"; do
            file=$out/bench-$(basename "$model")-$size-${backend//:/-}.json
            if derain bench -m "$model" --size "$size" --backend "$backend" --json >"$file"; then
                rows="$rows$(basename "$model") $size $backend $(sed -n 's/^  "seconds": \([0-9.eE-]*\),*$/\1/p' "$file") $(
                    sed -n 's/^  "ceiling": \([0-9.eE-]*\),*$/\1/p' "$file")"$'\n'
            else
                rm -f "$file"
                rows="$rows$(basename "$model") $size $backend failed -"$'\n'
            fi
        done
    done
done

echo
printf '%s' "$rows" | awk 'BEGIN { printf "%-10s %-10s %-16s %12s %16s\n", "model", "size", "backend", "seconds", "peak GFLOP/s" }
    { printf "%-10s %-10s %-16s %12.4s %16.1f\n", $1, $2, $3, $4, $5 }' | tee "$out/table.txt"
{
    echo "{\"date\": \"$(date -u +%FT%TZ)\", \"failedReferences\": $failed, \"devices\":"
    cat "$out/devices.json"
    echo ", \"benchmarks\": ["
    first=true
    for file in "$out"/bench-*.json; do
        [ -f "$file" ] || continue
        $first || echo ,
        first=false
        cat "$file"
    done
    echo "]}"
} >"$out/results.json"
echo "$out/results.json; $failed references failed"
[ $failed = 0 ]
