#!/usr/bin/env bash
# The loop: networks of random weights, written by the training tool, run by the Java engine, equal to PyTorch's float64 within 5e-6
# (the conformance's own bound). Usage: loop-test.sh [PYTHON]
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
python=${1:-python3}
derain=$here/../bin/derain
photo=$here/../samples/lighthouse.png
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

loop() { # NAME C M [OPTION...]
    local out=$work/$1
    PYTHONPATH=$here "$python" -m derain_training golden "$out" --random "$2" "$3" "${@:4}" \
        --case "even=$photo@64x48+100+200" --case "odd=$photo@45x37+10+300" --case "quarter=$photo@36x20+60+60"
    "$derain" conformance "$out"
}

loop narrow_f32 8 2
loop narrow_f16 12 1 --half --seed 2
loop deep_attention 8 1 --n 1 3 3 --seed 3
loop of_lite_shape 32 4 --seed 4
echo "training loop: all passed"
