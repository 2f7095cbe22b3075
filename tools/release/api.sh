#!/usr/bin/env bash
# Takes the API as it is now for what later builds must keep: rewrites tools/release/api. CONTRIBUTING.md says when to, under Versions.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tools/release/pom.sh

JAVA_HOME=$(tools/release/jdk.sh)
export JAVA_HOME
modules=()
for pom in $(git grep -l '<japicmp.skip>false' -- '*/pom.xml'); do
    modules+=("$(dirname "$pom")")
done
./mvnw -B -ntp -q -Dmaven.test.skip package -am -pl "$(IFS=, && echo "${modules[*]}")"
version=$(pom_version pom.xml)
for module in "${modules[@]}"; do
    name=$(perl -0ne 'print $1 if m{</parent>.*?<artifactId>(derain4j-[-\w]+)</artifactId>}s' "$module/pom.xml")
    "$JAVA_HOME/bin/java" tools/release/ApiHeaders.java "$module/target/$name-$version.jar" "tools/release/api/$name.jar"
done
