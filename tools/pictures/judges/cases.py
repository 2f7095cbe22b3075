"""What a generated file is, and what must become of it."""
import json
from dataclasses import asdict, dataclass, field

import numpy as np


@dataclass
class Case:
    """
    expect: kept, unsupported, damaged, unwritable (its format has no place for alpha), or "unsupported or kept".
    bound: levels of 255 that a sample may be off; -1: as near as Pillow's own writing; -2: as colours enlarged plainly.
    mode: L, LA, RGB, RGBA. bits: of the result. lost: names of tags that need not survive. note: what a note must speak of.
    lenient: whether --lenient must read it. orientation: as stored.
    """
    name: str
    format: str
    property: str
    expect: str = "kept"
    bound: float = 0
    mode: str = "RGB"
    bits: int = 8
    lost: list = field(default_factory=list)
    note: str = None
    lenient: bool = False
    profile: str = "same"  # or: none, sRGB (converted: tagged as sRGB, or not at all)
    lossless: bool = True  # the result's coding
    orientation: int = 1


class Collection:
    """Cases, written as they come."""

    def __init__(self, folder, seed, height, width):
        self.folder, self.rng, self.cases, self.pixels = folder, np.random.default_rng(seed), [], {}
        self.height, self.width = height, width  # of most
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, format, property, name, data, pixels=None, **expected):
        """Pixels: upright samples of the result's bits, or None where there is no result."""
        number = len(self.cases)
        suffix = {"JPEG": "jpg", "PNG": "png", "TIFF": "tif", "WebP": "webp", "BMP": "bmp"}.get(format, format.lower())
        file = f"{number:04d}-{name}.{suffix}".replace(" ", "_")
        (self.folder / file).write_bytes(data)
        if pixels is not None:
            expected.setdefault("mode", {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}[pixels.shape[2]])
            self.pixels[file] = pixels.astype(np.uint16)
        self.cases.append(Case(file, format, property, **expected))

    def save(self):
        np.savez_compressed(self.folder / "pixels.npz", **self.pixels)
        (self.folder / "manifest.json").write_text(json.dumps([asdict(c) for c in self.cases], indent=1))

    def scene(self, channels=3, bits=8, height=None, width=None):
        """Waves and a little noise; alpha from nothing to all."""
        height, width = height or self.height, width or self.width
        y, x = np.mgrid[0:height, 0:width]
        planes = []
        for i in range(channels):
            fx, fy, phase = self.rng.uniform(0.02, 0.16, 3)
            planes.append(0.5 + 0.42 * np.sin(fx * x + fy * y + 20 * phase) + self.rng.normal(0, 0.01, (height, width)))
        if channels in (2, 4):
            planes[-1] = np.clip(x / (width - 1) * 1.3 - 0.15, 0, 1)
        return np.round(np.clip(np.stack(planes, 2), 0, 1) * ((1 << bits) - 1)).astype(np.uint16)


def upright(stored, orientation):
    """What a viewer shows of stored pixels."""
    s = stored
    return {1: s, 2: s[:, ::-1], 3: s[::-1, ::-1], 4: s[::-1], 5: s.transpose(1, 0, 2), 6: np.rot90(s, -1),
            7: s[::-1, ::-1].transpose(1, 0, 2), 8: np.rot90(s, 1)}[orientation]
