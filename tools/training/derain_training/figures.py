"""Writes what the same generator in Java (tools/rain) is tested against: figures of the rain, a picture a line, of its drops, and pixels.

There are four sorts of pictures, each a function of its number: where a layer's drops are (`places`); `middle` families, whose ranges are narrowed
to their middles, so that little but the drawing itself can differ; families over all their ranges; kinds of weather, on a scene of plain ramps and
without a camera. Single layers fall at 15 degrees, so that a direction the wrong way round is seen.
"""
import functools
import math
import os
import types

import numpy as np
import torch

from . import camera, pool, statistics, streaks, weather
from .patches import Patches
from .weather import Weather

SEED, SIDE, FALL = 29, 192, 15
COLUMNS = ('mean', 'covered', 'angle', 'spread', 'length', 'width', '25 %', '50 %', '75 %', '90 %', '97 %', '99.5 %')
PLACES = ('count', 'neighbours', 'crowding')
COUNTS = {'places': 48, 'middle': 16, 'middle flat': 96, 'family': 40, 'kind': 48}
DROPS = 10_000
WIND = 12
CHANCES = ('chance', 'even', 'doubled')
LAYERS = 200  # of each family, from which the weather chooses


def arguments(p):
    p.add_argument('out', help='folder to write to: tools/rain/src/test/resources/org/derain4j/rain')


def run(a):
    with table(a.out, 'python-light', 'Pixels of a scene in rain and light, and of single streaks, row by row, colours side by side') as f:
        for name, pixels in light().items():
            print(name, *pixels.ravel(), sep='\t', file=f)
    with table(a.out, 'python-drops', f'What {DROPS:,} drops of each family at its middle, directions and weathers are like: mean, deviation, and both of their squares') as f:
        for name, values in drops().items():
            print(*name, *(f'{v:.7g}' for v in values), sep='\t', file=f)
    with table(a.out, 'python', 'The figures of rain, a picture a line') as f:
        print('sort', 'name', 'number', *COLUMNS, sep='\t', file=f)
        for sort, name in rows():
            for number in range(count(sort, name)):
                print(line(sort, name, number), file=f, flush=True)


def count(sort, name):
    return COUNTS.get(f'{sort} {name}', COUNTS.get(sort, 1))


def table(folder, name, what):
    f = open(os.path.join(folder, f'{name}.tsv'), 'w', encoding='utf-8', newline='\n')
    print(f'# {what}. Of the Python trainer, for tests: python3 -m derain_training statistics FOLDER', file=f)
    return f


def line(sort, name, number):
    found = places(name, number) if sort == 'places' else figures(picture(sort, name, number))
    return '\t'.join([sort, name, str(number), *(f'{v:.5g}' for v in found)])


def rows():
    """(sort, name) of all pictures."""
    kinds = [name for name, kind in weather.KINDS.items() if kind['layers']]
    return [('pattern', 'pattern')] + [('places', name) for name in streaked()] + [(sort, name) for sort in ('middle', 'family') for name in streaks.FAMILIES] + [('kind', name) for name in kinds]


def picture(sort, name, number):
    """[192, 192] of whole levels, 0 to 255: the rain of one picture."""
    if sort == 'pattern':
        return pattern()
    if sort == 'kind':
        return seen(name, number)
    f = streaks.FAMILIES[name]
    layer = streaks.layer((SEED, number), {**(middle(f) if sort == 'middle' else f), 'angle': FALL}, pool.SIZE)
    y, x = np.random.default_rng((SEED, number, SIDE)).integers(pool.SIZE - SIDE + 1, size=2)  # anywhere, as patches are cut: flat rain has steps
    return np.round(layer[y:y + SIDE, x:x + SIDE] * 255)


def figures(rain):
    """As `statistics.row` has them, of one picture."""
    mean, spread = statistics.angle(rain)
    return [rain.mean() / 255, (rain > 8).mean(), mean, spread, *statistics.extent(rain, mean), *np.percentile(rain, [25, 50, 75, 90, 97, 99.5])]


def streaked():
    return [name for name, f in streaks.FAMILIES.items() if f['shape'] == 'streaks']


