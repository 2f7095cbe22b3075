#!/usr/bin/env bash
# Tries the published artefacts as others get them: fresh projects outside the checkout, built by Maven, Gradle and javac, on the class path and
# on the module path. Each derains a picture, which must be the command's, pixel by pixel. Prints a table of what was tried and what was
# left out; ends with 1 if anything is not as expected.
#
#   tools/consumers/run.sh [FOLDER]     a Maven repository in a folder; without one, that of tools/release/dry-run.sh where it is there, else
#                                       what is needed is published into a folder first, two minutes more
#
# What is fetched goes to a folder that is gone at the end (KEEP=1 leaves it). Of the user's local repository others' artefacts are
# read, and none of derain4j.
set -euo pipefail

export LC_ALL=C.UTF-8 # of the dates in logs
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
app= # no package
. "$root/tools/bin/derain" # find_jdk: the JDK that the command takes
set -e
jdk=$(find_jdk)
work=$(mktemp -d)
[ -n "${KEEP:-}" ] && echo "the projects are in $work" || trap 'rm -rf "$work"' EXIT
tried=0 failed=0 left=0

# row TOOL PATH WHAT RESULT
row() {
    printf '%-13s %-11s %-28s %s\n' "$@" >>"$work/table"
}

left_out() {
    left=$((left + 1))
    row "$1" "$2" "$3" "LEFT OUT: $4"
}

# What was printed is told at once.
surprise() {
    failed=$((failed + 1))
    row "$1" "$2" "$3" "FAILED: $4"
    echo "$1, $2, $3: $4"
    sed 's/^/    /' "$work/said" "$work/errors"
}

# Of the JVM, once the module is asked for; and the first line of a record of java.util.logging.
quiet='WARNING: Using incubator modules: jdk.incubator.vector|[A-Z][a-z]+ [0-9]+, 20.* org\.derain4j\..*'

# Whether nothing else is on the error stream but, where there is one to be, the one line that $words describes.
words_fit() {
    local all fit
    all=$(grep -Evxc "$quiet" "$work/errors" || true)
    fit=$(grep -Exc "${words:-.^}" "$work/errors" || true)
    [ "$all" = "$fit" ] && [ "$fit" = $((${words:+1} + 0)) ]
}

# picture TOOL PATH WHAT EXPECTED DESCRIPTION MODEL BACKEND JAVA-OPTIONS...: one picture by a backend whose description fits, and no words
# but those that fit. It is compared with the command's at the end.
picture() {
    local tool=$1 path=$2 what=$3 expected=$4 description=$5 file
    shift 5
    tried=$((tried + 1)) file=$work/out/$tried.png
    if ! run_java "$1" "$2" "$file" "${@:3}"; then
        surprise "$tool" "$path" "$what" "java ended with an error"
    elif ! grep -Eqx "$description" "$work/said"; then
        surprise "$tool" "$path" "$what" "not by the backend that was to be"
    elif ! words_fit; then
        surprise "$tool" "$path" "$what" "other words than were to be"
    else
        printf '%s\t' "$file" "$expected" "$tool" "$path" "$what" >>"$work/pictures"
        grep -Ex "$description" "$work/said" >>"$work/pictures"
    fi
}

# refused TOOL PATH WHAT SENTENCE MODEL BACKEND JAVA-OPTIONS...: what is not there is asked for, and the sentence says what to add.
refused() {
    local tool=$1 path=$2 what=$3 sentence=$4
    shift 4
    tried=$((tried + 1))
    if run_java "$1" "$2" "$work/out/none" "${@:3}"; then
        surprise "$tool" "$path" "$what" "not refused"
    elif grep -Fq "$sentence" "$work/errors"; then
        row "$tool" "$path" "$what" "refused as it should be, naming $sentence"
    else
        surprise "$tool" "$path" "$what" "the sentence does not name $sentence"
    fi
}

# run_java MODEL BACKEND RESULT JAVA-OPTIONS...
run_java() {
    LD_PRELOAD=$preload "$jdk/bin/java" "${@:4}" "$1" "$2" "$work/rainy.png" "$3" >"$work/said" 2>"$work/errors"
}

