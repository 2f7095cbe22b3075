"""What a camera makes of light: exposure, clipping, tone curve, sharpening, noise, JPEG. Batches [n, 3, h, w] of RGB in [0, 1]; a number each
picture has as [n, 1, 1, 1]."""
import functools
import math

import numpy as np
import torch
import torch.nn.functional as F


def linear(a):
    """sRGB to light."""
    return torch.where(a <= 0.04045, a / 12.92, ((a + 0.055) / 1.055) ** 2.4)


def tones(a):
    """Light to sRGB, clipped."""
    a = a.clamp(0, 1)
    return torch.where(a <= 0.0031308, a * 12.92, 1.055 * a.clamp(min=1e-6) ** (1 / 2.4) - 0.055)


def develop(light, exposure, contrast, sharpening, noise):
    """Light to pixels. noise: what is added, of the picture's own size."""
    a = tones(light * 2 ** exposure)
    a = a + contrast * (a * a * (3 - 2 * a) - a)
    around = F.avg_pool2d(F.pad(a, (1, 1, 1, 1), mode='replicate'), 3, 1)
    return (a + sharpening * (a - around) + noise).clamp(0, 1)


LUMINANCE = [[16, 11, 10, 16, 24, 40, 51, 61], [12, 12, 14, 19, 26, 58, 60, 55], [14, 13, 16, 24, 40, 57, 69, 56], [14, 17, 22, 29, 51, 87, 80, 62],
             [18, 22, 37, 56, 68, 109, 103, 77], [24, 35, 55, 64, 81, 104, 113, 92], [49, 64, 78, 87, 103, 121, 120, 101], [72, 92, 95, 98, 112, 100, 103, 99]]
COLOUR = [[17, 18, 24, 47], [18, 21, 26, 66], [24, 26, 56, 99], [47, 66, 99, 99]]
COSINES = torch.tensor([[math.sqrt((1 if i == 0 else 2) / 8) * math.cos(math.pi * i * (2 * j + 1) / 16) for j in range(8)] for i in range(8)])
TO_YCC = torch.tensor([[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]])


@functools.lru_cache
def constants(device):
    """(cosines, to YCbCr, back, what is taken off Y), there once: every copy would let a card wait."""
    return tuple(a.to(device) for a in (COSINES, TO_YCC, torch.linalg.inv(TO_YCC), torch.tensor([128.0, 0, 0]).view(3, 1, 1)))


def tables(quality):
    """The standard's example tables, scaled as libjpeg does: [n, 2, 8, 8] for qualities [n]."""
    base = np.full((2, 8, 8), 99.0)
    base[0], base[1, :4, :4] = LUMINANCE, COLOUR
    quality = np.asarray(quality, float).clip(1, 100)
    scale = np.where(quality < 50, 5000 / quality, 200 - 2 * quality)
    return np.floor((base * scale[:, None, None, None] + 50) / 100).clip(1, 255).astype(np.float32)


def jpeg(a, table, halved):
    """What JPEG leaves of pixels; sides are multiples of 16. table: [n, 2, 8, 8]; halved: [n, 1, 1, 1], whether colours have half the size."""
    _, to, back, middle = constants(a.device)
    ycc = torch.einsum('dc,nchw->ndhw', to, torch.round(a * 255)).round() - middle
    y, colour = ycc[:, :1], ycc[:, 1:]
    small = F.interpolate(quantised(F.avg_pool2d(colour, 2), table[:, 1:]), scale_factor=2, mode='bilinear', align_corners=False)
    colour = torch.where(halved > 0, small, quantised(colour, table[:, 1:]))
    ycc = torch.cat([quantised(y, table[:, :1]), colour], 1) + middle
    return (torch.einsum('dc,nchw->ndhw', back, ycc).round() / 255).clamp(0, 1)


def quantised(a, table):
    """Blocks of 8x8 to cosines, rounded to multiples of the table, and back."""
    n, c, h, w = a.shape
    d, table = constants(a.device)[0], table[:, :, None, None]
    blocks = a.reshape(n, c, h // 8, 8, w // 8, 8).transpose(3, 4)
    kept = torch.round(d @ blocks @ d.T / table) * table
    return (d.T @ kept @ d).transpose(3, 4).reshape(n, c, h, w)
