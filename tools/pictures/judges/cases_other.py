"""WebP, BMP, and pictures of formats that are not read."""
import io
import struct

import numpy as np
from PIL import Image

import blocks
import files
from cases import upright


def add(c):
    _webp(c)
    _webp_refused(c)
    _bmp(c)
    _others(c)


def _decoded(data):
    with Image.open(io.BytesIO(data)) as image:
        array = np.asarray(image.convert("RGBA" if image.mode == "RGBA" else "RGB"))
    return array


def _webp(c):
    def kept(property, name, scene, lossless, orientation=1, **expected):
        options = expected.pop("options", {})
        data = files.pillow_bytes(files.picture(scene), "WEBP", **{"lossless": lossless, "quality": 90, "exact": True, **options})
        data = expected.pop("changed", lambda d: d)(data)
        c.add("WebP", property, name, data, upright(_decoded(data), orientation), bound=0 if lossless else -1, lossless=lossless, orientation=orientation,
              **expected)

    for lossless in (True, False):
        kind = "lossless" if lossless else "lossy"
        for channels in (3, 4):
            kept("8 bits" + ", alpha" * (channels == 4), f"{kind}-{channels}", c.scene(channels, height=48, width=61), lossless)
        for name, profile in blocks.PROFILES.items():
            kept("profile", f"{kind}-{name}", c.scene(), lossless, options={"icc_profile": profile})
        kept("EXIF, GPS, maker note", f"{kind}-exif", c.scene(), lossless, options={"exif": blocks.exif()})
        kept("EXIF, GPS, maker note", f"{kind}-exif-prefix", c.scene(4), lossless, options={"exif": b"Exif\0\0" + blocks.exif()})
        kept("XMP", f"{kind}-xmp", c.scene(), lossless, options={"xmp": blocks.xmp()})
        kept("everything", f"{kind}-everything", c.scene(4), lossless, 5,
             options={"xmp": blocks.xmp(5), "exif": blocks.exif(orientation=5), "icc_profile": blocks.PROFILES["Display P3"]})
        kept("broken but whole", f"{kind}-garbage-behind", c.scene(), lossless, changed=lambda d: d + b"garbage" * 30)
        kept("broken but whole", f"{kind}-unknown-chunk", c.scene(), lossless, options={"xmp": blocks.xmp()},
             changed=lambda d: files.riff([*files.riff_chunks(d), (b"mine", b"anything")]))
        kept("broken but whole", f"{kind}-profile-cut", c.scene(), lossless, options={"icc_profile": blocks.PROFILES["sRGB"][:300]}, note="profile|icc",
             profile="none", lost=["ICC.*"])
        kept("size", f"{kind}-1x1", c.scene(3, 8, 1, 1), lossless)
    for orientation in range(1, 9):
        kept("orientation", f"orientation-{orientation}", c.scene(), orientation % 2 == 0, orientation, options={"exif": blocks.exif(orientation=orientation)})
    for quality in (50, 75, 95):
        kept("quality", f"lossy-q{quality}", c.scene(3, 8, 48, 61), False, options={"quality": quality})
    frames = [files.picture(c.scene(4)) for _ in range(3)]
    data = files.pillow_bytes(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True, exact=True)
    c.add("WebP", "animation", "animated", data, _decoded(data), note="anim|frame")


