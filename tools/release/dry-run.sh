#!/usr/bin/env bash
# A release with everything but the upload: what would go to Maven Central lies in FOLDER/repository, checked against its rules.
# tools/release/dry-run.sh [FOLDER], by default target/release. It takes what is committed, in a clone, under the version that comes next.
set -euo pipefail
cd "$(dirname "$0")/../.."

JAVA_HOME=$(tools/release/jdk.sh)
export JAVA_HOME
folder=${1:-target/release}
mkdir -p "$folder"
rm -rf "$folder"/{source,repository} # and no more: it may be anybody's folder
folder=$(cd "$folder" && pwd)

git clone -q . "$folder/source"
cd "$folder/source"
. tools/release/pom.sh
version=$(pom_version pom.xml)
version=${version%-SNAPSHOT}
tools/release/version.sh "$version"
# Nothing changes where it stands already, as in the commit that is to be released.
git diff --quiet || git -c user.name=derain4j -c user.email=derain4j@localhost -c commit.gpgSign=false commit -qam "Version $version"

# A key for this run alone. Its folder has a short name, as the agent's socket is in it.
keys=$(mktemp -d)
trap 'gpgconf --homedir "$keys" --kill all 2>/dev/null || true; rm -rf "$keys"' EXIT
if command -v gpg >/dev/null; then
    gpg --homedir "$keys" --batch --quiet --passphrase '' --quick-generate-key 'Derain4J dry run' ed25519 sign 1d 2>"$keys/said" ||
        { cat "$keys/said" >&2; exit 1; }
    sign=("-Dgpg.homedir=$keys")
    check=(--keys "$keys")
else
    echo "gpg cannot be found: nothing is signed, and 1 check, of the signatures, is left out"
    sign=(-Dgpg.skip)
    check=()
fi

./mvnw -B -ntp -q -Prelease,central,sbom -DskipUpload -DskipTests "${sign[@]}" -pl "$(tools/release/unpublished.sh)" deploy

python3 -m zipfile -e target/central-publishing/central-bundle.zip "$folder/repository"
tools/release/check.py "$folder/repository" "$version" "${check[@]}"
