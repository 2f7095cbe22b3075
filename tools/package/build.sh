#!/usr/bin/env bash
# Makes the packages of the derain command in tools/package/target/packages, from what `./mvnw package` has built, for the system and
# processor that it runs on: tar.gz and zip with a Java of their own, a .deb, a container image, and the jars alone with launchers for
# any system. What cannot be made here is left out, and said. SOURCE_DATE_EPOCH is the time of all files, by default the build's own.
set -euo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$here/target/work
packages=$here/target/packages

# What jdeps finds that the command's jars refer to, and what JOCL logs with; try.sh looks whether that is still so.
readonly MODULES=java.base,java.desktop,java.logging,java.sql,jdk.httpserver,jdk.incubator.vector,jdk.management

home=$root app=
. "$root/tools/bin/derain" # its functions
. "$root/tools/release/pom.sh"

say() {
    echo "package: $1"
}

# The command and its launcher, with nothing for any one system, into folder $1.
lay_out_app() {
    local name
    mkdir -p "$1/bin" "$1/app/lib"
    cp "$root/tools/bin/derain" "$1/bin/derain"
    cp "$root"/tools/bin/{derain.options,kernels.options,kernels.directives} "$jar" "$1/app/"
    for name in $(python3 "$here/archives.py" class-path "$jar"); do
        cp "${jar%/*}/$name" "$1/app/lib/"
    done
    cp "$root"/{LICENSE,NOTICE,THIRD-PARTY.txt} "$1/"
    if [ -f "$target/bom.json" ]; then
        cp "$target/bom.json" "$1/derain4j-sbom.cdx.json"
    else
        say "left out: the list of components, since there is no $target/bom.json (./mvnw -Psbom verify makes it)"
    fi
    sed -e "s|@VERSION@|$version|g" "$here/README.txt" >"$1/README.txt"
    "$jdk/bin/java" -cp "$here/target/classes:$1/app/*" org.derain4j.manual.Manual "$1/share" "$version" "${date%T*}"
}

# The Java that it needs, and the classes that it loads as archives, which the JVM takes by itself: one for a heap below 32 GB, one
# for larger ones. The JVM knows each jar by its time.
lay_out_runtime() {
    local folder=$1 heap
    local derain=(-cp "$folder/app/${jar##*/}" org.derain4j.cli.Derain)
    "$jdk/bin/jlink" --add-modules "$MODULES" --strip-debug --no-header-files --no-man-pages --compress=zip-0 \
        --release-info="$jdk/release" --output "$folder/runtime" > >(grep -v 'Using incubator modules')
    rm -f "$folder"/runtime/bin/{keytool,jwebserver} "$folder"/runtime/lib/lib{awt_xawt,jawt,splashscreen,jsound}.so # of windows and sound
    local java=("$folder/runtime/bin/java" "@$folder/app/derain.options")
    "${java[@]}" "@$folder/app/kernels.options" -XX:DumpLoadedClassList="$work/classes" "${derain[@]}" \
        "$root/tools/samples/lighthouse.png" -o "$work/" >"$work/list.log" 2>&1
    LC_ALL=C sort -u "$work/classes" >"$folder/app/classes.list"
    set_times "$folder"
    for heap in + -; do
        "${java[@]}" -XX:${heap}UseCompressedOops -Xshare:dump -XX:SharedClassListFile="$folder/app/classes.list" "${derain[@]}" \
            >"$work/dump$heap.log" 2>&1
    done
    set_times "$folder/runtime/lib/server"
}

