"""What falls on a patch: a plan of streak layers, their strengths and the haze, drawn by a seeded generator on the CPU.

Drawing is kept apart from carrying out (`patches.py`), so that a seed gives the same rain on a CPU and on a card.
"""
from dataclasses import dataclass, field

from .streaks import FAMILIES

REAL = 'real'  # streaks of training pairs, as they were
POOL = FAMILIES + (REAL,)


@dataclass
class Weather:
    """Rain of one patch. `layers` are (family, strength); strength 1 keeps the layer's own brightness."""
    name: str
    layers: list = field(default_factory=list)
    veil: float = 0.0  # share of the light that is scattered into the picture by distant rain
    veil_light: float = 0.8
    tint: tuple = (1.0, 1.0, 1.0)
    screen: bool = False  # brightens toward white instead of adding and clipping
    most: float = 0.45  # the mean that the rain may have before clipping: beyond, a patch is drowned and teaches little


def dry(rng):
    """Nothing: a dry picture must stay as it is."""
    return Weather('dry')


def light(rng):
    """One direction, grey, added: RainTrainL's own streaks, or ours in their likeness (Rain100L)."""
    if rng.random() < 0.85:
        return Weather('light', [(REAL, rng.uniform(0.75, 1.25))])
    family = rng.choice(['soft', 'long', 'drizzle'])
    return Weather('light', [(family, rng.uniform(0.15, 0.7))])


def downpour(rng):
    """Hard-edged lines of one brightness under one to three directions of soft streaks, grey, added and clipped (Rain100H)."""
    w = Weather('downpour')
    strength = rng.uniform(0.5, 1.5)
    for _ in range(rng.choice([0, 1, 2], p=[0.15, 0.55, 0.30])):
        w.layers.append(('flat', min(0.5, strength * rng.uniform(0.12, 0.45))))
    least = 0 if w.layers and rng.random() < 0.15 else 1
    for _ in range(rng.integers(least, 4)):
        if rng.random() < 0.6:
            w.layers.append((REAL, strength * rng.uniform(0.6, 2.2)))
        else:
            w.layers.append((rng.choice(['soft', 'soft', 'long']), strength * rng.uniform(0.15, 0.7)))
    return w


def shower(rng):
    """What cameras see: some directions, drops near the camera out of focus, a veil, a tint."""
    w = Weather('shower', most=0.3)
    for _ in range(rng.integers(1, 4)):
        w.layers.append((rng.choice(['soft', 'long', 'drizzle', 'broad', REAL]), rng.uniform(0.12, 0.6)))
    if rng.random() < 0.4:
        w.veil, w.veil_light = rng.uniform(0.02, 0.25), rng.uniform(0.6, 0.95)
    if rng.random() < 0.5:
        w.tint = tuple(1 - rng.uniform(0, 0.08, 3))
    w.screen = rng.random() < 0.4
    return w


KINDS = {'dry': dry, 'light': light, 'downpour': downpour, 'shower': shower}
MIX = {'dry': 0.04, 'light': 0.34, 'downpour': 0.42, 'shower': 0.20}


def draw(rng, mix=MIX):
    """The weather of one patch, of the kinds named in `mix` (kind -> share)."""
    names = list(mix)
    shares = [mix[n] for n in names]
    return KINDS[names[rng.choice(len(names), p=[s / sum(shares) for s in shares])]](rng)
