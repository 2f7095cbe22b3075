"""Layers of rain: float32 in [0, 1], black where no rain falls. Every layer is a function of its seed and of its family's ranges alone.

A layer's ranges (rain.json) are drawn from once, then each of its drops varies about them: so one picture has drops of one wind and many depths.
"""
import numpy as np
from scipy.ndimage import gaussian_filter, maximum_filter1d, zoom

from .ranges import RAIN, draw, happens

FAMILIES = RAIN['families']
ALONG, ACROSS = 0.8, 0.5  # pixels between the samples of which a streak is made
ASIDE = 4  # pixels that the streaks of a group are apart
FINE = 1.2  # pixels: wider streaks are drawn smaller and enlarged
MARGIN = 96  # streaks that begin outside reach in
MOST = 30_000  # streaks of a layer


def layer(seed, family, size, scale=None):
    """One layer of size x size pixels of a family, by its name or its ranges; scale: of its lengths, instead of one that its ranges draw."""
    rng, f = np.random.default_rng(seed), FAMILIES[family] if isinstance(family, str) else family
    if scale and 'size' in f:
        f = {**f, 'size': scale}
    return {'streaks': streaks, 'flat': flat, 'discs': discs}[f['shape']](rng, size, f, np.deg2rad(draw(rng, f['angle'])))


def direction(seed, family):
    """Degrees from the vertical at which that layer's rain falls."""
    return draw(np.random.default_rng(seed), FAMILIES[family]['angle'])


def streaks(rng, size, f, angle):
    """Streaks drawn one by one: each its own place, length, width, brightness, beads and ends."""
    scale = draw(rng, f['size'])
    length, width = draw(rng, f['length']) * scale, draw(rng, f['width']) * scale
    small = max(1.0, width / FINE)
    n = int(np.ceil(size / small))
    x, y = places(rng, f, n, scale / small, length / small)
    one = drops(rng, f, len(x), length / small, width / small)
    one['angle'] = angle + np.deg2rad(draw(rng, f['fan']) * (x / n - 0.5) + rng.normal(0, draw(rng, f['jitter']), len(x)))
    out = painted(n, x, y, one)
    if small > 1:
        out = zoom(out, size / n, order=1)
    return np.clip(out, 0, 1).astype(np.float32)


def places(rng, f, n, scale, length):
    """Where drops are, those that reach in from outside too: in gusts and groups, for rain is never even."""
    reach = min(length, MARGIN)
    side = n + 2 * reach
    count = rng.poisson(min(draw(rng, f['density']) * side * side / 1000 / scale ** 2, MOST))
    x, y = rng.uniform(-reach, n + reach, (2, count))
    field, blurred = rng.uniform(1 - draw(rng, f['gusts']), 1, (6, 6)), rng.normal(0, n / 12, (2, count))
    row, column = (((p + b + reach) / side * 6).astype(int).clip(0, 5) for p, b in zip((y, x), blurred))
    there = rng.random(count) < field[row, column]
    x, y = x[there], y[there]
    follows = np.flatnonzero(rng.random(len(x)) < draw(rng, f['groups']))
    if len(follows):
        leader = rng.integers(len(x), size=len(follows))
        x[follows], y[follows] = x[leader] + rng.normal(0, ASIDE * scale, len(follows)), y[leader] + rng.normal(0, 0.6 * length, len(follows))
    return x, y


def drops(rng, f, count, length, width):
    """What each streak is like: nearer ones are longer and wider."""
    near = np.exp(rng.normal(0, draw(rng, f['depth']), count)) if f['depth'] else np.ones(count)
    falloff, taper, beads, edge = (draw(rng, f[k]) for k in ('falloff', 'taper', 'beads', 'edge'))
    return {
        'length': (length * near * np.exp(rng.normal(0, draw(rng, f['length_spread']), count))).clip(1, 6 * length),
        'width': (width * near ** 0.7 * np.exp(rng.normal(0, draw(rng, f['width_spread']), count))).clip(0.35, 3 * width),
        'level': f['faintest'] + (1 - f['faintest']) * rng.random(count) ** falloff,
        'taper': (taper * rng.uniform(0.5, 1.2, count)).clip(0.05, 1),
        'beads': beads * rng.random(count), 'wave': rng.uniform(0.5, 4, count) * np.pi, 'phase': rng.uniform(0, 6.28, count),
        'tilt': rng.uniform(-0.4, 0.4, count), 'edge': np.full(count, edge),
        'gap': np.where(rng.random(count) < draw(rng, f['breaks']), rng.uniform(0.1, 0.5, count), 0), 'gap_at': rng.uniform(-0.8, 0.8, count)}