set_times() {
    find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# Debian's package, from the folder $1.
make_deb() {
    local folder=$work/deb lib=$work/deb/usr/lib/derain4j doc=$work/deb/usr/share/doc/derain4j architecture
    architecture=$(dpkg --print-architecture)
    mkdir -p "$lib" "$folder/usr/bin" "$doc" "$folder/DEBIAN"
    cp -a "$1"/{bin,app,runtime} "$lib/"
    cp -a "$1/share" "$folder/usr/"
    ln -s ../lib/derain4j/bin/derain "$folder/usr/bin/derain"
    mv "$folder/usr/share/zsh/site-functions" "$folder/usr/share/zsh/vendor-completions"
    gzip -9n "$folder"/usr/share/man/man1/*.1
    cp "$root"/{NOTICE,THIRD-PARTY.txt} "$doc/"
    [ ! -f "$1/derain4j-sbom.cdx.json" ] || cp "$1/derain4j-sbom.cdx.json" "$doc/"
    gzip -9nc "$root/CHANGELOG.md" >"$doc/changelog.gz"
    sed -e "s|@HOME@|$project_home|g" "$here/debian/copyright" >"$doc/copyright"
    sed -e "s|@DEB_VERSION@|$deb_version|; s|@ARCHITECTURE@|$architecture|; s|@HOME@|$project_home|
        s|@SIZE@|$(du -sk --apparent-size "$folder/usr" | cut -f1)|" "$here/debian/control" >"$folder/DEBIAN/control"
    chmod -R u=rwX,go=rX "$folder"
    set_times "$folder"
    (cd "$folder" && find usr -type f | LC_ALL=C sort | xargs -d '\n' md5sum >DEBIAN/md5sums)
    dpkg-deb --root-owner-group --uniform-compression -Zxz --build "$folder" "$packages/derain4j_${deb_version}_$architecture.deb" >/dev/null
}

# The image of a container: Debian's smallest root as apt makes it, and on it what the .deb in folder $1 installs.
make_image() {
    local exclude=() kind
    for kind in doc man locale info; do
        exclude+=("--dpkgopt=path-exclude=/usr/share/$kind/*") # dpkg's pattern, not for this shell to fill in from this machine
    done
    # With the hook and its package /bin is a link from the first, and what would make it one, and needs Perl, stays out.
    mmdebstrap --quiet --variant=apt --include=usr-is-merged --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr "${exclude[@]}" --dpkgopt='path-include=/usr/share/doc/*/copyright' \
        --customize-hook='rm -rf "$1"/var/cache/* "$1"/var/log/* "$1"/etc/hostname "$1"/etc/resolv.conf; mkdir "$1/work"; chmod 1777 "$1/work"' \
        "${DEBIAN_SUITE:-bookworm}" "$work/root.tar" 2>"$work/mmdebstrap.log" || { cat "$work/mmdebstrap.log" >&2; return 1; }
    python3 "$here/image.py" write "$work/root.tar" "$1" "$version" "$packages/derain4j-$version-container-$machine.tar"
}

# Whether program $1, of Debian's package $2, is here to make $3.
has() {
    command -v "$1" >/dev/null || { say "left out: $3, since there is no $1 (Debian: apt install $2)"; false; }
}

target=$root/tools/cli/target
jdk=$(find_jdk)
jar=$(built_jar cli)
[ -n "$jar" ] && [ -d "$here/target/classes" ] || fail "nothing is built yet; run ./mvnw -Dmaven.test.skip=true package."
version=${jar##*/derain4j-cli-}
version=${version%.jar}
[ "$version" = "$(pom_version "$root/pom.xml")" ] ||
    fail "what is built is $version, and the POM says $(pom_version "$root/pom.xml"); run ./mvnw -Dmaven.test.skip=true package."
deb_version=${version/-/\~} # 0.1.0~SNAPSHOT is before 0.1.0
project_home=$(pom_text project.home "$root/pom.xml")
date=$(pom_text project.build.outputTimestamp "$root/pom.xml")
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date -d "$date" +%s)}
date=$(date -u -d "@$SOURCE_DATE_EPOCH" +%FT%T)
machine=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
umask 022

rm -rf "$work" "$packages"
mkdir -p "$work" "$packages"
any=$work/derain4j-$version own=$work/derain4j-$version-$machine
lay_out_app "$any"
cp -a "$any" "$own"
lay_out_runtime "$own"
cp "$own/app/classes.list" "$any/app/"
sed -e "s|@JAR@|${jar##*/}|" -e 's/$/\r/' "$here/derain.cmd" >"$any/bin/derain.cmd"

python3 "$here/archives.py" zip "$any" "$packages/derain4j-$version.zip"
python3 "$here/archives.py" zip "$own" "$packages/derain4j-$version-$machine.zip" &
zipping=$!
trap 'kill $zipping 2>/dev/null || true' EXIT # it would go on after a failure or an interrupt
python3 "$here/archives.py" tar "$own" "$packages/derain4j-$version-$machine.tar.gz"
wait $zipping
trap - EXIT
if has dpkg-deb dpkg "the .deb"; then
    make_deb "$own"
    if has mmdebstrap mmdebstrap "the container image"; then
        make_image "$work/deb"
    fi
fi
cd "$packages"
sha256sum -- * >SHA256SUMS # the last: without it the packages are not whole
ls -l
rm -rf "$work"
python3 "$here/sizes.py" "$root/docs/install.md" "$packages" "$version"
