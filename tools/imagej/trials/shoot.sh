#!/usr/bin/env bash
# Takes pictures of the plugin in ImageJ: shoot.sh JAR IJ_JAR FOLDER [PICTURE] writes dialog.png, work.png and result.png into FOLDER,
# and both of dialog and result beside each other as imagej.png. Needs Xvfb, xdotool, ImageMagick and openbox (for titles of windows),
# and a JDK 25 as $JAVA_HOME. Look at them before they go anywhere.
set -euo pipefail
here=$(cd "$(dirname "$0")/../../.." && pwd)
jar=$(realpath "$1") ij=$(realpath "$2") out=$(realpath -m "$3") picture=$(realpath "${4:-$here/tools/samples/lighthouse.png}")
for program in Xvfb xdotool import openbox "$JAVA_HOME/bin/java"; do
    command -v "$program" >/dev/null || { echo "$program is missing" >&2; exit 1; }
done
work=$(mktemp -d)
mkdir -p "$out" "$work/plugins" "$work/home"
cp "$jar" "$work/plugins/"
convert "$picture" -crop 320x340+0+50 +repage "$work/street.png"

exec 3< <(exec Xvfb -displayfd 1 -screen 0 760x530x24 -nolisten tcp 2>/dev/null)
screen=$!
trap 'kill $screen; rm -r "$work"' EXIT
read -r -u 3 number
export DISPLAY=:$number
HOME=$work/home openbox 2>/dev/null &

cat > "$work/street.ijm" <<END
open("$work/street.png");
run("Derain...");
END
"$JAVA_HOME/bin/java" --add-modules jdk.incubator.vector -Xmx2g -Duser.home="$work/home" -Dplugins.dir="$work" -cp "$ij" \
    ij.ImageJ -macro "$work/street.ijm" >/dev/null 2>&1 &
imagej=$!

window() { timeout 90 xdotool search --sync --onlyvisible --name "$1" | tail -1; }
main=$(window '^ImageJ$')
dialog=$(window '^Derain')
image=$(window '^street')
sleep 2
xdotool windowminimize "$image" # what ImageJ wrote above the image before the window had a frame goes with it
sleep 1
xdotool windowactivate --sync "$image" windowactivate --sync "$dialog"
xdotool windowmove "$main" 8 4 windowmove "$image" 8 124 windowmove "$dialog" 352 150
sleep 1
import -window root "$out/dialog.png"

xdotool windowactivate --sync "$dialog" key Return
sleep "${WORK:-1}"
import -window root "$out/work.png"
sleep "${WAIT:-15}"
import -window root "$out/result.png"
kill "$imagej"
desk="-fill #67727b -draw" # the screen's black
convert "$out/dialog.png" $desk 'color 750,520 floodfill' -crop 664x516+0+0 +repage "$work/left.png"
convert "$out/result.png" $desk 'color 750,520 floodfill' -crop 342x396+6+120 +repage "$work/right.png"
convert -background '#67727b' -gravity south "$work/left.png" "$work/right.png" +append \
    -dither None -colors 256 -define png:compression-level=9 "$out/imagej.png"
ls -l "$out"
