#!/usr/bin/env bash
# Tries the packages that build.sh made: on a bare Debian root without a Java, as a user who owns nothing there, they must give the
# very bytes that tools/bin/derain gives. What cannot be tried here is left out, and said.
set -euo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
packages=$here/target/packages
work=$here/target/try
bare=$work/bare
left_out=0 tried=0 server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true' EXIT

home=$root app=
. "$root/tools/bin/derain" # its functions

fail() {
    echo "try: FAILED: $1" >&2
    exit 1
}

leave_out() {
    echo "try: left out: $1"
    left_out=$((left_out + 1))
}

ok() {
    echo "try: $1"
    tried=$((tried + 1))
}

# The one file that fits pattern $1, or nothing.
package() {
    local files=("$packages"/$1)
    [ -f "${files[0]}" ] && echo "${files[0]}" || true
}

# Puts into $words what runs a command in the bare root $1, with a /proc of its own and nothing of this machine's environment, as a
# user without a home.
set_words() {
    local in=$1
    shift
    words=(env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin HOME=/nowhere ${DERAIN_OPTS:+DERAIN_OPTS="$DERAIN_OPTS"} timeout 300
        unshare --mount --pid --fork --kill-child --mount-proc="$in/proc" "$(command -v chroot)" --userspec="${user:-65534:65534}" "$in" "$@")
}

inside() {
    local words
    set_words "$@"
    "${words[@]}"
}

# Everything that command $2 in root $1 must do, whose version is $version; $3 says what it is.
try_command() {
    local in=$1 derain=$2 what=$3 before after loaded format name
    before=$(cd "$in" && find . -path ./proc -prune -o -path ./tmp -prune -o -print | LC_ALL=C sort)
    [[ $(inside "$in" "$derain" --version) == "derain $version"* ]] || fail "$what: --version does not name $version"
    inside "$in" "$derain" --help | grep '^Usage:' >/dev/null || fail "$what: no help"
    inside "$in" "$derain" info | grep -E '^ *(vector|portable) +yes' >/dev/null || fail "$what: no backend"
    for format in png jpg tiff webp bmp; do
        inside "$in" "$derain" /tmp/in/lighthouse.png --quiet -o "/tmp/out/$what.$format"
        cmp "$in/tmp/out/$what.$format" "$work/expected/lighthouse.$format" || fail "$what: other bytes than the build's"
    done
    inside "$in" "$derain" - --quiet <"$root/tools/samples/window.jpg" >"$work/piped.jpg"
    cmp "$work/piped.jpg" "$work/expected/window.jpg" || fail "$what: other bytes through pipes"
    DERAIN_OPTS=-Xlog:class+load:file=/tmp/out/loaded inside "$in" "$derain" models >/dev/null
    loaded=$(grep -c 'source: shared objects file' "$in/tmp/out/loaded") || true
    [ "$loaded" -gt 800 ] || fail "$what: only $loaded classes come from the archive"
    after=$(cd "$in" && find . -path ./proc -prune -o -path ./tmp -prune -o -print | LC_ALL=C sort)
    [ "$before" = "$after" ] || fail "$what: it writes where it is installed: $(diff <(echo "$before") <(echo "$after"))"
    ok "$what: version, help, info, five formats and a pipe, $loaded classes from the archive, nothing written beside"
}

# The other commands, each by something that only it can give.
try_commands() {
    local in=$1 derain=$2 name port=18431 words
    inside "$in" "$derain" add-rain /tmp/in/parrots.png --kind light --seed 1 -o /tmp/out/rainy/ >/dev/null
    inside "$in" "$derain" sheet /tmp/in -o /tmp/out/sheet.png >/dev/null
    inside "$in" "$derain" view /tmp/in/parrots.png /tmp/out/rainy/parrots.png -o /tmp/out/view.html >/dev/null
    inside "$in" "$derain" export lite -o /tmp/out/lite.onnx >/dev/null
    inside "$in" "$derain" eval --rain /tmp/out/rainy --clean /tmp/in >"$in/tmp/out/eval"
    grep -q 'mean of 1' "$in/tmp/out/eval" || fail "eval scores nothing: $(cat "$in/tmp/out/eval")"
    for name in rainy/parrots.png sheet.png view.html lite.onnx; do
        [ -s "$in/tmp/out/$name" ] || fail "no $name came"
    done
    inside "$in" "$derain" inspect lite | grep '1,778,320' >/dev/null || fail "inspect tells nothing"
    inside "$in" "$derain" devices 2>&1 | grep -E 'OpenCL|^ *[0-9]' >/dev/null || fail "devices tells nothing"
    if command -v curl >/dev/null; then
        set_words "$in" "$derain" serve --port $port
        "${words[@]}" >"$work/served" 2>&1 &
        server=$!
        curl --silent --retry 40 --retry-delay 1 --retry-connrefused --data-binary "@$root/tools/samples/lighthouse.png" \
            -o "$work/served.png" "http://127.0.0.1:$port/derain" || fail "serve does not answer: $(cat "$work/served")"
        cmp "$work/served.png" "$work/expected/lighthouse.png" || fail "serve gives other bytes"
        kill $server
        wait $server || true
        server=
        ok "serve: the same bytes over HTTP"
    else
        leave_out "serve, since there is no curl"
    fi
    ok "add-rain, sheet, view, export, eval, inspect, devices"
}

