#!/usr/bin/env bash
# Runs a goal of JReleaser on jreleaser.yml and the packages that build.sh made: config (the default), release (a draft on GitHub), publish
# (tells Homebrew and others of what is released), or full-release (dry alone: it would tell them of a draft). Nothing is published
# without PUBLISH=yes, from a clone of GitHub, with the tokens that JReleaser's documentation names (JRELEASER_GITHUB_TOKEN and others);
# else it runs dry, in a clone of what is committed, under the version that comes next: for a SNAPSHOT JReleaser would leave out all
# that tells others. The packages are those that are there, by the names that they will have.
set -euo pipefail
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
packages=$root/tools/package/target/packages
. "$root/tools/release/pom.sh"

readonly PLUGIN=org.jreleaser:jreleaser-maven-plugin:1.23.0 # the newest that Maven Central has whole

fail() {
    echo "release: $1" >&2
    exit 2
}

goal=${1:-config}
tree=$root dry=false
version=$(pom_version "$root/pom.xml")
[ "${PUBLISH:-}" = yes ] || dry=true version=${version%-SNAPSHOT}
$dry || [ "$goal" != full-release ] ||
    fail "full-release would tell others of what is still a draft; run release, publish the draft on GitHub, then run publish."
[ "$goal" = config ] || [ -f "$packages/SHA256SUMS" ] || fail "there are no packages; run tools/package/build.sh."
case $goal-$version in # JReleaser would tell them of it as of any other
    publish-*-* | full-release-*-*) fail "$version is a pre-release, which Homebrew and others are not told of; run release alone." ;;
esac

if $dry; then
    tree=$root/tools/package/target/dry-run
    export JRELEASER_GITHUB_TOKEN=none JRELEASER_SDKMAN_CONSUMER_KEY=none JRELEASER_SDKMAN_CONSUMER_TOKEN=none
    rm -rf "$tree"
    git clone -q --no-tags "$root" "$tree"
    git -C "$tree" remote set-url origin "$(pom_text project.home "$root/pom.xml").git"
    cp "$root/tools/package/jreleaser.yml" "$tree/tools/package/"
    mkdir -p "$tree/tools/package/target/packages"
    "$tree/tools/release/version.sh" "$version"
    for package in "$packages"/derain*; do
        [ ! -f "$package" ] || ln "$package" "$tree/tools/package/target/packages/$(basename "$package" | sed 's/[-~]SNAPSHOT//')"
    done
fi
cd "$tree"
exec ./mvnw -B -ntp -N "$PLUGIN:$goal" -Djreleaser.config.file="$tree/tools/package/jreleaser.yml" -Djreleaser.dry.run=$dry
