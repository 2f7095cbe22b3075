#!/usr/bin/env bash
# Takes the API as it is now for what later builds must keep: rewrites tools/release/api. CONTRIBUTING.md says when to, under Versions.
set -euo pipefail
cd "$(dirname "$0")/../.."

for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/.sdkman/candidates/java/*; do
    if [ -x "$home/bin/javac" ] && grep -qE '^JAVA_VERSION="(2[5-9]|[3-9][0-9])' "$home/release" 2>/dev/null; then
        java=$home/bin/java
        break
    fi
done
if [ -z "${java:-}" ]; then
    echo "api.sh: no JDK 25 or later found; point JAVA_HOME to one." >&2
    exit 2
fi

modules=()
for pom in $(git grep -l '<japicmp.skip>false' -- '*/pom.xml'); do
    modules+=("$(dirname "$pom")")
done
./mvnw -B -ntp -q -Dmaven.test.skip package -am -pl "$(IFS=, && echo "${modules[*]}")"
for module in "${modules[@]}"; do
    name=$(perl -0ne 'print $1 if m{</parent>.*?<artifactId>(derain4j-[-\w]+)</artifactId>}s' "$module/pom.xml")
    version=$(perl -0ne 'print $1 if m{<artifactId>derain4j</artifactId>\s*<version>([^<]+)<}' "$module/pom.xml")
    "$java" tools/release/ApiHeaders.java "$module/target/$name-$version.jar" "tools/release/api/$name.jar"
done
