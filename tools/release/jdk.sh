#!/usr/bin/env bash
# The home of a JDK 25 or later, as the launcher finds one: JAVA_HOME if it is one, or else one that is installed. Maven on that very JDK
# compiles without a further process, and names it in the jars.
set -euo pipefail

app= # nothing of a package's own
. "$(dirname "$0")/../bin/derain" # its functions
find_jdk
