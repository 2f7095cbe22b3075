"""Layers of rain streaks: float32 in [0, 1], black where no rain falls. Every layer is a function of its seed alone.

Five families, told apart by how their streaks are made. The ranges come from looking at rain and measuring it (mean, coverage,
angle, correlation along and across); `python3 -m derain_training preview` draws them.

    flat     lines of one pixel and one brightness, hard-edged, stepping sideways as they fall, in dense groups (Rain100H's lower layer)
    soft     streaks of one direction that fade across and toward their ends, of several lengths and depths
    long     few, thin, long streaks
    drizzle  short and fine, dense
    broad    near the camera: wide, out of focus, few
"""
import numpy as np
from scipy.ndimage import gaussian_filter, maximum_filter1d, zoom
from scipy.signal import fftconvolve

FAMILIES = ('flat', 'soft', 'long', 'drizzle', 'broad')

# length and width in pixels (width: sigma across), drops per pixel, spread of the directions of layers in degrees
RANGES = {
    'soft': ((12, 45), (0.5, 1.3), (0.008, 0.06), 17),
    'long': ((35, 110), (0.5, 1.4), (0.002, 0.010), 15),
    'drizzle': ((6, 18), (0.35, 0.7), (0.01, 0.07), 20),
    'broad': ((20, 80), (1.5, 4.0), (0.0003, 0.003), 18),
}
MARGIN = 96  # streaks that begin outside reach in


def layer(seed, family, size):
    """One layer of size x size pixels of the named family; its brightest streaks reach 1 (flat: every streak is 1 or a little less)."""
    rng = np.random.default_rng(seed)
    return flat(rng, size) if family == 'flat' else smeared(rng, size, *RANGES[family])


def flat(rng, size):
    """Columns of one pixel, sheared: each row is moved by whole pixels, so the lines have steps and no soft edge."""
    n = size + 2 * MARGIN
    out = np.zeros((n, n), np.float32)
    share = rng.uniform(0.25, 0.8)  # of the pixels covered, where rain is densest
    even = rng.random() < 0.3
    where = 1.0 if even else patchy(rng, n, 0.0) ** 1.5
    parts = rng.integers(1, 4)
    for _ in range(parts):
        length = rng.uniform(10, 90)
        starts = rng.random((n, n)) < -np.log1p(-share) / (length * parts) * where
        lines = maximum_filter1d(starts.astype(np.float32), int(length), axis=0)
        out = np.maximum(out, lines * rng.uniform(0.75, 1))
    if rng.random() < 0.35:
        out = np.maximum(out, np.roll(out, 1, 1) * (rng.random() < 0.5))
    out = sheared(out, np.tan(np.deg2rad(rng.normal(0, 9))))
    if rng.random() < 0.3:
        out = gaussian_filter(out, rng.uniform(0.3, 0.6))
    return out[MARGIN:-MARGIN, MARGIN:-MARGIN]


def sheared(a, slope):
    """Every row moved sideways by a whole number of pixels, the middle row by none."""
    n = len(a)
    move = np.rint((np.arange(n) - n // 2) * slope).astype(int)
    return a[np.arange(n)[:, None], (np.arange(n)[None] + move[:, None]) % n]


def smeared(rng, size, lengths, widths, densities, spread):
    """Sparse drops smeared along lines; three sizes of line a layer, the longer the wider and rarer: rain at several depths."""
    n = size + 2 * MARGIN
    length, width, density = rng.uniform(*lengths), rng.uniform(*widths), rng.uniform(*densities)
    angle, scatter = rng.normal(0, spread), rng.uniform(0, 3)
    out = np.zeros((n, n), np.float32)
    for scale in (0.7, 1.0, 1.4):
        drops = (rng.random((n, n)) < density / (3 * scale)) * rng.uniform(0.25, 1, (n, n)).astype(np.float32)
        out += fftconvolve(drops, line(length * scale, angle + rng.normal(0, scatter), width * scale ** 0.5), 'same')
    if rng.random() < 0.3:
        out = gaussian_filter(out, rng.uniform(0.3, 1.0))
    if rng.random() < 0.5:
        out = out * patchy(rng, n, 0.4)
    out = out[MARGIN:-MARGIN, MARGIN:-MARGIN]
    return np.clip(out / max(np.percentile(out, 99.7), 1e-6), 0, 1).astype(np.float32)


def line(length, angle, width):
    """A line at `angle` degrees from the vertical, Gaussian across, half as bright at its ends; its peak is 1."""
    half = int(length) // 2 + 3 + int(2 * width)
    y, x = np.mgrid[-half:half + 1, -half:half + 1].astype(np.float32)
    t = np.deg2rad(angle)
    along, across = y * np.cos(t) + x * np.sin(t), x * np.cos(t) - y * np.sin(t)
    ends = np.clip((length / 2 - np.abs(along)) / width + 0.5, 0, 1)
    fade = np.clip(1 - 0.5 * (np.abs(along) / (length / 2 + 1)) ** 2, 0, 1)
    return np.exp(-0.5 * (across / width) ** 2) * ends * fade


def patchy(rng, n, low):
    """A smooth field between `low` and 1: rain is never even."""
    return zoom(rng.uniform(low, 1, (7, 7)), n / 7, order=1)[:n, :n].astype(np.float32)
