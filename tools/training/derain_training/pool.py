"""The pool of streak layers that patches are rained on from: bytes, [count, size, size], and the family of each."""
import multiprocessing
import os

import numpy as np

from . import pictures, streaks
from .weather import REAL

SIZE = 400
FEW = 40  # layers that are not worth starting processes for


def made(seed, count, size=SIZE, cache=None):
    """`count` layers, the families in turn; read from or kept in the file `cache`. Many are made by all cores."""
    families = np.array([streaks.FAMILIES[i % len(streaks.FAMILIES)] for i in range(count)])
    if cache and os.path.exists(cache):
        return np.load(cache), families
    jobs = [((seed, i), family, size) for i, family in enumerate(families)]
    if count <= FEW:
        layers = np.stack(list(map(as_bytes, jobs)))
    else:  # spawned, as a fork would inherit the locks of PyTorch's threads
        with multiprocessing.get_context('spawn').Pool(min(16, os.cpu_count())) as workers:
            layers = np.stack(workers.map(as_bytes, jobs, chunksize=4))
    if cache:
        np.save(cache, layers)
    return layers, families


def as_bytes(job):
    return np.round(streaks.layer(*job) * 255).astype(np.uint8)


def from_streaks(folder, size=SIZE):
    """Layers from a folder of grey pictures of streaks."""
    return np.stack([pictures.streak_layer(f, size) for f in pictures.names(folder)])


def from_pairs(folder, size=SIZE):
    """Layers from training pairs: the largest difference of the channels, rainy minus clean."""
    out = []
    for rainy, clean in pictures.pair_names(folder):
        difference = pictures.rgb(rainy).astype(np.int16) - pictures.rgb(clean)
        out.append(pictures.squared(np.clip(difference.max(2), 0, 255), size))
    return np.stack(out)


class Pool:
    """Layers by family. `split` keeps every tenth layer back for validation."""

    def __init__(self, layers, families):
        self.layers, self.families = layers, np.asarray(families)
        self.members = {f: np.flatnonzero(self.families == f) for f in np.unique(self.families)}

    @staticmethod
    def gather(made, real=None):
        layers, families = made
        if real is not None and len(real):
            layers, families = np.concatenate([layers, real]), np.concatenate([families, np.full(len(real), REAL)])
        return Pool(layers, families)

    def pick(self, rng, family):
        """Index of a layer of the family; where no streaks of pairs were given, soft ones stand in for them."""
        members = self.members.get(family, self.members.get('soft'))
        return int(members[rng.integers(len(members))])

    def split(self):
        """(for training, held back): of each family every tenth layer is held back, but at least one where there are two."""
        held = np.zeros(len(self.families), bool)
        for members in self.members.values():
            held[members[9::10]] = True
            if 2 <= len(members) < 10:
                held[members[-1]] = True
        if not held.any():
            return self, self
        return Pool(self.layers[~held], self.families[~held]), Pool(self.layers[held], self.families[held])