# holds TOOL PATH WHAT FOLDER NAME...: these are its libraries, and no others; those of derain4j are the published ones, byte by byte.
holds() {
    local jar names=()
    tried=$((tried + 1))
    for jar in "$4"/*.jar; do
        names+=("$(basename "$jar" | sed -E 's/-[0-9][0-9.]*(-.*)?\.jar$//')")
        [[ $jar != */derain4j-* ]] || cmp -s "$jar" "$(published_jar "${names[-1]}")" || names+=("another")
    done
    echo "${names[*]}" >"$work/said"
    : >"$work/errors"
    if [ "${names[*]}" = "${*:5}" ]; then
        row "$1" "$2" "$3" "${#names[@]} jars and no more, as published"
    else
        surprise "$1" "$2" "$3" "other jars than ${*:5}:"
    fi
}

# The jar of artefact $1.
published_jar() {
    local jar
    for jar in "$published/org/derain4j/$1/$version/$1-"*.jar; do
        case $jar in
            *-sources.jar | *-javadoc.jar | *-tests.jar | *-all.jar) ;;
            *) echo "$jar" ;;
        esac
    done | tail -1
}

# maven PROJECT: packages it and lays its libraries out, with a local repository of its own, behind which the user's is found.
maven() {
    local plugin
    plugin=$(sed -n 's#.*<dependency-plugin.version>\(.*\)</.*#\1#p' "$root/pom.xml")
    (cd "$work/$1" && JAVA_HOME=$jdk "$root/mvnw" -B -ntp -q -Dstyle.color=never \
        "-Dmaven.repo.local=$work/repository" "-Dmaven.repo.local.tail=$work/others" \
        "-Dpublished=file://$published" "-Dderain4j.version=$version" package \
        "org.apache.maven.plugins:maven-dependency-plugin:$plugin:copy-dependencies" -DoutputDirectory=target/lib) >"$work/said" 2>"$work/errors"
}

# The user's local repository, without derain4j, by links.
link_others() {
    local user=${HOME:-/nonexistent}/.m2/repository folder
    mkdir -p "$work/others/org"
    for folder in "$user"/* "$user"/org/*; do
        case $folder in
            "$user/org" | "$user/org/derain4j" | *'*') ;;
            *) ln -s "$folder" "$work/others${folder#"$user"}" ;;
        esac
    done
}

published=${1:-$root/target/release/repository}
if [ ! -d "$published" ] && [ $# = 0 ]; then
    echo "publishing into a folder ..."
    published=$work/published
    (cd "$root" && ./mvnw -B -ntp -q -Prelease -Dgpg.skip -Dmaven.test.skip -Dmaven.javadoc.skip \
        -pl bom,engine,weights/m17n1,kernels/opencl -am deploy "-DaltDeploymentRepository=local::file://$published")
fi
published=$(cd "$published" && pwd)
version=$(cd "$published/org/derain4j/derain4j-engine" && ls -d */ | tail -1 | tr -d /)
link_others
preload=$("$root/kernels/opencl/libjsig.sh" "$jdk")
mkdir "$work/out" "$work/command" "$work/pocl"
: >"$work/table" >"$work/pictures"
"$jdk/bin/java" "$here/Piece.java" "$root/tools/samples/lighthouse.png" "$work/rainy.png"
echo "derain4j $version of $published, on $jdk"

. "$here/trials.sh"

"$jdk/bin/java" "$here/Pixels.java" "$work"/out/*.png "$work"/command/*.png >"$work/pixels"
pixels() {
    sed -n "s#^\([^ ]*\) $1\$#\1#p" "$work/pixels"
}
: >"$work/said" >"$work/errors"
while IFS=$'\t' read -r file expected tool path what description; do
    if [ -n "$(pixels "$file")" ] && [ "$(pixels "$file")" = "$(pixels "$work/command/$expected.png")" ]; then
        row "$tool" "$path" "$what" "the command's picture, ${description:0:60}"
    else
        surprise "$tool" "$path" "$what" "another picture than the command's, $description"
    fi
done <"$work/pictures"

echo
sort -s -k1,1 "$work/table"
echo "$tried tried, $failed failed, $left left out; $SECONDS s"
[ "$failed" = 0 ]
