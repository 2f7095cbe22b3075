#!/usr/bin/env bash
# Gives the project another version wherever it stands: tools/release/version.sh 0.2.0. It commits nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."

new=${1:-}
if ! [[ $new =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]]; then
    echo "usage: tools/release/version.sh VERSION, such as 0.2.0 or 0.3.0-SNAPSHOT" >&2
    exit 2
fi
old=$(perl -0ne 'print $1 if m{<artifactId>derain4j</artifactId>\s*<version>([^<]+)</version>}' pom.xml)
export old new day=$(date -u +%Y-%m-%dT00:00:00Z)

git ls-files -z -- pom.xml '*/pom.xml' |
    xargs -0 perl -0pi -e 's{(<artifactId>derain4j[-\w]*</artifactId>\s*<version>)\Q$ENV{old}\E(?=</version>)}{$1$ENV{new}}g'
# In documentation, names of artefacts and of their files.
git ls-files -z -- '*.md' ':!CHANGELOG.md' |
    xargs -0 perl -0pi -e 's{(derain4j[-\w]*[-:]|<artifactId>derain4j[-\w]*</artifactId>\s*<version>)\Q$ENV{old}\E(?!\.?\d)}{$1$ENV{new}}g'
# The day that archives say their files are from.
perl -pi -e 's{(<project.build.outputTimestamp>)[^<]+}{$1$ENV{day}}' pom.xml
