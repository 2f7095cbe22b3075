"""Writes pairs of rainy and clean pictures for `derain eval`: a test set of one kind of weather, or scenes and their rain at several sizes."""
import os

import numpy as np
import torch.nn.functional as F
from PIL import Image

from . import pictures, pool, streaks, weather
from .patches import BLOCK, Patches
from .ranges import RAIN

HEIGHT = 2 / 3  # of a picture, as a share of its width: scenes are squares of that side
LAYERS = 2  # of a family in a scene
ROOM = 40  # pixels, of 500, by which layers are larger than the scene: two of a family do not lie on each other


def arguments(p):
    p.add_argument('out', help='folder for rain/ and clean/; with --widths for WIDTH/rain and WIDTH/clean')
    p.add_argument('--photos', required=True, help='folder of clean photos')
    p.add_argument('--kind', choices=weather.KINDS, default='camera')
    p.add_argument('--drawn', choices=RAIN['drawn'], help='on every scene this, which only looks like rain')
    p.add_argument('--count', type=int, default=24, help='pictures (24); with --widths: of each photo')
    p.add_argument('--side', type=int, default=256, help='pixels of the pictures, squares (256)')
    p.add_argument('--widths', type=int, nargs='+', metavar='W', help='the same scene and rain as parts of pictures of these widths, the largest a multiple of each')
    p.add_argument('--seed', type=int, default=1)


def run(a):
    if a.widths:
        for i, path in enumerate(pictures.names(a.photos)):
            photo = pictures.rgb(path)
            for k in range(a.count):
                for width, pair in scene(photo, a.kind, a.widths, (a.seed, i, k)):
                    save(os.path.join(a.out, str(width)), f'{os.path.splitext(os.path.basename(path))[0]}_{k}', pair)
        return
    if a.side % BLOCK:
        raise SystemExit(f'--side {a.side}: JPEG wants a multiple of {BLOCK}')
    rain = pool.Pool(*pool.made(a.seed, 5 * len(streaks.FAMILIES), max(pool.SIZE, a.side)))
    data = Patches(pictures.photos(a.photos, a.side), rain, a.side, 'cpu', a.seed, turned=0)
    for i in range(a.count):
        plan = weather.plan(data.rng, {a.kind: 1})
        plan.drawn = a.drawn or plan.drawn
        save(a.out, f'{i:04}', data.photographed([plan], a.side))


def scene(photo, kind, widths, seed):
    """(width, (rainy, clean)) of each width: light is made once, at the largest size, and a smaller camera sees it smaller."""
    widest, rng = max(widths), np.random.default_rng(seed)
    times = [widest // w for w in widths]
    unit = BLOCK * int(np.lcm.reduce(times))
    side = int(widest * HEIGHT) // unit * unit
    if any(w * t != widest for w, t in zip(widths, times)) or not side:
        raise SystemExit(f'--widths {widths}: the largest must be a multiple of each, and large enough')
    if min(photo.shape[:2]) < side:
        raise SystemExit(f'a picture of {widest} pixels needs photos of {side} pixels each way; there is one of {photo.shape[1]}x{photo.shape[0]}')
    top, left = ((n - side) // 2 for n in photo.shape[:2])
    plan = weather.plan(rng, {kind: 1})
    plan.enlarged, plan.drawn = 1.0, ''
    data = Patches([photo[top:top + side, left:left + side]], rain_of(plan, rng, side, widest / 500), side, 'cpu', seed, turned=0)
    pixels, light = data.exposed([plan], side)
    for width, k in zip(widths, times):
        yield width, data.developed([plan], *(F.avg_pool2d(a.flatten(0, 1), k).unflatten(0, (2, 1)) for a in (pixels, light)))


def rain_of(plan, rng, side, scale):
    """Layers for a plan, of streaks as long as a picture of `scale` times 500 pixels' width has them; of some directions, those of its wind."""
    jobs = []
    for family in sorted({f for f, _ in plan.layers}):
        seeds = [int(s) for s in rng.integers(2 ** 31, size=LAYERS * pool.TRIED)]
        if plan.wind is not None:
            seeds.sort(key=lambda s: abs(streaks.direction(s, family) - plan.wind))
        jobs += [(s, family, side + int(ROOM * scale), scale) for s in seeds[:LAYERS]]
    if not jobs:
        jobs = [(0, next(iter(streaks.FAMILIES)), side, scale)]
    families = [family for _, family, *_ in jobs]
    return pool.Pool(np.stack([pool.as_bytes(j) for j in jobs]), families, [streaks.direction(s, f) for s, f, *_ in jobs])


def save(folder, name, pair):
    """[1, 3, h, w] each, in [0, 1]"""
    for part, a in zip(('rain', 'clean'), pair):
        os.makedirs(os.path.join(folder, part), exist_ok=True)
        Image.fromarray(pictures.as_bytes(a)[0]).save(os.path.join(folder, part, name + '.png'))
