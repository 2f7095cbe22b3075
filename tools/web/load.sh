#!/usr/bin/env bash
# The load test of `derain serve`, in full: see LoadTrial.java for the options. After `./mvnw -DskipTests package`; JAVA_HOME names a
# JDK 25 where the java on the PATH is older.
set -euo pipefail
root=$(cd -P "$(dirname "$0")/../.." && pwd)
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx3g -XX:+UseSerialGC -Djava.awt.headless=true --add-modules jdk.incubator.vector \
    --enable-native-access=ALL-UNNAMED -Dderain4j.root="$root" \
    -cp "$root/tools/web/target/test-classes:$(echo "$root"/tools/cli/target/derain4j-cli-*.jar):$root/tools/cli/target/lib/*" \
    org.derain4j.web.load.LoadTrial "$@"