def places(name, number):
    """How many drops a whole layer has, how many others lie about each, and how unevenly they are spread over sixteen parts."""
    f = middle(streaks.FAMILIES[name])
    small = max(1.0, f['width'] * f['size'] / streaks.FINE)
    length, scale, n = f['length'] * f['size'] / small, f['size'] / small, int(np.ceil(pool.SIZE / small))
    x, y = streaks.places(np.random.default_rng((SEED, number)), f, n, scale, length)
    near = (np.abs(x - x[:, None]) < streaks.ASIDE * scale) & (np.abs(y - y[:, None]) < 0.6 * length)
    parts, _, _ = np.histogram2d(x, y, 4, ((0, n), (0, n)))
    return len(x), (near.sum() - len(x)) / max(1, len(x)), parts.std() / max(0.1, parts.mean())


def drops():
    """{(family or kind, what): mean, deviation, mean square, deviation of squares}"""
    out = {}
    for name in streaked():
        f = middle(streaks.FAMILIES[name])
        for what, values in streaks.drops(np.random.default_rng(SEED), f, DROPS, f['length'], f['width']).items():
            if what != 'edge':
                out[name, what] = values
    for what, wind in (('calm', None), ('wind', WIND)):
        out['far', what] = directions('far', wind)
    for kind in (name for name, k in weather.KINDS.items() if k['layers']):
        rng = np.random.default_rng(SEED)
        plans = [weather.plan(rng, {kind: 1}) for _ in range(DROPS)]
        out[kind, 'layers'] = np.array([len(w.layers) for w in plans])
        out[kind, 'strength'] = np.array([sum(strength for _, strength in w.layers) for w in plans])
        out[kind, 'near'] = np.array([sum(family in ('near', 'discs', 'flat') for family, _ in w.layers) for w in plans])
        for what in ('wind', 'sky', 'dark', 'lamps', 'patchy'):
            out[kind, what] = np.array([getattr(w, what) or 0 for w in plans])
        out[kind, 'haze_top'], out[kind, 'haze_bottom'] = np.array([w.haze for w in plans]).T
        out[kind, 'blue'] = np.array([w.tint[2] for w in plans])
    return {name: (v.mean(), v.std(), (v ** 2).mean(), (v ** 2).std()) for name, v in out.items()}


def directions(family, wind):
    """At what angles the layers fall that a pool of them chooses."""
    rng = np.random.default_rng(SEED)
    layers = pool.Pool(np.zeros((DROPS, 1, 1), np.uint8), [family] * DROPS, [streaks.direction((SEED, i), family) for i in range(DROPS)])
    picked = [layers.pick(rng, family, wind) for _ in range(DROPS)]
    return np.array([-layers.directions[k] if mirrored else layers.directions[k] for k, mirrored in picked])


def pattern():
    """Rows of soft strokes that lean: shows that both measure alike."""
    y, x = np.mgrid[:SIDE, :SIDE].astype(float)
    stripe = np.sin(0.35 * (x * math.cos(0.2) - y * math.sin(0.2))).clip(0) ** 4
    return np.round(255 * stripe * (0.5 + 0.5 * np.sin(y / 9)))


def middle(f):
    """The family with each range as its middle, each choice as its likeliest, and nothing that is there by chance."""
    return {name: 0 if name in CHANCES else centre(entry) for name, entry in f.items()}


def centre(entry):
    if isinstance(entry, list):
        return sum(entry) / 2
    if isinstance(entry, dict) and 'log' in entry:
        return math.sqrt(entry['log'][0] * entry['log'][1])
    if isinstance(entry, dict) and 'normal' in entry:
        return entry['normal'][0]
    if isinstance(entry, dict) and 'share' in entry:
        return int(max(entry['share'], key=entry['share'].get))
    return middle(entry) if isinstance(entry, dict) else entry


def seen(kind, number):
    """What the rain of one kind adds to a scene, as `preview` measures it."""
    y, x = np.mgrid[:SIDE, :SIDE] / (SIDE - 1)
    scene = np.round(np.stack([40 + 120 * x, 60 + 100 * y, 150 - 50 * x], 2)).astype(np.uint8)
    data = Patches([scene], drawn(), SIDE, 'cpu', (SEED, number, *kind.encode()), turned=0)
    plan = weather.plan(data.rng, {kind: 1})
    plan.camera, plan.drawn, plan.grey, plan.gamma, plan.enlarged = None, '', False, 1.0, 1.0
    rainy, dry = (np.round(a[0].numpy() * 255) for a in data.photographed([plan], SIDE))
    return (rainy - dry).max(0).clip(0)


