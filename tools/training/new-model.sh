#!/usr/bin/env bash
# Makes weights/NAME, the Maven module of trained weights that are an artefact of their own: weights that say what they are for and
# under which licence, card, credits, log, pom and module-info.
# Usage: new-model.sh NAME WEIGHTS.safetensors [LOG.jsonl] [OPTION...]
#   --purpose TEXT     what the model is for, in a phrase
#   --photos DIR       the photos that it was trained on, and
#   --licences TSV     the table of their licences; several times for several: with both, the weights are released under Apache-2.0 and
#                      CREDITS.tsv names the authors; refused where a photo is not free
#   --earlier DIR      the photos of a run whose weights this one went on from; several times for several
#   --scores SET=CSV   what `derain eval --csv` wrote for a set of pairs; several times for several
#   --half             float16 weights, half the size
set -euo pipefail

here=$(cd -P "$(dirname "$0")" && pwd)
fail() {
    echo "new-model: $1" >&2
    exit "${2:-2}"
}
usage() {
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | grep -v '^set'
    exit 2
}
training() {
    PYTHONPATH=$here "${PYTHON:-python3}" -m derain_training "$@"
}

words=() facts=() photos='' tables=() earlier=() scores=() stamp=() card=()
while [ $# -gt 0 ]; do
    case $1 in
        --half) stamp+=(--half) ;;
        --purpose | --photos | --licences | --earlier | --scores)
            [ $# -ge 2 ] || fail "$1 needs a value"
            case $1 in
                --purpose) facts+=("purpose=$2") ;;
                --photos) photos=$2 ;;
                --licences) tables+=("$2") ;;
                --earlier) earlier+=("$2") ;;
                --scores) scores+=("$2") ;;
            esac
            shift
            ;;
        -*) usage ;;
        *) words+=("$1") ;;
    esac
    shift
done
[ ${#words[@]} -ge 2 ] && [ ${#words[@]} -le 3 ] || usage
name=${words[0]} weights=${words[1]} log=${words[2]:-}
[[ $name =~ ^[a-z][a-z0-9]*$ ]] || fail "$name is no name of a Java module; take a-z and 0-9"
[ -n "$photos" ] && [ ${#tables[@]} -gt 0 ] || [ -z "$photos${tables[*]-}" ] || fail "--photos and --licences go together"
folder=$here/../../weights/$name
[ ! -e "$folder" ] || fail "$folder is already there" 1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$work/src/main/resources/META-INF/derain4j
mkdir -p "$data" "$work/src/main/module"
if [ -n "$photos" ]; then
    training credits "$photos" "${tables[@]}" -o "$work/CREDITS.tsv" --weights "$weights" \
        ${earlier[@]+--earlier "${earlier[@]}"} >&2
    stamp+=(--credits "$work/CREDITS.tsv") card+=(--credits "$work/CREDITS.tsv")
    facts+=("credits=META-INF/derain4j/$name/CREDITS.tsv in derain4j-weights-$name")
fi
if [ ${#scores[@]} -gt 0 ]; then
    stamp+=(--scores "${scores[@]}") card+=(--scores "${scores[@]}")
fi
if [ -n "$log" ]; then
    cp "$log" "$work/training.jsonl"
    card+=(--log "$log")
fi
training stamp "$weights" "$data/$name.safetensors" ${facts[@]+"${facts[@]}"} ${stamp[@]+"${stamp[@]}"}
training card "$name" "$data/$name.safetensors" ${card[@]+"${card[@]}"} >"$work/README.md"
echo "$name" >"$data/models"
cat >"$work/src/main/module/module-info.java" <<END
/** The weights $name, a resource without code. */
@SuppressWarnings("module") // a name may end in a digit
module org.derain4j.weights.$name {
}
END
licence='' # the project's own, inherited
[ -n "$photos" ] || licence="
  <licenses>
    <license>
      <name>See the model card, META-INF/derain4j/$name/README.md</name>
    </license>
  </licenses>
"
cat >"$work/pom.xml" <<END
<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 https://maven.apache.org/xsd/maven-4.0.0.xsd">
  <modelVersion>4.0.0</modelVersion>

  <parent>
    <groupId>org.derain4j</groupId>
    <artifactId>derain4j</artifactId>
    <version>$(sed -n '0,/<version>/s:.*<version>\(.*\)</version>.*:\1:p' "$here/../../pom.xml")</version>
    <relativePath>../../pom.xml</relativePath>
  </parent>

  <artifactId>derain4j-weights-$name</artifactId>
  <name>Derain4J weights $name</name>
  <description>The weights $name.</description>
$licence
  <build>
    <resources>
      <resource>
        <directory>src/main/resources</directory>
      </resource>
      <resource>
        <!-- The card travels with the weights, as do the credits and the log. -->
        <directory>\${project.basedir}</directory>
        <includes>
          <include>README.md</include>
          <include>CREDITS.tsv</include>
          <include>training.jsonl</include>
        </includes>
        <targetPath>META-INF/derain4j/$name</targetPath>
      </resource>
    </resources>
  </build>
</project>
END
chmod 755 "$work"
cp -r "$work" "$folder"
echo "$folder"
