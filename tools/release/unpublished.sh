#!/usr/bin/env bash
# The modules that are not published, as Maven's option -pl leaves them out: !tools/bench,!tools/vision ...
set -euo pipefail
cd "$(dirname "$0")/../.."

git grep -l '<maven.deploy.skip>true<' -- '*/pom.xml' | sed 's|^|!|; s|/pom.xml$||' | paste -sd,
