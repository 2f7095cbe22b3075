"""The pool of layers that patches are rained on from: bytes, [count, size, size], the family of each and the direction of its fall."""
import hashlib
import inspect
import json
import multiprocessing
import os

import numpy as np

from . import streaks

SIZE = 400
FEW = 40  # layers that are not worth starting processes for
TRIED = 5  # layers among which a wind chooses: so near its direction, and none too often


def made(seed, count, size=SIZE, cache=None):
    """(layers, families, directions): `count` layers, the families in turn; read from or kept in the folder `cache`. Many are made by all cores."""
    names = list(streaks.FAMILIES)
    families = np.array([names[i % len(names)] for i in range(count)])
    directions = np.array([streaks.direction((seed, i), family) for i, family in enumerate(families)])
    if cache:
        what = json.dumps([seed, count, size, streaks.FAMILIES, inspect.getsource(streaks)])  # other ranges or code, other rain
        cache = os.path.join(cache, f'rain-{hashlib.sha256(what.encode()).hexdigest()[:12]}.npy')
        if os.path.exists(cache):
            return np.load(cache), families, directions
    jobs = [((seed, i), family, size) for i, family in enumerate(families)]
    if count <= FEW:
        layers = np.stack(list(map(as_bytes, jobs)))
    else:  # spawned, as a fork would inherit the locks of PyTorch's threads
        with multiprocessing.get_context('spawn').Pool(min(16, os.cpu_count())) as workers:
            layers = np.stack(workers.map(as_bytes, jobs, chunksize=4))
    if cache:
        np.save(cache, layers)
    return layers, families, directions


def as_bytes(job):
    return np.round(streaks.layer(*job) * 255).astype(np.uint8)


class Pool:
    """Layers by family."""

    def __init__(self, layers, families, directions):
        self.layers, self.families, self.directions = layers, np.asarray(families), np.asarray(directions)
        self.members = {f: np.flatnonzero(self.families == f) for f in np.unique(self.families)}

    def pick(self, rng, family, wind=None):
        """(index of a layer of the family, whether it is mirrored); if a wind blows, of some layers that which falls most nearly so."""
        tried = rng.choice(self.members[family], 1 if wind is None else TRIED)
        if wind is None:
            return int(tried[0]), rng.random() < 0.5
        away = np.abs(np.stack([self.directions[tried], -self.directions[tried]]) - wind)
        mirrored, k = np.unravel_index(away.argmin(), away.shape)
        return int(tried[k]), bool(mirrored)

    def split(self):
        """(for training, held back): every tenth layer of each family is held back, but at least one; an only one is in both."""
        held, kept = (np.zeros(len(self.families), bool) for _ in range(2))
        for members in self.members.values():
            held[members[9::10] if len(members) >= 10 else members[-1]] = True
            kept[members] = ~held[members] | (len(members) == 1)
        return tuple(Pool(self.layers[part], self.families[part], self.directions[part]) for part in (kept, held))
