"""The words beside the pixels, written by hand: ICC profiles, EXIF with GPS and a maker note, XMP, IPTC."""
import struct

import numpy as np

from tiffs import ASCII, BYTE, LONG, RATIONAL, SHORT, UNDEFINED, At, Ifd, build

# Chromaticities of red, green, blue and white.
SRGB = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06), (0.3127, 0.3290))
DISPLAY_P3 = ((0.68, 0.32), (0.265, 0.69), (0.15, 0.06), (0.3127, 0.3290))
ADOBE_RGB = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06), (0.3127, 0.3290))
PROPHOTO = ((0.7347, 0.2653), (0.1596, 0.8404), (0.0366, 0.0001), (0.3457, 0.3585))
D50 = np.array([0.9642, 1.0, 0.8249])
BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


def _xyz(xy):
    return np.array([xy[0] / xy[1], 1, (1 - xy[0] - xy[1]) / xy[1]])


def _fixed(values):
    return b"".join(struct.pack(">i", round(v * 65536)) for v in values)


def _profile(kind, space, connection, name, tags):
    description = name.encode() + b"\0"
    tags = {b"desc": b"desc" + bytes(4) + struct.pack(">I", len(description)) + description + bytes(78),
            b"cprt": b"text" + bytes(4) + b"CC0\0", b"wtpt": b"XYZ " + bytes(4) + _fixed(D50), **tags}
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for signature, data in tags.items():
        data += bytes(-len(data) % 4)
        table += signature + struct.pack(">II", start + len(body), len(data))
        body += data
    header = (struct.pack(">I4sI4s4s4s", start + len(body), bytes(4), 0x02400000, kind, space, connection)
              + struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _fixed(D50) + bytes(48))
    return header[:128] + struct.pack(">I", len(tags)) + table + body


def _gamma(gamma):
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256))


def _srgb_curve():
    v = np.arange(1024) / 1023
    linear = np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)
    return b"curv" + bytes(4) + struct.pack(">I", 1024) + np.round(linear * 65535).astype(">u2").tobytes()


def _colorants(primaries):
    """XYZ of red, green and blue, adapted to D50, as columns."""
    columns = np.stack([_xyz(p) for p in primaries[:3]], 1)
    white = _xyz(primaries[3])
    columns = columns * np.linalg.solve(columns, white)
    return np.linalg.inv(BRADFORD) @ np.diag((BRADFORD @ D50) / (BRADFORD @ white)) @ BRADFORD @ columns


def rgb_profile(name, primaries, gamma=None, padding=0):
    """A matrix and a curve; without a gamma sRGB's curve. Padding makes it as large as wanted."""
    columns = _colorants(primaries)
    curve = _gamma(gamma) if gamma else _srgb_curve()
    tags = {c + b"XYZ": b"XYZ " + bytes(4) + _fixed(columns[:, i]) for i, c in enumerate((b"r", b"g", b"b"))}
    tags |= {c + b"TRC": curve for c in (b"r", b"g", b"b")}
    if padding:
        tags[b"priv"] = b"data" + bytes(4) + np.random.default_rng(padding).bytes(padding)
    return _profile(b"mntr", b"RGB ", b"XYZ ", name, tags)


def lab_to_srgb(lab):
    """Lab of D50 as sRGB of 8 bits, colours that it lacks cut off."""
    lightness, a, b = (lab[..., i] for i in range(3))
    y = (lightness + 16) / 116
    f = np.stack([y + a / 500, y, y - b / 200], -1)
    xyz = np.where(f > 6 / 29, f ** 3, 3 * (6 / 29) ** 2 * (f - 4 / 29)) * D50
    linear = np.clip(xyz @ np.linalg.inv(_colorants(SRGB)).T, 0, 1)
    return np.round(255 * np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)).astype(int)


def grey_profile(gamma):
    return _profile(b"mntr", b"GRAY", b"XYZ ", f"Grey gamma {gamma}", {b"kTRC": _gamma(gamma)})


def cmyk_profile():
    """Two steps an ink, corners as a printer's might be: no ink is pure, and black covers all."""
    corners = bytearray()
    for c, m, y, k in np.ndindex(2, 2, 2, 2):
        lightness = 95 * (1 - 0.42 * c) * (1 - 0.48 * m) * (1 - 0.08 * y) * (1 - 0.85 * k)
        a = (-35 * c + 70 * m - 5 * y) * (1 - 0.9 * k)
        b = (-45 * c - 5 * m + 85 * y) * (1 - 0.9 * k)
        corners += bytes(int(np.clip(round(v), 0, 255)) for v in (lightness * 2.55, a + 128, b + 128))
    ramp = bytes(range(256))
    lut = (b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + _fixed([1, 0, 0, 0, 1, 0, 0, 0, 1]) + ramp * 4 + bytes(corners) + ramp * 3)
    return _profile(b"prtr", b"CMYK", b"Lab ", "Four inks of no printer", {b"A2B0": lut})


