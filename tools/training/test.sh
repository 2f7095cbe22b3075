#!/usr/bin/env bash
# The training tool's tests at toy size and its loop with the Java engine. Without PyTorch they are left out, with a message; as
# root on a Debian that knows PyTorch it is installed first.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
needs='import torch, scipy, PIL'

python() {
    local candidate
    for candidate in "${PYTHON:-python3}" /usr/bin/python3; do
        if "$candidate" -c "$needs" 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

found=$(python)
if [ -z "$found" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -q && apt-get install -q -y --no-install-recommends \
        python3-torch python3-scipy python3-pil liblapack3 libopenblas0-pthread; } >/dev/null 2>&1 || true
    found=$(python)
fi
if [ -z "$found" ]; then
    echo "training: all tests and the loop with the engine are LEFT OUT: no Python with PyTorch, SciPy and Pillow (Debian: python3-torch python3-scipy python3-pil)"
    exit 0
fi
"$found" -m unittest discover -q -s "$here/tests"
"$here/loop-test.sh" "$found"
