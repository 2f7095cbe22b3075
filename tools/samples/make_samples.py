#!/usr/bin/env python3
"""Makes the sample pictures of this folder: free photos, cropped or scaled, with synthetic rain.

    python3 make_samples.py FOLDER_OF_ORIGINALS [OUTPUT_FOLDER]

Needs numpy and Pillow. The rain is seeded by picture, so the same originals always give the same samples. A layer of
rain is sparse noise smeared along a slanted line; far drops are many, fine and faint, near ones few, long and bright.
"""
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image


@dataclass(frozen=True)
class Layer:
    density: float  # drops per pixel
    length: float  # of a streak, in pixels
    width: float  # sigma across a streak, in pixels
    strength: float  # brightness added where a streak is brightest, 0 to 1


@dataclass(frozen=True)
class Sample:
    name: str
    original: str
    scale: float  # applied before the crop
    crop: tuple  # left, top, width, height
    slant: float  # of the rain, degrees from vertical
    layers: tuple


FAR, NEAR = Layer(0.008, 14, 0.5, 0.45), Layer(0.0016, 34, 0.9, 0.6)
SAMPLES = (
    Sample("lighthouse.png", "kodim19.png", 1, (170, 0, 320, 480), 14, (FAR, NEAR)),
    Sample("parrots.png", "kodim23.png", 1, (10, 90, 480, 320), -18, (FAR, NEAR)),
    Sample("window.jpg", "kodim07.png", 1, (10, 40, 480, 320), 9, (FAR, NEAR, Layer(0.0003, 46, 1.4, 0.5))),
    Sample("bridge.jpg", "tony-webster-97532.jpg", 480 / 900, (0, 0, 480, 320), 16, (Layer(0.005, 18, 0.6, 0.3), Layer(0.0016, 36, 0.8, 0.45))),
)


def streak(length, width, slant):
    """A line fading towards its ends, gaussian across."""
    half = int(length) // 2 + 4
    y, x = np.mgrid[-half:half + 1, -half:half + 1]
    angle = np.deg2rad(slant)
    along = y * np.cos(angle) + x * np.sin(angle)
    across = x * np.cos(angle) - y * np.sin(angle)
    fade = np.clip(1 - (2 * np.abs(along) / length) ** 3, 0, 1)
    return fade * np.exp(-0.5 * (across / width) ** 2)


def smear(noise, kernel):
    """Circular convolution, with the kernel's middle at the origin."""
    padded = np.zeros_like(noise)
    padded[:kernel.shape[0], :kernel.shape[1]] = kernel
    padded = np.roll(padded, (-(kernel.shape[0] // 2), -(kernel.shape[1] // 2)), (0, 1))
    return np.fft.irfft2(np.fft.rfft2(noise) * np.fft.rfft2(padded), noise.shape)


def rain(rng, height, width, sample):
    """Brightness to add, [height, width]."""
    total = np.zeros((height, width))
    for layer in sample.layers:
        for part in range(4):  # drops differ a little in direction, length and brightness
            drops = (rng.random((height, width)) < layer.density / 4) * rng.uniform(0.3, 1, (height, width))
            kernel = streak(layer.length * rng.uniform(0.7, 1.3), layer.width, sample.slant + rng.normal(0, 1.5))
            total += layer.strength * smear(drops, kernel)
    return np.clip(total, 0, 0.75)


def make(sample, originals, seed):
    picture = Image.open(originals / sample.original).convert("RGB")
    size = [round(side * sample.scale) for side in picture.size]
    left, top, width, height = sample.crop
    picture = picture.resize(size, Image.LANCZOS).crop((left, top, left + width, top + height))
    clean = np.asarray(picture) / 255
    streaks = rain(np.random.default_rng(seed), height, width, sample)[..., None]
    # A streak brightens what is behind it towards the grey of the sky.
    wet = clean + streaks * np.clip(1.05 - clean, 0, 1)
    return Image.fromarray(np.rint(255 * np.clip(wet, 0, 1)).astype(np.uint8))


def main():
    originals = Path(sys.argv[1])
    output = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent
    for seed, sample in enumerate(SAMPLES, start=1):
        options = {"quality": 95, "subsampling": 0} if sample.name.endswith(".jpg") else {"optimize": True}
        make(sample, originals, seed).save(output / sample.name, **options)


if __name__ == "__main__":
    main()
