"""TIFF: depths, kinds of samples, compressions, extra samples, pages, words."""
import io
import zlib

import numpy as np
from PIL import Image, ImageCms

import blocks
import files
from cases import upright
from tiffs import ASCII, BYTE, LONG, SHORT, UNDEFINED, Ifd, build, page

SRGB = ImageCms.ImageCmsProfile(io.BytesIO(blocks.PROFILES["sRGB"]))


def add(c):
    def kept(property, name, data, pixels, **expected):
        c.add("TIFF", property, name, data, pixels, **expected)

    _pixels(c, kept)
    _extra_samples(c, kept)
    _colours(c, kept)
    _words(c, kept)
    _refused(c)


def _pixels(c, kept):
    for channels in (1, 3):
        for bits in (8, 16):
            for order in "<>":
                scene = c.scene(channels, bits)
                kept(f"{bits} bits", f"{channels}x{bits}{'-big-endian' if order == '>' else ''}", build([page(scene, bits, order=order)], order), scene,
                     bits=bits)
            scene = c.scene(channels, bits)
            kept(f"{bits} bits", f"{channels}x{bits}-planar", build([page(scene, bits, planar=True)]), scene, bits=bits)
            kept(f"{bits} bits", f"{channels}x{bits}-tiles", build([page(scene, bits, tile=16)]), scene, bits=bits)
            kept("BigTIFF", f"{channels}x{bits}-big", build([page(scene, bits)], big=True), scene, bits=bits)
        for bits in (10, 12, 14):
            scene = c.scene(channels, bits)
            full = np.round(scene * (65535 / ((1 << bits) - 1)))
            kept("10, 12, 14 bits", f"{channels}x{bits}", build([page(scene, bits)]), full, bits=16, bound=1 / 257)
            kept("10, 12, 14 bits", f"{channels}x{bits}-deflate", build([page(scene, bits, compress=zlib.compress, compression=8)], ">"), full, bits=16,
                 bound=1 / 257)
    for bits in (1, 2, 4):
        scene = c.scene(1, bits)
        full = np.round(scene * (255 / ((1 << bits) - 1)))
        kept("1, 2, 4 bits", f"grey-{bits}", build([page(scene, bits)]), full)
        kept("1, 2, 4 bits", f"white-is-zero-{bits}", build([page(((1 << bits) - 1) - scene, bits, photometric=0)]), full)
    for bits in (8, 16):
        scene = c.scene(1, bits)
        kept("white is zero", f"white-is-zero-{bits}", build([page(((1 << bits) - 1) - scene, bits, photometric=0)]), scene, bits=bits)
    for compression in ("tiff_lzw", "tiff_adobe_deflate", "tiff_deflate", "packbits"):
        for channels in (1, 3):
            scene = c.scene(channels)
            kept("compression", f"{channels}-{compression}", files.pillow_bytes(files.picture(scene), "TIFF", compression=compression), scene)
    for channels in (1, 3, 4):
        for bits in (8, 16):
            scene = c.scene(channels, bits)
            kept("compression", f"{channels}x{bits}-predictor", build([page(scene, bits, compress=zlib.compress, compression=8, predictor=channels != 4,
                                                                           extra=(2,) if channels == 4 else ())]), scene, bits=bits)
    for name in ("group3", "group4", "tiff_ccitt"):
        scene = c.scene(1, 1)
        data = files.pillow_bytes(Image.fromarray((scene[..., 0] * 255).astype(np.uint8)).convert("1"), "TIFF", compression=name)
        kept("compression", name, data, scene * 255)
    scene = c.scene(3, 8, 48, 64)
    jpeg = files.pillow_bytes(files.picture(scene), "TIFF", compression="jpeg", quality=90)
    with Image.open(io.BytesIO(jpeg)) as image:
        kept("compression", "jpeg", jpeg, np.asarray(image.convert("RGB")), bound=12)


