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
        at = []
        for _ in range(n):
            k = r.integers(len(self.sizes))
            (h, w), corner = self.sizes[k], self.starts[k]
            y, x = r.integers(h - p + 1), r.integers(w - p + 1)
            grid = corner + (y + np.arange(p))[:, None] * w + x + np.arange(p)[None]
            turns = r.integers(1, 4) if r.random() < self.turned else 0
            at.append(np.rot90(grid, turns)[:, ::r.choice([-1, 1])])
        gamma = np.where(r.random(n) < 0.3, r.uniform(0.7, 1.5, n), 1.0)
        a = self.pixels[self.tensor(np.stack(at))].permute(0, 3, 1, 2).float() / 255
        return a ** self.tensor(gamma.astype(np.float32)).view(-1, 1, 1, 1)

    def rain_on(self, clean, plans):
        """Rainy pictures for clean ones, [n, 3, p, p] in [0, 1], one plan of weather each."""
        p = clean.shape[-1]
        rain = torch.stack([self.streaks(plan, p) for plan in plans])

        def each(f):
            return self.tensor(np.array([f(w) for w in plans], np.float32)).view(len(plans), -1, 1, 1)

        streak = rain.unsqueeze(1) * each(lambda w: w.tint)
        veil = each(lambda w: w.veil)
        hazy = clean * (1 - veil) + veil * each(lambda w: w.veil_light)
        screened = 1 - (1 - hazy) * (1 - streak.clamp(0, 1))
        return torch.where(each(lambda w: w.screen) > 0, screened, hazy + streak).clamp(0, 1)

    def streaks(self, plan, p):
        """The sum of a plan's layers, each from a random place, some mirrored: [p, p]."""
        total = torch.zeros(p, p, device=self.device)
        room = self.layers.shape[-1] - p + 1
        for family, strength in plan.layers:
            k, y, x = self.pool.pick(self.rng, family), self.rng.integers(room), self.rng.integers(room)
            window = self.layers[k, y:y + p, x:x + p].float()
            total += (window.flip(1) if self.rng.random() < 0.5 else window) * (strength / 255)
        return total * (plan.most / total.mean().clamp(min=plan.most))

    def tensor(self, a):
        return torch.from_numpy(np.ascontiguousarray(a)).to(self.device)


def half(photo):
    h, w = photo.shape[0] // 2, photo.shape[1] // 2
    return photo[:2 * h, :2 * w].reshape(h, 2, w, 2, 3).mean((1, 3)).round().astype(np.uint8)


def network_pixels(a):
    """RGB in [0, 1] to what the network reads: whole bytes, BGR, x / 127.5 - 1, channels last."""
    return (torch.round(a * 255) / 127.5 - 1).flip(1).contiguous(memory_format=torch.channels_last)
