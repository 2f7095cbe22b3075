#!/usr/bin/env bash
# The soak of the engine, in full: 2,000 pictures of mixed sizes through one shared derainer from 4 threads, some given up; SoakTrial.java
# has the options. After `./mvnw -DskipTests package`. The heap has one size, $HEAP, and is touched at the start, so that what is resident
# grows only by what is outside it. On PoCL give it 1,500 calls: its own compiler's memory settles late.
set -euo pipefail
root=$(cd -P "$(dirname "$0")/.." && pwd)
libraries=$root/tools/cli/target/lib
if [ ! -d "$libraries" ] || [ ! -d "$root/engine/target/test-classes" ]; then
    echo "soak.sh: nothing is built; run ./mvnw -DskipTests package" >&2
    exit 2
fi
jdk=$("$root/tools/release/jdk.sh")
# PoCL takes signals from the JVM; the script says more.
preload=$(sh "$root/kernels/opencl/libjsig.sh" "$jdk")
LD_PRELOAD=$preload exec "$jdk/bin/java" -Xms"${HEAP:-768m}" -Xmx"${HEAP:-768m}" -XX:+AlwaysPreTouch \
    -XX:+UseSerialGC -XX:NativeMemoryTracking=summary -Djava.awt.headless=true -Dderain4j.openclCache=none -Dderain4j.root="$root" \
    --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp "$root/engine/target/test-classes:$libraries/*" \
    org.derain4j.engine.soak.SoakTrial "$@"