def _webp_refused(c):
    lossy = files.pillow_bytes(files.picture(c.scene(4, 8, 60, 60)), "WEBP", quality=90)
    lossless = files.pillow_bytes(files.picture(c.scene(3, 8, 60, 60)), "WEBP", lossless=True)
    for name, data in (("lossy", lossy), ("lossless", lossless)):
        c.add("WebP", "cut short", f"{name}-cut", data[:len(data) * 2 // 3], expect="damaged")
        c.add("WebP", "damaged", f"{name}-header-only", data[:20], expect="damaged")
    at = lossy.index(b"\x9d\x01\x2a") + 3
    c.add("WebP", "damaged", "sizes-disagree", lossy[:at] + b"\xff\x3f\xff\x3f" + lossy[at + 4:], expect="damaged")


def _bmp(c):
    def kept(property, name, data, pixels, **expected):
        c.add("BMP", property, name, data, pixels, **expected)

    scene = c.scene()
    bmp = files.pillow_bytes(files.picture(scene), "BMP")
    kept("8 bits", "rgb-24", bmp, scene)
    grey = c.scene(1)
    kept("8 bits", "grey-8", files.pillow_bytes(files.picture(grey), "BMP"), grey)
    palette = files.picture(scene).quantize(64)
    kept("palette", "palette-8", files.pillow_bytes(palette, "BMP"), np.asarray(palette.convert("RGB")))
    kept("palette", "palette-rle", files.by_magick(palette.convert("RGB"), "a.bmp", "-type", "palette", "-compress", "RLE"),
         np.asarray(palette.convert("RGB")))
    black = c.scene(1, 1) * 255
    kept("1 bit", "1-bit", files.pillow_bytes(files.picture(black).convert("1"), "BMP"), black)
    rows = files.picture(scene).tobytes("raw", "BGR")
    line, stride = 3 * c.width, (3 * c.width + 3) // 4 * 4
    top_down = struct.pack("<2sIHHIIiiHHIIiiII", b"BM", 54 + c.height * stride, 0, 0, 54, 40, c.width, -c.height, 1, 24, 0, 0, 3780, 3780, 0, 0)
    stored = b"".join(rows[i * line:(i + 1) * line].ljust(stride, b"\0") for i in range(c.height))
    kept("orientation", "top-down", top_down + stored, scene)
    kept("resolution", "resolution", bmp[:38] + struct.pack("<ii", 11811, 11811) + bmp[46:], scene)
    four = c.scene(4)
    masks = struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    header = struct.pack("<2sIHHIIiiHHIIiiII", b"BM", 122 + four.size, 0, 0, 122, 108, c.width, -c.height, 1, 32, 3, four.size, 2835, 2835, 0, 0) + masks + b"BGRs" + bytes(48)
    c.add("BMP", "alpha", "alpha-32", header + four[..., [2, 1, 0, 3]].astype(np.uint8).tobytes(), four, expect="unwritable")
    kept("broken but whole", "garbage-behind", bmp + b"garbage" * 20, scene)
    c.add("BMP", "cut short", "cut", bmp[:len(bmp) * 2 // 3], expect="damaged", lenient=True)
    c.add("BMP", "damaged", "header-only", bmp[:30], expect="damaged")


def _others(c):
    """What is not read is named, with a way to convert it."""
    scene = files.picture(c.scene())
    def ftyp(brand):
        return struct.pack(">I4s4sI4s4s", 24, b"ftyp", brand, 0, b"mif1", brand) + bytes(200)
    for name, data in (("GIF", files.pillow_bytes(scene.quantize(16), "GIF")), ("JP2", files.pillow_bytes(scene, "JPEG2000")),
                       ("HEIC", ftyp(b"heic")), ("AVIF", ftyp(b"avif")), ("CR3", ftyp(b"crx ")), ("PSD", b"8BPS\0\1" + bytes(200)),
                       ("JXL", b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(100)), ("JXL", b"\xff\x0a" + bytes(100)),
                       ("CR2", b"II*\0\x10\0\0\0CR\2\0" + bytes(200)), ("RAF", b"FUJIFILMCCD-RAW 0201" + bytes(200)), ("RW2", b"IIU\0" + bytes(200)),
                       ("ORF", b"IIRO\x08\0\0\0" + bytes(200)), ("ICO", b"\0\0\1\0\1\0" + bytes(100)), ("PNM", b"P6 2 2 255\n" + bytes(12)),
                       ("SVG", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("PDF", b"%PDF-1.7\n" + bytes(100))):
        c.add(name, "other formats", f"{name.lower()}-{len(data)}", data, expect="unsupported")
    c.add("text", "other formats", "text", b"no picture at all", expect="unsupported")
    c.add("PNG", "other formats", "empty", b"", expect="damaged")
