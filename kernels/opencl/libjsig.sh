#!/bin/sh
# Prints where the libjsig of an installed JDK 25 or newer is, nothing if there is none: macOS and Windows have no such library.
# PoCL's compiler takes over signals that the JVM uses itself, which once in some dozens of runs ends the JVM; with libjsig in between,
# by LD_PRELOAD, both keep theirs. That of an older JDK would do so, too, but makes every shell print a warning.
# Usage: libjsig.sh [JDK...], which are looked at first.
for home in "$@" "${JAVA_HOME:-}" /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
    case $home in
        *[\ :]*) continue ;; # which LD_PRELOAD takes for the end of a name
    esac
    if [ -f "$home/lib/libjsig.so" ] && grep -Eqs '^JAVA_VERSION="(2[5-9]|[3-9][0-9])' "$home/release"; then
        echo "$home/lib/libjsig.so"
        exit
    fi
done