PROFILES = {"sRGB": rgb_profile("sRGB by content", SRGB), "Display P3": rgb_profile("Display P3 alike", DISPLAY_P3),
            "Adobe RGB": rgb_profile("Adobe RGB alike", ADOBE_RGB, 2.19921875), "ProPhoto": rgb_profile("ProPhoto alike", PROPHOTO, 1.8)}
GREY_18 = grey_profile(1.8)
CMYK = cmyk_profile()


def exif_ifds(orientation=None, gps=True, maker_note=True, thumbnail=None, more=()):
    """IFD0 with EXIF and GPS below, IFD1 with a thumbnail: what a camera writes. Canon's maker note has offsets from the file's start."""
    def maker(start):
        owner, firmware = b"The owner of this camera, by name\0", b"Firmware Version 1.00\0"
        table = 2 + 2 * 12 + 4
        return (struct.pack("<H", 2) + struct.pack("<HHII", 7, ASCII, len(firmware), start + table)
                + struct.pack("<HHII", 9, ASCII, len(owner), start + table + len(firmware)) + bytes(4) + firmware + owner)

    sub = [(0x829A, RATIONAL, [(1, 250)]), (0x829D, RATIONAL, [(28, 10)]), (0x8827, SHORT, [400]), (0x9000, UNDEFINED, b"0230"),
           (0x9003, ASCII, "2026:05:01 12:34:56"), (0x9011, ASCII, "+02:00"), (0x920A, RATIONAL, [(50, 1)]),
           (0x9286, UNDEFINED, b"ASCII\0\0\0in the rain"), (0xA001, SHORT, [1]), (0xA434, ASCII, "50mm f/2.8")]
    if maker_note:
        sub.append((0x927C, UNDEFINED, At(maker)))
    main = [(0x010E, ASCII, "A street"), (0x010F, ASCII, "Canon"), (0x0110, ASCII, "Canon of no kind"), (0x011A, RATIONAL, [(300, 1)]),
            (0x011B, RATIONAL, [(300, 1)]), (0x0128, SHORT, [2]), (0x0131, ASCII, "firmware 1"), (0x0132, ASCII, "2026:05:01 12:34:56"),
            (0x013B, ASCII, "Somebody"), (0x8298, ASCII, "CC0"), (0x8769, LONG, Ifd(sub)), *more]
    if orientation:
        main.append((0x0112, SHORT, [orientation]))
    if gps:
        main.append((0x8825, LONG, Ifd([(0, BYTE, bytes([2, 3, 0, 0])), (1, ASCII, "N"), (2, RATIONAL, [(52, 1), (31, 1), (1234, 100)]),
                                        (3, ASCII, "E"), (4, RATIONAL, [(13, 1), (24, 1), (3456, 100)]), (5, BYTE, b"\0"),
                                        (6, RATIONAL, [(345, 10)]), (29, ASCII, "2026:05:01")])))
    ifds = [main]
    if thumbnail:
        ifds.append([(0x0103, SHORT, [6]), (0x0201, LONG, [thumbnail]), (0x0202, LONG, [len(thumbnail)])])
    return ifds


def exif(**what):
    """The block alone, without the `Exif` that JPEG puts before it."""
    return build(exif_ifds(**what))


def xmp(orientation=None, words=""):
    turned = f' tiff:Orientation="{orientation}"' if orientation else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmp:Rating="4" xmp:CreatorTool="a raw converter"{turned}>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Straße im Regen 雨</rdf:li></rdf:Alt></dc:title>
<dc:subject><rdf:Bag><rdf:li>rain</rdf:li><rdf:li>street{words}</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def iptc():
    """IIM datasets: UTF-8, a title, two keywords, a byline, a caption."""
    sets = [(1, 90, b"\x1b%G"), (2, 0, b"\0\4"), (2, 5, "Straße".encode()), (2, 25, b"rain"), (2, 25, b"street"), (2, 80, b"Somebody"),
            (2, 120, "Es regnet, im Übrigen".encode())]
    return b"".join(struct.pack(">BBBH", 0x1C, record, number, len(data)) + data for record, number, data in sets)


def photoshop(data=None):
    """Image resource blocks: IPTC and a resolution."""
    data = iptc() if data is None else data
    resolution = struct.pack(">IHHIHH", 300 << 16, 1, 2, 300 << 16, 1, 2)
    blocks = b""
    for number, block in ((0x0404, data), (0x03ED, resolution)):
        blocks += b"8BIM" + struct.pack(">H", number) + b"\0\0" + struct.pack(">I", len(block)) + block + b"\0" * (len(block) % 2)
    return blocks
