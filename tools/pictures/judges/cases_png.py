"""PNG: all kinds of pixels, all chunks that say something, broken chunks, animations."""
import struct
import zlib

import numpy as np

import blocks
import files
from cases import upright
from files import chunk, png


def add(c):
    def kept(property, name, data, pixels, **expected):
        c.add("PNG", property, name, data, pixels, **expected)

    _pixels(c, kept)
    _words(c, kept)
    _broken(c, kept)


def _pixels(c, kept):
    for channels in (1, 2, 3, 4):
        for bits in (8, 16):
            for interlaced in (False, True):
                scene = c.scene(channels, bits)
                kept(f"{bits} bits" + (", alpha" if channels in (2, 4) else ""), f"{channels}x{bits}{'-interlaced' * interlaced}",
                     png(scene, bits, interlaced=interlaced), scene, bits=bits)
    for bits in (1, 2, 4):
        scene = c.scene(1, bits)
        full = np.round(scene * (255 / ((1 << bits) - 1)))
        kept("1, 2, 4 bits", f"grey-{bits}", png(scene, bits), full)
        kept("1, 2, 4 bits", f"grey-{bits}-interlaced", png(scene, bits, interlaced=True), full)
    for bits in (1, 2, 4, 8):
        palette = c.rng.integers(0, 256, (1 << bits, 3))
        index = c.rng.integers(0, 1 << bits, (c.height, c.width, 1))
        kept("palette", f"palette-{bits}", png(index, bits, colour=3, palette=palette), palette[index[..., 0]])
        alpha = c.rng.integers(0, 256, 1 << bits)
        kept("palette", f"palette-{bits}-alpha", png(index, bits, colour=3, palette=palette, between=chunk(b"tRNS", bytes(alpha.tolist()))),
             np.concatenate([palette, alpha[:, None]], 1)[index[..., 0]])
    for bits in (8, 16):
        top = (1 << bits) - 1
        for channels in (1, 3):
            scene = c.scene(channels, bits)
            hidden = scene[5, 6]
            alpha = np.where((scene == hidden).all(2, keepdims=True), 0, top)
            kept("transparent colour", f"{channels}x{bits}-trns", png(scene, bits, between=chunk(b"tRNS", hidden.astype(">u2").tobytes())),
                 np.concatenate([scene, alpha], 2), bits=bits)
    for height, width in ((1, 1), (1, 50), (50, 1), (3, 5)):
        scene = c.scene(3, 8, height, width)
        kept("size", f"{width}x{height}", png(scene, interlaced=True), scene)
    frames = chunk(b"acTL", struct.pack(">II", 2, 0)) + chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, c.width, c.height, 0, 0, 1, 10, 0, 0))
    scene = c.scene()
    second = chunk(b"fcTL", struct.pack(">IIIIIHHBB", 1, c.width, c.height, 0, 0, 1, 10, 0, 0)) + chunk(
        b"fdAT", struct.pack(">I", 2) + files._image_data(c.scene(), 8, False))
    kept("animation", "apng", png(scene, before=frames, after=second), scene, note="anim|frame")


def _words(c, kept):
    def tagged(property, name, before=b"", after=b"", channels=3, bits=8, **expected):
        scene = c.scene(channels, bits)
        kept(property, name, png(scene, bits, before=before, after=after), scene, bits=bits, **expected)

    for orientation in range(1, 9):
        scene = c.scene()
        kept("orientation", f"orientation-{orientation}", png(scene, before=chunk(b"eXIf", blocks.exif(orientation=orientation))),
             upright(scene, orientation), orientation=orientation)
    for name, profile in blocks.PROFILES.items():
        tagged("profile", name, files.iccp(profile))
        tagged("profile", name + "-16-alpha", files.iccp(profile), channels=4, bits=16)
    tagged("profile", "grey-1.8", files.iccp(blocks.GREY_18), channels=1)
    tagged("profile", "grey-1.8-16", files.iccp(blocks.GREY_18), channels=1, bits=16)
    tagged("EXIF, GPS, maker note", "exif", chunk(b"eXIf", blocks.exif()))
    tagged("EXIF, GPS, maker note", "exif-behind", after=chunk(b"eXIf", blocks.exif()), channels=4)
    tagged("XMP", "xmp", files.itxt(b"XML:com.adobe.xmp", blocks.xmp()))
    tagged("XMP", "xmp-compressed-behind", after=files.itxt(b"XML:com.adobe.xmp", blocks.xmp(), compressed=True))
    raw = blocks.photoshop()
    words = b"\niptc\n%8d\n" % len(raw) + b"\n".join(raw.hex().encode()[i:i + 72] for i in range(0, 2 * len(raw), 72)) + b"\n"
    tagged("IPTC", "raw-profile", files.ztxt(b"Raw profile type iptc", words))
    tagged("texts", "text", files.text(b"Title", b"Stra\xdfe") + files.text(b"Comment", b"second"))
    tagged("texts", "text-behind", after=files.text(b"Author", b"Somebody"))
    tagged("texts", "ztext", files.ztxt(b"Description", b"a long story. " * 50))
    tagged("texts", "itext", files.itxt(b"Title", "Straße 雨".encode(), b"de", "Titel".encode()))
    tagged("texts", "itext-compressed", files.itxt(b"Description", "雨が降る。".encode() * 40, b"ja", b"", True))
    tagged("texts", "twice-the-same", files.text(b"Comment", b"one") + files.text(b"Comment", b"two"))
    tagged("texts", "empty", files.text(b"Comment", b""))
    tagged("resolution", "metres", chunk(b"pHYs", struct.pack(">IIB", 11811, 11811, 1)))
    tagged("resolution", "ratio", chunk(b"pHYs", struct.pack(">IIB", 1, 2, 0)))
    gamma, chroma = chunk(b"gAMA", struct.pack(">I", 45455)), chunk(b"cHRM", struct.pack(">8I", *(round(v * 100000) for p in (
        blocks.DISPLAY_P3[3], *blocks.DISPLAY_P3[:3]) for v in p)))
    tagged("gAMA, cHRM, sRGB, cICP", "gamma", gamma)
    tagged("gAMA, cHRM, sRGB, cICP", "gamma-chromaticities", gamma + chroma, bits=16)
    tagged("gAMA, cHRM, sRGB, cICP", "linear", chunk(b"gAMA", struct.pack(">I", 100000)), bits=16)
    tagged("gAMA, cHRM, sRGB, cICP", "srgb", chunk(b"sRGB", b"\0"))
    tagged("gAMA, cHRM, sRGB, cICP", "cicp", chunk(b"cICP", bytes([12, 13, 0, 1])))
    tagged("gAMA, cHRM, sRGB, cICP", "cicp-pq", chunk(b"cICP", bytes([9, 16, 0, 1])), bits=16)
    tagged("gAMA, cHRM, sRGB, cICP", "grey-gamma", gamma, channels=2)
    tagged("time", "time", chunk(b"tIME", struct.pack(">HBBBBB", 2026, 5, 1, 12, 34, 56)))
    tagged("everything", "everything", files.iccp(blocks.PROFILES["Display P3"]) + chunk(b"eXIf", blocks.exif())
           + chunk(b"pHYs", struct.pack(">IIB", 2835, 2835, 1)) + files.itxt(b"XML:com.adobe.xmp", blocks.xmp()) + files.text(b"Title", b"all"),
           files.ztxt(b"Comment", b"behind"), channels=4, bits=16)


