#!/usr/bin/env bash
# Makes THIRD-PARTY.txt and docs/artefacts.md anew from what a build has made. Further options go to Maven.
set -euo pipefail
cd "$(dirname "$0")/../.."
./mvnw -B -ntp -q -Pspark,imagej,quick -Dmaven.javadoc.skip=true -Djapicmp.skip=true -Dtest='org.derain4j.artefacts.*Test' -Dsurefire.failIfNoSpecifiedTests=false \
    -Dderain4j.write=true "$@" verify
git status --short THIRD-PARTY.txt docs/artefacts.md
