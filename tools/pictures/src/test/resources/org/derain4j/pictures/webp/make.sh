#!/usr/bin/env bash
# Makes the WebP files of this folder again: Debian's python3-pil and webp (cwebp 1.2.4). The tests know the pictures' levels.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
/usr/bin/python3 - "$work" <<'P'
import sys
from PIL import Image
picture = Image.new("RGBA", (40, 24))
picture.putdata([(6 * x, 10 * y, 3 * (x + y), 255 - 6 * x) for y in range(24) for x in range(40)])
picture.save(sys.argv[1] + "/alpha.png")
picture.convert("RGB").save(sys.argv[1] + "/plain.png")
Image.new("RGB", (2000, 1500), (10, 200, 30)).save(sys.argv[1] + "/flat.png")
P
cwebp -quiet -q 95 "$work/plain.png" -o lossy.webp
cwebp -quiet -q 95 -alpha_filter best "$work/alpha.png" -o lossy-alpha.webp
cwebp -quiet -lossless -exact "$work/alpha.png" -o lossless.webp
cwebp -quiet -lossless "$work/flat.png" -o flat.webp
rm -r "$work"