def _extra_samples(c, kept):
    for bits in (8, 16):
        top = (1 << bits) - 1
        for colours in (1, 3):
            scene = c.scene(colours + 1, bits)
            kept("alpha", f"{colours}x{bits}-alpha", build([page(scene, bits, extra=(2,))]), scene, bits=bits)
            alpha = scene[..., -1:].astype(np.int64)
            multiplied = np.round(scene[..., :-1] * (alpha / top)).astype(np.int64)
            divided = np.where(alpha > 0, np.minimum(np.round(multiplied * top / np.maximum(alpha, 1)), top), 0)
            kept("premultiplied alpha", f"{colours}x{bits}-premultiplied", build([page(np.concatenate([multiplied, alpha], 2), bits, extra=(1,))]),
                 np.concatenate([divided, alpha], 2), bits=bits, bound=1)
            for meanings in ((0,), (0, 0), (0, 0, 0, 0, 0)):
                plane = c.rng.integers(0, top + 1, (c.height, c.width, len(meanings)))
                kept("extra samples", f"{colours}x{bits}-{len(meanings)}-unspecified", build([page(np.concatenate([scene[..., :-1], plane], 2), bits,
                                                                                                  extra=meanings)]),
                     scene[..., :-1], bits=bits, note="sample|channel|plane", lost=["IFD0:.*"])
            plane = c.rng.integers(0, top + 1, (c.height, c.width, 1))
            kept("extra samples", f"{colours}x{bits}-alpha-unspecified", build([page(np.concatenate([scene, plane], 2), bits, extra=(2, 0))]), scene,
                 bits=bits, note="sample|channel|plane")
            kept("extra samples", f"{colours}x{bits}-unspecified-alpha", build([page(np.concatenate([scene[..., :-1], plane, scene[..., -1:]], 2), bits,
                                                                                    extra=(0, 2))]), scene, bits=bits, note="sample|channel|plane")


def _colours(c, kept):
    index = c.rng.integers(0, 256, (c.height, c.width, 1))
    palette = c.rng.integers(0, 256, (3, 256))
    kept("palette", "palette", build([page(index, photometric=3, more=[(320, SHORT, (palette * 257).ravel().tolist())])]), palette[:, index[..., 0]].transpose(1, 2, 0))
    small = c.rng.integers(0, 16, (c.height, c.width, 1))
    kept("palette", "palette-4", build([page(small, 4, photometric=3, more=[(320, SHORT, (palette[:, :16] * 257).ravel().tolist())])]),
         palette[:, small[..., 0]].transpose(1, 2, 0))
    inks = c.scene(4)
    srgb = ImageCms.profileToProfile(Image.fromarray(inks.astype(np.uint8), "CMYK"), ImageCms.ImageCmsProfile(io.BytesIO(blocks.CMYK)),
                                     SRGB, outputMode="RGB")
    kept("CMYK", "cmyk-profile", build([page(inks, photometric=5, more=[(34675, UNDEFINED, blocks.CMYK)])]), np.asarray(srgb), bound=6, profile="sRGB",
         lost=["ICC.*"])
    plain = np.round((255 - inks[..., :3].astype(int)) * (255 - inks[..., 3:].astype(int)) / 255)
    kept("CMYK", "cmyk", build([page(inks, photometric=5)]), plain, bound=255, profile="sRGB")
    kept("CMYK", "cmyk-16-profile", build([page(inks * 257, 16, photometric=5, more=[(34675, UNDEFINED, blocks.CMYK)])]), np.asarray(srgb).astype(int) * 257,
         bits=16, bound=6, profile="sRGB", lost=["ICC.*"])
    lab = c.scene()
    lab[..., 1:] = 96 + lab[..., 1:] // 4  # not far from grey, which sRGB has
    stored = lab.copy()
    stored[..., 1:] = (stored[..., 1:] + 128) % 256  # with a sign in the file
    srgb = blocks.lab_to_srgb(np.stack([lab[..., 0] / 2.55, lab[..., 1] - 128.0, lab[..., 2] - 128.0], -1))
    kept("Lab", "lab", build([page(stored, photometric=8)]), srgb, bound=6, profile="sRGB")
    kept("Lab", "icc-lab", build([page(lab, photometric=9)]), srgb, bound=6, profile="sRGB")


