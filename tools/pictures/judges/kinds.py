#!/usr/bin/env python3
"""Packs one small picture of every kind, for the tests that change them at random: kinds.py OUT.zip"""
import re
import sys
import tempfile
import zipfile
from pathlib import Path

import generate

KINDS = re.compile(r"""^\d+-(420-q75|progressive-420|411|grey-progressive|restart|rgb-components|cmyk-profile|ycck-profile|orientation-6|everything|exif|xmp
    |iptc|photoshop|segments-of-100|mpf-lies|1x8|2x8|3x8|4x8|1x16|2x16|3x16|4x16|3x16-interlaced|grey-1-interlaced|palette-2-alpha|3x8-trns|apng|raw-profile|ztext
    |itext-compressed|cicp|gamma-chromaticities|hist-crc|3x8-tiles|3x16-planar|3x8-big|3x12|1x10-deflate|3-tiff_lzw|3x8-predictor|1-packbits|group4|jpeg|palette-4
    |lab|3x8-premultiplied|3x8-2-unspecified|1x16-alpha-unspecified|three|preview-below|white-is-zero-2|float-32|lossless-3|lossless-4|lossy-3|lossy-4
    |lossy-everything|animated|rgb-24|grey-8|palette-8|palette-rle|1-bit|top-down|alpha-32)\.(jpg|png|tif|webp|bmp)$""", re.X)
SEED = 7


def main():
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        made = [case.name for case in generate.generate(SEED, folder, height=9, width=14) if KINDS.match(case.name)]
        for name in made:
            out.writestr(zipfile.ZipInfo(name), (Path(folder) / name).read_bytes(), zipfile.ZIP_DEFLATED)
        print(f"{len(made)} kinds, {sum((Path(folder) / n).stat().st_size for n in made)} bytes, {Path(sys.argv[1]).stat().st_size} packed")


if __name__ == "__main__":
    main()
