#!/usr/bin/env bash
# Measures the OpenCL backend on this machine's device, and PyTorch on the same card in the same minutes where python3 has it:
# what there is, conformance, contract tests, tiles, speed. Prints one table and writes results.json and, kernel by kernel, layers-*.txt.
#
# Usage, in the folder that build-kit.sh packed: measure.sh [OPTION...] [REFERENCE...]
#   REFERENCE    more folders for `derain conformance`, with weights, which are measured, too
#   -d N         the device (0)
#   -o FOLDER    for the results (this one)
#   -p PARTS     of "conformance contract tune bench pytorch" (all)
#   -s SIZES     ("480x320 1920x1080 3840x2160")
#   -b MODES     of the backend: single and what can follow opencl:N: ("single tf32 half"); one that the device refuses is counted
#   -t SECONDS   to tune, for each kind of step (5); the precisions in processes beside each other
#   -k KINDS     of steps to tune, as derain devices has them, with commas (all)
#   -c SECONDS   after which the contract tests are cut off; what ran until then is counted (240)
#   -y SECONDS   for PyTorch, each model (150)
#   -f FORMS     of PyTorch: eager, graph, compiled, autotuned ("eager graph compiled")
#   -r C,M       also a network of random weights, such as 64,17, the paper's; made by PyTorch
# On a card and with 64,17 all but the contract tests takes about eleven minutes, one of them for tuning small maps (reckoned); the
# contract tests were not timed there. Results of parts run one by one into the same folder are joined.
set -euo pipefail

here=$(cd -P "$(dirname "$0")" && pwd)
device=0 out=$PWD parts="conformance contract tune bench pytorch" sizes="480x320 1920x1080 3840x2160" modes="single tf32 half" failed=0
tune_seconds=5 kinds= contract_seconds=240 torch_seconds=150 forms="eager graph compiled" random=
while getopts d:o:p:s:b:t:k:c:y:f:r: option; do
    case $option in
        d) device=$OPTARG ;;
        o) out=$OPTARG ;;
        p) parts=$OPTARG ;;
        s) sizes=$OPTARG ;;
        b) modes=$OPTARG ;;
        t) tune_seconds=$OPTARG ;;
        k) kinds=$OPTARG ;;
        c) contract_seconds=$OPTARG ;;
        y) torch_seconds=$OPTARG ;;
        f) forms=$OPTARG ;;
        r) random=$OPTARG ;;
        *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
mkdir -p "$out"
out=$(cd -P "$out" && pwd)
export LC_ALL=C.UTF-8

