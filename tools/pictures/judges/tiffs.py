"""Writes TIFF structures, for TIFF files and for EXIF: any tags, any bits a sample, classic or with offsets of 64 bits."""
import struct

import numpy as np

BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED, SLONG, LONG8 = 1, 2, 3, 4, 5, 7, 9, 16
SIZES = {BYTE: 1, ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8, UNDEFINED: 1, SLONG: 4, LONG8: 8}
CODES = {BYTE: "B", SHORT: "H", LONG: "I", SLONG: "i", LONG8: "Q"}


class Ifd(list):
    """Entries of a directory below."""


class At:
    """Bytes that depend on where they lie."""

    def __init__(self, bytes_at):
        self.bytes_at = bytes_at


class _Writer:

    def __init__(self, order, big):
        self.order, self.big = order, big
        self.pointer, self.count = ("Q", "Q") if big else ("I", "H")
        self.out = bytearray((b"II" if order == "<" else b"MM")
                             + (struct.pack(order + "HHHQ", 43, 8, 0, 0) if big else struct.pack(order + "HI", 42, 0)))

    def put(self, data):
        self.out += b"\0" * (len(self.out) % 2)
        at = len(self.out)
        self.out += data.bytes_at(at) if isinstance(data, At) else data
        return at

    def value(self, kind, values):
        """The bytes of a value, and how many it is."""
        if isinstance(values, Ifd):
            values = [self.directory(values, 0)]
        if isinstance(values, str):
            values = values.encode() + b"\0"
        if isinstance(values, At):
            at = self.put(values)
            return at, bytes(self.out[at:]), len(self.out) - at
        if isinstance(values, bytes):
            return None, values, len(values)
        numbers = [self.put(v) if isinstance(v, bytes) else v for v in values]  # bytes among numbers: their place
        if kind == RATIONAL:
            return None, b"".join(struct.pack(self.order + "II", *v) for v in numbers), len(numbers)
        return None, struct.pack(f"{self.order}{len(numbers)}{CODES[kind]}", *numbers), len(numbers)

    def directory(self, entries, following):
        """Everything below first, then the directory itself; its place."""
        room = struct.calcsize(self.pointer)
        table = b""
        for tag, kind, values in sorted(entries, key=lambda e: e[0]):
            at, data, count = self.value(kind, values)
            if len(data) > room:
                data = struct.pack(self.order + self.pointer, self.put(data) if at is None else at)
            table += struct.pack(self.order + "HH" + self.pointer, tag, kind, count) + data.ljust(room, b"\0")
        return self.put(struct.pack(self.order + self.count, len(entries)) + table + struct.pack(self.order + self.pointer, following))


def build(ifds, order="<", big=False):
    """A whole TIFF structure of directories one after the other."""
    writer = _Writer(order, big)
    following = 0
    for entries in reversed(ifds):
        following = writer.directory(entries, following)
    struct.pack_into(order + writer.pointer, writer.out, 8 if big else 4, following)
    return bytes(writer.out)


def packed(samples, bits):
    """Rows of samples of any number of bits, each row filled up to a whole byte."""
    rows = samples.reshape(samples.shape[0], -1).astype(np.uint32)
    ones = (rows[..., None] >> np.arange(bits - 1, -1, -1)) & 1
    return np.packbits(ones.reshape(rows.shape[0], -1).astype(np.uint8), axis=1).tobytes()


def raster(samples, bits, order="<"):
    if bits == 16:
        return samples.astype(order + "u2").tobytes()
    return packed(samples, bits)


def page(samples, bits=8, photometric=None, extra=(), compress=None, compression=1, planar=False, tile=0, predictor=False, order="<", more=()):
    """The directory of one page. compress makes bytes of bytes, compression is its number."""
    compress = compress or (lambda data: data)
    height, width, channels = samples.shape
    if photometric is None:
        photometric = 1 if channels - len(extra) == 1 else 2
    stored = samples
    if predictor:
        stored = samples.astype(np.int64)
        stored[:, 1:] -= samples[:, :-1].astype(np.int64)
        stored %= 1 << bits
    planes = [stored[..., i:i + 1] for i in range(channels)] if planar else [stored]
    entries = [(256, LONG, [width]), (257, LONG, [height]), (258, SHORT, [bits] * channels), (259, SHORT, [compression]),
               (262, SHORT, [photometric]), (277, SHORT, [channels]), (284, SHORT, [2 if planar else 1])]
    if tile:
        tiles = []
        for plane in planes:
            full = np.pad(plane, ((0, -height % tile), (0, -width % tile), (0, 0)), mode="edge")
            tiles += [compress(raster(full[y:y + tile, x:x + tile], bits, order)) for y in range(0, height, tile) for x in range(0, width, tile)]
        entries += [(322, SHORT, [tile]), (323, SHORT, [tile]), (324, LONG, tiles), (325, LONG, [len(t) for t in tiles])]
    else:
        rows = 10
        strips = [compress(raster(plane[y:y + rows], bits, order)) for plane in planes for y in range(0, height, rows)]
        entries += [(273, LONG, strips), (278, LONG, [rows]), (279, LONG, [len(s) for s in strips])]
    if extra:
        entries.append((338, SHORT, list(extra)))
    if predictor:
        entries.append((317, SHORT, [2]))
    return entries + list(more)