def _words(c, kept):
    def tagged(property, name, more=(), channels=3, bits=8, orientation=1, **expected):
        scene = c.scene(channels, bits)
        kept(property, name, build([page(scene, bits, more=more, extra=(2,) if channels in (2, 4) else ())]), upright(scene, orientation), bits=bits,
             orientation=orientation, **expected)

    for orientation in range(1, 9):
        tagged("orientation", f"orientation-{orientation}", [(274, SHORT, [orientation])], orientation=orientation, bits=8 if orientation % 2 else 16)
    tagged("orientation", "orientation-6-alpha", [(274, SHORT, [6])], 4, orientation=6)
    scene = c.scene()
    kept("orientation", "orientation-8-lzw", files.pillow_bytes(files.picture(scene), "TIFF", compression="tiff_lzw", tiffinfo={274: 8}), upright(scene, 8),
         orientation=8)
    for name, profile in blocks.PROFILES.items():
        tagged("profile", name, [(34675, UNDEFINED, profile)])
        tagged("profile", name + "-16", [(34675, UNDEFINED, profile)], bits=16)
    tagged("profile", "grey-1.8", [(34675, UNDEFINED, blocks.GREY_18)], 1)
    tagged("profile", "grey-1.8-16", [(34675, UNDEFINED, blocks.GREY_18)], 1, 16)
    camera = blocks.exif_ifds(maker_note=False)[0]
    tagged("EXIF, GPS, maker note", "exif", camera)
    tagged("EXIF, GPS, maker note", "exif-16", camera, bits=16)
    tagged("EXIF, GPS, maker note", "maker-note", blocks.exif_ifds()[0], note="maker note", lost=["Canon.*"])
    tagged("XMP", "xmp", [(700, BYTE, blocks.xmp())])
    tagged("IPTC", "iptc", [(33723, UNDEFINED, blocks.iptc())])
    tagged("IPTC", "photoshop", [(34377, BYTE, blocks.photoshop())])
    tagged("comments", "description", [(270, ASCII, "Es regnet"), (315, ASCII, "Somebody"), (33432, ASCII, "CC0"), (269, ASCII, "a.tif"),
                                       (285, ASCII, "page one"), (305, ASCII, "a raw converter"), (306, ASCII, "2026:05:01 12:34:56")])
    for name, unit in (("inch", 2), ("centimetre", 3), ("no-unit", 1)):
        tagged("resolution", name, [(282, 5, [(240, 1)]), (283, 5, [(120, 1)]), (296, SHORT, [unit])])
    tagged("everything", "everything", [*blocks.exif_ifds(orientation=6, maker_note=False)[0], (700, BYTE, blocks.xmp(6)), (33723, UNDEFINED, blocks.iptc()),
                                        (34675, UNDEFINED, blocks.PROFILES["ProPhoto"])], bits=16, orientation=6)
    scene = c.scene()
    preview = page(c.scene(height=9, width=12), more=[(254, LONG, [1])])
    kept("pages", "three", build([page(scene), page(c.scene()), page(c.scene())]), scene, note="page|frame|picture")
    kept("pages", "preview-behind", build([page(scene), preview]), scene)
    kept("pages", "preview-below", build([page(scene, more=[(330, LONG, Ifd(preview))])]), scene)
    kept("broken but whole", "profile-cut", build([page(scene, more=[(34675, UNDEFINED, blocks.PROFILES["sRGB"][:300])])]), scene, note="profile|icc",
         profile="none", lost=["ICC.*"])
    kept("broken but whole", "unknown-tag", build([page(scene, more=[(65000, ASCII, "of some maker")])]), scene)
    whole = build([page(scene)])
    kept("broken but whole", "garbage-behind", whole + b"garbage" * 50, scene)
    kept("broken but whole", "next-lies", build([page(scene)])[:-4] + b"\xf0\xff\xff\x7f", scene)


def _refused(c):
    scene = c.scene()
    for name, number in (("zstd", 50000), ("webp", 50001), ("lerc", 34887), ("jpeg-2000", 34712), ("jbig", 34661)):
        c.add("TIFF", "unsupported", name, build([page(scene, compress=lambda data: b"\x28\xb5\x2f\xfd" + data[:200], compression=number)]), expect="unsupported")
    for bits, kind in ((32, "<f4"), (64, "<f8"), (16, "<f2")):
        values = (scene / 255).astype(kind)
        directory = [e for e in page(scene) if e[0] not in (258, 273, 278, 279)]
        directory += [(258, SHORT, [bits] * 3), (273, LONG, [values.tobytes()]), (278, LONG, [c.height]), (279, LONG, [values.nbytes]), (339, SHORT, [3] * 3)]
        c.add("TIFF", "fractions", f"float-{bits}", build([directory]), expect="unsupported or kept")
    c.add("TIFF", "unsupported", "dng", build([page(scene, more=[(50706, BYTE, b"\1\4\0\0"), (50708, ASCII, "A camera")], photometric=32803)]),
          expect="unsupported")
    c.add("TIFF", "unsupported", "nef", build([[(254, LONG, [1]), (271, ASCII, "NIKON CORPORATION"), *page(c.scene(1), compress=lambda d: d, compression=34713,
                                                                                                          photometric=32803)]]), expect="unsupported")
    whole = build([page(c.scene(3, 8, 60, 60))])
    directory_first = files.pillow_bytes(files.picture(c.scene(3, 8, 60, 60)), "TIFF")
    c.add("TIFF", "cut short", "pixels-cut", directory_first[:5000], expect="damaged", lenient=True)
    c.add("TIFF", "damaged", "directory-cut", whole[:5000], expect="damaged")
    c.add("TIFF", "damaged", "header-only", whole[:8], expect="damaged")
    c.add("TIFF", "damaged", "no-width", build([[e for e in page(scene) if e[0] != 256]]), expect="damaged")
    c.add("TIFF", "damaged", "strip-beyond", build([[(t, k, [10 ** 8] * 3 if t == 273 else v) for t, k, v in page(scene)]]), expect="damaged")
