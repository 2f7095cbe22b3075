"""The pool of streak layers that patches are rained on from: bytes, [count, size, size], and the family of each."""
import hashlib
import json
import multiprocessing
import os

import numpy as np

from . import streaks

SIZE = 400
FEW = 40  # layers that are not worth starting processes for


def made(seed, count, size=SIZE, cache=None):
    """(layers, families): `count` layers, the families in turn; read from or kept in the folder `cache`. Many are made by all cores."""
    names = list(streaks.FAMILIES)
    families = np.array([names[i % len(names)] for i in range(count)])
    if cache:
        what = json.dumps([seed, count, size, streaks.FAMILIES])  # other ranges, other rain
        cache = os.path.join(cache, f'rain-{hashlib.sha256(what.encode()).hexdigest()[:12]}.npy')
        if os.path.exists(cache):
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


class Pool:
    """Layers by family."""

    def __init__(self, layers, families):
        self.layers, self.families = layers, np.asarray(families)
        self.members = {f: np.flatnonzero(self.families == f) for f in np.unique(self.families)}

    def pick(self, rng, family):
        """Index of a layer of the family."""
        members = self.members[family]
        return int(members[rng.integers(len(members))])

    def split(self):
        """(for training, held back): every tenth layer of each family is held back, but at least one; an only one is in both."""
        held, kept = (np.zeros(len(self.families), bool) for _ in range(2))
        for members in self.members.values():
            held[members[9::10] if len(members) >= 10 else members[-1]] = True
            kept[members] = ~held[members] | (len(members) == 1)
        return Pool(self.layers[kept], self.families[kept]), Pool(self.layers[held], self.families[held])
