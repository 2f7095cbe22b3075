#!/usr/bin/env bash
# Tries derain.cmd of the unpacked package PACKAGE on Wine's cmd, with a java.exe that tells how it was called: tools/package/try-windows.sh
# PACKAGE. It needs Wine and a compiler for Windows; a real Windows, and a real Java there, are not tried, nor is % in names, which
# Wine's cmd takes otherwise.
set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
package=$(cd "${1:?usage: tools/package/try-windows.sh PACKAGE}" && pwd)
work=$(mktemp -d)
export WINEPREFIX=$work/wine WINEDEBUG=-all
trap 'wineserver -k 2>/dev/null || true; rm -rf "$work"' EXIT
tried=0

fail() {
    echo "try-windows: FAILED: $1" >&2
    exit 1
}

# The path $1 as Windows has it.
windows() {
    echo "Z:${1//\//\\}"
}

# Runs the line $1 as a batch file of its own has it, after the lines $2; puts into $said what comes, and into $code its exit code.
type_line() {
    printf '%s\r\n' '@echo off' "set \"PATH=$(windows "$work/empty")\"" 'set JAVA_HOME=' 'set DERAIN_JAVA_HOME=' "${2:-}" "$1" >"$work/typed.cmd"
    code=0
    said=$(cd "$work" && timeout 60 wine cmd /c typed.cmd 2>"$work/errors" </dev/null) || code=$?
    said=${said//$'\r'/}
    errors=$(tr -d '\r' <"$work/errors")
}

# The line $1 after the lines $2 ends with code $3, and its Java is given, behind the options, what the other arguments say.
gives() {
    local line=$1 before=$2 wanted=$3 given
    shift 3
    type_line "$line" "$before"
    [ "$code" = "$wanted" ] || fail "$line ends with $code, not $wanted: $said $errors"
    given=${said#*$'\n'org.derain4j.cli.}
    [ "$given" = "$(printf '%s\n' "$@")" ] || fail "$line gives Java: $said $errors"
    tried=$((tried + 1))
}

# The line $1 after the lines $2 ends with code 2 and one sentence in which $3 stands, and starts no Java.
refuses() {
    type_line "$1" "$2"
    [ "$code" = 2 ] && [ -z "$said" ] || fail "$1 after $2 ends with $code and says: $said $errors"
    [[ $errors == "derain: "*"$3"*. && $errors != *$'\n'* ]] || fail "$1 after $2 says: $errors"
    tried=$((tried + 1))
}

# A Java of version $2, or of none that it tells, in folder $1.
make_java() {
    mkdir -p "$1/bin"
    cp "$work/java.exe" "$1/bin/"
    [ -z "$2" ] || printf 'IMPLEMENTOR="A & B"\nJAVA_VERSION="%s"\nMODULES="java.base java.xml"\n' "$2" >"$1/release"
}

x86_64-w64-mingw32-gcc -O1 -o "$work/java.exe" "$here/windows.c"
mkdir "$work/empty"
wine cmd /c rem >/dev/null 2>&1 || fail "Wine does not start"
for place in plain 'a place (x86) & m^re!'; do
    mkdir -p "$work/$place"
    cp -r "$package" "$work/$place/derain4j"
    for version in 25.0.3 26-ea 17.0.12 1.8.0_402; do
        make_java "$work/$place/java-$version" "$version"
    done
    make_java "$work/$place/untold" ""
    typed=$(windows "$work/$place")
    derain="\"$typed\\derain4j\\bin\\derain.cmd\""

    for home in 25.0.3 26-ea; do
        gives "$derain a.jpg" "set \"JAVA_HOME=$typed\\java-$home\"" 0 Derain a.jpg
    done
    [[ $said == *$'\n'"@"*"derain.options"$'\n'"@"*"kernels.options"$'\n'* ]] || fail "Java has no files of options: $said"
    for home in java-17.0.12 java-1.8.0_402 untold; do
        gives "$derain a.jpg" "set \"JAVA_HOME=$typed\\$home\"" 0 Main a.jpg
        [[ $said != *options* ]] || fail "an old Java is given options that it may not know: $said"
    done
    gives "$derain a.jpg" "set \"PATH=$typed\\java-25.0.3\\bin\"" 0 Derain a.jpg
    gives "$derain a.jpg" "set \"JAVA_HOME=$typed\\java-17.0.12\"
set \"DERAIN_JAVA_HOME=$typed\\java-25.0.3\\\"" 0 Derain a.jpg
    gives "$derain a.jpg" "set JAVA_HOME=\"$typed\\java-25.0.3\"" 0 Derain a.jpg # as some put quotes around it
    java="set \"JAVA_HOME=$typed\\java-25.0.3\""
    gives "$derain \"a b.jpg\" \"c&d^e.jpg\" f!g!.jpg (1).jpg -o=\"x y\" \"\" \"say \\\"hi\\\"\"" "$java" 0 \
        Derain 'a b.jpg' 'c&d^e.jpg' 'f!g!.jpg' '(1).jpg' '-o=x y' '' 'say "hi"'
    gives "$derain a.jpg" "$java
set DERAIN_OPTS=-Xmx4g \"-Dx=a b\"
set DERAIN_CLASSPATH=\"Z:\\more & more.jar\"" 0 Derain a.jpg
    [[ $said == *$'\n-Xmx4g\n-Dx=a b\n-cp\n'*';Z:\more & more.jar'$'\n'* ]] || fail "Java has not the options and jars asked for: $said"
    gives "$derain a.jpg" "set \"JAVA_HOME=$typed\\java-17.0.12\"
set DERAIN_OPTS=--new" 0 Main a.jpg
    [[ $said != *--new* ]] || fail "an old Java is given options that it may not know: $said"
    for number in 1 2 130; do
        gives "$derain a.jpg" "$java
set EXIT_CODE=$number" $number Derain a.jpg
        gives "$derain a.jpg" "set \"JAVA_HOME=$typed\\untold\"
set EXIT_CODE=$number" $number Main a.jpg
    done
    refuses "$derain a.jpg" "" 'winget install'
    refuses "$derain a.jpg" "set \"JAVA_HOME=$typed\\none\"" 'none\bin\java.exe"; point JAVA_HOME'
    refuses "$derain a.jpg" "$java
set \"DERAIN_JAVA_HOME=$typed\\none\"" 'none\bin\java.exe"; point DERAIN_JAVA_HOME'
    cp "$work/$place/derain4j/bin/derain.cmd" "$work/$place/"
    refuses "\"$typed\\derain.cmd\" a.jpg" "$java" 'leave derain.cmd'
done
echo "try-windows: $tried lines on $(wine --version)"