derain() {
    "$here/java/bin/java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -XX:MaxRAMPercentage=80 \
        -Djava.awt.headless=true ${DERAIN_OPTS:-} -cp "$here/jars/*" org.derain4j.cli.Derain "$@" 2> >(grep -v incubator >&2)
}

# The tests that the build runs on PoCL, with the tiles that come with the library; each line as it ends, so that what is cut off
# counts. A class whose preparation fails or is left out has no tests: it counts as one.
contract() {
    local code=0 complete=true file=$out/contract.txt
    timeout "$contract_seconds" "$here/java/bin/java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
        -Djava.awt.headless=true -Dderain4j.openclCache=none \
        -Dderain4j.root="$here/tests/root" ${DERAIN_OPTS:-} \
        -cp "$here/tests/classes:$here/jars/*:$(echo "$here"/tests/junit-*.jar)" org.junit.platform.console.ConsoleLauncher execute \
        --scan-classpath "$here/tests/classes" --include-classname '.*\.OpenCl\w*Test' --details=testfeed \
        --disable-banner --disable-ansi-colors >"$file" 2>&1 || code=$?
    grep -q '^Test run finished' "$file" || complete=false
    printf '{"passed": %d, "failed": %d, "leftOut": %d, "complete": %s}\n' "$(grep -c ':: SUCCESSFUL$' "$file")" \
        "$(grep -c ':: FAILED$' "$file")" \
        "$(grep -cE ':: (SKIPPED|ABORTED)$' "$file")" $complete >"$out/contract.json"
    grep -E ':: FAILED$' "$file" || true
    cat "$out/contract.json"
    return $code
}

# Each precision in a process of its own: most of the time goes into compiling, and they keep each other's results.
tune() {
    local mode pids=() failed=0
    for mode in $modes; do
        derain devices --tune "$device" --seconds "$tune_seconds" ${kinds:+--kinds "$kinds"} --precisions "$mode" >"$out/tuning-$mode.txt" 2>&1 &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do
        wait "$pid" || failed=1
    done
    cat "$out"/tuning-*.txt
    return $failed
}

wanted() { # PART
    case " $parts " in *" $1 "*) ;; *) false ;; esac
}

backend() { # MODE
    [ "$1" = single ] && echo "opencl:$device" || echo "opencl:$device:$1"
}

# The first python3 that has what the training tool needs.
find_python() {
    local candidate
    for candidate in "${PYTHON:-python3}" /usr/bin/python3; do
        if "$candidate" -c 'import torch, numpy, scipy, PIL' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
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
python=$(find_python)
[ -n "$python" ] || echo "PyTorch: none, as no python3 here has torch, numpy, scipy and PIL"
export PYTHONPATH=$here/training PYTHONUNBUFFERED=1

# A model a line: NAME, what -m takes, a file of safetensors, references.
lite=$here/models/lite.safetensors
models=("lite $lite $lite $here/references/lite")
references=("$here"/references/tiny_* "$@")
if [ -n "$random" ] && [ -n "$python" ]; then
    folder=$out/random-${random/,/-}
    if [ ! -f "$folder/random.safetensors" ]; then
        "$python" -m derain_training golden "$folder" --random ${random/,/ } \
            --case "photo=$here/references/lite/photo_input.png" --case "odd=$here/references/lite/odd_input.png"
    fi
    references+=("$folder")
fi
for reference in "${references[@]}"; do
    case $reference in "$here"/*) continue ;; esac # for conformance alone
    for weights in "$reference"/*.index "$reference"/random.safetensors; do
        [ -f "$weights" ] || continue
        name=$(basename "$reference")
        tensors=$weights
        if [ "${weights%.index}" != "$weights" ]; then
            tensors=$out/$name.safetensors
            [ -f "$tensors" ] || derain convert "$weights" -o "$tensors"
        fi
        models+=("$name $weights $tensors $reference")
    done
done

if wanted conformance; then
    for mode in $modes; do
        for reference in "${references[@]}" "$here/references/lite"; do
            model=()
            [ "$reference" != "$here/references/lite" ] || model=(-m "$lite")
            file=$out/conformance-$(basename "$reference")-$mode.txt
            # Half precision is beyond tolerance by its nature: its distances are what counts.
            derain conformance "$reference" "${model[@]}" --backend "$(backend "$mode")" | tee "$file" ||
                { echo failed >>"$file"; failed=$((failed + 1)); }
        done
    done
fi

if wanted contract; then
    if [ "$device" = 0 ]; then
        contract || failed=$((failed + 1))
    else
        echo "contract tests: left out, as they run on opencl:0 alone"
    fi
fi

! wanted tune || tune ||
    { echo "tuning: failed"; failed=$((failed + 1)); }

for entry in "${models[@]}"; do
    read -r name model tensors reference <<<"$entry"
    if wanted bench; then
        for size in $sizes; do
            for mode in $modes; do
                file=$out/bench-$name-$size-$mode.json
                derain bench -m "$model" --size "$size" --backend "$(backend "$mode")" --json >"$file.part" &&
                    mv "$file.part" "$file" || rm -f "$file.part" "$file"
                [ -f "$file" ] && echo "$name $size $mode: measured" ||
                    { echo "$name $size $mode: failed"; failed=$((failed + 1)); }
            done
        done
    fi
    if wanted pytorch && [ -n "$python" ]; then
        # Cut off it keeps what it has.
        timeout $((torch_seconds + 60)) "$python" "$here/torch_bench.py" "$name" "$tensors" "$out" --sizes $sizes \
            --forms $forms --seconds "$torch_seconds" --reference "$reference" || echo "PyTorch on $name: ended early"
    fi
done

[ $failed -eq 0 ] || echo "$failed runs failed, were refused, or lay beyond the tolerance of single precision."
"$here/report.sh" "$out" "$(date -u +%FT%TZ)"
