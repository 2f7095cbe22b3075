#!/usr/bin/env bash
# Packs what a machine with a driver but neither Java nor an OpenCL loader needs to run tools/opencl/measure.sh: a small Java,
# the jars, the contract tests with what runs them, the network in PyTorch (for a python3 that has it), and, where this machine has
# it, the loader.
# Usage: build-kit.sh FILE.tar.xz; at most 45 MB, since it may have to travel beside the checkout. Run `mvn package` before. JUNIT_CONSOLE names a junit-platform-console-standalone
# that is there already; else Maven fetches it.
set -euo pipefail

readonly MOST_BYTES=45000000
# What the command uses, and what ImageIO, logging and System.load need.
readonly MODULES=java.base,java.desktop,java.logging,java.management,jdk.management,jdk.incubator.vector,jdk.unsupported

[ $# = 1 ] || { echo "usage: build-kit.sh FILE.tar.xz" >&2; exit 2; }
here=$(cd -P "$(dirname "$0")" && pwd)
root=$here/../..
target=$root/tools/cli/target
tests=("$root/kernels/target/test-classes" "$root/kernels/opencl/target/test-classes")
jdk=$("$root/tools/release/jdk.sh")
[ -d "${tests[1]}" ] || { echo "build-kit: there is no ${tests[1]}; run \`mvn package\` before, -DskipTests at most" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
kit=$work/derain-opencl
mkdir -p "$kit/jars" "$kit/loader" "$kit/references" "$kit/models" "$kit/tests/root/kernels/src/test/resources" "$kit/training/derain_training"

"$jdk/bin/jlink" --add-modules $MODULES --strip-debug --no-man-pages --no-header-files --compress zip-0 --output "$kit/java"
cp "$target"/derain4j-cli-*.jar "$target"/lib/*.jar "$kit/jars/"
cp "$here/card.sh" "$here/measure.sh" "$here/report.sh" "$here/torch_bench.py" "$kit/"
mkdir "$kit/tests/classes"
cp -r "${tests[0]}/." "${tests[1]}/." "$kit/tests/classes/"
cp -r "$root/kernels/src/test/resources/ops" "$kit/tests/root/kernels/src/test/resources/"
# JUnit 5.x is platform 1.x.
junit=$(sed -n 's:.*<junit.version>5\.\(.*\)</junit.version>.*:1.\1:p' "$root/pom.xml")
if [ -n "${JUNIT_CONSOLE:-}" ]; then
    cp "$JUNIT_CONSOLE" "$kit/tests/"
else
    mvn -q -N -f "$root/pom.xml" dependency:copy -DoutputDirectory="$kit/tests" \
        -Dartifact="org.junit.platform:junit-platform-console-standalone:$junit"
fi
cp -r "$root"/engine/src/test/resources/{tiny_generator,tiny_model,lite} "$kit/references/"
cp "$root/weights/lite/src/main/resources/META-INF/derain4j/lite.safetensors" "$kit/models/"
# The same network in PyTorch, for the column beside ours.
cp "$here"/../training/derain_training/*.{py,json} "$kit/training/derain_training/"
loader=$(ldconfig -p 2>/dev/null | sed -n 's/.*libOpenCL\.so\.1 .* => //p' | head -n 1)
if [ -n "$loader" ]; then
    cp -L "$loader" "$kit/loader/libOpenCL.so.1"
    ln -s libOpenCL.so.1 "$kit/loader/libOpenCL.so"
fi
tar -C "$work" -cJf "$1" derain-opencl # which packs the Java's classes better than jlink does
bytes=$(stat -c %s "$1")
echo "$1: $bytes bytes"
[ "$bytes" -le $MOST_BYTES ] || {
    echo "build-kit: that is more than $MOST_BYTES bytes" >&2
    exit 1
}
