"""What becomes of a patch: a plan of its scene, rain, light and camera, drawn from rain.json by a seeded generator on the CPU.

Drawing is kept apart from carrying out (`patches.py`, `camera.py`), so that a seed gives the same pictures on a CPU and on a card.
"""
from dataclasses import dataclass, field

from .ranges import RAIN, draw, happens, pick

KINDS, MIX = RAIN['kinds'], RAIN['mix']


@dataclass
class Camera:
    """What a camera does to rainy and dry alike. Its defaults leave a picture as it is."""
    exposure: float = 0.0  # stops
    contrast: float = 0.0  # share of an S-curve
    sharpening: float = 0.0
    noise: float = 0.0  # levels of 255
    colour: float = 0.0  # of the noise: 0 is grey
    quality: float = 0.0  # JPEG's, 0: no JPEG
    halved: bool = False  # colours at half the size, as most JPEGs have them


@dataclass
class Weather:
    """`layers` are (family, strength); strength 1 keeps the layer's own brightness."""
    name: str
    light: str = 'none'  # how rain meets the scene: none, added, scene (linear, toward the scene's light), lamps (linear, lit at night)
    layers: list = field(default_factory=list)
    wind: float = None  # degrees from the vertical at which all layers fall, about; None: each as it likes
    most: float = 0.45  # the mean that the rain may have: beyond, a patch is drowned and teaches little
    tint: tuple = (1.0, 1.0, 1.0)
    sky: float = 1.0  # light of a drop, of the scene's own
    haze: tuple = (0.0, 0.0)  # share at the top and at the bottom; it stays, for nobody can tell it from fog
    dark: float = 1.0  # the scene's light at night
    lamps: float = 0.0  # light of a drop at night
    patchy: float = 0.0
    drawn: str = ''  # what is drawn on the scene that only looks like rain
    grey: bool = False
    gamma: float = 1.0
    enlarged: float = 1.0
    camera: object = None  # or a Camera


def plan(rng, mix=MIX):
    """The weather of one patch, of the kinds named in `mix` (kind -> share)."""
    name = pick(rng, mix)
    k = KINDS[name]
    w = Weather(name, k['light'])
    w.layers, w.most = layers(rng, k), k.get('most', w.most)
    if happens(rng, RAIN['tint']) and w.light in ('scene', 'lamps'):
        w.tint = tuple(1 - rng.uniform(0, RAIN['tint']['most'], 3))
    for what in ('wind', 'sky', 'dark', 'lamps', 'patchy'):
        if what in k:
            setattr(w, what, draw(rng, k[what]))
    if 'haze' in k and happens(rng, k['haze']):
        share, ramp = draw(rng, k['haze']['share']), draw(rng, k['haze']['ramp'])
        w.haze = (share, share * (1 - ramp))
    if rng.random() < k['drawn']:
        w.drawn = pick(rng, {name: d['share'] for name, d in RAIN['drawn'].items()})
    w.grey = rng.random() < k['grey']
    w.gamma = draw(rng, RAIN['gamma']['power']) if happens(rng, RAIN['gamma']) else 1.0
    if rng.random() < k['camera']:
        w.camera = camera(rng, RAIN['camera'])
        if happens(rng, RAIN['camera']['enlarged']):
            w.enlarged = draw(rng, RAIN['camera']['enlarged']['by'])
    return w


def layers(rng, kind):
    """(family, strength) of every layer."""
    overall = draw(rng, kind.get('all', 1))
    return [(draw(rng, entry['family']), overall * draw(rng, entry['strength'])) for entry in kind['layers'] for _ in range(draw(rng, entry['count']))]


def camera(rng, c):
    out = Camera()
    for what, entry, value in (('exposure', 'exposure', 'stops'), ('contrast', 'contrast', 'amount'), ('sharpening', 'sharpening', 'amount'),
                               ('noise', 'noise', 'levels'), ('quality', 'jpeg', 'quality')):
        if happens(rng, c[entry]):
            setattr(out, what, draw(rng, c[entry][value]))
    out.colour, out.halved = draw(rng, c['noise']['colour']), rng.random() < c['jpeg']['halved']
    return out

