#!/usr/bin/env bash
# Builds what dry-run.sh has built again, in another folder, with another umask, locale, time zone and user, and compares what is published
# byte by byte. tools/release/reproducible.sh [FOLDER], by default target/release, as left by dry-run.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."

JAVA_HOME=$(tools/release/jdk.sh)
export JAVA_HOME
first=$(cd "${1:-target/release}" && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
again="$place/a place of another name"
umask 0077
git clone -q "$first/source" "$again/source"
(
    cd "$again/source"
    export TZ=Pacific/Kiritimati LC_ALL=C
    # Turkish: where upper case is not what programs take it for. Sonatype's plugin itself fails there, so Maven's own deploys.
    export JAVA_TOOL_OPTIONS="-Duser.language=tr -Duser.country=TR -Duser.timezone=Pacific/Kiritimati -Duser.name=another"
    ./mvnw -B -ntp -q -Prelease,sbom -Dgpg.skip -DskipTests -pl "$(tools/release/unpublished.sh)" deploy \
        "-DaltDeploymentRepository=again::file://$again/repository" 2> >(grep -v '^Picked up JAVA_TOOL_OPTIONS' >&2)
)
tools/release/same.py "$first/repository" "$again/repository"
