#!/usr/bin/env bash
# Makes weights/NAME, the Maven module of trained weights that are an artefact of their own.
# Usage: new-model.sh NAME WEIGHTS.safetensors [LOG.jsonl]
set -euo pipefail

here=$(cd -P "$(dirname "$0")" && pwd)
[ $# -ge 2 ] || {
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
    exit 2
}
name=$1 weights=$2 log=${3:-}
[[ $name =~ ^[a-z][a-z0-9]*$ ]] || {
    echo "new-model: $name is no name of a Java module; take a-z and 0-9" >&2
    exit 2
}
folder=$here/../../weights/$name
[ ! -e "$folder" ] || {
    echo "new-model: $folder is already there" >&2
    exit 1
}
card=$(PYTHONPATH=$here "${PYTHON:-python3}" -m derain_training card "$name" "$weights" ${log:+--log "$log"})
data=$folder/src/main/resources/META-INF/derain4j
mkdir -p "$data" "$folder/src/main/module"
cp "$weights" "$data/$name.safetensors"
echo "$name" >"$data/models"
echo "$card" >"$folder/README.md"
[ -z "$log" ] || cp "$log" "$folder/training.jsonl"
sed -e "s/derain4j-weights-lite/derain4j-weights-$name/; s/model lite/model $name/; s/The embedded default weights/The weights $name/" \
    -e "s,derain4j/lite,derain4j/$name," "$here/../../weights/lite/pom.xml" >"$folder/pom.xml"
cat >"$folder/src/main/module/module-info.java" <<EOF
/** The weights $name, a resource without code. */
@SuppressWarnings("module") // a name may end in a digit
module org.derain4j.weights.$name {
}
EOF
echo "$folder"
