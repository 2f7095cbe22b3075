"""Random pairs of rainy and clean patches, cut and rained on where the network runs: photos and streaks lie there as bytes.

All chances are drawn on the CPU by one seeded generator; the device only gathers and blends.
"""
import numpy as np
import torch

from . import weather


class Patches:
    """Pairs of [n, 3, patch, patch], BGR in [-1, 1], channels last."""

    def __init__(self, photos, pool, patch, device, seed, mix=None, turned=0.75):
        """photos: HxWx3 bytes, RGB, no side below `patch`; pool: streak layers; mix: shares of the kinds of weather;
        turned: share of the patches turned by 90, 180 or 270 degrees."""
        self.patch, self.device, self.pool, self.mix = patch, torch.device(device), pool, mix or weather.MIX
        self.turned, self.rng = turned, np.random.default_rng(seed)
        scenes = list(photos) + [h for h in map(half, photos) if min(h.shape[:2]) >= patch]  # halved: scenes farther away
        self.sizes = np.array([a.shape[:2] for a in scenes])
        self.starts = np.concatenate([[0], np.cumsum(self.sizes.prod(1))[:-1]])
        self.pixels = torch.from_numpy(np.concatenate([a.reshape(-1, 3) for a in scenes])).to(device)
        self.layers = torch.from_numpy(pool.layers).to(device)

    def batch(self, n):
        """(rainy, clean)"""
        clean = self.clean(n)
        rainy = self.rain_on(clean, [weather.draw(self.rng, self.mix) for _ in range(n)])
        return network_pixels(rainy), network_pixels(clean)

    def clean(self, n):
        """Patches of photos, mirrored and turned, some with another contrast: [n, 3, p, p], RGB in [0, 1]."""
        r, p = self.rng, self.patch
        corner, row, column = (np.empty(n, np.int64) for _ in range(3))  # first pixel, and steps between pixels down and across
        for i in range(n):
            k = r.integers(len(self.sizes))
            (h, w), start = self.sizes[k], self.starts[k]
            y, x = r.integers(h - p + 1), r.integers(w - p + 1)
            turns = r.integers(1, 4) if r.random() < self.turned else 0
            corner[i], row[i], column[i] = turned(start + y * w + x, w, 1, p, turns, r.choice([-1, 1]))
        corner, row, column = self.tensor(np.stack([corner, row, column]))[:, :, None, None]
        i = torch.arange(p, device=self.device)
        at = corner + row * i[:, None] + column * i
        gamma = np.where(r.random(n) < 0.3, r.uniform(0.7, 1.5, n), 1.0)
        a = self.pixels[at].permute(0, 3, 1, 2).float() / 255
        return a ** self.tensor(gamma.astype(np.float32)).view(-1, 1, 1, 1)

    def rain_on(self, clean, plans):
        """Rainy pictures for clean ones, [n, 3, p, p] in [0, 1], one plan of weather each."""
        p = clean.shape[-1]
        rain = self.streaks(plans, p)

        def each(f):
            return self.tensor(np.array([f(w) for w in plans], np.float32)).view(len(plans), -1, 1, 1)

        streak = rain.unsqueeze(1) * each(lambda w: w.tint)
        veil = each(lambda w: w.veil)
        hazy = clean * (1 - veil) + veil * each(lambda w: w.veil_light)
        screened = 1 - (1 - hazy) * (1 - streak.clamp(0, 1))
        return torch.where(each(lambda w: w.screen) > 0, screened, hazy + streak).clamp(0, 1)

    def streaks(self, plans, p):
        """The sum of every plan's layers, each from a random place, some mirrored: [n, p, p]. All plans' first layers at once, then all
        second ones: a card would wait for Python otherwise."""
        depth = max(1, max(len(plan.layers) for plan in plans))
        room = self.layers.shape[-1] - p + 1
        where, strengths = np.zeros((4, depth, len(plans)), np.int64), np.zeros((depth, len(plans)), np.float32)
        for i, plan in enumerate(plans):
            for slot, (family, strength) in enumerate(plan.layers):
                k, y, x = self.pool.pick(self.rng, family), self.rng.integers(room), self.rng.integers(room)
                mirrored = self.rng.random() < 0.5
                where[:, slot, i] = k, y, x + p - 1 if mirrored else x, -1 if mirrored else 1
                strengths[slot, i] = strength / 255
        where, strengths = self.tensor(where)[..., None, None], self.tensor(strengths)[..., None, None]
        i = torch.arange(p, device=self.device)
        total = torch.zeros(len(plans), p, p, device=self.device)
        for (k, y, x, step), strength in zip(where.unbind(1), strengths):
            total += self.layers[k, y + i[:, None], x + step * i].float() * strength
        most = self.tensor(np.array([plan.most for plan in plans], np.float32)).view(-1, 1, 1)
        return total * (most / torch.maximum(total.mean((1, 2), keepdim=True), most))

    def tensor(self, a):
        t = torch.from_numpy(np.ascontiguousarray(a))
        if self.device.type == 'cuda':  # from pinned memory, as else every copy would wait for the step before
            return t.pin_memory().to(self.device, non_blocking=True)
        return t.to(self.device)


def turned(corner, row, column, p, turns, mirror):
    """Corner and steps of a window of p x p, turned by quarters, then mirrored if `mirror` is -1."""
    for _ in range(turns):
        corner, row, column = corner + (p - 1) * column, -column, row
    return (corner, row, column) if mirror == 1 else (corner + (p - 1) * column, row, -column)


def half(photo):
    h, w = photo.shape[0] // 2, photo.shape[1] // 2
    a = photo[:2 * h, :2 * w].astype(np.uint16)
    return ((a[::2, ::2] + a[1::2, ::2] + a[::2, 1::2] + a[1::2, 1::2] + 2) >> 2).astype(np.uint8)


def network_pixels(a):
    """RGB in [0, 1] to what the network reads: whole bytes, BGR, x / 127.5 - 1, channels last."""
    return (torch.round(a * 255) / 127.5 - 1).flip(1).contiguous(memory_format=torch.channels_last)