def _broken(c, kept):
    property = "broken but whole"
    scene = c.scene()
    deflated = zlib.compress(b"words")
    for name, part in (("text-crc", chunk(b"tEXt", b"Title\0words", True)), ("ztext-crc", chunk(b"zTXt", b"Title\0\0" + deflated, True)),
                       ("itext-crc", chunk(b"iTXt", b"Title\0\0\0\0\0words", True)), ("ztext-no-zlib", chunk(b"zTXt", b"Title\0\0words")),
                       ("ztext-cut", chunk(b"zTXt", b"Title\0\0" + deflated[:5])), ("text-no-keyword", chunk(b"tEXt", b"words" * 30)),
                       ("itext-cut", chunk(b"iTXt", b"Title\0\1")), ("itext-no-utf8", chunk(b"iTXt", b"Title\0\0\0\0\0\xff\xfe\xfd")),
                       ("splt-crc", chunk(b"sPLT", b"name\0\x08" + bytes(12), True)), ("splt-cut", chunk(b"sPLT", b"name\0\x08" + bytes(11))),
                       ("hist-without-palette", chunk(b"hIST", bytes(8))), ("hist-crc", chunk(b"hIST", bytes(8), True)),
                       ("private-crc", chunk(b"prVt", b"anything", True)), ("time-cut", chunk(b"tIME", b"\7")),
                       ("phys-cut", chunk(b"pHYs", bytes(3))), ("gamma-0", chunk(b"gAMA", bytes(4))), ("gamma-cut", chunk(b"gAMA", b"\1")),
                       ("srgb-9", chunk(b"sRGB", b"\x09")), ("exif-lies", chunk(b"eXIf", b"II*\0\xff\xff\xff\x7f")), ("exif-empty", chunk(b"eXIf")),
                       ("chromaticities-cut", chunk(b"cHRM", bytes(31))), ("bkgd-cut", chunk(b"bKGD", b"\0")), ("sbit-0", chunk(b"sBIT", bytes(3)))):
        kept(property, name, png(scene, before=part), scene, lost=[".*"])
        if name.endswith("crc"):
            kept(property, name + "-behind", png(scene, after=part), scene, lost=[".*"])
    kept(property, "profile-no-zlib", png(scene, before=chunk(b"iCCP", b"name\0\0garbage")), scene, note="profile|icc", profile="none", lost=[".*"])
    kept(property, "profile-cut", png(scene, before=files.iccp(blocks.PROFILES["sRGB"][:400])), scene, note="profile|icc", profile="none", lost=[".*"])
    kept(property, "no-end", png(scene, end=False), scene, note=".")
    kept(property, "end-cut", png(scene)[:-6], scene)
    kept(property, "garbage-behind", png(scene) + b"garbage" * 100, scene)
    kept(property, "png-behind", png(scene) + png(c.scene()), scene)
    whole = png(c.scene(height=60, width=60))
    for share in (0.4, 0.8):
        c.add("PNG", "cut short", f"cut-at-{share}", whole[:int(len(whole) * share)], expect="damaged", lenient=True)
    c.add("PNG", "cut short", "interlaced-cut", png(c.scene(3, 16), 16, interlaced=True)[:-1500], expect="damaged", lenient=True, bits=16)
    c.add("PNG", "damaged", "header-only", whole[:33], expect="damaged")
    c.add("PNG", "damaged", "header-cut", whole[:25], expect="damaged")
    c.add("PNG", "damaged", "no-zlib", png(scene, data=b"no stream at all" * 50), expect="damaged")
    c.add("PNG", "damaged", "no-palette", png(c.rng.integers(0, 4, (9, 9, 1)), 2, colour=3), expect="damaged")
    c.add("PNG", "damaged", "width-0", whole[:16] + bytes(4) + whole[20:], expect="damaged")
    at = whole.index(b"IDAT") + 40
    c.add("PNG", "damaged", "pixels-flipped", whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1:], expect="damaged", lenient=True)
