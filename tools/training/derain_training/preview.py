"""Draws the synthetic rain: a row a family of streaks, then a row a kind of weather, on a sheet; and its statistics."""
import numpy as np
import torch
from PIL import Image

from . import pictures, pool, statistics, streaks, weather
from .patches import Patches

SIDE = 192


def arguments(p):
    p.add_argument('out', help='PNG to write')
    p.add_argument('--photos', required=True, help='folder of clean photos')
    p.add_argument('--streaks', help='folder of grey pictures of streaks that join the rain')
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--columns', type=int, default=7)
    p.add_argument('--measure', help='also measure the rain of a folder with rain/ and clean/ (look, do not train on test pairs)')


def run(a):
    made = pool.made(a.seed, len(streaks.FAMILIES) * a.columns)
    rain = pool.Pool.gather(made, pool.from_streaks(a.streaks) if a.streaks else None)
    photos = pictures.photos(a.photos, SIDE)[:200]
    rows = [[grey(rain.layers[k][:SIDE, :SIDE]) for k in rain.members[family][:a.columns]] for family in rain.members]
    patches = Patches(photos, rain, SIDE, 'cpu', a.seed, turned=0)
    print(statistics.HEADING)
    for kind, draw in weather.KINDS.items():
        plans = [draw(patches.rng) for _ in range(max(24, a.columns))]
        fallen = patches.streaks(plans, SIDE).clamp(0, 1).numpy()
        print(statistics.row(kind, fallen * 255))
        clean = patches.clean(a.columns)
        rainy = patches.rain_on(clean, plans[:a.columns])
        rows.append(list((rainy.permute(0, 2, 3, 1).numpy() * 255).round().astype(np.uint8)))
    if a.measure:
        print(statistics.row(a.measure, pool.from_pairs(a.measure)[:, :SIDE, :SIDE]))
    Image.fromarray(np.concatenate([np.concatenate(row, 1) for row in rows])).save(a.out)


def grey(a):
    return np.repeat(a[..., None], 3, 2)