def painted(n, x, y, one):
    """The sum of all streaks: each sampled along and across, every sample shared among its four pixels."""
    along = np.ceil(one['length'] / ALONG).astype(int) + 2
    across = 2 * np.ceil(2.5 * one['width'] / ACROSS).astype(int) + 1
    size = along * across
    k = np.repeat(np.arange(len(x)), size)
    at = np.arange(len(k)) - np.repeat(np.cumsum(size) - size, size)
    t = (at // across[k] + 0.5) / along[k] * 2 - 1  # -1 to 1 along
    c = (at % across[k] - across[k] // 2) * ACROSS
    s = {name: values[k] for name, values in one.items()}
    value = s['level'] * np.exp(-0.5 * np.abs(c / s['width']) ** s['edge']) * ((1 - np.abs(t)) / s['taper']).clip(0, 1)
    value *= (1 - s['beads'] * (0.5 + 0.5 * np.cos(s['wave'] * t + s['phase']))) * (1 + s['tilt'] * t)
    value[np.abs(t - s['gap_at']) < s['gap']] = 0
    half, cos, sin = t * s['length'] / 2, np.cos(s['angle']), np.sin(s['angle'])
    px, py = x[k] + half * sin + c * cos, y[k] + half * cos - c * sin
    return splat(n, px, py, value * one['length'][k] / along[k] * ACROSS)


def splat(n, x, y, value):
    """[n, n]: values at real places, shared among the four pixels about each."""
    inside = (x > 0) & (y > 0) & (x < n + 1) & (y < n + 1)  # places are one off, so that pixels beside the border take their part
    x, y, value = x[inside], y[inside], value[inside]
    left, top = x.astype(int), y.astype(int)
    fx, fy, at, m = x - left, y - top, top * (n + 2) + left, (n + 2) ** 2
    out = sum(np.bincount(at + dy * (n + 2) + dx, value * (fx if dx else 1 - fx) * (fy if dy else 1 - fy), m) for dy in (0, 1) for dx in (0, 1))
    return out.reshape(n + 2, n + 2)[1:-1, 1:-1]


def flat(rng, size, f, angle):
    """Columns of one pixel, sheared: each row is moved by whole pixels, so the lines have steps and no soft edge."""
    n = size + 2 * MARGIN
    out = np.zeros((n, n), np.float32)
    covered = draw(rng, f['covered'])  # share of the pixels, where rain is densest
    where = 1.0 if rng.random() < f['even'] else zoom(rng.random((7, 7)), n / 7, order=1)[:n, :n] ** 1.5
    parts = draw(rng, f['parts'])
    for _ in range(parts):
        length = draw(rng, f['length'])
        starts = rng.random((n, n)) < -np.log1p(-covered) / (length * parts) * where
        out = np.maximum(out, maximum_filter1d(starts.astype(np.float32), int(length), axis=0) * draw(rng, f['brightness']))
    if rng.random() < f['doubled']:
        out = np.maximum(out, np.roll(out, 1, 1))
    out = sheared(out, np.tan(angle))
    if happens(rng, f['blur']):
        out = gaussian_filter(out, draw(rng, f['blur']['width']))
    return out[MARGIN:-MARGIN, MARGIN:-MARGIN]


def sheared(a, slope):
    """Every row moved sideways by a whole number of pixels, the middle row by none."""
    n = len(a)
    move = np.rint((np.arange(n) - n // 2) * slope).astype(int)
    return a[np.arange(n)[:, None], (np.arange(n)[None] + move[:, None]) % n]


def discs(rng, size, f, angle):
    """Drops out of focus: discs with a brighter rim, drawn out by their fall."""
    scale = draw(rng, f['size'])
    radius, spread = draw(rng, f['radius']) * scale, draw(rng, f['radius_spread'])
    fall, soft, rim, falloff = (draw(rng, f[k]) for k in ('fall', 'soft', 'rim', 'falloff'))
    out = np.zeros((size, size), np.float32)
    for _ in range(1 + rng.poisson(draw(rng, f['density']) * size * size / 1000 / scale ** 2)):
        r, (x, y) = radius * np.exp(rng.normal(0, spread)), rng.uniform(0, size, 2)
        half = r * fall * rng.random() / 2
        reach = int(r + half) + 2
        top, left = max(0, int(y) - reach), max(0, int(x) - reach)
        v, u = np.mgrid[top:min(size, int(y) + reach + 1), left:min(size, int(x) + reach + 1)].astype(np.float32)
        along = ((v - y) * np.cos(angle) + (u - x) * np.sin(angle))
        away = np.hypot(along - along.clip(-half, half), (u - x) * np.cos(angle) - (v - y) * np.sin(angle)) / r
        level = f['faintest'] + (1 - f['faintest']) * rng.random() ** falloff
        part = out[top:top + v.shape[0], left:left + v.shape[1]]
        part += level * ((1 - away) / soft).clip(0, 1) * (1 - rim + rim * away.clip(0, 1) ** 3)
    return out.clip(0, 1)
