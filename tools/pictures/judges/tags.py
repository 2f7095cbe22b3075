"""What exiftool finds in files, and what of it may differ between a picture and its result."""
import json
import re
import subprocess
from pathlib import Path

# Facts of the file and of how pixels are stored, no words of the owner's.
STORAGE = re.compile(r"""(SourceFile|ExifTool|System|File|Composite):?
    |(APP14|Adobe|MPF\d*|MPImage\d*|IFD[1-9]|SubIFD\d*|GlobParamIFD|Ducky|AFCP|Trailer|FPXR|JPS|NITF|HDRGainCurve|JUMBF):
    |PNG:(ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace|Palette|Transparency|BackgroundColor
        |SignificantBits|PaletteHistogram|Animation|ModifyDate|SRGBRendering|Warning|FractalParameters|GIF|Datecreate|Datemodify)
    |(RIFF|WebP):|VP8
    |BMP:
    |JFIF:(JFIFVersion|Thumbnail)
    |IFD0:(SubfileType|OldSubfileType|ImageWidth|ImageHeight|BitsPerSample|Compression|PhotometricInterpretation|Thresholding|FillOrder
        |StripOffsets|Orientation|SamplesPerPixel|RowsPerStrip|StripByteCounts|MinSampleValue|MaxSampleValue|PlanarConfiguration
        |GrayResponse|T4Options|T6Options|TransferFunction|Predictor|ColorMap|HalftoneHints|Tile|SubIFD|A100DataOffset|InkSet|NumberofInks
        |ExtraSamples|SampleFormat|SMinSampleValue|SMaxSampleValue|JPEG|YCbCr|ReferenceBlackWhite|FreeOffsets|FreeByteCounts|OtherImage
        |PageNumber|Thumbnail|Preview)
    |ExifIFD:(ExifImageWidth|ExifImageHeight|ComponentsConfiguration|CompressedBitsPerPixel)
    |XMP-tiff:(Orientation|ImageWidth|ImageHeight|BitsPerSample|Compression|PhotometricInterpretation|SamplesPerPixel|PlanarConfiguration
        |YCbCr)
    |XMP-exif:(ExifImageWidth|ExifImageHeight|PixelXDimension|PixelYDimension)
    |XMP-xmp:Thumbnails
    |(Photoshop|XMP-photoshop|IPTC2?):.*(Thumbnail|Preview|IPTCDigest)""", re.X | re.I)
COPY = re.compile(r":Copy\d+(?=:)|(?<=IPTC)\d+(?=:)")
BATCH = 300


def of(files):
    """exiftool's view, path to {tag's name with its group of family 1: its values, where it has several}."""
    found = {}
    files = [str(f) for f in files]
    for at in range(0, len(files), BATCH):
        done = subprocess.run(["exiftool", "-j", "-G1:4", "-a", "-u", "-n", "-api", "largefilesupport=1", "-@", "-"],
                              input="\n".join(files[at:at + BATCH]), capture_output=True, text=True, errors="replace")
        for entry in json.loads(done.stdout or "[]", strict=False):
            found[Path(entry["SourceFile"])] = _gathered(entry)
    return found


def _gathered(entry):
    """Which of several tags of one name comes first says nothing."""
    values = {}
    for key, value in entry.items():
        values.setdefault(COPY.sub("", key), []).append(value)
    return {key: several[0] if len(several) == 1 else several for key, several in values.items()}


def owner(tags):
    """Only what the owner put in."""
    return {key: value for key, value in tags.items() if not STORAGE.match(key) and not _empty(key, value)}


def _empty(key, value):
    """JFIF's way to say no resolution."""
    return key.startswith("JFIF:") and (value == 1 and key.endswith("Resolution") or value == 0 and key.endswith("Unit"))


def group(key):
    """EXIF, GPS, MakerNotes, XMP, IPTC, ICC, PNG, ... of a tag's full name."""
    name = key.split(":")[0]
    if name in ("IFD0", "ExifIFD", "InteropIFD"):
        return "EXIF"
    if name.startswith("XMP"):
        return "XMP"
    if name.startswith("ICC"):
        return "ICC"
    if name in ("GPS", "IPTC", "Photoshop", "PNG", "JFIF") or name.startswith("PNG-"):
        return name
    return "other blocks, such as maker notes"


def lost(before, after):
    """Owner's tags that are not there any more, or not the same: {tag: (before, after or None)}."""
    then, now = owner(before), owner(after)
    return {key: (value, now.get(key)) for key, value in then.items() if not _same(value, now.get(key))}


def _same(a, b):
    """All of the values are still there."""
    if isinstance(a, list) or isinstance(b, list):
        a, b = (v if isinstance(v, list) else [v] for v in (a, b))
        return all(any(_same(x, y) for y in b) for x in a)
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) <= 1e-6 * max(1, abs(a))
    return a == b


def orientation(tags):
    """As the first of the blocks says that a viewer looks at."""
    for key in ("IFD0:Orientation", "XMP-tiff:Orientation"):
        if isinstance(tags.get(key), int) and 1 <= tags[key] <= 8:
            return tags[key]
    return 1
