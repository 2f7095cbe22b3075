"""Pictures as Pillow and ImageMagick see them, as arrays of 16-bit samples."""
import subprocess
import warnings

import numpy as np
from PIL import Image, ImageFile, ImageOps

warnings.simplefilter("ignore")
Image.MAX_IMAGE_PIXELS = 200_000_000
CONVERT = "/usr/bin/convert-im6.q16"


def _samples(image):
    """Grey, grey and alpha, RGB or RGBA, always 0..65535, and the bits that they had."""
    if image.mode in ("I;16", "I;16B", "I;16L", "I"):
        grey = np.asarray(image).astype(np.int64)
        return np.clip(grey, 0, 65535)[..., None], 16
    if image.mode == "F":
        raise ValueError("fractions")
    if image.mode == "1":
        image = image.convert("L")
    if image.mode in ("P", "PA") or "transparency" in image.info and image.mode in ("L", "RGB"):
        image = image.convert("RGBA" if image.mode == "PA" or "transparency" in image.info else "RGB")
    if image.mode not in ("L", "LA", "RGB", "RGBA"):
        image = image.convert("RGBA" if image.mode in ("RGBa", "La") else "RGB")
    array = np.asarray(image).astype(np.int64) * 257
    return (array if array.ndim == 3 else array[..., None]), 8


def pillow(file, upright=False, lenient=False):
    """Samples, bits and Pillow's mode of the first frame; turned by EXIF only if upright is asked for."""
    ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    with Image.open(file) as image:
        image.load()
        mode = image.mode
        if upright and image.format != "TIFF":  # which Pillow turns by itself
            image = ImageOps.exif_transpose(image)
        array, bits = _samples(image)
        return array, bits, mode


def magick(file, upright=False, size=None):
    """RGBA of 16 bits as ImageMagick decodes it; its own colour space as stored, nothing converted."""
    command = [CONVERT, f"{file}[0]", *(["-auto-orient"] if upright else []), "-depth", "16"]
    if size is None:
        said = subprocess.run([*command, "-format", "%w %h", "info:"], capture_output=True, timeout=60)
        size = [int(n) for n in said.stdout.split()[1::-1]]
    raw = subprocess.run([*command, "-endian", "LSB", "rgba:-"], capture_output=True, timeout=60).stdout
    if len(size) != 2 or len(raw) != size[0] * size[1] * 8:
        raise ValueError(f"ImageMagick gives {len(raw)} bytes for {size} rows and columns")
    return np.frombuffer(raw, "<u2").reshape(*size, 4).astype(np.int64)


def rgba(array):
    """Any of the four kinds as RGBA."""
    channels = array.shape[2]
    colour = array[..., :1].repeat(3, 2) if channels < 3 else array[..., :3]
    alpha = array[..., -1:] if channels in (2, 4) else np.full_like(array[..., :1], 65535)
    return np.concatenate([colour, alpha], 2)


def distance(a, b):
    """Largest and mean distance in 8-bit levels of what can be seen, and PSNR; None if the sizes differ."""
    if a.shape[:2] != b.shape[:2]:
        return None
    a, b = rgba(a), rgba(b)
    d = np.abs(a - b) / 257
    hidden = (a[..., 3] == 0) & (b[..., 3] == 0)
    d[hidden] = 0
    mse = float(np.mean(d ** 2))
    return float(d.max()), float(d.mean()), 99.0 if mse == 0 else float(10 * np.log10(255 ** 2 / mse))
