"""Puts files together: PNG from any samples, blocks into JPEG and WebP, what Pillow and ImageMagick encode."""
import io
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

from pixels import CONVERT
from tiffs import packed

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind, data=b"", broken=False):
    crc = zlib.crc32(kind + data) ^ (0xBAD if broken else 0)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)


def _image_data(samples, bits, interlaced):
    """Compressed rows, the filters one after the other; Adam7's seven passes if interlaced."""
    passes = [(0, 8, 0, 8), (0, 8, 4, 8), (4, 8, 0, 4), (0, 4, 2, 4), (2, 4, 0, 2), (0, 2, 1, 2), (1, 2, 0, 1)] if interlaced else [(0, 1, 0, 1)]
    unit = max(1, samples.shape[2] * bits // 8)
    out = bytearray()
    for y0, dy, x0, dx in passes:
        part = samples[y0::dy, x0::dx]
        if part.size == 0:
            continue
        rows = part.astype(">u2").tobytes() if bits == 16 else packed(part, bits)
        rows = np.frombuffer(rows, np.uint8).reshape(part.shape[0], -1).astype(np.int16)
        above = np.zeros_like(rows[0])
        for number, row in enumerate(rows):
            left = np.concatenate([np.zeros(unit, np.int16), row])[:len(row)]
            kind = number % 4  # none, left, above, their mean
            guess = (0, left, above, (left + above) // 2)[kind]
            out.append(kind)
            out += ((row - guess) % 256).astype(np.uint8).tobytes()
            above = row
    return zlib.compress(bytes(out), 9)


def png(samples, bits=8, colour=None, before=b"", between=b"", after=b"", interlaced=False, palette=None, end=True, data=None):
    """before: chunks behind IHDR, between: behind PLTE, after: behind IDAT."""
    height, width, channels = samples.shape
    colour = {1: 0, 2: 4, 3: 2, 4: 6}[channels] if colour is None else colour
    out = PNG_SIGNATURE + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, interlaced)) + before
    if palette is not None:
        out += chunk(b"PLTE", palette.astype(np.uint8).tobytes())
    data = _image_data(samples, bits, interlaced) if data is None else data
    half = len(data) // 2
    out += between + chunk(b"IDAT", data[:half]) + chunk(b"IDAT", data[half:]) + after
    return out + (chunk(b"IEND") if end else b"")


def iccp(profile, name=b"a profile"):
    return chunk(b"iCCP", name + b"\0\0" + zlib.compress(profile))


def text(keyword, words):
    return chunk(b"tEXt", keyword + b"\0" + words)


def ztxt(keyword, words):
    return chunk(b"zTXt", keyword + b"\0\0" + zlib.compress(words))


def itxt(keyword, words, language=b"", translated=b"", compressed=False):
    data = zlib.compress(words) if compressed else words
    return chunk(b"iTXt", keyword + b"\0" + bytes([compressed, 0]) + language + b"\0" + translated + b"\0" + data)


def chunks(file):
    """Kind and data of each chunk of a PNG."""
    at = 8
    found = []
    while at + 8 <= len(file):
        length, kind = struct.unpack_from(">I4s", file, at)
        found.append((kind, file[at + 8:at + 8 + length]))
        at += 12 + length
    return found


def pillow_bytes(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def by_magick(image, name, *options):
    """What ImageMagick encodes, for kinds that Pillow does not write."""
    with tempfile.TemporaryDirectory() as folder:
        image.save(Path(folder) / "in.png")
        subprocess.run([CONVERT, f"{folder}/in.png", *options, f"{folder}/{name}"], check=True)
        return (Path(folder) / name).read_bytes()


def segment(marker, data):
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def app1_exif(block):
    return segment(0xE1, b"Exif\0\0" + block)


def app1_xmp(packet):
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)


def app2_icc(profile, room=65519, lose=()):
    parts = [profile[i:i + room] for i in range(0, len(profile), room)] or [b""]
    return b"".join(segment(0xE2, b"ICC_PROFILE\0" + bytes([i + 1, len(parts)]) + part) for i, part in enumerate(parts) if i not in lose)


def app13(blocks):
    return segment(0xED, b"Photoshop 3.0\0" + blocks)


def comment(words):
    return segment(0xFE, words)


def segments(file):
    """Marker, place and data of each segment before the scan of a JPEG."""
    at = 2
    while file[at + 1] != 0xDA:
        length = struct.unpack_from(">H", file, at + 2)[0]
        yield file[at + 1], at, file[at + 4:at + 2 + length]
        at += 2 + length


def jpeg_with(file, *blocks, keep_jfif=True):
    """Blocks behind JFIF's."""
    at = 2
    if file[2:4] == b"\xff\xe0":
        at += 2 + struct.unpack_from(">H", file, 4)[0]
    return file[:at if keep_jfif else 2] + b"".join(blocks) + file[at:]


def adobe(transform):
    return segment(0xEE, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, transform))


def without(file, marker):
    """A JPEG without the segments of a marker."""
    for found, at, data in reversed(list(segments(file))):
        if found == marker:
            file = file[:at] + file[at + 4 + len(data):]
    return file


def riff_chunks(file):
    at = 12
    while at + 8 <= len(file):
        kind, length = struct.unpack_from("<4sI", file, at)
        yield kind, file[at + 8:at + 8 + length]
        at += 8 + length + length % 2


def riff(found):
    body = b"WEBP" + b"".join(kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in found)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def picture(samples):
    """Any array as a Pillow picture."""
    return Image.fromarray((samples[..., 0] if samples.shape[2] == 1 else samples).astype(np.uint8))
