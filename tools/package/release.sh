#!/usr/bin/env bash
# Runs a goal of JReleaser on jreleaser.yml and the packages that build.sh made: config (the default), or full-release. Nothing is published
# without PUBLISH=yes, from a clone of GitHub, with the tokens that JReleaser's documentation names (JRELEASER_GITHUB_TOKEN and others);
# else it runs dry, in a clone of what is committed.
set -euo pipefail
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

readonly PLUGIN=org.jreleaser:jreleaser-maven-plugin:1.23.0 # the newest that Maven Central has whole
tree=$root dry=false
if [ "${PUBLISH:-}" != yes ]; then
    dry=true
    tree=$root/tools/package/target/dry-run
    export JRELEASER_GITHUB_TOKEN=none JRELEASER_SDKMAN_CONSUMER_KEY=none JRELEASER_SDKMAN_CONSUMER_TOKEN=none
    rm -rf "$tree"
    git clone -q --no-tags "$root" "$tree"
    git -C "$tree" remote set-url origin "$(sed -n 's|.*<project.home>\(.*\)</project.home>.*|\1|p' "$root/pom.xml").git"
    cp "$root/tools/package/jreleaser.yml" "$tree/tools/package/"
    mkdir "$tree/tools/package/target"
    [ ! -d "$root/tools/package/target/packages" ] || cp -rl "$root/tools/package/target/packages" "$tree/tools/package/target/"
fi
cd "$tree"
exec ./mvnw -B -ntp -N "$PLUGIN:${1:-config}" -Djreleaser.config.file="$tree/tools/package/jreleaser.yml" -Djreleaser.dry.run=$dry
