"""Scores on held-back photos under held-back rain, kind by kind, and pictures of them."""
import numpy as np
import torch
from PIL import Image

from . import weather
from .patches import Patches, work_side


class Validation:
    """The same patches at every check: `count` of each kind of weather."""

    def __init__(self, photos, pool, device, count=8, patch=128, seed=999):
        least = work_side(patch)
        photos = [a for a in photos if min(a.shape[:2]) >= least]
        if not photos:
            raise SystemExit(f'no held-back photo has {least} pixels on its short side')
        self.pairs = {kind: Patches(photos, pool, patch, device, seed + i, {kind: 1.0}, turned=0).batch(count)
                      for i, kind in enumerate(weather.KINDS)}

    def table(self, forward):
        """kind -> (dB rainy, dB derained), of the mean square error over all pixels: a mean of decibels is spoiled by dry patches."""
        return {kind: (psnr(x, y), psnr(apply(forward, x), y)) for kind, (x, y) in self.pairs.items()}

    def picture(self, forward, path, each=4):
        """A sheet, a kind a row: rainy and derained in pairs."""
        rows = []
        for x, _ in self.pairs.values():
            x = x[:each]
            rows.append(torch.cat([torch.cat(pair, 2) for pair in zip(x, apply(forward, x))], 2))
        save_picture(torch.cat(rows, 1), path)


def apply(forward, x, batch=4):
    with torch.no_grad():
        return torch.cat([forward(x[i:i + batch]) for i in range(0, len(x), batch)])


def psnr(a, b):
    """Of pixels in [-1, 1]."""
    return float(10 * torch.log10(4 / ((a.clamp(-1, 1) - b) ** 2).mean().clamp(min=1e-10)))


def save_picture(a, path):
    """a: [3, h, w], BGR in [-1, 1]"""
    rgb = ((a.clamp(-1, 1) + 1) * 127.5).round().flip(0).permute(1, 2, 0).cpu().numpy().astype(np.uint8)
    Image.fromarray(np.ascontiguousarray(rgb)).save(path)