@functools.cache
def drawn():
    return Drawn()


class Drawn(pool.Pool):
    """A pool whose layers are drawn when they are picked."""

    def __init__(self):
        names = list(streaks.FAMILIES)
        families = names * LAYERS
        super().__init__(np.zeros((len(families), pool.SIZE, pool.SIZE), np.uint8), families,
                         [streaks.direction((SEED, i), family) for i, family in enumerate(families)])

    def pick(self, rng, family, wind=None):
        k, mirrored = super().pick(rng, family, wind)
        self.layers[k] = pool.as_bytes(((SEED, k), family, pool.SIZE))  # Patches holds the same memory
        return k, mirrored


def light():
    """{name: [32, 32, 3] of levels}: a scene by day and at night, in a rain that is given, and what a camera makes of it; two streaks and a disc
    alone, [32, 32]. No chance is in them."""
    v, u = np.mgrid[:32, :32]
    scene = torch.from_numpy(np.stack([(u * 7 + v * 13 + c * 50 + u * v) % 256 for c in range(3)])[None] / 255).float()
    rain = torch.from_numpy((u * 5 + v * 3) % 11 / 8).float()[None, None]
    data = Patches.__new__(Patches)
    data.device = torch.device('cpu')
    data.rng = types.SimpleNamespace(random=lambda shape, kind: (np.arange(16, dtype=kind) * 5 % 16 / 16).reshape(shape))
    above = camera.linear(scene[:, :, :16]).mean((2, 3), keepdim=True)
    day = Weather('camera', 'scene', tint=(1, 0.95, 0.93), sky=1.3, haze=(0.3, 0.1))
    night = Weather('night', 'lamps', tint=(0.93, 1, 0.96), haze=(0.05, 0.02), dark=0.2, lamps=1.5, patchy=0.7)
    out = {}
    for w in (day, night):
        wet, dry = data.lit([w], scene, above, rain)
        out[f'{w.name} dry'], out[f'{w.name} rainy'] = camera.tones(dry), camera.tones(wet)
    wet, dry = data.lit([day], scene, above, rain)
    out['developed'] = camera.develop(wet, *(torch.full((1, 1, 1, 1), float(v)) for v in (-0.4, 0.6, 0.8, 0)))
    for name, halved in (('jpeg', 0), ('jpeg halved', 1)):
        out[name] = camera.jpeg(camera.tones(dry), torch.from_numpy(camera.tables([80])), torch.full((1, 1, 1, 1), halved))
    out = {name: a[0].numpy().transpose(1, 2, 0) for name, a in out.items()}
    for name, drop in (('beaded streak', {'length': 21.0, 'width': 1.1, 'level': 0.9, 'taper': 0.4, 'beads': 0.7, 'wave': 7.0, 'phase': 1.0, 'tilt': 0.3,
                                          'gap': 0.0, 'gap_at': 0.0, 'angle': 0.3, 'edge': 2.0}),
                       ('broken streak', {'length': 26.0, 'width': 2.2, 'level': 0.7, 'taper': 0.9, 'beads': 0.1, 'wave': 2.0, 'phase': 3.0, 'tilt': -0.4,
                                          'gap': 0.15, 'gap_at': 0.4, 'angle': -0.5, 'edge': 3.7})):
        out[name] = streaks.painted(32, np.array([15.3]), np.array([14.8]), {k: np.array([v]) for k, v in drop.items()})
    half = types.SimpleNamespace(poisson=lambda mean: 0, normal=lambda *_: 0.0, uniform=lambda *_: (16.0, 16.0), random=lambda: 0.5)
    out['disc'] = streaks.discs(half, 32, {'size': 1, 'density': 0.001, 'radius': 7.5, 'radius_spread': 0.2, 'fall': 1.2, 'soft': 0.4, 'rim': 0.6, 'falloff': 1.5,
                                           'faintest': 0.15}, 0.4)
    return {name: np.round(a * 255).astype(int) for name, a in out.items()}
