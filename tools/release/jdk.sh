#!/usr/bin/env bash
# The home of a JDK 25 or later: JAVA_HOME if it is one, or else one that is installed. Maven on that very JDK compiles without a further
# process, and names it in the jars.
set -euo pipefail

for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/.sdkman/candidates/java/*; do
    if [ -x "$home/bin/javac" ] && grep -qE '^JAVA_VERSION="(2[5-9]|[3-9][0-9])' "$home/release" 2>/dev/null; then
        echo "$home"
        exit
    fi
done
echo "no JDK 25 or later found; point JAVA_HOME to one." >&2
exit 2