# A root for chroot: Debian's own layer of the image, in which there must be no Java.
make_bare_root() {
    python3 "$here/image.py" unpack "$image" "$1" "$2"
    mkdir -p "$2/tmp/in" "$2/tmp/out"
    cp "$root"/tools/samples/{lighthouse.png,parrots.png,bridge.jpg,window.jpg} "$2/tmp/in/"
    chmod 1777 "$2/tmp/out"
}

target=$root/tools/cli/target
jar=$(basename "$(built_jar cli)" .jar)
[ -n "$jar" ] && [ -f "$packages/SHA256SUMS" ] || fail "nothing is built yet, or not to its end; run tools/package/build.sh."
version=${jar#derain4j-cli-}
[ -n "$(package "derain4j-$version.zip")" ] || fail "the packages are not of $version, as the build is; run tools/package/build.sh."
rm -rf "$work"
mkdir -p "$work/expected"
(cd "$packages" && sha256sum --quiet -c SHA256SUMS) || fail "the sums do not fit"
for format in png jpg tiff webp bmp; do
    "$root/tools/bin/derain" "$root/tools/samples/lighthouse.png" --quiet -o "$work/expected/lighthouse.$format"
done
"$root/tools/bin/derain" - <"$root/tools/samples/window.jpg" >"$work/expected/window.jpg" 2>/dev/null

# The jars alone, on the JDK of this machine.
any=$work/any
mkdir "$any"
unzip -q "$(package "derain4j-$version.zip")" -d "$any"
XDG_CACHE_HOME=$work/cache "$any/derain4j-$version/bin/derain" "$root/tools/samples/lighthouse.png" --quiet -o "$work/any.png"
cmp "$work/any.png" "$work/expected/lighthouse.png" || fail "the jars alone give other bytes"
grep -q "$jar.jar" "$any/derain4j-$version/bin/derain.cmd" || fail "derain.cmd names another jar"
for wait in {1..120}; do # the cache of classes is made in the background
    compgen -G "$work/cache/derain4j/classes-*.jsa.making" >/dev/null || break
    sleep 1
done
compgen -G "$work/cache/derain4j/classes-*.jsa" >/dev/null || fail "the jars alone make no cache of their classes"
ok "the jars alone: the same bytes on this machine's JDK, and a cache of classes; macOS is not tried here"
if command -v wine >/dev/null && command -v x86_64-w64-mingw32-gcc >/dev/null; then
    "$here/try-windows.sh" "$any/derain4j-$version"
    ok "derain.cmd on Wine"
else
    leave_out "derain.cmd, since there is no Wine or no compiler for Windows (Debian: apt install wine gcc-mingw-w64-x86-64)"
fi
"$here/sizes.py" "$root/docs/install.md" "$packages" "$version"
ok "the sizes are those of docs/install.md"

# The pages and completions, by their own programs.
share=$any/derain4j-$version/share
if command -v man >/dev/null; then
    for page in "$share"/man/man1/*.1; do
        problems=$(man --warnings=w -l "$page" 2>&1 >/dev/null) || true
        [ -z "$problems" ] || fail "$page: $problems"
    done
    ok "$(ls "$share/man/man1" | wc -l) manual pages without a warning"
else
    leave_out "the manual pages, since there is no man (Debian: apt install man-db)"
fi

image=$(package "derain4j-$version-container-*.tar")
if [ -z "$image" ]; then
    leave_out "the container image, the .deb and all that needs a bare root, since build.sh made no image"
elif [ "$(id -u)" != 0 ] || ! unshare --mount --pid --fork true 2>/dev/null; then
    leave_out "all that needs a bare root, since this user may not unshare and chroot"
else
    python3 "$here/image.py" check "$image"
    if command -v skopeo >/dev/null; then
        for kind in docker oci; do
            skopeo --insecure-policy copy -q "$kind-archive:$image" "dir:$work/$kind" || fail "skopeo refuses the image"
        done
        ok "the image is taken by skopeo, as Docker's archive and as OCI's"
    else
        leave_out "what skopeo says of the image, since there is none (Debian: apt install skopeo)"
    fi

    make_bare_root all "$work/container"
    user=1000:1000 try_command "$work/container" /usr/bin/derain container

    make_bare_root 1 "$bare"
    more=$(find "$bare"/usr/share/{doc,man,locale} -type f ! -name copyright 2>/dev/null | head -1) || true
    [ -z "$more" ] || fail "the image has what nobody reads in a container: $more"
    ! inside "$bare" java -version 2>/dev/null || fail "there is a Java in the bare root"
    mkdir "$bare/opt/with blanks"
    tar -xf "$(package "derain4j-$version-linux-*.tar.gz")" -C "$bare/opt/with blanks"
    tree=("$bare/opt/with blanks"/*)
    ln -s "${tree[0]#"$bare"}/bin/derain" "$bare/usr/local/bin/derain"
    try_command "$bare" /usr/local/bin/derain tar.gz
    said=$(chroot "$bare" /usr/local/bin/derain --version 2>&1) && fail "it runs without a /proc"
    [[ $said == "derain: there is no /dev/fd here, "* ]] || fail "without a /proc it says: $said"
    try_commands "$bare" /usr/local/bin/derain

    mkdir "$work/zip"
    unzip -q "$(package "derain4j-$version-linux-*.zip")" -d "$work/zip"
    diff -r --no-dereference "$work/zip" "$bare/opt/with blanks" || fail "the zip holds other files than the tar.gz"
    diff <(cd "$work/zip" && find . -printf '%p %m %T@\n' | sort) <(cd "$bare/opt/with blanks" && find . -printf '%p %m %T@\n' | sort) |
        grep -v ' 777 \| \. ' | grep '^[<>] \./' && fail "the zip has other permissions or times than the tar.gz"
    ok "zip: the files, permissions and times of the tar.gz"
    rm "$bare/usr/local/bin/derain"
    rm -r "$bare/opt/with blanks"

    deb=$(package "derain4j_*.deb")
    cp "$deb" "$bare/tmp/"
    rm "$bare/etc/dpkg/dpkg.cfg.d/99mmdebstrap" # by which the image leaves manual pages out
    before=$(find "$bare/usr" "$bare/etc" "$bare/opt" "$bare/var/lib" | grep -v '/dpkg/' | LC_ALL=C sort)
    user=0:0 inside "$bare" dpkg -i "/tmp/$(basename "$deb")" >/dev/null
    try_command "$bare" /usr/bin/derain deb
    for file in share/man/man1/derain.1.gz share/man/man1/derain-serve.1.gz share/bash-completion/completions/derain \
        share/zsh/vendor-completions/_derain share/fish/vendor_completions.d/derain.fish share/doc/derain4j/copyright \
        share/doc/derain4j/THIRD-PARTY.txt lib/derain4j/runtime/legal/java.base/LICENSE; do
        [ -s "$bare/usr/$file" ] || fail "the .deb brings no $file"
    done
    grep '^IMPLEMENTOR=' "$bare/usr/lib/derain4j/runtime/release" >/dev/null || fail "the .deb does not name the vendor of its Java"
    user=0:0 inside "$bare" dpkg --verify derain4j
    user=0:0 inside "$bare" dpkg --purge derain4j >/dev/null
    after=$(find "$bare/usr" "$bare/etc" "$bare/opt" "$bare/var/lib" | grep -v '/dpkg/' | LC_ALL=C sort)
    [ "$before" = "$after" ] || fail "the .deb leaves something behind: $(diff <(echo "$before") <(echo "$after"))"
    ok "deb: pages, completions and licences are there; goes without a trace"
fi

# What the jars refer to is in the Java that build.sh links.
jdk=$(find_jdk)
jars=$any/derain4j-$version/app
modules=$("$jdk/bin/jdeps" --ignore-missing-deps --multi-release 25 --print-module-deps --module-path "$jars/lib" \
    "$jars"/*.jar "$jars"/lib/*.jar 2>/dev/null | tail -1)
for module in ${modules//,/ }; do
    grep -q "^readonly MODULES=.*\b$module\b" "$here/build.sh" || fail "the jars need $module, which build.sh does not link"
done
ok "modules: $modules"

rm -rf "$work"
echo "try: $tried tried, $left_out left out"
