"""JPEG: samplings, qualities, orientation, profiles, words, and files that are broken but whole."""
import io
import struct

import numpy as np
from PIL import Image, ImageCms

import blocks
import files
from cases import upright

SRGB = ImageCms.ImageCmsProfile(io.BytesIO(blocks.PROFILES["sRGB"]))


def decoded(data):
    """As Pillow decodes it, without turning."""
    with Image.open(io.BytesIO(data)) as image:
        array = np.asarray(image.convert("RGB") if image.mode not in ("L", "RGB") else image)
    return array if array.ndim == 3 else array[..., None]


def add(c):
    def encode(channels=3, scene=None, **options):
        scene = c.scene(channels, height=c.height + 22, width=c.width + 24) if scene is None else scene
        return files.pillow_bytes(files.picture(scene), "JPEG", **{"quality": 90, "subsampling": 0, **options})

    def kept(property, name, data, orientation=1, shown=None, **expected):
        c.add("JPEG", property, name, data, upright(decoded(shown or data), orientation), bound=-1, lossless=False, orientation=orientation,
              **expected)

    _coding(c, encode, kept)
    _words(c, encode, kept)
    _broken(c, encode, kept)
    _refused(c, encode)


def _coding(c, encode, kept):
    for number, sampling in enumerate(("444", "422", "420")):
        for quality in (50, 75, 90, 95, 99):
            kept("sampling and quality", f"{sampling}-q{quality}", encode(subsampling=number, quality=quality))
        kept("progressive", f"progressive-{sampling}", encode(subsampling=number, progressive=True))
    for sampling, factors in (("440", "1x2"), ("411", "4x1"), ("410", "4x2")):
        kept("sampling and quality", sampling, files.by_magick(files.picture(c.scene(height=c.height + 22, width=c.width + 24)), "a.jpg", "-sampling-factor", factors,
                                                              "-quality", "90"))
    for quality in (60, 95):
        kept("grey", f"grey-q{quality}", encode(1, quality=quality))
    kept("grey", "grey-progressive", encode(1, progressive=True))
    for height, width in ((1, 1), (1, 40), (40, 1), (7, 9), (8, 8), (17, 16)):
        kept("size", f"{width}x{height}", encode(scene=c.scene(3, 8, height, width), subsampling=2))
    kept("restart markers", "restart", files.by_magick(files.picture(c.scene()), "a.jpg", "-define", "jpeg:restart-interval=2"))
    direct = files.pillow_bytes(Image.merge("YCbCr", files.picture(c.scene()).split()), "JPEG", quality=90, subsampling=0)
    kept("RGB components", "rgb-components", files.jpeg_with(direct, files.adobe(0), keep_jfif=False).replace(direct[2:20], b"", 1))
    four = c.scene(4, height=c.height + 22, width=c.width + 24)
    inks = Image.fromarray(four.astype(np.uint8), "CMYK")
    cmyk = files.pillow_bytes(inks, "JPEG", quality=95)
    srgb = ImageCms.profileToProfile(Image.open(io.BytesIO(cmyk)), ImageCms.ImageCmsProfile(io.BytesIO(blocks.CMYK)),
                                     SRGB, outputMode="RGB")
    c.add("JPEG", "CMYK", "cmyk-profile", files.jpeg_with(cmyk, files.app2_icc(blocks.CMYK)), np.asarray(srgb), bound=12, lossless=False,
          profile="sRGB", lost=["ICC.*", "IFD0:.*"])
    c.add("JPEG", "CMYK", "cmyk", cmyk, decoded(cmyk), bound=255, lossless=False, profile="sRGB")
    ycc = np.asarray(Image.fromarray(four[..., :3].astype(np.uint8)).convert("YCbCr"))
    black = four[..., 3:].astype(np.uint8)  # Pillow turns all four over before they are coded, black is so in the file
    stored = files.pillow_bytes(Image.fromarray(np.concatenate([255 - ycc, black], 2), "CMYK"), "JPEG", quality=95)
    stored = files.jpeg_with(files.without(stored, 0xEE), files.adobe(2), files.app2_icc(blocks.CMYK))
    c.add("JPEG", "CMYK", "ycck-profile", stored, np.asarray(srgb), bound=16, lossless=False, profile="sRGB", lost=["ICC.*"])


