#!/usr/bin/env bash
# Gives the project another version wherever it stands: tools/release/version.sh 0.2.0. It commits nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tools/release/pom.sh

# What a version is, here alone: CONTRIBUTING.md, Versions. A second hyphen would be a revision in Debian's eyes.
number='(0|[1-9][0-9]*)' word='[0-9A-Za-z]+'
new=${1:-}
if ! [[ $new =~ ^$number\.$number\.$number(-$word(\.$word)*)?$ ]]; then
    echo "usage: tools/release/version.sh VERSION, such as 0.2.0, 1.0.0-rc.1 or 0.3.0-SNAPSHOT" >&2
    exit 2
fi
old=$(pom_version pom.xml)
export old new day=$(date -u +%Y-%m-%dT00:00:00Z)

git ls-files -z -- pom.xml '*/pom.xml' |
    xargs -0 perl -0pi -e 's{(<artifactId>derain4j[-\w]*</artifactId>\s*<version>)\Q$ENV{old}\E(?=</version>)}{$1$ENV{new}}g'
# In documentation, names of artefacts and of their files.
git ls-files -z -- '*.md' ':!CHANGELOG.md' |
    xargs -0 perl -0pi -e 's{(derain4j[-\w]*[-:]|<artifactId>derain4j[-\w]*</artifactId>\s*<version>)\Q$ENV{old}\E(?!\.?\d)}{$1$ENV{new}}g'
# The day that archives say their files are from.
perl -pi -e 's{(<project.build.outputTimestamp>)[^<]+}{$1$ENV{day}}' pom.xml
