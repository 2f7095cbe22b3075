"""Draws the synthetic rain: a row a family of streaks, then a row a kind of weather, on a sheet; and its statistics."""
import numpy as np
from PIL import Image

from . import pictures, pool, statistics, weather
from .patches import Patches

SIDE = 192  # a multiple of 16, for JPEG
MEASURED = 24


def arguments(p):
    p.add_argument('out', help='PNG to write')
    p.add_argument('--photos', required=True, help='folder of clean photos')
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--columns', type=int, default=7)
    p.add_argument('--kind', choices=weather.KINDS, help='only this kind of weather, on as many rows as there are kinds')
    p.add_argument('--measure', nargs='*', default=[], help='also measure the rain of folders with rain/ and clean/ (look, do not train on test pairs)')
    p.add_argument('--real', help='also measure what photos without truth show of their rain, and our kinds in the same way')


def run(a):
    rain = pool.Pool(*pool.made(a.seed, len(pool.streaks.FAMILIES) * MEASURED))
    photos = pictures.photos(a.photos, SIDE)[:200]
    rows = [] if a.kind else [[grey(rain.layers[k][:SIDE, :SIDE]) for k in rain.members[family][:a.columns]] for family in rain.members]
    print(statistics.HEADING)
    seen = {}
    for kind in weather.KINDS:
        data = Patches(photos, rain, SIDE, 'cpu', (a.seed, len(rows)), turned=0)
        plans = [weather.plan(data.rng, {a.kind or kind: 1}) for _ in range(max(MEASURED, a.columns))]
        rainy, dry = (pictures.as_bytes(x) for x in data.photographed(plans, SIDE))
        if kind != 'dry':
            print(statistics.row(kind, np.clip((rainy.astype(np.int16) - dry).max(3), 0, 255)))
            seen[kind] = rainy
        rows.append(list(rainy[:a.columns]))
    for folder in a.measure:
        print(statistics.row(folder, pictures.rain_of_pairs(folder)))
    if a.real:
        print('as photos without truth show it')
        for kind, rainy in seen.items():
            print(statistics.row(kind, [statistics.ridges(r) for r in rainy]))
        print(statistics.row(a.real, [statistics.ridges(pictures.rgb(f)) for f in pictures.names(a.real)]))
    Image.fromarray(np.concatenate([np.concatenate(row, 1) for row in rows])).save(a.out)


def grey(a):
    return np.repeat(a[..., None], 3, 2)