def _words(c, encode, kept):
    for orientation in range(1, 9):
        block = blocks.exif(orientation=orientation, thumbnail=encode(scene=c.scene(3, 8, 12, 16)))
        kept("orientation", f"orientation-{orientation}", files.jpeg_with(encode(subsampling=orientation % 3), files.app1_exif(block)), orientation)
    kept("orientation", "orientation-xmp-too", files.jpeg_with(encode(), files.app1_exif(blocks.exif(orientation=6)),
                                                              files.app1_xmp(blocks.xmp(6))), 6)
    for name, profile in blocks.PROFILES.items():
        kept("profile", name, files.jpeg_with(encode(), files.app2_icc(profile)))
    kept("profile", "large", files.jpeg_with(encode(), files.app2_icc(blocks.rgb_profile("large", blocks.DISPLAY_P3, padding=150_000))))
    kept("profile", "segments-of-100", files.jpeg_with(encode(), files.app2_icc(blocks.PROFILES["Adobe RGB"], room=100)))
    kept("profile", "grey-1.8", files.jpeg_with(encode(1), files.app2_icc(blocks.GREY_18)))
    exif = files.app1_exif(blocks.exif(thumbnail=encode(scene=c.scene(3, 8, 12, 16))))
    for name, block in (("exif", exif), ("exif-big-endian", files.app1_exif(blocks.build(blocks.exif_ifds(maker_note=False), ">"))),
                        ("exif-before-jfif", b"")):
        property = "EXIF, GPS, maker note"
        if name == "exif-before-jfif":
            bare = encode()
            kept(property, name, bare[:2] + exif + bare[2:])
        else:
            kept(property, name, files.jpeg_with(encode(), block))
    kept("XMP", "xmp", files.jpeg_with(encode(), files.app1_xmp(blocks.xmp())))
    digest = b"0123456789ABCDEF" * 2
    large = blocks.xmp(words=" and more" * 9000)
    main = blocks.xmp().replace(b'xmp:Rating="4"', b'xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="' + digest + b'"')
    extended = b"".join(files.segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + digest + struct.pack(">II", len(large), at)
                                      + large[at:at + 40000]) for at in range(0, len(large), 40000))
    kept("XMP", "xmp-extended", files.jpeg_with(encode(), files.app1_xmp(main), extended))
    kept("IPTC", "iptc", files.jpeg_with(encode(), files.app13(blocks.photoshop())))
    kept("comments", "comment", files.jpeg_with(encode(), files.comment("Es regnet in Straßen".encode())))
    kept("comments", "two-comments", files.jpeg_with(encode(), files.comment(b"first"), files.comment(b"second \xff\xfe")))
    for dpi in ((300, 300), (72, 144)):
        kept("resolution", f"{dpi[0]}x{dpi[1]}", encode(dpi=dpi))
    kept("everything", "everything", files.jpeg_with(
        encode(subsampling=2, progressive=True, dpi=(300, 300)), files.app1_exif(blocks.exif(orientation=8)), files.app1_xmp(blocks.xmp(8)),
        files.app2_icc(blocks.PROFILES["Display P3"]), files.app13(blocks.photoshop()), files.comment(b"a comment")), 8)
    kept("other blocks", "app11", files.jpeg_with(encode(), files.segment(0xEB, b"of some maker" * 20)))


def _broken(c, encode, kept):
    whole = encode(subsampling=2)

    def broken(name, data, **expected):
        kept("broken but whole", name, data, shown=whole, **expected)

    def beside(name, block, **expected):
        broken(name, files.jpeg_with(whole, block), **expected)

    p3, end = blocks.PROFILES["Display P3"], b"\xff\xd9"
    profile_lost = {"profile": "none", "lost": ["ICC.*"]}
    beside("profile-cut", files.app2_icc(p3[:3000]), note="profile|icc", **profile_lost)
    beside("profile-empty", files.app2_icc(b""), note="profile|icc", **profile_lost)
    beside("profile-without-a-part", files.app2_icc(p3, 1000, lose=(2,)), note="profile|icc", **profile_lost)
    beside("profile-of-cmyk", files.app2_icc(blocks.CMYK), note="profile|icc", **profile_lost)
    assert whole.endswith(end)
    broken("garbage-behind", whole + b"garbage \xff\xda\xff\xd8" * 30)
    broken("jpeg-behind", whole + encode())
    broken("zeros-behind", whole + bytes(5000))
    broken("no-end-marker", whole[:-2], note=".")
    lying = b"MPF\0MM\0*\0\0\0\x08" + struct.pack(">HHHI4s", 1, 0xB001, 4, 1, b"\0\0\0\2") + b"\xff\xff\xff\xf0" + b"\x7f" * 40
    beside("mpf-lies", files.segment(0xE2, lying), lost=["MPF.*"])
    beside("exif-lies", files.app1_exif(b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 30), lost=[".*"])
    beside("exif-empty", files.app1_exif(b""), lost=[".*"])
    beside("exif-cut", files.app1_exif(blocks.exif()[:150]), lost=[".*"])
    beside("exif-of-no-order", files.app1_exif(b"XX" + blocks.exif()[2:]), lost=[".*"])
    beside("orientation-9", files.app1_exif(blocks.exif(orientation=9)), lost=["IFD0:Orientation"])
    beside("adobe-cut", files.segment(0xEE, b"Adobe\0"), lost=["APP14.*"])
    broken("fill-bytes", whole[:2] + b"\xff\xff\xff" + whole[2:])
    broken("jfif-thumbnail-lies", whole.replace(b"JFIF\0\1\1\0\0\1\0\1\0\0", b"JFIF\0\1\1\0\0\1\0\1\xff\xff", 1), lost=["JFIF.*"])


def _refused(c, encode):
    whole = encode(scene=c.scene(3, 8, 96, 96))
    for share in (0.3, 0.6, 0.9):
        c.add("JPEG", "cut short", f"cut-at-{share}", whole[:int(len(whole) * share)] if share > 0.5 else
              whole[:whole.index(b"\xff\xda") + 200], expect="damaged", lenient=True, lossless=False)
    c.add("JPEG", "cut short", "progressive-cut", encode(progressive=True)[:-900], expect="damaged", lenient=True, lossless=False)
    c.add("JPEG", "damaged", "headers-only", whole[:whole.index(b"\xff\xda")], expect="damaged")
    c.add("JPEG", "damaged", "no-tables", files.without(whole, 0xDB), expect="damaged")
    frame = whole.index(b"\xff\xc0")
    for name, marker in (("arithmetic", 0xC9), ("arithmetic-progressive", 0xCA), ("hierarchical", 0xC5)):
        c.add("JPEG", "unsupported", name, whole[:frame + 1] + bytes([marker]) + whole[frame + 2:], expect="unsupported")
    c.add("JPEG", "unsupported", "12-bits", whole[:frame + 1] + b"\xc1\0\x11\x0c" + whole[frame + 5:], expect="unsupported")
