#!/usr/bin/env bash
# Lets other programs judge what the derain command makes of pictures. Installs nothing; what is missing is named, and what it would judge is left out.
# Debian: apt-get install python3-pil python3-numpy libimage-exiftool-perl imagemagick webp pngcheck libtiff-tools
set -euo pipefail
cd "$(dirname "$0")"

python=/usr/bin/python3 # Debian's, which has Debian's Pillow and NumPy
missing=()
"$python" -c 'import PIL, numpy' 2>/dev/null || missing+=("Pillow and NumPy (python3-pil, python3-numpy)")
command -v exiftool >/dev/null || missing+=("exiftool (libimage-exiftool-perl)")
[ -x /usr/bin/convert-im6.q16 ] || missing+=("ImageMagick (imagemagick)")
if [ ${#missing[@]} -gt 0 ]; then
    printf 'the judges of picture files are left out, all %d: there is no %s\n' "$(grep -c '^def check_' checks.py)" "${missing[0]}"
    exit 0
fi
for tool in "dwebp:webp:the pixels of WebP once more" "webpinfo:webp:whether a WebP is well formed" "pngcheck:pngcheck:whether a PNG is well formed" \
    "tiffinfo:libtiff-tools:whether a TIFF is well formed"; do
    IFS=: read -r name package what <<<"$tool"
    command -v "$name" >/dev/null || echo "left out without $name (package $package): $what"
done
exec "$python" judge.py "$@"
